"""`selank-calc course`: doses over days, with their vials or bottles, and a calendar file."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..courses import plans as planning
from ..courses.dates import LAST_DATE
from ..courses.results import Course
from ..errors import DateError, quoted
from .common import (
    answered,
    exit_code,
    missing_for_a_dose,
    print_each,
    refuse_for_programs,
    refuse_to_write_any,
    with_catalogue,
)

if TYPE_CHECKING:
    from .options import (
        ForceOption,
        FullOption,
        IcsOption,
        JsonOption,
        RecordOption,
        StrictOption,
    )


def course(
    full: FullOption = False,
    as_json: JsonOption = False,
    ics: IcsOption = None,
    record: RecordOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> int:
    """Doses over days: vials or bottles, discard dates, cost, a calendar.

    selank-calc course --vial "5 mg" --diluent "2 mL" --dose "250 mcg" --days 28

    selank-calc course --vial "5 mg" --diluent "2 mL" --step "250 mcg x 7d" --step "400 mcg x 7d"

    selank-calc course -f nasal-spray --sprays 2 --bottle "10 mL" --ics plan.ics
    """
    if as_json:
        refuse_for_programs("JSON", full=full)
    refuse_to_write_any(ics=ics, record=record, force=force)
    stamp = None if ics is None else _stamp()
    typed, asked = asked, with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    if asked["step"]:
        missing.pop("dose", None)
    result = answered(planning.course, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        write_record(record, "course", typed, result.catalogue, result, force=force)
    if ics is not None:
        _write_calendar(ics, result, stamp, force=force)
    if as_json:
        from ..output.records import json_pieces

        sys.stdout.writelines(json_pieces(result.as_dict()))
        print()
    else:
        from ..output.course_table import course_parts

        print_each(course_parts(result, full=full))
    return exit_code(strict, result.flags)


def _write_calendar(path: str, result: Course, stamp: datetime | None, *, force: bool) -> None:
    """Each event as it is made: all of them may be more than fits in memory."""
    from ..output.calendar_file import calendar_lines
    from .whole_file import whole_file

    with whole_file(path, "ics", force=force) as write:
        for lines in calendar_lines(result, stamp=stamp):
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
