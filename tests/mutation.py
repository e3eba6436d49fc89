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
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fnmatch import fnmatch
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
IGNORED = "--ignore-glob="
# Of the tests that mutmut runs those of what people see are slow: cosmic-ray, which starts them
# anew for each mutant, goes without.
SLOW = ("*/cli/*", "*/output/*")
OUTCOMES = {"killed": (1,), "timed out": (24, 36, 152, 255, -24)}
SECONDS = 120  # for the tests of one mutant of cosmic-ray's
LEAST = 99  # percent


class Mutant(NamedTuple):
    """One change: in which function of a module, or "", which lines, and what became of it."""

    tool: str
    module: str  # within the package: `exact`, or `amounts.exact`
    function: str
    before: str
    after: str
    outcome: str  # killed, timed out, survived

    @property
    def where(self):
        return f"{self.module}.{self.function}".rstrip(".")


class Reason(NamedTuple):
    """Why a change can't be seen. `where` is as much of the end of its place as tells it apart."""

    where: str
    before: str
    after: str
    why: str

    def is_of(self, mutant):
        return (self.before, self.after) == (mutant.before, mutant.after) and (
            f".{mutant.where}".endswith(f".{self.where}")
        )


def mutated_files():
    """Those that the settings have mutated, as paths from the root."""
    files = (path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py"))
    return sorted(
        file for file in files
        if _is_any(file, MUTMUT["only_mutate"]) and not _is_any(file, MUTMUT["do_not_mutate"])
    )  # fmt: skip


def tests_run():
    """Those that mutmut runs, as paths from the root."""
    ignored = [
        each.removeprefix(IGNORED)
        for each in MUTMUT["pytest_add_cli_args"]
        if each.startswith(IGNORED)
    ]
    files = (path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    return sorted(file for file in files if not _is_any(file, ignored))


def _is_any(file, patterns):
    return any(fnmatch(file, pattern) for pattern in patterns)


def module_of(path):
    """The name within the package of what lies at that path, wherever that begins."""
    inside = Path(path).with_suffix("").parts
    return ".".join(inside[inside.index("selank_calc") + 1 :])


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
    for each in reasons:
        if not any(map(each.is_of, survivors)):
            print(f"no longer survives: {each.where}: {each.after}", file=sys.stderr)
    is_explained = all(why_unseen(each, reasons) for each in survivors)
    return 0 if is_explained and _killed(mutants) >= LEAST else 1


def _reasons():
    """Why each survivor that is listed changes nothing."""
    listed = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["survivor"]
    return [
        Reason(each["where"], each["before"], after, each["why"])
        for each in listed
        for after in each["after"]
    ]


def why_unseen(mutant, reasons):
    """Why it changes nothing that can be seen, or None."""
    return next((each.why for each in reasons if each.is_of(mutant)), None)


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
            place = module_of(file.with_suffix("").relative_to(ROOT)), _plain(original)
            lines = functions[f"{original}__mutmut_orig"], functions[mutated]
            yield Mutant("mutmut", *place, *_changed(*lines), _outcome(code))


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
    # cosmic-ray tells of a method its own name alone.
    mutated = {(each.module, each.function.rpartition(".")[2]) for each in of_mutmut()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(partial(_run_on, mutated=mutated), mutated_files()))


def _run_on(file, mutated):
    """Runs it on a copy, because it changes the file itself."""
    database = DATABASES / f"{module_of(file)}.sqlite"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            _copied(ROOT / name, copy / name)
        config = copy / "cosmic-ray.toml"
        config.write_text(
            "[cosmic-ray]\n"
            f'module-path = "{file}"\n'
            f"timeout = {SECONDS}.0\n"
            "excluded-modules = []\n"
            f'test-command = "{sys.executable} -m pytest -qx -o addopts= {" ".join(tests_of(file))}"\n'
            '[cosmic-ray.distributor]\nname = "local"\n'
        )
        environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
        for step in ("init", "exec"):
            if step == "exec":
                _skip_what_mutmut_changes(database, mutated)
            command = [sys.executable, "-m", "cosmic_ray.cli", step, config, database]
            subprocess.run(command, cwd=copy, env=environment, check=True)


def tests_of(file):
    """Those of the calculations, and first of them those that are called as the file is."""
    words = re.findall(r"[a-z]+", module_of(file))
    quick = [each for each in tests_run() if not _is_any(each, SLOW)]
    return sorted(quick, key=lambda test: not any(word in test for word in words))


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
            is_mutated = (module_of(change.module_path), change.definition_name) in mutated
            if is_mutated or not change.operator_name.startswith(wanted):
                work.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))


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
            place = module_of(change.module_path), change.definition_name or ""
            survived = result.test_outcome is TestOutcome.SURVIVED
            yield Mutant("cosmic-ray", *place, *sides, "survived" if survived else "killed")


# --- What is said of them -------------------------------------------------------------


def report(mutants, survivors, reasons):
    """The page's part on mutants: totals, and what is not explained."""
    tools = Counter(each.tool for each in mutants)
    tried = " and ".join(f"{count} of {tool} {version(tool)}" for tool, count in tools.items())
    today, python = f"{datetime.now(UTC):%Y-%m-%d}", sys.version.split()[0]
    lines = [
        f"{today}, selank-calc {version('selank-calc')}, CPython {python}:",
        f"{len(mutants)} mutants, {tried}; {_killed(mutants):.2f} % killed, {len(survivors)} survived.",
    ]
    for each in dict.fromkeys(survivors):
        if why_unseen(each, reasons) is None:
            lines += ["", f"`{each.where}`: NOT EXPLAINED", "```diff"]
            lines += [f"- {line}" for line in each.before.splitlines()]
            lines += [f"+ {line}" for line in each.after.splitlines()]
            lines.append("```")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
