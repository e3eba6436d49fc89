"""The man page in mandoc and groff, and completion in bash, zsh and fish, against the help."""

import re
from pathlib import Path

from selank_calc.cli.app import COMMANDS
from tests.cli.shells import IN_SHELLS

from .programs import Outcome, ProgramError, found, run, tool, version_of

PAGE = Path(__file__).parents[2] / "docs/selank-calc.1"
# The version in the page's heading says as much, and a date is another thing to keep right.
ACCEPTED = 'missing date, using ""'
COMPLETED = {
    "selank-calc cou": "course",
    "selank-calc dose -f ami": "amidate",
    "selank-calc dose --vial-s": "--vial-size",
    "selank-calc label --diluent-kind sal": "saline",
    "selank-calc course --timezone Europe/Ber": "Europe/Berlin",
}


def options_of(command):
    """The options that the help of a command explains."""
    return _explained(tool(command, "--help-all"), 2)


def _explained(text, indent):
    """The long names at the beginning of lines that are indented so far."""
    lines = re.findall(rf"^ {{{indent}}}(-.*?)(?:  |$)", text, re.M)
    return {name for line in lines for name in re.findall(r"--[\w-]+", line)} - {"--help"}


# --- The man page ---------------------------------------------------------------------


def of_page(text):
    """Where a page as a program prints it differs from the help."""
    parts = re.split(r"^   selank-calc ([\w-]+)$", text, flags=re.M)
    read = dict(zip(parts[1::2], parts[2::2], strict=True))
    wrong = [f"a page without {each}" for each in COMMANDS if each not in read]
    for command in filter(read.get, COMMANDS):
        apart = options_of(command) ^ _explained(read[command], 7)
        wrong += [f"{command} {each}: only in the page or only in the help" for each in apart]
    return wrong


def by_mandoc():
    said = run("mandoc", "-T", "lint", "-W", "warning", PAGE, codes=(0, 1, 2))
    warned = [each for each in said.splitlines() if ACCEPTED not in each]
    return warned + of_page(_plain(run("mandoc", "-T", "utf8", PAGE)))


def by_groff():
    return of_page(_plain(run("groff", "-man", "-T", "utf8", "-P", "-cbou", PAGE)))


def _plain(text):
    """Without what makes letters bold on a typewriter."""
    return re.sub(r".\x08", "", text)


def _of_mandoc():
    """It does not tell its version; Debian's packages do."""
    if not found("mandoc"):
        return None
    return version_of("dpkg-query", "-W", "-f", "${source:Upstream-Version}", "mandoc") or "?"


# --- Completion -----------------------------------------------------------------------


def by_shell(offers):
    """Words that a shell does not offer."""
    wrong = [
        f"{line}: not {word}" for line, word in COMPLETED.items() if offers(line, word) != [word]
    ]
    if offers is not IN_SHELLS["zsh"]:  # which shows a page at a time
        for command in COMMANDS:
            offered = {*offers(f"selank-calc {command} --", "")} - {"--help"}
            apart = options_of(command) ^ offered
            wrong += [f"{command} {each}: only in the shell or only in the help" for each in apart]
    return wrong


def outcomes(_folder):
    """What each program makes of the man page and of the completion."""
    page = f"man page: {len(COMMANDS)} commands, each with the options of its help"
    yield _outcome("mandoc", _of_mandoc(), page, by_mandoc)
    yield _outcome("groff", version_of("groff"), page, by_groff)
    for shell, offers in IN_SHELLS.items():
        more = "" if shell == "zsh" else f", all options of {len(COMMANDS)} commands"
        read = f"completion of {len(COMPLETED)} words{more}"
        yield _outcome(shell, version_of(shell), read, lambda offers=offers: by_shell(offers))


def _outcome(program, version, read, check):
    try:
        return Outcome(program, version, read, version and check())
    except ProgramError as failed:
        return Outcome(program, version, read, [str(failed)])
