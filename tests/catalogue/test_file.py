"""Catalogue files: what is refused, all at once, each fault with its line and place."""

import pytest

from selank_calc import CATALOGUE, CatalogueError, dose, load_catalogue
from selank_calc.catalogue.file import default_catalogue_text, parse_catalogue

TEXT = default_catalogue_text()


def faults(text):
    with pytest.raises(CatalogueError) as error:
        parse_catalogue(text, "mine.yaml")
    return error.value.faults


def changed(*changes):
    """The shipped file with these texts replaced, each of which must stand in it."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("low: 200 mcg, high: 675", "low: 200, high: 675", "daily.low", "'200' has no unit."),
        ("low: 200 mcg", "low: 200 mL", "daily.low", "is a volume; a mass is needed"),
        ("low: 200 mcg", "low: 0 mcg", "daily.low", "not more than zero"),
        ("low: 200 mcg", "low: [1]", "daily.low", "an amount such as 250 mcg is needed"),
        ("low: 200 mcg", "low: 700 mcg", "daily.high", "high is below low"),
        ("{low: 250 mcg, ", "{", "formulations[0].dose.low", "Field required"),
        ("sources: [guide, review]}", "sources: [gide]}", "daily.sources[0]", "not among the sources"),
        ("sources: [guide, review]}", "sources: []}", "daily.sources", "at least one source is needed"),
        ("device: vial", "device: pump", "formulations[0].device", "'spray' or 'drops'"),
        ("id: selank\n", "id: Se Lank\n", "formulations[0].id", "match pattern"),
        ("aliases: [spray]", "aliases: [selank]", "formulations[2].aliases[0]", "names two formulations"),
        ("route: intranasal", "rout: intranasal", "formulations[2].rout", "not permitted"),
        ("route: intranasal", '"ro\\u202eut": intranasal', "formulations[2].'ro\\u202eut'",
         "not permitted"),
        ("value: 75 mcg", "value: 750 mcg", "formulations[2].mcg_per_spray",
         "strength times spray volume is 75 mcg"),
        ("    strength: {value: 0.15 %, sources: [review]}\n", "", "formulations[2].strength",
         "sprays need it"),
        ("    device: spray", "    device: vial", "formulations[2].strength", "only sprays and drops have it"),
        ("name: Selank (TP-7)", 'name: "\\e[31mSelank"', "formulations[0].name", "can't be printed"),
        ("beside: [frequency-outside-documented]", "beside: [frequency]", "notes[5].beside[0]",
         "is not a flag"),
        ("{low: 1, high: 3, sources", "{low: 0, high: 3, sources", "formulations[0].doses_per_day.low",
         "greater than or equal to 1"),
        ("{low: 1, high: 3, sources", "{low: 1, high: 25, sources",
         "formulations[0].doses_per_day.high", "less than or equal to 24"),
        ("units_per_ml: 100,", "units_per_ml: 40,", "syringes[0].units_per_ml",
         "a U-100 barrel has 100 units per mL"),
        ("marks: 1 unit,", "marks: 31 units,", "syringes[0].marks",
         "marks every 31 units do not divide a barrel of 30 units"),
        ("marks: 1 unit,", "marks: 4 units,", "syringes[0].marks",
         "marks every 4 units do not divide a barrel of 30 units"),
        ("also: [0.5 units]", "also: [0.5 units, 0.7 units]", "syringes[0].also",
         "marks every 0.7 units do not divide a barrel of 30 units"),
        ("limit: 5 units", "limit: 5 mL", "accuracy.small_draw.limit",
         "is a volume; a number of syringe units is needed"),
        ("barrel_volume_percent: {value: 2,", "barrel_volume_percent: {value: 200,",
         "accuracy.barrel_volume_percent.value", "less than or equal to 100"),
        ("{low: 80, high: 120, sources", "{low: 130, high: 120, sources",
         "accuracy.spray_percent.high", "high is below low"),
        ("unpreserved_days: {value: 1, sources: [ema-159-96]}\n", "", "unpreserved_days",
         "unpreserved_days: {value: 1, sources: [ema-159-96]}, and ema-159-96 under sources"),
        ("unpreserved_spray_days: {value: 14,", "unpreserved_spray_days: {value: 0,",
         "unpreserved_spray_days.value", "greater than or equal to 1"),
        ("capacity: 0.5 mL", "capacity: 0.3 mL", "syringes", "two barrels have the same"),
        ("route: intranasal", "route: \"\"", "formulations[2].route", "at least 1 character"),
        ("name: Selank (TP-7)", "name: ~", "formulations[0].name", "valid string"),
        ("scale: U-100,", "scale: U-50x,", "syringes[0].scale", "match pattern"),
    ],
)  # fmt: skip
def test_each_fault_is_reported_with_its_place(old, new, place, said):
    fault = faults(changed((old, new)))[0]
    assert f": {place}: " in fault
    assert said in fault


@pytest.mark.parametrize(
    "text",
    [
        "014", "0x10", "1_2", "1:30", "0o14", "1.5e3", ".inf", "yes", "OFF", "y", "2026-11-21", "=",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("high: 3,", "high: {},", "formulations[0].doses_per_day.high"),
        ("name: Selank (TP-7)", "name: {}", "formulations[0].name"),
        ("        always: true", "        always: {}", "formulations[1].notes[0].always"),
        ("review: review article", "{}: review article", "sources.{}"),
    ],
)
def test_what_yaml_reads_in_two_ways_is_a_fault_wherever_it_stands(text, old, new, place):
    changed_text = changed((old, new.format(text)))
    line = line_of(TEXT, old)
    quoted, place = repr(text), place.format(text)
    fault = f"line {line}: {place}: {quoted} has more than one meaning in YAML; "
    assert [
        each for each in faults(changed_text) if each.startswith(f"line {line}: {place}: ")
    ] == [f"{fault}write text in quotes, a number in digits and a point, a truth as true or false"]


@pytest.mark.parametrize("name", ["null", "~", "<<", "Null"])
def test_a_name_without_a_meaning_or_with_one_of_its_own_is_a_fault(name):
    found = faults(changed(("review: review article", f"{name}: review article")))
    assert f"line {line_of(TEXT, 'review: review')}: sources.{name}: '{name}' has" in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "014",
        "1_2",
        "\u0661\u0662",
        "\uff11",
        " 3",
        "1e1",
        "+3",
        ".5",
        "3.",
        "Infinity",
        "nan",
        "\u00b2",
        "",
    ],
)
def test_a_number_is_digits_and_a_point_even_in_quotes(text):
    found = faults(changed(("high: 3,", f'high: "{text}",')))
    place = f"line {line_of(TEXT, 'high: 3,')}: formulations[0].doses_per_day.high"
    assert found == [f"{place}: {text!r} is not a number in digits and a point"]


@pytest.mark.parametrize("scale", ["U-00100", "U-0", "u-100", "U-\u0661", "U-100 "])
def test_a_scale_is_written_in_one_way(scale):
    found = faults(TEXT.replace("scale: U-40,", f'scale: "{scale}",'))
    assert "syringes[" in found[0]
    assert "match pattern" in found[0]


@pytest.mark.parametrize("text", ["yes", "1", "t", "tRUE", "5"])
def test_a_truth_is_true_or_false_even_in_quotes(text):
    found = faults(changed(("        always: true", f'        always: "{text}"')))
    assert found[0].endswith("notes[0].always: true or false is needed")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ", "is blank"),
        ("\\u200b", "can't be printed"),
        ("Sel\\u200bank", "can't be printed"),
        ("\\u00a0", "can't be printed"),
        ("\\u3164", "is blank"),
        ("\u2800\u2800", "is blank"),
        ("\u0301", "is blank"),
        ("Sel\u034fank", "can't be seen"),
        ("Selank\ufe0f", "can't be seen"),
        (" Selank", "begins or ends with a space"),
        ("Selank ", "begins or ends with a space"),
    ],
)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Selank (TP-7)", 'name: "{}"'),
        ("route: intranasal", 'route: "{}"'),
        ("about: effect", 'about: "{}"'),
        ("review: review article on Selank", 'review: "{}"'),
    ],
)
def test_text_is_such_as_can_be_seen(old, new, text, said):
    fault = faults(changed((old, new.format(text))))[0]
    assert fault.startswith(f"line {line_of(TEXT, old)}: ")
    assert said in fault


@pytest.mark.parametrize(
    "name",
    [
        "Selank (TP-7)",
        "SELANK (tp-7)",
        "Selank  (TP-7)",
        "\uff33elank (TP-7)",
        "Selank (TP\uff0d7)",
    ],
)
def test_no_two_formulations_look_alike(name):
    (fault,) = faults(changed(("name: N-acetyl Selank amidate", f'name: "{name}"')))
    line = line_of(TEXT, "name: N-acetyl Selank amidate")
    assert fault.startswith(f"line {line}: formulations[1].name: ")
    assert fault.endswith(" looks like the name of another formulation")


def test_the_line_is_that_of_the_fault():
    text = changed(("value: 75 mcg", "value: 750 mcg"))
    assert faults(text)[0].startswith(f"line {line_of(text, '750 mcg')}: ")


def test_all_faults_of_a_file_are_reported_at_once():
    text = changed(
        ("low: 200 mcg", "low: 200"),
        ("value: 75 mcg, sources: [review]", "value: 750 mcg, sources: [review]"),
        ("aliases: [spray]", "aliases: [Selank]"),
        ("id: n-acetyl-selank\n", "id: selank\n"),
        ("units_per_ml: 500", "units_per_ml: 50"),
        ("    route: intranasal", "    route: intranasal\n    route: nasal"),
    )
    places = (
        "daily.low",
        "mcg_per_spray",
        "aliases[0]",
        "formulations[4].id",
        "syringes[3]",
        "twice",
    )
    found = faults(text)
    assert len(found) == len(places)
    assert all(any(place in fault for fault in found) for place in places)


def test_a_key_that_stands_twice_is_a_fault_even_alone():
    assert faults(changed(("    route: intranasal", "    route: nasal\n    route: nasal"))) == [
        f"line {line_of(TEXT, 'route: intranasal') + 1}: 'route' stands twice"
    ]


def test_more_faults_than_a_person_reads_are_counted():
    found = faults(TEXT.replace("sources: [", "sources: [nobody, "))
    assert len(found) == 21
    assert found[-1].startswith("and ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the file: names with their values are needed here"),
        ("just text", "line 1: the file: names with their values are needed here"),
        ("daily: 5", "line 1: daily: names with their values are needed here"),
        ("daily: ~", "line 1: daily: names with their values are needed here"),
        ("? [a, b]\n: 1", "line 1: a name is plain text"),
        ("a: [1, 2", "line 1: "),
        ("a: b: c", "line 1: "),
        ("a: 1\n---\nb: 2", "line 2: "),
        ("a: &x 1\nb: *x", "line 2: aliases"),
        ("a: &x {b: 1}\nc:\n  <<: *x", "line 3: aliases"),
        ("a: 1\nb: " + "[" * 5000, "line 2: its brackets are nested too deeply"),
        ("a: \x07", "special characters"),
        ("a: !!python/object/apply:os.system [ls]", "line 1: tags (!) are not read"),
        ("a: 1\nb: !!null text", "line 2: tags (!) are not read"),
        ("a: 1\nb: ! 014", "line 2: tags (!) are not read"),
        ("a: 1\nb: {c: !!map {}}", "line 2: tags (!) are not read"),
    ],
)
def test_what_is_no_catalogue_at_all(text, said):
    assert any(said in fault for fault in faults(text))


def test_a_catalogue_needs_a_barrel_of_the_scale_in_use():
    text = TEXT.replace("scale: U-100, units_per_ml: 100", "scale: U-40, units_per_ml: 40")
    assert faults(text) == [
        f"line {line_of(text, '  - {scale: U-40')}: syringes: at least one U-100 barrel is needed"
    ]


class TestFiles:
    def test_a_catalogue_of_ones_own_changes_what_is_documented(self, tmp_path):
        path = tmp_path / "mine.yaml"
        path.write_text(changed(("daily: {low: 200 mcg", "daily: {low: 260 mcg")), "utf-8")
        mine = load_catalogue(path)
        asked = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
        assert [flag.code for flag in dose(**asked, catalogue=mine).flags] == [
            "daily-below-documented"
        ]
        assert dose(**asked).flags == ()

    def test_the_shipped_file_is_read_as_the_shipped_catalogue(self, tmp_path):
        path = tmp_path / "same.yaml"
        path.write_text(TEXT, "utf-8")
        assert load_catalogue(path) == CATALOGUE

    def test_what_is_null_is_not_documented(self):
        mine = parse_catalogue(changed(("route: intranasal", "route: null")), "mine.yaml")
        assert mine.formulation("spray").route is None

    def test_syringes_may_stand_in_any_order(self, tmp_path):
        first = "  - {scale: U-100, units_per_ml: 100, capacity: 0.3 mL, marks: 1 unit, also: [0.5 units], sources: [iso-8537]}\n"
        text = changed((first, "")).replace("\npumps:", f"{first}\npumps:")
        mine = parse_catalogue(text, "mine.yaml")
        result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", catalogue=mine)
        assert str(result.syringe.capacity_ml) == "0.3"

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"\xff\xfe\x00", "not UTF-8"), (b"#" * 200_001, "larger than 200 kB")],
    )
    def test_files_that_are_not_text_or_too_large(self, tmp_path, content, said):
        path = tmp_path / "bad.yaml"
        path.write_bytes(content)
        with pytest.raises(CatalogueError, match=said):
            load_catalogue(path)

    def test_files_that_can_not_be_read(self, tmp_path):
        for path in (tmp_path, tmp_path / "nothing", "\x00"):
            with pytest.raises(CatalogueError):
                load_catalogue(path)
