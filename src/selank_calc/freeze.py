"""Writes the frozen modules: what the hot path needs of pint's and pydantic's work.

Run `python -m selank_calc.freeze` after a change to units.txt or to
data/formulations.yaml; a test fails until that is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .amounts.registry import vocabulary

HEADER = '"""Generated from {origin} by `python -m selank_calc.freeze`; not edited by hand."""\n'


def units_module() -> str:
    """The text of frozen_units.py: every name of a unit, its dimension and its factor."""
    registry = vocabulary()
    dimensions = {
        "microgram": "mass",
        "milliliter": "volume",
        "microgram / milliliter": "concentration",
        "syringe_unit": "number of syringe units",
        "nanomole": "number of moles",
    }
    rows = []
    for name in registry:
        for canonical, dimension in dimensions.items():
            if registry.Unit(name).is_compatible_with(canonical):
                factor = registry.Quantity(registry.non_int_type(1), name).to(canonical).magnitude
                above, below = factor.as_integer_ratio()
                rows.append(f"    {name!r}: ({dimension!r}, Fraction({above}, {below})),\n")
    return (
        HEADER.format(origin="units.txt")
        + "\nfrom .exact import Fraction\n\n"
        + "# name: (dimension, how many mcg, mL, mcg/mL or marks it is)\n"
        + "UNITS: dict[str | None, tuple[str, Fraction]] = {\n"
        + "".join(sorted(rows))
        + "}\n"
    )


def catalogue_module() -> str:
    """The text of frozen_catalogue.py: the catalogue as it comes with the package."""
    from .catalogue import model  # both need frozen_units, which may just have been written
    from .catalogue.file import default_catalogue_text, parse_catalogue

    value = parse_catalogue(default_catalogue_text(), "data/formulations.yaml")
    text = _source(value, "")
    own = (name for name, each in vars(model).items() if isinstance(each, type))
    classes = sorted(name for name in own if name != "Decimal" and f"{name}(" in text)
    return (
        HEADER.format(origin="data/formulations.yaml")
        + "\nfrom decimal import Decimal\n\n"
        + "from .model import (\n"
        + "".join(f"    {name},\n" for name in classes)
        + f")\n\nCATALOGUE = {text}\n"
    )


def _source(value: Any, indent: str) -> str:
    """Python source for a value of the catalogue, one entry a line."""
    if not isinstance(value, tuple):
        return repr(value)
    deeper = indent + "    "
    if hasattr(value, "_asdict"):
        usual = getattr(value, "_field_defaults", {})
        entries = [
            f"{name}={_source(each, deeper)}"
            for name, each in value._asdict().items()
            if name not in usual or each != usual[name]
        ]
        opening = f"{type(value).__name__}("
    else:
        entries, opening = [_source(each, deeper) for each in value], "("
    if not entries:
        return "()"
    short = f"{opening}{', '.join(entries)}{',' if opening == '(' and len(entries) == 1 else ''})"
    if len(indent + short) < 90 and "\n" not in short:
        return short
    return opening + "\n" + "".join(f"{deeper}{entry},\n" for entry in entries) + f"{indent})"


def main() -> None:
    """Write both modules."""
    package = Path(__file__).parent
    (package / "amounts" / "frozen_units.py").write_text(units_module(), encoding="utf-8")
    (package / "catalogue" / "frozen_catalogue.py").write_text(catalogue_module(), encoding="utf-8")


if __name__ == "__main__":
    main()
