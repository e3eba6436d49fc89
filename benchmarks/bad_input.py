"""What each does with bad input, printed; with `--write`, put into docs/comparison.md:

`uv run --isolated --group peers python benchmarks/bad_input.py`

Runs every command of the table and copies what it prints.
"""

import re
import shlex
import subprocess
from typing import NamedTuple

from measuring import ENVIRONMENT, SCRIPTS, SELANK_CALC
from page import show, table
from peers import cost_reference, script

REFUSE, FLAG, READ, READ_OR_REFUSE = "refused", "refused or flagged", "read", "read, or refused"


def ours(dose="250 mcg", diluent="2 mL", vial="5 mg", **others):
    options = {"vial": vial, "diluent": diluent, "dose": dose, **others}
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [SELANK_CALC, "dose", *given, "--format", "plain"]


def pepcalc(dose="0.25", diluent="2", vial="5"):
    command = [script("pepcalc-ai"), "--vial-mg", vial, "--diluent-ml", diluent]
    return [*command, "--amount-mg", dose]


def concentration(mass="5", unit="mg", volume="2"):
    """Of peptide-calculations, which takes no dose: the mass is the vial's."""
    command = [script("peptide-calculations"), "concentration", "--mass", mass]
    return [*command, "--mass-unit", unit, "--volume", volume]


def infusion(dose="0.25", unit="mg/hr"):
    """Of drugdose, which takes a dose as an infusion: in mL an hour from the same solution."""
    command = [script("drugdose"), "drip", "epinephrine", "--weight", "70", "--dose", dose]
    units = ["--unit", unit] if unit else []
    return [*command, *units, "--concentration", "2.5", "--bag", "2"]


def mixture(volume):
    """Of drugdose: what is in the vial, in a volume."""
    return [script("drugdose"), "drip", "epinephrine", "--mix", "--total-mg", "5", "--bag", volume]


def cost(dose="250"):
    """Of peptide-cost-ref, whose one function with a dose tells what it costs, of a vial at 20."""
    return cost_reference(f"cost_per_dose(20, 5, {dose})")


class Case(NamedTuple):
    """What is given, what should become of it, and how each is given it, or None if it can't be."""

    given: str
    should: str
    ours: list[str]
    pepcalc: list[str] | None
    calculations: list[str] | None
    drugdose: list[str] | None
    cost: list[str] | None


def unit_case(unit):
    """A unit of the dose; text with it where a program takes numbers only."""
    return Case(
        f"5 {unit}", REFUSE, ours(f"5 {unit}"), pepcalc(f"5 {unit}"),
        concentration("5", unit), infusion("5", f"{unit}/hr"), cost(f"'5 {unit}'"),
    )  # fmt: skip


def same_dose(unit):
    """250 mcg in another spelling; for the vial's mass, 5000 of it, where there is no dose."""
    return Case(
        f"250 {unit}", READ, ours(f"250 {unit}"), None, concentration("5000", unit),
        infusion("250", f"{unit}/hr"), None,
    )  # fmt: skip


def number_case(name, text, python):
    """A number that is none, for the dose; for the vial's mass where there is no dose."""
    return Case(
        name, REFUSE, ours(f"{text} mcg"), pepcalc(text), concentration(text), infusion(text),
        cost(python),
    )  # fmt: skip


