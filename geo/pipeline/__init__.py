"""The one place that knows the order of the stages: read, recognise, resolve, extract, fold, measure, draw.

    reports = read([Path("seeds")]).reports
    analysis = analyse(reports)          # places, claims and figures
    story = tell(analysis)               # who holds what on each day, the ground, figures beside figures
    document = draw(story)               # one HTML file

Stages that stand on heavy libraries are imported where they are used, so that a command pays only for what it does.
"""

from geo.pipeline.analysis import (
    AUTO,
    Finding,
    Located,
    analyse,
    as_known,
    event_days,
    findings,
    locate,
    read,
    said_in,
)
from geo.pipeline.exports import drawn, exported
from geo.pipeline.measures import control, control_at, ground, measure
from geo.pipeline.snapshots import areas, changes, compare, drawn_at, drawn_days, in_order, with_baseline
from geo.pipeline.story import draw, tell

__all__ = [
    "AUTO",
    "Finding",
    "Located",
    "analyse",
    "areas",
    "as_known",
    "changes",
    "compare",
    "control",
    "control_at",
    "draw",
    "drawn",
    "drawn_at",
    "drawn_days",
    "event_days",
    "exported",
    "findings",
    "ground",
    "in_order",
    "locate",
    "measure",
    "read",
    "said_in",
    "tell",
    "with_baseline",
]
