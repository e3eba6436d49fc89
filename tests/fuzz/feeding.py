"""Makes each input, feeds it, and says what is wrong with what came of it."""

import signal
import tempfile
import time
from collections import Counter
from contextlib import chdir
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from . import calls, catalogues, command_lines, plans, readers, records, rows, runs

PATIENCE_SECONDS = 1.0  # of processor time
# A course of ten years with 24 doses a day is a calendar file of 88,000 events.
WRITTEN_IN_A_SECOND = 20_000_000  # characters
HANGS_SECONDS = 60


class Target(NamedTuple):
    """What is fed: how often, how an input is made, and what is wrong with what it does."""

    weight: int
    make: Any
    check: Any


TARGETS = {
    "readers": Target(30, readers.made, readers.check),
    "rows": Target(23, rows.made, rows.check),
    "command lines": Target(23, command_lines.made, command_lines.check),
    "plans": Target(7, plans.made, plans.check),
    "records": Target(4, records.made, records.check),
    "catalogues": Target(2, catalogues.made, catalogues.check),
    "calls": Target(11, calls.made, calls.check),
}


class Fed(NamedTuple):
    """One input, what is wrong, and how much of the processor's time it took."""

    number: int
    target: str
    given: Any
    wrong: list[str]
    seconds: float


class HangError(BaseException):
    """It would not come to an end."""


def _hangs(*_signal):
    raise HangError


def feed(seed, number, *, is_timed):
    """The input of that number, fed to what it is meant for."""
    random = Random(f"{seed}:{number}")
    (name,) = random.choices(list(TARGETS), [each.weight for each in TARGETS.values()])
    target = TARGETS[name]
    given = target.make(random)
    seconds, wrong = _timed(target, given)
    if is_timed and seconds > PATIENCE_SECONDS:  # what is loaded once may have been loaded in it
        seconds = min(seconds, _timed(target, given)[0])
        if seconds > PATIENCE_SECONDS + _writing(given):
            wrong.append(f"{seconds:.1f} seconds")
    return Fed(number, name, given, wrong, seconds)


def _timed(target, given):
    signal.setitimer(signal.ITIMER_REAL, HANGS_SECONDS)
    start = time.process_time()
    try:
        wrong = list(target.check(given))
    except (Exception, HangError) as error:  # noqa: BLE001 - what is looked for
        wrong = [f"{type(error).__name__}: {error}"]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start, wrong


def _writing(given):
    """The seconds that as much as it prints and writes may take."""
    if not isinstance(given, runs.Line):
        return 0
    written = len(runs.run(given).out) + sum(each.stat().st_size for each in Path().iterdir())
    list(runs.tidied())
    return written / WRITTEN_IN_A_SECOND


class Found(NamedTuple):
    """How many inputs were fed, the slowest, and those with which something is wrong."""

    fed: Counter[str]
    slowest: Fed
    wrong: list[Fed]


def found_in(seed, numbers, *, is_timed=True):
    """The inputs of those numbers, fed in a folder of their own."""
    before = signal.signal(signal.SIGALRM, _hangs)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        runs.lay_out()
        fed = [feed(seed, number, is_timed=is_timed) for number in numbers]
    signal.signal(signal.SIGALRM, before)
    slowest = max(fed, key=lambda each: each.seconds)
    return Found(Counter(each.target for each in fed), slowest, [e for e in fed if e.wrong])
