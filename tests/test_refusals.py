"""Every refusal of the calculations, whole, as a snapshot: code, message, field, text, hint.

This is what a program gets, and what a row of a batch says. That the command line prints the
same, its names as options, is held for all of them in `tests/cli/test_bad_input.py`.
"""

import re
from datetime import datetime, time
from decimal import Decimal
from inspect import signature

import pint
import pytest

from selank_calc import (
    CATALOGUE,
    SelankCalcError,
    chart,
    convert,
    course,
    diluent,
    dose,
    label,
)
from selank_calc.dosing.arguments import DoseArguments

VIAL = {"vial": "5 mg", "diluent": "2 mL"}
DOSE = {**VIAL, "dose": "250 mcg"}
COURSE = {**DOSE, "start": "2026-11-21", "days": 7}
SPRAY = {"formulation": "spray", "sprays": 2}
IN_USE = {**COURSE, "opened": "2026-11-20"}
IN_USE_SPRAY = {
    **SPRAY, "bottle": "10 mL", "start": "2026-11-21", "days": 7, "opened": "2026-11-20",
}  # fmt: skip
SELANK = CATALOGUE.formulation("selank")
BY_HAND = CATALOGUE.formulation("spray")._replace(aliases=())


def of_dose(text):
    return dose, {**VIAL, "dose": text}


