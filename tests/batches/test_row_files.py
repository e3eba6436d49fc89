"""Rows out of bytes, however hostile, with no more of them in memory than a few."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import RowError, UnknownNameError
from selank_calc.batches.headings import Headings
from selank_calc.batches.row_files import (
    AT_ONCE,
    LONGEST_ROW,
    MOST_BRACKETS,
    MOST_LINES,
    Line,
    _object,
    _plainly,
    _repeated,
    _with_care,
    csv_rows,
    json_rows,
    lines,
)


class InParts:
    """A stream whose bytes arrive in parts of that size."""

    def __init__(self, data, size):
        self.data, self.size, self.asked = BytesIO(data), size, []

    def read1(self, size=-1):
        self.asked.append(size)
        return self.data.read(min(size, self.size))


def all_lines(data, size=7):
    return [line for some in lines(InParts(data, size)) for line in some]


def rows_of_json(data, size=7):
    return [row for some in lines(InParts(data, size)) for row in json_rows(some)]


def rows_of_csv(data, size=7, keep=()):
    headings = Headings(tuple(keep))
    return [row for some in csv_rows(lines(InParts(data, size)), headings) for row in some]


def outcome(read, data, size):
    try:
        return read(data, size)
    except RowError as error:
        return error.message


def said(row):
    assert isinstance(row.value, RowError), row
    return row.value.message


SIZES = pytest.mark.parametrize("size", [1, 2, 7, 100_000])


class TestLines:
    @SIZES
    def test_end_with_a_line_feed_with_or_without_a_return(self, size):
        assert all_lines(b"a\r\nb\n\nc", size) == [(1, b"a"), (2, b"b"), (3, b""), (4, b"c")]

    @SIZES
    def test_begin_after_a_byte_order_mark(self, size):
        assert all_lines(b"\xef\xbb\xbfa\n\xef\xbb\xbfb", size) == [
            (1, b"a"),
            (2, b"\xef\xbb\xbfb"),
        ]

    def test_there_are_none_in_nothing(self):
        assert all_lines(b"") == []

    @SIZES
    @pytest.mark.parametrize("end", [b"", b"\n"])
    def test_that_are_too_long_are_passed_over(self, size, end):
        too_long = b"x" * (LONGEST_ROW + 1)
        size *= 1000
        assert all_lines(b"a\n" + too_long + b"\nb" + end, size) == [
            (1, b"a"),
            (2, None),
            (3, b"b"),
        ]
        assert all_lines(too_long + end, size) == [(1, None)]
        assert all_lines(b"x" * LONGEST_ROW + end, 100_000) == [(1, b"x" * LONGEST_ROW)]

    def test_a_long_one_is_never_held_whole(self):
        stream = InParts(b"x" * (20 * AT_ONCE), AT_ONCE)
        for some in lines(stream):
            assert all(line.content is None for line in some)
        assert set(stream.asked) == {AT_ONCE}

    def test_come_as_soon_as_they_are_there(self):
        stream = InParts(b"first\nsecond\n", 6)
        arrived = lines(stream)
        assert next(arrived) == [Line(1, b"first")]
        assert len(stream.asked) == 1

    @given(st.binary(max_size=60), st.integers(1, 9))
    def test_are_the_same_however_they_arrive(self, data, size):
        assert outcome(all_lines, data, size) == outcome(all_lines, data, 1000)


PIECES = st.sampled_from(
    ['{', '}', '[', ']', ':', ',', '"vial"', '"dose"', '"a:b"', '"[{"', '"5 mg"', '"\\ud800"', "-0",
     "1e400", "-1e999", "NaN", "-Infinity", "0.1", "2.50", "007", "9" * 400, "null", "true", " ",
     "\t", "\x00", "\x7f", "\u00b5", "\ud800", '{"vial":', '{"id":{"a":1,"a":2}}', "\x0b"]
)  # fmt: skip
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
TEXTS = st.lists(PIECES, max_size=9).map("".join) | st.dictionaries(
    st.sampled_from(["id", "vial", "a:b", "Dose [mcg]"]), VALUES | st.lists(VALUES, max_size=2)
).map(json.dumps)


@given(TEXTS)
def test_a_row_read_plainly_is_the_row_read_with_care(text):
    content = text.encode(errors="surrogatepass")
    plainly = _plainly(content)
    if plainly is not None:
        assert repr(plainly) == repr(_with_care(Line(1, content)))


@pytest.mark.parametrize(
    "text",
    [
        '{"dose": 1e400}', '{"dose": -1e400}', '{"dose": NaN}', '{"dose": 1, "dose": 2}',
        '{"id": {"a": 1, "a": 2}}', '{"id": [{"a": 1, "a": 2}]}', "[1]", "5", '{"id": "a:b"}',
    ],
)  # fmt: skip
def test_what_is_rare_is_read_with_care(text):
    assert _plainly(text.encode()) is None


def test_an_ordinary_row_is_read_plainly():
    row = {"id": 7, "vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "weight": None}
    assert _plainly(json.dumps(row).encode()) == row


@pytest.mark.parametrize("text", [b"[\n", b"]", b'[{"dose": "250 mcg"}]', b"[]"])
def test_an_array_of_rows_is_told_how_to_be_lines(text):
    (row,) = rows_of_json(text)
    assert row.value.hint == (
        "Each row stands on a line of its own: jq -c '.[]' makes lines of an array."
    )


class Counted(str):
    """A name that counts how often names are held against each other."""

    __slots__ = ()
    comparisons = 0
    __hash__ = str.__hash__

    def __eq__(self, other):
        Counted.comparisons += 1
        return str.__eq__(self, other)


def test_names_are_held_against_each_other_a_few_times_each():
    names = [Counted(f"n{number}") for number in range(5000)]
    Counted.comparisons = 0
    assert _repeated(iter([*names, Counted("n4999")])) == "n4999"
    with pytest.raises(RowError, match="'n0' is given twice"):
        _object([(Counted(name), 1) for name in (*names, *names)])
    assert Counted.comparisons < 5 * len(names)


class TestJsonRows:
    @SIZES
    def test_are_the_objects_of_lines(self, size):
        assert rows_of_json(b'{"dose": "250 mcg"}\r\n \t\n{"id": 1.5}\n', size) == [
            (1, {"dose": "250 mcg"}),
            (3, {"id": 1.5}),
        ]

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            (b"not json", "'not json' is not JSON"),
            (b'[{"dose": "250 mcg"}]', "the row is a JSON array, not an object."),
            (b'{"dose": ', "is not JSON"),
            (b"{'dose': 1}", "is not JSON"),
            (b'{"dose": "250 mcg"} x', "is not JSON: Extra data"),
            (b'{"dose": "a\tb"}', "control character"),
            (b'{"dose": NaN}', "'NaN' is not a number there"),
            (b'{"dose": -Infinity}', "'-Infinity' is not a number there"),
            (b'{"dose": 1e400}', "'1e400' is not a number there"),
            (b'{"dose": ' + b"9" * 5000 + b"}", "is not JSON: Exceeds the limit"),
            (b'{"dose": "1 mg", "dose": "2 mg"}', "'dose' is given twice"),
            (b'{"id": {"a": 1, "b": 2, "a": 1}}', "'a' is given twice"),
            (b'{"dose": "1 \xff"}', "is not UTF-8 text"),
            (b'{"dose": "1 m\x00g"}', "NUL"),
            (b"\xff\xfe{\x00", "is not UTF-8 text"),
            (b"[" * 60_000, f"more than {MOST_BRACKETS} brackets"),
            (b'{"a":' * 10_000, f"more than {MOST_BRACKETS} brackets"),
            (b"x" * (LONGEST_ROW + 1), f"longer than {LONGEST_ROW} bytes"),
        ],
        ids=lambda each: str(each)[:24],
    )
    def test_that_are_hostile_are_errors_in_their_place(self, line, why):
        before, fault, after = rows_of_json(b'{"id": 1}\n' + line + b'\n{"id": 2}', 100_000)
        assert (before, after) == ((1, {"id": 1}), (3, {"id": 2}))
        assert fault.line == 2
        assert why in said(fault)

    def test_that_are_no_objects_are_left_for_those_who_ask_for_their_names(self):
        assert rows_of_json(b'1\n"a"\nnull') == [(1, 1), (2, "a"), (3, None)]

    def test_as_deep_as_is_read_can_be_written_again(self):
        import json

        text = b'{"id": ' + b"[" * (MOST_BRACKETS - 1) + b"]" * (MOST_BRACKETS - 1) + b"}"
        ((_line, row),) = rows_of_json(text)
        assert json.loads(json.dumps(row)) == row


HEADER = b"id,vial,diluent,dose\n"


class TestCsvRows:
    @SIZES
    def test_have_the_names_of_the_header_and_an_empty_cell_is_not_given(self, size):
        data = b"\xef\xbb\xbfid, vial ,diluent,dose\r\n1,5 mg,,  \r\n, ,,\r\n2,,,250 mcg"
        assert rows_of_csv(data, size) == [
            (2, {"id": "1", "vial": "5 mg"}),
            (4, {"id": "2", "dose": "250 mcg"}),
        ]

    @SIZES
    def test_can_go_over_several_lines(self, size):
        data = HEADER + b'"a ""b"",\nc",5 mg,2 mL,1 mg\n2,,,\n'
        assert rows_of_csv(data, size) == [
            (2, {"id": 'a "b",\nc', "vial": "5 mg", "diluent": "2 mL", "dose": "1 mg"}),
            (4, {"id": "2"}),
        ]

    @SIZES
    @pytest.mark.parametrize(
        ("line", "why"),
        [
            (b'"open,5 mg,2 mL,1 mg', "is not CSV"),
            (b'"a"b,5 mg,2 mL,1 mg', "is not CSV"),
            (b"1,5 mg,2 mL", "the row has 3 cells, the header 4"),
            (b"1,5 mg,2 mL,1,5 mg", "the row has 5 cells, the header 4"),
            (b"1,5 \xff,2 mL,1 mg", "is not UTF-8 text"),
            (b"1,5 \x00,2 mL,1 mg", "NUL"),
        ],
        ids=lambda each: str(each)[:24],
    )
    def test_that_are_hostile_are_errors_in_their_place(self, line, why, size):
        data = HEADER + b"1,,,\n" + line + b"\n2,,,\n3,,,\n"
        before, fault, *after = rows_of_csv(data, size)
        assert (before, after) == ((2, {"id": "1"}), [(4, {"id": "2"}), (5, {"id": "3"})])
        assert fault.line == 3
        assert why in said(fault)

    def test_a_quote_left_open_takes_in_no_more_than_is_looked_through(self):
        many = b"2,,,\n" * (3 * LONGEST_ROW // 5)
        rows = rows_of_csv(HEADER + b'"1,,,\n' + many, AT_ONCE)
        assert "is not CSV" in said(rows[0])
        assert len(rows) == 1 + 3 * LONGEST_ROW // 5
        assert {row.value["id"] for row in rows[1:]} == {"2"}

    def test_a_row_over_several_lines_with_other_cells_than_the_header_is_one_bad_line(self):
        data = HEADER + b'"a,,,\nb,,,\nc,,,"\nd,,,\n'
        first, *others = rows_of_csv(data, AT_ONCE)
        assert said(first) == "the row has 1 cells, the header 4."
        assert [row.line for row in (first, *others)] == [2, 3, 4, 5]
        assert others[0].value == {"id": "b"}

    @SIZES
    def test_a_row_has_so_many_lines_and_no_more_however_it_arrives(self, size):
        fits = b'"' + b"x\n" * (MOST_LINES - 1) + b'",,,\n'
        ((_line, row),) = rows_of_csv(HEADER + fits, size)
        assert row == {"id": "x\n" * (MOST_LINES - 1)}
        rows = rows_of_csv(HEADER + b'"x\n' + fits[1:], size)
        assert "is not CSV" in said(rows[0])
        assert len(rows) == MOST_LINES + 1

    @SIZES
    def test_lines_that_leave_their_quotes_open_are_read_in_no_time(self, size):
        rows = rows_of_csv(HEADER + b'x","y\n' * 5000, max(size, 7))
        assert len(rows) == 5000
        assert all(isinstance(row.value, RowError) for row in rows)

    def test_an_open_quote_does_not_reach_past_a_line_that_is_too_long(self):
        data = HEADER + b'"1,,,\n' + b"x" * (LONGEST_ROW + 1) + b"\n2,,,\n"
        open_quote, too_long, good = rows_of_csv(data, AT_ONCE)
        assert "is not CSV" in said(open_quote)
        assert "longer than" in said(too_long)
        assert good == (4, {"id": "2"})

    @pytest.mark.parametrize("data", [b"", b"\n\n", HEADER, HEADER.strip()])
    def test_there_are_none_without_one_below_the_header(self, data):
        assert rows_of_csv(data) == []

    @pytest.mark.parametrize(
        ("header", "kind", "why"),
        [
            (b"vial|diluent|dose\n", RowError, "separated by '|'"),
            (b"vial;vial\n", RowError, "'vial' names two columns"),
            (b"vial;dilutent\n", UnknownNameError, "Unknown column 'dilutent'."),
            (b"vial\tdilutent\n", UnknownNameError, "Unknown column 'dilutent'."),
            (b"vial,vial\n", RowError, "'vial' names two columns"),
            (b"vial,dilutent\n", UnknownNameError, "Unknown column 'dilutent'."),
            (b"\xff\xfe\n", RowError, "not UTF-8"),
            (b'"vial\n', RowError, "is not CSV"),
        ],
    )
    def test_have_no_meaning_under_a_bad_header(self, header, kind, why):
        with pytest.raises(kind) as error:
            rows_of_csv(header + b"5 mg,2 mL\n")
        assert why in error.value.message

    def test_keep_columns_that_are_there(self):
        data = b"id,ward\n1,\n2,=B\n"
        assert rows_of_csv(data, keep=["ward"]) == [
            (2, {"id": "1"}),
            (3, {"id": "2", "ward": "=B"}),
        ]
        with pytest.raises(UnknownNameError, match="word"):
            rows_of_csv(data, keep=["ward", "word"])

    @given(st.lists(st.binary(max_size=8), max_size=6), st.integers(1, 9))
    def test_are_the_same_however_they_arrive(self, parts, size):
        data = HEADER + b"\n".join(parts)
        shown = [
            [(row.line, str(row.value)) for row in rows_of_csv(data, each)] for each in (size, 1000)
        ]
        assert shown[0] == shown[1]
