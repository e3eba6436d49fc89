"""Work handed to several processes, its results in the order of the tasks.

Each process has a pipe of its own, and no other process holds an end of it: whenever a
process ends, reading from its pipe or writing to it fails at once instead of waiting.
"""

from __future__ import annotations

import gc
import pickle
import signal
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..signals import ENDING, handled, held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    Work = Callable[[Any], Any]

Task = TypeVar("Task")
Result = TypeVar("Result")
PENDING = 3  # tasks for each process whose results are not taken yet

SELDOM = 100_000  # objects made between two looks for garbage; Python's own is 700


class WorkerEndedError(Exception):
    """A process that shared the work ended before its work was done."""


def in_order(
    make: Callable[..., Callable[[Task], Result]],
    arguments: tuple[Any, ...],
    tasks: Iterable[Task],
    jobs: int,
    more_is_there: Callable[[], bool],
) -> Generator[Result, None, None]:
    """The results of `make(*arguments)` for each task, by `jobs` processes, in order.

    Takes few tasks ahead, and none while no more is there, so that no result waits for a
    task that is long in coming.

    Raises what the work raises, and WorkerEndedError when a process was killed.
    """
    if jobs == 1:
        with seldom_looking_for_garbage():
            yield from map(make(*arguments), tasks)
        return
    workers = _Workers(make, arguments, jobs)
    try:
        for task in tasks:
            workers.give(task)
            while workers.has_next() or (
                workers.pending and (workers.pending > PENDING * jobs or not more_is_there())
            ):
                yield workers.next()
        while workers.pending:
            yield workers.next()
    finally:
        workers.end()


@contextmanager
def seldom_looking_for_garbage() -> Iterator[None]:
    """Rows leave little behind that needs looking for, and each look costs more than a row."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Worker(NamedTuple):
    """A process and this end of its pipe."""

    process: SpawnProcess
    pipe: Connection[Any, Any]


class _Workers:
    """Processes with a task each at most, and the results that came.

    A process without a task is reading, so writing a task to it never waits for long.
    """

    def __init__(self, make: Callable[..., Work], arguments: tuple[Any, ...], jobs: int) -> None:
        self._making = (make, arguments)
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._tasks: dict[_Worker, int] = {}  # the number of the task that each is at
        self._results: dict[int, Any] = {}
        self._given = self._taken = 0

    @property
    def pending(self) -> int:
        """Tasks given whose results were not taken."""
        return self._given - self._taken

    def give(self, task: Any) -> None:
        """Hands a task to the first process that is free."""
        while (worker := self._free()) is None:
            self._receive()
        with _watched(worker):
            _send(worker.pipe, task)
        self._tasks[worker] = self._given
        self._given += 1

    def has_next(self) -> bool:
        """True if the next result has come."""
        return self._taken in self._results

    def next(self) -> Any:
        """The next result, in the order of the tasks."""
        while not self.has_next():
            self._receive()
        done, result = self._results.pop(self._taken)
        self._taken += 1
        if not done:
            raise result
        return result

    def end(self) -> None:
        """Kills the processes, which hold nothing that would be lost."""
        with handled(ENDING, signal.SIG_IGN):
            for worker in self._workers:
                worker.process.kill()
            for worker in self._workers:
                worker.process.join()
                worker.pipe.close()

    def _free(self) -> _Worker | None:
        free = next((each for each in self._workers if each not in self._tasks), None)
        if free is not None or len(self._workers) == self._jobs:
            return free
        with held_back():  # a process that is started in part would be left alone
            self._workers.append(_start(*self._making))
        return self._workers[-1]

    def _receive(self) -> None:
        """Waits for results, and for the end of any process, also of one that is free."""
        by_pipe = {each.pipe: each for each in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index] # it gives back what it was given
            with _watched(worker):
                result = worker.pipe.recv()
            self._results[self._tasks.pop(worker)] = result


def _start(make: Callable[..., Work], arguments: tuple[Any, ...]) -> _Worker:
    # Forking would copy a process in which a progress bar has a thread.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, make, arguments), daemon=True)
    process.start()
    theirs.close()  # or the end of the process would not end its pipe
    return _Worker(process, ours)


def _send(pipe: Connection[Any, Any], what: Any) -> None:
    # Connection.send() lends out a buffer; when writing fails, Python 3.13 complains on
    # standard error that it was never given back.
    pipe.send_bytes(pickle.dumps(what))


@contextmanager
def _watched(worker: _Worker) -> Iterator[None]:
    """Says what it means when a pipe ends, in the middle of a message or before one."""
    try:
        yield
    except (EOFError, OSError) as error:
        worker.process.join(1)
        code = worker.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        message = f"a process that shared the work was ended ({how})."
        raise WorkerEndedError(message) from error


def _serve(
    pipe: Connection[Any, Any], make: Callable[..., Work], arguments: tuple[Any, ...]
) -> None:
    """Does the tasks that come through the pipe, until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who gives the tasks hears Ctrl-C
    gc.set_threshold(SELDOM)
    work: Work | None = None
    try:
        while True:
            task = pipe.recv()
            try:
                work = work or make(*arguments)
                answer = (True, work(task))
            except Exception as error:  # noqa: BLE001 - it is raised where it is read
                answer = (False, error)
            _send(pipe, answer)
    except (EOFError, OSError):
        return
