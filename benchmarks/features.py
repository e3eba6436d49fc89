"""What each can do, printed; with `--write`, put into docs/comparison.md:

`uv run --isolated --group peers python benchmarks/features.py`

Every "yes" is a command that is run here and whose output holds what it should. Every "no"
can be held against the list of all commands, options and functions below the table, which is
read off the programs, too.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.metadata import metadata
from importlib.resources import files
from typing import NamedTuple

from bad_input import NAMES, concentration, infusion, mixture, ours, pepcalc
from measuring import ENVIRONMENT, SELANK_CALC
from page import show, table
from peers import cost_reference, has_command, script


class Feature(NamedTuple):
    """What is done, and for each program that does it the command and what it then prints."""

    what: str
    selank_calc: tuple[list[str], str] | None = None
    pepcalc_ai: tuple[list[str], str] | None = None
    peptide_calculations: tuple[list[str], str] | None = None
    drugdose: tuple[list[str], str] | None = None
    peptide_cost_ref: tuple[list[str], str] | None = None


def selank(*arguments):
    return [SELANK_CALC, *arguments]


def calculations(*arguments):
    return [script("peptide-calculations"), *arguments]


def in_a_shell(*parts):
    """Commands and what stands between them."""
    texts = (part if isinstance(part, str) else shlex.join(part) for part in parts)
    return ["sh", "-c", " ".join(texts)]


def python(code):
    return [sys.executable, "-c", code]


def for_a_patient(code):
    """drugdose for somebody of 70 kg: its commands ask further questions, its functions none."""
    patient = "Patient(weight_kg=70, allergies=['sulfa'], current_medications=['digoxin'])"
    return python(f"from drugdose import *; patient = {patient}; {code}")


VIAL = ("--vial", "5 mg", "--diluent", "2 mL")
DOSE = (*VIAL, "--dose", "250 mcg")
COURSE = selank("course", *DOSE, "--start", "2026-11-21")

FEATURES = (
    Feature(
        "concentration of a vial in a diluent",
        (ours(), "2500 mcg/mL"),
        (pepcalc(), "2.5 mg/mL"),
        (concentration(), '"concentrationMgPerMl": 2.5'),
        (mixture("2"), "2.5000 mg/mL"),
    ),
    Feature("volume to draw for a dose", (ours(), "0.1 mL"), (pepcalc(), "Volume: 0.1 mL")),
    Feature("units on a U-100 syringe", (ours(), "10 units"), (pepcalc(), "10 units")),
    Feature("units on a U-40 or U-500 syringe", (ours(scale="U-40"), "4 units on a 0.3 mL U-40")),
    Feature(
        "the marks beside a draw, and what each delivers",
        (ours(dose="260 mcg"), "11 units 275 mcg"),
    ),
    Feature("what the syringe's tolerance leaves open", (ours(), "221.2 to 278.8 mcg")),
    Feature(
        "diluent for a concentration",
        (selank("dose", "--vial", "5 mg", "--dose", "2500 mcg", "--draw", "1 mL"), "in 2 mL"),
        None,
        (calculations("reconstitution", "--mass", "5", "--target", "2.5"), '"volumeMl": 2.0'),
        None,
        (cost_reference("reconstitution_volume(5, 2500)"), "2.0"),
    ),
    Feature(
        "a choice of diluents that put a dose on a mark",
        (selank("diluent", "--vial", "5 mg", "--dose", "250 mcg"), "15 of 30"),
    ),
    Feature(
        "dilution of a stock",
        None,
        None,
        (calculations("dilution", "--stock", "5", "--target", "1", "--final-volume", "10"),
         '"stockVolumeMl": 2.0'),
    ),
    Feature(
        "moles of a mass",
        (selank("convert", "250 mcg", "nmol"), "332.49544 nmol"),
    ),
    Feature(
        "molar concentration",
        None,
        None,
        ([*concentration(), "--molar-mass-da", "751.89"], '"mM": 3.32'),
    ),
    Feature(
        "sprays of a nasal pump",
        (selank("dose", "-f", "nasal-spray", "--dose", "225 mcg"), "3 sprays"),
    ),
    Feature(
        "diluent that makes a dose so many sprays",
        (selank("dose", "-f", "nasal-spray", "--vial", "5 mg", "--spray-volume", "0.1 mL",
                "--dose", "100 mcg", "--sprays", "1"), "Dissolve in 5 mL"),
    ),
    Feature(
        "units to draw of a solution bought ready",
        (selank("dose", "--strength", "5 mg/mL", "--dose", "250 mcg"), "5 units"),
    ),
    Feature(
        "a barrel by the name it is sold under",
        (ours(syringe="3/10 cc"), "0.3 mL U-100"),
    ),
    Feature(
        "a dose compared with what is documented",
        (ours(dose="700 mcg"), "dose-above-documented]"),
        None,
        None,
        (infusion("250"), "exceeds documented maximum"),
    ),
    Feature(
        "the source of each documented figure",
        ([*ours(), "--full"], "guide: protocol guide on Selank"),
    ),
    Feature(
        "Selank and its relatives among the drugs it knows",
        (selank("formulations"), "selank"),
    ),
    Feature(
        "drugs of emergency and intensive care, 49 of them",
        drugdose=(for_a_patient("print(len(get_all_drugs()))"), "49"),
    ),
    Feature(
        "a file of your own drugs, checked",
        (in_a_shell(selank("formulations", "--yaml"), "> mine.yaml;",
                    selank("dose", *DOSE, "--catalogue", "mine.yaml")), "10 units"),
    ),
    Feature(
        "a dose and its volume by body mass, from the drug's own range",
        drugdose=(
            for_a_patient("print(calculate_dose('ketamine', patient, 'IM').dose_display)"), "350.0"
        ),
    ),
    Feature("a given dose per kg of body mass", (ours(weight="70 kg"), "mcg/kg")),
    Feature(
        "units to draw for a dose given per kg of body mass",
        (selank("dose", *VIAL, "--dose", "3.5 mcg/kg", "--weight", "70 kg"), "9.8 units"),
    ),
    Feature(
        "the rate of an infusion pump",
        drugdose=(infusion(), "0.10 mL/hr"),
    ),
    Feature(
        "interactions with other medicines",
        drugdose=(
            for_a_patient("print(full_safety_check(get_drug('amiodarone'), patient)[1])"),
            "severity='major'",
        ),
    ),
    Feature(
        "contraindications and allergies",
        drugdose=(
            for_a_patient(
                "patient.conditions = ['asthma']; patient.allergies = ['morphine'];"
                "print(full_safety_check(get_drug('morphine'), patient)[0])"
            ),
            "category='allergy'",
        ),
    ),
    Feature("a course over days, with its vials", (COURSE, "14 doses")),
    Feature(
        "a calendar file of it",
        (in_a_shell([*COURSE, "--ics", "course.ics"], "; cat course.ics"), "BEGIN:VCALENDAR"),
    ),
    Feature(
        "the cost of a dose",
        ([*COURSE, "--price", "20", "--currency", "USD"], "1.43 USD a"),
        peptide_cost_ref=(cost_reference("cost_per_dose(20, 5, 250)"), "1.0"),
    ),
    Feature(
        "the price of a milligram", peptide_cost_ref=(cost_reference("cost_per_mg(20, 5)"), "4.0")
    ),
    Feature("a label for the vial", (selank("label", *DOSE), "Discard")),
    Feature("each step, to redo on paper", ([*ours(), "--explain"], "Step: 1.")),
    Feature(
        "JSON",
        (selank("dose", *DOSE, "--json"), '"draw_units": 10'),
        None,
        (concentration(), '"massMg": 5.0'),
    ),
    Feature("CSV", (selank("dose", *DOSE, "--format", "csv"), "draw_units,")),
    Feature(
        "many rows in one run",
        (in_a_shell("echo vial,diluent,dose > rows.csv; echo 5 mg,2 mL,250 mcg >> rows.csv;",
                    selank("batch", "rows.csv")), "5000,2,2,0.1,10"),
    ),
)  # fmt: skip


def printed(command):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=folder,
            env=ENVIRONMENT | {"COLUMNS": "120"}, stdin=subprocess.DEVNULL,
        ).stdout  # fmt: skip


def can(feature, probe):
    """Yes if it does, no if no command is known for it."""
    if probe is None:
        return "no"
    command, expected = probe
    assert expected in printed(command), (feature, command, expected)
    return "yes"


def module(name):
    return import_module(name.replace("-", "_"))


# Exact is 3; none of the functions of peptide-cost-ref gives a concentration.
IN_PYTHON = {
    "selank_calc": "dose(vial='0.3 mg', diluent='0.1 mL', dose='250 mcg')"
    ".concentration_mcg_per_ml / 1000",
    "pepcalc_ai": "concentration_mg_per_ml(0.3, 0.1)",
    "peptide_calculations": "calculate_concentration(0.3, 'mg', 0.1, 'mL')['concentrationMgPerMl']",
    "drugdose": "standard_mixture('epinephrine', 0.3, 0.1)",
}


def evaluated(module_name, expression):
    return printed(python(f"from {module_name} import *; print({expression})")).strip()


def rows():
    yield from ((what, *(can(what, probe) for probe in probes)) for what, *probes in FEATURES)
    typed = (files(module(name)).joinpath("py.typed").is_file() for name in NAMES)
    yield "types that a type checker finds", *("yes" if each else "no" for each in typed)
    exact = (f"`{evaluated(*each)}`" for each in IN_PYTHON.items())
    yield "0.3 mg in 0.1 mL, in mg/mL, in Python", *exact, "no such function"
    yield "versions of Python", *(metadata(name)["Requires-Python"] for name in NAMES)


def commands(name):
    """Its commands, each with its help."""
    text = printed([script(name), "--help"])
    listed = re.findall(r"(?m)^(?:│ |  | {4})([a-z]+)(?:  .*)?$", text.partition("ommands")[2])
    inner = re.findall(r"{([a-z,]+)}", text)
    found = listed or (inner[0].split(",") if inner else [])
    return {each: printed([script(name), each, "--help"]) for each in found} or {"": text}


def inventory():
    """Everything that each offers, as it says itself."""
    for name in NAMES:
        parts = []
        if has_command(name):
            for command, text in commands(name).items():
                options = sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - {"--help"})
                parts.append(" ".join([f"`{command or name}`", *options]))
        else:
            parts.append("no command")
        public = module(name)
        names = [each for each in public.__all__ if not each.startswith("_")]
        yield f"- **{name}**: {'; '.join(parts)}. In Python: {', '.join(names)}.\n"


def features():
    return f"{table(('', *NAMES), rows())}\n{''.join(inventory())}"


if __name__ == "__main__":
    show("features", features())
