"""`selank-calc chart`: what each mark of a barrel delivers, or each count of sprays or drops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dosing import charts
from ..dosing.asked import EXAMPLES, count
from .common import Printed, answered, exit_code, form_of, print_as, with_catalogue

if TYPE_CHECKING:
    from .options import EveryMarkOption, FormatOption, JsonOption, StrictOption

PRINTED = Printed("chart_table.chart_table", "plain_others.chart_plain", "records.chart_rows")


def chart(
    every_mark: EveryMarkOption = None,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> int:
    """What each mark of a syringe delivers, or each count of sprays or drops.

    Beside it stands whether that is within the documented dose, and what one to three such doses
    are a day. JSON and CSV have every mark.

    selank-calc chart --vial "5 mg" --diluent "2 mL"

    selank-calc chart --vial "5 mg" --diluent "2 mL" --syringe "1 mL" --every-mark 10

    selank-calc chart -f nasal-spray
    """
    form = form_of(output, as_json=as_json, every_mark=every_mark is not None)
    asked = with_catalogue(asked)
    lacking = charts.needed(asked["formulation"], asked)
    result = answered(charts.chart, asked, {name: EXAMPLES[name] for name in lacking})
    most = len(result.marks)
    every = None if every_mark is None else count(every_mark, "every_mark", 1, most)
    print_as(form, result, PRINTED, every=every)
    return exit_code(strict, result.flags)
