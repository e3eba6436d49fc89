"""What an error says, in the words of the command line."""

import re

from ..errors import CALL, CALL_ENDS, NAME, NAME_ENDS

_NAMED = re.compile(f"{NAME}(\\w+)=?([^{NAME_ENDS}]*){NAME_ENDS}")
_CALLED = re.compile(f"{CALL}(\\w+)\\((.*?)\\){CALL_ENDS}")
_PAIR = re.compile(r'\{"(\w+)": "(.*)"\}')


def in_options(hint: str) -> str:
    """A hint with its names as options, and its calls as commands.

    >>> from selank_calc.errors import called, named
    >>> print(in_options(named("column", {"diluent": "BAC water (mL)"})))
    --column diluent="BAC water (mL)"
    >>> print(in_options(f"{called('dose', vial='5 mg', per_day='2')} or {named('keep', ['id'])}"))
    selank-calc dose --vial "5 mg" --per-day 2 or --keep id
    """
    hint = _CALLED.sub(r"selank-calc \1 \2", hint)
    return _NAMED.sub(_option, hint.replace(f"{NAME_ENDS}, {NAME}", f"{NAME_ENDS} {NAME}"))


def _option(name: re.Match[str]) -> str:
    option = "--break" if name[1] == "break_days" else f"--{name[1].replace('_', '-')}"
    if pair := _PAIR.fullmatch(name[2]):
        return f'{option} {pair[1]}="{pair[2]}"'
    value = name[2].strip("[]")
    bare = value.strip('"')
    return f"{option} {bare if re.fullmatch('[a-zA-Z0-9.-]+', bare) else value}".strip()
