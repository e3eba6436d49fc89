"""The peers: how each is asked for what is nearest to a dose from a vial.

Only pepcalc-ai has a command for all of it. Two others are asked for the concentration, and
peptide-cost-ref, which has no command, for the diluent that gives one.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import requires, version
from pathlib import Path
from typing import NamedTuple

from measuring import ENVIRONMENT, SCRIPTS
from packaging.requirements import Requirement


class Peer(NamedTuple):
    """One peer: its command for a row, its function for one call, and what both give."""

    name: str
    gives: str
    command: Callable[[str, str, str], list[str]]  # mg in the vial, mL of diluent, mg a dose
    shown: str  # in the output for 5 mg, 2 mL and 0.25 mg
    call: Callable[[], object]
    returned: object


def script(name):
    return str(SCRIPTS / name)


def by_pepcalc_ai():
    from pepcalc_ai import concentration_mg_per_ml, syringe_units, volume_for_amount_ml

    return lambda: syringe_units(volume_for_amount_ml(0.25, concentration_mg_per_ml(5, 2)))


def by_peptide_calculations():
    from peptide_calculations import calculate_concentration

    return lambda: calculate_concentration(5, "mg", 2, "mL")["concentrationMgPerMl"]


def by_drugdose():
    from drugdose import standard_mixture

    return lambda: standard_mixture("epinephrine", 5, 2)


def by_peptide_cost_ref():
    from peptide_cost_ref import reconstitution_volume

    return lambda: reconstitution_volume(5, 2500)


def cost_reference(expression):
    """The library in a process of its own: it has no command."""
    return [sys.executable, "-c", f"import peptide_cost_ref as p; print(p.{expression})"]


PEERS = (
    Peer(
        "pepcalc-ai", "concentration, volume and units",
        lambda vial, diluent, dose: [
            script("pepcalc-ai"), "--vial-mg", vial, "--diluent-ml", diluent, "--amount-mg", dose,
        ],
        "U-100 syringe: 10 units", by_pepcalc_ai(), 10.0,
    ),
    Peer(
        "peptide-calculations", "concentration",
        lambda vial, diluent, _dose: [
            script("peptide-calculations"), "concentration", "--mass", vial, "--volume", diluent,
        ],
        '"concentrationMgPerMl": 2.5', by_peptide_calculations(), 2.5,
    ),
    Peer(
        "drugdose", "concentration",
        lambda vial, diluent, _dose: [
            script("drugdose"), "drip", "epinephrine", "--mix", "--total-mg", vial, "-b", diluent,
        ],
        "2.5000 mg/mL", by_drugdose(), 2.5,
    ),
    Peer(
        "peptide-cost-ref", "diluent for a concentration",
        lambda vial, diluent, _dose: cost_reference(
            f"reconstitution_volume({vial}, {vial} * 1000 / {diluent})"
        ),
        "2.0", by_peptide_cost_ref(), 2.0,
    ),
)  # fmt: skip

DRUGDOSE = PEERS[2]


def has_command(name):
    return Path(script(name)).exists()


def refuse_wrong_answers():
    """A benchmark against a program that answers something else would say nothing."""
    for peer in PEERS:
        command = peer.command("5", "2", "0.25")
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
        assert peer.shown in done.stdout, peer.name
        assert peer.call() == peer.returned, peer.name


def installed_with(name):
    """The names of the packages that come with one, and with those."""
    found, waiting = set(), [name]
    while waiting:
        for text in requires(waiting.pop()) or ():
            needed = Requirement(text)
            if needed.name not in found and (not needed.marker or needed.marker.evaluate()):
                found.add(needed.name)
                waiting.append(needed.name)
    return found


def versions():
    names = ("selank-calc", *(peer.name for peer in PEERS), "pint", "typer", "rich")
    return ", ".join(f"{name} {version(name)}" for name in names)
