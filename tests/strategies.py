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
