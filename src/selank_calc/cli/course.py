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
    write_whole,
)
from .options import (
    BeyondUseOption,
    BreakOption,
    CoursesOption,
    CurrencyOption,
    DaysOption,
    EndOption,
    ForceOption,
    IcsOption,
    JsonOption,
    OnHandOption,
    PreservativeFreeOption,
    PriceOption,
    SkipOption,
    StartOption,
    StepOption,
    StrictOption,
    TimesOption,
    TimezoneOption,
    TodayOption,
    with_dose_options,
)


@with_dose_options
def course(
    days: DaysOption = None,
    start: StartOption = None,
    end: EndOption = None,
    courses: CoursesOption = None,
    break_days: BreakOption = None,
    times: TimesOption = None,
    step: StepOption = None,
    skip: SkipOption = None,
    today: TodayOption = None,
    beyond_use: BeyondUseOption = None,
    preservative_free: PreservativeFreeOption = False,
    price: PriceOption = None,
    currency: CurrencyOption = None,
    on_hand: OnHandOption = None,
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
    plan = {
        "days": days,
        "start": start,
        "end": end,
        "courses": courses,
        "break_days": break_days,
        "times": times,
        "step": step or (),
        "skip": skip or (),
        "today": today,
        "beyond_use": beyond_use,
        "preservative_free": preservative_free,
        "price": price,
        "currency": currency,
        "on_hand": on_hand,
    }
    missing = missing_for_a_dose(asked)
    if step:
        missing.pop("dose", None)
    result = answered(planning.course, {**asked, **plan}, missing)
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
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = "SOURCE_DATE_EPOCH is no number of seconds since 1970."
        raise DateError(message, None, seconds, "Unset it, or set it to such a number.") from error
