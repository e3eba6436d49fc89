"""`selank-calc course`: doses over days, with their vials or bottles, and a calendar file."""

import os
import re
from datetime import UTC, datetime
from typing import Any

from .. import courses as planning
from ..dates import LAST_DATE, read_timezone
from ..errors import ConflictingInputError, DateError, quoted
from .common import (
    answered,
    exit_if_strict,
    missing_for_a_dose,
    print_rich,
    refuse_to_write,
    with_catalogue,
    write_whole,
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
    stamp = None if ics is None else _stamp()
    if timezone is not None:
        read_timezone(timezone, "timezone")
    asked = with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    if asked["step"]:
        missing.pop("dose", None)
    result = answered(planning.course, asked, missing)
    if ics is not None:
        write_whole(ics, result.as_calendar(timezone, stamp))
    if as_json:
        from ..output.records import as_json as json_text

        print(json_text(result.as_dict()))
    else:
        print_rich(result)
    exit_if_strict(strict, result.flags)


def _stamp() -> datetime | None:
    """When the calendar file was made, where a build has to be reproducible."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return None
    if re.fullmatch(r"[0-9]{1,10}", seconds):
        stamp = datetime.fromtimestamp(int(seconds), UTC)
        if stamp.date() <= LAST_DATE:
            return stamp
    message = f"SOURCE_DATE_EPOCH is {quoted(seconds)}, not a number of seconds since 1970."
    hint = "Unset it, or set it to digits only, for example 1763683200."
    raise DateError(message, None, seconds, hint)
