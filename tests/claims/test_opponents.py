"""Who fights whom in a text without a theatre: the state, its groups, allies, and the loser that a clause implies."""

from __future__ import annotations

import pytest
from marked import read

from geo.model import Theatre
from geo.resources import theatres

NONE: Theatre = theatres.load("none")


def parties(text: str, country: str = "CD") -> set[tuple[str, str, str | None, str | None]]:
    claims = read(text, theatre=NONE, country=country).claims
    return {(claim.place, claim.event.value, claim.actor, claim.opponent) for claim in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "the army" and "government troops" are one enemy, the state
        (
            "The M23 took [Goma] as soldiers of the army fled. Government troops held the hills. Fano watched.",
            ("Goma", "captured", "M23", "DR Congo"),
        ),
        # who fights side by side is nobody's enemy in that
        ("Rwandan troops and M23 fighters took [Goma].", ("Goma", "captured", "Rwanda", None)),
        ("The army and its Wagner allies took [Goma].", ("Goma", "captured", "DR Congo", None)),
        (
            "Ugandan troops, Congolese soldiers and Mai-Mai fighters took [Goma].",
            ("Goma", "captured", "Uganda", None),
        ),
        # but not who clash
        (
            "The army and M23 fighters clashed. Rebels of the M23 took [Goma].",
            ("Goma", "captured", "M23", "DR Congo"),
        ),
        # who speaks of the other's loss is at war with it
        (
            "The army has abandoned [Goma], the M23 said. Wazalendo and the ADF watched.",
            ("Goma", "withdrew", "DR Congo", "M23"),
        ),
        # whose the place was stands before it
        ("The army took the M23 stronghold of [Goma].", ("Goma", "captured", "DR Congo", "M23")),
        ("The army took rebel-held [Goma].", ("Goma", "captured", "DR Congo", "rebels")),
        ("The army took [Goma] from the Ruritanians.", ("Goma", "captured", "DR Congo", "Ruritanians")),
        (
            "The town of [Goma] slipped from the army's grip. M23 fighters cheered.",
            ("Goma", "captured", "M23", "DR Congo"),
        ),
    ],
)
def test_who_loses(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert expected in parties(text)


def test_who_denies_a_loss_and_calls_the_place_his_own_holds_it() -> None:
    text = 'The army denied that the M23 had taken [Goma]. "The town is under our control," its spokesman said.'
    assert ("Goma", "held", "DR Congo", "M23") in parties(text)
