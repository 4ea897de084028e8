"""How an area was found, in the two sentences that stand beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from geo.model import Cell, CellState, ControlSnapshot

BOUNDS = (
    "The low figure counts what is confirmed or conceded and what lies sure behind it, the high one also what the side "
    "may plausibly hold; half a cell of doubt, which evens out over many, stands for where the front cuts through them."
)


def method(
    cells: Sequence[Cell],
    histories: Mapping[str, Sequence[CellState]],
    named: Collection[str],
    baseline: ControlSnapshot | None,
) -> str:
    """Say what the cells stand for and how many of them rest on what."""
    # Parts of a cell are one settlement's.
    settlements = {key.partition("#")[0] for key in histories}
    held = {key.partition("#")[0] for key, history in histories.items() if any(state.controller for state in history)}
    told, whole = settlements & set(named), len(settlements)
    inferred = len(held - told)
    where = ", ".join(dict.fromkeys(c.place.region or c.region for c in cells)) or "no region"
    area = sum(c.area_km2 for c in cells)
    layer = f", and before the first word as {baseline.source} maps it" if baseline else ""
    return (
        f"Each of {whole:,} settlements of {where} ({area:,.0f} km² in all) stands for the ground nearest to it: "
        f"{len(told):,} named in the reports are held as these say{layer}, {inferred:,} others are inferred from where "
        f"the front runs among the named ones (indicator kriging), and nobody is said to hold the other "
        f"{whole - len(told) - inferred:,}."
    )
