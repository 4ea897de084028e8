"""The one place that knows the order of the stages: read, recognise, resolve, extract, fold, measure, draw.

    reports = read([Path("seeds")]).reports
    analysis = analyse(reports)          # places, claims and figures
    story = tell(analysis)               # who holds what on each day, the ground, figures beside figures
    document = draw(story)               # one HTML file

Stages that stand on heavy libraries are imported where they are used, so that a command pays only for what it does.
"""

from geo.pipeline.analysis import AUTO, Located, analyse, as_known, event_days, locate, read
from geo.pipeline.measures import control, control_at, ground, measure
from geo.pipeline.story import draw, tell

__all__ = [
    "AUTO",
    "Located",
    "analyse",
    "as_known",
    "control",
    "control_at",
    "draw",
    "event_days",
    "ground",
    "locate",
    "measure",
    "read",
    "tell",
]
