"""Every message of bad input, as a snapshot: one or two lines, exit 2, no output."""

import re
from pathlib import Path

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
    # the bench
    "draw without a unit": (*VIAL, "--draw", "12"),
    "draw as a mass": (*VIAL, "--draw", "12 mg"),
    "draw in bare U": (*VIAL, "--draw", "12 U"),
    "a vial and a draw": ("--vial", "5 mg", "--draw", "12 units"),
    "only a draw": ("--draw", "12 units"),
    "no diluent solves it": (
        "--vial",
        "1 mg",
        "--dose",
        "250 mcg",
        "--draw",
        "10 units",
        "--displacement",
        "1 mL",
    ),
    "solved for beyond the bounds": ("--vial", "1000 g", "--dose", "1 mcg", "--draw", "1 mL"),
    "U-50": (*DOSE, "--scale", "U-50"),
    "an unknown scale": (*DOSE, "--scale", "U-200"),
    "a capacity of another scale": (*DOSE, "--scale", "U-500", "--syringe", "0.3 mL"),
    "marks nobody sells": (*DOSE, "--syringe", "0.5 mL", "--marks", "0.5 units"),
    "marks without a unit, of no barrel": (*DOSE, "--marks", "0.7"),
    "marks as a volume": (*DOSE, "--marks", "0.5 mL"),
    "a barrel of units that none holds": (*DOSE, "--syringe", "60 units"),
    "a part of a cc that none holds": (*DOSE, "--syringe", "3/5 cc"),
    "a part of no volume": (*DOSE, "--syringe", "3/10 mg"),
    "sprays for mass": (*VIAL, "--dose", "2 sprays"),
    "sprays for mass, of a spray": ("-f", "spray", "--dose", "2 sprays"),
    "a volume of spray for mass": ("-f", "spray", "--dose", "0.1 mL"),
    "a strength as a vial": ("--vial", "5 mg/mL", "--dose", "250 mcg"),
    "a strength and a vial": (*DOSE, "--strength", "5 mg/mL"),
    "a strength alone": ("--strength", "5 mg/mL"),
    "a volume alone": ("--volume", "2 mL", "--dose", "250 mcg"),
    "water": ("--vial", "5 mg", "--dose", "250 mcg", "--water", "2 mL"),
    "bacteriostatic water and a diluent": (*DOSE, "--bac-water", "2 mL"),
    "bacteriostatic water that is sterile": (
        "--vial",
        "5 mg",
        "--bac-water",
        "2 mL",
        "--diluent-kind",
        "sterile",
    ),
    "bacteriostatic water without a unit": ("--vial", "5 mg", "--bac-water", "2"),
    "content as a share": (*DOSE, "--content", "0.862"),
    "content above all": (*DOSE, "--content", "101"),
    "content none": (*DOSE, "--content", "0 %"),
    "an error above a half": (*DOSE, "--vial-error", "51 %"),
    "an error below nothing": (*DOSE, "--diluent-error", "-1 %"),
    "an error as a mass": (*DOSE, "--vial-error", "5 mg"),
    "displacement without a unit": (*DOSE, "--displacement", "0.1"),
    "dead space below nothing": (*DOSE, "--dead-space", "-1 mL"),
    "a spray volume from a vial": (*DOSE, "--spray-volume", "0.1 mL"),
    "a draw of spray": ("-f", "spray", "--draw", "10 units"),
    "content of a spray as documented": ("-f", "spray", "--sprays", "2", "--content", "86"),
    "a diluent of spray without a vial": ("-f", "spray", "--sprays", "2", "--diluent", "2 mL"),
    "priming without a bottle": ("-f", "spray", "--sprays", "2", "--priming", "5"),
    "more priming than sprays": (
        "-f",
        "spray",
        "--sprays",
        "2",
        "--priming",
        "9",
        "--bottle",
        "0.4 mL",
    ),
    "priming in words": ("-f", "spray", "--sprays", "2", "--priming", "few", "--bottle", "10 mL"),
    "more left than filled": (
        "-f",
        "spray",
        "--sprays",
        "2",
        "--residual",
        "10 mL",
        "--bottle",
        "9 mL",
    ),
    "more in the bottle than was made": ("-f", "spray", "--vial", "5 mg", "--bottle", "10 mL"),
    "explained to a program": (*DOSE, "--explain", "--json"),
    "explained in a row": (*DOSE, "--explain", "--format", "csv"),
    "an image on standard output": (*DOSE, "--svg", "-"),
    "an image called nothing": (*DOSE, "--svg", ""),
    # what does not go together
    "nothing given": (),
    "nothing given for a spray": ("-f", "spray"),
    "no dose": VIAL,
    "sprays from a vial": ("--sprays", "2"),
    "a bottle from a vial": (*DOSE, "--bottle", "10 mL"),
    "a syringe for a spray": ("-f", "spray", "--sprays", "2", "--syringe", "1 mL"),
    "json and csv": (*DOSE, "--json", "--format", "csv"),
    # names
    "unknown formulation": ("-f", "selnak", *DOSE),
    "unknown formulation, nothing near": ("-f", "insulin", *DOSE),
    "unknown syringe": (*DOSE, "--syringe", "2 mL"),
    "unknown format": (*DOSE, "--format", "xml"),
    "unknown option": ("--vail", "5 mg"),
    "a long unknown option": ("--" + "v" * 10_000,),
    "an option with escape codes": ("--\x1b[31mred",),
    "an option given twice": (*DOSE, "--dose", "500 mcg"),
    "an option given twice with =": (*DOSE, "--dose=500 mcg"),
    "a formulation given twice": ("-f", "selank", *DOSE, "--formulation", "amidate"),
    "a formulation given twice in its short form": ("-fselank", *DOSE, "-f", "amidate"),
    "an amount without quotes": (*VIAL, "--dose", "250", "mcg"),
    "a fraction without quotes": (*VIAL, "--dose", "0.25", "mg"),
    "cg is not taken for mcg": (*VIAL, "--dose", "5 cg"),
    "gr is not taken for gram": (*VIAL, "--dose", "5 gr"),
    "mgs is mg": (*VIAL, "--dose", "5 mgs"),
    "a long unit": (*VIAL, "--dose", "5 miligrams"),
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
        ("diluent",),
        ("diluent", "--vial", "5 mg"),
        ("diluent", "--vial", "5", "--dose", "250 mcg"),
        ("diluent", "-f", "spray", "--vial", "5 mg", "--dose", "150 mcg", "--scale", "U-40"),
        ("diluent", "--vial", "5 mg", "--dose", "250 mcg", "--vial-size", "1 L"),
        ("diluent", "--vial", "5 mg", "--dose", "250 mcg", "--vial-size", "3"),
        ("diluent", "--vial", "5 mg", "--dose", "250 mcg", "--displacement", "3 mL"),
        ("diluent", "--vial", "5 mg", "--dose", "250 mcg", "--scale", "U-50"),
        ("\x1b[31mdose",),
        ("convert",),
        ("convert", "12 units"),
        ("convert", "12", "units", "mL"),
        ("convert", "12", "mL"),
        ("convert", "250 mcg", "units"),
        ("convert", "10 units", "mg", "--vial", "5 mg"),
        ("convert", "1.5 mg/mL", "mg"),
        ("convert", "250 mcg", "MG"),
        ("convert", "250 mcg", "IU"),
        ("convert", "250 mcg", "miligrams"),
        ("convert", "250 mcg", "\x1b[31mmg"),
        ("convert", "5 MG", "mcg"),
        ("convert", "0 mcg", "mg"),
        ("convert", "12 units", "mL", "--scale", "U-50"),
        ("convert", "12 units", "mL", "--vial", "5 mg"),
        ("convert", "250 mcg", "nmol", "-f", "insulin"),
        ("convert", "250 mcg", "nmol", "--content", "80"),
        ("formulations", "insulin"),
        ("formulations", "selank", "spray"),
        ("formulations", "--yaml", "--json"),
        ("batch", "-", "-o", "one.jsonl", "-o", "other.jsonl"),
        ("batch", "-", "-oone.jsonl", "--output", "other.jsonl"),
        ("--nothing",),
    ],
    ids=lambda arguments: " ".join(arguments).replace("\x1b[31m", "red "),
)
def test_other_commands(run, snapshot, arguments):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == snapshot
    assert 1 <= len(ran.err.splitlines()) <= 2


