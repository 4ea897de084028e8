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
