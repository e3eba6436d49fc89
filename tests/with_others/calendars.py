"""Calendar files in khal, calcurse, libical and ical.js, against the JSON of the course."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.command_line import arguments_of
from tests.output.test_calendar_read_back import COURSES, ZONES

from .programs import Outcome, ProgramError, found, run, tool, version_of

HERE = Path(__file__).parent
MINUTES = 5 * 60  # that a dose takes
VIAL = ("--vial", "5 mg", "--diluent", "2 mL", "--times", "02:30,20:00")
NEXT = "\x1e"  # before each entry of a list
STEPS = ("--step", "250 mcg x 7d", "--step", "400 mcg x 7d")  # 800 mcg a day are above 675


class Event(NamedTuple):
    """An event as a person sees it in a calendar, once for each time that it repeats."""

    at: datetime | date  # what the clocks of the course show
    seconds: int
    title: str  # up to its first " = "
    is_warned: bool = False


class Made(NamedTuple):
    """A calendar file, and what its course has in JSON."""

    name: str
    file: Path
    course: dict
    is_discreet: bool = False


def made(folder, name, *arguments, zone=None):
    """The files of one course, made by the command."""
    file = folder / f"{name.replace(' ', '-').replace('/', '-')}.ics"
    where = ("--timezone", zone) if zone else ()
    printed = tool("course", *arguments, *where, "--ics", file, "--json", "--force")
    return Made(name, file, json.loads(printed), "--discreet" in arguments)


def all_made(folder):
    """Every kind of course, each in another zone; those at night, when clocks change, in all."""
    zones = [zone for zone in ZONES if zone] * len(COURSES)
    asked = [
        (name, words, zone) for (name, words), zone in zip(COURSES.items(), zones, strict=False)
    ]
    asked += [("at night", COURSES["at night"], zone) for zone in ZONES]
    start = ("--start", "2027-02-01")
    for name, words, zone in dict.fromkeys((n, json.dumps(w), z) for n, w, z in asked):
        yield made(folder, f"{name} {zone}", *arguments_of(json.loads(words)), *start, zone=zone)
    spring = (*VIAL, *STEPS, "--start", "2027-03-20", "--warn-before", "2")
    yield made(folder, "two steps", *spring, zone="Europe/Berlin")
    yield made(folder, "discreet", *spring, "--discreet", zone="Europe/Berlin")


# --- What the course has --------------------------------------------------------------


def expected(of):
    """Each event that its JSON asks for, and how often."""
    return Counter([*_doses(of), *_containers(of)])


def zone_of(of):
    return ZoneInfo(of.course["timezone"] or "UTC")


def _doses(of):
    course, zone = of.course, zone_of(of)
    warned = _warned_steps(course)
    for day in course["days_detail"]:
        title = "Reminder" if of.is_discreet else f"{course['name']}: {day['dose_mcg']:g} mcg"
        is_warned = day["step"] in warned and not of.is_discreet
        for clock in course["times"][: day["doses"]]:
            at = datetime.fromisoformat(f"{day['date']}T{clock}").replace(tzinfo=zone)
            # By way of UTC: a time that the clocks skip is an hour later, as RFC 5545 reads it.
            yield Event(_shown(at.astimezone(UTC), zone), MINUTES, title, is_warned)


def _shown(moment, zone):
    """What the clocks show; nearly all programs take the second of a time that they show twice."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _warned_steps(course):
    """The numbers of the steps whose dose or day a warning is of."""
    of = {flag["value"] for flag in course["flags"] if flag["severity"] == "warning"}
    return {
        number
        for number, step in enumerate(course["steps"], 1)
        if of & {step["dose_mcg"], step["delivered_mcg"], step["daily_mcg"]}
    }