COURSE = (*DOSE, "--start", "2026-11-21")
BAD_COURSES = {
    "no dose": (*VIAL, "--days", "28"),
    "a day that does not exist": (*DOSE, "--start", "2026-02-30"),
    "a month that does not exist": (*DOSE, "--start", "2026-13-01"),
    "another order of the date": (*DOSE, "--start", "12/01/2026"),
    "a word for a date": (*DOSE, "--start", "tomorrow"),
    "escape codes for a date": (*DOSE, "--start", "\x1b[31m2026-11-21"),
    "a year long ago": (*DOSE, "--start", "0206-11-21"),
    "an end before the start": (*COURSE, "--end", "2026-11-20"),
    "an end and days": (*COURSE, "--end", "2026-12-20", "--days", "3"),
    "an end of several courses": (*COURSE, "--end", "2026-12-20", "--courses", "2"),
    "no days": (*COURSE, "--days", "0"),
    "days in words": (*COURSE, "--days", "two weeks"),
    "more than ten years": (*COURSE, "--days", "3654"),
    "more than ten years in all": (*COURSE, "--days", "28", "--courses", "100", "--break", "14"),
    "days given twice": (*COURSE, "--days", "3", "--days", "4"),
    "a break of one course": (*COURSE, "--break", "7"),
    "no break is documented": ("-f", "spray", "--sprays", "2", "--courses", "2"),
    "a step without days": (*VIAL, "--step", "250 mcg"),
    "a step without a unit": (*VIAL, "--step", "250 x 7d"),
    "a step of weeks": (*VIAL, "--step", "250 mcg x 2w"),
    "a step of no days": (*VIAL, "--step", "250 mcg x 0d"),
    "a step with a comma": (*VIAL, "--step", "0,25 mg x 7d"),
    "a step and a dose": (*DOSE, "--step", "250 mcg x 7d"),
    "steps that take other days": (*VIAL, "--step", "250 mcg x 7d", "--days", "14"),
    "a time that is none": (*COURSE, "--times", "8pm"),
    "a time twice": (*COURSE, "--times", "08:00,8:00"),
    "times and another number of doses": (*COURSE, "--times", "08:00,20:00", "--per-day", "3"),
    "a weekday that is none": (*COURSE, "--skip", "Sonday"),
    "all weekdays": (*COURSE, "--skip", "mon,tue,wed,thu,fri,sat,sun"),
    "every day of it": (*COURSE, "--days", "2", "--skip", "Sat,Sun"),
    "a preservative, and none": (
        *COURSE,
        "--diluent-kind",
        "bacteriostatic",
        "--preservative-free",
    ),
    "another diluent": (*COURSE, "--diluent-kind", "tap water"),
    "a diluent of what is bought": ("-f", "spray", "--sprays", "2", "--diluent-kind", "saline"),
    "no preservative in what is bought": ("-f", "spray", "--sprays", "2", "--preservative-free"),
    "no days beyond use": (*COURSE, "--beyond-use", "0"),
    "a price with a comma": (*COURSE, "--price", "39,90"),
    "a price with its currency": (*COURSE, "--price", "39.90 EUR"),
    "a currency without a price": (*COURSE, "--currency", "EUR"),
    "a currency in full": (*COURSE, "--price", "39.90", "--currency", "euro"),
    "fewer than no vials": (*COURSE, "--on-hand", "-1"),
    "a dose above the vial": (*VIAL, "--dose", "6 mg"),
    "an offset for a time zone": (*COURSE, "--timezone", "UTC+10"),
    "an unknown time zone": (*COURSE, "--timezone", "Europe/Berln", "--ics", "no-such-file.ics"),
    "a calendar on standard output": (*COURSE, "--ics", "-"),
}


