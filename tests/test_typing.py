"""Type checkers see what users of the package see: a whole script at their strictest, every symbol."""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import selank_calc

from . import a_users_script

SCRIPT = Path(__file__).with_name("a_users_script.py")
OBJECTS = {name: getattr(selank_calc, name) for name in selank_calc.__all__}
FUNCTIONS = {name: each for name, each in OBJECTS.items() if inspect.isfunction(each)}
PYRIGHT = shutil.which("pyright")
with_pyright = pytest.mark.skipif(not PYRIGHT, reason="pyright is not installed")


@pytest.fixture
def script(tmp_path):
    """The script far from the source and its settings."""
    return Path(shutil.copy(SCRIPT, tmp_path / "script.py"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return str(tmp_path_factory.mktemp("types"))


def read_by(*command, folder):
    # pyright asks the first `python` of the path where packages are
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def read_by_mypy(script, cache):
    command = (sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, script.name)
    return read_by(*command, folder=script.parent)


def test_the_script_runs(capsys):
    a_users_script.main()
    out = capsys.readouterr().out
    # 5000 mcg and 2 mL and 250 mcg; 6 doses of 250 and 6 of 500 mcg
    assert "\n5252\n" in out
    assert "\n4500 Selank (TP-7), subcutaneous\n" in out


def test_it_uses_every_public_name():
    text = SCRIPT.read_text(encoding="utf-8")
    unused = [name for name in OBJECTS if len(re.findall(rf"\b{name}\b", text)) < 2]
    assert unused == ["__version__"]
    assert "selank_calc.__version__" in text
    assert "ignore" not in text
    assert not re.search(r"\b(Any|cast)\b", text)


def test_mypy_at_its_strictest_finds_nothing_in_it(script, cache):
    done = read_by_mypy(script, cache)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('left="1.2 mL"', "left=1.2", 'Argument "left" to "course" has incompatible type "float"'),
        ("start=date(2026, 11, 21)", "start=20261121", 'Argument "start" to "course"'),
        ("result.draw_ml,", "result.draw_l,", '"VialDose" has no attribute "draw_l"'),
        (
            "days: tuple[CourseDay",
            "days: tuple[Opening",
            'expression has type "tuple[CourseDay, ...]"',
        ),
        ("converted + 1", "converted + 1.5", "Unsupported operand types for + "),
        ('folder / wrong, "dose"', "folder / wrong, 1", 'Argument 2 to "load_kit"'),
    ],
)
def test_but_it_finds_what_is_wrong(script, cache, right, wrong, said):
    text = script.read_text(encoding="utf-8")
    assert text.count(right) == 1
    script.write_text(text.replace(right, wrong), encoding="utf-8")
    assert said in read_by_mypy(script, cache).stdout


@with_pyright
def test_nor_does_pyright(script, tmp_path):
    settings = {"include": [script.name], "typeCheckingMode": "strict"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = read_by(PYRIGHT, folder=tmp_path)
    assert done.returncode == 0, done.stdout


@with_pyright
def test_every_symbol_says_its_type(tmp_path):
    done = read_by(
        PYRIGHT, "--verifytypes", "selank_calc",
        "--ignoreexternal", "--outputjson", folder=tmp_path,
    )  # fmt: skip
    found = json.loads(done.stdout)["typeCompleteness"]
    assert found["packageRootDirectory"] == str(Path(selank_calc.__file__).parent)
    unclear = {
        each["name"]: [diagnostic["message"] for diagnostic in each["diagnostics"]]
        for each in found["symbols"]
        if each["isTypeAmbiguous"] or not each["isTypeKnown"]
    }
    assert unclear == {}
    assert found["completenessScore"] == 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_help_says_what_each_argument_is_and_its_signature_has_every_type(name):
    function, text = FUNCTIONS[name], inspect.getdoc(FUNCTIONS[name])
    signature = inspect.signature(function)
    assert signature.return_annotation is not signature.empty
    of_dose = inspect.getdoc(selank_calc.dose) if "`dose()`" in text else ""
    for each in signature.parameters.values():
        assert each.annotation is not each.empty, each.name
        if each.kind is not each.VAR_KEYWORD:  # those of `dose()`
            assert re.search(rf"\b{each.name}\b", f"{text} {of_dose}"), each.name