def _containers(of):
    course = of.course
    for opening in course["openings"]:
        number, discard_on = opening["number"], opening["discard_on"]
        name = f"{course['container']} {number} of {course['name']}"
        kinds = {"open": f"{'Open' if course['diluent_ml'] is None else 'Mix'} {name}",
                 "discard": f"Discard {name}", "warn": f"Discard {name} on {discard_on}"}  # fmt: skip
        if of.is_discreet:
            kinds = {kind: f"Reminder: {kind} {number}" for kind in kinds}
        yield _all_day(opening["opened"], kinds["open"])
        is_dated = not (
            opening["ended"] == "empty"
            and (discard_on is None or opening["last_dose"] < discard_on)
        )
        gone_on = discard_on if is_dated else opening["last_dose"]
        if gone_on is not None:
            yield _all_day(gone_on, kinds["discard"])
        if gone_on is not None and is_dated and course["warn_before_days"]:
            warned_on = date.fromisoformat(gone_on) - timedelta(course["warn_before_days"])
            if f"{warned_on}" >= course["start"]:
                yield _all_day(f"{warned_on}", kinds["warn"])


def _all_day(day, title):
    return Event(date.fromisoformat(day), 0, title)


# --- What each program understands ----------------------------------------------------


def _event(start, seconds, title, is_warned, zone):
    """A dose, from seconds since 1970."""
    at = _shown(datetime.fromtimestamp(start, UTC), zone)
    return Event(at, seconds, title.partition(" = ")[0], is_warned)


def _is_warned(description):
    return re.search(r"^\s*Warning: ", description, re.M) is not None


def by_libical(of, folder):
    program, zone = folder.parent / "read_calendar", zone_of(of)
    if not program.exists():
        flags = run("pkg-config", "--cflags", "--libs", "libical").split()
        strict = "-Wall", "-Wextra", "-Werror"
        run(found("cc", "gcc"), *strict, "-o", program, HERE / "read_calendar.c", *flags)
    events = Counter()
    for each in run(program, stdin=of.file.read_text(encoding="utf-8")).splitlines():
        start, end, is_whole_day, is_warned, title = each.split("\t", 4)
        if is_whole_day == "1":
            events[Event(datetime.fromtimestamp(int(start), UTC).date(), 0, title)] += 1
        else:
            events[_event(int(start), int(end) - int(start), title, is_warned == "1", zone)] += 1
    return events


def by_ical_js(of, folder):
    shown = run("node", HERE / "read_calendar.cjs", stdin=of.file.read_text(encoding="utf-8"))
    return Counter(
        Event(date.fromisoformat(start[:10]), 0, title)
        if is_whole_day
        else _event(moment, seconds, title, _is_warned(description), zone_of(of))
        for start, moment, seconds, is_whole_day, title, description in json.loads(shown)
    )


def by_calcurse(of, folder):
    own = found("calcurse"), "-q", "-D", folder, "-C", folder
    zone = zone_of(of)  # its calendar has one, that of the computer
    if " 0 skipped" not in (imported := run(*own[:1], *own[2:], "-i", of.file, TZ=zone.key)):
        raise ProgramError(imported.strip())
    shown = f"{NEXT}%(start:epoch)\t%(end:epoch)\t%m\t%N"
    listed = run(
        *own, "-Q", "--input-datefmt", "4", "--output-datefmt", f"{NEXT}%Y-%m-%d", *_range(of),
        "--format-apt", shown, "--format-recur-apt", shown, "--format-event", f"{NEXT}\t%m", "--format-recur-event", f"{NEXT}\t%m",
        TZ=zone.key,
    )  # fmt: skip
    events = Counter()
    for day, each in _by_day(listed):
        start, *rest = each.split("\t", 3)
        if not start:
            events[Event(day, 0, rest[0].strip())] += 1
            continue
        end, title, note = rest
        event = _event(int(start), int(end) - int(start), title, _is_warned(note), zone)
        events[event] += event.at.date() == day  # an event over midnight stands on both days
    return events


