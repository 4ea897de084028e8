"""The sides' colours stay apart for those who see fewer colours, and texts stand out from their ground."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from geo.maps.sides import PALETTE
from geo.resources import theatres

CSS = (Path(__file__).parents[2] / "geo" / "maps" / "css" / "theme.css").read_text(encoding="utf-8")
APART = 11.0  # CIE76 units; 2.3 is the least that a practised eye tells apart side by side

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# severity 1.0; matrices for linear RGB.
KINDS = {
    "all colours": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Linear sRGB to XYZ (IEC 61966-2-1), and the white it is relative to.
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ @ np.ones(3)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    t = XYZ @ np.clip(light, 0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(a: str, b: str, kind: str) -> float:
    """CIE76 distance of two colours as one kind of eye sees them."""
    return float(np.linalg.norm(lab(KINDS[kind] @ linear(a)) - lab(KINDS[kind] @ linear(b))))


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((float(XYZ[1] @ linear(c)) for c in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def theme(scheme: str) -> dict[str, str]:
    light, dark = CSS.split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def mix(a: str, b: str, share: float) -> str:
    parts = (round(int(a[i : i + 2], 16) * share + int(b[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def test_the_distance_of_two_colours_is_that_of_the_textbook() -> None:
    assert apart("#000000", "#ffffff", "all colours") == pytest.approx(100, abs=0.1)
    assert apart("#ff0000", "#00ff00", "all colours") == pytest.approx(170.6, abs=0.5)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("kind", KINDS)
def test_every_two_colours_of_the_palette_stay_apart(kind: str) -> None:
    near = {(a, b): d for a, b in itertools.combinations(PALETTE, 2) if (d := apart(a, b, kind)) < APART}
    assert near == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("share", [0.58, 0.3, 0.19])  # confirmed, claimed, inferred, as ground.js mixes them
def test_the_two_sides_ground_stays_apart_however_faint(kind: str, scheme: str, share: float) -> None:
    theatre = theatres.load("ukraine")
    colours, land = [side.colour for side in theatre.sides], theme(scheme)["land"]
    own = 1.0 if scheme == "light" else 0.76
    a, b = (mix(mix(colour, "#ffffff", own), land, share) for colour in colours[:2])
    assert apart(a, b, kind) >= APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [("ink", "paper"), ("muted", "paper"), ("muted", "wash"), ("muted", "land"), ("ink", "land")])  # noqa: E501
def test_texts_stand_out_as_the_rules_for_readers_ask(scheme: str, text: str, ground: str) -> None:
    colours = theme(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sides_signs_stand_out_from_the_land(scheme: str) -> None:
    own = 1.0 if scheme == "light" else 0.76
    for side in theatres.load("ukraine").sides:
        assert contrast(mix(side.colour, "#ffffff", own), theme(scheme)["land"]) >= 3
