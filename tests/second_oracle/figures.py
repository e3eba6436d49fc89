"""What is documented, typed from the sources once more."""

from fractions import Fraction
from typing import NamedTuple

F = Fraction


class Formulation(NamedTuple):
    """What is documented on one of them. `dose`, `per_day`, `course` and `pause` are low and high."""

    name: str
    device: str
    route: str | None
    molar: Fraction
    dose: tuple[Fraction, Fraction] | None = None
    per_day: tuple[int, int] | None = None
    course: tuple[int, int] | None = None
    pause: tuple[int, int] | None = None
    source: str = "guide"
    confirmed: bool = True


FORMULATIONS = {
    "selank": Formulation(
        "Selank (TP-7)",
        "vial",
        "subcutaneous, nasal at the same range",
        F(75189, 100),
        (F(250), F(500)),
        (1, 3),
        (14, 28),
        (7, 14),
    ),
    "n-acetyl-selank-amidate": Formulation(
        "N-acetyl Selank amidate",
        "vial",
        "subcutaneous or nasal",
        F(79294, 100),
        (F(200), F(400)),
        (1, 2),
        (14, 28),
        (7, 14),
    ),
    "nasal-spray": Formulation(
        "Selank 0.15 % nasal spray",
        "spray",
        "intranasal",
        F(75189, 100),
        (F(150), F(225)),
        (3, 3),
        source="review",
    ),
    "nasal-drops": Formulation(
        "Selank 0.15 % nasal drops",
        "drop",
        "intranasal",
        F(75189, 100),
        (F(300), F(900)),
        (3, 3),
        (14, 14),
        (7, 21),
        source="label-ru",
        confirmed=False,
    ),
    "n-acetyl-selank": Formulation("N-acetyl Selank (NA-Selank)", "vial", None, F(79392, 100)),
}
ALIASES = {
    "amidate": "n-acetyl-selank-amidate",
    "na-selank-amidate": "n-acetyl-selank-amidate",
    "spray": "nasal-spray",
    "drops": "nasal-drops",
    "na-selank": "n-acetyl-selank",
}
DAY_LOW, DAY_HIGH = F(200), F(675)
DOCUMENTED_STRENGTH = F(1500)  # mcg/mL: 0.15 %, of sprays and drops
DOCUMENTED_SPRAY = F(5, 100)  # mL, of a spray and of a drop
DROP_BOTTLE = F(3)

UNITS_PER_ML = {"U-100": 100, "U-40": 40, "U-500": 500}
# Capacity in mL, and the distances between marks with which it is sold, the usual one first.
BARRELS: dict[str, list[tuple[Fraction, tuple[Fraction, ...]]]] = {
    "U-100": [(F(3, 10), (F(1), F(1, 2))), (F(1, 2), (F(1),)), (F(1), (F(2), F(1)))],
    "U-500": [(F(1, 2), (F(5),))],
    "U-40": [
        (F(3, 10), (F(1), F(1, 2))),
        (F(1, 2), (F(1), F(1, 2))),
        (F(1), (F(1),)),
        (F(2), (F(2), F(1))),
    ],
}
SMALL, VERY_SMALL = F(5), F(2)  # units
MOST_IN_A_VIAL, MOST_INJECTED, MOST_IN_A_NOSTRIL = F(10), F(3, 2), F(3, 10)
PRESERVED_DAYS, UNPRESERVED_DAYS, UNPRESERVED_SPRAY_DAYS = 28, 1, 14
DEFAULT_VIAL_SIZE = F(3)
