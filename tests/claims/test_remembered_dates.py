"""Dates told by way of another event, in seasons and in parts of months; and reports that remember."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read

from geo.claims import dates

TODAY = date(2016, 12, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("in the spring", "2016-03-01", "2016-05-31"),
        ("last summer", "2016-06-01", "2016-08-31"),
        ("in the autumn of 2015", "2015-09-01", "2015-11-30"),
        ("this winter", "2016-12-01", "2016-12-14"),
        ("a fortnight ago", "2016-11-27", "2016-12-03"),
        ("in recent days", "2016-12-09", "2016-12-14"),
        ("in the past 24 hours", "2016-12-13", "2016-12-14"),
        ("within 48 hours", "2016-12-12", "2016-12-14"),
        ("last week", "2016-12-05", "2016-12-11"),
        ("over the past week", "2016-12-07", "2016-12-14"),
        ("in the second half of November", "2016-11-16", "2016-11-30"),
        ("in the first week of December", "2016-12-01", "2016-12-10"),
        ("in May of last year", "2015-05-01", "2015-05-31"),
        ("on 12.11.2016", "2016-11-12", "2016-11-12"),
        ("on 11/25/2016", "2016-11-25", "2016-11-25"),
    ],
)
def test_a_stretch_of_time(text: str, earliest: str, latest: str) -> None:
    (found,) = dates.find(text, 0, len(text), today=TODAY)
    assert (str(found.when.earliest), str(found.when.latest)) == (earliest, latest)


def test_a_day_and_month_that_may_be_either_is_no_date() -> None:
    assert dates.find("on 11/12/2016", 0, 13, today=TODAY) == []


def dated(text: str) -> dict[tuple[str, str], tuple[str | None, bool]]:
    claims = read(text, published=TODAY).claims
    return {(c.place, c.event.value): (str(c.when.best) if c.when.best else None, c.background) for c in claims}


def test_what_follows_after_is_dated_back_from_the_main_clause() -> None:
    found = dated("Ten days after Russian troops entered [Verkhy], Ukrainian troops entered [Nyzy] on Monday.")
    assert found == {("Verkhy", "entered"): ("2016-12-02", False), ("Nyzy", "entered"): ("2016-12-12", False)}


@pytest.mark.parametrize(
    "text",
    [
        "A year after Russian troops took [Verkhy], its museum reopened.",
        "On the first anniversary of the liberation of [Verkhy] Ukrainian officers laid wreaths.",
        "One year to the day since Russian troops captured [Verkhy], a bridge was opened.",
        "It is one year since Russian troops captured [Verkhy].",
    ],
)
def test_an_anniversary_is_not_news(text: str) -> None:
    ((best, background),) = dated(text).values()
    assert (best, background) == ("2015-12-14", True)


def test_the_date_of_a_relative_clause_is_not_that_of_the_main_one() -> None:
    found = dated("Ukrainian troops retook [Verkhy], the heart of a district that was ceded in 1998.")
    assert found[("Verkhy", "liberated")][1] is False


def test_a_report_of_remembrance_tells_of_the_past() -> None:
    found = dated("Veterans met for a ceremony in Kharkiv. [Verkhy], taken by German troops, rose from the ashes.")
    assert found[("Verkhy", "captured")] == (None, True)
