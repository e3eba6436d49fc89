"""The options that commands share, each written once with its help."""

import inspect
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

import typer

from ..frozen_catalogue import CATALOGUE

Command = TypeVar("Command", bound=Callable[..., None])
Format = Literal["table", "json", "csv", "plain"]


def complete_formulation(incomplete: str) -> list[str]:
    """Ids and aliases that begin with what was typed."""
    names = [name for each in CATALOGUE.formulations for name in (each.id, *each.aliases)]
    return [name for name in names if name.startswith(incomplete)]


def complete_scale(incomplete: str) -> list[str]:
    """Scales of syringes that begin with what was typed."""
    names = dict.fromkeys(syringe.scale for syringe in CATALOGUE.syringes)
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
_PLAN = "The course"
_VIALS = "The vial or bottle"


def _text(
    metavar: str,
    text: str,
    panel: str | None = None,
    complete: Callable[[str], list[str]] | None = None,
) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar=metavar, help=text, rich_help_panel=panel, autocompletion=complete
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
    str | None, _text("NAME", "U-100, U-40 or U-500; by default U-100.", _SYRINGE, complete_scale)
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
FullOption = Annotated[
    bool,
    typer.Option(
        "--full", rich_help_panel=_OUTPUT, help="All of it: sources, notes, assumptions, details."
    ),
]
SvgOption = Annotated[str | None, _text("FILE", "Write the table as an image, too.", _OUTPUT)]
StrictOption = Annotated[
    bool,
    typer.Option("--strict", rich_help_panel=_OUTPUT, help="Exit with 3 if any flag is a warning."),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", rich_help_panel=_OUTPUT, help="Replace a file that is there."),
]

DaysOption = Annotated[str | None, _text("COUNT", "Days of one course; by default 14.", _PLAN)]
StartOption = Annotated[
    str | None, _text("DATE", "Its first day, as 2026-11-21; by default today.", _PLAN)
]
EndOption = Annotated[str | None, _text("DATE", "Its last day, in place of --days.", _PLAN)]
CoursesOption = Annotated[str | None, _text("COUNT", "Courses one after another.", _PLAN)]
BreakOption = Annotated[
    str | None,
    typer.Option(
        "--break",
        metavar="DAYS",
        rich_help_panel=_PLAN,
        help="Between courses; by default the fewest documented.",
    ),
]
TimesOption = Annotated[str | None, _text("CLOCK", "Of the doses of a day, as 08:00,20:00.", _PLAN)]
TimezoneOption = Annotated[
    str | None,
    _text("ZONE", "Of these times, as Europe/Berlin; by default wherever one is.", _PLAN),
]
StepOption = Annotated[
    list[str] | None,
    _text("DOSE x DAYS", "In place of --dose, and as often as needed: 250 mcg x 7d.", _PLAN),
]
SkipOption = Annotated[str | None, _text("DAYS", "Days of the week, as Sat,Sun.", _PLAN)]
TodayOption = Annotated[str | None, _text("DATE", "Say where one stands on that morning.", _PLAN)]
BeyondUseOption = Annotated[
    str | None,
    _text("DAYS", "From opening to discarding; by default 28, of a preserved solution.", _VIALS),
]
PreservativeFreeOption = Annotated[
    bool,
    typer.Option(
        "--preservative-free",
        rich_help_panel=_VIALS,
        help="The diluent has no preservative: no discard date is documented.",
    ),
]
PriceOption = Annotated[str | None, _text("AMOUNT", "Of one vial or bottle, as 39.90.", _VIALS)]
CurrencyOption = Annotated[str | None, _text("CODE", "Its three letters, as EUR.", _VIALS)]
OnHandOption = Annotated[str | None, _text("COUNT", "Vials or bottles that are there.", _VIALS)]
IcsOption = Annotated[
    str | None, _text("FILE", "Write a calendar file, with reminders, too.", _OUTPUT)
]

MixedOption = Annotated[
    str | None, _text("DATE", "When it is made up or opened; by default today.", _VIALS)
]
LabelSvgOption = Annotated[str | None, _text("FILE", "Write the label as an image.", _OUTPUT)]
SizeOption = Annotated[
    str | None, _text("WxHmm", "Of the image, which prints to scale; by default 50x25mm.", _OUTPUT)
]

CatalogueOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        envvar="SELANK_CALC_CATALOGUE",
        help="A YAML file to use in place of what the tool has documented.",
    ),
]


# --- Options that go together, in every command that takes them --------------------------


def dose_options(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    diluent: DiluentOption = None,
    dose: DoseOption = None,
    draw: DrawOption = None,
    sprays: SpraysOption = None,
    per_day: PerDayOption = None,
    scale: ScaleOption = None,
    syringe: SyringeOption = None,
    marks: MarksOption = None,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    dead_space: DeadSpaceOption = None,
    vial_error: VialErrorOption = None,
    diluent_error: DiluentErrorOption = None,
    spray_volume: SprayVolumeOption = None,
    bottle: BottleOption = None,
    residual: ResidualOption = None,
    priming: PrimingOption = None,
    catalogue: CatalogueOption = None,
) -> None:
    """What makes up a dose."""


def keeping_options(
    beyond_use: BeyondUseOption = None, preservative_free: PreservativeFreeOption = False
) -> None:
    """How long what was made up is used."""


def plan_options(
    days: DaysOption = None,
    start: StartOption = None,
    end: EndOption = None,
    courses: CoursesOption = None,
    break_days: BreakOption = None,
    times: TimesOption = None,
    timezone: TimezoneOption = None,
    step: StepOption = None,
    skip: SkipOption = None,
    today: TodayOption = None,
    weight: WeightOption = None,
    price: PriceOption = None,
    currency: CurrencyOption = None,
    on_hand: OnHandOption = None,
) -> None:
    """When doses are taken, and what their vials cost."""


def with_options(*sources: Callable[..., None]) -> Callable[[Command], Command]:
    """Spells out a command's `**asked` as the options of those functions, before its own.

    Typer makes its options of a signature; the command gets this one.
    """

    def spelt_out(command: Command) -> Command:
        signatures = [*map(inspect.signature, sources), inspect.signature(command)]
        parameters = [
            each
            for signature in signatures
            for each in signature.parameters.values()
            if each.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        setattr(command, "__signature__", inspect.Signature(parameters))  # noqa: B010
        return command

    return spelt_out
