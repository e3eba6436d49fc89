"""What a person sees on a terminal of 80 x 24: the headline, and every flag, without scrolling."""

import json
import re
import shlex
import sys

import pytest
from rich.cells import cell_len

from .terminal import on_a_terminal

COLUMNS, LINES = 80, 22
VIAL = '--vial "5 mg" --diluent "2 mL"'
SELANK = f'{VIAL} --dose "250 mcg"'
START = "--start 2026-12-01"
ASKED = [
    f"dose {SELANK}",
    f"dose {SELANK} --per-day 3",
    f'dose {SELANK} --weight "70 kg"',
    f'dose {SELANK} --syringe "1 mL" --marks "1 unit"',
    f'dose {SELANK} --marks "0.5 units"',
    f"dose {SELANK} --scale U-40",
    f"dose {SELANK} --scale U-500",
    f'dose {SELANK} --draw "10 units"',
    f'dose {SELANK} --draw "9.5 units"',
    f'dose {SELANK} --draw "25 units"',
    f'dose {SELANK} --draw "100 units" --syringe "1 mL" --marks "1 unit" --per-day 4',
    f'dose {SELANK} --draw "1 unit"',
    'dose --vial "5 mg" --diluent "1 mL" --dose "0.25 mg" --draw "25 units"',
    'dose --vial "5 mg" --dose "250 mcg" --draw "10 units"',
    'dose --diluent "2 mL" --dose "250 mcg" --draw "10 units"',
    'dose --vial "10 mg" --diluent "3 mL" --dose "250 mcg"',
    'dose --vial "10 mg" --diluent "3 mL" --dose "320 mcg" --per-day 4 --weight "154 lb"',
    f'dose {VIAL} --dose "250 mg"',
    f'dose {VIAL} --dose "2.5 mg"',
    f'dose {VIAL} --dose "25 mcg"',
    f'dose {VIAL} --dose "50 mcg" --per-day 5',
    f'dose {SELANK} --content 86.2 --displacement "0.0035 mL" --dead-space "0.05 mL" --vial-error 5',
    'dose -f amidate --vial "5 mg" --diluent "2 mL" --dose "250 mg" --per-day 5',
    'dose -f na-selank --vial "5 mg" --diluent "2 mL" --dose "300 mcg"',
    "dose -f spray --sprays 3",
    'dose -f spray --dose "230 mcg" --bottle "10 mL" --priming 5',
    'dose -f spray --dose "600 mcg" --per-day 12',
    'dose -f spray --dose "30 mcg" --bottle "1 mL"',
    'dose -f spray --sprays 25 --bottle "1 mL" --per-day 5',
    'dose -f spray --vial "5 mg"',
    f"course {SELANK} {START}",
    f"course {SELANK} --days 28",
    f"course {SELANK} --days 28 --start 2026-11-22 --today 2026-12-05 --price 39.90 --on-hand 1",
    f'course --vial "10 mg" --diluent "3 mL" --dose "250 mcg" --days 28 {START}',
    f'course {VIAL} {START} --step "250 mcg x 7d" --step "600 mcg x 21d" --per-day 4',
    f'course {VIAL} {START} --step "100 mcg x 14d" --step "900 mcg x 14d"',
    f'course -f spray --dose "180 mcg" --bottle "10 mL" --priming 5 {START} --days 28',
    f"course -f spray --sprays 2 {START}",
    f'course {SELANK} --draw "12 units" --days 28 {START} --beyond-use 30',
    'diluent --vial "5 mg" --dose "250 mcg"',
    'diluent --vial "5 mg" --dose "333 mcg"',
    'diluent --vial "5 mg" --dose "10 mcg"',
    'diluent --vial "5 mg" --dose "600 mcg" --per-day 4 --vial-size "9 mL"',
    'diluent --vial "5.2 mg" --dose "252 mcg" --vial-size "1.3 mL"',
    f"label {SELANK} --opened 2026-12-01",
    f'label {SELANK} --draw "100 units" --per-day 4 --beyond-use 40',
    'label -f spray --vial "5 mg" --beyond-use 10',
]
# The first raises more flags than there are lines.
LONG = [
    f"course {VIAL} {START} "
    + " ".join(f'--step "{600 + 100 * number} mcg x 20d"' for number in range(12)),
    f"dose {SELANK} --full",
    f'dose {SELANK} --draw "25 units" --explain',
    f"course {SELANK} --days 100 --full",
]
# All of them in one process, each below a line of its own.
ALL_OF_THEM = """
import json, shlex, sys
from selank_calc.cli import main
for asked in json.loads(sys.argv[1]):
    print(f"$ {asked}", flush=True)
    sys.argv = ["selank-calc", *shlex.split(asked)]
    try:
        main()
    except SystemExit as exited:
        assert exited.code == 0, (asked, exited.code)
"""


