"""The base of every result: a frozen value whose fields are made of its stages when read.

A field is declared once, by a function of the result with the field's unit; its docstring is
its description. Fields, not stages, are what a result shows and records.
"""

from __future__ import annotations

from decimal import Decimal
from operator import is_
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from .amounts.exact import NOT_LESS, NOT_MORE, SHOWN, Fraction, decimal
from .shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Context
    from typing import Never, NoReturn, Protocol, Self

Value_co = TypeVar("Value_co", covariant=True)
# Integers up to here are exact in every JSON reader, which may keep numbers as doubles.
_LARGEST_EXACT = 10**15
_PLAIN = {str, int, float, bool, type(None), dict}  # as they are in JSON


class attribute(Generic[Value_co]):  # noqa: N801 - read as a decorator
    """An attribute of a result: made of its stages when it is first read, then kept."""

    def __init__(self, make: Callable[[Any], Value_co]) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        self.name: str = make.__name__

    if TYPE_CHECKING:  # at run time it must not be one that sets: what is kept is found first

        def __set__(self, result: object, value: Never) -> None: ...

    @overload
    def __get__(self, result: None, owner: type) -> Self: ...
    @overload
    def __get__(self, result: object, owner: type) -> Value_co: ...
    def __get__(self, result: Any, owner: type) -> Any:
        if result is None:
            return self
        value = result.__dict__[self.name] = self.value(result)
        return value

    def value(self, result: Any) -> Any:
        """The value of the attribute."""
        return self.make(result)


class field(attribute[Value_co]):  # noqa: N801 - likewise
    """An attribute that is in the record of its result."""

    unit: str | None = None
    instead_of: str | None = None  # the field of a base that this one is, under its own name

    def called(self, name: str, said: str) -> Self:
        """The same field as another kind of result calls it, which then has it in its place."""
        renamed = object.__new__(type(self))
        renamed.__dict__.update(self.__dict__, name=name, instead_of=self.name, __doc__=said)
        return renamed

    def plain(self, result: Any) -> Any:
        """The same as JSON has it."""
        held = result.__dict__
        value = held[self.name] if self.name in held else self.make(result)
        return value if type(value) in _PLAIN else as_plain(value)


class in_days(field[Value_co]):  # noqa: N801 - likewise
    """A field that counts days."""

    unit: str | None = "days"


class _Amount(field[Any]):
    """A number in a unit: exact as it is made, a Decimal of 28 digits as it is read."""

    def __init__(self, make: Callable[[Any], Any], unit: str | None, rounding: Context) -> None:
        super().__init__(make)
        self.unit, self.rounding = unit, rounding

    def value(self, result: Any) -> Decimal | None:
        exact = self.make(result)
        return None if exact is None else decimal(exact, self.rounding)

    def plain(self, result: Any) -> int | float | None:
        exact = self.make(result)
        return None if exact is None else nearest(exact)


class exact_parts(field[Value_co]):  # noqa: N801 - likewise
    """A record of amounts and counts: exact as it is made, in Decimals as it is read."""

    def value(self, result: Any) -> Any:
        """The record with its amounts rounded."""
        parts: Any = self.make(result)
        if parts is None:
            return None
        return type(parts)._make(each if type(each) is int else decimal(each) for each in parts)

    def plain(self, result: Any) -> dict[str, int | float] | None:
        """The numbers under their names."""
        parts: Any = self.make(result)
        if parts is None:
            return None
        return {name: nearest(part) for name, part in parts._asdict().items()}


if TYPE_CHECKING:

    class _In(Protocol):
        @overload
        def __call__(self, make: Callable[[Any], Fraction], /) -> field[Decimal]: ...
        @overload
        def __call__(self, make: Callable[[Any], Fraction | None], /) -> field[Decimal | None]: ...


def amount(unit: str | None, rounding: Context = SHOWN) -> _In:
    """A field that holds an amount in that unit."""

    def declared(make: Callable[[Any], Any]) -> Any:
        return _Amount(make, unit, rounding)

    return declared


mcg: _In = amount("mcg")
ml: _In = amount("mL")
mcg_per_ml: _In = amount("mcg/mL")
mcg_per_kg: _In = amount("mcg/kg")
units: _In = amount("units")
percent: _In = amount("%")
# The ends of an interval are rounded outward, so that it is never narrower than it is.
lowest_mcg: _In = amount("mcg", NOT_MORE)
highest_mcg: _In = amount("mcg", NOT_LESS)


# --- As JSON has it -------------------------------------------------------------------


def nearest(exact: Fraction) -> int | float:
    """An exact number as a JSON number: the nearest, whole if its 28 digits are.

    >>> nearest(Fraction(250)), nearest(Fraction(1, 10))
    (250, 0.1)
    """
    above, below = exact.numerator, exact.denominator
    if below == 1:
        return above if -_LARGEST_EXACT < above < _LARGEST_EXACT else float(above)
    number: float = above / below
    if number.is_integer() and abs(number) < _LARGEST_EXACT and decimal(exact) == int(number):
        return int(number)
    return number


