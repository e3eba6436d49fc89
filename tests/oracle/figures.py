"""What is documented, typed in again from its sources."""

from fractions import Fraction
from typing import NamedTuple

WINDOW_MCG = (200, 675)
WINDOW_SOURCES = "guide, review"


class Documented(NamedTuple):
    """Of one formulation; None where nothing is."""

    dose_mcg: tuple[int, int] | None
    doses_per_day: tuple[int, int] | None
    most_days: int | None
    fewest_days_between: int | None
    grams_per_mole: str
    source: str
    raises_flags: bool = True


DOCUMENTED = {
    "selank": Documented((250, 500), (1, 3), 28, 7, "751.89", "guide"),
    "n-acetyl-selank-amidate": Documented((200, 400), (1, 2), 28, 7, "792.94", "guide"),
    "nasal-spray": Documented((150, 225), (3, 3), None, None, "751.89", "review"),
    # FACTS.md: the label being unconfirmed, its range is shown and raises nothing
    "nasal-drops": Documented((300, 900), (3, 3), 14, 7, "751.89", "label-ru", False),
    "n-acetyl-selank": Documented(None, None, None, None, "793.92", "review"),
}
ALSO_CALLED = {
    "amidate": "n-acetyl-selank-amidate",
    "na-selank-amidate": "n-acetyl-selank-amidate",
    "spray": "nasal-spray",
    "drops": "nasal-drops",
    "na-selank": "n-acetyl-selank",
}
# units per mL: (capacity in mL, usual spacing of marks, other spacings)
BARRELS = {
    "U-100": (100, (("0.3", "1", "0.5"), ("0.5", "1"), ("1", "2", "1"))),
    "U-500": (500, (("0.5", "5"),)),
    "U-40": (40, (("0.3", "1", "0.5"), ("0.5", "1", "0.5"), ("1", "1"), ("2", "2", "1"))),
}
# ISO 7886-1, of the capacity and of the volume; from half the capacity up of the volume alone
OF_CAPACITY, OF_VOLUME, FROM_HALF = Fraction(15, 1000), Fraction(2, 100), Fraction(5, 100)
SMALL_UNITS, VERY_SMALL_UNITS = 5, 2
STRENGTH, SPRAY, BOTTLE_OF_DROPS = "0.15 %", "0.05 mL", "3 mL"  # a drop is 0.05 mL, too
NASAL = ("nasal-spray", "nasal-drops")
IN_DROPS = {"drops": "sprays", "drop_volume": "spray_volume"}  # what drops have in its place
SPRAY_SHARES = (Fraction(80, 100), Fraction(120, 100))  # USP <601>
# EMA CPMP/QWP/159/96 and USP <797>; USP <795> of a spray without a preservative
DAYS_IN_USE = {"preserved": 28, "vial": 1, "spray": 14}
IN_USE_SOURCES = {"preserved": "usp-797, ema-159-96", "vial": "ema-159-96"}
USUAL_DAYS = 14
MOST_DAYS = 3653
COMMON_VIAL = "3 mL"
# FACTS.md: peptide vials hold 2, 3, 5 or 10 mL; PMID 27378678; "0.2 to 0.3 mL", unconfirmed
MOST_IN_A_VIAL_ML, MOST_INJECTED_ML = 10, Fraction(15, 10)
MOST_IN_A_NOSTRIL_ML = Fraction(3, 10)


def formulation(words):
    """The id of the formulation that is asked for."""
    name = words.get("formulation") or "selank"
    name = name.strip().lower()
    return ALSO_CALLED.get(name, name)
