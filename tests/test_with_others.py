"""The comparison with other programs notices what they understand otherwise, and says what it ran."""

import io
from collections import Counter
from datetime import datetime

import pytest
import resvg_py
from PIL import Image, ImageChops

from .output.test_calendar_read_back import is_a_dose
from .output.test_label_image import FONT
from .with_others import __main__ as page
from .with_others import calendars, documents, pictures, programs, schemas


def by_icalendar(of, _folder):
    """A reader that is here in any case."""
    import icalendar
    import recurring_ical_events

    events = recurring_ical_events.of(icalendar.Calendar.from_ical(of.file.read_bytes()))
    first, last = (datetime.fromisoformat(each) for each in calendars._range(of)[1::2])
    zone = calendars.zone_of(of)
    return Counter(
        calendars._event(
            int(each.start.timestamp()), 300, each["SUMMARY"],
            calendars._is_warned(each["DESCRIPTION"]), zone,
        )
        if is_a_dose(each)
        else calendars.Event(each.start, 0, each["SUMMARY"])
        for each in events.between(first, last)
    )  # fmt: skip


READER = calendars.Reader("icalendar", lambda: "1", by_icalendar)


@pytest.fixture
def made(tmp_path):
    spring = (*calendars.VIAL, *calendars.STEPS, "--start", "2027-03-20", "--warn-before", "2")
    return calendars.made(tmp_path, "spring", *spring, zone="Europe/Berlin")


def test_a_calendar_that_is_read_as_it_is_meant_differs_in_nothing(made, tmp_path):
    # 14 days with 2 doses; 2 vials are mixed and discarded, and one is warned of
    assert calendars.expected(made).total() == 28 + 2 + 2 + 1
    assert calendars.compared(READER, made, tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (b"COUNT=7", b"COUNT=6", 1),  # a day less
        (b"DTSTART;TZID=Europe/Berlin:20270327T200000", b"DTSTART;TZID=Europe/Berlin:20270327T210000", 2),
        (b"DTSTART;VALUE=DATE:20270423", b"DTSTART;VALUE=DATE:20270424", 2),
        (b"400 mcg = 0.16", b"300 mcg = 0.16", 2),
        (b"\\nWarning: ", b"\\nNote: ", 2),
    ],
    ids=["a dose less", "an hour later", "a day later", "another dose", "no warning"],
)  # fmt: skip
def test_a_calendar_with_another_event_differs(made, tmp_path, before, after, differs):
    text = made.file.read_bytes()
    assert before in text
    made.file.write_bytes(text.replace(before, after, 1))
    assert len(calendars.compared(READER, made, tmp_path)) == differs


def test_a_calendar_without_one_of_its_events_differs(made, tmp_path):
    text = made.file.read_bytes()
    begin, end = text.rindex(b"BEGIN:VEVENT"), text.rindex(b"END:VCALENDAR")
    made.file.write_bytes(text[:begin] + text[end:])
    (line,) = calendars.compared(READER, made, tmp_path)
    assert line.startswith("spring: misses 1 of")
    assert "'Discard vial 2 of Selank (TP-7)'" in line


def test_a_program_that_fails_differs(made, tmp_path):
    def read(of, folder):
        programs.run("sh", "-c", "echo no >&2; exit 3")

    reader = calendars.Reader("none", lambda: "1", read)
    assert calendars.compared(reader, made, tmp_path) == ["spring: sh ended with 3: no"]


# --- Pictures -------------------------------------------------------------------------


@pytest.fixture
def label(tmp_path):
    """A label of 50 x 25 mm, and what resvg draws of it."""
    file = tmp_path / "label.svg"
    asked = (*pictures.LABELS["vial"], *pictures.OPENED)
    programs.tool("label", *asked, "--svg", file, "--size", "50x25mm")
    png = resvg_py.svg_to_bytes(
        svg_string=file.read_text(), skip_system_fonts=True, font_files=[str(FONT)], dpi=300
    )
    return pictures.Picture("label", file, (50, 25)), Image.open(io.BytesIO(bytes(png)))


def moved(image, right, down):
    return ImageChops.offset(image, right, down)


