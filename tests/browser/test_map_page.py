"""The map in a real browser, from disk, with the network off: what a reader sees and does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from map_stories import ABERDALE, claim, day, rich_story, story

from geo.maps import render
from geo.model import Event

pytestmark = pytest.mark.browser

VIEWS = [(1440, 900), (768, 1024), (390, 844)]
TEXTS = "[...document.querySelectorAll('.stage *')].filter(e => e.offsetParent && e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))"  # noqa: E501


def shown_date(page: object) -> str:
    return page.inner_text("output.date")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "height"), VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_from_disk_without_a_request_or_a_complaint(
    open_map: Callable, width: int, height: int, scheme: str
) -> None:
    seen = open_map(render(rich_story()), width=width, height=height, color_scheme=scheme)
    assert (seen.elsewhere, seen.complaints) == ([], [])
    assert shown_date(seen.page) == "10 September 2031"
    seen.page.reload()
    seen.page.wait_for_selector(".mark")
    assert (seen.elsewhere, seen.complaints) == ([], [])


@pytest.mark.parametrize(("width", "height"), VIEWS)
def test_no_text_is_smaller_than_12_pixels_and_nothing_is_wider_than_the_window(
    open_map: Callable, width: int, height: int
) -> None:
    page = open_map(render(rich_story()), width=width, height=height).page
    sizes = page.evaluate(f"{TEXTS}.map(e => [parseFloat(getComputedStyle(e).fontSize), e.className, e.textContent])")
    assert [s for s in sizes if s[0] < 12] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for panel in page.locator(".panel:visible").all():
        box = panel.bounding_box()
        assert box["x"] >= -1
        assert box["x"] + box["width"] <= width + 1
        assert box["y"] + box["height"] <= height + 1


def test_names_on_the_map_do_not_overlap(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    page.keyboard.press("End")
    boxes = page.evaluate("[...document.querySelectorAll('.name')].map(e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom, e.textContent]; })")  # noqa: E501
    assert len(boxes) >= 8
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], (a[4], b[4])


def test_the_keyboard_steps_through_the_events_and_plays(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    for key, date in (
        ("ArrowRight", "11 September 2031"),
        ("ArrowRight", "12 September 2031"),
        ("ArrowLeft", "11 September 2031"),
        ("End", "1 October 2031"),
        ("Shift+ArrowLeft", "30 September 2031"),
        ("ArrowLeft", "28 September 2031"),
        ("Home", "6 September 2031"),
        ("ArrowLeft", "6 September 2031"),
    ):
        page.keyboard.press(key)
        assert shown_date(page) == date
    page.keyboard.press("Space")
    page.wait_for_selector("output.date:text-is('7 September 2031')", timeout=4000)
    assert page.get_attribute(".play", "aria-label") == "Pause"
    page.keyboard.press("Space")
    assert page.get_attribute(".play", "aria-label") == "Play"


def test_the_slider_shows_any_day(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    page.locator("input[type=range]").fill("8")
    assert shown_date(page) == "14 September 2031"
    assert page.get_attribute("input[type=range]", "aria-valuetext") == "14 September 2031"


def test_a_row_leads_to_its_sign_and_a_sign_to_its_row(open_map: Callable) -> None:
    page = open_map(render(rich_story()), reduced_motion="reduce").page
    page.click(".event:has-text('Glenham') >> nth=1")
    assert shown_date(page) == "12 September 2031"
    assert page.inner_text(".detail h2") == "Glenham"
    assert page.locator(".mark:has(.chosen)").get_attribute("aria-label") == "Glenham: Held by Southland"
    page.click(".mark[title^=Dunmere]")
    assert page.inner_text(".detail h2") == "Dunmere"
    assert page.inner_text(".event.chosen .where") == "Dunmere"
    page.keyboard.press("Escape")
    assert not page.is_visible(".detail")


def test_the_detail_tells_every_claim_in_order_with_its_sentence_and_source(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    page.click(".event:has-text('Aberdale') >> nth=0")
    claims = page.locator(".detail .claim").all()
    assert [c.locator(".line b").inner_text() for c in claims] == [
        "Captured by Southland",
        "Held by Southland",
        "Liberated by Northland",
        "Southland withdrew",
    ]
    assert claims[0].locator(".tag").all_inner_texts() == ["Background"]
    assert claims[3].locator(".who").inner_text().startswith("Southland's war ministry concedes")
    assert claims[2].locator("a").get_attribute("href") == "https://example.org/1"
    assert claims[2].locator("blockquote").inner_text().startswith("The reported fall of Aberdale would be")
    assert claims[2].locator("dd").all_inner_texts() == ["10 September 2031"] * 3


def test_a_link_opens_the_day_and_the_place_it_names(open_map: Callable) -> None:
    seen = open_map(render(rich_story()), fragment="#date=2031-09-16&place=overlay:carrow&unit=sqmi")
    page = seen.page
    assert (shown_date(page), page.inner_text(".detail h2")) == ("16 September 2031", "Carrow")
    assert "sq mi" in page.inner_text(".figures thead")
    page.keyboard.press("End")
    page.wait_for_url("**#date=2031-10-01&place=overlay%3Acarrow&unit=sqmi")


@pytest.mark.parametrize("fragment", ["#date=2031-99-99", "#date=%00&place=__proto__&unit=x", "#%", "#date=9999-01-01"])
def test_a_link_that_says_nonsense_opens_the_map_all_the_same(open_map: Callable, fragment: str) -> None:
    seen = open_map(render(rich_story()), fragment=fragment)
    assert seen.complaints == []
    assert shown_date(seen.page) in ("10 September 2031", "1 October 2031")


def test_the_totals_follow_the_day_and_the_unit(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    page.keyboard.press("Home")
    assert page.inner_text(".figures tbody tr >> nth=0").split()[:2] == ["Southland", "18,005"]
    assert not page.is_visible(".reported")
    page.keyboard.press("End")
    assert page.inner_text(".figures tbody tr >> nth=0").split() == ["Northland", "18,005", "+18,005"]
    assert "about 1,994\u00a0km² gained by Northland, says Marshal Bryn" in page.inner_text(".reported")
    page.click("text=sq mi")
    assert page.inner_text(".figures tbody tr >> nth=0").split()[1] == "6,952"  # 18,005 / 2.58999
    assert "about 770\u00a0sq mi gained" in page.inner_text(".reported")


def test_the_legend_holds_what_is_on_the_map_and_nothing_else(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    page.keyboard.press("Home")
    assert page.locator(".legend .events li").all_inner_texts() == ["Advance"]
    assert "Contested" not in page.inner_text(".legend")
    page.keyboard.press("ArrowRight")
    assert page.locator(".legend .events li").all_inner_texts() == ["Fighting", "Held"]
    assert "Contested" in page.inner_text(".legend")


def test_a_sign_is_full_when_confirmed_and_hollow_when_claimed(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    firm = {m.get_attribute("aria-label"): m.locator(".firm").count() for m in page.locator(".mark").all()}
    assert firm["Glenham: Liberated by Northland (claimed, not confirmed)"] == 0
    assert firm["Aberdale: Liberated by Northland"] == 1


def test_signs_too_close_to_tell_apart_become_dots_until_one_comes_closer(open_map: Callable) -> None:
    page = open_map(render(rich_story()), reduced_motion="reduce").page
    page.keyboard.press("End")
    assert page.locator(".mark[title^='Carrow Junction']").count() == 0
    page.click(".event:has-text('Carrow Junction') >> nth=0")
    assert page.locator(".mark[title^='Carrow Junction']").count() == 1


def test_names_that_could_not_be_placed_are_listed_with_what_they_may_mean(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    rows = page.locator(".unplaced li").all_inner_texts()
    assert "May mean: Lower Haugh (East Region); Lower Haugh (East Region)" in rows[0]
    assert "No place of this name is known." in rows[1]


def test_on_a_phone_one_sheet_at_a_time_rises_over_the_map(open_map: Callable) -> None:
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
    page = open_map(render(rich_story()), reduced_motion="reduce", **phone).page
    assert not page.is_visible("#story-list")
    page.tap("[data-sheet=story]")
    assert page.is_visible("#story-list")
    page.tap("[data-sheet=figures]")
    assert page.is_visible(".figures")
    assert not page.is_visible("#story-list")
    page.tap("[data-sheet=story]")
    page.tap(".event >> nth=3")
    assert page.is_visible(".detail")
    assert not page.is_visible("#story-list")
    mark, sheet = page.locator(".mark:has(.chosen)").bounding_box(), page.locator(".detail").bounding_box()
    assert mark["y"] + mark["height"] <= sheet["y"]


def test_the_ground_is_painted_and_changes_with_the_day(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    pixel = """() => { const c = document.querySelector('.leaflet-ground-pane canvas'), r = c.getBoundingClientRect();
        const m = document.querySelector('.mark[title^=Aberdale]').getBoundingClientRect();
        return [...c.getContext('2d').getImageData(m.left - r.left - 8, m.top - r.top + 13, 1, 1).data]; }"""
    freed = page.evaluate(pixel)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    before = page.evaluate(pixel)
    assert freed[2] > freed[0]  # more blue than red
    assert before[0] > before[2]


def test_without_any_date_there_is_no_time_bar_but_a_map(open_map: Callable) -> None:
    from dataclasses import replace

    undated = replace(claim(ABERDALE, Event.HELD, None), said=None, published=None)
    seen = open_map(render(story((undated,))))
    assert seen.page.locator(".mark").count() == 1
    assert seen.page.locator("input[type=range]").count() == 0
    assert seen.complaints == []


def test_one_day_alone_has_no_slider(open_map: Callable) -> None:
    page = open_map(render(story((claim(ABERDALE, Event.HELD, day(0)),)))).page
    assert (shown_date(page), page.locator("input[type=range]").count()) == ("6 September 2031", 0)


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(open_map: Callable) -> None:
    seen = open_map(render(rich_story()).replace("</body>", "<script>window.hit = 1</script></body>"))
    assert seen.page.evaluate("window.hit") is None
    assert any("Content Security Policy" in c for c in seen.complaints)


def test_every_control_has_a_name_and_the_focus_is_seen(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    nameless = page.evaluate("[...document.querySelectorAll('button, input, a[href], [role=button]')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels?.length)).map(e => e.outerHTML)")  # noqa: E501
    assert nameless == []
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