REFUSED = {
    # amounts
    "no amount": (convert, {"amount": None, "to": "mg"}),
    "no unit": of_dose("250"),
    "no unit, of ten digits": of_dose("1234567890"),
    "no unit, of more": of_dose(" 12345678901 "),
    "no unit where there is one": (dose, {**DOSE, "weight": "70"}),
    "no unit of a volume": (dose, {**DOSE, "diluent": "2"}),
    "no unit of a volume that can be none": (dose, {**DOSE, "displacement": "0.1"}),
    "no unit of a vial's size": (diluent, {"vial": "5 mg", "dose": "250 mcg", "vial_size": "3"}),
    "no unit of a draw": (dose, {**VIAL, "draw": "12"}),
    "a number": of_dose(250),
    "a number where there is one unit": (dose, {**DOSE, "syringe": 1}),
    "a truth": of_dose(True),
    "a list of a number of thousands of digits": of_dose([10**5000]),
    "a list": of_dose(["250 mcg"]),
    "an integer of thousands of digits": of_dose(10**5000),
    "an unknown unit": of_dose("250 mcgs"),
    "an unknown unit with a point": of_dose("5 mgs."),
    "a unit nearly written": of_dose("5 miligrams"),
    "a unit of another size": of_dose("5 cg"),
    "a long unit of another size": of_dose("5 megagram"),
    "a unit with a letter more": of_dose("5 mgX"),
    "a unit nothing is near": of_dose("250 xyzzy"),
    "a capital letter": of_dose("5 G"),
    "MG": of_dose("5 MG"),
    "Mg": of_dose("5 Mg"),
    "M": of_dose("5 M"),
    "mu": of_dose("5 mu"),
    "U": of_dose("5 U"),
    "u": of_dose("5 u"),
    "IU": of_dose("5 IU"),
    "iu": of_dose("5 iu"),
    "ML": (dose, {**DOSE, "diluent": "2 ML"}),
    "another kind": of_dose("2 mL"),
    "another kind, in units": of_dose("10  units"),
    "another kind, in sprays": of_dose("2 Sprays "),
    "another kind, in sprays, of a course": (course, {**COURSE, "dose": "2 sprays"}),
    "another kind, a draw, of a course": (course, {**COURSE, "dose": "10 units"}),
    "another kind, in a part of a spray": of_dose("2.5 sprays"),
    "another kind, of a spray": (dose, {"formulation": "spray", "dose": "10 units"}),
    "another kind, of a spray, in sprays": (dose, {"formulation": "spray", "dose": "2 sprays"}),
    "another kind, of a spray, in mL": (dose, {"formulation": "spray", "dose": "0.1 mL"}),
    "another kind, of a draw": (dose, {**VIAL, "draw": "12 mg"}),
    "another kind, where no draw is taken": (diluent, {"vial": "5 mg", "dose": "10 units"}),
    "another kind, in a step": (course, {**VIAL, "step": "10 units x 7d"}),
    "a dose by body mass of nobody": (dose, {**VIAL, "dose": "3.5 mcg/kg"}),
    "a dose by body mass of nobody, to spray": (
        dose, {"formulation": "spray", "dose": "3.5 mcg/kg"},
    ),
    "a dose by body mass of nobody, in a step": (course, {**VIAL, "step": "3.5 mcg/kg x 7d"}),
    "a dose by body mass of nobody, to dissolve": (diluent, {"vial": "5 mg", "dose": "3 mcg/kg"}),
    "a dose by body mass of nobody, on a label": (label, {**VIAL, "dose": "3.5 mcg/kg"}),
    "a dose by body mass a day": (dose, {**VIAL, "dose": "3.5 mcg/kg/day", "weight": "70 kg"}),
    "a dose by body mass out of bounds": (dose, {**VIAL, "dose": "2 g/kg", "weight": "70 kg"}),
    "a vial by body mass": (dose, {**DOSE, "vial": "5 mg/kg", "weight": "70 kg"}),
    "a body mass of none": (dose, {**VIAL, "dose": "3.5 mcg/kg", "weight": "0 kg"}),
    "a body mass out of bounds": (dose, {**DOSE, "weight": "7000 kg"}),
    "a strength as a vial": (dose, {"vial": "5 mg/mL", "dose": "250 mcg"}),
    "a strength as the vial of a spray": (dose, {"formulation": "spray", "vial": "0.1 %"}),
    "a strength as a vial to dissolve": (diluent, {"vial": "5 mg/mL", "dose": "250 mcg"}),
    "a strength out of bounds as a vial": (dose, {"vial": "1 kg/mL", "dose": "250 mcg"}),
    "a strength alone": (dose, {"strength": "5 mg/mL"}),
    "a strength as a mass": (dose, {"strength": "5 mg", "dose": "250 mcg"}),
    "a volume without a strength": (dose, {**DOSE, "volume": "2 mL"}),
    "a strength and a vial": (dose, {**DOSE, "strength": "5 mg/mL"}),
    "a strength without a preservative": (
        label, {"strength": "5 mg/mL", "dose": "250 mcg", "preservative_free": True},
    ),
    "a price of vials of unknown volume": (
        course, {"strength": "5 mg/mL", "dose": "250 mcg", "days": 7, "price": "10"},
    ),
    "a strength to convert by, and a vial": (
        convert, {"amount": "1 mg", "to": "mL", "vial": "5 mg", "strength": "5 mg/mL"},
    ),
    "marks that are true": (dose, {**DOSE, "marks": True}),
    "marks of another kind": (dose, {**DOSE, "marks": "0.5 mL"}),
    "marks of none": (dose, {**DOSE, "marks": 0}),
    "a barrel of none": (dose, {**DOSE, "syringe": "0/10 cc"}),
    "a barrel of another kind": (dose, {**DOSE, "syringe": "3/10 mg"}),
    "another kind, of two units": of_dose("2 mg/mL"),
    "a decimal comma": of_dose("0,25 mg"),
    "a decimal comma, nothing before it": of_dose(",25 mg"),
    "a comma that may be either": of_dose("2,700 mcg"),
    "a comma that may be either, below zero": of_dose("-2,700mcg"),
    "a comma after zero": of_dose("0,250 mg"),
    "a comma before zeros": of_dose("5,00 mg"),
    "a comma and no unit": of_dose("5,5"),
    "a comma and what can't be printed": of_dose("5,5 \x1b"),
    "commas": of_dose("1,000,000 mcg"),
    "not a number": of_dose("nan mcg"),
    "infinity": of_dose("-Infinity mcg"),
    "an empty cell of a table": of_dose(float("nan")),
    "an exponent": of_dose("1e9999 mg"),
    "a large exponent in capitals": of_dose("1E-9999 mg"),
    "an exponent beyond the bounds": of_dose("1e29 mg"),
    "a long one": of_dose("9" * 65 + " mg"),
    "words": of_dose("a little"),
    "words of forty characters": of_dose("a little " * 4 + "more"),
    "an expression": of_dose("9**9**9 mg"),
    "escape codes": of_dose("\x1b[31m5\x1b[0m mg"),
    "markup": of_dose("[bold]5[/bold] mg"),
    "a line break": of_dose("5\nmg\nx"),
    "right to left": of_dose("\u202e5 mg"),
    "a unit before its number": of_dose("mg 5"),
    "zero": of_dose("0 mcg"),
    "below zero": (dose, {**DOSE, "dead_space": "-1 mL"}),
    "too little": of_dose("0.0001 mcg"),
    "too much": of_dose("1001 g"),
    "far below zero": of_dose("-1e15 mg"),
    "a quantity of another kind": of_dose(pint.Quantity(2, "milliliter")),
    "a quantity that converts to nothing here": of_dose(pint.Quantity(2, "second")),
    "a quantity of two numbers": of_dose(pint.Quantity([1, 2], "milligram")),
    "a quantity that is not a number": of_dose(pint.Quantity(float("nan"), "milligram")),
    "a quantity below zero": of_dose(pint.Quantity(-2, "milligram")),
    "a percentage in words": (dose, {**DOSE, "content": "most"}),
    "a percentage of another unit": (dose, {**DOSE, "content": "5 mg"}),
    "an error of another unit": (dose, {**DOSE, "vial_error": "5 mg"}),
    "a percentage of none": (dose, {**DOSE, "content": "0 %"}),
    "an error below nothing": (dose, {**DOSE, "diluent_error": "-1 %"}),
    "a percentage that is true": (dose, {**DOSE, "content": True}),
    "a share": (dose, {**DOSE, "content": "0.862"}),
    "a share of an error": (dose, {**DOSE, "vial_error": 0.05}),
    "all or 1 %": (dose, {**DOSE, "content": 1}),
    "a share that is too small": (dose, {**DOSE, "content": "0.0099"}),
    "a share that is not": (dose, {**DOSE, "content": "0.01"}),
    "a small share of an error": (dose, {**DOSE, "vial_error": Decimal("1E-15")}),
    "a share that is tiny": (dose, {**DOSE, "vial_error": Decimal("1E-16")}),
    "a percentage too high": (dose, {**DOSE, "content": "101 %"}),
    "a percentage of a long text": (dose, {**DOSE, "content": "9" * 65}),
    # counts
    "a count of none": (dose, {**DOSE, "per_day": 0}),
    "a count too high": (dose, {**DOSE, "per_day": "25"}),
    "a count in words": (dose, {**DOSE, "per_day": "two"}),
    "a count that can be none, in words": (dose, {**SPRAY, "bottle": "10 mL", "priming": "few"}),
    "a count of seven digits": (dose, {**SPRAY, "sprays": "0000002"}),
    "a count that is a fraction": (dose, {**DOSE, "per_day": 1.5}),
    "a count that is true": (dose, {**DOSE, "per_day": True}),
    # names
    "a formulation nobody knows": (dose, {**DOSE, "formulation": "insulin"}),
    "a formulation nearly written": (dose, {**DOSE, "formulation": "selnak"}),
    "a formulation that is no text": (dose, {**DOSE, "formulation": 5}),
    "no catalogue": (dose, {**DOSE, "catalogue": "mine.yaml"}),
    "a scale nobody knows": (dose, {**DOSE, "scale": "U-200"}),
    "a scale of two readings": (dose, {**DOSE, "scale": "U50"}),
    "a scale that is no text": (dose, {**DOSE, "scale": 100}),
    "a syringe that is not sold": (dose, {**DOSE, "syringe": "2 mL"}),
    "marks that are not sold": (dose, {**DOSE, "syringe": "0.5 mL", "marks": "0.5 units"}),
    "marks that no barrel has": (dose, {**DOSE, "marks": "0.7"}),
    "a barrel that is not sold, in units": (dose, {**DOSE, "syringe": "60 units"}),
    "a barrel of another scale": (dose, {**DOSE, "scale": "U-500", "syringe": "0.3 mL"}),
    # doses from a vial
    "nothing": (dose, {}),
    "a vial alone": (dose, {"vial": "5 mg"}),
    "a vial and a diluent": (dose, VIAL),
    "a draw alone": (dose, {"draw": "10 units"}),
    "a draw and a vial": (dose, {"vial": "5 mg", "draw": "10 units"}),
    "sprays from a vial": (dose, {**DOSE, "sprays": 2}),
    "a bottle from a vial": (dose, {**DOSE, "bottle": "10 mL"}),
    "a spray volume from a vial": (dose, {**DOSE, "spray_volume": "0.1 mL"}),
    "no room beside the powder": (
        dose,
        {"vial": "1 mg", "dose": "250 mcg", "draw": "10 units", "displacement": "1 mL"},
    ),
    "no room at all beside the powder": (
        dose,
        {"vial": "1 mg", "dose": "250 mcg", "draw": "0.1 mL", "displacement": "0.4 mL"},
    ),
    "hardly any room beside the powder": (
        dose,
        {"vial": "1 mg", "dose": "250 mcg", "draw": "0.1 mL", "displacement": "0.39995 mL"},
    ),
    "a diluent beyond the bounds": (dose, {"vial": "1000 g", "dose": "1 mcg", "draw": "1 mL"}),
    # sprays
    "no dose of a spray": (dose, {"formulation": "spray"}),
    "a draw of a spray": (dose, {**SPRAY, "draw": "10 units"}),
    "content of a spray ready made": (dose, {**SPRAY, "content": "86 %"}),
    "spray volume is not known": (
        dose,
        {**SPRAY, "formulation": BY_HAND._replace(spray_ml=None)},
    ),
    "strength is not known": (
        dose,
        {**SPRAY, "formulation": BY_HAND._replace(strength_mcg_per_ml=None)},
    ),
    "no dose is documented": (
        dose,
        {"formulation": BY_HAND._replace(dose_mcg=None), "vial": "5 mg"},
    ),
    "a diluent, and of the rest a dose": (
        dose, {"formulation": "spray", "diluent": "2 mL", "dose": "150 mcg"},
    ),
    "an error of a vial of a spray ready made": (dose, {**SPRAY, "vial_error": "5 %"}),
    "priming without a bottle": (dose, {**SPRAY, "priming": 5}),
    "what is left without a bottle": (dose, {**SPRAY, "residual": "1 mL"}),
    "all is left": (dose, {**SPRAY, "bottle": "9 mL", "residual": "9 mL"}),
    "all is priming": (dose, {**SPRAY, "bottle": "0.4 mL", "priming": 9}),
    "a bottle of more than was made": (
        dose,
        {"formulation": "spray", "vial": "5 mg", "bottle": "10 mL"},
    ),
    # chart()
    "a chart of nothing": (chart, {}),
    "a chart without a diluent": (chart, {"vial": "5 mg"}),
    "a chart of a vial that is sprayed": (chart, {**VIAL, "spray_volume": "0.1 mL"}),
    "a chart of a strength and a vial": (chart, {"strength": "5 mg/mL", "vial": "5 mg"}),
    "a chart of a spray with a content and no vial": (
        chart, {"formulation": "spray", "content": "80 %"},
    ),
    # diluent()
    "a choice without a vial": (diluent, {"dose": "250 mcg"}),
    "a choice without a dose": (diluent, {"vial": "5 mg"}),
    "a choice for a spray on a scale": (
        diluent, {"vial": "5 mg", "dose": "150 mcg", "formulation": "spray", "scale": "U-40"},
    ),
    "a choice for a spray in a syringe": (
        diluent, {"vial": "5 mg", "dose": "150 mcg", "formulation": "spray", "syringe": "0.3 mL"},
    ),
    "a choice without room": (
        diluent,
        {"vial": "5 mg", "dose": "250 mcg", "vial_size": "3 mL", "displacement": "3 mL"},
    ),
    "a choice with a powder of another kind": (
        diluent,
        {"vial": "5 mg", "dose": "250 mcg", "displacement": "5 mg"},
    ),
    "a choice in a large vial": (
        diluent,
        {"vial": "5 mg", "dose": "250 mcg", "vial_size": "1 L"},
    ),
    # dates
    "a date in words": (course, {**COURSE, "start": "tomorrow"}),
    "a date in two orders": (course, {**COURSE, "start": "12/01/2026"}),
    "a date in one order": (course, {**COURSE, "start": "31.12.2026"}),
    "a date in no order": (course, {**COURSE, "start": "31-31-2026"}),
    "a date without zeros": (course, {**COURSE, "start": "2026-1-2"}),
    "a date that is a number": (course, {**COURSE, "start": 20261121}),
    "a date after a line of blanks": (course, {**COURSE, "start": " " * 60 + "2026-11-21"}),
    "a month that does not exist": (course, {**COURSE, "start": "2026-13-01"}),
    "a day that does not exist": (course, {**COURSE, "start": "2026-02-29"}),
    "day 0": (course, {**COURSE, "start": "2026-12-00"}),
    "year 0": (course, {**COURSE, "start": "0000-12-01"}),
    "a year long ago": (course, {**COURSE, "start": "1899-12-31"}),
    "a year far off": (course, {**COURSE, "today": "2201-01-01"}),
    "a month of expiry in another order": (label, {**DOSE, "expires": " 12/2026"}),
    "a month of expiry without a zero": (label, {**DOSE, "expires": "2026-1"}),
    "month 13 of expiry": (label, {**DOSE, "expires": "13/2026"}),
    "a month of expiry in year 0": (label, {**DOSE, "expires": "0000-02"}),
    "an expiry that is a number": (label, {**DOSE, "expires": 202612}),
    "a time of day in words": (course, {**COURSE, "times": "8pm"}),
    "hour 24": (course, {**COURSE, "times": "24:00"}),
    "minute 60": (course, {**COURSE, "times": ["08:60"]}),
    "a time of day with seconds": (course, {**COURSE, "times": [time(8, 0, 1)]}),
    "a time of day after a line of blanks": (course, {**COURSE, "times": " " * 60 + "08:00"}),
    "a time twice": (course, {**COURSE, "times": "08:00,8:00"}),
    "times that are a number": (course, {**COURSE, "times": 8}),
    "times too many to look at": (course, {**COURSE, "times": ["08:00"] * 65}),
    "times too many": (
        course,
        {**COURSE, "times": [f"{hour:02}:{minute}" for hour in range(5) for minute in range(10, 15)]},
    ),
    "times and another number of doses": (course, {**COURSE, "times": "8:00,20:00", "per_day": 3}),
    "a time zone nearly written": (course, {**COURSE, "timezone": "Europe/Berln"}),
    "a time zone that is an offset": (course, {**COURSE, "timezone": "UTC+10"}),
    "a day of the week that is none": (course, {**COURSE, "skip": "Sonday"}),
    "a day of the week nothing is near": (course, {**COURSE, "skip": "never"}),
    "two letters of a day of the week": (course, {**COURSE, "skip": ["su"]}),
    "days of the week too many to look at": (course, {**COURSE, "skip": ["Sat"] * 41}),
    "a day of the week that is a number": (course, {**COURSE, "skip": 0}),
    "a day of the week that is a truth": (course, {**COURSE, "skip": False}),
    "no text for a day of the week": (course, {**COURSE, "skip": ""}),
    "all days of the week": (course, {**COURSE, "skip": "mon,tue,wed,thu,fri,sat,sun"}),
    "a day that is skipped and named": (course, {**COURSE, "skip": "Thu,Sun", "on": "Mon,Thu"}),
    "days counted and named": (course, {**COURSE, "every": 3, "on": "Mon"}),
    "no day of those named": (course, {**COURSE, "days": 2, "on": "Wed"}),
    "every week on a day that is skipped": (course, {**COURSE, "every": 7, "skip": "Sat"}),
    "every day none": (course, {**COURSE, "every": "0d"}),
    "every week in words": (course, {**COURSE, "every": "1 week"}),
    "all days of the course": (course, {**COURSE, "days": 2, "skip": ["Sat", "Sun"]}),
    # courses
    "an end before the start": (course, {**COURSE, "days": None, "end": "2026-11-20"}),
    "an end and days": (course, {**COURSE, "end": "2026-12-20"}),
    "an end of two courses": (
        course,
        {**COURSE, "days": None, "end": "2026-12-20", "courses": 2},
    ),
    "more than ten years": (course, {**COURSE, "days": 3653, "courses": 2, "break_days": 0}),
    "a break of one course": (course, {**COURSE, "break_days": 7}),
    "no break is documented": (course, {**SPRAY, "start": "2026-11-21", "courses": 2}),
    "steps and a dose": (course, {**COURSE, "days": None, "step": ["250 mcg x 7d"]}),
    "steps and sprays": (course, {**SPRAY, "step": ["2 sprays x 7d"]}),
    "steps that take other days": (course, {**VIAL, "days": 14, "step": "250 mcg x 7d"}),
    "steps and an end": (
        course,
        {**VIAL, "start": "2026-11-21", "end": "2026-12-20", "step": "250 mcg x 7d"},
    ),
    "a step without days": (course, {**VIAL, "step": "250 mcg"}),
    "a step of weeks": (course, {**VIAL, "step": ["250 mcg x 2w"]}),
    "a step of fewer days than none": (course, {**VIAL, "step": [("250 mcg", -3)]}),
    "a step of no days": (course, {**VIAL, "step": ("250 mcg", 0)}),
    "a step without a unit": (course, {**VIAL, "step": "250 x 7d"}),
    "a step of three": (course, {**VIAL, "step": [("250 mcg", 7, 8)]}),
    "a step that is a number": (course, {**VIAL, "step": 250}),
    "a step of a long text": (course, {**VIAL, "step": "9" * 120 + " mcg x 7d"}),
    "a step of 81 characters": (course, {**VIAL, "step": "250 mcg x" + " " * 70 + "7d"}),
    "steps too many": (course, {**VIAL, "step": ["250 mcg x 1d"] * 101}),
    "a preservative, and none": (
        course,
        {**COURSE, "preservative_free": True, "diluent_kind": "bacteriostatic"},
    ),
    "a diluent that is misspelt": (dose, {**DOSE, "diluent_kind": "sterlie"}),
    "a diluent that is none": (label, {**DOSE, "diluent_kind": "tap water"}),
    "a diluent that is no text": (dose, {**DOSE, "diluent_kind": 3}),
    "a diluent of what is bought": (dose, {**SPRAY, "diluent_kind": "saline"}),
    "no preservative in what is bought": (label, {**SPRAY, "preservative_free": True}),
    "a preservative in words": (course, {**COURSE, "preservative_free": "yes"}),
    "no days beyond use": (course, {**COURSE, "beyond_use": 0}),
    "a price in words": (course, {**COURSE, "price": "much"}),
    "a price with a comma": (course, {**COURSE, "price": "39,90"}),
    "a price of a long text": (course, {**COURSE, "price": "1" * 65}),
    "a price that is not a number": (course, {**COURSE, "price": Decimal("NaN")}),
    "a price of 65 digits": (course, {**COURSE, "price": Decimal("1E+64")}),
    "a price of a million digits": (course, {**COURSE, "price": Decimal("1E+999999")}),
    "a price below zero": (course, {**COURSE, "price": "-3"}),
    "a price too high": (course, {**COURSE, "price": "1000000000000.01"}),
    "a currency without a price": (course, {**COURSE, "currency": "EUR"}),
    "a currency in full": (course, {**COURSE, "price": "39.90", "currency": "euro"}),
    "a currency that is no text": (course, {**COURSE, "price": "39.90", "currency": 978}),
    "a currency that is not a number": (
        course,
        {**COURSE, "price": "39.90", "currency": float("nan")},
    ),
    "fewer than no vials": (course, {**COURSE, "on_hand": -1}),
    "a vial that holds no dose": (course, {**COURSE, "dose": "6 mg"}),
    "a vial that holds no dose of a step": (
        course,
        {**VIAL, "step": ["250 mcg x 7d", "6 mg x 7d"]},
    ),
    "a vial that holds no dose and what is lost": (
        course,
        {**COURSE, "dose": "5 mg", "dead_space": "0.08 mL"},
    ),
    "more left than a vial holds": (course, {**IN_USE, "left": "2.1 mL"}),
    "more mass left than a vial holds": (course, {**IN_USE, "left": "5.1 mg"}),
    # 5 mg / 300 mcg are 16.7
    "more doses left than a vial holds": (course, {**IN_USE, "dose": "300 mcg", "left": "17 doses"}),
    "less than a dose left": (course, {**IN_USE, "left": "0.09 mL"}),
    "more left than a bottle holds": (course, {**IN_USE_SPRAY, "left": "10.1 mL"}),
    "something left in a vial of which the day is not known": (course, {**COURSE, "left": "1 mL"}),
    "a vial opened after the first dose": (course, {**COURSE, "opened": "2026-12-01"}),
    "a vial in use past its date": (course, {**COURSE, "opened": "2026-10-01"}),
    "less than a dose left in a bottle": (course, {**IN_USE_SPRAY, "left": "0.09 mL"}),
    "a bottle that holds no dose": (
        course,
        {**SPRAY, "start": "2026-11-21", "days": 7, "bottle": "0.15 mL", "priming": 2},
    ),
    "a bottle of drops that holds no dose": (
        course,
        {"formulation": "drops", "drops": 2, "start": "2026-11-21", "days": 7, "bottle": "0.05 mL"},
    ),
    **{
        f"{name} of a bottle of unknown fill": (course, {**SPRAY, "days": 7, name: value})
        for name, value in [
            ("price", "39.90"), ("on_hand", 1), ("beyond_use", 14)
        ]
    },
    # labels
    "both names of the day": (label, {**DOSE, "opened": "2026-11-21", "mixed": "2026-11-22"}),
    "marks as a volume, as far apart as any are": (dose, {**DOSE, "marks": "0.05 mL"}),
    "marks as a volume, farther apart": (dose, {**DOSE, "marks": "0.051 mL"}),
    "a label of no date": (label, {**DOSE, "opened": "today"}),
    "a label's days beyond use": (label, {**DOSE, "beyond_use": "soon"}),
    "a label's size": (label(**DOSE, opened="2026-11-21").as_svg, {"size": "2x1in"}),
    "a label's size that is a number": (label(**DOSE, opened="2026-11-21").as_svg, {"size": 50}),
    "a label too small": (label(**DOSE, opened="2026-11-21").as_svg, {"size": "9.99x25mm"}),
    "a label too large": (label(**DOSE, opened="2026-11-21").as_svg, {"size": "50x300.1mm"}),
    # calendars
    "a stamp that is text": (course(**COURSE).as_calendar, {"stamp": "2026-11-21"}),
    "a discreetness in words": (course(**COURSE).as_calendar, {"discreet": "yes"}),
    "a stamp long ago": (course(**COURSE).as_calendar, {"stamp": datetime(1899, 12, 31)}),
    # conversions
    "to no unit": (convert, {"amount": "5 mg", "to": ""}),
    "to a unit that can be misread": (convert, {"amount": "5 mg", "to": "MG"}),
    "to international units": (convert, {"amount": "5 mg", "to": "iU"}),
    "to a unit nearly written": (convert, {"amount": "5 mg", "to": "miligrams"}),
    "to a unit that is no text": (convert, {"amount": "5 mg", "to": 5}),
    "to a unit of a long text": (convert, {"amount": "5 mg", "to": "m" * 65}),
    "to a kind that no solution leads to": (convert, {"amount": "1.5 mg/mL", "to": "mg"}),
    "from an amount without a unit": (convert, {"amount": "5", "to": "mg"}),
    "from an amount of 41 characters": (convert, {"amount": "0" * 36 + "12 mL", "to": "mL"}),
    "what is not needed": (convert, {"amount": "5 mg", "to": "mcg", "content": "86 %"}),
    "what is not needed from units": (convert, {"amount": "12 units", "to": "mL", "vial": "5 mg"}),
    "an unknown scale": (convert, {"amount": "5 units", "to": "mL", "scale": "U-50"}),
    "no concentration": (convert, {"amount": "5 units", "to": "mcg"}),
    "half a concentration": (convert, {"amount": "5 units", "to": "mcg", "vial": "5 mg"}),
    **{
        f"{name} of another kind": (convert, {"amount": "5 mL", "to": "mg", **VIAL, name: value})
        for name, value in [
            ("vial", "5 mL"), ("diluent", "2 mg"), ("content", "5 mL"), ("displacement", "1 %")
        ]
    },
    "no molar mass": (
        convert,
        {"amount": "5 mg", "to": "nmol", "formulation": SELANK._replace(molar_mass_g_per_mol=None)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("function", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_what_where_and_what_to_write(function, words, snapshot):
    with pytest.raises(SelankCalcError) as refused:
        function(**words)
    error = refused.value
    said = {name: value for name, value in vars(error).items() if not name.startswith("_")}
    assert {"code": error.code, **said} == snapshot
    assert repr(error).isprintable()
    # in the words of Python: a name that the function takes, no option and no command
    taken = {*signature(function).parameters, *DoseArguments.__annotations__}
    assert error.field in taken
    assert not re.search(
        "--[a-z]|-f |selank-calc|[a-z]-[a-z]+ [a-z]", str(error.hint).split("Known")[0]
    )
    assert all(name in taken for name in re.findall(r"\b([a-z_]+)=", str(error)))
