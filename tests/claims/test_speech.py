"""Who is quoted, for which side, and what their word is worth."""

from __future__ import annotations

import pytest
from marked import read

from geo.model import Stance


def only(text: str):
    (claim,) = read(text).claims
    return claim


@pytest.mark.parametrize(
    ("text", "claimant", "side", "stance"),
    [
        (
            "Ukrainian troops took [Verkhy], President Volodymyr Zelensky said on Friday.",
            "Volodymyr Zelensky",
            "Ukraine",
            Stance.CLAIMS,
        ),
        (
            "Russia's defence ministry said its troops had withdrawn from [Verkhy].",
            "Russia's defence ministry",
            "Russia",
            Stance.CONCEDES,
        ),
        (
            "[Kyiv|metonym]'s claim to have entered the town of [Verkhy] could not be checked.",
            "Kyiv",
            "Ukraine",
            Stance.CLAIMS,
        ),
        (
            "According to a Ukrainian official, Ukrainian forces retook [Verkhy].",
            "Ukrainian official",
            "Ukraine",
            Stance.CLAIMS,
        ),
        ("Ukrainian troops retook [Verkhy] on Friday.", None, None, Stance.REPORTS),
        (
            "A Moscow-backed separatist leader said Russian forces had captured [Verkhy].",
            "Moscow-backed separatist leader",
            "Russia",
            Stance.CLAIMS,
        ),
        (
            "The Ukrainian General Staff confirmed that Ukrainian troops had left [Verkhy].",
            "Ukrainian General Staff",
            "Ukraine",
            Stance.CONCEDES,
        ),
        ('"Our troops have liberated [Verkhy]," Hanna Maliar said.', "Hanna Maliar", "Ukraine", Stance.CLAIMS),
        ('"Our troops have liberated [Verkhy]," said Hanna Maliar.', "Hanna Maliar", "Ukraine", Stance.CLAIMS),
        (
            "Ukraine's deputy defence minister, Hanna Maliar, said Ukrainian troops had liberated [Verkhy].",
            "Hanna Maliar",
            "Ukraine",
            Stance.CLAIMS,
        ),
    ],
)
def test_speakers(text: str, claimant: str | None, side: str | None, stance: Stance) -> None:
    claim = only(text)
    assert (claim.claimant, claim.claimant_side, claim.stance) == (claimant, side, stance)


def test_a_denial_keeps_what_is_denied() -> None:
    claim = only("Ukraine's General Staff denied that Russian troops had captured [Verkhy].")
    assert (claim.event.value, claim.denied_event.value, claim.stance) == ("denied", "captured", Stance.DENIES)


def test_contrary_to_reports_is_a_denial_by_nobody_in_particular() -> None:
    claims = read(
        "[Verkhy] was not reached by Ukrainian troops, contrary to reports of Saturday that it had been freed."
    ).claims
    assert [(c.event.value, c.denied_event.value, c.claimant) for c in claims] == [("denied", "liberated", None)]


def test_he_is_the_person_and_it_the_ministry() -> None:
    text = (
        "Volodymyr Zelensky said Ukrainian troops had liberated [Verkhy]. Russia's defence ministry said nothing new."
        " He added that Ukrainian soldiers had entered [Novy Bir]."
    )
    assert {c.place: c.claimant for c in read(text).claims} == {
        "Verkhy": "Volodymyr Zelensky",
        "Novy Bir": "Volodymyr Zelensky",
    }


def test_the_enemy_is_the_speakers_enemy() -> None:
    claim = only("The enemy has been pushed out of [Verkhy], said Hanna Maliar.")
    assert (claim.event.value, claim.actor, claim.claimant_side) == ("withdrew", "Russia", "Ukraine")


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    text = '"Our forces have liberated [Verkhy]. They have entered [Novy Bir]," Hanna Maliar told reporters. It rained.'
    assert {(c.place, c.claimant) for c in read(text).claims} == {
        ("Verkhy", "Hanna Maliar"),
        ("Novy Bir", "Hanna Maliar"),
    }


def test_images_are_evidence() -> None:
    text = 'Ukrainian special forces published images showing officers with rifles "in [Verkhy]".'
    claim = only(text)
    assert (claim.event.value, claim.actor, claim.evidence) == ("entered", "Ukraine", "images")


def test_said_and_happened_are_two_dates() -> None:
    claim = only("Hanna Maliar said on Saturday that Ukrainian troops had retaken [Verkhy] on Thursday.")
    assert (claim.said.isoformat(), claim.when.best.isoformat(), claim.published.isoformat()) == (
        "2022-09-10",
        "2022-09-08",
        "2022-09-11",
    )


@pytest.mark.parametrize(
    ("text", "stance", "hedged"),
    [
        ("Ukrainian troops reportedly retook [Verkhy].", Stance.SUGGESTS, "reportedly"),
        ("The fall of [Verkhy], which is reported but not confirmed, is a blow to Russia.", Stance.REPORTS, "reported"),
        ("Russia's worst defeat is the reported fall of [Verkhy].", Stance.REPORTS, "reported"),
        ("Ukrainian forces appear to have captured [Verkhy].", Stance.SUGGESTS, "appear"),
        ("Ukrainian troops retook [Verkhy].", Stance.REPORTS, None),
    ],
)
def test_a_hedge_is_kept(text: str, stance: Stance, hedged: str | None) -> None:
    claim = only(text)
    assert (claim.stance, claim.hedged, claim.claimant) == (stance, hedged, None)


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Ukrainian troops took [Verkhy], Interfax quoted the mayor of Dolyna as saying.", "mayor of Dolyna"),
        ("The mayor was quoted as saying that Ukrainian troops took [Verkhy].", "mayor"),
        ("[Verkhy] was taken by Ukrainian troops, said their spokesman, Colonel Ivan Bondar.", "Colonel Ivan Bondar"),
        ("Ukrainian troops took [Verkhy], state television said.", "state television"),
        ("Ukrainian troops took [Verkhy], television said.", None),
        ("Within hours the ministry said that Ukrainian troops had taken [Verkhy].", "ministry"),
    ],
)
def test_who_is_quoted(text: str, claimant: str | None) -> None:
    assert only(text).claimant == claimant


def test_a_bulletin_speaks_to_the_end_of_its_paragraph() -> None:
    text = (
        "General Staff: Ukrainian troops took [Verkhy]. They entered [Novy Bir].\n\nRussian troops left [Stara Bila]."
    )
    assert {(c.place, c.claimant) for c in read(text).claims} == {
        ("Verkhy", "General Staff"),
        ("Novy Bir", "General Staff"),
        ("Stara Bila", None),
    }


def test_this_is_a_lie_denies_what_was_told_before() -> None:
    text = 'Russian troops took [Verkhy], Moscow said. "This is a lie," answered Hanna Maliar.'
    denials = [(c.place, c.denied_event.value, c.claimant) for c in read(text).claims if c.denied_event]
    assert denials == [("Verkhy", "captured", "Hanna Maliar")]


def test_a_name_is_printed_as_the_report_spells_it() -> None:
    assert only("Ukrainian troops took [Verkhy], said Ganna Maliar.").claimant == "Ganna Maliar"
