"""Runs cases of the second oracle: `python -m tests.second_oracle 50000 --jobs 2`."""

import argparse
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from datetime import UTC, datetime

from tests.second_oracle.judged import differences, expected
from tests.second_oracle.made import Case, case_of
from tests.second_oracle.reading import RefusedError

PART = 500


def judged(seed: int, number: int) -> tuple[Case, list[str]]:
    """A case and what differs in it; a fault of the program or of the oracle is a difference, too."""
    case = case_of(seed, number)
    try:
        return case, differences(case, datetime.now().date())
    except Exception:  # noqa: BLE001
        return case, [traceback.format_exc()]


def part(asked: tuple[int, int, int]) -> tuple[Counter[str], list[tuple[int, Case, list[str]]]]:
    """Some cases, one after another."""
    seed, first, last = asked
    counted: Counter[str] = Counter()
    wrong = []
    for number in range(first, last):
        case, differ = judged(seed, number)
        counted[case.command] += 1
        if differ:
            wrong.append((number, case, differ))
    return counted, wrong


def main() -> int:
    """Reads the command line, runs the cases and says what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.second_oracle", description=__doc__)
    parser.add_argument("cases", type=int, nargs="?", default=5000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int, help="this one only, in full")
    parser.add_argument("--show", type=int, default=20, help="of those that differ")
    asked = parser.parse_args()
    if asked.case is not None:
        case, differ = judged(asked.seed, asked.case)
        print(case)
        try:
            wanted = expected(case, datetime.now().date())
        except RefusedError as error:
            print("to be refused:", error.code, error.field)
        else:
            for key, value in wanted.record.items():
                print(f"  {key}: {value}")
            for flag in wanted.flags:
                print(f"  {flag}")
        print(*differ or ["nothing differs"], sep="\n")
        return 1 if differ else 0
    began = time.perf_counter()
    parts = [
        (asked.seed, first, min(first + PART, asked.cases)) for first in range(0, asked.cases, PART)
    ]
    counted: Counter[str] = Counter()
    wrong: list[tuple[int, Case, list[str]]] = []
    with multiprocessing.Pool(asked.jobs) as pool:
        for some, differing in pool.imap(part, parts):
            counted += some
            wrong += differing
    for number, case, differ in wrong[: asked.show]:
        print(f"case {number}: {case.command} {case.given}")
        print(*(f"    {each}" for each in differ), sep="\n")
    spent = time.perf_counter() - began
    each = ", ".join(f"{count:,} {command}" for command, count in counted.most_common())
    print(
        f"{sum(counted.values()):,} cases of seed {asked.seed} ({each}), {len(wrong):,} differ; "
        f"{spent:.0f} s, {datetime.now(UTC):%Y-%m-%d}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
