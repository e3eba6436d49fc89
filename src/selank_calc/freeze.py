"""Writes the frozen modules: what the hot path needs of pint's, pydantic's and Typer's work.

Run `python -m selank_calc.freeze` after a change to units.txt, to data/formulations.yaml or
to the options of a command; a test fails until that is done.
"""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.models import ArgumentInfo

from .amounts.registry import vocabulary

HEADER = '"""Generated from {origin} by `python -m selank_calc.freeze`; not edited by hand."""\n'

# The commands that an ordinary command line calls without Typer.
STRAIGHT = ("dose", "diluent", "course", "label", "chart", "convert")


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


def options_module() -> str:
    """The text of frozen_options.py: what the commands take that are called without Typer."""
    rows = "".join(f"    {name!r}: {_taken_by(name)},\n" for name in STRAIGHT)
    return (
        HEADER.format(origin="the commands")
        + "\nfrom typing import Any\n\n"
        + "# command: (its words without an option, {option: (argument, what it takes)},\n"
        + "# {argument: its value where it is not given, unless that is None or False})\n"
        + f"OPTIONS: dict[str, tuple[Any, ...]] = {{\n{rows}}}\n"
    )


def _taken_by(name: str) -> str:
    """What that command takes, from the declarations that Typer makes its options of."""
    from .cli.options import with_its_options
    from .cli.straight import command

    arguments, options, usual = [], "", {}
    for each in signature(with_its_options(name, command(name))).parameters.values():
        kind, declared = get_args(each.annotation)
        if not declared.expose_value:
            continue
        if isinstance(declared, ArgumentInfo):
            arguments.append(each.name)
            continue
        # Typer's `default` is the first name, where it was given any.
        names = (
            [declared.default, *declared.param_decls]
            if declared.default is not ...
            else [f"--{each.name.replace('_', '-')}"]
        )
        for option in names:
            options += f"            {option!r}: ({each.name!r}, {_values(kind)!r}),\n"
        if each.default not in (None, False):
            usual[each.name] = each.default
    indent = " " * 8
    rows = f"{indent}{tuple(arguments)!r},\n{indent}{{\n{options}{indent}}},\n{indent}{usual!r},\n"
    return f"(\n{rows}    )"


def _values(kind: Any) -> str | tuple[str, ...]:
    """What an option of that type takes."""
    if kind is bool:
        return "nothing"
    if get_origin(kind) is Literal:
        return get_args(kind)
    is_list = any(get_origin(each) is list for each in (kind, *get_args(kind)))
    return "texts" if is_list else "text"


def main() -> None:
    """Write the frozen modules."""
    package = Path(__file__).parent
    (package / "amounts" / "frozen_units.py").write_text(units_module(), encoding="utf-8")
    (package / "catalogue" / "frozen_catalogue.py").write_text(catalogue_module(), encoding="utf-8")
    (package / "cli" / "frozen_options.py").write_text(options_module(), encoding="utf-8")


if __name__ == "__main__":
    main()