def by_khal(of, folder):
    (folder / "events").mkdir()
    zone = zone_of(of)
    config = folder / "config"
    config.write_text(
        f"[calendars]\n[[own]]\npath = {folder / 'events'}\n[sqlite]\npath = {folder / 'cache'}\n"
        f"[default]\ndefault_calendar = own\n"
        f"[locale]\nlocal_timezone = {zone.key}\ndefault_timezone = {zone.key}\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    khal = found("khal"), "-c", config
    run(*khal, "import", "--batch", of.file)
    _from, first, _to, last = _range(of)
    listed = run(
        *khal, "list", first, last, "--day-format", f"{NEXT}{{date}}:",
        "--format", f"{NEXT}{{all-day}}\t{{start}}\t{{end}}\t{{title}}\t{{description}}",
    )  # fmt: skip
    events = Counter()
    for day, each in _by_day(listed):
        is_whole_day, start, end, title, description = each.split("\t", 4)
        if is_whole_day == "True":
            events[Event(day, 0, title)] += start == f"{day}"
            continue
        at, until = (_moments(each, zone) for each in (start, end))
        begun, ended = min(product(at, until), key=lambda pair: abs(pair[1] - pair[0]))
        event = _event(begun, ended - begun, title, _is_warned(description), zone)
        events[event] += start.startswith(f"{day}")
    return events


def _moments(shown, zone):
    """In seconds since 1970: both of a time that the clocks show twice."""
    at = datetime.fromisoformat(shown).replace(tzinfo=zone)
    return [int(at.replace(fold=fold).timestamp()) for fold in (0, 1)]


def _by_day(listed):
    """Each entry of a list with the day that it stands below."""
    day = None
    for each in listed.split(NEXT):
        if re.fullmatch(r"[0-9-]{10}:\s*", each):
            day = date.fromisoformat(each[:10])
        elif each.strip():
            yield day, each


def _range(of):
    """From the day before its first event to the day after its last, in the words of calcurse."""
    last = max([of.course["end"], *(each["discard_on"] or "" for each in of.course["openings"])])
    first = date.fromisoformat(of.course["start"]) - timedelta(1)
    return "--from", f"{first}", "--to", f"{date.fromisoformat(last) + timedelta(2)}"


# --- All of it ------------------------------------------------------------------------


class Reader(NamedTuple):
    """A program that reads calendar files, and of which zone it reads none."""

    program: str
    version: Callable[[], str | None]  # None: it is not here
    read: Callable[[Made, Path], Counter]
    leaves_out: str = ""


def _libical():
    if found("pkg-config") is None or found("cc", "gcc") is None:
        return None
    asked = subprocess.run(
        ["pkg-config", "--modversion", "libical"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or None


def _ical_js():
    if found("node") is None:
        return None
    asked = subprocess.run(
        ["node", "-p", "require.resolve('ical.js')"], capture_output=True, text=True, check=False
    )
    packages = (each / "package.json" for each in Path(asked.stdout.strip()).parents)
    package = next((each for each in packages if each.exists()), None)
    return package and json.loads(package.read_text(encoding="utf-8"))["version"]


READERS = (
    Reader("khal", partial(version_of, "khal"), by_khal),
    # It lists a day as 24 hours from the midnight before: where that is skipped, as in Chile, it
    # misses the first hour of all later days, and an import by days of the week never ends.
    Reader("calcurse", partial(version_of, "calcurse"), by_calcurse, "America/Santiago"),
    Reader("libical (as in Evolution)", _libical, by_libical),
    Reader("ical.js (as in Thunderbird)", _ical_js, by_ical_js),
)


def outcomes(folder):
    """What each program makes of the calendar files."""
    files = list(all_made(folder))
    for reader in READERS:
        own = [each for each in files if zone_of(each).key != reader.leaves_out]
        events = sum(expected(each).total() for each in own)
        read = f"{len(own)} calendar files, {events:,} events: time, length, title, warning"
        version = reader.version()
        differs = version and [line for each in own for line in compared(reader, each, folder)]
        yield Outcome(reader.program, version, read, differs)


def compared(reader, of, folder):
    """Where the program understood another event than the course has, a line each."""
    with TemporaryDirectory(dir=folder) as own:
        try:
            read = reader.read(of, Path(own))
        except (ProgramError, ValueError) as failed:
            return [f"{of.name}: {failed}"]
    asked = expected(of)
    missing, more = asked - read, read - asked
    return [
        *(f"{of.name}: misses {count} of {tuple(each)}" for each, count in missing.items()),
        *(f"{of.name}: has {count} too many of {tuple(each)}" for each, count in more.items()),
    ]