CASES = (
    Case("5 mg, 2 mL, 250 mcg", READ, ours(), pepcalc(), concentration(), infusion(), cost()),
    *map(unit_case, ("MG", "Mg", "M", "mu", "U", "IU")),
    Case("0,5 mL of diluent", REFUSE, ours(diluent="0,5 mL"), pepcalc(diluent="0,5"),
         concentration(volume="0,5"), mixture("0,5"), None),
    Case("2,700 mcg", REFUSE, ours("2,700 mcg"), pepcalc("2,700"), concentration("2,700"),
         infusion("2,700"), cost("'2,700'")),
    Case("a U-50 syringe", REFUSE, ours(scale="U-50"), None, None, None, None),
    Case("a dose of 5, without a unit", REFUSE, ours("5"), None, None, infusion("5", unit=None),
         None),
    number_case("NaN", "nan", "float('nan')"),
    number_case("infinity", "inf", "float('inf')"),
    number_case("nothing, 0", "0", "0"),
    number_case("less than nothing, -1", "-1", "-1"),
    Case("NaN mL of diluent", REFUSE, ours(diluent="nan mL"), pepcalc(diluent="nan"),
         concentration(volume="nan"), mixture("nan"), None),
    Case("infinity mL of diluent", REFUSE, ours(diluent="inf mL"), pepcalc(diluent="inf"),
         concentration(volume="inf"), mixture("inf"), None),
    Case("0 mL of diluent", REFUSE, ours(diluent="0 mL"), pepcalc(diluent="0"),
         concentration(volume="0"), mixture("0"), None),
    Case("250mcg where mg is meant", READ_OR_REFUSE, ours("250mcg"), pepcalc("250mcg"),
         concentration("250mcg"), infusion("250mcg"), cost("'250mcg'")),
    Case("250 mg where mcg is meant", FLAG, ours("250 mg"), pepcalc("250"), None,
         infusion("250"), cost("250000")),
    Case("6 mg, more than the vial", FLAG, ours("6 mg"), pepcalc("6"), None, infusion("6"),
         cost("6000")),
    Case("4 mg, more than the largest U-100 syringe holds", FLAG, ours("4 mg"), pepcalc("4"),
         None, None, None),
    Case("5 mcg, two tenths of a unit", FLAG, ours("5 mcg"), pepcalc("0.005"), None,
         infusion("0.005"), cost("5")),
    Case("0.25 mg drawn as 25 units, at 5 mg/mL", FLAG,
         ours("0.25 mg", diluent="1 mL", draw="25 units"), None, None, None, None),
    *map(same_dose, ("mcg", "\N{MICRO SIGN}g", "\N{GREEK SMALL LETTER MU}g", "ug", "micrograms")),
    Case(".5 mL of diluent", READ, ours(diluent=".5 mL"), pepcalc(diluent=".5"),
         concentration(volume=".5"), mixture(".5"), None),
    Case("2 cc of diluent", READ, ours(diluent="2 cc"), pepcalc(diluent="2 cc"),
         [*concentration(), "--volume-unit", "cc"], mixture("2 cc"), None),
)  # fmt: skip

NAMES = ("selank-calc", "pepcalc-ai", "peptide-calculations", "drugdose", "peptide-cost-ref")
# What is taken from an output: the figure, and what warns of it.
FIGURES = {
    "selank-calc": r"(?m)^\S.* = .*",
    "pepcalc-ai": r"U-100 syringe: .*",
    "peptide-calculations": r'"concentrationMgPerMl": [^,\n]*',
    "drugdose": r"\S+ mL/hr|\S+ mg/mL(?= +│\n╰)",
    "peptide-cost-ref": r".+",
}
WARNINGS = {
    "selank-calc": r"(?m)^Warning: .*\[(.*)\]$",
    "drugdose": r"(?m)^  • (.*?)\.(?: |$)",
}


def said(name, command):
    """One cell: what becomes of the input, in the program's own words."""
    if command is None:
        return "can't be asked"
    wide = ENVIRONMENT | {"COLUMNS": "300"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=wide, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        return refusal(name, done.stderr.strip().splitlines())
    figure = re.search(FIGURES[name], done.stdout)[0]
    warnings = re.findall(WARNINGS[name], done.stdout) if name in WARNINGS else []
    return "; ".join([f"`{figure}`", *(f"warns: {warning}" for warning in warnings)])


def refusal(name, lines):
    """The line that says why: ours says it first, argparse, Click and tracebacks last."""
    if name == "peptide-cost-ref":  # a library is to raise what is wrong
        return f"raises `{lines[-1]}`"
    is_raised = lines[0].startswith("Traceback")
    why = lines[0] if name == "selank-calc" else lines[-1]
    why = re.sub(r"^.*?(error|Error|--[a-z]+): ", "", why)
    return f"refused{', with a traceback' if is_raised else ''}: `{why}`"


def bad_input():
    rows = [(case.given, case.should, *map(said, NAMES, case[2:])) for case in CASES]
    asked = zip(NAMES, CASES[0][2:], strict=True)
    commands = "".join(f"- {name}: `{spelled(command)}`\n" for name, command in asked)
    return f"{commands}\n{table(('given', 'should be', *NAMES), rows)}"


def spelled(command):
    """As it is typed, wherever the programs are."""
    return shlex.join(command).replace(f"{SCRIPTS}/", "")


if __name__ == "__main__":
    show("bad_input", bad_input())
