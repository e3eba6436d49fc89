"""Hostile input by the hundred thousand: readers, rows, plans, records, catalogues, calls, command lines.

    uv run python -m tests.fuzz 500000 --jobs 2

Each input is made of the seed and its number alone: `--input 4711` feeds one again. Exit
code 1 if anything is wrong: another error than the documented ones, another exit code, what
a terminal would obey in what is printed, a number that is none, more than a second.
"""

import sys
import time
from collections import Counter

from .. import many
from .feeding import found_in

SHOWN = 20


def main():
    asked = many.arguments(__doc__, 5000, "input")
    start = time.perf_counter()
    if asked.one is not None:
        _tell(found_in(asked.seed, [asked.one]).slowest)
        return 0
    fed, wrong, slowest = Counter(), [], []
    for found in many.in_parts(found_in, asked):
        fed.update(found.fed)
        wrong += found.wrong
        slowest = sorted([*slowest, found.slowest], key=lambda each: -each.seconds)[:3]
    for each in wrong[:SHOWN]:
        _tell(each)
    for target, inputs in sorted(fed.items()):
        print(f"{target:13} {inputs:7} inputs")
    for each in slowest:
        print(f"slowest: input {each.number} of {each.target}, {each.seconds:.2f} s")
    took = time.perf_counter() - start
    print(f"{fed.total()} inputs, seed {asked.seed}: {len(wrong)} with faults; {took:.0f} s")
    return 1 if wrong else 0


def _tell(each):
    print(f"input {each.number}: {each.target} {ascii(each.given)[:1200]}")
    for fault in each.wrong or ["nothing is wrong"]:
        print(f"  {ascii(fault)[:600]}")


if __name__ == "__main__":
    sys.exit(main())
