"""Whatever a report says, the map shows it as text: nothing runs, nothing breaks, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hostile import ALL
from map_stories import ABERDALE, NAMED, REGION, THEATRE, claim, day, place, rich_story, state, story
from shapely import box

from geo.maps import render
from geo.model import (
    AreaClaim,
    AreaEstimate,
    Basis,
    Cell,
    CellState,
    Event,
    Level,
    Reconciliation,
    Report,
    Side,
    Stance,
    Status,
    Story,
    Territory,
    Totals,
)

pytestmark = pytest.mark.browser
SPY = "window.owned = () => { window.hit = true; }; window.alert = window.owned;"


def hostile_story(text: str) -> Story:
    """A story in which every field that can hold a text from outside holds this one."""
    on = day(1)
    at = replace(ABERDALE, key=text, name=text, region=text, country=text, region_key=text)
    region = replace(REGION, key=text + "r", name=text, region=text)
    sides = (Side(id=text, name=text, colour="#0072B2"), Side(id="b", name=text + "b", colour="#D55E00"))
    claims = tuple(
        replace(
            claim(where, event, on, actor=text, claimant=text, stance=Stance.CLAIMS, quote=text, report=text, name=text, part=text, id=text + str(n), candidates=(at,)),  # noqa: E501
            claimant_side=text, opponent=text, evidence=text, when=replace(claim(at, event, on).when, edtf=text),
        )
        for n, (where, event) in enumerate(
            ((at, Event.LIBERATED), (at, Event.DENIED), (region, Event.WITHDREW), (None, Event.HELD))
        )
    )  # fmt: skip
    reports = tuple(
        Report(id=text + suffix, text=text, title=text, outlet=text, url=url, published=on, language=text)
        for suffix, url in (("", f"https://example.org/{text}"), ("2", text))
    )
    figure = AreaClaim(id=text, report=text, value=1, unit=text, km2=2.6, change="gained", actor=text, claimant=text, since=on, until=on, region=text, said=on, published=on, quote=text, start=0, end=1, approximate=text)  # noqa: E501
    estimate = AreaEstimate(measure="held", since=None, until=on, side=text, region=None, central_km2=2.0, low_km2=1.0, high_km2=3.0, method=text)  # noqa: E501
    territory = Territory(
        cells=(Cell(place=at, region=text, geometry=box(36, 49, 38, 50), area_km2=2.0),),
        histories={at.key: (CellState(since=on, controller=text, status=Status.HELD, basis=Basis.CLAIMED),)},
        regions=(text,),
        method=text,
    )
    return story(
        claims,
        title=text,
        reports=reports,
        states={on: (state(at, on, text, Basis.CLAIMED, text + "0"),)},
        territory=territory,
        totals=(Totals(on=on, held_km2={text: 2.0, None: 1.0}, contested_km2=0.0),),
        figures=(Reconciliation(reported=figure, estimate=estimate, ratio=0.8, scope=text),),
        labels=(replace(place("x", 49.5, 37.5), name=text),),
        theatre=replace(THEATRE, id=text, name=text, sides=sides),
    )


def test_every_text_field_of_the_story_shows_hostile_text_as_text(open_map: Callable) -> None:
    for few in range(0, len(ALL), 10):
        text = " ".join(ALL[few : few + 10])
        seen = open_map(render(hostile_story(text)), init_script=SPY)
        page = seen.page
        assert page.evaluate("document.querySelector('.story h1').textContent") == text
        page.click(".event >> nth=0")
        assert page.evaluate("document.querySelector('.detail blockquote').textContent") == text
        assert page.evaluate("document.querySelector('.detail h2').textContent") == text
        assert page.evaluate("document.querySelector('.unplaced b').textContent") == text
        page.wait_for_timeout(50)
        assert not page.evaluate("window.hit"), text
        assert page.evaluate("document.querySelectorAll('.stage script, .stage img, .stage iframe, .stage a[href^=javascript]').length") == 0  # noqa: E501
        assert (seen.complaints, seen.elsewhere) == ([], []), text


def test_a_link_is_made_of_web_addresses_only(open_map: Callable) -> None:
    reports = (Report(id="r1", text="", title="t", outlet="Paper", url="javascript:owned()"),)
    page = open_map(render(story((claim(ABERDALE, Event.HELD, day(1)),), reports=reports))).page
    page.click(".event")
    assert page.inner_text(".detail .who").endswith("Paper")
    assert page.locator(".detail a").count() == 0


def test_a_template_in_a_headline_stays_as_it_was_written() -> None:
    assert "49" not in render(story(title="{{7*7}}")).split("</title>")[0].split("<title>")[1]


@pytest.mark.parametrize("level", [Level.COUNTRY])
def test_claims_about_countries_are_listed_but_not_drawn(open_map: Callable, level: Level) -> None:
    country = place("Northland", 50, 37, level)
    page = open_map(render(story((claim(country, Event.HELD, day(1)),)))).page
    assert page.locator(".event").count() == 1
    assert page.locator(".mark, .said").count() == 0


def test_the_rich_story_has_no_complaints(open_map: Callable) -> None:
    seen = open_map(render(rich_story()))
    seen.page.keyboard.press("End")
    assert seen.page.locator(".mark").count() >= len(NAMED) - 1
    assert (seen.complaints, seen.elsewhere) == ([], [])
