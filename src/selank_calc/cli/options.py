"""The options that commands share, each written once with its help."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_args

import typer

from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.model import USUAL
from ..errors import either
from .common import CATALOGUE_VARIABLE, DoseFormat, Format
from .completion import (
    complete_diluent_kind,
    complete_drop_volume,
    complete_formulation,
    complete_scale,
    complete_spray_volume,
    complete_syringe,
    complete_timezone,
)

FormulationOption = Annotated[
    str,
    typer.Option(
        "-f",
        "--formulation",
        metavar="NAME",
        help=f"{either([each.id for each in CATALOGUE.formulations])}; by default {USUAL}.",
        autocompletion=complete_formulation,
    ),
]


# An option without a panel is explained by `--help`, the others by `--help-all` only.
_SYRINGE = "The syringe"
_SPRAY = "Spray or drops"
_EXACT = "How exact it is"
_OUTPUT = "What is printed"
_PLAN = "The course"
_VIALS = "The vial or bottle"
_OWN = "Of your own"


def _text(
    metavar: str,
    text: str,
    panel: str | None = None,
    complete: Callable[..., list[str]] | None = None,
) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar=metavar, help=text, rich_help_panel=panel, autocompletion=complete
    )
    return option


def _flag(name: str, text: str, panel: str = _OUTPUT) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=text, rich_help_panel=panel)
    return option


VialOption = Annotated[
    str | None, _text("MASS", "What the vial holds by its label, for example 5 mg.")
]
VialSizeOption = Annotated[
    str | None, _text("VOLUME", "How much liquid fits into the vial; by default 3 mL.")
]
DiluentOption = Annotated[
    str | None, _text("VOLUME", "The water you add, such as bacteriostatic (BAC) water.")
]
StrengthOption = Annotated[
    str | None, _text("AMOUNT", "Of a solution bought ready, for example 5 mg/mL.")
]
VolumeOption = Annotated[
    str | None, _text("AMOUNT", "What a vial of a solution bought ready holds.", _VIALS)
]
DissolvedOption = Annotated[
    str | None, typer.Option("--strength", metavar="STRENGTH", hidden=True, help="Refused.")
]
BacWaterOption = Annotated[
    str | None,
    typer.Option(
        metavar="VOLUME", hidden=True, help="Short for --diluent, of bacteriostatic water."
    ),
]
WaterOption = Annotated[
    str | None, typer.Option(metavar="VOLUME", hidden=True, help="Refused: which water is it?")
]
DoseOption = Annotated[
    str | None, _text("MASS", "Taken each time: 250 mcg, or 3.5 mcg/kg with --weight.")
]
DrawOption = Annotated[
    str | None,
    _text(
        "AMOUNT",
        "What you draw up, for example 10 units or 0.1 mL. "
        "Any three of vial, diluent, dose and draw give the fourth.",
    ),
]
SpraysOption = Annotated[str | None, _text("COUNT", "Whole sprays each time, also beside --dose.")]
DropsOption = Annotated[str | None, _text("COUNT", "Whole drops each time, of nasal drops.")]
PerDayOption = Annotated[
    str | None, _text("COUNT", "How often a day; by default the fewest documented.")
]
WeightOption = Annotated[
    str | None, _text("MASS", "Your weight, for example 70 kg or 154 lb: adds mcg/kg.", _OUTPUT)
]
LimitOption = Annotated[
    str | None, _text("MASS", "Your own limit of one dose: above it is a warning.", _OWN)
]
LimitDayOption = Annotated[str | None, _text("MASS", "Your own limit of a day.", _OWN)]

ExpiresOption = Annotated[
    str | None,
    _text("DATE", "The printed expiry, its last day of use: 2027-01-31, or 2027-01.", _VIALS),
]

ScaleOption = Annotated[
    str | None,
    _text(
        "NAME",
        "As printed on it: U-100, U-40 or U-500; by default U-100, as is a 1 mL syringe "
        "marked in hundredths of a mL.",
        _SYRINGE,
        complete_scale,
    ),
]
SyringeOption = Annotated[
    str | None,
    _text(
        "CAPACITY",
        "What it holds: 0.3 mL, 30 units or 3/10 cc; by default the smallest that holds the draw.",
        _SYRINGE,
        complete_syringe,
    ),
]
ChartSyringeOption = Annotated[
    str | None,
    _text(
        "CAPACITY",
        "What it holds: 0.3 mL, 30 units or 3/10 cc; by default the smallest on file.",
        _SYRINGE,
        complete_syringe,
    ),
]
EveryMarkOption = Annotated[
    str | None,
    _text("COUNT", "1 for every mark, 2 for every second; by default a screen full.", _OUTPUT),
]
MarksOption = Annotated[
    str | None, _text("UNITS", "From one mark to the next, for example 0.5.", _SYRINGE)
]
DeadSpaceOption = Annotated[
    str | None, _text("VOLUME", "What stays in hub and needle, lost with every draw.", _SYRINGE)
]

ContentOption = Annotated[
    str | None,
    _text("PERCENT", "The peptide's share of the mass on the label, for example 86.2.", _EXACT),
]
DisplacementOption = Annotated[
    str | None,
    _text("VOLUME", "What the powder itself adds to the volume, for example 0.05 mL.", _EXACT),
]
VialErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the vial's mass may be off, either way.", _EXACT)
]
DiluentErrorOption = Annotated[
    str | None, _text("PERCENT", "How far the diluent's volume may be off, either way.", _EXACT)
]

RoomOption = Annotated[
    str | None,
    _text("VOLUME", "How much liquid fits into the vial, to check the diluent by.", _VIALS),
]

SprayVolumeOption = Annotated[
    str | None,
    _text(
        "VOLUME",
        "What one spray gives; common pumps give 0.05, 0.07, 0.1 or 0.14 mL.",
        _SPRAY,
        complete_spray_volume,
    ),
]
DropVolumeOption = Annotated[
    str | None,
    _text("VOLUME", "What one drop holds; by default 0.05 mL.", _SPRAY, complete_drop_volume),
]
BottleOption = Annotated[
    str | None, _text("VOLUME", "What the bottle was filled with, for example 10 mL.", _SPRAY)
]
ResidualOption = Annotated[
    str | None, _text("VOLUME", "What can't be got out of the bottle.", _SPRAY)
]
PrimingOption = Annotated[
    str | None, _text("COUNT", "Sprays into the air before the first dose, 0 to 100.", _SPRAY)
]

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="|".join(get_args(Format)),
        rich_help_panel=_OUTPUT,
        help="How to print the result; by default table.",
    ),
]
DoseFormatOption = Annotated[
    DoseFormat,
    typer.Option(
        "--format",
        metavar="|".join(get_args(DoseFormat)),
        rich_help_panel=_OUTPUT,
        help="How to print the result; by default table. A line has the draw, the day, the flags.",
    ),
]
JsonOption = Annotated[bool, _flag("--json", "Print JSON, for programs.")]
ExplainOption = Annotated[
    bool, _flag("--explain", "Add each step with its numbers, and the likely slips.")
]
FullOption = Annotated[
    bool, _flag("--full", "Print everything: sources, notes, assumptions, details.")
]
SvgOption = Annotated[str | None, _text("FILE", "Write the table as an image, too.", _OUTPUT)]
RecordOption = Annotated[
    str | None, _text("FILE", "Write what went in and came out, which check can repeat.", _OUTPUT)
]
StrictOption = Annotated[bool, _flag("--strict", "Exit with 3 if any flag is a warning.")]
ForceOption = Annotated[bool, _flag("--force", "Replace a file that exists.")]

DaysOption = Annotated[str | None, _text("COUNT", "How many days one course has; by default 14.")]
StartOption = Annotated[
    str | None, _text("DATE", "Its first day, as 2026-11-21; by default today.")
]
EndOption = Annotated[str | None, _text("DATE", "The last day, in place of --days.", _PLAN)]
CoursesOption = Annotated[str | None, _text("COUNT", "How many courses, one after another.", _PLAN)]
BreakOption = Annotated[
    str | None,
    typer.Option(
        "--break",
        metavar="DAYS",
        rich_help_panel=_PLAN,
        help="Days between courses; by default the fewest documented.",
    ),
]
TimesOption = Annotated[
    str | None, _text("CLOCK", "When a day's doses are taken, for example 08:00,20:00.", _PLAN)
]
TimezoneOption = Annotated[
    str | None,
    _text(
        "ZONE",
        "Where these times are, for example Europe/Berlin; by default wherever you are.",
        _PLAN,
        complete_timezone,
    ),
]
StepOption = Annotated[
    list[str] | None, _text("DOSE x DAYS", "In place of --dose; may be repeated: 250 mcg x 7d.")
]
SkipOption = Annotated[
    str | None, _text("DAYS", "Days of the week without a dose, for example Sat,Sun.", _PLAN)
]
EveryOption = Annotated[
    str | None, _text("DAYS", "Days from dose to dose, as 3: from each course's first day.", _PLAN)
]
OnOption = Annotated[
    str | None, _text("DAYS", "Days of the week with a dose, for example Mon,Thu.", _PLAN)
]
TodayOption = Annotated[
    str | None, _text("DATE", "Add where you stand on the morning of that day.", _PLAN)
]
DiluentKindOption = Annotated[
    str | None,
    _text(
        "KIND",
        "bacteriostatic, sterile or saline: how long it lasts; by default bacteriostatic.",
        _VIALS,
        complete_diluent_kind,
    ),
]
PreservativeFreeOption = Annotated[
    bool,
    _flag(
        "--preservative-free", "Short for --diluent-kind sterile: a vial then lasts a day.", _VIALS
    ),
]
BeyondUseOption = Annotated[
    str | None,
    _text("DAYS", "Days from opening to discarding; by default 28, if preserved.", _VIALS),
]
LeftOption = Annotated[
    str | None,
    _text("AMOUNT", "With --opened: what is left in it, as 1.2 mL, 3 mg or 12 doses.", _VIALS),
]
LeadOption = Annotated[
    str | None, _text("DAYS", "How long an order takes: adds when to order.", _VIALS)
]
WarnBeforeOption = Annotated[
    str | None,
    _text("DAYS", "Remind in the calendar file so long before each discard date.", _VIALS),
]
PriceOption = Annotated[
    str | None, _text("AMOUNT", "What one vial or bottle costs, for example 39.90.", _VIALS)
]
CurrencyOption = Annotated[
    str | None, _text("CODE", "The currency in three letters, for example EUR.", _VIALS)
]
OnHandOption = Annotated[
    str | None, _text("COUNT", "How many unopened vials or bottles you have.", _VIALS)
]
IcsOption = Annotated[
    str | None, _text("FILE", "Write a calendar file, with reminders, too.", _OUTPUT)
]
DiscreetOption = Annotated[
    bool, _flag("--discreet", "With --ics: no name and no dose in the calendar file.")
]

OpenedOption = Annotated[
    str | None,
    typer.Option(
        "--opened",
        "--mixed",
        metavar="DATE",
        rich_help_panel=_VIALS,
        help="When it was made up or opened; by default today, in a course at the first dose. "
        "--mixed is an old name of it.",
    ),
]
LabelSvgOption = Annotated[str | None, _text("FILE", "Write the label as an image.", _OUTPUT)]
SizeOption = Annotated[
    str | None,
    _text("WxHmm", "Size of the image, which prints to scale; by default 50x25mm.", _OUTPUT),
]

KeepOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Copy this column to the output, too, '*' all others; may be repeated. (id is.)",
    ),
]
KitOption = Annotated[
    str | None,
    _text("FILE", "A TOML file with options by name; what is typed beside it wins.", _OWN),
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        envvar=CATALOGUE_VARIABLE,
        rich_help_panel=_OWN,
        help=f"A YAML file of your own to use in place of the tool's; or set {CATALOGUE_VARIABLE}.",
    ),
]

AmountArgument = Annotated[str, typer.Argument(metavar="AMOUNT", help='For example "12 units".')]
UnitArgument = Annotated[
    str, typer.Argument(metavar="UNIT", help="For example mL, %, mg/mL or nmol.")
]
MolarMassOption = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--formulation",
        metavar="NAME",
        help="Whose molar mass to use; by default selank.",
        autocompletion=complete_formulation,
    ),
]


# --- Options that go together, in every command that takes them --------------------------


def dose_options(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    diluent: DiluentOption = None,
    strength: StrengthOption = None,
    volume: VolumeOption = None,
    dose: DoseOption = None,
    draw: DrawOption = None,
    sprays: SpraysOption = None,
    drops: DropsOption = None,
    per_day: PerDayOption = None,
    scale: ScaleOption = None,
    syringe: SyringeOption = None,
    marks: MarksOption = None,
    diluent_kind: DiluentKindOption = None,
    preservative_free: PreservativeFreeOption = False,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    dead_space: DeadSpaceOption = None,
    vial_error: VialErrorOption = None,
    diluent_error: DiluentErrorOption = None,
    vial_size: RoomOption = None,
    spray_volume: SprayVolumeOption = None,
    drop_volume: DropVolumeOption = None,
    bottle: BottleOption = None,
    residual: ResidualOption = None,
    priming: PrimingOption = None,
    weight: WeightOption = None,
    limit: LimitOption = None,
    limit_day: LimitDayOption = None,
    expires: ExpiresOption = None,
    catalogue: CatalogueOption = None,
) -> None:
    """What makes up a dose."""


def chart_options(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    diluent: DiluentOption = None,
    strength: StrengthOption = None,
    scale: ScaleOption = None,
    syringe: ChartSyringeOption = None,
    marks: MarksOption = None,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    vial_size: RoomOption = None,
    spray_volume: SprayVolumeOption = None,
    drop_volume: DropVolumeOption = None,
    weight: WeightOption = None,
    limit: LimitOption = None,
    limit_day: LimitDayOption = None,
    catalogue: CatalogueOption = None,
) -> None:
    """What makes up a chart."""


def diluent_options(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    dose: DoseOption = None,
    vial_size: VialSizeOption = None,
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
    drop_volume: DropVolumeOption = None,
    weight: WeightOption = None,
    limit: LimitOption = None,
    limit_day: LimitDayOption = None,
    strength: DissolvedOption = None,
) -> None:
    """What makes up a choice of diluent."""


def water_options(bac_water: BacWaterOption = None, water: WaterOption = None) -> None:
    """Familiar names for water, accepted on the command line only and not shown in help."""


def kit_options(kit: KitOption = None) -> None:
    """A file with the others."""


def keeping_options(opened: OpenedOption = None, beyond_use: BeyondUseOption = None) -> None:
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
    every: EveryOption = None,
    on: OnOption = None,
    today: TodayOption = None,
    left: LeftOption = None,
    lead: LeadOption = None,
    warn_before: WarnBeforeOption = None,
    price: PriceOption = None,
    currency: CurrencyOption = None,
    on_hand: OnHandOption = None,
) -> None:
    """When doses are taken, and what their vials cost."""


def _show_all(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from .help import help_of

        typer.echo(help_of(context.command, context, everything=True))
        raise typer.Exit


def _help_options(
    help_all: Annotated[
        bool,
        typer.Option(
            "--help-all",
            is_eager=True,
            expose_value=False,
            callback=_show_all,
            help="Explain every option.",
        ),
    ] = False,
) -> None:
    """The option that stands last in every command."""


# What a command takes before its own options.
SHARED: dict[str, tuple[Callable[..., None], ...]] = {
    "chart": (chart_options,),
    "diluent": (diluent_options,),
    "dose": (dose_options, kit_options, water_options),
    "course": (dose_options, kit_options, water_options, plan_options, keeping_options),
    "label": (dose_options, kit_options, water_options, keeping_options),
}


def with_its_options(name: str, command: Callable[..., Any]) -> Callable[..., Any]:
    """The command of that name for Typer, which makes its options of a signature.

    The command's own annotations name options of this module, which it loads for types alone;
    its `**asked` stands for those that it shares with others.
    """
    own = inspect.signature(
        command,
        eval_str=True,
        globals={**getattr(command, "__globals__"), **globals()},  # noqa: B009
    )
    signatures = [*map(inspect.signature, SHARED.get(name, ())), own]
    signatures.append(inspect.signature(_help_options))
    parameters = [
        each
        for signature in signatures
        for each in signature.parameters.values()
        if each.kind is not inspect.Parameter.VAR_KEYWORD
    ]

    def called(help_all: bool = False, **given: Any) -> Any:  # noqa: ARG001 - Typer passes it
        if given.get("kit") is None:
            return command(**given)
        from .kit import called_with

        return called_with(command, given)

    called.__doc__ = command.__doc__
    setattr(called, "__signature__", inspect.Signature(parameters))  # noqa: B010
    return called
