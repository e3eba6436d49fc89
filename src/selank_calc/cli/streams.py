"""Where a batch's rows come from and go to, and its progress."""

from __future__ import annotations

import os
import select
import signal
import stat
import sys
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..errors import RowError, quoted
from ..signals import end, handled
from .common import NotReadError
from .whole_file import whole_file

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from io import BufferedReader
    from typing import TypeVar

    Part = TypeVar("Part")


def ended_in_order() -> AbstractContextManager[None]:
    """Asked to end, the run leaves no process behind and no file half-written."""
    return handled(("SIGTERM", "SIGHUP"), end)


@contextmanager
def opened(source: str) -> Iterator[BufferedReader]:
    """The bytes of that file, or of standard input, which stays open."""
    if source == "-":
        # `main` puts the null device there where the caller closed standard input.
        if getattr(sys.stdin, "name", None) == os.devnull:
            raise RowError("standard input is closed.")
        stream = cast("BufferedReader", sys.stdin.buffer)
        _refuse_what_is_written(stream)
        yield stream
        return
    try:
        file = Path(source).open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise RowError(f"{quoted(source)} can't be read: {why}.") from error
    try:
        _refuse_what_is_written(file)
        yield file
    finally:
        with suppress(OSError):  # all that is needed has been read
            file.close()


def _refuse_what_is_written(stream: BufferedReader) -> None:
    """Raises RowError where standard output goes on into the file that is read."""
    try:
        read, written = os.fstat(stream.fileno()), os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return  # one of them is not a file of the system
    if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
        hint = "Write to another, or to the same one with -o and --force."
        raise RowError("the rows are read from the file that is written.", None, None, hint)


def named_if_unreadable(source: str, parts: Iterator[Part]) -> Iterator[Part]:
    """The parts as they are read; an error of reading names where they come from."""
    try:
        yield from parts
    except OSError as error:
        name = "standard input" if source == "-" else quoted(source)
        why = error.strerror or error
        raise NotReadError(error.errno, f"{name} can't be read to its end: {why}") from error


def written(output: str | None, *, force: bool) -> AbstractContextManager[Callable[[bytes], None]]:
    """The function that writes into that file, whole or not at all, or to standard output."""
    if output is None:
        return nullcontext(_print_lines)
    return whole_file(output, "output", force=force)


def _print_lines(data: bytes) -> None:
    """Whole lines on standard output: Ctrl-C waits for their end, a second one does not."""
    pressed: list[bool] = []

    def wait(*_signal: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(True)

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, wait)
    try:
        written = 0
        while written < len(data):  # without a buffer, a signal makes it write a part
            written += sys.stdout.buffer.write(data[written:])
        sys.stdout.buffer.flush()
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def progress(
    stream: BufferedReader, counts: Counter[str], *, shown: bool
) -> Iterator[Callable[[], None]]:
    """A bar on a terminal that shows nothing else; what it gives is called as rows are done."""
    if not (shown and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    status = os.fstat(stream.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) else None
    text = TextColumn("{task.fields[rows]} rows, {task.fields[failed]} failed")
    with Progress(
        BarColumn(), text, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=size, rows=0, failed=0)

        def advance() -> None:
            read = stream.tell() if size else None
            bar.update(task, completed=read, rows=counts.total(), failed=counts["failed"])

        yield advance


def more_is_there(stream: BufferedReader) -> bool:
    """True if reading on would not wait: for files, and for pipes with something in them."""
    try:
        return bool(select.select([stream], [], [], 0)[0])
    except OSError:
        return False  # Windows can't tell of a pipe, and then does one part after the other
