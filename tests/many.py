"""Work on very many numbers, shared out among processes."""

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

AT_ONCE = 250  # that a process does before it tells what it found


def arguments(description, usual, one):
    """What the command line of such a script says; `one` names what a number stands for."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=usual)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(f"--{one}", type=int, dest="one", help="show this one only")
    parser.add_argument("--jobs", type=int, default=1, help="processes that share the work")
    return parser.parse_args()


def in_parts(work, asked):
    """What `work(seed, numbers)` gives for each part of the numbers, in order."""
    ranges = [
        range(first, min(first + AT_ONCE, asked.count)) for first in range(0, asked.count, AT_ONCE)
    ]
    with ProcessPoolExecutor(asked.jobs, get_context("spawn")) as pool:
        yield from pool.map(partial(work, asked.seed), ranges)
