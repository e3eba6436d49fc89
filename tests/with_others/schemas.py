"""JSON Schemas in check-jsonschema: they are schemas, take what the tool prints, and no other."""

import json

from .programs import Outcome, ProgramError, run, tool, version_of

VIAL = ("--vial", "5 mg", "--diluent", "2 mL")
DOSE = (*VIAL, "--dose", "250 mcg")
SPRAY = ("-f", "nasal-spray", "--sprays", "2")
PRINTED = {
    "result": [
        ("dose", *DOSE), ("dose", *SPRAY), ("dose", "-f", "nasal-drops", "--drops", "3"),
        ("dose", "--vial", "10 mg", "--diluent", "3 mL", "--dose", "250 mcg", "--per-day", "3"),
    ],
    "diluent": [("diluent", "--vial", "5 mg", "--dose", "250 mcg")],
    "course": [
        ("course", *DOSE, "--start", "2027-02-01", "--times", "08:00,20:00", "--price", "30"),
        ("course", *SPRAY, "--start", "2027-02-01", "--bottle", "10 mL"),
    ],
    "label": [("label", *DOSE, "--opened", "2026-11-21"), ("label", *SPRAY)],
    "chart": [("chart", *VIAL), ("chart", "-f", "nasal-spray")],
    "convert": [("convert", "12 units", "mL"), ("convert", "5 mg", "nmol")],
    "formulations": [("formulations",), ("formulations", "amidate")],
}  # fmt: skip
# Rows as people give them, and one that fails: what batch prints of each is a result.
ROWS = [
    {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"},
    {"formulation": "spray", "sprays": 2},
    {"vial_mg": 5, "diluent_ml": 2, "draw": "9 units"},
]
FAILS = {"vial": "5 kg", "diluent": "2 mL", "dose": "250 mcg"}
# What is put in the place of a right value, a kind each.
WRONG = {
    "row": {"vial": "5 volts"},
    "result": {"dose_mcg": "a lot"},
    "diluent": {"options": "none"},
    "course": {"days_detail": [{"date": "tomorrow"}]},
    "label": {"mixed": 20261121},
    "chart": {"marks": [{"units": "ten"}]},
    "convert": {"converted": None},
    "formulations": {"formulations": 5},
    "catalogue": {"daily": "every day"},
    "record": {"command": "guess"},
}


def all_made(folder):
    """By kind: its schema as a file, and files with what the tool prints or reads by it."""
    made = {kind: [] for kind in WRONG}

    def written(kind, text, ending="json"):
        file = folder / f"{kind}-{len(made[kind])}.{ending}"
        file.write_text(text, encoding="utf-8")
        made[kind].append(file)

    for kind, commands in PRINTED.items():
        for command in commands:
            written(kind, tool(*command, "--json"))
    for row in ROWS:
        written("row", json.dumps(row))
    rows = "".join(json.dumps(row) + "\n" for row in [*ROWS, FAILS])
    for row in tool("batch", "-", stdin=rows, codes=(1,)).splitlines():
        written("result", row)
    written("catalogue", tool("formulations", "--yaml"), "yaml")
    for command in ("dose", "label"):
        record = folder / "record.json"
        tool(command, *DOSE, "--record", record, "--force")
        written("record", record.read_text(encoding="utf-8"))
    for kind, files in made.items():
        schema = folder / f"{kind}.schema.json"
        schema.write_text(tool("schema", kind), encoding="utf-8")
        yield kind, schema, files


def wrong_of(kind, files, folder):
    """The first of the files with a value that its schema has to refuse."""
    right = files[0].read_text(encoding="utf-8")
    file = folder / f"wrong-{kind}.json"
    value = {} if files[0].suffix == ".yaml" else json.loads(right)
    file.write_text(json.dumps({**value, **WRONG[kind]}), encoding="utf-8")
    return file


def faults(kind, schema, files, folder):
    """What check-jsonschema says against a schema, or does not say against a wrong value."""
    wrong = []
    for asked in (("--check-metaschema", schema), ("--schemafile", schema, *files)):
        try:
            run("check-jsonschema", *asked)
        except ProgramError as failed:
            wrong.append(f"{kind}: {failed}")
    try:
        run("check-jsonschema", "--schemafile", schema, wrong_of(kind, files, folder), codes=(1,))
    except ProgramError:
        wrong.append(f"{kind}: takes {WRONG[kind]}")
    return wrong


def outcomes(folder):
    """What check-jsonschema makes of every schema."""
    made = list(all_made(folder))
    count = sum(len(files) for _kind, _schema, files in made)
    read = f"{len(made)} schemas; {count} files taken, {len(made)} wrong ones refused"
    version = version_of("check-jsonschema")
    differs = version and [line for each in made for line in faults(*each, folder)]
    yield Outcome("check-jsonschema", version, read, differs)
