"""Sides told by common nouns, backers, commanders and capitals, where no theatre names them."""

from __future__ import annotations

import pytest
from marked import read, told

from geo.model import Theatre
from geo.resources import theatres

NONE: Theatre = theatres.load("none")


def actors(text: str, country: str) -> set[str | None]:
    return {actor for _, event, actor in told(text, theatre=NONE, country=country) if event != "withdrew"}


@pytest.mark.parametrize(
    ("text", "country", "actor"),
    [
        # the side is the head, not the backer
        ("Turkish-backed Syrian fighters took [Azaz].", "SY", "Turkish-backed Syrian fighters"),
        ("Iran-backed Iraqi troops took [Tikrit].", "IQ", "Iraq"),
        ("Pro-Russian separatists took [Gori].", "GE", "Pro-Russian separatists"),
        # a group may be known by its backer
        ("Iran-aligned fighters took [Hodeidah].", "YE", "Houthis"),
        ("Kurdish-led forces took [Raqqa].", "SY", "Syrian Democratic Forces"),
        # the state has many names
        ("The government retook [Goma] from rebels.", "CD", "DR Congo"),
        ("The regime retook [Homs] from rebels.", "SY", "Syria"),
        ("Security forces retook [Goma] from rebels.", "CD", "DR Congo"),
        ("The Royal Nepalese Army took [Khara].", "NP", "Nepal"),
        ("President Rhee's troops took [Suwon].", "KR", "South Korea"),
        ("The separatist army took [Hadrut].", "AZ", "separatists"),
        # one name for the kinds of one group
        ("Congolese rebels took [Goma]. The M23 said little.", "CD", "M23"),
        ("Rebels fought the army. The insurgents took [Goma].", "CD", "rebels"),
        ("The jihadist group JNIM fought the army. The group took [Gao].", "ML", "JNIM"),
        # names that a text gives
        ("Sunni militants took [Hit].", "IQ", "Sunni militants"),
        ("Dostum's fighters took [Balkh].", "AF", "Northern Alliance"),
        ("Commander Khan's fighters took [Herat].", "AF", "Khan's fighters"),
        ("Karen fighters took [Myawaddy].", "MM", "Karen fighters"),
        # a people, and lists
        ("The Japanese took [Rabaul].", "PG", "Japan"),
        ("British and Canadian infantry took [Cheux].", "FR", "Britain"),
        ("Kenyan troops and a pro-government militia took [Kismayo].", "SO", "Kenya"),
        ("The fighters of the M23, who outnumbered the army, took [Goma].", "CD", "M23"),
        ("M23 fighters have completed the capture of [Goma].", "CD", "M23"),
    ],
)
def test_whose_side_it_is(text: str, country: str, actor: str) -> None:
    assert actors(text, country) == {actor}


def test_a_country_before_a_colon_is_a_label() -> None:
    (claim,) = read("Sudan: army retakes [Sennar] from rebels", theatre=NONE, country="SD").claims
    assert (claim.actor, claim.claimant) == ("Sudan", None)


def test_a_capital_that_loses_a_town_is_its_government() -> None:
    found = told("[Baghdad] lost [Mosul] to Islamic State.", theatre=NONE, country="IQ")
    assert found == {("Mosul", "withdrew", "Iraq")}
