"""`selank-calc course`: doses over days, with their vials or bottles, and a calendar file."""

import os
from datetime import UTC, datetime
from typing import Any

from .. import courses as planning
from ..dates import read_timezone
from ..errors import ConflictingInputError, DateError
from .common import (
    answered,
    exit_if_strict,
    missing_for_a_dose,
    print_rich,
    refuse_to_write,
    with_catalogue,
)
from .options import (
    ForceOption,
    IcsOption,
    JsonOption,
    StrictOption,
    TimezoneOption,
    dose_options,
    keeping_options,
    plan_options,
    with_options,
)


@with_options(dose_options, plan_options, keeping_options)
def course(
    as_json: JsonOption = False,
    ics: IcsOption = None,
    timezone: TimezoneOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> None:
    """Doses over days: vials or bottles, when each is opened and discarded, cost, a calendar.

    selank-calc course --vial "5 mg" --diluent "2 mL" --dose "250 mcg" --days 28

    selank-calc course --vial "5 mg" --diluent "2 mL" --step "250 mcg x 7d" --step "400 mcg x 7d"

    selank-calc course -f nasal-spray --dose "150 mcg" --bottle "10 mL" --ics course.ics
    """
    if timezone is not None and ics is None:
        message = "a time zone is that of a calendar file."
        raise ConflictingInputError(message, "timezone", timezone, "Write also --ics course.ics.")
    refuse_to_write(ics, "ics", force=force)
    stamp = _stamp()
    if timezone is not None:
        read_timezone(timezone, "timezone")
    asked = with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    if asked["step"]:
        missing.pop("dose", None)
    result = answered(planning.course, asked, missing)
    if ics is not None:
        from .whole_file import write_whole

        write_whole(ics, result.as_calendar(timezone, stamp), "ics", force=force)
    if as_json:
        from ..output.records import as_json as json_text

        print(json_text(result.as_dict()))
    else:
        print_rich(result)
    exit_if_strict(strict, result.flags)


def _stamp() -> datetime | None:
    """When the calendar file was made, where a build has to be reproducible."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = "SOURCE_DATE_EPOCH is no number of seconds since 1970."
        raise DateError(message, None, seconds, "Unset it, or set it to such a number.") from error