def as_number(value: Decimal) -> int | float:
    """A Decimal as a JSON number, exact up to 15 significant digits.

    >>> as_number(Decimal("250.00")), as_number(Decimal("0.1"))
    (250, 0.1)
    """
    number = float(value)
    if number.is_integer() and abs(number) < _LARGEST_EXACT and value == (whole := int(number)):
        return whole
    return number


def as_plain(value: Any) -> Any:
    """Decimals as numbers, frozen values as dicts, tuples as lists, all the way down."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is Decimal:
        return as_number(value)
    if isinstance(value, tuple):
        # Most of what is nested is text, and spared a call.
        plain = [each if type(each) in _PLAIN else as_plain(each) for each in value]
        return plain if kind is tuple else kind._make(plain)._asdict()
    return value.isoformat()  # a date: its class is not loaded where there is none


# --- A result -------------------------------------------------------------------------


class Exact(tuple[int, int]):
    """A Fraction as it is pickled: readable where another library makes the Fractions."""

    __slots__ = ()


class View(Shown):
    """A frozen result: its stages, and the fields that are made of them.

    Two are equal if their stages are.
    """

    _stages: ClassVar[tuple[str, ...]]
    _long: ClassVar[tuple[str, ...]] = ()  # fields that would fill the screen of a repr
    _lacking: ClassVar[tuple[str, ...]] = ()  # fields of its base that it does not have

    def __init__(self, *stages: object) -> None:
        held = self.__dict__
        for name, stage in zip(self._stages, stages, strict=True):
            held[name] = stage

    def __setattr__(self, name: str, value: object) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"{type(self).__name__} can't be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    def _held(self) -> tuple[Any, ...]:
        return tuple([self.__dict__[name] for name in self._stages])

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._held() == other._held()

    def __hash__(self) -> int:
        return hash(self._held())

    def __repr__(self) -> str:
        names = (name for name in fields_of(type(self)) if name not in self._long)
        shown = (f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (type(self), tuple(map(_packed, self._held())))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _copied: object) -> Self:
        return self

    def as_dict(self) -> dict[str, Any]:
        """The object that `--json` prints, as plain data ready for `json.dumps`.

        Numbers are exact up to 15 significant digits; the attributes are exact to 28.
        """
        return {name: plain(self) for name, plain in plain_of(type(self))}

    def plain(self, *names: str) -> dict[str, Any]:
        """Those of the named fields that it has, as in its record."""
        declared = fields_of(type(self))
        return {name: declared[name].plain(self) for name in names if name in declared}


# What a person must not miss stands at the end, where a terminal leaves it in view.
_LAST = ("assumed", "flags")


_fields: dict[type, dict[str, field[Any]]] = {}


def fields_of(result: type[View]) -> dict[str, field[Any]]:
    """The fields of a kind of result by their names, in the order of its record."""
    if result in _fields:
        return _fields[result]
    declared: dict[str, field[Any]] = {}
    for kind in reversed(result.__mro__):
        own = {name: each for name, each in vars(kind).items() if isinstance(each, field)}
        renamed = {each.instead_of: name for name, each in own.items()}
        kept = {renamed.get(name, name): each for name, each in declared.items()}
        declared = {**kept, **own}
    for name in result._lacking:
        del declared[name]
    for name in _LAST:
        if name in declared:
            declared[name] = declared.pop(name)
    _fields[result] = declared
    return declared


_plain: dict[type, list[tuple[str, Callable[[Any], Any]]]] = {}


def plain_of(result: type[View]) -> list[tuple[str, Callable[[Any], Any]]]:
    """The names in the record of a kind of result, and what makes the value of each."""
    if result not in _plain:
        _plain[result] = [(name, each.plain) for name, each in fields_of(result).items()]
    return _plain[result]


def _packed(value: Any) -> Any:
    if isinstance(value, Fraction):
        return Exact((value.numerator, value.denominator))
    if isinstance(value, tuple):
        return _each(value, _packed)
    return value


def _each(value: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """The tuple, of its own kind, with that change of each part; itself where none changes."""
    parts = [change(each) for each in value]
    if all(map(is_, parts, value)):
        return value
    kind: Any = type(value)
    return kind(*parts) if hasattr(kind, "_fields") else tuple(parts)


def _made_exact(value: Any) -> Any:
    if isinstance(value, Exact):
        return Fraction(*value)
    return _each(value, _made_exact) if isinstance(value, tuple) else value


def _unpacked(kind: Any, stages: tuple[Any, ...]) -> Any:
    return kind(*map(_made_exact, stages))
