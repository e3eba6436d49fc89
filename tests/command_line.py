"""The command line run in this process, without pytest: its exit code and what it printed."""

import io
import os
import sys
from contextlib import ExitStack
from typing import Any, NamedTuple
from unittest.mock import patch

from selank_calc import cli

_POSITIONAL = ("amount", "to")
_CALLED = {"break_days": "break"}


class Ran(NamedTuple):
    """What a command line did."""

    code: Any
    out: str
    err: str


class _Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


def run_here(
    *arguments, stdin=b"", stdout=None, locale="C.UTF-8", columns="80", terminals=(), **more
):
    """Runs `selank-calc` through its entry point, into that stream if one is given.

    `terminals` names the streams that say of themselves that they are terminals; `more` are
    further variables of the environment.
    """
    streams = [
        (_Terminal if name in terminals else io.TextIOWrapper)(io.BytesIO(data), encoding="utf-8")
        for name, data in (("stdin", stdin), ("stdout", b""), ("stderr", b""))
    ]
    streams[1] = stdout or streams[1]
    code = code_of(arguments, streams, LC_ALL=locale, COLUMNS=columns, **more)
    return Ran(code, "" if stdout else _text(streams[1]), _text(streams[2]))


def code_of(arguments, streams, **environment):
    """Runs `selank-calc` on those standard streams; its exit code."""
    output = os.dup(cli.STANDARD_OUTPUT)
    try:
        with ExitStack() as patched:
            patched.enter_context(patch.dict(os.environ))
            os.environ.pop("SELANK_CALC_CATALOGUE", None)  # put back with the others
            os.environ.update(environment)
            patched.enter_context(patch.object(sys, "argv", ["selank-calc", *arguments]))
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.enter_context(patch.object(sys, name, stream))
            # Meant for a process that does nothing else.
            patched.enter_context(patch("gc.freeze"))
            return _exit_code()
    finally:
        os.dup2(output, cli.STANDARD_OUTPUT)
        os.close(output)


def _exit_code():
    try:
        cli.main()
    except SystemExit as exited:
        return exited.code
    return None


def _text(stream):
    stream.flush()
    return stream.buffer.getvalue().decode(errors="surrogateescape")


def arguments_of(words):
    """The words of a function as they are typed."""
    arguments = [words[name] for name in _POSITIONAL if name in words]
    for name, value in words.items():
        option = f"--{_CALLED.get(name, name).replace('_', '-')}"
        if value is True:
            arguments.append(option)
        elif name not in _POSITIONAL:
            for each in value if isinstance(value, list) else [value]:
                arguments += [option, f"{each}"]
    return arguments
