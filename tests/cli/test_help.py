"""`--help`, `--help-all`, `help`, and where a usage error says that they are."""

import re
import shlex

import pytest
from typer.main import get_command

from selank_calc.cli.app import COMMANDS, app
from selank_calc.cli.help import paragraphs_of

from .terminal import on_a_terminal

GROUP = get_command(app)
FULL = ("dose", "course", "label", "diluent")


def options_of(command):
    options = [each for each in GROUP.get_command(None, command).params if each.opts[0][0] == "-"]
    return [each for each in options if not getattr(each, "hidden", False)]


def test_an_old_name_comes_after_the_one_that_is_meant(run):
    assert "  --opened, --mixed DATE  When" in run("label", "--help-all").out
    assert "  -f, --formulation NAME  " in run("label", "--help-all").out


@pytest.mark.parametrize("wanted", ["--help", "--help-all"])
def test_other_names_of_what_is_there_are_in_no_help(run, wanted):
    for command in ("dose", "course", "label"):
        assert not re.search(r"--(bac-)?water\b", run(command, wanted).out)


def words(text):
    """The words of a help, wherever its lines end."""
    return text.replace(" \\\n", " ").split()


@pytest.mark.parametrize("command", COMMANDS)
class TestOfACommand:
    def test_it_fits_on_40_lines_of_80_and_names_every_option(self, run, command):
        ran = run(command, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert len(ran.out.splitlines()) <= 40
        assert all(len(line) <= 80 and line == line.rstrip() for line in ran.out.splitlines())
        for option in options_of(command):
            assert re.search(rf"(?<![\w-]){max(option.opts, key=len)}(?![\w-])", ran.out)

    def test_everything_is_explained_by_help_all(self, run, command):
        ran = run(command, "--help-all")
        assert (ran.code, ran.err) == (0, "")
        for option in options_of(command):
            assert " ".join(option.help.split()) in " ".join(words(ran.out))

    @pytest.mark.parametrize("columns", ["60", "40"])
    def test_on_a_narrow_terminal_nothing_is_cut(self, run, monkeypatch, command, columns):
        wide = run(command, "--help-all").out
        monkeypatch.setenv("COLUMNS", columns)
        narrow = run(command, "--help-all").out
        assert words(narrow) == words(wide)
        in_json = '{"vial"'  # one word of 67 characters to a shell
        lines = [line for line in narrow.splitlines() if in_json not in line]
        assert all(len(line) <= int(columns) for line in lines)
        assert not re.search(r"[0-9]\n *(mcg|mg|mL|units|%)", narrow)

    def test_help_and_the_command_after_it_are_the_same(self, run, command):
        assert run("help", command) == run(command, "--help") == run(command, "-h")
        assert run("help", command, "--help-all") == run(command, "--help-all")


@pytest.mark.parametrize("command", FULL)
@pytest.mark.parametrize("columns", ["80", "40"])
def test_three_examples_come_first_and_can_be_pasted(run, monkeypatch, command, columns):
    examples = [
        text for text, is_one in paragraphs_of(GROUP.get_command(None, command).help) if is_one
    ]
    assert len(examples) == 3
    monkeypatch.setenv("COLUMNS", columns)
    shown = run(command, "--help").out.split("Options:")[0].replace(" \\\n", " ")
    lines = re.findall(r"^  selank-calc .*$", shown, re.MULTILINE)
    assert [shlex.split(line) for line in lines] == [shlex.split(each) for each in examples]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_options_value_is_called_as_the_option_is(command):
    # Typer 0.27 then writes the option itself in capitals.
    options = get_command(app).commands[command].params
    assert [each.name for each in options if each.metavar == each.name.upper()] == []


def test_the_help_of_dose_says_what_a_diluent_is(run, snapshot):
    out = run("dose", "--help").out
    assert "The water you add, such as bacteriostatic (BAC) water." in out
    assert out == snapshot


def test_of_selank_calc_itself(run):
    out = run("--help").out
    assert run("help").out == run("-h").out == out
    assert len(out.splitlines()) <= 40
    for command in (*COMMANDS, "help"):
        assert re.search(rf"^  {command} +\w", out, re.MULTILINE)


def test_options_are_coloured_on_a_terminal_that_wants_it(run, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;36m--vial\x1b[0m" in on_a_terminal(["dose", "--help"], [])[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;36m" not in on_a_terminal(["dose", "--help"], [])[1]
    assert "\x1b" not in run("dose", "--help").out


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("dos",), "selank-calc --help"),
        (("--nothing",), "selank-calc --help"),
        (("help", "dos"), "selank-calc --help"),
        (("dose", "--nothing"), "selank-calc dose --help"),
        (("dose", "--vial"), "selank-calc dose --help"),
        (("dose", "--vial", "5 mg", "--vial", "5 mg"), "selank-calc dose --help"),
        (("dose", "--vial", "5", "mg"), "selank-calc dose --help"),
        (("dose", "--format", "xml"), "selank-calc dose --help"),
        (("convert", "12 units"), "selank-calc convert --help"),
    ],
)
def test_an_error_of_usage_ends_with_how_to_get_help(run, arguments, where):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[1:] == [f"  Help: {where}"]


def test_an_amount_that_is_refused_says_what_to_write_and_nothing_of_help(run):
    assert "Help:" not in run("dose", "--vial", "5").err


@pytest.mark.parametrize(
    ("arguments", "option", "line"),
    [
        (("--vial", "5 mg"), "--vial", 'dose --vial "5 mg"'),
        (("--vial=5 mg", "--dose", "1 mg"), "--vial", 'dose "--vial=5 mg" --dose "1 mg"'),
        (("-famidate", "--json"), "-f", "dose -famidate --json"),
        (("--days", "28"), "--days", "course --days 28"),
        (("--vial", "5 mg", "label"), "--vial", 'label --vial "5 mg"'),
        (("--dose", "$(echo) mg"), "--dose", "dose --dose '$(echo) mg'"),
        (("--vial", "5\n\x1bmg"), "--vial", "dose --vial '5\\n\\x1bmg'"),
        (("--help-all",), "--help-all", "dose --help-all"),
    ],
)
def test_an_option_without_its_command_is_answered_with_the_line_that_was_meant(
    run, arguments, option, line
):
    ran = run(*arguments)
    command = line.split()[0]
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"selank-calc: {option} is an option of {command}, and no command is named.",
        f"  Write: selank-calc {line}",
        f"  Help: selank-calc {command} --help",
    ]
