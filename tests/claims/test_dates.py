"""Dates as reports write them. The report is of Sunday, 11 September 2022."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read

from geo.claims.dates import IMPOSSIBLE, find

TODAY = date(2022, 9, 11)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "edtf"),
    [
        ("on Saturday", "2022-09-10", "2022-09-10", "2022-09-10"),
        ("late Saturday", "2022-09-10", "2022-09-10", "2022-09-10"),
        ("on Sunday", "2022-09-11", "2022-09-11", "2022-09-11"),
        ("yesterday", "2022-09-10", "2022-09-10", "2022-09-10"),
        ("in July", "2022-07-01", "2022-07-31", "2022-07"),
        ("in October", "2021-10-01", "2021-10-31", "2021-10"),
        ("on 8 September", "2022-09-08", "2022-09-08", "2022-09-08"),
        ("on September 8", "2022-09-08", "2022-09-08", "2022-09-08"),
        ("on Sept. 8, 2021", "2021-09-08", "2021-09-08", "2021-09-08"),
        ("on 20 September", "2022-09-20", "2022-09-20", "2022-09-20"),  # a plan, not news of last year
        ("8-10 September", "2022-09-08", "2022-09-10", "2022-09-08/2022-09-10"),
        ("in June 2014", "2014-06-01", "2014-06-30", "2014-06"),
        ("earlier this month", "2022-09-01", "2022-09-11", "2022-09"),
        ("at the end of January", "2022-01-21", "2022-01-31", "2022-01-21/2022-01-31"),
        ("over the weekend", "2022-09-10", "2022-09-11", "2022-09-10/2022-09-11"),
        ("two days ago", "2022-09-09", "2022-09-09", "2022-09-09"),
        ("last month", "2022-08-01", "2022-08-31", "2022-08"),
        ("2022-09-05", "2022-09-05", "2022-09-05", "2022-09-05"),
    ],
)
def test_resolved_against_the_report(text: str, earliest: str, latest: str, edtf: str) -> None:
    (found,) = find(text, 0, len(text), today=TODAY)
    assert (found.when.earliest, found.when.latest, found.when.edtf) == (
        date.fromisoformat(earliest), date.fromisoformat(latest), edtf,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["they may march on", "Wednesbury", "in Marchtown", "2022-99-40"])
def test_no_date(text: str) -> None:
    assert find(text, 0, len(text), today=TODAY) == []


@pytest.mark.parametrize("text", ["on 31 February", "on June 31", "2022-13-30", "30-31 September"])
def test_a_day_that_no_calendar_has_is_found_and_is_no_day(text: str) -> None:
    (found,) = find(text, 0, len(text), today=TODAY)
    assert found.when is IMPOSSIBLE
    assert (found.when.best, found.when.edtf) == (None, None)


def test_such_a_day_is_not_silently_that_of_the_report() -> None:
    (claim,) = read("Ukrainian forces took [Aville] on 31 June.").claims
    assert (claim.when.best, claim.when.earliest, claim.when.edtf) == (None, None, None)
    assert claim.why is not None
    assert "dated to a day that no calendar has" in claim.why.notes


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("late Saturday", "2022-09-10"),
        ("two days ago", "2022-09-09"),
        ("earlier this month", "2022-09"),
        ("this evening", "2022-09-11"),
        ("between 8 and 10 September", "2022-09-08/2022-09-10"),
        ("8–10 September", "2022-09-08/2022-09-10"),
        ("two years ago", "2020"),
        ("in July", "2022-07"),
    ],
)
def test_the_words_say_how_exact_a_date_is(text: str, edtf: str) -> None:
    (found,) = find(text, 0, len(text), today=date(2022, 9, 11))
    assert found.when.edtf == edtf


def test_a_day_later_follows_the_narrative() -> None:
    text = "On 7 September they crossed. A day later"
    assert [f.when.best for f in find(text, 0, len(text), today=TODAY)] == [date(2022, 9, 7), date(2022, 9, 8)]


def test_without_a_report_date_only_absolute_dates_are_found() -> None:
    text = "on Saturday, 2022-09-05"
    assert [f.text for f in find(text, 0, len(text), today=None)] == ["2022-09-05"]


def test_since_and_until_are_marked() -> None:
    text = "from 1 September until 8 September"
    assert [(f.since, f.until) for f in find(text, 0, len(text), today=TODAY)] == [(True, False), (False, True)]
