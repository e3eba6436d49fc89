"""`selank-calc dose`: parse, ask for what is missing, calculate, print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .. import dosing
from ..errors import ConflictingInputError
from .common import (
    CatalogueOption,
    catalogue_from,
    complete_formulation,
    print_rich,
    print_text,
)

if TYPE_CHECKING:
    from ..results import Dose

STRICT = 3
Format = Literal["table", "json", "csv", "plain"]


def dose(
    formulation: Annotated[
        str,
        typer.Option(
            "-f", "--formulation",
            help="selank, n-acetyl-selank-amidate, nasal-spray or n-acetyl-selank.",
            autocompletion=complete_formulation,
        ),
    ] = "selank",
    vial: Annotated[str | None, typer.Option(help="Mass in the vial, for example 5 mg.")] = None,
    diluent: Annotated[str | None, typer.Option(help="Volume it is dissolved in, for example 2 mL.")] = None,
    dose: Annotated[str | None, typer.Option(help="Mass per dose, for example 250 mcg.")] = None,
    sprays: Annotated[str | None, typer.Option(metavar="COUNT", help="Whole sprays per dose, in place of --dose.")] = None,
    per_day: Annotated[str | None, typer.Option(metavar="COUNT", help="Doses a day, 1 to 24; by default the fewest documented.")] = None,
    syringe: Annotated[str | None, typer.Option(help="Capacity: 0.3 mL, 0.5 mL or 1 mL; by default the smallest that holds the draw.")] = None,
    bottle: Annotated[str | None, typer.Option(help="Fill volume of a nasal spray, for example 3 mL.")] = None,
    weight: Annotated[str | None, typer.Option(help="Body mass in kg or lb: adds mcg/kg.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 if any flag is a warning.")] = False,
    catalogue: CatalogueOption = None,
) -> None:  # fmt: skip
    """What to draw from a vial, or how many sprays, with what is documented beside it.

    selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"

    selank-calc dose -f nasal-spray --dose "150 mcg" --bottle "3 mL"
    """
    if as_json and output not in ("table", "json"):
        message = f"--json and --format {output} ask for two outputs."
        raise ConflictingInputError(message, None, output, "Leave one of them out.")
    known = catalogue_from(catalogue)
    of = known.formulation(formulation)
    amounts = {"vial": vial, "diluent": diluent, "dose": dose}
    if sprays is None and _a_person_is_there():
        from .ask import ask_for_missing

        amounts = ask_for_missing(of, amounts)
    result = dosing.dose(
        formulation=of, sprays=sprays, per_day=per_day, syringe=syringe, bottle=bottle,
        weight=weight, catalogue=known, **amounts,
    )  # fmt: skip
    _print(result, "json" if as_json else output)
    if strict and any(flag.severity == "warning" for flag in result.flags):
        raise typer.Exit(STRICT)


def _a_person_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _print(result: Dose, output: Format) -> None:
    if output == "json":
        from ..output.records import as_json

        print(as_json(result.as_dict()))
    elif output == "csv":
        from ..output.records import dose_csv

        print(dose_csv(result), end="")
    elif output == "plain":
        from ..output.plain import dose_plain

        print_text(dose_plain(result))
    else:
        print_rich(result)
