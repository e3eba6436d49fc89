"""Dose arithmetic for Selank, on exact decimals, with what is documented beside it.

The public names are loaded when they are first used, so that importing the package
costs next to nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # to type checkers it is True; loading `typing` for it takes 6 ms
if TYPE_CHECKING:
    from .batches import batch as batch
    from .catalogue import Catalogue as Catalogue
    from .catalogue import Formulation as Formulation
    from .catalogue import Range as Range
    from .catalogue import Syringe as Syringe
    from .catalogue_file import load_catalogue as load_catalogue
    from .conversions import Conversion as Conversion
    from .conversions import convert as convert
    from .course_results import Course as Course
    from .course_results import CourseDay as CourseDay
    from .course_results import CourseStep as CourseStep
    from .course_results import Opening as Opening
    from .course_results import Standing as Standing
    from .courses import course as course
    from .diluent_choice import DiluentChoice as DiluentChoice
    from .diluent_choice import diluent as diluent
    from .documented import formulations as formulations
    from .dosing.doses import dose as dose
    from .dosing.flags import Flag as Flag
    from .dosing.results import Mark as Mark
    from .dosing.results import SprayDose as SprayDose
    from .dosing.results import Sprays as Sprays
    from .dosing.results import VialDose as VialDose
    from .errors import CatalogueError as CatalogueError
    from .errors import ConflictingInputError as ConflictingInputError
    from .errors import DateError as DateError
    from .errors import DimensionError as DimensionError
    from .errors import MissingInputError as MissingInputError
    from .errors import OutOfBoundsError as OutOfBoundsError
    from .errors import QuantityError as QuantityError
    from .errors import RowError as RowError
    from .errors import SelankCalcError as SelankCalcError
    from .errors import UnitError as UnitError
    from .errors import UnknownNameError as UnknownNameError
    from .fields import Mass as Mass
    from .fields import Volume as Volume
    from .frozen_catalogue import CATALOGUE as CATALOGUE
    from .labels import Label as Label
    from .labels import label as label
    from .schemas import schema as schema

_MODULES = {
    "CATALOGUE": "frozen_catalogue",
    "Catalogue": "catalogue",
    "CatalogueError": "errors",
    "ConflictingInputError": "errors",
    "Conversion": "conversions",
    "Course": "course_results",
    "CourseDay": "course_results",
    "CourseStep": "course_results",
    "DateError": "errors",
    "DiluentChoice": "diluent_choice",
    "DimensionError": "errors",
    "Flag": "dosing.flags",
    "Formulation": "catalogue",
    "Label": "labels",
    "Mark": "dosing.results",
    "Mass": "fields",
    "MissingInputError": "errors",
    "Opening": "course_results",
    "OutOfBoundsError": "errors",
    "QuantityError": "errors",
    "Range": "catalogue",
    "RowError": "errors",
    "SelankCalcError": "errors",
    "SprayDose": "dosing.results",
    "Sprays": "dosing.results",
    "Standing": "course_results",
    "Syringe": "catalogue",
    "UnitError": "errors",
    "UnknownNameError": "errors",
    "VialDose": "dosing.results",
    "Volume": "fields",
    "batch": "batches",
    "convert": "conversions",
    "course": "courses",
    "diluent": "diluent_choice",
    "dose": "dosing.doses",
    "formulations": "documented",
    "label": "labels",
    "load_catalogue": "catalogue_file",
    "schema": "schemas",
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
