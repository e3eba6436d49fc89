"""Thirty typical inputs, ordinary and wrong: what each raises, and whether a person needs it.

docs/flags.md shows them; tests/test_flag_kinds.py runs each. Severities and codes are typed by
hand, worst first. What the screen says in one line is joined by a plus.
"""

from typing import NamedTuple

_VIAL = '--vial "5 mg" --diluent "2 mL"'
_DOSE = f'{_VIAL} --dose "250 mcg"'
_10_MG = '--vial "10 mg" --dose "250 mcg" --diluent'
_ABOVE = "warning daily-above-documented + warning dose-above-documented"
_BELOW = "warning daily-below-documented + warning dose-below-documented"


class Typical(NamedTuple):
    """An input in words and as a command, the flags in their order, and what they are good for."""

    input: str
    command: str
    raised: tuple[str, ...]
    needed: str


_NOTHING = "nothing is wrong"
TYPICAL = [
    Typical("a plain dose", f"dose {_DOSE}", (), _NOTHING),
    Typical("the highest dose, once", f'dose {_VIAL} --dose "500 mcg"', (), _NOTHING),
    Typical("twice a day", f"dose {_DOSE} --per-day 2", (), _NOTHING),
    Typical("the amidate", f'dose -f amidate {_VIAL} --dose "200 mcg"', (), _NOTHING),
    Typical("a spray", "dose -f nasal-spray --sprays 3", (), _NOTHING),
    Typical("a spray from a vial", 'dose -f nasal-spray --vial "5 mg"', (), _NOTHING),
    Typical("a course", f"course {_DOSE} --start 2026-12-01", (), _NOTHING),
    Typical("a label", f"label {_DOSE} --opened 2026-12-01", (), _NOTHING),
    Typical("which diluent", 'diluent --vial "5 mg" --dose "250 mcg"', (), _NOTHING),
    Typical("a large vial", f'dose {_10_MG} "4 mL"', (), _NOTHING),
    Typical(
        "a draw between marks", f'dose {_10_MG} "3 mL"',
        ("caution dose-below-documented", "caution between-marks"),
        "yes: on marks every 0.5 units nothing is wrong, and it says so",
    ),
    Typical(
        "the same, the marks given", f'dose {_10_MG} "3 mL" --marks "1 unit"',
        ("warning dose-below-documented", "caution between-marks"),
        "yes: this barrel can't deliver the dose",
    ),
    Typical(
        "little water", f'dose {_10_MG} "1.6 mL"', ("caution draw-small",),
        "yes: more water makes it exact",
    ),
    Typical(
        "very little water", f'dose {_10_MG} "0.5 mL"',
        ("warning draw-very-small", "warning dose-below-documented", "caution between-marks"),
        "yes: the first is the cause of the others",
    ),
    Typical(
        "a dose between two sprays", 'dose -f nasal-spray --dose "200 mcg"',
        ("caution sprays-not-whole",), "yes: three sprays are 225 mcg",
    ),
    Typical(
        "three of the highest dose", f'dose {_VIAL} --dose "500 mcg" --per-day 3',
        ("warning daily-above-documented",), "yes: each is documented, their product is not",
    ),
    Typical(
        "sterile water", f"course {_DOSE} --diluent-kind sterile --days 7 --start 2026-12-01",
        ("caution beyond-use", "note low-use"), "yes: a vial a day, most of it thrown away",
    ),
    Typical(
        "no documented dose", f"dose -f n-acetyl-selank {_DOSE}",
        ("warning no-documented-range",), "yes",
    ),
    Typical("a little too much", f'dose {_VIAL} --dose "700 mcg"', (_ABOVE,), "yes, in one line"),
    Typical("a little too little", f'dose {_VIAL} --dose "150 mcg"', (_BELOW,), "yes, in one line"),
    Typical(
        "ten times too much", f'dose {_VIAL} --dose "2.5 mg"',
        ("warning unit-slip-suspected", _ABOVE), "yes: the slip first",
    ),
    Typical(
        "a tenth of the dose", f'dose {_VIAL} --dose "25 mcg"',
        ("warning unit-slip-suspected", "warning draw-very-small", _BELOW), "yes: the slip first",
    ),
    Typical(
        "mg for mcg", f'dose {_VIAL} --dose "250 mg"',
        ("warning unit-slip-suspected", "warning dose-exceeds-vial",
         "warning draw-exceeds-syringe", _ABOVE, "caution injection-large"),
        "the first would do; each of the others is a fact of its own",
    ),
    Typical(
        "mg taken for mL", 'dose --vial "5 mg" --diluent "1 mL" --dose "250 mcg" --draw "25 units"',
        ("warning dose-draw-mismatch", _ABOVE), "yes: the slip first, then what it would deliver",
    ),
    Typical(
        "ten times the draw", f'dose {_DOSE} --draw "100 units"',
        ("warning unit-slip-suspected", "warning dose-draw-mismatch", _ABOVE),
        "yes; the first two are one slip seen from the dose and from the draw",
    ),
    Typical(
        "the wrong barrel", f'dose {_DOSE} --draw "10 units" --scale U-40',
        ("warning dose-draw-mismatch", "warning dose-above-documented"),
        "yes: it names the two barrels",
    ),
    Typical(
        "20 mL for 2 mL", 'dose --vial "5 mg" --diluent "20 mL" --dose "250 mcg"',
        ("caution diluent-unusual",), "yes; no more than a caution, as its limit has no document",
    ),
    Typical(
        "a vial with less than the dose", 'dose --vial "400 mcg" --diluent "1 mL" --dose "500 mcg"',
        ("warning dose-exceeds-vial", "warning draw-exceeds-syringe", "caution between-marks"),
        "yes: the first; any other barrel would raise it too",
    ),
    Typical(
        "four times a day", f"dose {_DOSE} --per-day 4",
        ("warning daily-above-documented", "caution frequency-outside-documented"),
        "yes: the day is what counts, and the doses a day are its cause",
    ),
    Typical(
        "half a spray", 'dose -f nasal-spray --dose "40 mcg"',
        ("warning dose-below-one-spray", "warning daily-below-documented",
         "warning dose-below-documented"),
        "yes: the first is the cause of the others; three a day make two amounts of them",
    ),
]  # fmt: skip
