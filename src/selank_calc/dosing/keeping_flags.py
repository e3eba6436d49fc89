"""The check of how long what was opened is used, against what is documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.exact import Fraction
from ..amounts.writing import plural
from .flags import flag
from .keeping import PRESERVED

if TYPE_CHECKING:
    from ..catalogue.codes import Severity
    from .flags import Raised
    from .keeping import Keeping


def beyond_use_longer_than_documented(keeping: Keeping) -> Raised | None:
    """A vial or bottle is discarded more days after its opening than documented.

    It is a warning where there is no preservative, and that is what is documented.
    """
    days, documented = keeping.days, keeping.limit
    if days is None or documented is None or days <= documented.value:
        return None
    limit = plural(int(documented.value), "day")
    message = f"Discarded {days} days after it is opened, later than the documented {limit}."
    severity: Severity | None = None
    if keeping.kind != PRESERVED and keeping.usual is documented:
        severity = "warning"
        message += f" Without a preservative: {keeping._replace(days=int(documented.value)).words}."
    return flag(
        "beyond-use-longer-than-documented", message, Fraction(days), Fraction(documented.value),
        "days", documented.sources, severity,
    )  # fmt: skip
