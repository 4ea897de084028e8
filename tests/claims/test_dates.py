"""Dates as reports write them. The report is of Sunday, 11 September 2022."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims.dates import find

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


@pytest.mark.parametrize("text", ["they may march on", "on 31 February", "Wednesbury", "in Marchtown", "2022-13-40"])
def test_no_date(text: str) -> None:
    assert find(text, 0, len(text), today=TODAY) == []


def test_a_day_later_follows_the_narrative() -> None:
    text = "On 7 September they crossed. A day later"
    assert [f.when.best for f in find(text, 0, len(text), today=TODAY)] == [date(2022, 9, 7), date(2022, 9, 8)]


def test_without_a_report_date_only_absolute_dates_are_found() -> None:
    text = "on Saturday, 2022-09-05"
    assert [f.text for f in find(text, 0, len(text), today=None)] == ["2022-09-05"]


def test_since_and_until_are_marked() -> None:
    text = "from 1 September until 8 September"
    assert [(f.since, f.until) for f in find(text, 0, len(text), today=TODAY)] == [(True, False), (False, True)]
