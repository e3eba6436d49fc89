"""What signals do for a while: end the run in order, be ignored, or wait."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
SIGNALLED = 128  # added to a signal's number in an exit code, as shells do


@contextmanager
def handled(names: Iterable[str], handler: Any) -> Iterator[None]:
    """Lets `handler` take these signals, without those the system lacks or the run ignores.

    Under `nohup`, for example, SIGHUP stays ignored.
    """
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    taken = [number for number in numbers if before[number] not in (signal.SIG_IGN, None)]
    for number in taken:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])


def end(number: int, _frame: object = None) -> NoReturn:
    """Ends the run the way Ctrl-C does, or with the exit code shells give for the signal."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(SIGNALLED + number)


@contextmanager
def held_back() -> Iterator[None]:
    """Delivers the signals that would end the run after the block, not in it.

    A process started in the block never hears Ctrl-C.
    """
    came: list[int] = []
    with handled(ENDING, lambda number, _frame: came.append(number)), _interrupts_masked():
        yield
    for number in came[:1]:
        signal.raise_signal(number)


@contextmanager
def _interrupts_masked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