@pytest.mark.parametrize("arguments", BAD_COURSES.values(), ids=BAD_COURSES)
def test_course(run, snapshot, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run("course", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == snapshot
    lines = ran.err.splitlines()
    assert 1 <= len(lines) <= 2
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert list(tmp_path.iterdir()) == []


BAD_LABELS = {
    "no dose": VIAL,
    "a day that does not exist": (*DOSE, "--opened", "2026-02-30"),
    "a size without an image": (*DOSE, "--size", "50x25mm"),
    "a size in inches": (*DOSE, "--svg", "no-such-file.svg", "--size", "2x1in"),
    "a size too small to print": (*DOSE, "--svg", "no-such-file.svg", "--size", "5x5mm"),
    "a size too small to read": (*DOSE, "--svg", "no-such-file.svg", "--size", "10x10mm"),
}


@pytest.mark.parametrize("arguments", BAD_LABELS.values(), ids=BAD_LABELS)
def test_label(run, snapshot, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run("label", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == snapshot
    assert list(tmp_path.iterdir()) == []


def test_every_message_is_in_the_words_of_the_command_line():
    """No argument as Python spells it, and no field but as the option that was typed."""
    messages = (Path(__file__).parent / "__snapshots__/test_bad_input.ambr").read_text()
    messages = re.sub("(?m)^# name: .*", "", messages)
    assert len(re.findall("(?m)^  selank-calc: ", messages)) > 150
    assert (
        re.findall(
            r"[a-z]+_[a-z]+|[a-z]=[\"\[0-9]|\b(?:dose|course|label|batch)\(|\bTrue\b", messages
        )
        == []
    )
    of_options = "(--[a-z-]+|'.*')( .*)?|[A-Z].*|[a-z]+ .*|[0-9].*"  # or a sentence of its own
    starts = re.findall("(?m)^  selank-calc: (.*?)(?::|$)", messages)
    assert [each for each in starts if not re.fullmatch(of_options, each)] == []
