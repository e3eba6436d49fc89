"""The command line: `main` runs it, and turns what goes wrong into a line and an exit code.

Exit codes: 0 done, 1 something could not be read or written or memory ran out, 2 bad input,
3 with --strict and a warning, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from ..errors import SelankCalcError
from .app import COMMANDS, app
from .common import NotReadError, NotWrittenError, say, use_what_the_terminal_has
from .words import in_options

NAME = "selank-calc"
STANDARD_OUTPUT = 1  # the file descriptor
BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130


def main() -> None:
    """Run the command line on this process's arguments, and exit."""
    # A stream that the caller closed is None, which neither Typer nor Rich expects.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")
    if sys.stdout is None:
        say("the output could not be written: standard output is closed.")
        sys.exit(FAILED)
    use_what_the_terminal_has()
    try:
        code = _run()
    except (MemoryError, SystemError):  # the second from CPython 3.13, for a call
        code = FAILED
        say("there is not enough memory for this.")
    except ImportError as error:  # a library in C needs memory, too
        code = FAILED
        say(f"{error.name} can't be loaded: not enough memory, or not installed whole.")
    sys.exit(code)


def _run() -> int:
    try:
        code = app(prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
        return _interrupted() if code == INTERRUPTED else code or 0
    except SelankCalcError as error:
        say(error.told(in_options))
        return BAD_INPUT
    except typer.TyperException as error:
        say(f"{' '.join(error.format_message().split())}\n{_where_help_is()}")
        return BAD_INPUT
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except SystemExit as exited:
        # Typer exits by itself where a pipe was closed, and nowhere else.
        if isinstance(exited.__context__, BrokenPipeError | NotWrittenError):
            return _not_written(exited.__context__)
        raise
    except OSError as error:
        return _not_read(error) if isinstance(error, NotReadError) else _not_written(error)


def _where_help_is() -> str:
    """Names the help of the command that was called, or of `selank-calc`."""
    called = [each for each in sys.argv[1:2] if each in COMMANDS]
    return f"Help: {' '.join([NAME, *called, '--help'])}"


def _interrupted() -> int:
    if sys.stderr.isatty():
        sys.stderr.write("\n")  # the line of a question, or of progress, is not finished
    say("interrupted")
    return INTERRUPTED


def _not_read(error: NotReadError) -> int:
    say(f"{error.strerror}.")
    return FAILED


def _not_written(error: OSError) -> int:
    # Python would complain again when it flushes at exit, where it can't be read.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), STANDARD_OUTPUT)
    if isinstance(error, BrokenPipeError):
        return 0  # the reader of standard output has had enough, as with `| head`
    say(f"the output could not be written: {error.strerror or error}.")
    return FAILED
