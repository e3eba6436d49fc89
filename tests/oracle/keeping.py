"""How long what was opened is used, by FACTS on vials: of its diluent, and how it is taken."""

from datetime import date, timedelta
from types import SimpleNamespace

from .amounts import RefusedError, count
from .figures import DAYS_IN_USE, IN_USE_SOURCES, NASAL, formulation
from .flags import Flag

KINDS = ("bacteriostatic", "sterile", "saline")


def refuse_what_is_of_a_diluent(words):
    """Refuses its kind where nothing is dissolved."""
    if not is_dissolved(words):
        for name in ("diluent_kind", "preservative_free"):
            if words.get(name):
                raise RefusedError("conflict", name)


def is_dissolved(words):
    is_powder = formulation(words) not in NASAL and not words.get("strength")
    return is_powder or bool(words.get("vial") or words.get("diluent"))


def diluent_kind(words):
    """As given, or bacteriostatic; None where nothing is dissolved."""
    named, is_free = words.get("diluent_kind"), words.get("preservative_free")
    if not is_dissolved(words):
        return None
    if named is None:
        return "sterile" if is_free else KINDS[0]
    kind = named.lower().replace("water", "").strip()
    kind = KINDS[0] if kind == "bac" else kind
    if kind not in KINDS:
        raise RefusedError("unknown-name", "diluent_kind")
    if is_free and kind == KINDS[0]:
        raise RefusedError("conflict", "diluent_kind")
    return kind


def keeping(made, beyond_use=None):
    """The days, what is said and raised of them, and whether none is kept for another day."""
    kind, is_vial = made.diluent_kind, made.formulation not in NASAL
    given = count({"beyond_use": beyond_use}, "beyond_use")
    if kind is None:
        words = "until the maker's date" if given is None else counted(given)
        return SimpleNamespace(days=given, words=words, at_once=False, flags=[], assumed=())
    what = "preserved" if kind == "bacteriostatic" else "vial" if is_vial else "spray"
    days = DAYS_IN_USE[what] if given is None else given
    limit = "vial" if what == "vial" else "preserved"
    flags = []
    if days > DAYS_IN_USE[limit]:
        severity = "warning" if what == "vial" else None
        flags = [
            Flag("beyond-use-longer-than-documented", days, DAYS_IN_USE[limit],
                 IN_USE_SOURCES[limit], severe=severity)
        ]  # fmt: skip
    at_once = what == "vial" and days == 1
    words = f"{counted(days)} in the refrigerator"
    if at_once:
        words = "use at once; at most 24 hours in the refrigerator"
    assumed = ("beyond_use",) if given is None else ()
    return SimpleNamespace(days=days, words=words, at_once=at_once, flags=flags, assumed=assumed)


def discarded(keeps, opened, expires):
    """From which day on it is not used, and what decided that: the day after the expiry, or sooner."""
    days = [] if keeps.days is None else [(opened + timedelta(keeps.days), "beyond-use")]
    after = [(expires + timedelta(1), "expiry")] if expires else []
    return min([*after, *days], key=lambda each: each[0], default=(None, None))


def expiry(text):
    """A day, or the last one of a month."""
    if text is None:
        return None
    if len(text) == len("2027-01"):
        first = date.fromisoformat(f"{text}-01")
        return (first + timedelta(31)).replace(day=1) - timedelta(1)
    return date.fromisoformat(text)


def counted(days):
    return "1 day" if days == 1 else f"{days} days"
