"""A terminal for commands that ask, and for shells that complete."""

import os
import pty
import select
import signal
import sys
import time

COMMAND = [sys.executable, "-m", "selank_calc"]


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
        if not select.select([terminal], [], [], 0.1)[0]:
            if not answers and seen.rstrip().endswith(b"y or n:"):
                answers.append("\n")  # the last question of the guided run
            if answers and seen[answered:].rstrip().endswith(b":"):
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
