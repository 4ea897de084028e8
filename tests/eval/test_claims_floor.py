"""The reading of claims does not get worse: each figure over the exercises stays at its floor or above."""

from __future__ import annotations

import claims_scorer as scorer


def test_no_figure_falls_below_its_floor(gazetteer) -> None:
    """Floors rise with the score: when a change makes figures better, run
    `python tests/eval/claims_scorer.py --update` and commit `claims/baseline.json` with the change."""
    exercises, before = scorer.gold(), scorer.stored()
    outcomes = scorer.run(exercises, gazetteer)
    fell = scorer.fallen(scorer.floors(scorer.grouped(exercises, outcomes)), before["floors"])
    assert not fell, "\n".join(
        (
            *fell,
            *scorer.changes(outcomes, before["faults"]),
            "Gains are marked +, losses -. Mend what was lost, or, where the losses are worth the gains, store the new "
            "figures with `python tests/eval/claims_scorer.py --update` and say why in the commit.",
        )
    )