def test_a_label_that_is_drawn_as_it_is_meant_has_no_faults(label):
    assert pictures.faults(*label) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda image: image.resize((600, 300)), "600 x 300 pixels, not 590.6 x 295.3"),
        (lambda image: moved(image, 15, 0), "' ' at"),  # by a column
        (lambda image: moved(image, 0, 28), "at 1.5, "),  # by a line
        (lambda image: Image.new("RGB", image.size, "white"), "nothing is drawn"),
        (lambda image: moved(image, -10, 0), "something is within 1.4 mm of the edge"),
    ],
    ids=["too large", "a column", "a line", "nothing", "at the edge"],
)
def test_a_label_that_is_drawn_otherwise_has(label, change, fault):
    picture, image = label
    assert any(fault in each for each in pictures.faults(picture, change(image.convert("RGB"))))


@pytest.mark.parametrize(("share", "is_right"), [(10 / 30, True), (11 / 30, False)])
def test_a_syringe_is_filled_to_its_mark(tmp_path, share, is_right):
    from selank_calc import dose

    file = tmp_path / "syringe.svg"
    file.write_text(dose(vial="5 mg", diluent="2 mL", dose="250 mcg").syringe_svg())
    png = resvg_py.svg_to_bytes(
        svg_string=file.read_text(), skip_system_fonts=True, font_files=[str(FONT)]
    )
    picture = pictures.Picture("syringe", file, filled=share)
    assert (pictures.faults(picture, Image.open(io.BytesIO(bytes(png)))) == []) is is_right


# --- Man page, completion, schemas ----------------------------------------------------


def test_a_page_without_an_option_and_with_one_that_is_not_there_differs(monkeypatch):
    monkeypatch.setattr(documents, "COMMANDS", ("flags", "help-me"))
    text = "   selank-calc flags\n       --json\n       --weight MASS\n"
    assert sorted(documents.of_page(text)) == [
        "a page without help-me",
        *(
            f"flags --{each}: only in the page or only in the help"
            for each in ("catalogue", "help-all", "weight")
        ),
    ]


def test_a_shell_that_offers_another_word_differs(monkeypatch):
    monkeypatch.setattr(documents, "COMMANDS", ("flags",))
    wrong = documents.by_shell(lambda line, word: ["course"])
    assert "selank-calc cou: not course" not in wrong
    assert "selank-calc dose -f ami: not amidate" in wrong
    assert "flags --json: only in the shell or only in the help" in wrong


@pytest.fixture
def kinds(tmp_path):
    return list(schemas.all_made(tmp_path))


def test_every_wrong_value_is_refused_by_its_schema_and_every_right_one_taken(kinds, tmp_path):
    import json

    import jsonschema
    import yaml

    assert {kind for kind, _schema, _files in kinds} == set(schemas.WRONG)
    for kind, schema, files in kinds:
        check = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
        for file in files:
            read = yaml.safe_load(file.read_text())
            assert check.is_valid(json.loads(json.dumps(read, default=str))), (kind, file)
        wrong = schemas.wrong_of(kind, files, tmp_path)
        assert not check.is_valid(json.loads(wrong.read_text())), kind


# --- What is said of them -------------------------------------------------------------

OUTCOMES = [
    programs.Outcome("one", "1.2", "a file", []),
    programs.Outcome("two", "3", "a file", ["x: misses 1"]),
    programs.Outcome("three", None, "a file", None),
]


def test_a_program_that_is_not_here_is_never_said_to_agree():
    rows = page.report(OUTCOMES).splitlines()[-3:]
    assert rows == [
        "| one | 1.2 | a file | 0 differ |",
        "| two | 3 | a file | 1 differ |",
        "| three |  |  | not installed |",
    ]


@pytest.mark.parametrize(("ran", "code"), [(OUTCOMES, 1), ([OUTCOMES[0], OUTCOMES[2]], 0)])
def test_the_exit_code_says_whether_something_differs(monkeypatch, capsys, ran, code):
    monkeypatch.setattr("sys.argv", ["with_others"])
    for each in (calendars, pictures, documents, schemas):
        monkeypatch.setattr(
            each, "outcomes", lambda folder, of=each: ran if of is calendars else []
        )
    assert page.main() == code
    assert ("two: x: misses 1" in capsys.readouterr().err) is (code == 1)


def test_only_the_part_between_the_marks_is_written():
    before = f"# Title\n{page.BEGIN}old\n{page.END}\n## Next\n"
    assert page.with_part(before, "new\n") == f"# Title\n{page.BEGIN}new\n{page.END}\n## Next\n"


def test_the_page_has_both_marks_once_before_that_of_the_mutants():
    from . import mutation

    text = page.PAGE.read_text(encoding="utf-8")
    assert text.count(page.BEGIN) == text.count(page.END) == 1
    assert text.index(page.BEGIN) < text.index(page.END) < text.index(mutation.MARK)
