"""A plan file: what it may say, what typed beside it does, and how its faults are told."""

import json
import os
import tomllib
from datetime import date
from random import Random

import pytest
from typer.main import get_command

from selank_calc import (
    CatalogueError,
    KitError,
    SelankCalcError,
    UnknownNameError,
    course,
    diluent,
    dose,
    label,
    load_kit,
)
from selank_calc.catalogue.file import default_catalogue_text
from selank_calc.cli.app import app
from selank_calc.cli.kit import COMMANDS, EXCLUDES, REFUSED, known_options, written
from selank_calc.cli.kit_text import LARGEST_FILE

from .. import cases
from .terminal import asked_here

FUNCTIONS = {"dose": dose, "diluent": diluent, "course": course, "label": label}
MINE = """\
# the vial in the fridge
vial = "5 mg"
diluent = "2 mL"
dose = "250 mcg"
days = 28
start = 2026-11-21
times = [08:00:00, "20:00"]
skip = ["Sat", "Sun"]
price = 39.90
preservative_free = false
"""


@pytest.fixture
def kit(tmp_path):
    def write(text=MINE, name="mine.toml"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def typed(text):
    """The same options as they are typed."""
    table = tomllib.loads(text, parse_float=str)
    arguments = []
    for name, value in table.items():
        if value is not False:
            each = ",".join(f"{part}"[:5] for part in value) if isinstance(value, list) else value
            arguments += [f"--{name.replace('_', '-')}", f"{each}"]
    return arguments


class TestWhatItSays:
    @pytest.mark.parametrize("more", [[], ["--json"], ["--format", "csv"], ["--format", "plain"]])
    def test_it_is_as_if_it_was_typed_but_for_what_came_from_it(self, run, kit, more):
        from_file = run("course", "--kit", str(kit()), *more)
        directly = run("course", *typed(MINE), *more)
        assert (from_file.code, from_file.err) == (0, "")
        names = ["vial", "diluent", "dose", "days", "start", "times", "skip", "price"]
        if "--json" in more:
            record = json.loads(from_file.out)
            assert record.pop("from_kit") == names
            assert record == json.loads(directly.out)
        elif "csv" in more:
            without = from_file.out.replace(f",{'; '.join(names)}", "").replace(",from_kit", "")
            assert without == directly.out
        else:
            said = f"From 'mine.toml': {', '.join(names)}."
            lines = [line.strip() for line in from_file.out.splitlines()]
            # one line more on a screen that is full is one amount less, which its hint counts
            hint = "Arithmetic on your numbers; it recommends no dose."
            rest = [line for line in lines if line not in said and not line.startswith(hint)]
            shown = [line.strip() for line in directly.out.splitlines()]
            shown = [line for line in shown if not line.startswith(hint)]
            assert {*rest} <= {*shown}
            assert len([line for line in shown if line and line not in rest]) <= (not more)
            assert said in " ".join(lines)

    def test_one_file_serves_all_four_commands(self, run, kit):
        file = str(kit(MINE.replace("start = 2026-11-21", "opened = 2026-11-21\nsize = '50x25mm'")))
        for command in COMMANDS:
            ran = run(command, "--kit", file, "--json")
            assert (ran.code, ran.err) == (0, ""), command
            assert json.loads(ran.out)["formulation"] == "selank"
        assert json.loads(ran.out)["from_kit"] == ["vial", "dose"]

    def test_in_full_and_explained_it_is_named_too(self, run, kit):
        for command, option in (("dose", "--explain"), *((each, "--full") for each in COMMANDS)):
            out = run(command, "--kit", str(kit()), option).out
            assert "From 'mine.toml': vial," in out, command

    def test_hyphens_underscores_and_pythons_names(self, run, kit):
        for name in ("per-day", "per_day"):
            ran = run("dose", "--kit", str(kit(f'{name} = 2\nvial = "5 mg"\ndiluent = "2 mL"')),
                      "--dose", "250 mcg", "--json")  # fmt: skip
            assert json.loads(ran.out)["from_kit"] == ["vial", "diluent", "per_day"]
        for name in ("break", "break_days"):
            text = f"{name} = 9\ncourses = 2\n" + MINE
            ran = run("course", "--kit", str(kit(text)), "--json")
            assert json.loads(ran.out)["break_days"] == 9

    def test_steps_and_what_is_printed(self, run, kit):
        text = 'vial = "5 mg"\ndiluent = "2 mL"\nformat = "plain"\nstrict = true\nstep = {}\n'
        for step in ('"600 mcg x 3d"', '["600 mcg x 2d", "600 mcg x 1d"]'):
            ran = run("course", "--kit", str(kit(text.format(step))))
            assert ran.code == 3
            assert "3 doses = 1800 mcg" in ran.out

    def test_a_catalogue_lies_beside_the_file(self, run, kit, tmp_path, monkeypatch):
        monkeypatch.setenv("SELANK_CALC_CATALOGUE", "nowhere.yaml")
        monkeypatch.chdir("/")
        (tmp_path / "own.yaml").write_text(default_catalogue_text(), encoding="utf-8")
        file = kit('catalogue = "own.yaml"\n' + MINE)
        ran = run("dose", "--kit", str(file), "--json")
        assert (ran.code, json.loads(ran.out)["from_kit"][-1]) == (0, "catalogue")
        assert load_kit(file)["catalogue"].formulation("selank").id == "selank"

    def test_it_comes_before_the_environment_and_after_what_is_typed(
        self, run, kit, tmp_path, monkeypatch
    ):
        monkeypatch.setenv("SELANK_CALC_CATALOGUE", "nowhere.yaml")
        monkeypatch.chdir(tmp_path)
        kit('catalogue = "other.yaml"\n' + MINE)
        ran = run("dose", "--kit", "mine.toml")
        assert (ran.code, "'mine.toml', line 1: catalogue: " in ran.err) == (2, True)
        assert "other.yaml" in ran.err
        ran = run("dose", "--kit", str(kit('catalogue = "x.yaml"\n' + MINE)), "--catalogue", "y")
        assert ran.err.startswith("selank-calc: --catalogue: 'y' can't be read")

    def test_bac_water(self, run, kit):
        file = kit('vial = "5 mg"\nbac-water = "2 mL"\ndose = "250 mcg"')
        record = json.loads(run("dose", "--kit", str(file), "--json").out)
        assert (record["diluent_ml"], "diluent_kind" in record["assumed"]) == (2, False)
        assert load_kit(file) == {
            "vial": "5 mg", "dose": "250 mcg", "diluent": "2 mL", "diluent_kind": "bacteriostatic",
        }  # fmt: skip

    def test_a_discreet_file_and_a_size_count_where_a_file_is_written(self, run, kit, tmp_path):
        file = kit("discreet = true\nsize = '60x30mm'\n" + MINE)
        assert (
            "discreet"
            not in json.loads(run("course", "--kit", str(file), "--json").out)["from_kit"]
        )
        target = tmp_path / "plan.ics"
        ran = run("course", "--kit", str(file), "--ics", str(target), "--json")
        assert json.loads(ran.out)["from_kit"][-1] == "discreet"
        assert b"Selank" not in target.read_bytes()
        image = tmp_path / "label.svg"
        assert run("label", "--kit", str(file), "--svg", str(image)).code == 0
        assert 'width="60mm"' in image.read_text()

    def test_a_person_is_asked_for_the_rest(self, kit):
        file = kit('vial = "5 mg"\ndiluent = "2 mL"')
        code, seen = asked_here(["dose", "--kit", str(file)], ["250 mcg\n"])
        assert code == 0
        assert "From 'mine.toml': vial, diluent." in seen


class TestWhatIsTypedBeside:
    @pytest.mark.parametrize(
        ("command", "text", "beside", "gone"),
        [
            ("course", 'dose = "250 mcg"\ndays = 28', ["--end", "2026-12-24"], "days"),
            ("course", 'dose = "250 mcg"\nend = 2026-12-24', ["--days", "3"], "end"),
            ("course", 'dose = "250 mcg"', ["--step", "250 mcg x 7d"], "dose"),
            ("course", 'step = "250 mcg x 7d"', ["--dose", "300 mcg"], "step"),
            ("course", 'dose = "250 mcg"\ntimes = "08:00"', ["--per-day", "2"], "times"),
            ("course", 'dose = "250 mcg"\nper_day = 3', ["--times", "08:00"], "per_day"),
            ("dose", 'dose = "250 mcg"', ["--strength", "5 mg/mL"], "vial"),
            ("dose", 'dose = "250 mcg"\ndiluent-kind = "saline"', ["--preservative-free"],
             "diluent_kind"),
            ("dose", 'dose = "250 mcg"', ["--bac-water", "3 mL"], "diluent"),
            ("dose", 'dose = "250 mcg"', ["--dose", "300 mcg"], "dose"),
            ("course", 'dose = "250 mcg"\nskip = "Sun"', ["--on", "Mon,Sun"], "skip"),
        ],
    )  # fmt: skip
    def test_it_wins_and_removes_what_it_excludes(self, run, kit, command, text, beside, gone):
        file = str(kit(f'vial = "5 mg"\ndiluent = "2 mL"\n{text}'))
        dated = ["--start", "2026-12-01"] if command == "course" else []
        ran = run(command, "--kit", file, *beside, *dated, "--json")
        assert (ran.code, ran.err) == (0, "")
        assert gone not in json.loads(ran.out)["from_kit"]

    def test_a_vial_that_is_typed_removes_a_strength(self, run, kit):
        file = str(kit('strength = "5 mg/mL"\nvolume = "2 mL"\ndose = "250 mcg"'))
        ran = run("dose", "--kit", file, "--vial", "5 mg", "--diluent", "2 mL", "--json")
        assert json.loads(ran.out)["from_kit"] == ["dose"]

    @pytest.mark.parametrize(
        "beside", [["--strength", "5 mg/mL", "--volume", "2 mL"], ["--vial", "10 mg"]]
    )
    def test_what_belongs_to_the_old_vial_is_not_that_of_a_new_one(self, run, kit, beside):
        text = (
            'vial = "5 mg"\ndose = "250 mcg"\nexpires = "2027-01"\nopened = 2026-11-20\n'
            'left = "1 mL"\nprice = 30\ncurrency = "EUR"\non-hand = 1\ndiluent = "2 mL"'
        )
        file = str(kit(text))
        ran = run("course", "--kit", file, *beside, "--start", "2026-12-01", "--json")
        record = json.loads(ran.out)
        assert {*record["from_kit"]} == {"dose"} | ({"diluent"} if "--vial" in beside else set())
        of_the_old = ("cost", "currency", "expires", "opened", "left", "on_hand")
        assert not any(record.get(name) for name in of_the_old)
        typed_too = ["--opened", "2026-11-30", "--left", "1 mL"]
        ran = run("course", "--kit", file, *beside, *typed_too, "--start", "2026-12-01", "--json")
        assert json.loads(ran.out)["in_use"]["opened"] == "2026-11-30"

    def test_a_draw_beside_the_dose_of_the_file_is_checked(self, run, kit):
        record = json.loads(run("dose", "--kit", str(kit()), "--draw", "20 units", "--json").out)
        assert record["flags"][0]["code"] == "dose-draw-mismatch" or "dose-draw-mismatch" in [
            each["code"] for each in record["flags"]
        ]

    def test_a_form_for_programs_takes_what_is_for_people_out(self, run, kit):
        file = str(kit("full = true\nexplain = true\n" + MINE))
        assert "Step:" in run("dose", "--kit", file, "--format", "plain").out
        for more in (["--json"], ["--format", "csv"]):
            assert run("dose", "--kit", file, *more).code == 0
        ran = run("dose", "--kit", str(kit("json = true\n" + MINE)), "--format", "plain")
        assert ran.out.startswith("Selank (TP-7)")

    def test_what_is_for_people_takes_a_form_for_programs_out(self, run, kit):
        for form, said in (('format = "json"', "Selank (TP-7)"), ("json = true", "Selank (TP-7)"),
                           ('format = "csv"', "Selank (TP-7)"), ('format = "plain"', "From 'mine")):  # fmt: skip
            for more in ("--full", "--explain"):
                ran = run("dose", "--kit", str(kit(f"{form}\n{MINE}")), more)
                assert (ran.code, ran.err) == (0, "")
                assert said in ran.out

    @pytest.mark.parametrize(
        ("beside", "kind"),
        [
            (["--preservative-free"], "sterile"),
            (["--diluent-kind", "sterile"], "sterile"),
            (["--diluent-kind", "bacteriostatic"], "bacteriostatic"),
        ],
    )
    def test_bac_water_is_of_the_kind_that_is_typed(self, run, kit, beside, kind):
        file = kit('vial = "5 mg"\nbac-water = "3 mL"\ndose = "250 mcg"')
        ran = run("dose", "--kit", str(file), *beside, "--json")
        record = json.loads(ran.out)
        assert (record["diluent_ml"], record["diluent_kind"]) == (3, kind)
        assert record["from_kit"] == ["vial", "bac_water", "dose"]
        assert load_kit(file, preservative_free=False)["diluent_kind"] == "bacteriostatic"
        ran = run("dose", "--kit", str(kit('vial = "5 mg"\nbac-water = "3 MG"\ndose = "1 mg"')),
                  *beside)  # fmt: skip
        assert "line 2: bac-water: '3 MG' has a unit that is refused." in ran.err

    @pytest.mark.parametrize("on", ['"Mon,Sun"', '["sunday", "Mon"]'])
    def test_a_day_that_is_skipped_goes_from_the_days_of_the_file(self, run, kit, on):
        file = str(kit(f"{MINE.replace('skip =', '#')}on = {on}\n"))
        record = json.loads(run("course", "--kit", file, "--skip", "Sun", "--json").out)
        assert record["on"] == ["Monday"]
        assert record["from_kit"].count("on") == 1

    @pytest.mark.parametrize(("on", "skip"), [("Sun", "Sun"), ("Mon", "x"), ("x", "Mon")])
    def test_where_no_day_is_left_the_two_contradict(self, run, kit, on, skip):
        file = str(kit(f"{MINE.replace('skip =', '#')}on = '{on}'\n"))
        ran = run("course", "--kit", file, "--skip", skip)
        said = "line 11: on: " if skip != "x" else "--skip: 'x' is not a day"
        assert (ran.code, said in ran.err) == (2, True)

    def test_it_is_given_once(self, run, kit):
        ran = run("dose", "--kit", str(kit()), "--kit", str(kit()))
        assert (ran.code, "--kit is given more than once" in ran.err) == (2, True)

    def test_all_that_is_excluded_is_an_option(self):
        known = {option.parameter for option in known_options().values()}
        assert {*EXCLUDES, *(name for names in EXCLUDES.values() for name in names)} <= known

    def test_it_takes_every_option_but_what_writes_and_help(self):
        group = get_command(app)
        options = [each for name in COMMANDS for each in group.get_command(None, name).params]
        names = {name[2:] for each in options for name in each.opts if name.startswith("--")}
        assert names - known_options().keys() == {*REFUSED, "help-all"} - {"output"}
        files = {each.name for each in options if each.metavar == "FILE"}
        assert files - {"catalogue"} <= {*REFUSED}


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ('vail = "5 mg"', "no option is called 'vail'.\n  Did you mean vial?"),
            ("zzzzz = 1", "It takes the options of dose, course, label, diluent."),
            ('kit = "other.toml"', "kit can't stand in a file."),
            ("force = true", "force can't stand in a file."),
            ('svg = "a.svg"', "svg can't stand in a file."),
            ('ics = "a.ics"', "ics can't stand in a file."),
            ('output = "a.csv"', "output can't stand in a file."),
            ("help = true", "no option is called 'help'."),
            ("full = 1", "full: '1' is not true or false."),
            ("vial = true", 'vial: true or false is not what it takes.\n  Write vial = "MASS".'),
            ("per-day = true", 'takes.\n  Write per-day = "COUNT". How often a day; by default'),
            (
                "expires = 2027-01 # ",
                'expires: text stands in quotes.\n  Write expires = "2027-01".',
            ),
            ("weight = 70 kg", 'weight: text stands in quotes.\n  Write weight = "70 kg".'),
            (f"days = 0x1{'0' * 5000}", "days: a number has too many digits."),
            (
                "opened = 2026-11-20\nmixed = 2026-11-20",
                "mixed: it is opened, which is given too.\n  Leave one of them out.",
            ),
            ('vial = ["5 mg"]', "vial: a list is not what it takes."),
            ("skip = [[1]]", "skip: a list is not what it takes."),
            ("skip = [{a = 1}]", "skip: a table is not what it takes."),
            ("start = 2026-11-21T08:00:00", "start: a date with a time is not what it takes."),
            ('format = "xml"', "format: 'xml' is not one of them.\n  Write table, json, csv or"),
            ("[course]\ndays = 3", "a plan file has no table such as 'course'."),
            ("break = 3\nbreak_days = 3", "break: it is break, which is given too."),
        ],
    )
    def test_of_the_file_name_it_and_the_line(self, run, kit, line, said):
        ran = run("course", "--kit", str(kit(f'dose = "250 mcg"\n\n{line}\n')))
        assert (ran.code, ran.out) == (2, "")
        at = 4 if "given too" in said else 3
        assert ran.err.startswith(f"selank-calc: --kit: 'mine.toml', line {at}: ")
        assert said in ran.err

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("vial = 5", "vial: '5' has no unit."),
            ('vial = "5 MG"', "vial: '5 MG' has a unit that is refused."),
            ('days = "many"', "days: 'many' is not a number of days from 1 to 3653."),
            ("start = 08:00:00", "start: "),
            ("times = 08:00:01", "times: "),
            ("break = 3", "break: a break lies between courses, and there is one."),
            ("end = 2026-12-01", "end: days and end each say how long the course is."),
            ('strength = "5 mg/mL"', "a solution of a known strength takes no vial."),
        ],
    )
    def test_of_a_value_they_do_too(self, run, kit, line, said):
        name = f"{line.split(' ')[0]} ="
        text = "".join(each for each in MINE.splitlines(True) if not each.startswith(name))
        ran = run("course", "--kit", str(kit(f"{text}{line}\n")))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("selank-calc: 'mine.toml', line ")
        assert said in ran.err

    @pytest.mark.parametrize(
        ("text", "beside", "said"),
        [
            ("full = true\njson = true", [], "line 4: full: full is for people to read, JSON for"),
            ('json = true\nformat = "csv"', [], "line 5: format: json and format csv ask for two"),
            ('currency = "EUR"', [], "line 4: currency: a currency needs a price.\n  Write for"),
            ('left = "1 mL"', [], "line 4: left: when the one in use was opened is not known."),
            ('volume = "2 mL"', [], "line 4: volume: a volume is that of a solution bought ready"),
            ('limit = "3 mcg/kg"', [], "line 4: limit: a limit by body mass needs the weight."),
            ('limit_day = "3 mcg/kg"\nlimit = "1 mg"', [],
             "line 4: limit-day: a limit of a day by body mass needs the weight."),
            ("start = 2026-12-01", ["--end", "2026-11-30"],
             ("--end: 2026-11-30 is before the start, 2026-12-01.\n"
             "  Check both start and --end.\n  'mine.toml', line 4: start.")),
        ],
    )  # fmt: skip
    def test_whose_field_is_another_name_the_line_too(self, run, kit, text, beside, said):
        base = 'vial = "5 mg"\ndiluent = "2 mL"\ndose = "250 mcg"\n'
        ran = run("course", "--kit", str(kit(base + text)), *beside)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"selank-calc: {'' if beside else chr(39) + 'mine.toml'}")
        assert said in ran.err

    def test_what_is_not_in_the_file_is_told_without_a_line(self, run, kit):
        file = str(kit('vial = "5 mg"\ndiluent = "2 mL"'))
        ran = run("course", "--kit", file)
        assert ran.err.startswith("selank-calc: --dose: selank needs three of vial, ")
        ran = run("course", "--kit", file, "--json", "--full")
        assert ran.err.startswith("selank-calc: --full is for people to read, JSON for programs.")

    def test_a_hint_is_in_the_words_of_the_file(self, run, kit):
        ran = run("course", "--kit", str(kit(MINE + 'end = 2026-12-01\ncourses = 2\n')
                  ), "--start", "2026-11-21")  # fmt: skip
        assert "line 11: end: " in ran.err
        text = MINE + 'strength = "5 mg/mL"\n'
        ran = run("dose", "--kit", str(kit(text)))
        assert "Leave out strength or vial." in ran.err
        ran = run("course", "--kit", str(kit("break = 3\n" + MINE)))
        assert "Write also --courses 2." in ran.err

    def test_what_is_typed_is_told_as_typed(self, run, kit):
        ran = run("dose", "--kit", str(kit()), "--dose", "250")
        assert ran.err.startswith("selank-calc: --dose: '250' has no unit.")

    def test_where_a_key_can_not_be_told_from_others_no_line_is_named(self, run, kit):
        text = 'vail = """\nvail = 3\n"""\n'
        ran = run("dose", "--kit", str(kit(text)))
        assert ran.err.startswith("selank-calc: --kit: 'mine.toml': no option is called 'vail'.")

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b'vial = "5 mg', "is not TOML: "),
            (b"vial = 1\nvial = 2", "is not TOML: "),
            (b"vial = " + b"9" * 5000, "is not TOML: a number has too many digits."),
            (b"vial = 1\nvial = 2\ndays = 3", "is not TOML: Cannot overwrite"),
            (b"vial = '5 mg' x", "is not TOML: "),
            (b"vial = " + b"[" * 50_000, "is not TOML: it is nested too deeply."),
            (b"vial = '\xff'", "is not UTF-8 text."),
            (b"#" * (LARGEST_FILE + 1), "is larger than 100 kB."),
        ],
        ids=["syntax", "twice", "long", "again", "after", "deep", "bytes", "large"],
    )
    def test_what_is_no_plan_file(self, run, tmp_path, raw, said):
        file = tmp_path / "mine.toml"
        file.write_bytes(raw)
        ran = run("dose", "--kit", str(file))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    @pytest.mark.parametrize(
        ("path", "why"),
        [
            ("nowhere.toml", "No such file"), (".", ""), ("", "it is empty."), ("a\0b", ""),
            pytest.param(os.devnull, "it is a device.",
                         marks=pytest.mark.skipif(os.name == "nt", reason="has none")),
        ],
    )  # fmt: skip
    def test_a_file_that_can_not_be_read(self, run, path, why):
        ran = run("dose", "--kit", path)
        assert (ran.code, ran.out) == (2, "")
        assert f"can't be read: {why}" in ran.err

    @pytest.mark.skipif(os.name == "nt", reason="has no such files")
    def test_a_pipe_is_read_and_not_waited_for_where_nobody_writes(self, run, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        ran = run("dose", "--kit", str(tmp_path / "pipe"))
        assert (ran.code, "can't be read: nothing is written to it." in ran.err) == (2, True)
        at_one_end, at_the_other = os.pipe()
        os.write(at_the_other, b'vial = "5 mg"')
        os.close(at_the_other)
        assert load_kit(f"/dev/fd/{at_one_end}") == {"vial": "5 mg"}
        os.close(at_one_end)

    def test_a_mark_of_the_order_of_bytes_is_passed_over(self, kit):
        assert load_kit(kit('\ufeffvial = "5 mg"')) == {"vial": "5 mg"}

    def test_a_command_in_a_hint_is_to_be_typed(self, run, kit):
        ran = run("diluent", "--kit", str(kit('vial = "5 mg"\nstrength = "5 mg/mL"')))
        assert 'Write selank-calc dose --strength "5 mg/mL" --dose "250 mcg".' in ran.err

    def test_a_hint_has_nothing_that_a_terminal_would_obey(self, kit):
        with pytest.raises(KitError) as caught:
            load_kit(kit("vial = 5 \x9bmg"))
        assert caught.value.hint == r'Write vial = "5 \x9bmg".'

    @pytest.mark.parametrize("path", [None, 3.5, object()])
    def test_in_python_what_is_no_path(self, path):
        with pytest.raises(KitError):
            load_kit(path)


class TestInPython:
    def test_each_function_gets_what_it_takes(self, kit):
        file = kit("full = true\n" + MINE)
        assert load_kit(file) == {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
        assert load_kit(file, "diluent") == {"vial": "5 mg", "dose": "250 mcg"}
        assert course(**load_kit(file, "course")) == course(
            vial="5 mg", diluent="2 mL", dose="250 mcg", days=28, start=date(2026, 11, 21),
            times="08:00,20:00", skip="sat,sun", price="39.90",
        )  # fmt: skip
        assert label(**load_kit(file, "label", opened="2026-12-01")).mixed == date(2026, 12, 1)

    @pytest.mark.parametrize("water", ["bac-water", "water"])
    def test_water_is_left_out_where_no_diluent_is_taken(self, kit, water):
        file = kit(f'vial = "5 mg"\n{water} = "2 mL"\ndose = "250 mcg"')
        assert load_kit(file, "diluent") == {"vial": "5 mg", "dose": "250 mcg"}

    def test_what_is_given_wins_and_removes_what_it_excludes(self, kit):
        asked = load_kit(kit(), "course", end="2026-12-01", dose="300 mcg")
        assert "days" not in asked
        assert (asked["end"], asked["dose"]) == ("2026-12-01", "300 mcg")

    @pytest.mark.parametrize(
        ("function", "name", "hint"),
        [
            ("course", "break", "Did you mean break_days?"),
            ("course", "foo", "Write arguments of course()."),
            ("course", "dose_arguments", "Write arguments of course()."),
            ("diluent", "draw", "Write arguments of diluent()."),
        ],
    )
    def test_an_argument_that_is_none_is_refused(self, kit, function, name, hint):
        with pytest.raises(UnknownNameError) as caught:
            load_kit(kit(), function, **{name: 8})
        assert (caught.value.field, caught.value.hint) == (name, hint)

    def test_another_function_and_a_catalogue_that_is_none(self, kit):
        with pytest.raises(UnknownNameError, match="'batch' takes no plan file"):
            load_kit(kit(), "batch")
        with pytest.raises(CatalogueError):
            load_kit(kit('catalogue = "nowhere.yaml"'))

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("seed", range(25))
    def test_a_file_says_what_the_same_words_say(self, kit, command, seed):
        words = getattr(cases, command)(Random(f"{command} {seed}"))
        text = "\n".join(f"{name} = {json.dumps(value)}" for name, value in words.items())
        function = FUNCTIONS[command]

        def answer(**arguments):
            try:
                return function(**arguments)
            except SelankCalcError as error:
                return error.args

        from_file = load_kit(kit(text.replace("\\u00d7", "x").replace("\\u00b5", "µ")), command)
        words.pop("preservative_free", None) if not words.get("preservative_free") else None
        assert from_file.keys() == {"opened" if name == "mixed" else name for name in words}
        if "mixed" in words:
            words["opened"] = words.pop("mixed")
        assert answer(**from_file) == answer(**words)


def test_the_guided_run_prints_one_that_says_the_same(kit):
    answers = ["1\n", "5 mg\n", "2 mL\n", "\n", "250 mcg\n", "2\n", "x\n", "?\n", "Yes\n"]
    code, seen = asked_here([], answers)
    assert code == 0
    assert "'x' is neither yes nor no." in seen
    assert "selank-calc course --kit mine.toml --start" in " ".join(seen.split())
    text = seen[seen.rindex("formulation = ") :].replace("\r", "")
    assert load_kit(kit(text)) == {
        "formulation": "selank", "vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg",
        "per_day": "2",
    }  # fmt: skip


def test_what_is_written_is_read_back():
    options = {"vial": "5 mg", "per_day": "02", "spray_volume": "0.1 mL"}
    assert tomllib.loads("\n".join(written(options))) == {
        "vial": "5 mg", "per-day": 2, "spray-volume": "0.1 mL",
    }  # fmt: skip
