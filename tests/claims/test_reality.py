"""What did not happen: plans, bargains, games, novels and refuted rumours change nothing. Sentences are made up."""

from __future__ import annotations

import pytest
from marked import read, told

NOTHING = (
    "The army was ordered to retake [Novy Bir] and drive the rebels from [Verkhy].",
    "The draft would see Russian troops withdraw from [Novy Bir], with Ukrainian police taking over [Verkhy].",
    "Rebels agreed to disarm and let the army enter [Novy Bir].",
    "The rebels would rather fight than leave [Novy Bir].",
    "Russian soldiers are to deploy in the south as Ukrainian troops hand over [Novy Bir].",
    "'We leave [Novy Bir] when they leave [Verkhy],' a Russian commander said.",
    "What an invasion could look like: Russian armour sweeps south and takes [Novy Bir].",
    "A retreat of Russian troops from [Novy Bir] is one option.",
    "The base is the first step of the withdrawal of Russian soldiers from [Novy Bir].",
    "There is no evidence that [Novy Bir] surrendered to Russian troops.",
    "The guns were moved so that Ukrainian troops lose [Novy Bir].",
    "In the war game Russian paratroopers captured [Novy Bir] on the third day.",
    "Her novel has an army. Russian troops take [Novy Bir] in chapter nine.",
    "The file photo shows Russian troops taking [Novy Bir].",
    "Russian troops liberated an area the size of [Novy Bir].",
    "UN peacekeepers left [Novy Bir] because of the fighting.",
    "Fighting eased, with refugees moving into [Novy Bir] as troops watched.",
    "Hamas, whose leaders are in [Novy Bir], rejected the army's plan.",
    "Russian troops lost control of the blaze in [Novy Bir].",
    "An envoy demanded in Geneva on Monday that Russian troops withdraw from [Novy Bir].",
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_of_this_world_changes_nothing(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the same shapes, told as done
        (
            "Russian troops managed to enter [Novy Bir] and seize [Verkhy].",
            {("Novy Bir", "entered", "Russia"), ("Verkhy", "captured", "Russia")},
        ),
        ("Residents saw Russian troops enter [Novy Bir].", {("Novy Bir", "entered", "Russia")}),
        ("Russian troops exercise full control over [Novy Bir].", {("Novy Bir", "held", "Russia")}),
        ("In a special order the Russian army proclaimed the capture of [Novy Bir].",
         {("Novy Bir", "captured", "Russia")}),
        # what is undone again
        ("Russian troops stormed [Novy Bir] before being beaten back.", {("Novy Bir", "contested", "Russia")}),
        # ways of holding, giving up and going
        ("Russian troops clung to a few streets of [Novy Bir].", {("Novy Bir", "held", "Russia")}),
        ("[Novy Bir]'s garrison surrendered to Russian troops.", {("Novy Bir", "captured", "Russia")}),
        ("Russian troops were winkled out of [Novy Bir].", {("Novy Bir", "withdrew", "Russia")}),
        ("Russian troops have established themselves in [Novy Bir].", {("Novy Bir", "entered", "Russia")}),
        ("By nightfall Russian troops had [Novy Bir] too.", {("Novy Bir", "captured", "Russia")}),
        ("The whole of [Novy Bir] bar a few streets is now in Russian hands.", {("Novy Bir", "captured", "Russia")}),
        (
            "Several places, among them [Novy Bir] and [Verkhy], were captured by Russian troops.",
            {("Novy Bir", "captured", "Russia"), ("Verkhy", "captured", "Russia")},
        ),
    ],
)  # fmt: skip
def test_the_same_shapes_told_as_done(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_the_outlet_takes_back_what_a_post_says_but_not_what_a_party_claims() -> None:
    rumour = read("A post says Russian troops took [Novy Bir]. They did not.").claims
    assert [(c.event.value, c.stance.value) for c in rumour] == [("denied", "denies")]
    claimed = read("Russia's defence ministry said its troops took [Novy Bir]. They did not.").claims
    assert sorted(c.event.value for c in claimed) == ["captured", "denied"]


def test_what_they_did_next_is_as_old_as_what_they_did_first() -> None:
    text = "In August 2008 Russian tanks rolled into [Verkhy]. They took [Novy Bir] after a day of fighting."
    assert [c.background for c in read(text).claims if c.place == "Novy Bir"] == [True]