@pytest.fixture(scope="module")
def printed():
    """The lines that a terminal shows for each, without its colours."""
    command = [sys.executable, "-c", ALL_OF_THEM, json.dumps(ASKED + LONG)]
    code, seen = on_a_terminal(command, [], whole=True)
    assert code == 0, seen
    plain = re.sub(r"\x1b\[[0-9;]*m", "", seen).replace("\r\n", "\n")
    parts = re.split(r"^\$ (.*)\n", plain, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (part.splitlines() for part in parts[1::2]), strict=True))


def headline(lines):
    """What stands in the frame."""
    framed = [line for line in lines if line.startswith("\N{BOX DRAWINGS LIGHT VERTICAL} ")]
    return " ".join(line.strip("\N{BOX DRAWINGS LIGHT VERTICAL} ") for line in framed)


def flags_of(asked, run):
    command, *words = shlex.split(asked)
    words = [word for word in words if word not in ("--full", "--explain")]
    record = json.loads(run(command, *words, "--json").out)
    return [*record["flags"], *(f for each in record.get("options", ()) for f in each["flags"])]


@pytest.mark.parametrize("asked", ASKED)
def test_it_fits_on_the_screen_and_the_flags_are_its_last_lines(printed, run, asked):
    lines = printed[asked]
    assert len(lines) <= LINES
    assert all(cell_len(line) <= COLUMNS and line == line.rstrip() for line in lines)
    at = next(n for n, line in enumerate(lines) if line.startswith(" Arithmetic on your numbers"))
    below = lines[at + 1 :]
    # A dose and a day are said together where they are one amount.
    codes = {flag["code"].replace("daily-", "dose-") for flag in flags_of(asked, run)}
    codes -= {"between-marks"}
    assert len(codes) <= sum(bool(re.match(" (WARNING|CAUTION|NOTE) ", line)) for line in below)
    assert all(re.match(" (WARNING|CAUTION|NOTE|       )  ", line) for line in below)
    assert headline(lines)


def test_some_have_six_flags_or_more(run):
    assert sum(len(flags_of(asked, run)) >= 6 for asked in ASKED) >= 3


@pytest.mark.parametrize("asked", LONG)
def test_what_does_not_fit_ends_with_the_headline_and_the_count_of_flags(printed, run, asked):
    lines = printed[asked]
    assert len(lines) > LINES
    said = " ".join(line.strip() for line in lines[-4:])
    assert re.sub(" +", " ", headline(lines)) in said
    # One dose a day: what is flagged of the day is said with the dose.
    flags = [each for each in flags_of(asked, run) if not each["code"].startswith("daily-")]
    warnings = sum(flag["severity"] == "warning" for flag in flags)
    assert not warnings or re.search(rf"\b{warnings} warnings?\b", lines[-1])


def test_the_barrel_is_drawn_in_blocks_and_in_ascii_where_it_is_piped(printed, run):
    on_terminal, piped = printed[ASKED[0]], run(*shlex.split(ASKED[0])).out
    assert "\N{DARK SHADE}\N{FULL BLOCK}\N{BOX DRAWINGS DOUBLE HORIZONTAL}" in "".join(on_terminal)
    assert piped.isascii()
    assert ":#=" in piped
    # the same words in both
    assert re.findall("[a-zA-Z0-9]+", "".join(on_terminal)) == re.findall("[a-zA-Z0-9]+", piped)


@pytest.mark.parametrize("columns", ["80", "60", "40"])
@pytest.mark.parametrize("asked", ASKED[:-1:4] + LONG)
def test_in_a_pipe_no_line_ends_in_a_blank_and_no_amount_is_parted(
    run, monkeypatch, asked, columns
):
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*shlex.split(asked)).out.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert len(line) <= int(columns)
        assert line == line.rstrip()
        parted = f"{line}\n{following.strip()}"
        assert not re.search(
            r" [0-9]+(\.[0-9]+)?\n(mcg|mg|mL|units?|sprays?|days?|doses?|%)", parted
        )
        assert not re.search(r"[0-9]( [^ ]+)?( to\n|\nto )[0-9]", parted)


@pytest.mark.parametrize("command", ["course", "diluent", "label"])
def test_full_is_for_people(run, command):
    ran = run(command, "--vial", "5 mg", "--dose", "250 mcg", "--json", "--full")
    assert (ran.code, ran.out) == (2, "")
    assert "--full" in ran.err
