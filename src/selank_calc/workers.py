"""Work handed to several processes, its results in the order of the tasks."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from errno import EIO
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")
PENDING = 2  # tasks for each process: one that it does, and one that waits for it

SELDOM = 100_000  # objects made between two looks for garbage; Python's own is 700

_work: Callable[[Any], Any]


def _begin(make: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
    global _work  # noqa: PLW0603 - one process does one kind of work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who handed it out decides
    Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(SELDOM)
    _work = make(*arguments)


def _end_with_parent() -> None:
    """Nobody is left to do work for once the parent was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _do(task: Any) -> Any:
    return _work(task)


@contextmanager
def seldom_looking_for_garbage() -> Iterator[None]:
    """Rows leave little behind that needs looking for, and each look costs more than a row."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def in_order(
    make: Callable[..., Callable[[Task], Result]],
    arguments: tuple[Any, ...],
    tasks: Iterable[Task],
    jobs: int,
    more_is_there: Callable[[], bool],
) -> Generator[Result, None, None]:
    """What `make(*arguments)` makes of each task, by so many processes, in order.

    A few tasks ahead at most are taken; none while no more is there, so that results do
    not wait for a task that is long in coming.
    """
    if jobs == 1:
        with seldom_looking_for_garbage():
            yield from map(make(*arguments), tasks)
        return
    # Forking would copy a process in which a progress bar has a thread.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (make, arguments))
    pending: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            with _interrupts_held_back():
                pending.append(pool.submit(_do, task))
            while pending and (len(pending) > PENDING * jobs or not more_is_there()):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise OSError(EIO, "a process that shared the work was ended") from error
    finally:
        # They end what they do, within a second; ended in the middle, they would leave a
        # queue behind that Python 3.11 waits for without end.
        with signals_handled(("SIGINT", "SIGTERM", "SIGHUP"), signal.SIG_IGN):
            pool.shutdown(cancel_futures=True)


@contextmanager
def signals_handled(names: Iterable[str], handler: Any) -> Iterator[None]:
    """What comes of those signals meanwhile; one that the system lacks is passed over."""
    there = [name for name in names if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), handler) for name in there}
    try:
        yield
    finally:
        for name, former in before.items():
            signal.signal(getattr(signal, name), former)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """A process that starts meanwhile is left alone by Ctrl-C; this one has it later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
