"""Dates of a table, from a year to a day: the days they allow."""

from datetime import date

import pytest

from geo.errors import InputError
from geo.reading.edtf import bounds


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-09-10", date(2022, 9, 10), date(2022, 9, 10)),
        ("2022-09-10~", date(2022, 9, 10), date(2022, 9, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022?", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-09-08/2022-10", date(2022, 9, 8), date(2022, 10, 31)),
        ("../2022-09-10", None, date(2022, 9, 10)),
        ("2022-09-10/..", date(2022, 9, 10), None),
    ],
)
def test_a_precision_says_from_which_to_which_day(value, first, last):
    assert bounds(value) == (first, last)


@pytest.mark.parametrize(
    "value", ["soon", "2022-13", "2022-00", "2022-02-30", "2022-10/2022-09", "../..", "0022", "٢٠٢٢"]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(InputError, match="EDTF"):
        bounds(value)
