"""What a sentence says happened, to whom: one row, one construction. Places and weeks are made up on purpose."""

from __future__ import annotations

import pytest
from marked import read, told

U, R = "Ukraine", "Russia"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active, passive, nominal
        ("Ukrainian troops took [Novy Bir].", {("Novy Bir", "liberated", U)}),
        ("Russian forces seized the village of [Novy Bir] on Friday.", {("Novy Bir", "captured", R)}),
        ("[Novy Bir] was retaken by Ukrainian troops.", {("Novy Bir", "liberated", U)}),
        ("The army reported the capture of [Novy Bir] by Russian paratroopers.", {("Novy Bir", "captured", R)}),
        ("[Novy Bir] fell to Russian forces on Thursday.", {("Novy Bir", "captured", R)}),
        ("Russian troops have withdrawn from [Novy Bir].", {("Novy Bir", "withdrew", R)}),
        ("Moscow confirmed the withdrawal of its troops from [Novy Bir].", {("Novy Bir", "withdrew", R)}),
        ("Ukrainian forces abandoned [Novy Bir].", {("Novy Bir", "withdrew", U)}),
        ("Ukrainian soldiers raised the flag over [Novy Bir].", {("Novy Bir", "liberated", U)}),
        ("Russian troops took full control of [Novy Bir].", {("Novy Bir", "captured", R)}),
        ("[Novy Bir] is now under the full control of Russian forces.", {("Novy Bir", "captured", R)}),
        ("[Novy Bir] is back in Ukrainian hands after heavy fighting.", {("Novy Bir", "liberated", U)}),
        ("Ukrainian troops lost control of [Novy Bir].", {("Novy Bir", "withdrew", U)}),
        ("Ukrainian brigades pushed Russian troops out of [Novy Bir].", {("Novy Bir", "liberated", U)}),
        ("Russian troops were driven out of [Novy Bir].", {("Novy Bir", "withdrew", R)}),
        ("Russian troops entered [Novy Bir].", {("Novy Bir", "entered", R)}),
        ("Russian forces are closing in on [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Ukrainian soldiers cleared [Novy Bir] of Russian troops.", {("Novy Bir", "liberated", U)}),
        ("Russian artillery shelled [Novy Bir].", {("Novy Bir", "shelled", R)}),
        ("Ukrainian troops still hold [Novy Bir].", {("Novy Bir", "held", U)}),
        ("Ukrainian troops no longer control [Novy Bir].", {("Novy Bir", "withdrew", U)}),
        ("[Novy Bir] fell to Ukraine on Friday.", {("Novy Bir", "liberated", U)}),
        (
            "Ukrainian forces entered [Verkhy], Moscow said, and were driven out of [Novy Bir].",
            {("Verkhy", "entered", U), ("Novy Bir", "withdrew", U)},
        ),
        (
            "Russian forces held [Verkhy] until the garrison withdrew on Friday.",
            {("Verkhy", "held", R), ("Verkhy", "withdrew", R)},
        ),
        ("Ukrainian soldiers cleared the last pockets of resistance in [Novy Bir].", {("Novy Bir", "liberated", U)}),
        ("Prigozhin said his men were in full control of [Novy Bir].", {("Novy Bir", "captured", R)}),
        ("A Ukrainian flag over [Novy Bir].", {("Novy Bir", "liberated", U)}),
        ("Ukrainian troops repelled an attack on [Novy Bir].", {("Novy Bir", "held", U)}),
        # coordination, and the region as an address
        (
            "Ukrainian troops liberated [Novy Bir], [Stara Bila] and the town of [Verkhy] in [Sumy region|region].",
            {("Novy Bir", "liberated", U), ("Stara Bila", "liberated", U), ("Verkhy", "liberated", U)},
        ),
        (
            "Two villages in [Sumy region|region], [Novy Bir] and [Verkhy], were freed by Ukrainian troops.",
            {("Novy Bir", "liberated", U), ("Verkhy", "liberated", U)},
        ),
        # several verbs, several parties
        (
            "Russian forces took [Novy Bir] while Ukrainian troops regained [Verkhy].",
            {("Novy Bir", "captured", R), ("Verkhy", "liberated", U)},
        ),
        (
            "Ukrainian troops entered [Verkhy] and recaptured [Novy Bir].",
            {("Verkhy", "entered", U), ("Novy Bir", "liberated", U)},
        ),
        # a relative clause, an anaphor
        (
            "Late last week Ukrainian troops reached the river and [Verkhy], which they captured on Friday.",
            {("Verkhy", "liberated", U)},
        ),
        (
            "Russian shells fell on [Verkhy] all week. Ukrainian troops left the town on Friday.",
            {("Verkhy", "withdrew", U)},
        ),
    ],
)
def test_constructions(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "If [Novy Bir] falls, Russian troops will have two ways to go.",
        "Russian troops could take [Novy Bir] within days.",
        "Russian forces are trying to capture [Novy Bir].",
        "The army plans to liberate [Novy Bir] before winter.",
        "Ukrainian troops blocked attempts to seize [Novy Bir].",
        "Will Russian troops take [Novy Bir]?",
        "Russian forces captured 55 soldiers near [Novy Bir].",
        "Rebels, soldiers and the war were on every screen. Democrats captured seats in [Ohio|region|US].",
        "Russia threatened to occupy [Novy Bir].",
        "Russian troops did not capture [Novy Bir].",
        "Should [Novy Bir] fall, Russian forces would control the road.",
        "Ukrainian forces hope to retake [Novy Bir].",
        "The Russian army failed to take [Novy Bir].",
        "It is not true that Ukraine retook [Novy Bir].",
        "Russia nearly captured [Novy Bir].",
        "No one believes that Ukrainian troops retook [Novy Bir].",
        "Russia wrongly claimed that Ukrainian troops had left [Novy Bir].",
        "Russia's claim to have taken [Novy Bir] was a lie.",
        "Russia took [Novy Bir] off its list of targets.",
        "No Russian units had left [Novy Bir].",
        "Talks on the war went on in [Novy Bir], the Russian army said.",
    ],
)
def test_what_did_not_happen_changes_nothing(text: str) -> None:
    changes = {"captured", "liberated", "entered", "withdrew"}
    assert not {event for _, event, _ in told(text)} & changes


