"""The document itself: one file, nothing to fetch, nothing that may run but what was written into it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace

import pytest
from hostile import ALL
from map_stories import ABERDALE, THEATRE, claim, day, rich_story, story

from geo.errors import ResourceError
from geo.escape import script_json
from geo.maps import render
from geo.maps.base import WORLD, focus
from geo.maps.scene import scene
from geo.model import Event, Level
from geo.resources import messages


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="story-data">(.*?)</script>', page, re.S).group(1))


def test_the_same_story_gives_the_same_bytes() -> None:
    assert render(rich_story()) == render(rich_story())


def test_no_element_of_the_page_points_outside() -> None:
    page = re.sub(r"<script\b.*?</script>", "", render(rich_story()), flags=re.S)
    assert re.findall(r"(?:src|href|action)\s*=\s*[\"']?([^\"'>\s]+)", page) == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page
    assert "sourceMappingURL" not in render(rich_story())


def test_the_policy_lets_exactly_the_scripts_and_styles_of_the_page_run() -> None:
    page = render(rich_story())
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    for kind in ("script", "style"):
        found = [hashlib.sha256(m.encode()).digest() for m in re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.S)]
        allowed = re.search(rf"{kind}-src ([^;]*)", policy).group(1).split()
        assert allowed == [f"'sha256-{base64.b64encode(d).decode()}'" for d in found]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_script_of_the_page_makes_code_from_text() -> None:
    page = render(rich_story())
    assert not re.search(r"\beval\s*\(|new Function|setTimeout\(\s*[\"'`]", page)


def test_tiles_open_the_policy_for_their_host_alone_and_are_named() -> None:
    page = render(story(), tiles="https://tiles.example.org/{z}/{x}/{y}.png")
    assert "img-src data: https://tiles.example.org;" in page
    assert data_of(page)["tiles"] == "tiles.example.org"
    assert "tiles.example.org" not in render(story())


def test_what_the_page_needs_beside_the_story_stays_below_250_kilobytes() -> None:
    page = render(story())
    assert len(page.encode()) - len(script_json(data_of(page)["base"]).encode()) < 250_000


@pytest.mark.parametrize("text", ALL)
def test_the_title_is_text_and_the_data_is_what_went_in(text: str) -> None:
    page = render(replace(story((claim(ABERDALE, Event.HELD, day(1), quote=text),)), title=text))
    assert data_of(page)["title"] == text
    assert data_of(page)["claims"][0]["quote"] == text
    assert page.count("<script>") == 3  # Leaflet, ours, the start


def test_the_focus_is_the_pins_and_not_the_middle_of_a_region() -> None:
    far = replace(ABERDALE, key="adm1:far", level=Level.REGION, lat=10.0, lon=10.0)
    west, south, east, north = focus(story((claim(ABERDALE, Event.HELD, day(1)), claim(far, Event.WITHDREW, day(1)))))
    assert (west + east) / 2 == pytest.approx(37.28)
    assert (south + north) / 2 == pytest.approx(49.21)
    assert (east - west, north - south) == (pytest.approx(1.2), pytest.approx(0.8))


def test_a_story_without_places_shows_the_theatre_or_else_the_world() -> None:
    assert focus(story()) == WORLD
    assert focus(story(theatre=replace(THEATRE, extent=(22.0, 44.0, 41.0, 53.0)))) == (22.0, 44.0, 41.0, 53.0)


def test_the_first_day_shown_is_the_story_s_own() -> None:
    claims = (claim(ABERDALE, Event.HELD, day(1)), claim(ABERDALE, Event.SHELLED, day(9)))
    assert scene(story(claims, on=day(9)))["start"] == 8
    assert scene(story(claims))["steps"] == [0, 8]


def test_a_story_without_any_date_still_shows_its_pins() -> None:
    undated = replace(claim(ABERDALE, Event.HELD, None), said=None, published=None)
    values = scene(story((undated,)))
    assert (values["origin"], values["ledger"]["marks"][0]["spells"]) == (None, [[0, 0, True]])


def test_a_name_that_may_be_two_places_is_listed_with_both() -> None:
    other = replace(ABERDALE, key="overlay:other")
    (row,) = scene(story((claim(None, Event.HELD, day(1), name="Aberdale", candidates=(ABERDALE, other)),)))["unplaced"]
    assert (row["name"], [c["key"] for c in row["candidates"]]) == ("Aberdale", ["overlay:aberdale", "overlay:other"])


def test_every_message_that_the_script_asks_for_is_there() -> None:
    from geo.maps import assets

    asked = set(re.findall(r"""(?:say|count|button)\(["']([a-z_]+\.[a-z_0-9]+)["']""", assets.own_script()))
    known = messages.load()
    assert len(asked) > 40
    assert {k for k in asked if k not in known and f"{k}.other" not in known} == set()


def test_every_event_and_stance_has_its_words() -> None:
    known = messages.load()
    assert {f"{part}.{event.value}" for event in Event for part in ("event", "event_alone")} <= set(known)


def test_a_language_without_messages_is_refused_with_those_there_are() -> None:
    with pytest.raises(ResourceError, match=r"languages en.*'tlh'"):
        messages.load("tlh")
    with pytest.raises(ResourceError, match=r"got '\.\./en'"):
        messages.load("../en")
