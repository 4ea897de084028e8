"""Whose word something is where the speaker stands elsewhere than before a verb of saying."""

from __future__ import annotations

import pytest
from marked import read

from geo.model import Stance


@pytest.mark.parametrize(
    ("text", "claimant", "stance"),
    [
        ("Russian troops have taken [Verkhy], according to [Damascus||SY].", "Damascus", Stance.CLAIMS),
        ("According to an estimate by Deep Watch, Russian troops took [Verkhy].", "Deep Watch", Stance.CLAIMS),
        ("Russian troops took [Verkhy] by the governor's own count.", "governor", Stance.CLAIMS),
        ("Russian troops have seized [Verkhy] – police", "police", Stance.CLAIMS),
        ("Russian troops seize [Verkhy] -officials", "officials", Stance.CLAIMS),
        ("The capture of [Verkhy] by Russian troops was confirmed by a local doctor.", "local doctor", Stance.CONFIRMS),
        (
            "The fall of [Verkhy] to Russian troops was announced by General Ivan Petrenko.",
            "Ivan Petrenko",
            Stance.CLAIMS,
        ),
        ("Russian troops took [Verkhy], the agency reported, citing two residents.", "two residents", Stance.CLAIMS),
        ("Citing two residents, state radio said Russian troops had taken [Verkhy].", "two residents", Stance.CLAIMS),
        ("Russian troops took [Verkhy], officials cited by state radio said.", "officials", Stance.CLAIMS),
        ("Russian troops took [Verkhy], a trader who gave his name as Petro said.", "trader", Stance.CLAIMS),
        (
            "Russian troops took [Verkhy], a doctor at the city's hospital and an official said.",
            "doctor",
            Stance.CLAIMS,
        ),
        ("Russian troops took [Verkhy], a post on the governor's page said.", "governor", Stance.CLAIMS),
        ("Residents in Kharkiv went on to say that Russian troops had taken [Verkhy].", "Residents", Stance.CLAIMS),
        ("Unconfirmed reports said Russian troops had taken [Verkhy].", None, Stance.REPORTS),
    ],
)
def test_the_speaker_is_found_wherever_it_stands(text: str, claimant: str | None, stance: Stance) -> None:
    (claim,) = read(text).claims
    assert (claimant or "") in (claim.claimant or "")
    assert (claim.claimant is None, claim.stance) == (claimant is None, stance)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's General Staff rejected Russian claims that they had taken [Verkhy].",
        "Ukraine's General Staff dismissed social media posts claiming that Russian troops had taken [Verkhy].",
        "The capture of [Verkhy] by Russian troops was disputed by Ukraine's General Staff.",
    ],
)
def test_a_denial_reaches_over_whose_claim_it_denies(text: str) -> None:
    (claim,) = read(text).claims
    assert (claim.denied_event and claim.denied_event.value, claim.actor) == ("captured", "Russia")
    assert "General Staff" in (claim.claimant or "")


def test_the_first_speaker_keeps_what_another_passes_on() -> None:
    (claim,) = read(
        "The governor said on Friday that Russian troops had taken [Verkhy], state television reported."
    ).claims
    assert claim.claimant == "governor"


def test_monitors_of_a_nation_do_not_speak_for_it() -> None:
    (claim,) = read("Russian troops entered [Verkhy], the Ukrainian Observatory for Human Rights said.").claims
    assert (claim.claimant_side, claim.stance) == (None, Stance.CLAIMS)


def test_what_is_neither_confirmed_nor_denied_is_not_told() -> None:
    text = "The General Staff neither confirmed nor denied that Russian troops had taken [Verkhy]."
    assert read(text).claims == ()
    assert read("The ministry refused to confirm that Russian troops had taken [Verkhy].").claims == ()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("A local official confirmed it.", {("captured", "official", Stance.CONFIRMS)}),
        ("The claim was confirmed by a local official.", {("captured", "official", Stance.CONFIRMS)}),
        ("Ukraine's General Staff acknowledged the loss.", {("captured", "General Staff", Stance.CONCEDES)}),
        (
            "That was denied by the General Staff.",
            {("captured", None, Stance.REPORTS), ("denied", "General Staff", Stance.DENIES)},
        ),
        ("A local official confirmed that talks had begun.", {("captured", None, Stance.REPORTS)}),
    ],
)
def test_a_later_sentence_may_answer(answer: str, said: set[tuple[str, str | None, Stance]]) -> None:
    found = {
        (c.event.value, next((n for _, n, _ in said if n and n in (c.claimant or "")), c.claimant), c.stance)
        for c in read(f"Russian troops captured [Verkhy]. {answer}").claims
    }
    assert found == said


def test_an_opening_that_is_attributed_later_is_not_a_second_witness() -> None:
    claims = read(
        "Russian troops captured [Verkhy] on Friday.\n\nThe ministry in Moscow said they had captured [Verkhy]."
    ).claims
    assert [(c.claimant is None, c.when.edtf) for c in claims] == [(False, "2022-09-09")]
