"""Every dose of a calendar file is where `days_detail` has it, in whatever program reads it.

Three readers that share no code: icalendar with recurring-ical-events, vobject with dateutil,
and ical.js, which is not tested where node or the package is not there (`npm install ical.js`,
and NODE_PATH naming its node_modules).
"""

import json
import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from vobject.icalendar import getTzid, registerTzid

from selank_calc import course

ZONES = (
    "Europe/Berlin",
    "Africa/Casablanca",  # an hour back in Ramadan, by no rule of the year
    "Australia/Lord_Howe",  # half an hour
    "America/Santiago",  # at midnight: the day has no 00:00
    "Asia/Kolkata",  # never
    "UTC",
    None,
)
VIAL = {"vial": "5 mg", "diluent": "2 mL"}
# Five of a day at its changes: at midnight, skipped, shown twice, and ending after a change.
AT_NIGHT = "00:00,01:58,02:10,02:30,23:57"
COURSES = {
    "a year": {**VIAL, "dose": "250 mcg", "days": 365},
    "at night": {**VIAL, "dose": "100 mcg", "days": 365, "times": AT_NIGHT},
    "steps": {
        **VIAL, "step": [f"{mcg} mcg x {days}d" for mcg, days in ((250, 30), (300, 30), (350, 30))],
        "times": "02:30,20:00", "courses": 3, "break_days": 20, "skip": "Wed,Sat",
    },
    "no Sundays": {**VIAL, "dose": "250 mcg", "times": "00:00,02:15", "skip": "Sun", "days": 300},
    "every third day": {
        **VIAL, "dose": "250 mcg", "times": "02:30,20:00", "every": 3, "courses": 3, "days": 100,
        "break_days": 10,
    },
    "every other day but Sundays": {
        **VIAL, "step": ["250 mcg x 50d", "300 mcg x 200d"], "times": "00:00,02:15", "every": "2d",
        "skip": "Sun",
    },
    "Mondays and Thursdays": {
        **VIAL, "dose": "250 mcg", "times": "02:30", "on": "Mon,Thu", "days": 300,
    },
    "sprays": {
        "formulation": "spray", "sprays": 2, "bottle": "10 mL", "times": "00:30,02:30,12:00",
        "courses": 4, "break_days": 30, "days": 60,
    },
    "a vial a dose": {
        "vial": "0.3 mg", "diluent": "2 mL", "dose": "250 mcg", "days": 60, "times": AT_NIGHT,
    },
}  # fmt: skip


def planned(plan):
    """Each dose by the clock, and its moment: as RFC 5545 reads a time that is skipped."""
    zone = None if plan.timezone is None else ZoneInfo(plan.timezone)
    return Counter(
        moment(datetime.combine(day.date, at, zone))
        for day in plan.days_detail
        for at in plan.times
    )


def moment(when):
    """In a zone the moment, which tells also a time that the clocks show twice; else the time."""
    return when if when.tzinfo is None else when.astimezone(UTC)


def is_a_dose(event):
    return any(part.name == "VALARM" for part in event.subcomponents)


def by_icalendar(raw, plan):
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(
        plan.start - timedelta(days=2), plan.end + timedelta(days=2)
    )
    doses = [event for event in events if is_a_dose(event)]
    # by the clock: where it is set back meanwhile, recurring-ical-events adds that hour
    lengths = {each.end.replace(tzinfo=None) - each.start.replace(tzinfo=None) for each in doses}
    assert lengths == {timedelta(minutes=5)}
    return Counter(moment(each.start) for each in doses)


def by_vobject(raw, plan):
    if plan.timezone is not None and getTzid(plan.timezone, smart=False) is not None:
        registerTzid(plan.timezone, None)  # it keeps the zone of the file that it read before
    found = Counter()
    for event in vobject.readOne(raw.decode()).vevent_list:
        if "valarm" in event.contents:
            rules = event.getrruleset(addRDate=True)
            found.update(map(moment, rules or [event.dtstart.value]))
    return found


def ical_js():
    """Node, if it has ical.js."""
    node = which("node")
    if node is None:
        pytest.skip("node is not here")
    tried = subprocess.run([node, "-e", "require('ical.js')"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("node has no ical.js: npm install ical.js, and name its folder in NODE_PATH")
    return node


def by_ical_js(raw, plan):
    script = Path(__file__).with_name("read_back.cjs")
    done = subprocess.run([ical_js(), str(script)], input=raw, capture_output=True, check=True)
    shown = json.loads(done.stdout)
    assert {seconds for _time, _moment, seconds in shown} == {300}
    zone = None if plan.timezone is None else ZoneInfo(plan.timezone)
    found = Counter()
    for time, at, _seconds in shown:
        when = datetime.fromisoformat(time).replace(tzinfo=zone)
        if zone is not None:
            # Of a time that the clocks show twice it takes the second, RFC 5545 the first.
            assert datetime.fromtimestamp(at, zone).replace(tzinfo=None, fold=0) == (
                when.replace(tzinfo=None)
            )
        found[moment(when)] += 1
    return found


# Every course where the clocks change, and in every zone the one whose doses are at the changes.
PLANS = [(name, "Europe/Berlin") for name in COURSES]
PLANS += [("at night", zone) for zone in ZONES if zone != "Europe/Berlin"] + [("steps", None)]


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ical_js])
@pytest.mark.parametrize(("name", "zone"), PLANS)
def test_every_dose_is_at_its_moment_once_and_no_other(name, zone, read):
    plan = course(**COURSES[name], start="2027-02-01", timezone=zone)
    assert read(plan.as_calendar(), plan) == planned(plan)
