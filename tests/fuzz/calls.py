"""Calls of the library: one to three arguments given what nobody should give."""

from selank_calc import SelankCalcError

from .. import hostile
from .texts import unprintable_error


def made(random):
    called = random.choice(list(hostile.CALLS))
    function = hostile.CALLS[called][0]
    names = [name for other, name, _words in hostile.CALLS.values() if other is function]
    chosen = random.sample(names, min(len(names), random.choice((1, 2, 2, 3))))
    return called, {name: random.choice(list(hostile.HOSTILE)) for name in chosen}


def check(given):
    called, kinds = given
    function, _name, words = hostile.CALLS[called]
    values = {name: hostile.HOSTILE[kind] for name, kind in kinds.items()}
    result = hostile.outcome(function, {**words, **values})
    if isinstance(result, SelankCalcError):
        yield from unprintable_error(result)
