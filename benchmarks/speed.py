"""Start-up and call, as ratios measured in one run: `uv run python benchmarks/speed.py`.

Processes take turns with the bare app that they are held against, so that a machine
whose speed drifts slows both. Medians; nothing is asserted.
"""

import tempfile
import time
from decimal import Decimal

from measuring import ASKED, PRINTS, TABLE, bare_app, calls, starts

from selank_calc import course, dose
from selank_calc.amounts.registry import vocabulary


def against(label, command, bare_label, bare):
    ours, floor, ratio = starts(command, bare)
    print(f"{label:14} {ours:6.1f} ms, {bare_label} {floor:6.1f} ms: {ratio:.2f} times")


def by_dose():
    return dose(vial="5 mg", diluent="2 mL", dose="250 mcg")


REGISTRY = vocabulary()
LIMITS = {
    name: REGISTRY.Quantity(Decimal(amount), unit)
    for name, amount, unit in (
        ("day low", "200", "mcg"), ("day high", "675", "mcg"),
        ("dose low", "250", "mcg"), ("dose high", "500", "mcg"),
        ("slip low", "25", "mcg"), ("slip high", "5000", "mcg"),
        ("small", "5", "units"), ("very small", "2", "units"),
        ("scale", "100", "units/mL"), ("mark", "1", "units"),
        ("barrel 1", "0.3", "mL"), ("barrel 2", "0.5", "mL"), ("barrel 3", "1", "mL"),
    )
}  # fmt: skip
OF_CAPACITY, OF_VOLUME, HALF = Decimal("0.015"), Decimal("0.02"), Decimal("0.5")


def on_quantities():
    """The same figures and the same checks on pint Quantities, from text to number."""
    vial, diluent, asked = REGISTRY("5 mg"), REGISTRY("2 mL"), REGISTRY("250 mcg")
    concentration, scale, mark = vial / diluent, LIMITS["scale"], LIMITS["mark"]
    draw = asked / concentration
    barrels = (LIMITS["barrel 1"], LIMITS["barrel 2"], LIMITS["barrel 3"])
    barrel = next((each for each in barrels if draw <= each), barrels[-1])
    units = draw * scale
    nearest = max(round((units / mark).to("").magnitude), 1) * mark
    per_day = 1

    def beside(units):
        carried = units / scale * concentration
        return units.to("units"), carried.to("mcg"), ((carried - asked) / asked).to("") * 100

    (at, delivered, error), below, above = map(beside, (nearest, nearest - mark, nearest + mark))
    daily, delivered_daily = asked * per_day, delivered * per_day
    volume = nearest / scale
    off = barrel * OF_CAPACITY + volume * OF_VOLUME + mark / scale * HALF
    doses = int((diluent / draw).to("").magnitude)
    amounts = {
        "concentration": concentration.to("mcg/mL"),
        "dose": asked.to("mcg"),
        "daily": daily.to("mcg"),
        "delivered": delivered,
        "delivered_daily": delivered_daily.to("mcg"),
        "error_percent": error.magnitude,
        "low": ((volume - off) * concentration).to("mcg"),
        "high": ((volume + off) * concentration).to("mcg"),
        "vial": vial.to("mcg"),
        "diluent": diluent.to("mL"),
        "draw_ml": draw.to("mL"),
        "draw_units": units.to("units"),
        "mark_units": at,
        "below": below,
        "above": above,
        "doses_per_vial": doses,
        "days_per_vial": doses // per_day,
    }
    checks = [asked > vial, delivered > vial, draw > barrel, units != nearest]
    for each in (units, nearest):
        checks += [each < LIMITS["small"], each <= LIMITS["very small"]]
    for each in (daily, delivered_daily):
        checks += [each > LIMITS["day high"], each < LIMITS["day low"]]
    for each in (asked, delivered):
        checks += [each > LIMITS["dose high"], each < LIMITS["dose low"]]
        checks += [each >= LIMITS["slip high"], each <= LIMITS["slip low"]]
    return amounts, barrel, checks


def the_same(result, amounts):
    """Both ways give one answer: a benchmark of two different things would say nothing."""
    for name in ("draw_units", "mark_units"):
        assert getattr(result, name) == amounts[name].magnitude, name
    assert result.low_mcg == amounts["low"].magnitude
    assert result.high_mcg == amounts["high"].magnitude
    assert result.above.delivered_mcg == amounts["above"][1].magnitude


def main():
    with tempfile.TemporaryDirectory() as folder:
        for label, command, bare_label, body in (
            ("dose --json", [*ASKED, "--json"], "a bare Typer app", PRINTS),
            ("dose", ASKED, "the same app with one Rich table", TABLE),
        ):
            against(label, command, bare_label, bare_app(folder, body))
    the_same(by_dose(), on_quantities()[0])
    call, raw, ratio = calls(by_dose, on_quantities)
    faster = f"{1 / ratio:.0f} times faster"
    print(f"{'dose()':14} {call:6.1f} us, on pint Quantities {raw:.0f} us: {faster}")
    start = time.perf_counter()
    plan = course(
        vial="20 mg", diluent="4 mL", dose="100 mcg", days=3653, per_day=5, start="2026-11-21"
    )
    took = (time.perf_counter() - start) * 1000
    each = f"{took * 1000 / plan.doses:.2f} us a dose"
    print(f"{'course()':14} {took:6.1f} ms for ten years of five doses a day: {each}")


if __name__ == "__main__":
    main()
