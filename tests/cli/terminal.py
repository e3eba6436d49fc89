"""A terminal for commands that ask, and for shells that complete."""

import io
import os
import pty
import select
import signal
import sys
import time

from ..command_line import code_of

COMMAND = [sys.executable, "-m", "selank_calc"]


LAST_QUESTION = "y or n: "  # of the guided run


def on_a_terminal(arguments, answers, patience=20, columns="80", *, whole=False):
    """The command with a terminal on all three streams; answers each question in turn.

    `whole`: the arguments are a command line with its program.
    """
    command = arguments if whole else [*COMMAND, *arguments]
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["COLUMNS"] = columns
        os.execv(command[0], command)
    seen, answers, answered = b"", list(answers), 0
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.02)[0]:
            # A question ends so, and no line of what is printed.
            if seen[answered:].endswith(b": "):
                if not answers and seen.endswith(LAST_QUESTION.encode()):
                    answers.append("\n")
                if answers:
                    answered = len(seen)
                    os.write(terminal, answers.pop(0).encode())
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # Linux: the other end is closed
            break
    else:
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), seen.decode()


class _Stream(io.TextIOWrapper):
    def isatty(self):
        return True


class _Keys(io.StringIO):
    """Each answer as it is asked for, shown as a terminal shows it; at their end, Ctrl-D."""

    def __init__(self, answers, screen):
        super().__init__()
        self.answers, self.screen = list(answers), screen

    def isatty(self):
        return True

    def readline(self, size=-1, /):
        if not self.answers and self.screen.getvalue().decode().endswith(LAST_QUESTION):
            self.answers.append("\n")
        answer = self.answers.pop(0) if self.answers else ""
        self.screen.write(answer.encode())
        return answer


def asked_here(arguments, answers, columns="80", **environment):
    """The same in this process, with streams that say they are a terminal: many times as fast."""
    screen = io.BytesIO()
    shown = [_Stream(screen, encoding="utf-8", write_through=True) for _stream in range(2)]
    environment = {"LC_ALL": "C.UTF-8", "COLUMNS": columns, **environment}
    code = code_of(arguments, [_Keys(answers, screen), *shown], **environment)
    return code, screen.getvalue().decode().replace("\n", "\r\n")


def typed_into(shell, lines, text, awaited, patience=20):
    """What a shell shows when `text` is typed after these lines; waits for `awaited`."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "dumb"
        os.execvp(shell[0], shell)
    try:
        os.write(terminal, f"{lines}\necho rea''dy\n".encode())
        _read_until(terminal, "ready\r\n", patience)
        os.write(terminal, text.encode())
        return _read_until(terminal, awaited, patience)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _read_until(terminal, awaited, patience):
    seen, until = b"", time.monotonic() + patience
    while awaited.encode() not in seen and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)
    return seen.decode()
