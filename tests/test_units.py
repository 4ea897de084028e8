"""Areas as written, in square kilometres."""

from __future__ import annotations

import pytest

from geo.units import area_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "km2"),
    [
        ("around 770 square miles", 770, "sq mi", 1994.2908),
        ("1,150 square kilometers", 1150, "sq km", 1150),
        ("12 000 sq. km", 12000, "sq km", 12000),
        ("2.5 km²", 2.5, "sq km", 2.5),
        ("six thousand square kilometres", 6000, "sq km", 6000),
        ("2,000 hectares", 2000, "ha", 20),
        ("640 acres", 640, "acre", 2.58998811),  # one square mile
        ("1000 кв. км", 1000, "sq km", 1000),
        ("шесть тысяч кв. км", 6000, "sq km", 6000),
        ("п'ять тисяч квадратних кілометрів", 5000, "sq km", 5000),
        ("двести пятьдесят кв. км", 250, "sq km", 250),
    ],
)
def test_areas(text: str, value: float, unit: str, km2: float) -> None:
    (found,) = area_quantities(text)
    assert (found.value, found.unit) == (value, unit)
    assert found.km2 == pytest.approx(km2, rel=1e-6)


@pytest.mark.parametrize("text", ["70 kilometres", "square miles", "0 square miles", "a square mile", "20 km"])
def test_no_area(text: str) -> None:
    assert list(area_quantities(text)) == []


def test_a_range_keeps_both_ends() -> None:
    (found,) = area_quantities("between 1,000 and 2,000 square kilometres")
    assert (found.value, found.high) == (1000, 2000)


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("770 square miles (2,000 sq km)", False),  # 1,994.3 km²: rounded
        ("770 square miles (2,050 sq km)", False),  # 2.7 % more
        ("770 square miles (2,060 sq km)", True),  # 3.2 % more
        ("770 square miles (about 2,400 sq km)", True),
        ("6,000 sq km, or 2,317 square miles", False),  # 6,001 km²
        ("500 hectares (5 sq km)", False),
        ("500 hectares (50 sq km)", True),
    ],
)
def test_two_units_of_one_figure_that_disagree_are_a_slip(text, slips):
    (found,) = area_quantities(text)
    assert (found.slip is not None) == slips


def test_a_slip_says_both_figures_in_square_kilometres():
    (found,) = area_quantities("770 square miles (2,400 sq km)")
    assert found.slip == "770 sq mi are 1,994 km², and the 2,400 sq km beside it 2,400 km²"


def test_two_figures_are_not_one_in_two_units():
    assert [found.value for found in area_quantities("20 square miles in May and 50 sq km in June")] == [20, 50]


def test_the_end_of_a_number_in_another_notation_is_no_figure():
    assert list(area_quantities("1e400 square kilometres")) == []
