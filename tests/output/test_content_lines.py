"""Content lines, read back by icalendar, which unfolds and unescapes them by itself."""

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from selank_calc.output.content_lines import line, text_line

# What is no text at all is written out, and stands in test_calendar_file.py.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf"), include_characters="\n\t"))


@given(texts, st.integers(0, 200))
def test_text_is_read_back_as_it_was(text, length):
    written = text_line("SUMMARY", "x" * length + text)
    (read,) = icalendar.cal.Component.from_ical(
        b"BEGIN:VEVENT\r\n" + written + b"END:VEVENT\r\n", multiple=True
    )
    assert read["SUMMARY"] == "x" * length + text


@given(texts, st.integers(0, 200))
def test_no_line_is_longer_than_75_octets_or_ends_within_a_character(text, length):
    written = text_line("SUMMARY", "x" * length + text)
    assert written.endswith(b"\r\n")
    lines = written.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(each.startswith(b" ") for each in lines[1:])
    for each in lines:
        each.decode()  # whole characters


def test_a_line_of_75_octets_is_one_and_of_76_two():
    assert line("X", "a" * 73) == b"X:" + b"a" * 73 + b"\r\n"
    assert line("X", "a" * 74) == b"X:" + b"a" * 73 + b"\r\n a\r\n"
    assert line("X", "a" * 147) == b"X:" + b"a" * 73 + b"\r\n " + b"a" * 74 + b"\r\n"
    assert line("X", "a" * 72 + "é") == b"X:" + b"a" * 72 + b"\r\n " + "é\r\n".encode()
