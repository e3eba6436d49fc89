"""Worked examples of others, each with where it is published: ours must come to the same.

Read on 2026-11-21. What they call IU on a syringe are its units.
"""

from decimal import Decimal

import pytest

from selank_calc import convert, dose

# vial, diluent, dose, scale: mcg per mL, mL drawn, units drawn, where it stands
DRAWS = [
    ("5 mg", "1 mL", "0.25 mg", "U-100", 5000, "0.05", "5", "FDA alert of 26 July 2024"),
    ("5 mg", "2 mL", "0.25 mg", "U-100", 2500, "0.1", "10", "peptidecalcs.com/calculators/semaglutide"),
    ("5 mg", "2 mL", "250 mcg", "U-100", 2500, "0.1", "10", "labowned.com/tools/peptide-reconstitution-calculator"),
    ("10 mg", "2 mL", "0.5 mg", "U-100", 5000, "0.1", "10", "tryprotocol.io/calculator"),
    ("10 mg", "2 mL", "0.25 mg", "U-100", 5000, "0.05", "5", "peptide-intel.com/tools/reconstitution-calculator"),
    ("10 mg", "2 mL", "0.25 mg", "U-40", 5000, "0.05", "2", "peptide-intel.com/tools/reconstitution-calculator"),
    ("5 mg", "5 mL", "250 mcg", "U-100", 1000, "0.25", "25", "peptide-calculator-app.com, example D"),
    ("5 mg", "2 mL", "100 mcg", "U-100", 2500, "0.04", "4", "peptide-calculator-app.com, example E"),
    ("5 mg", "1 mL", "250 mcg", "U-100", 5000, "0.05", "5", "modernpeptidescience.com, reconstitution math"),
    ("100 mg", "4 mL", "25 mg", "U-100", 25000, "1", "100", "allnurses.com, math-help-822823"),
    ("2000 mg", "16 mL", "750 mg", "U-100", 125000, "6", "600", "allnurses.com, math-help-822823"),
    ("2000 mg", "8 mL", "750 mg", "U-100", 250000, "3", "300", "allnurses.com, math-help-822823"),
    ("200 mg", "1 mL", "3 g", "U-100", 200000, "15", "1500", "textbook chapter 19, Zosyn: scribd.com/document/378717848"),
]  # fmt: skip

# mg per mL, units on a U-100 syringe, mg: weightmethod.com, units to milligrams
UNITS_TO_MG = [
    ("5", "5", "0.25"), ("5", "10", "0.5"), ("5", "20", "1"), ("5", "34", "1.7"), ("5", "48", "2.4"),
    ("2.5", "10", "0.25"), ("2.5", "40", "1"), ("2.5", "68", "1.7"), ("2.5", "96", "2.4"),
    ("2", "12.5", "0.25"), ("2", "25", "0.5"), ("2", "50", "1"),
    ("1", "25", "0.25"), ("1", "50", "0.5"), ("1", "100", "1"),
    ("5", "25", "1.25"),  # FDA alert of 26 July 2024: drawn where 5 units were meant
]  # fmt: skip


@pytest.mark.parametrize(
    ("vial", "diluent", "asked", "scale", "mcg_per_ml", "ml", "units", "where"), DRAWS
)
def test_a_draw_is_what_they_say(vial, diluent, asked, scale, mcg_per_ml, ml, units, where):
    result = dose(vial=vial, diluent=diluent, dose=asked, scale=scale)
    shown = result.concentration_mcg_per_ml, result.draw_ml, result.draw_units
    assert shown == (mcg_per_ml, Decimal(ml), Decimal(units)), where


@pytest.mark.parametrize(("mg_per_ml", "units", "mg"), UNITS_TO_MG)
def test_units_carry_what_they_say(mg_per_ml, units, mg):
    result = dose(vial=f"{mg_per_ml} mg", diluent="1 mL", draw=f"{units} units")
    assert result.dose_mcg == Decimal(mg) * 1000
    back = convert(f"{units} units", "mg", vial=f"{mg_per_ml} mg", diluent="1 mL")
    assert back.converted == Decimal(mg)


def test_a_vial_gives_as_many_doses_as_they_say():
    # labowned.com: 5 mg in 2 mL, 250 mcg: 20 doses
    assert dose(vial="5 mg", diluent="2 mL", dose="250 mcg").doses_per_vial == 20


@pytest.mark.parametrize(
    ("vial", "mg_per_ml", "ml"),
    # peptide-calculator-app.com, examples A, B and C
    [("5 mg", "1", "5"), ("5 mg", "2", "2.5"), ("10 mg", "0.5", "20")],
)
def test_a_strength_needs_the_diluent_they_say(vial, mg_per_ml, ml):
    # A draw of one millilitre carries what one millilitre holds.
    result = dose(vial=vial, dose=f"{mg_per_ml} mg", draw="1 mL")
    assert result.diluent_ml == Decimal(ml)


def test_a_powder_that_takes_up_room_makes_the_strength_they_say():
    # Amoxicillin, 250 mg displacing 0.2 mL, in 5 mL: 48.08 mg/mL
    result = dose(vial="250 mg", diluent="5 mL", displacement="0.2 mL", dose="125 mg")
    assert round(result.concentration_mcg_per_ml / 1000, 2) == Decimal("48.08")


def test_a_dose_rounded_as_the_textbook_rounds_it():
    # Textbook chapter 19, cefazolin: 0.375 g at 330 mg/mL are 1.1 mL; scribd.com/document/378717848
    assert round(dose(vial="330 mg", diluent="1 mL", dose="0.375 g").draw_ml, 1) == Decimal("1.1")


@pytest.mark.parametrize(("capacity", "percent"), [("1 mL", 32), ("0.3 mL", 11)])
def test_five_units_are_as_uncertain_as_iso_7886_1_says(capacity, percent):
    result = dose(vial="5 mg", diluent="1 mL", dose="250 mcg", syringe=capacity, marks="1 unit")
    # Half a mark of reading, 0.5 of 5 units, is ours and comes on top: 10 %.
    off = (result.high_mcg - result.dose_mcg) / result.dose_mcg * 100 - 10
    assert off == percent


def test_the_nasal_spray_is_what_the_review_says():
    spray = dose(formulation="nasal-spray", sprays=3)
    assert (spray.spray_mcg, spray.sprays_per_day, spray.daily_mcg) == (75, 9, 675)
    by_mass = dose(formulation="nasal-spray", sprays=3, weight="67.5 kg")
    assert by_mass.daily_mcg_per_kg == 10  # 0.01 mg/kg a day
    assert convert("0.15 %", "mg/mL").converted == Decimal("1.5")


@pytest.mark.parametrize(
    ("spray_volume", "mcg"),
    [("0.05 mL", 75), ("0.07 mL", 105), ("0.10 mL", 150), ("0.14 mL", 210)],
)
def test_pumps_give_at_that_strength_what_is_on_file(spray_volume, mcg):
    result = dose(formulation="nasal-spray", sprays=1, spray_volume=spray_volume)
    assert result.spray_mcg == mcg
