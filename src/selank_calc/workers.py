"""Work handed to several processes, its results in the order of the tasks."""

from __future__ import annotations

import gc
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")
PENDING = 2  # tasks for each process: one that it does, and one that waits for it

SELDOM = 100_000  # objects made between two looks for garbage; Python's own is 700

_work: Callable[[Any], Any]


def _begin(make: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
    global _work  # noqa: PLW0603 - one process does one kind of work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who handed it out decides
    gc.set_threshold(SELDOM)
    _work = make(*arguments)


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
) -> Iterator[Result]:
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
            pending.append(pool.submit(_do, task))
            while pending and (len(pending) > PENDING * jobs or not more_is_there()):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
