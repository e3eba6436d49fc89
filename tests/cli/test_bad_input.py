"""Every message of bad input, as a snapshot: one or two lines, exit 2, no output."""

import pytest

VIAL = ("--vial", "5 mg", "--diluent", "2 mL")
DOSE = (*VIAL, "--dose", "250 mcg")

BAD = {
    # amounts
    "no unit": (*VIAL, "--dose", "5"),
    "no unit of volume": ("--vial", "5 mg", "--diluent", "2", "--dose", "250 mcg"),
    "no unit of body mass": (*DOSE, "--weight", "70"),
    "unknown unit": (*VIAL, "--dose", "250 mcgs"),
    "unknown unit, nothing near": (*VIAL, "--dose", "250 xyzzy"),
    "MG": ("--vial", "5 MG", "--diluent", "2 mL", "--dose", "250 mcg"),
    "Mg": ("--vial", "5 Mg", "--diluent", "2 mL", "--dose", "250 mcg"),
    "M": (*VIAL, "--dose", "5 M"),
    "mu": (*VIAL, "--dose", "250 mu"),
    "ML": ("--vial", "5 mg", "--diluent", "2 ML", "--dose", "250 mcg"),
    "IU": (*VIAL, "--dose", "10 IU"),
    "bare U": (*VIAL, "--dose", "10 U"),
    "mass for volume": ("--vial", "5 mg", "--diluent", "2 mg", "--dose", "250 mcg"),
    "volume for mass": (*VIAL, "--dose", "0.1 mL"),
    "units for mass": (*VIAL, "--dose", "25 units"),
    "concentration for mass": (*VIAL, "--dose", "2 mg/mL"),
    "decimal comma": (*VIAL, "--dose", "0,25 mg"),
    "thousands comma": (*VIAL, "--dose", "2,700 mcg"),
    "many commas": (*VIAL, "--dose", "1,000,000 mcg"),
    "NaN": (*VIAL, "--dose", "nan mcg"),
    "infinity": (*VIAL, "--dose", "inf mcg"),
    "zero": (*VIAL, "--dose", "0 mcg"),
    "negative": (*VIAL, "--dose", "-5 mcg"),
    "below the bounds": (*VIAL, "--dose", "0.0001 mcg"),
    "above the bounds": (*VIAL, "--dose", "1001 g"),
    "body mass above the bounds": (*DOSE, "--weight", "7000 kg"),
    "huge exponent": (*VIAL, "--dose", "1e999999999 mg"),
    "10 kB of digits": (*VIAL, "--dose", "9" * 10_000 + " mg"),
    "an expression": (*VIAL, "--dose", "9**9**9 mg"),
    "a range": (*VIAL, "--dose", "250-500 mcg"),
    "empty": (*VIAL, "--dose", ""),
    "escape codes": (*VIAL, "--dose", "\x1b[31m5\x1b[0m mg"),
    "markup": (*VIAL, "--dose", "[bold]5[/bold] mg"),
    "a line break": (*VIAL, "--dose", "5\nmg\nx"),
    "right to left": (*VIAL, "--dose", "\u202e5 mg"),
    # counts
    "per day zero": (*DOSE, "--per-day", "0"),
    "per day 25": (*DOSE, "--per-day", "25"),
    "per day a fraction": (*DOSE, "--per-day", "1.5"),
    "sprays zero": ("-f", "spray", "--sprays", "0"),
    "sprays in words": ("-f", "spray", "--sprays", "two"),
    # what does not go together
    "nothing given": (),
    "nothing given for a spray": ("-f", "spray"),
    "no dose": VIAL,
    "sprays from a vial": ("--sprays", "2"),
    "a bottle from a vial": (*DOSE, "--bottle", "10 mL"),
    "a vial for a spray": ("-f", "spray", *DOSE),
    "a syringe for a spray": ("-f", "spray", "--sprays", "2", "--syringe", "1 mL"),
    "dose and sprays": ("-f", "spray", "--sprays", "2", "--dose", "150 mcg"),
    "json and csv": (*DOSE, "--json", "--format", "csv"),
    # names
    "unknown formulation": ("-f", "selnak", *DOSE),
    "unknown formulation, nothing near": ("-f", "insulin", *DOSE),
    "unknown syringe": (*DOSE, "--syringe", "2 mL"),
    "unknown format": (*DOSE, "--format", "xml"),
    "unknown option": ("--vail", "5 mg"),
    "a long unknown option": ("--" + "v" * 10_000,),
    "an option with escape codes": ("--\x1b[31mred",),
    "an argument nobody expects": (*DOSE, "\x1b[31m7\x1b[0m"),
    "an option without its value": ("--vial",),
    "no catalogue": (*DOSE, "--catalogue", "no/such/file.yaml"),
}


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD)
def test_dose(run, snapshot, arguments):
    ran = run("dose", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == snapshot
    lines = ran.err.splitlines()
    assert 1 <= len(lines) <= 2
    assert all(line.isprintable() and len(line) < 400 for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [
        ("dos",),
        ("\x1b[31mdose",),
        ("formulations", "insulin"),
        ("formulations", "selank", "spray"),
        ("formulations", "--yaml", "--json"),
        ("--nothing",),
    ],
    ids=repr,
)
def test_other_commands(run, snapshot, arguments):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == snapshot
    assert 1 <= len(ran.err.splitlines()) <= 2
