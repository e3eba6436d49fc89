"""A terminal for commands that ask."""

import os
import pty
import select
import signal
import sys
import time

COMMAND = [sys.executable, "-m", "selank_calc"]


def on_a_terminal(arguments, answers, patience=20):
    """The command with a terminal on all three streams; answers each question in turn."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["COLUMNS"] = "80"
        os.execv(sys.executable, [*COMMAND, *arguments])
    seen, answers, answered = b"", list(answers), 0
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.1)[0]:
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
