"""`selank-calc label`: what belongs on a vial or bottle, as text and as an image to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import labels
from ..errors import ConflictingInputError
from .common import (
    Printed,
    answered,
    exit_code,
    form_of,
    missing_for_a_dose,
    print_as,
    refuse_to_write_any,
    say,
    with_catalogue,
)

if TYPE_CHECKING:
    from .options import (
        ForceOption,
        FormatOption,
        FullOption,
        JsonOption,
        LabelSvgOption,
        RecordOption,
        SizeOption,
        StrictOption,
    )

PRINTED = Printed("label_text.label_table", "plain_others.label_plain")


def label(
    full: FullOption = False,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    svg: LabelSvgOption = None,
    record: RecordOption = None,
    size: SizeOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> int:
    """A label for a vial or bottle, as text and to print.

    It has the name, the strength, the dose, when to discard it, and what is flagged. An image
    that is too small leaves out what matters least, and says which size holds all.

    selank-calc label --vial "5 mg" --diluent "2 mL" --dose "250 mcg" --opened 2026-11-21

    selank-calc label -f nasal-spray --sprays 2 --bottle "10 mL" --opened 2026-11-21

    selank-calc label --vial "5 mg" --diluent "2 mL" --dose "250 mcg" --svg vial.svg --size 50x25mm
    """
    form = form_of(output, as_json=as_json, full=full)
    if size is not None and svg is None:
        message = "a size needs an image."
        raise ConflictingInputError(message, "size", size, "Write also --svg label.svg.")
    refuse_to_write_any(svg=svg, record=record, force=force)
    if size is not None:
        labels.read_size(size)
    kit, typed = asked.pop("kit"), asked
    asked = with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    result = answered(labels.label, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        result = result.recorded(write_record(record, "label", typed, result, force=force))
    if svg is not None:
        from .whole_file import write_whole

        size = labels.USUAL_SIZE if size is None else size
        write_whole(svg, result.as_svg(size), "svg", force=force)
        say_what_is_left_out(result, size)
    print_as(form, result, PRINTED, kit, full=full)
    return exit_code(strict, result.flags)


def say_what_is_left_out(label: labels.Label, size: str) -> None:
    """On standard error: the lines for which the image has no room, and which size has it."""
    left_out = label.left_out(size)
    if left_out:
        larger = label.size_for_all(size)
        holds = f"--size {larger} holds" if larger else "No size of that shape holds"
        say("\n".join([f"{size} has no room for:", *left_out, f"{holds} all of it."]))
