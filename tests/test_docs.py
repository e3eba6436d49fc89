"""The documents: outputs that are not stale, every name and flag in them.

The Python in them is run by pytest as doctests.
"""

import re
import runpy
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from cogapp import Cog
from typer.main import get_command

import selank_calc
from selank_calc import batch, chart, convert, course, diluent, dose, label
from selank_calc.catalogue.codes import CODES
from selank_calc.cli.app import COMMANDS, app
from selank_calc.output.image import dose_svg
from selank_calc.output.record_models import KeptRecord

from .command_line import Ran, run_here

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


def run_by_bash(words, *, check, **options):
    """`subprocess.run`, with a command of ours in this process, which is many times as fast."""
    (command,) = words[2:]
    first, _pipe, rest = command.partition(" | ")
    if not first.startswith("selank-calc ") or re.search(r"[<>&;$`\\\n]", first):
        return subprocess.run(words, check=False, **options)
    ran = run_here(*shlex.split(first)[1:])
    if rest:
        shown = subprocess.run(
            ["bash", "-c", rest], input=ran.out, capture_output=True, text=True, check=False
        )
        ran = Ran(shown.returncode, shown.stdout, ran.err + shown.stderr)
    return subprocess.CompletedProcess(words, ran.code, ran.out, ran.err)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_outputs_shown_are_what_the_commands_print_today(document, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend("docs")
    cog = Cog()
    monkeypatch.setitem(sys.modules, "cog", cog.cogmodule)
    monkeypatch.delitem(sys.modules, "console", raising=False)  # of the document before
    here = SimpleNamespace(run=run_by_bash, DEVNULL=subprocess.DEVNULL)
    if document != "README.md":  # whose commands are run as they stand there
        monkeypatch.setattr(import_module("console"), "subprocess", here)
    assert cog.main(["cog", "--check", document]) == 0, capsys.readouterr()


def test_the_man_page_is_what_the_commands_say_today():
    done = subprocess.run(
        [sys.executable, "docs/man_page.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ROOT / "docs/selank-calc.1").read_text() == done.stdout


def test_the_picture_in_the_readme_is_what_the_command_draws_today():
    drawn = dose_svg(dose(vial="5 mg", diluent="2 mL", dose="250 mcg"))
    assert (ROOT / "docs/dose.svg").read_text(encoding="utf-8") == drawn
    assert "(docs/dose.svg)" in (ROOT / "README.md").read_text()


def test_the_screens_are_what_a_terminal_shows_today():
    screens = runpy.run_path(str(ROOT / "docs/screens.py"))
    for name, command in screens["SCREENS"].items():
        drawn = (ROOT / f"docs/screen-{name}.svg").read_text(encoding="utf-8")
        assert drawn == screens["image_of"](command), name
        assert f"(screen-{name}.svg)" in (ROOT / "docs/screens.md").read_text()


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_man_page_can_be_set_without_a_warning():
    done = subprocess.run(
        ["groff", "-ww", "-man", "-Tutf8", "docs/selank-calc.1"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert "--diluent-error" in re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout)


def test_no_heading_of_the_man_page_begins_its_paragraph_twice():
    assert not re.search(r"^\.S[HS] .*\n\.PP$", (ROOT / "docs/selank-calc.1").read_text(), re.M)


def test_every_flag_is_documented_with_its_severity():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", (ROOT / "docs/flags.md").read_text(), re.M)
    assert dict(rows) == CODES


def test_every_json_name_is_documented():
    text = (ROOT / "docs/json.md").read_text()
    choice = diluent(vial="5 mg", dose="250 mcg").as_dict()
    records = (
        dose(vial="5 mg", diluent="2 mL", dose="250 mcg").as_dict(),
        dose(formulation="spray", sprays=2).as_dict(),
        dose(formulation="drops", drops=2).as_dict(),
        course(vial="5 mg", diluent="2 mL", dose="250 mcg", today="2026-11-21").as_dict(),
        course(formulation="spray", sprays=2).as_dict(),
        course(formulation="drops", drops=2).as_dict(),
        label(vial="5 mg", diluent="2 mL", dose="250 mcg").as_dict(),
        convert("12 units", "mL").as_dict(),
        chart(vial="5 mg", diluent="2 mL").as_dict(),
        chart(strength="5 mg/mL").as_dict()["marks"][0],
        chart(formulation="spray").as_dict()["marks"][0],
        chart(formulation="drops").as_dict()["marks"][0],
    )
    in_tables = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    (failed,) = batch([{"id": 1}])
    small = dose(vial="5 mg", diluent="2 mL", dose="5 mcg").as_dict()["flags"][0]
    others = {*choice, *failed, *failed["error"], *small, *KeptRecord.model_fields} - {"error"}
    assert in_tables == {*others, *(name for record in records for name in record)}
    nested = (records[0]["below"], *(records[3][name][0] for name in ("steps", "openings")))
    nested += (*records[3]["days_detail"], records[3]["standing"], *records[4]["days_detail"])
    for name in (*choice, *choice["options"][0], *(name for each in nested for name in each)):
        assert f"`{name}`" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command_and_the_changelog_too(command):
    for document in ("README.md", "CHANGELOG.md"):
        assert f"selank-calc {command}" in (ROOT / document).read_text()


def test_the_readme_or_the_docs_name_every_option():
    text = "".join((ROOT / document).read_text() for document in DOCUMENTS)
    group = get_command(app)
    for command in COMMANDS:
        for parameter in group.get_command(None, command).params:
            longest = max(parameter.opts, key=len)
            if longest not in ("--help", "--formulation") and longest.startswith("--"):
                assert re.search(rf"{longest}\b", text), (command, longest)


def test_the_docs_name_all_that_is_public_every_command_and_every_flag():
    library = (ROOT / "docs/library.md").read_text()
    for name in selank_calc.__all__:
        assert re.search(rf"`{name}[`(]", library), name
    for command in COMMANDS:
        assert f"`selank-calc {command}`" in library
    for code in {each.code for each in selank_calc.SelankCalcError.__subclasses__()}:
        assert f"| `{code}` |" in library


def test_the_readme_is_read_to_the_end():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 170


def test_the_words_on_the_bottle_are_found_in_the_docs():
    text = (ROOT / "docs/glossary.md").read_text()
    for word in ("bacteriostatic water", "BAC water", "reconstitute", "insulin syringe", "| IU |",
                 "hundredths"):  # fmt: skip
        assert word in text, word
    for option in re.findall("`--([a-z-]+)", text):
        assert f"--{option}" in (ROOT / "docs/selank-calc.1").read_text().replace("\\-", "-"), (
            option
        )


@pytest.mark.parametrize(
    "path",
    [
        *DOCUMENTS,
        "SECURITY.md",
        *(str(each.relative_to(ROOT)) for each in ROOT.glob("src/**/*.py")),
    ],
)
def test_what_people_read_is_plain_english(path):
    stiff = r"nobody|(?<!there )\bis no\b(?! longer)|what there is|which of them|is said|is told|said so"
    text = re.sub(r"(?s)```.*?```", "", (ROOT / path).read_text())
    assert re.findall(stiff, text, re.I) == []


def test_links_lead_into_the_repository_from_a_package_index_too():
    for_index = runpy.run_path(str(ROOT / "hatch_build.py"))["for_index"]
    readme = (ROOT / "README.md").read_text()
    linked = re.findall(r"\]\(([^)]+)\)", readme)
    assert all((ROOT / path).is_file() for path in linked)
    # no address is known: no link that leads nowhere
    assert re.findall(r"!?\[[^\]]*\]\(", for_index(readme, None)) == []
    assert "docs/guide.md shows" in for_index(readme, None)
    absolute = for_index(readme, "https://example.org/it")
    assert re.findall(r"\]\(https://example.org/it/(?:blob|raw)/HEAD/([^)]+)\)", absolute) == linked
    assert "](https://example.org/it/raw/HEAD/docs/dose.svg)" in absolute
    assert for_index("[a](https://doi.org/b)", None) == "[a](https://doi.org/b)"


def test_the_citation_is_of_this_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert (cited["version"], cited["title"].split(":")[0]) == (
        selank_calc.__version__,
        "selank-calc",
    )
