"""`selank-calc course`: doses over days, with their vials or bottles, and a calendar file."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..amounts.days import LAST_DATE
from ..courses import plans as planning
from ..courses.results import Course
from ..errors import ConflictingInputError, DateError, quoted
from .common import (
    Printed,
    answered,
    exit_code,
    form_of,
    missing_for_a_dose,
    print_as,
    refuse_to_write_any,
    with_catalogue,
)

if TYPE_CHECKING:
    from .options import (
        DiscreetOption,
        ForceOption,
        FormatOption,
        FullOption,
        IcsOption,
        JsonOption,
        RecordOption,
        StrictOption,
    )

PRINTED = Printed("course_table.course_parts", "plain_others.course_plain", "records.course_rows")


def course(
    full: FullOption = False,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    ics: IcsOption = None,
    record: RecordOption = None,
    discreet: DiscreetOption = False,
    force: ForceOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> int:
    """Doses over days: vials or bottles, discard dates, cost, a calendar.

    selank-calc course --vial "5 mg" --diluent "2 mL" --dose "250 mcg" --days 28

    selank-calc course --vial "5 mg" --diluent "2 mL" --step "250 mcg x 7d" --step "400 mcg x 7d"

    selank-calc course -f nasal-spray --sprays 2 --bottle "10 mL" --ics plan.ics
    """
    form = form_of(output, as_json=as_json, full=full)
    if discreet and ics is None:
        message = "it is the calendar file that is discreet, and none is written."
        raise ConflictingInputError(message, "discreet", None, "Write also --ics course.ics.")
    kit, typed = asked.pop("kit"), asked
    is_typed = kit is None or "warn_before" not in kit.values
    if asked["warn_before"] is not None and ics is None and is_typed:
        message = "it is the calendar file that warns, and none is written."
        raise ConflictingInputError(message, "warn_before", None, "Write also --ics course.ics.")
    refuse_to_write_any(ics=ics, record=record, force=force)
    stamp = None if ics is None else _stamp()
    asked = with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    if asked["step"]:
        missing.pop("dose", None)
    result = answered(planning.course, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        write_record(record, "course", typed, result, force=force)
    if ics is not None:
        _write_calendar(ics, result, stamp, force=force, discreet=discreet)
    print_as(form, result, PRINTED, kit, full=full)
    return exit_code(strict, result.flags)


def _write_calendar(
    path: str, result: Course, stamp: datetime | None, *, force: bool, discreet: bool
) -> None:
    """Each event as it is made: all of them may be more than fits in memory."""
    from ..output.calendar_file import calendar_lines
    from .whole_file import whole_file

    with whole_file(path, "ics", force=force) as write:
        for lines in calendar_lines(result, stamp=stamp, discreet=discreet):
            write(lines)


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
