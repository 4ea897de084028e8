"""The rows of the page's tables, by hand: 1 square mile is 2.589988110336 km²."""

import math
from dataclasses import replace

import pytest
from page_story import story

from geo.model import CountClaim, When
from geo.ui import tables
from geo.ui.words import Unit


def test_ground_held_is_by_side_with_the_change_since_the_first_day_and_the_unknown_last() -> None:
    made = story()
    frame = tables.held(made, made.totals[1], made.totals[0], Unit.SQ_MI)
    assert list(frame["side"]) == ["Southland", "Northland", "not known"]
    assert frame["held"].round(6).tolist() == [300.0, 200.0, 15.444086]  # 40 km² is the last
    assert frame["change"].round(6).tolist() == [-100.0, 100.0, 0.0]


def test_ground_held_carries_the_interval_where_there_is_one() -> None:
    made = story()
    bounded = replace(made.estimates[0], measure="held", low_km2=258.9988110336, high_km2=None)
    frame = tables.held(replace(made, estimates=(bounded,)), made.totals[1], made.totals[0], Unit.SQ_MI)
    assert frame["low"].round(6).tolist()[1] == 100.0
    assert frame["low"].isna().tolist() == [True, False, True]
    assert frame["high"].isna().all()


def test_square_kilometres_are_shown_as_they_are() -> None:
    made = story()
    assert tables.held(made, made.totals[0], made.totals[0], Unit.KM2)["held"].tolist() == [
        1035.9952441344,
        258.9988110336,
        40.0,
    ]


def test_a_reported_figure_stands_beside_ours_in_the_same_unit() -> None:
    row = tables.reported(story(), Unit.SQ_MI).iloc[0]
    assert row["figure"] == "about 100 square miles gained · Northland"
    assert math.isclose(row["reported"], 100.0)
    assert math.isclose(row["ours"], 50.0)
    assert row["ratio"] == 0.5
    assert row["claimant"] == "General"


def test_a_figure_that_cannot_be_compared_stands_alone() -> None:
    made = story()
    alone = replace(made.reconciliations[0], estimate=None, ratio=None)
    row = tables.reported(replace(made, reconciliations=(alone,)), Unit.KM2).iloc[0]
    assert math.isclose(row["reported"], 258.9988110336)
    assert row["ours"] is None
    assert row["ratio"] is None


def test_a_share_of_a_region_is_shown_and_never_turned_into_an_area() -> None:
    share = CountClaim(
        id="s", report="r", kind="share", value=20, of="the region", change="held", actor="Southland", claimant=None,
        since=None, until=None, region=None, said=None, published=None, quote="q", start=0, end=1, approximate="about",
    )  # fmt: skip
    row = tables.reported(story(), Unit.KM2, [share]).iloc[-1]
    assert row["figure"] == "about 20 % of the region held · Southland"
    assert math.isnan(row["reported"])


def test_a_claim_says_when_where_what_who_and_in_which_words() -> None:
    rows = tables.claims(story()).to_dict("records")
    assert [rows[1][k] for k in ("when", "place", "event", "actor", "claimant", "stance", "quote")] == [
        "2031-05-03", "Alder", "Withdrawal", "Southland", "Ministry", "concedes", "Sentence about Alder.",
    ]  # fmt: skip
    assert rows[0]["claimant"] == "the outlet itself"
    assert rows[3]["pinned"] == "unknown"


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [("2031-05-03", "2031-05-03"), ("2031-05", "2031-05"), ("2031-05~", "2031-05 (about)"), (None, None),
     ("2031-05-03/2031-05-05", "2031-05-03 to 2031-05-05"), ("2031?", "2031 (uncertain)")],
)  # fmt: skip
def test_a_date_shows_how_precise_it_is(edtf: str | None, shown: str | None) -> None:
    assert tables.when(When(best=None, earliest=None, latest=None, edtf=edtf)) == shown


def test_every_column_has_a_heading_and_every_heading_a_column() -> None:
    made = story()
    assert list(tables.claims(made)) == list(tables.claim_columns())
    assert list(tables.reports(made)) == list(tables.report_columns())
    assert list(tables.reported(made, Unit.KM2)) == list(tables.reported_columns(Unit.KM2))
    assert list(tables.held(made, made.totals[0], made.totals[0], Unit.KM2)) == list(tables.held_columns(Unit.KM2))


def test_reports_count_the_claims_shown_and_link_only_to_the_web() -> None:
    made = story()
    urls = ("javascript:alert(1)", "https://example.org/")
    frame = tables.reports(
        replace(made, reports=tuple(replace(r, url=u) for r, u in zip(made.reports, urls, strict=True)))
    )
    assert frame["claims"].tolist() == [4, 0]
    assert frame["url"].dropna().tolist() == ["https://example.org/"]
