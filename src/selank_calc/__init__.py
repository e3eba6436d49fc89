"""Dose arithmetic for Selank, on exact decimals, with what is documented beside it.

The public names are loaded when they are first used, so that importing the package
costs next to nothing.
"""

__version__ = "0.2.0"

TYPE_CHECKING = False  # to type checkers it is True; loading `typing` for it takes 6 ms
if TYPE_CHECKING:
    from .amounts.fields import Mass as Mass
    from .amounts.fields import Volume as Volume
    from .batches.answers import batch as batch
    from .batches.schemas import schema as schema
    from .catalogue.documented import formulations as formulations
    from .catalogue.file import load_catalogue as load_catalogue
    from .catalogue.frozen_catalogue import CATALOGUE as CATALOGUE
    from .catalogue.model import Catalogue as Catalogue
    from .catalogue.model import Formulation as Formulation
    from .catalogue.model import Range as Range
    from .catalogue.model import Syringe as Syringe
    from .cli.kit import load_kit as load_kit
    from .conversions import Conversion as Conversion
    from .conversions import convert as convert
    from .courses.parts import CourseDay as CourseDay
    from .courses.parts import CourseStep as CourseStep
    from .courses.parts import Opening as Opening
    from .courses.parts import Standing as Standing
    from .courses.parts import VialInUse as VialInUse
    from .courses.plans import course as course
    from .courses.results import Course as Course
    from .dosing.charts import Chart as Chart
    from .dosing.charts import chart as chart
    from .dosing.diluents import DiluentChoice as DiluentChoice
    from .dosing.diluents import diluent as diluent
    from .dosing.doses import dose as dose
    from .dosing.flags import Flag as Flag
    from .dosing.results import DropDose as DropDose
    from .dosing.results import Drops as Drops
    from .dosing.results import Mark as Mark
    from .dosing.results import SprayDose as SprayDose
    from .dosing.results import Sprays as Sprays
    from .dosing.results import VialDose as VialDose
    from .errors import CatalogueError as CatalogueError
    from .errors import ConflictingInputError as ConflictingInputError
    from .errors import DateError as DateError
    from .errors import DimensionError as DimensionError
    from .errors import KitError as KitError
    from .errors import MissingInputError as MissingInputError
    from .errors import OutOfBoundsError as OutOfBoundsError
    from .errors import QuantityError as QuantityError
    from .errors import RowError as RowError
    from .errors import SelankCalcError as SelankCalcError
    from .errors import UnitError as UnitError
    from .errors import UnknownNameError as UnknownNameError
    from .flag_kinds import FlagKind as FlagKind
    from .flag_kinds import FlagLimit as FlagLimit
    from .flag_kinds import flags as flags
    from .labels import Label as Label
    from .labels import label as label

_MODULES = {
    "CATALOGUE": "catalogue.frozen_catalogue",
    "Catalogue": "catalogue.model",
    "CatalogueError": "errors",
    "Chart": "dosing.charts",
    "ConflictingInputError": "errors",
    "Conversion": "conversions",
    "Course": "courses.results",
    "CourseDay": "courses.parts",
    "CourseStep": "courses.parts",
    "DateError": "errors",
    "DiluentChoice": "dosing.diluents",
    "DimensionError": "errors",
    "DropDose": "dosing.results",
    "Drops": "dosing.results",
    "Flag": "dosing.flags",
    "FlagKind": "flag_kinds",
    "FlagLimit": "flag_kinds",
    "Formulation": "catalogue.model",
    "KitError": "errors",
    "Label": "labels",
    "Mark": "dosing.results",
    "Mass": "amounts.fields",
    "MissingInputError": "errors",
    "Opening": "courses.parts",
    "OutOfBoundsError": "errors",
    "QuantityError": "errors",
    "Range": "catalogue.model",
    "RowError": "errors",
    "SelankCalcError": "errors",
    "SprayDose": "dosing.results",
    "Sprays": "dosing.results",
    "Standing": "courses.parts",
    "Syringe": "catalogue.model",
    "UnitError": "errors",
    "UnknownNameError": "errors",
    "VialDose": "dosing.results",
    "VialInUse": "courses.parts",
    "Volume": "amounts.fields",
    "batch": "batches.answers",
    "chart": "dosing.charts",
    "convert": "conversions",
    "course": "courses.plans",
    "diluent": "dosing.diluents",
    "dose": "dosing.doses",
    "flags": "flag_kinds",
    "formulations": "catalogue.documented",
    "label": "labels",
    "load_catalogue": "catalogue.file",
    "load_kit": "cli.kit",
    "schema": "batches.schemas",
}
__all__ = ["__version__", *_MODULES]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value  # so that this runs once a name
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
