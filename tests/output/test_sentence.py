"""What `print` shows of a result."""

from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, course, diluent, dose, label

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}


def test_of_each_result():
    assert f"{dose(**VIAL)}" == (
        "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg; no flags"
    )
    assert f"{dose(**VIAL, draw='25 units')}" == (
        "25 units on a 0.3 mL U-100 syringe = 0.25 mL = 625 mcg, not 250 mcg; "
        "dose-draw-mismatch, dose-above-documented"
    )
    assert f"{dose(formulation='spray', sprays=2)}" == (
        "2 sprays = 0.1 mL = 150 mcg, 3 times a day; no flags"
    )
    assert f"{course(**VIAL, start='2026-12-01')}" == (
        "14 doses = 3500 mcg from 1 vial; each 10 units (U-100) = 0.1 mL = 250 mcg; no flags"
    )
    assert f"{diluent(vial='5 mg', dose='250 mcg')}" == (
        "In 3 mL: draw 15 units on a 0.3 mL U-100 syringe = 250 mcg; no flags"
    )
    assert f"{label(**VIAL, opened='2026-12-01')}" == (
        "Selank (TP-7): 5 mg in 2 mL = 2500 mcg/mL, discard 2026-12-29 if made with bacteriostatic "
        "water; "
        "Dose 10 units = 0.1 mL = 250 mcg; no flags"
    )


@given(
    st.decimals("2", "900", places=3), st.none() | st.integers(1, 100), st.integers(1, 24),
    st.integers(1, 300),
)  # fmt: skip
def test_it_is_one_line_of_160_characters_at_most(mg, draw, per_day, name):
    own = CATALOGUE.formulation("selank")._replace(name="x" * name)
    asked = {"formulation": own, "vial": f"{mg} mg", "diluent": "1.7 mL", "dose": "333.3 mcg"}
    given = {**asked, "per_day": per_day, "draw": draw and f"{draw} units"}
    for result in (
        dose(**given), label(**given, opened="2026-12-01"),
        course(**given, start="2026-12-01", beyond_use=99, days=40),
        diluent(formulation=own, vial=f"{mg} mg", dose="333.3 mcg"),
    ):  # fmt: skip
        said = f"{result}"
        assert len(said) <= 160
        assert "\n" not in said
        assert (
            not result.flags or result.flags[0].code in said or f"{len(result.flags)} flag" in said
        )
