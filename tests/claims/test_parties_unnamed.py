"""Whose men and whose word are meant where a text gives no name: bare troops, gunmen, the army of a dateline."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read, told


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # a state's soldiers are no guerrillas, and gunmen are no soldiers
        ("M23 rebels clung to [Lower|region] while troops retook [Upper].", "DR Congo"),
        ("Congolese soldiers fled [Lower|region]. Gunmen captured [Upper] at dawn. M23 rebels cheered.", "M23"),
        # whose men a relative clause tells of, and who only fights beside
        ("Iraqi troops, fighting beside Kurdish guerrillas, captured [Upper].", "Iraq"),
        ("The SDF said it beat back Islamic State and captured [Upper].", "Syrian Democratic Forces"),
        ("Rebels seeking to topple President Rudolf Ruritan captured [Upper].", "rebels"),
        ("Rebels of the M23 and their allies from the former junta captured [Upper].", "M23"),
        # the words that describe a nation's men are many
        ("Chinese frontier troops captured [Upper].", "China"),
        ("Israeli armored columns captured [Upper].", "Israel"),
        ("In September Iraqi troops captured [Upper].", "Iraq"),
        ("[Upper] fell to the rebel movement UNITA.", "UNITA"),
        ("Troops loyal to the Ruritanian Liberation Front captured [Upper].", "Ruritanian Liberation Front"),
        ("A group linked to al-Qaeda claimed to have taken [Upper].", "Al-Qaeda"),
    ],
)
def test_who_took_a_place(text: str, actor: str) -> None:
    country = "CD" if "M23" in text else "SY"
    assert ("Upper", actor) in {(p, a) for p, _, a in told(text, theatre="none", country=country)}


def test_troops_of_whom_a_relative_clause_tells_are_those_of_the_name_before_it() -> None:
    text = "Syria, whose troops pulled back from [Upper] on Tuesday, reported 22 Israeli planes shot down."
    (claim,) = read(text, theatre="none", country="LB").claims
    assert (claim.event, claim.actor, claim.claimant) == ("withdrew", "Syria", None)


def test_a_denial_in_a_relative_clause_leaves_the_claim_beside_it() -> None:
    claims = read("The TPLF said it had taken [Upper], which officials denied.", theatre="none", country="ET").claims
    assert {(c.event, c.claimant) for c in claims} == {("captured", "TPLF"), ("denied", "officials")}


def test_a_dateline_below_a_headline_dates_what_today_means() -> None:
    text = "INSURGENTS ENTER CITY\nPARIS, June 19 - Iraqi troops marched into [Upper] this afternoon."
    (claim,) = read(text, published=date(2015, 6, 20), theatre="none", country="IQ").claims
    assert claim.when.best == date(2015, 6, 19)


def test_a_date_inside_a_relative_clause_is_of_that_alone() -> None:
    text = "Rebels who seized [Upper] on January 3 have left it."
    claims = read(text, published=date(2021, 1, 16), theatre="none", country="CF").claims
    assert {(c.event, c.when.best) for c in claims} == {
        ("captured", date(2021, 1, 3)),
        ("withdrew", date(2021, 1, 16)),
    }
