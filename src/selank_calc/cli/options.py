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


def _text(metavar: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(metavar=metavar, help=text)
    return option


VialOption = Annotated[str | None, _text("MASS", "What the vial holds, for example 5 mg.")]
VialSizeOption = Annotated[
    str | None, _text("VOLUME", "How much the vial can hold; by default 3 mL.")
]
DiluentOption = Annotated[str | None, _text("VOLUME", "What it is dissolved in, for example 2 mL.")]
DoseOption = Annotated[str | None, _text("MASS", "For example 250 mcg.")]
DrawOption = Annotated[
    str | None,
    _text("AMOUNT", "In units or mL. Any three of vial, diluent, dose and draw give the fourth."),
]
SpraysOption = Annotated[str | None, _text("COUNT", "Whole sprays per dose, in place of --dose.")]
PerDayOption = Annotated[
    str | None, _text("COUNT", "Doses a day, 1 to 24; by default the fewest documented.")
]
ScaleOption = Annotated[str | None, _text("NAME", "U-100, U-40 or U-500; by default U-100.")]
SyringeOption = Annotated[
    str | None,
    _text("CAPACITY", "For example 0.3 mL; by default the smallest that holds the draw."),
]
MarksOption = Annotated[
    str | None, _text("UNITS", "How far apart the marks are, for example 0.5 units.")
]
ContentOption = Annotated[
    str | None, _text("PERCENT", "The peptide's share of the labelled mass, for example 86.2.")
]
DisplacementOption = Annotated[str | None, _text("VOLUME", "What the powder adds to the diluent.")]
DeadSpaceOption = Annotated[str | None, _text("VOLUME", "Lost with every draw.")]
VialErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the vial's mass may be off, either way.")
]
DiluentErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the diluent's volume may be off, either way.")
]
SprayVolumeOption = Annotated[
    str | None, _text("VOLUME", "Of one spray; common pumps give 0.05, 0.07, 0.1 or 0.14 mL.")
]
BottleOption = Annotated[str | None, _text("VOLUME", "Fill of a nasal spray, for example 10 mL.")]
ResidualOption = Annotated[str | None, _text("VOLUME", "What can't be sprayed out of the bottle.")]
PrimingOption = Annotated[str | None, _text("COUNT", "Sprays spent on priming, 0 to 100.")]
WeightOption = Annotated[str | None, _text("MASS", "Body mass in kg or lb: adds mcg/kg.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Exit with 3 if any flag is a warning.")
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Each step with its numbers, and the likely slips.")
]
SvgOption = Annotated[
    str | None, typer.Option(metavar="FILE", help="Write the table as an image, too.")
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        envvar="SELANK_CALC_CATALOGUE",
        help="A YAML file to use in place of what the tool has documented.",
    ),
]
