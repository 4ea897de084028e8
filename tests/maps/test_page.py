"""The document itself: one file, nothing to fetch, nothing that may run but what was written into it."""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import re
from dataclasses import replace

import pytest
from hostile import ALL
from map_stories import ABERDALE, THEATRE, claim, day, rich_story, story
from packed import data_of, unfolded, unpacked

from geo.errors import ResourceError
from geo.maps import render
from geo.maps.extent import WORLD, extents, focus
from geo.maps.scene import scene
from geo.model import Event, Level, Stance
from geo.resources import messages


def test_the_same_story_gives_the_same_bytes() -> None:
    told = rich_story()
    assert render(told) == render(copy.deepcopy(told))


def test_no_element_of_the_page_points_outside() -> None:
    page = re.sub(r"<script\b.*?</script>", "", render(rich_story()), flags=re.S)
    assert re.findall(r"(?:src|href|action)\s*=\s*[\"']?([^\"'>\s]+)", page) == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page
    assert "sourceMappingURL" not in unfolded(render(rich_story()), "leaflet").decode()


def test_the_policy_lets_exactly_the_scripts_and_styles_of_the_page_run() -> None:
    page = render(rich_story())
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    scripts = [unfolded(page, name).decode() for name in ("leaflet", "program")]
    for kind, folded in (("script", scripts), ("style", [])):
        texts = [*re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.S), *folded]
        found = [hashlib.sha256(text.encode()).digest() for text in texts]
        allowed = re.search(rf"{kind}-src ([^;]*)", policy).group(1).split()
        assert allowed == [f"'sha256-{base64.b64encode(d).decode()}'" for d in found]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_script_of_the_page_makes_code_from_text() -> None:
    page = render(rich_story())
    program = unfolded(page, "leaflet").decode() + unfolded(page, "program").decode()
    assert "groundshift.start(map_story)" in program
    assert not re.search(r"\beval\s*\(|new Function|setTimeout\(\s*[\"'`]", program)


def test_tiles_open_the_policy_for_their_host_alone_and_are_named() -> None:
    page = render(story(), tiles="https://tiles.example.org/{z}/{x}/{y}.png")
    assert "img-src data: https://tiles.example.org;" in page
    assert data_of(page)["tiles"] == "tiles.example.org"
    assert "tiles.example.org" not in render(story())


def test_what_the_page_needs_beside_the_story_stays_below_250_kilobytes() -> None:
    page = render(story())
    assert len(page.encode()) < 250_000


@pytest.mark.parametrize("text", ALL)
def test_the_title_is_text_and_the_data_is_what_went_in(text: str) -> None:
    page = render(replace(story((claim(ABERDALE, Event.HELD, day(1), quote=text),)), title=text))
    assert data_of(page)["title"] == text
    assert data_of(page)["claims"][0]["quote"] == text
    assert page.count("<script>") == 1  # which unfolds the rest


def test_a_story_stands_in_the_page_as_text_until_it_is_very_large() -> None:
    told = claim(ABERDALE, Event.HELD, day(1), quote="They hold the mill.")
    small, large = render(story((told,))), render(story((told, *(claim(ABERDALE, Event.SHELLED, day(2), quote=f"{i} " * 30) for i in range(3000)))))  # noqa: E501
    assert "They hold the mill." in small.split('id="story-data"')[1].split("</script>")[0]
    assert "They hold the mill." not in large.split('id="story-data"')[1].split("</script>")[0]
    assert data_of(large)["claims"][0]["quote"] == "They hold the mill."
    assert len(large.encode()) < 450_000


def test_without_scripts_the_page_is_a_table_of_what_happened() -> None:
    told = claim(ABERDALE, Event.LIBERATED, day(1), claimant="A <b>mayor</b>", stance=Stance.CLAIMS, quote="Ours.")
    page = render(story((told, claim(ABERDALE, Event.HELD, day(0), background=True))))
    table = page.split("<noscript>")[1].split("</noscript>")[0]
    cells = [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", table)]
    assert cells == ["2031-09-07", "Aberdale", "Liberated", "Northland", "A <b>mayor</b>", "Ours."]


def test_of_a_very_large_story_the_table_says_how_much_it_leaves_out() -> None:
    many = tuple(claim(ABERDALE, Event.SHELLED, day(1), quote="x" * 1000) for _ in range(100))
    table = render(story(many)).split("<noscript>")[1].split("</noscript>")[0]
    shown = table.count("<tr>") - 1
    assert 30 < shown < 40
    assert f"{100 - shown} more are in the map." in table
    assert len(table) < 42_000


def test_one_far_pin_widens_what_can_be_reached_and_not_what_is_shown_first() -> None:
    near = [replace(ABERDALE, key=f"p{i}", lat=49 + i / 10, lon=36 + i / 10) for i in range(6)]
    far = replace(ABERDALE, key="far", lat=35.7, lon=139.7)
    found = extents(story(tuple(claim(p, Event.HELD, day(1), id=p.key) for p in (*near, far))))
    assert found.focus[2] < 38
    assert found.far[2] > 139.7 > 60 > found.near[2]


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
    assert scene(story(claims))["ledgers"]["now"]["steps"] == [0, 8]


def test_a_story_without_any_date_still_shows_its_pins() -> None:
    undated = replace(claim(ABERDALE, Event.HELD, None), said=None, published=None)
    values = unpacked(scene(story((undated,))))
    assert (values["origin"], values["ledgers"]["now"]["marks"][0]["spells"]) == (None, [[0, 0, True]])


def test_a_name_that_may_be_two_places_is_listed_with_both() -> None:
    other = replace(ABERDALE, key="overlay:other")
    told = story((claim(None, Event.HELD, day(1), name="Aberdale", candidates=(ABERDALE, other)),))
    (row,) = unpacked(scene(told))["unplaced"]
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
