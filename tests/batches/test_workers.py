"""Work shared by processes: in order, a few tasks ahead, none held back."""

import gc
import os
import signal
from itertools import count, islice

import pytest

from selank_calc.batches.workers import PENDING, WorkerEndedError, in_order


def multiplier(factor):
    """Work of a process: it says who did it, and fails at a negative number."""

    def times(number):
        if number < 0:
            raise ValueError(f"{number} is negative")
        return number * factor, os.getpid()

    return times


def killed_at(number):
    """Work of a process that is killed amid that task."""

    def work(task):
        if task == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    return work


def refusing(reason):
    """Work that can't be made."""
    raise ValueError(reason)


def large(size):
    """Work with tasks and results larger than any pipe holds."""
    return lambda task: task[:1] * size


def test_one_job_is_done_here():
    done = list(in_order(multiplier, (2,), [1, 2], 1, lambda: True))
    assert done == [(2, os.getpid()), (4, os.getpid())]


def test_garbage_is_looked_for_as_before_when_it_is_done():
    before = gc.get_threshold()
    done = in_order(multiplier, (2,), [1, 2], 1, lambda: True)
    next(done)
    assert gc.get_threshold() != before
    done.close()
    assert gc.get_threshold() == before


def test_results_of_several_come_in_the_order_of_the_tasks():
    done = list(in_order(multiplier, (3,), range(200), 2, lambda: True))
    assert [number for number, _who in done] == [3 * each for each in range(200)]
    assert os.getpid() not in {who for _number, who in done}


def test_few_tasks_are_taken_ahead_and_none_while_there_are_no_more():
    taken = []

    def tasks():
        for each in count():
            taken.append(each)
            yield each

    ahead = in_order(multiplier, (1,), tasks(), 2, lambda: True)
    assert [number for number, _who in islice(ahead, 5)] == [0, 1, 2, 3, 4]
    ahead.close()
    assert 5 <= len(taken) <= 5 + PENDING * 2

    taken.clear()
    waiting = in_order(multiplier, (1,), tasks(), 2, lambda: False)
    assert [next(waiting)[0], len(taken)] == [0, 1]
    waiting.close()


def test_what_goes_wrong_in_a_process_is_raised_here():
    with pytest.raises(ValueError, match="-1 is negative"):
        list(in_order(multiplier, (1,), [1, -1], 2, lambda: True))


def test_what_goes_wrong_before_the_first_task_is_raised_here():
    with pytest.raises(ValueError, match="no work"):
        list(in_order(refusing, ("no work",), [1], 2, lambda: True))


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("number", [0, 1, 50])
def test_a_process_that_is_killed_ends_it_all(number, jobs):
    done = []
    with pytest.raises(WorkerEndedError, match="signal 9"):
        done.extend(in_order(killed_at, (number,), range(100), jobs, lambda: True))


def test_tasks_and_results_of_any_size_go_through():
    tasks = [bytes([each]) * 5_000_000 for each in range(8)]
    done = in_order(large, (5_000_000,), tasks, 2, lambda: True)
    assert all(result == task for result, task in zip(done, tasks, strict=True))
