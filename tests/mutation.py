"""Changes the calculations a small bit at a time, and says which changes no test notices.

mutmut changes what stands in functions; cosmic-ray changes comparisons and numbers where
mutmut changes nothing: in modules, classes and under decorators. What survives has to
stand in survivors.toml, with the reason why it changes nothing that can be seen.

    HYPOTHESIS_PROFILE=mutation uv run --group mutation python -m tests.mutation --write
"""

import argparse
import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/quality.md"
MARK = "<!-- from here on written by tests/mutation.py -->\n"
DATABASES = ROOT / "mutants/cosmic-ray"
SURVIVORS = Path(__file__).with_name("survivors.toml")
MUTMUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
COPIED = ("src", "tests", "data", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")
SELECTED = "pytest_add_cli_args_test_selection"
QUICK = "tests/test_"  # those of the calculations: cosmic-ray starts them anew for each mutant
OUTCOMES = {"killed": (1,), "timed out": (24, 36, 152, 255, -24)}
SECONDS = 120  # for the tests of one mutant of cosmic-ray's
LEAST = 97  # percent


class Mutant(NamedTuple):
    """One change: in which function, or module, which lines, and what became of it."""

    tool: str
    where: str
    before: str
    after: str
    outcome: str  # killed, timed out, survived


def main() -> int:
    """Runs both tools, prints what they found, and is 1 where a survivor is not explained."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write it into {PAGE.name} too")
    parser.add_argument("--again", action="store_true", help="show the last run, and run nothing")
    asked = parser.parse_args()
    if not asked.again:
        shutil.rmtree(ROOT / "mutants", ignore_errors=True)
        subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=ROOT, check=True)
        run_cosmic_ray()
    mutants = [*of_mutmut(), *of_cosmic_ray()]
    survivors = [each for each in mutants if each.outcome == "survived"]
    reasons = _reasons()
    page = report(mutants, survivors, reasons)
    print(page)
    if asked.write:
        text = PAGE.read_text(encoding="utf-8")
        assert MARK in text, PAGE
        PAGE.write_text(text.partition(MARK)[0] + MARK + page, encoding="utf-8")
    is_explained = all(each[1:4] in reasons for each in survivors)
    return 0 if is_explained and _killed(mutants) >= LEAST else 1


def _reasons():
    """Why each survivor that is listed changes nothing, by where it is and what it changes."""
    listed = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["survivor"]
    return {
        (each["where"], each["before"], after): each["why"]
        for each in listed
        for after in each["after"]
    }


def _killed(mutants):
    """How many percent of them a test noticed."""
    return 100 * sum(each.outcome != "survived" for each in mutants) / len(mutants)


# --- mutmut ---------------------------------------------------------------------------


def of_mutmut():
    """Each of its mutants, from the files that it leaves behind."""
    for file in sorted((ROOT / "mutants/src").rglob("*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        functions = _functions(file.with_suffix("").read_text(encoding="utf-8"))
        for name, code in codes.items():
            mutated = name.rpartition(".")[2]
            original = mutated.partition("__mutmut_")[0]
            where = f"{file.name.removesuffix('.py.meta')}.{_plain(original)}"
            lines = functions[f"{original}__mutmut_orig"], functions[mutated]
            yield Mutant("mutmut", where, *_changed(*lines), _outcome(code))


def _functions(source):
    """The lines of every function in it, by the name that mutmut gave it."""
    lines = source.splitlines()
    return {
        node.name: [
            line.replace(node.name, "") for line in lines[node.lineno - 1 : node.end_lineno]
        ]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }


def _plain(name):
    """The name of a function as it is written: `x__listed` is `_listed`."""
    return name.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def _changed(original, mutated):
    changes = list(difflib.ndiff(original, mutated))
    return tuple(
        "\n".join(line[2:].strip() for line in changes if line[0] == sign) for sign in "-+"
    )


def _outcome(code):
    for outcome, codes in OUTCOMES.items():
        if code in codes:
            return outcome
    assert code in (0, 5, 33), f"mutmut ended with {code}"  # 5, 33: there was no test
    return "survived"


# --- cosmic-ray -----------------------------------------------------------------------


def run_cosmic_ray():
    """Runs it on every module."""
    shutil.rmtree(DATABASES, ignore_errors=True)
    DATABASES.mkdir(parents=True)
    mutated = {_place(*mutant.where.split(".")) for mutant in of_mutmut()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(partial(_run_on, mutated=mutated), MUTMUT["only_mutate"]))


def _run_on(module, mutated):
    """Runs it on a copy, because it changes the file itself."""
    database = DATABASES / f"{Path(module).stem}.sqlite"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            _copied(ROOT / name, copy / name)
        config = copy / "cosmic-ray.toml"
        config.write_text(
            "[cosmic-ray]\n"
            f'module-path = "{module}"\n'
            f"timeout = {SECONDS}.0\n"
            "excluded-modules = []\n"
            f'test-command = "{sys.executable} -m pytest -qx -o addopts= {_tests(module)}"\n'
            '[cosmic-ray.distributor]\nname = "local"\n'
        )
        environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
        for step in ("init", "exec"):
            if step == "exec":
                _skip_what_mutmut_changes(database, mutated)
            command = [sys.executable, "-m", "cosmic_ray.cli", step, config, database]
            subprocess.run(command, cwd=copy, env=environment, check=True)


def _tests(module):
    """Those of the calculations, and first of them those that are called as the module is."""
    words = Path(module).stem.split("_")
    quick = [each for each in MUTMUT[SELECTED] if each.startswith(QUICK)]
    return " ".join(sorted(quick, key=lambda test: not any(word in test for word in words)))


def _copied(source, target):
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _skip_what_mutmut_changes(database, mutated):
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    wanted = ("core/NumberReplacer", "core/ReplaceComparisonOperator")
    with use_db(database, WorkDB.Mode.open) as work:
        for item in work.pending_work_items:
            (change,) = item.mutations
            is_mutated = (change.module_path.stem, change.definition_name) in mutated
            if is_mutated or not change.operator_name.startswith(wanted):
                work.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))


def _place(module, *names):
    """The module and the function's own name: all that cosmic-ray tells."""
    return module, names[-1]


def of_cosmic_ray():
    """Each of its mutants that was tried."""
    for database in sorted(DATABASES.glob("*.sqlite")):
        yield from _tried(database)


def _tried(database):
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome

    with use_db(database, WorkDB.Mode.open) as work:
        for item, result in work.completed_work_items:
            if result.worker_outcome is WorkerOutcome.SKIPPED:
                continue
            (change,) = item.mutations
            lines = result.diff.splitlines()
            sides = (
                "\n".join(
                    line[1:].strip()
                    for line in lines
                    if line.startswith(sign) and not line.startswith(3 * sign)
                )
                for sign in "-+"
            )
            where = change.module_path.stem
            if change.definition_name:
                where += f".{change.definition_name}"
            survived = result.test_outcome is TestOutcome.SURVIVED
            yield Mutant("cosmic-ray", where, *sides, "survived" if survived else "killed")


# --- What is said of them -------------------------------------------------------------


def report(mutants, survivors, reasons):
    """The page's part on mutants."""
    tools = Counter(each.tool for each in mutants)
    tried = " and ".join(f"{count} of {tool} {version(tool)}" for tool, count in tools.items())
    today, python = f"{datetime.now(UTC):%Y-%m-%d}", sys.version.split()[0]
    lines = [
        f"{today}, selank-calc {version('selank-calc')}, CPython {python}:",
        f"{len(mutants)} mutants, {tried}; {_killed(mutants):.2f} % killed, {len(survivors)} survived.",
        "",
        "| module | mutants | killed | of them by timeout | survived |",
        "|---|---|---|---|---|",
    ]
    for module, those in _by_module(mutants).items():
        counts = Counter(each.outcome for each in those)
        dead = len(those) - counts["survived"]
        lines.append(
            f"| {module} | {len(those)} | {dead} | {counts['timed out']} | {counts['survived']} |"
        )
    for (where, before), those in _by_line(survivors).items():
        why = " ".join(dict.fromkeys(reasons.get(each[1:4], "NOT EXPLAINED") for each in those))
        lines += ["", f"`{where}`: {why}", "", "```diff", *_signed("-", before)]
        lines += [line for each in those for line in _signed("+", each.after)]
        lines.append("```")
    return "\n".join([*lines, ""])


def _by_module(mutants):
    modules = {}
    for each in mutants:
        modules.setdefault(each.where.partition(".")[0], []).append(each)
    return dict(sorted(modules.items()))


def _by_line(survivors):
    lines = {}
    for each in dict.fromkeys(survivors):
        lines.setdefault(each[1:3], []).append(each)
    return lines


def _signed(sign, text):
    return [f"{sign} {line}" for line in text.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
