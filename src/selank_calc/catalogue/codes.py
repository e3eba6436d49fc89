"""The codes of all flags, each with its severity: notes of a catalogue stand beside them.

What they mean, and why each is so severe, is in `flag_kinds.py`, which a start does not load.
"""

from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["warning", "caution", "note"]

# In the order in which they are shown, worst first.
CODES: dict[str, Severity] = {
    "unit-slip-suspected": "warning",
    "powder-exceeds-diluent": "warning",
    "diluent-exceeds-vial": "warning",
    "dose-exceeds-vial": "warning",
    "dose-exceeds-bottle": "warning",
    "dose-draw-mismatch": "warning",
    "draw-exceeds-syringe": "warning",
    "draw-very-small": "warning",
    "no-diluent-fits": "warning",
    "dose-below-one-spray": "warning",
    "no-documented-range": "warning",
    "above-own-limit": "warning",
    "daily-above-documented": "warning",
    "daily-below-documented": "warning",
    "dose-above-documented": "warning",
    "dose-below-documented": "warning",
    "after-expiry": "warning",
    "frequency-outside-documented": "caution",
    "course-longer-than-documented": "caution",
    "break-shorter-than-documented": "caution",
    "beyond-use-longer-than-documented": "caution",
    "time-skipped": "caution",
    "step-change": "caution",
    "beyond-use": "caution",
    "diluent-unusual": "caution",
    "injection-large": "caution",
    "draw-small": "caution",
    "between-marks": "caution",
    "sprays-not-whole": "caution",
    "low-use": "note",
    "nostril-volume-large": "note",
}
