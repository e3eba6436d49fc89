"""`dose --format line`: a dose in one line, with the codes of its flags."""

import pytest

VIAL = ["--vial", "5 mg", "--diluent", "2 mL"]  # 2500 mcg/mL, so 25 mcg a unit of U-100


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            [*VIAL, "--dose", "250 mcg"],
            "10 units (0.3 mL U-100) = 0.1 mL = 250 mcg; 250 mcg a day; no flags",
        ),
        (
            [*VIAL, "--draw", "10 units", "--per-day", "2"],
            "10 units (0.3 mL U-100) = 0.1 mL = 250 mcg; 500 mcg a day in 2 doses; no flags",
        ),
        # At U-40 a unit is 1/40 mL, or 62.5 mcg: 4 of them are 250 mcg.
        (
            [*VIAL, "--dose", "250 mcg", "--scale", "U-40"],
            "4 units (0.3 mL U-40) = 0.1 mL = 250 mcg; 250 mcg a day; draw-small",
        ),
        # 50 units of 25 mcg are 1250 mcg: 5 times the dose.
        (
            [*VIAL, "--dose", "250 mcg", "--draw", "50 units"],
            (
                "50 units (0.5 mL U-100) = 0.5 mL = 1250 mcg, not 250 mcg; 1250 mcg a day; "
                "dose-draw-mismatch, daily-above-documented, dose-above-documented"
            ),
        ),
        # 10 mg in 3 mL are 33 1/3 mcg a unit: 9.6 units, and 10 of them 333 1/3 mcg.
        (
            ["--vial", "10 mg", "--diluent", "3 mL", "--dose", "320 mcg"],
            (
                "9.6 units (0.3 mL U-100) = 0.096 mL = 320 mcg; "
                "nearest mark: 10 units = 0.1 mL = about 333.3 mcg (4.167 % more); "
                "about 333.3 mcg a day; between-marks"
            ),
        ),
        (
            ["--vial", "5 mg", "--dose", "250 mcg", "--draw", "10 units"],
            "Dissolve in 2 mL: 10 units (0.3 mL U-100) = 0.1 mL = 250 mcg; 250 mcg a day; no flags",
        ),
        # 250 mcg are more than either limit; both flags have one code.
        (
            [*VIAL, "--dose", "250 mcg", "--limit", "200 mcg", "--limit-day", "240 mcg"],
            "10 units (0.3 mL U-100) = 0.1 mL = 250 mcg; 250 mcg a day; above-own-limit",
        ),
        # A spray of 0.05 mL at 1500 mcg/mL has 75 mcg, three times a day.
        (
            ["-f", "spray", "--sprays", "2"],
            "2 sprays = 0.1 mL = 150 mcg; 450 mcg a day in 3 doses; no flags",
        ),
        # 3 sprays are 225 mcg, and 675 mcg a day; 230 and 690 mcg were asked for.
        (
            ["-f", "spray", "--dose", "230 mcg"],
            (
                "3 sprays = 0.15 mL = 225 mcg; 230 mcg asked; 675 mcg a day in 3 doses; "
                "daily-above-documented, dose-above-documented, sprays-not-whole"
            ),
        ),
        (
            ["-f", "drops", "--drops", "3"],
            "3 drops = 0.15 mL = 225 mcg; 675 mcg a day in 3 doses; no flags",
        ),
    ],
)
def test_it_has_the_draw_the_day_and_the_flags(run, arguments, line):
    assert run("dose", *arguments, "--format", "line") == (0, f"{line}\n", "")


def test_strict_has_its_exit_code(run):
    ran = run("dose", *VIAL, "--dose", "250 mg", "--format", "line", "--strict")
    assert (ran.code, ran.err, ran.out.count("\n")) == (3, "", 1)
    assert "unit-slip-suspected" in ran.out


@pytest.mark.parametrize("option", ["--full", "--explain", "--json"])
def test_it_takes_no_more_lines(run, option):
    ran = run("dose", *VIAL, "--dose", "250 mcg", "--format", "line", option)
    assert (ran.code, ran.out) == (2, "")
    assert option in ran.err
