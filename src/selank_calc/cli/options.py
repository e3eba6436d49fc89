"""The options that commands share, each written once with its help."""

from typing import Annotated, Literal

import typer

from ..frozen_catalogue import CATALOGUE

Format = Literal["table", "json", "csv", "plain"]


def complete_formulation(incomplete: str) -> list[str]:
    """Ids and aliases that begin with what was typed."""
    names = [name for each in CATALOGUE.formulations for name in (each.id, *each.aliases)]
    return [name for name in names if name.startswith(incomplete)]


FormulationOption = Annotated[
    str,
    typer.Option(
        "-f",
        "--formulation",
        metavar="NAME",
        help="selank, n-acetyl-selank-amidate, nasal-spray or n-acetyl-selank.",
        autocompletion=complete_formulation,
    ),
]
VialOption = Annotated[
    str | None, typer.Option(metavar="MASS", help="What the vial holds, for example 5 mg.")
]
DiluentOption = Annotated[
    str | None, typer.Option(metavar="VOLUME", help="What it is dissolved in, for example 2 mL.")
]
DoseOption = Annotated[str | None, typer.Option(metavar="MASS", help="For example 250 mcg.")]
SpraysOption = Annotated[
    str | None,
    typer.Option(metavar="COUNT", help="Whole sprays per dose, in place of --dose."),
]
PerDayOption = Annotated[
    str | None,
    typer.Option(metavar="COUNT", help="Doses a day, 1 to 24; by default the fewest documented."),
]
SyringeOption = Annotated[
    str | None,
    typer.Option(
        metavar="CAPACITY",
        help="0.3 mL, 0.5 mL or 1 mL, U-100; by default the smallest that holds the draw.",
    ),
]
BottleOption = Annotated[
    str | None,
    typer.Option(metavar="VOLUME", help="Fill of a nasal spray, for example 10 mL."),
]
WeightOption = Annotated[
    str | None, typer.Option(metavar="MASS", help="Body mass in kg or lb: adds mcg/kg.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Exit with 3 if any flag is a warning.")
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        envvar="SELANK_CALC_CATALOGUE",
        help="A YAML file to use in place of what the tool has documented.",
    ),
]
