"""The short way, `selank-calc 5mg/2mL 250mcg`: put into the words of `dose` before they are read.

One word says what is taken from, with a slash or a percent sign, and one what is taken. Each
number needs its unit, so nothing is guessed; what does not fit is refused with the long form.
Where a command stands first this is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..amounts.frozen_units import UNITS
from ..amounts.reading import misread
from ..errors import MissingInputError, harmless, quoted
from .frozen_options import OPTIONS
from .straight import stand_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTED = {"spray": "sprays", "sprays": "sprays", "drop": "drops", "drops": "drops"}
_NASAL = {"sprays": "nasal-spray", "drops": "nasal-drops"}
_BODY_MASSES = ("kg", "lb")
_DRAWN = ("volume", "number of syringe units")
_FROM, _TAKEN = ("vial", "diluent", "strength"), ("dose", "draw", *_NASAL)


class Long(NamedTuple):
    """A line as `dose` reads it, and which of its arguments were typed without their names."""

    words: list[str]
    unnamed: tuple[str, ...] = ()


class _Line(NamedTuple):
    """A line in parts: words without an option, those with one, and the arguments these name."""

    amounts: list[str]
    options: list[str]
    named: set[str]


def in_long(words: list[str]) -> Long:
    """The words of `dose` for a line of the short way; any other line as it is.

    >>> in_long(["5mg/2mL", "250mcg", "--json"]).words
    ['dose', '--vial', '5mg', '--diluent', '2mL', '--dose', '250mcg', '--json']
    >>> in_long(["2sprays"]).words, in_long(["convert", "5mg", "mcg"]).words
    (['dose', '-f', 'nasal-spray', '--sprays', '2'], ['convert', '5mg', 'mcg'])
    """
    line = _parted(words)
    if not line.amounts or not _is_a_number(line.amounts[0]):
        return Long(words)
    try:
        given = _given(line)
    except MissingInputError:
        if "" in line.named:  # help, or a slip in an option
            return Long(["dose", *line.options])
        raise
    return Long(["dose", *_as_options(given), *line.options], tuple(given))


def _parted(words: list[str]) -> _Line:
    """Splits the line; stops at the first option unknown to `dose`, which will refuse it."""
    known: dict[str, tuple[str, object]] = OPTIONS["dose"][1]
    line, rest = _Line([], [], set()), iter(words)
    for word in rest:
        if word[:1] != "-" or _is_a_number(word):
            line.amounts.append(word)
            continue
        line.options.append(word)
        option, has_value, _ = word.partition("=") if word[:2] == "--" else (word[:2], word[2:], "")
        name, takes = known.get(option, ("", ""))
        if not name:
            line.options.extend(rest)
        elif takes != "nothing" and not has_value:
            line.options.extend(value for value in (next(rest, None),) if value is not None)
        line.named.add(name)
    return line


def _given(line: _Line) -> dict[str, str]:
    """The arguments that the words are; refuses what does not go together."""
    pairs: list[tuple[str, str]] = []
    faults: list[str] = []
    if apart := stand_apart(line.amounts, {*UNITS, *_COUNTED}):
        faults = [f'{" and ".join(apart)} stand apart. Write "{" ".join(apart)}" in quotes.']
        line = line._replace(amounts=_joined(line.amounts))
    for word in line.amounts:
        found, fault = _read(word)
        pairs += found
        faults += [fault] if fault else []
    given = dict(reversed(pairs))  # of two, the first
    faults += _faults(pairs, line)
    if "formulation" not in line.named and (name := _nasal(given)):
        if "draw" in given:
            faults.append("a percentage is read as a nasal spray, which no syringe draws.")
            given["formulation"] = "selank"  # for the hint: of a vial it is written in full
        else:
            given["formulation"] = name
    if faults:
        raise MissingInputError(faults[0], None, None, _hint(pairs, given, line))
    return given


def _joined(words: list[str]) -> list[str]:
    """The words, each number with the unit that stands behind it."""
    joined = words[:1]
    for word in words[1:]:
        if stand_apart([joined[-1], word], {*UNITS, *_COUNTED}):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _read(word: str) -> tuple[list[tuple[str, str]], str]:
    """What one word is, '5mg/2mL' a vial and its diluent, '10units' a draw; or its fault."""
    above, slash, below = (part.strip() for part in word.partition("/"))
    is_mixed = bool(slash) and _is_a_number(below)
    for part in (above, below) if is_mixed else (above,):
        if not _is_a_number(part) or not _unit(part):
            fault = "has no unit" if _is_a_number(part) else "is not an amount"
            return [], f"{quoted(part or word)} {fault}."
    if is_mixed:
        return _mixed(word, above, below)
    measured = _measures(above)
    if measured == "concentration" or (slash and UNITS.get(below, ("",))[0] == "volume"):
        return [("strength", word)], ""
    if name := _COUNTED.get(_unit(word).lower()):
        return [(name, word[: -len(_unit(word))].strip())], ""
    fault, unit = "", _unit(above)
    if not (measured or misread(unit)):  # of which `dose` says why it is refused
        fault = f"{quoted(word)} has an unknown unit: {quoted(unit)}."
    if measured and slash and below not in _BODY_MASSES:
        fault = f"{quoted(word)} is neither a strength, as 5mg/mL is, nor a dose by body mass."
    field = "draw" if measured in _DRAWN and not slash else "dose"
    return [] if fault else [(field, word)], fault


def _mixed(word: str, vial: str, diluent: str) -> tuple[list[tuple[str, str]], str]:
    if "/" in diluent or len(_unit(diluent).replace(",", " ").split()) > 1:
        return [], f"{quoted(word)} is more than a vial and its diluent."
    if (_measures(vial), _measures(diluent)) == ("volume", "mass"):
        return [("vial", diluent), ("diluent", vial)], f"{quoted(word)} is the wrong way round."
    return [("vial", vial), ("diluent", diluent)], ""


def _faults(pairs: list[tuple[str, str]], line: _Line) -> Iterator[str]:
    """What is given twice, and what is missing."""
    given = dict(pairs)
    if _lacks_a_slash(given):
        yield "a vial and its diluent have a slash between them, as 5mg/2mL has."
    for fields in (_FROM, _TAKEN):
        alike = [
            word for word in line.amounts if not dict(_read(word)[0]).keys().isdisjoint(fields)
        ]
        if len(alike) > 1:
            both = "To check one by the other, write their options."
            is_checked = fields is _TAKEN and len(given.keys() & {*fields}) > 1
            both = both if is_checked else "Write one of them."
            yield f"{quoted(alike[0])} and {quoted(alike[1])} are given. {both}"
    for field in line.named & given.keys():
        yield f"{quoted(given[field])} is given, and --{field} too."
    known = line.named | given.keys()
    if "kit" in known:  # which may have it
        return
    if known.isdisjoint({*_FROM, *_NASAL, "formulation"}):
        yield "what the dose is taken from is missing."
    if known.isdisjoint(_TAKEN):
        yield "what is taken is missing: a dose, a draw, sprays or drops."


def _lacks_a_slash(given: dict[str, str]) -> bool:
    return given.keys() == {"dose", "draw"} and _measures(given["draw"]) == "volume"


def _nasal(given: dict[str, str]) -> str:
    """The formulation that sprays, drops or a percentage mean where none is named."""
    for field, name in _NASAL.items():
        if field in given:
            return name
    is_percent = "/" not in given.get("strength", "/")
    return _NASAL["sprays"] if is_percent else ""


def _as_options(given: dict[str, str]) -> list[str]:
    options = ["-f", given["formulation"]] if "formulation" in given else []
    for field in (*_FROM, *_TAKEN):
        options += [f"--{field}", given[field]] if field in given else []
    return options


def _hint(pairs: list[tuple[str, str]], given: dict[str, str], line: _Line) -> str:
    """The long form, with examples of what is missing."""
    given = {field: text for field, text in given.items() if field not in line.named}
    if _lacks_a_slash(given):
        vial, *doses = [text for field, text in pairs if field == "dose"]
        given = {"vial": vial, "diluent": given["draw"]} | ({"dose": doses[0]} if doses else {})
    known = line.named | given.keys()
    if known.isdisjoint({*_FROM, *_NASAL, "formulation"}):
        given |= {"vial": "5 mg", "diluent": "2 mL"}
    if known.isdisjoint(_TAKEN):
        given["dose"] = "250 mcg"
    return f"Write for example: {_typed([*_as_options(given), *line.options])}"


def refuse_behind(command: str, words: list[str], options: list[str]) -> None:
    """Raises MissingInputError, with the line to write, for amounts behind a command's name."""
    known = {name for name, _takes in OPTIONS[command][1].values()}
    pairs = [pair for word in reversed(words) for pair in _read(word)[0]]
    given = {field: text for field, text in pairs if field in known}
    if name := _nasal(given):
        given["formulation"] = name
    if given:
        message = f"{quoted(words[0])} stands without its option behind {command}."
        hint = f"Write: {_typed([*_as_options(given), *options], command)}"
        raise MissingInputError(message, None, None, hint)


def say_in_long(words: list[str]) -> None:
    """Prints the command in the words of `dose`."""
    from .lines import wrapped_command

    print("The same in full:", *wrapped_command(_typed(words[1:]), "  "), sep="\n")


def _typed(words: list[str], command: str = "dose") -> str:
    """The command as it is typed, without a Greek letter."""
    from .lines import typed

    plain = dict.fromkeys(map(ord, "\u00b5\u03bc"), "u")
    return harmless(typed(["selank-calc", command, *(word.translate(plain) for word in words)]))


def _is_a_number(word: str) -> bool:
    """True if it begins like a number."""
    first = word.lstrip().lstrip("+-").lstrip(".")[:1]
    return first.isascii() and first.isdecimal()


def _unit(amount: str) -> str:
    """The unit after the number; an exponent belongs to it, and a comma, which `dose` refuses."""
    unit = amount.lstrip("+-.,0123456789 ")
    power = unit[1:].lstrip("+-")
    return (
        power.lstrip("0123456789") if unit[:1] in "eE" and _is_a_number(power) else unit
    ).strip()


def _measures(amount: str) -> str:
    return UNITS.get(_unit(amount), ("",))[0]
