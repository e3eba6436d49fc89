"""Amounts as people type them, for the property tests."""

from hypothesis import strategies as st

MASS_UNITS = ("mcg", "ug", "mg", "g", "micrograms")
VOLUME_UNITS = ("mL", "ml", "cc", "L", "uL")


def numbers(low="0.01", high="1000", places=4):
    return st.decimals(low, high, allow_nan=False, allow_infinity=False, places=places).map(
        lambda number: format(number, "f")
    )


def amounts(units, **kwargs):
    return st.builds(
        lambda number, unit: f"{number} {unit}", numbers(**kwargs), st.sampled_from(units)
    )


masses = amounts(MASS_UNITS)
volumes = amounts(VOLUME_UNITS)
vials = amounts(("mg",), low="0.5", high="50")
diluents = amounts(("mL",), low="0.2", high="10")
# Half of all doses near the documented figures, where the limits are.
doses = st.one_of(
    amounts(("mcg",), low="1", high="9000"),
    st.integers(1, 40).map(lambda sprays: f"{sprays * 12.5} mcg"),
    amounts(("mg",), low="0.01", high="3"),
)
body_masses = amounts(("kg", "lb"), low="3", high="300")
per_day = st.none() | st.integers(1, 24)
from_vials = st.sampled_from(("selank", "n-acetyl-selank-amidate", "n-acetyl-selank"))

draws = st.decimals("0.2", "120", places=2).map(str) | st.integers(1, 120).map(str)
# every barrel sold, by what is given to choose it: scale, capacity, spacing of marks
barrels = st.sampled_from(
    [(100, None, None), (100, "0.3", "0.5"), (100, "1", None), (100, "1", "1"), (100, None, "2"),
     (500, None, None), (40, None, None), (40, "0.5", "0.5"), (40, "2", None), (40, "2", "1")]
)  # fmt: skip
shares = st.just("100") | st.decimals("1", "100", places=1).map(str)
errors = st.just("0") | st.decimals("1", "50", places=1).map(str)
small_volumes = st.just("0 mL") | amounts(("mL",), low="0.0001", high="0.2")
pumps = st.none() | st.sampled_from(("0.07 mL", "0.10 mL", "0.14 mL", "0.033 mL"))
