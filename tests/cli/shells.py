"""What bash, zsh and fish themselves offer for the last word of a command line."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from .terminal import typed_into

FOLDER = Path(sys.executable).parent


def in_bash(line, _awaited):
    """Every word that it offers."""
    command, *words = line.split(" ")
    lines = f"""
    export PATH="{FOLDER}:$PATH"
    eval "$(_SELANK_CALC_COMPLETE=source_bash {command})"
    COMP_WORDS=({line}) COMP_CWORD={len(words)}
    function=$(complete -p {command} | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    $function {command} {shlex.join([*words[-1:], *words[-2:-1]])}
    printf '%s\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, check=True)
    return done.stdout.split()


def in_fish(line, _awaited):
    """Every word that it offers, without what it says of it."""
    lines = f"""
    set -x PATH {FOLDER} $PATH
    _SELANK_CALC_COMPLETE=source_fish selank-calc | source
    complete -C {shlex.quote(line)}
    """
    done = subprocess.run(["fish", "-c", lines], capture_output=True, text=True, check=True)
    return [each.partition("\t")[0] for each in done.stdout.splitlines()]


def in_zsh(line, awaited):
    """The awaited word, if the line is completed to it when the tabulator is typed."""
    lines = f"""
    export PATH="{FOLDER}:$PATH"
    autoload -U compinit; compinit -u -D
    eval "$(_SELANK_CALC_COMPLETE=source_zsh selank-calc)"
    """
    shown = typed_into(["zsh", "-f", "-i"], lines, f"{line}\t", awaited)
    return re.findall(re.escape(awaited), shown)[:1]


IN_SHELLS = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}
