"""The command line: `main` runs it, and turns what goes wrong into a line and an exit code.

Exit codes: 0 done, 1 something could not be read or written, memory ran out or a record differs,
2 bad input, 3 with --strict and a warning, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import Literal, TextIO

from ..errors import SelankCalcError
from .common import BAD_INPUT, NotReadError, NotWrittenError, say, use_what_the_terminal_has
from .frozen_options import OPTIONS
from .straight import called

STANDARD_OUTPUT = 1  # the file descriptor
FAILED, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line on this process's arguments, and exit."""
    # A stream that the caller closed is None, which neither Typer nor Rich expects.
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stderr = sys.stderr or _nowhere("w")
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


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    """The null device. `pathlib` would open it as well, and takes about a tenth of the start."""
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123


def _run() -> int:
    words = sys.argv[1:]
    unnamed: tuple[str, ...] = ()
    try:
        if not "".join(words).isascii():
            from .dashes import refuse_dashes

            refuse_dashes(words)
        if words and words[0] not in OPTIONS:
            from .short import in_long, say_in_long

            words, unnamed = in_long(words)
        code = (called(words) or partial(_through_typer, words))()
        if unnamed and "--full" in words and code != BAD_INPUT:
            say_in_long(words)
        sys.stdout.flush()
        return _interrupted() if code == INTERRUPTED else code or 0
    except SelankCalcError as error:
        from .words import in_options

        # The amount was typed alone, without this option.
        say(error.told(in_options, with_field=error.field not in unnamed))
        return BAD_INPUT
    except KeyboardInterrupt:
        return _interrupted()
    except SystemExit as exited:
        # Typer and Rich exit by themselves where a pipe was closed, and nothing else does.
        if isinstance(exited.__context__, BrokenPipeError | NotWrittenError):
            return _not_written(exited.__context__)
        raise
    except OSError as error:
        return _not_read(error) if isinstance(error, NotReadError) else _not_written(error)
    except RuntimeError as error:
        from typer import Abort  # of a question, in whichever way the command was called

        if isinstance(error, Abort):
            return _interrupted()
        raise


def _through_typer(words: list[str]) -> int:
    from .app import run

    return run(words)


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
    with _nowhere("w") as nowhere:
        os.dup2(nowhere.fileno(), STANDARD_OUTPUT)
    if isinstance(error, BrokenPipeError):
        return 0  # the reader of standard output has had enough, as with `| head`
    say(f"the output could not be written: {error.strerror or error}.")
    return FAILED