def test_an_election_takes_no_towns() -> None:
    text = "Republicans captured [Ohio|region|US] and recaptured [Georgia|region|US], which Democrats had seized."
    assert read(text, theatre="none", country="US").claims == ()


def test_the_sides_of_another_war_come_from_the_text() -> None:
    text = "Fighters of the Northern Front rebels captured [Tessit]. Malian soldiers retreated from [Ber]."
    assert told(text, theatre="none", country="ML") == {
        ("Tessit", "captured", "Northern Front"),
        ("Ber", "withdrew", "Mali"),
    }


def test_the_russians_of_1943_are_the_soviet_union() -> None:
    from datetime import date

    claims = read("The Russians have captured [Novy Bir].", theatre="none", published=date(1943, 8, 24)).claims
    assert [c.actor for c in claims] == ["Soviet Union"]


def test_history_is_told_from_news() -> None:
    text = "Ukrainian troops are closing in on [Verkhy], captured by Russian forces in July."
    claims = {c.event.value: c for c in read(text).claims}
    assert claims["captured"].background
    assert claims["captured"].when.edtf == "2022-07"
    assert not claims["advancing"].background


def test_a_claim_points_at_its_sentence() -> None:
    text = "It rained. Ukrainian troops took [Novy Bir] on Friday. Nothing else happened."
    plain = text.replace("[", "").replace("]", "")
    (claim,) = read(text).claims
    assert plain[claim.start : claim.end] == claim.quote == "Ukrainian troops took Novy Bir on Friday."


def test_what_is_rejected_says_why() -> None:
    (rejection,) = read("If [Novy Bir] falls, the road is open to Russian troops.").rejected
    assert rejection.reason.startswith("condition")


def test_rebels_are_not_the_state_they_fight() -> None:
    text = "Syrian insurgents entered [Verkhy]. The fighters captured [Novy Bir]."
    assert {a for _, _, a in told(text, theatre="none", country="SY")} == {"Syrian insurgents"}


def test_who_denies_a_report_of_another_denies_the_other_s_gain() -> None:
    (claim,) = read("Ukraine denied Russian claims that [Verkhy] had been captured.").claims
    assert (claim.event.value, claim.actor, claim.claimant) == ("denied", "Russia", "Ukraine")


def test_denied_it_points_back() -> None:
    text = "Prigozhin said on Saturday that his men had taken [Verkhy]. Ukraine's General Staff denied it."
    assert [(c.event.value, c.claimant) for c in read(text).claims] == [
        ("captured", "Yevgeny Prigozhin"),
        ("denied", "Ukraine's General Staff"),
    ]
