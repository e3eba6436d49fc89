"""Catalogues: the one that comes with the package, with some of its lines changed."""

import json
import re

from selank_calc import SelankCalcError, chart, convert, course, diluent, dose, flags, label
from selank_calc.catalogue.file import default_catalogue_text, parse_catalogue

from .texts import text, unprintable

SHIPPED = default_catalogue_text().splitlines()
FIGURES = (
    "0", "1", "0.001", "1000000000", "999 g", "0.0001 mL", "10 L", "7.5 units", "-1", "3 mL", "~", "{}", "[]",
    "1e9", ".inf", ".nan", "2026-11-21", "yes",
)  # fmt: skip
_FIGURE = re.compile(r"[0-9][0-9.]*( mc?g| mL| units| %)?")
VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "333 mcg"}
SPRAY = {"formulation": "spray", "dose": "333 mcg", "bottle": "10 mL"}
DROPS = {"formulation": "drops", "dose": "333 mcg"}
CALCULATED = (
    (dose, {**VIAL, "dead_space": "0.01 mL"}),
    (dose, SPRAY),
    (dose, DROPS),
    (diluent, {"vial": "5 mg", "dose": "333 mcg"}),
    (course, {**VIAL, "start": "2026-11-21", "courses": 2}),
    (label, {**SPRAY, "opened": "2026-11-21"}),
    (chart, {"vial": "5 mg", "diluent": "2 mL"}),
    (convert, {"amount": "12 units", "to": "nmol", "vial": "5 mg", "diluent": "2 mL"}),
)
CHOSEN = 4


def made(random):
    """The changed text, and what is calculated with it if it can be used."""
    lines = list(SHIPPED)
    for _change in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(lines))
        kind = random.random()
        if kind < 0.4:
            lines[at] = _FIGURE.sub(lambda _figure: random.choice(FIGURES), lines[at], count=1)
        elif kind < 0.5:
            del lines[at]
        elif kind < 0.6:
            lines.insert(at, random.choice(lines))
        else:
            lines[at] = text(random, (lines[at],))
    return "\n".join(lines), sorted(random.sample(range(len(CALCULATED)), CHOSEN))


def check(given):
    changed, chosen = given
    try:
        catalogue = parse_catalogue(changed, "mine.yaml")
    except SelankCalcError as error:
        yield from unprintable(f"{error}", "the faults")
        return
    for calculate, words in [CALCULATED[at] for at in chosen]:
        try:
            json.dumps(calculate(**words, catalogue=catalogue).as_dict(), allow_nan=False)
        except SelankCalcError as error:
            yield from unprintable(f"{error}", "the error")
    flags(catalogue=catalogue)
