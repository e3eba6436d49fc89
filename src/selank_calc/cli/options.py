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


_SYRINGE = "The syringe"
_SPRAY = "A nasal spray"
_EXACT = "How exact it is"
_OUTPUT = "What is printed"


def _text(metavar: str, text: str, panel: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar=metavar, help=text, rich_help_panel=panel
    )
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
WeightOption = Annotated[str | None, _text("MASS", "Body mass in kg or lb: adds mcg/kg.")]

ScaleOption = Annotated[
    str | None, _text("NAME", "U-100, U-40 or U-500; by default U-100.", _SYRINGE)
]
SyringeOption = Annotated[
    str | None,
    _text("CAPACITY", "For example 0.3 mL; by default the smallest that holds the draw.", _SYRINGE),
]
MarksOption = Annotated[
    str | None, _text("UNITS", "How far apart the marks are, for example 0.5 units.", _SYRINGE)
]
DeadSpaceOption = Annotated[str | None, _text("VOLUME", "Lost with every draw.", _SYRINGE)]

ContentOption = Annotated[
    str | None, _text("PERCENT", "The peptide's share of the labelled mass, as 86.2.", _EXACT)
]
DisplacementOption = Annotated[
    str | None, _text("VOLUME", "What the powder adds to the diluent.", _EXACT)
]
VialErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the vial's mass may be off, either way.", _EXACT)
]
DiluentErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the diluent's volume may be off, either way.", _EXACT)
]

SprayVolumeOption = Annotated[
    str | None, _text("VOLUME", "One spray; common pumps give 0.05, 0.07, 0.1, 0.14 mL.", _SPRAY)
]
BottleOption = Annotated[
    str | None, _text("VOLUME", "Fill of the bottle, for example 10 mL.", _SPRAY)
]
ResidualOption = Annotated[
    str | None, _text("VOLUME", "What can't be sprayed out of the bottle.", _SPRAY)
]
PrimingOption = Annotated[str | None, _text("COUNT", "Sprays spent on priming, 0 to 100.", _SPRAY)]

FormatOption = Annotated[
    Format, typer.Option("--format", rich_help_panel=_OUTPUT, help="How to print the result.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", rich_help_panel=_OUTPUT, help="JSON, for programs.")
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain",
        rich_help_panel=_OUTPUT,
        help="Each step with its numbers, and the likely slips.",
    ),
]
SvgOption = Annotated[str | None, _text("FILE", "Write the table as an image, too.", _OUTPUT)]
StrictOption = Annotated[
    bool,
    typer.Option("--strict", rich_help_panel=_OUTPUT, help="Exit with 3 if any flag is a warning."),
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        envvar="SELANK_CALC_CATALOGUE",
        help="A YAML file to use in place of what the tool has documented.",
    ),
]
