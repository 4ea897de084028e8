"""What a reader does with the map: play and step, compare two days, switch layers, copy, take files away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from map_stories import ABERDALE, BROOKSTON, NORTH, claim, day, place, rich_story, story

from geo.escape import csv_cell
from geo.maps import render
from geo.model import Event, Report

pytestmark = pytest.mark.browser


def shown_date(page: Any) -> str:
    return page.inner_text("output.date")


def taken(page: Any, name: str, *, opened: bool = False) -> tuple[str, bytes]:
    """The name and the bytes of a file that the page hands over."""
    if not opened:
        page.click(".opener")
    with page.expect_download() as download:
        page.click(f"[data-take={name}]")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_buttons_step_by_day_and_by_event(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-16").page
    for name, date in (
        ("One day on", "17 September 2031"),
        ("Next event", "18 September 2031"),
        ("Next event", "26 September 2031"),
        ("One day back", "25 September 2031"),
        ("Previous event", "18 September 2031"),
    ):
        page.click(f"[aria-label='{name}']")
        assert shown_date(page) == date


def test_the_speed_of_play_is_chosen_and_a_choice_moves_no_day(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-06", fresh=True).page
    page.focus(".speed")
    page.keyboard.press("End")
    assert (page.eval_on_selector(".speed", "e => e.value"), shown_date(page)) == ("8", "6 September 2031")
    page.clock.install()
    page.click(".play")
    page.clock.run_for(300)  # eight times as fast as 1.1 seconds an event: two events
    assert shown_date(page) == "8 September 2031"


def test_the_whole_view_is_in_the_address_and_opens_again_from_disk(open_map: Callable) -> None:
    seen = open_map(render(rich_story()), fragment="#date=2031-09-16")
    page = seen.page
    page.click("text=Show the difference on the map")
    page.select_option(".figures select", label="8 Sept")
    page.uncheck("[data-layer=names]")
    page.click(".choice [data-name=sqmi]")
    page.keyboard.press("Tab")
    page.click(".leaflet-control-zoom-in")
    page.wait_for_url("**at=*")
    page.wait_for_url("**&off=names&at=*")
    address = page.url
    assert "#date=2031-09-16&since=2031-09-08&compare=1&unit=sqmi&off=names&at=" in address
    again = open_map(render(rich_story()), fragment="#" + address.partition("#")[2]).page
    assert again.is_hidden(".names")
    assert again.inner_text(".figures caption").split() == ["Difference,", "8", "\u2013", "16", "September", "2031"]
    assert again.url.partition("#")[2] == address.partition("#")[2]


def test_the_back_button_leaves_the_map_whatever_was_done_on_it(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    before = page.evaluate("history.length")
    for key in ("ArrowRight", "ArrowRight", "Home"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.evaluate("history.length") == before


def test_the_difference_view_tells_what_was_gained_lost_and_kept(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-10-01").page
    held = page.inner_text(".figures tbody tr >> nth=0").split()
    page.click("text=Show the difference on the map")
    assert page.locator(".figures thead th").all_inner_texts() == ["km²", "Gained", "Lost", "Net", "Kept"]
    # Since the eve the north has gained all that it holds, and lost and kept nothing.
    assert page.inner_text(".figures tbody tr >> nth=0").split() == [NORTH, held[1], "0", f"+{held[1]}", "0"]
    assert "What changed hands" in page.inner_text(".legend")
    assert f"Gained: {NORTH}" in page.inner_text(".legend")
    page.click("text=Show who holds the ground")
    assert "Who holds the ground" in page.inner_text(".legend")


def test_what_the_canvas_shows_stands_in_a_table_too(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-10").page
    page.click("text=Place by place on 10 September 2031")
    page.wait_for_selector(".places tbody tr")
    rows = dict(row.split("\t") for row in page.locator(".places tbody tr").all_inner_texts())
    assert rows["Aberdale"] == "Held by Northland, confirmed"
    assert rows["Carrow"] == "Held by Southland, the other side is inside, claimed, not confirmed"


@pytest.mark.parametrize("layer", ["ground", "events", "names", "base"])
def test_a_layer_is_switched_off_and_on(open_map: Callable, layer: str) -> None:
    pane = {"events": "pins", "base": "borders"}.get(layer, layer)
    page = open_map(render(rich_story())).page
    page.uncheck(f"[data-layer={layer}]")
    assert page.is_hidden(f".leaflet-{pane}-pane")
    page.check(f"[data-layer={layer}]")
    assert page.eval_on_selector(f".leaflet-{pane}-pane", "pane => pane.hidden") is False


def test_a_citation_is_copied_with_sentence_source_place_and_dates(open_map: Callable) -> None:
    page = open_map(render(rich_story()), permissions=["clipboard-read", "clipboard-write"]).page
    page.click(".event:has-text('Aberdale') >> nth=1")
    page.click(".claim:has-text('Troops leave Aberdale') >> text=Copy the citation")
    page.wait_for_selector(".notice:text-is('Citation copied')")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“Troops leave Aberdale to regroup.” (Southland's war ministry concedes; Evening Paper, “A report”, "
        "10 September 2031). Aberdale, 49.2100, 37.2800: Southland withdrew, 10 September 2031. "
        "Machine-read by Groundshift, not reviewed. https://example.org/1"
    )


def test_where_the_page_may_not_copy_the_text_stands_there_to_be_marked(open_map: Callable) -> None:
    forbid = "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false;"
    page = open_map(render(rich_story()), init_script=forbid).page
    page.click(".event >> nth=0")
    page.click("text=Copy the citation >> nth=0")
    assert page.input_value(".notice textarea").startswith("“Columns are moving on Brookston")
    assert page.evaluate("document.activeElement.matches('.notice textarea')")


def test_the_picture_holds_map_title_and_legend(open_map: Callable) -> None:
    page = open_map(render(rich_story()), width=1000, height=700).page
    name, content = taken(page, "png")
    assert (name, content[:8]) == ("groundshift-2031-09-10-map.png", b"\x89PNG\r\n\x1a\n")
    wide, high = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    assert wide == 2000  # two pixels to one of the page
    assert high > 2 * (700 + 60)  # the map, and above and below it what one needs to read it


def test_the_picture_leaves_tiles_out_and_says_so(open_map: Callable) -> None:
    drawn = "CanvasRenderingContext2D.prototype.fillText = function (text) { (window.told ||= []).push(text); };"
    page = open_map(render(rich_story(), tiles="https://tiles.example.org/{z}/{x}/{y}.png"), init_script=drawn).page
    taken(page, "png")
    told = " ".join(page.evaluate("window.told"))
    assert "Background tiles of tiles.example.org are left out of the picture." in told
    assert "The September offensive in the East Region" in told
    assert "Machine-read, unreviewed." in told
    assert "Aberdale" in told


def test_the_table_holds_the_claims_up_to_the_day_stamped(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-08").page
    name, content = taken(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert name == "groundshift-2031-09-08-claims.csv"
    assert {row["date"] for row in rows} == {"2031-04-01", "2031-09-06", "2031-09-07", "2031-09-08"}
    assert {row["status"] for row in rows} == {"machine-read, unreviewed"}
    assert rows[0]["credit"].startswith("Groundshift, machine-read from 1 report (Evening Paper)")
    assert ("Brookston", "49.46", "36.84") in {(row["place"], row["lat"], row["lon"]) for row in rows}


def test_formulas_in_the_table_are_texts_and_numbers_stay_numbers(open_map: Callable) -> None:
    texts = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "|x", "-12.5", "+7", "1e5", "Town"]
    page = open_map(render(story((claim(ABERDALE, Event.HELD, day(0)),)))).page
    assert page.evaluate("texts => texts.map(groundshift.csvCell)", texts) == [
        f'"{cell}"' if '"' in str(cell) or str(cell)[0] == " " else cell for cell in map(csv_cell, texts)
    ]
    assert page.evaluate("groundshift.csvCell(-12.5)") == "-12.5"
    assert page.evaluate("groundshift.csvCell('=a,\"b\"')") == '"\'=a,""b"""'


def test_areas_and_shapes_say_the_same_as_the_panel(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-10").page
    _, table = taken(page, "areas")
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    held = next(r for r in rows if (r["measure"], r["until"], r["side"]) == ("held", "2031-09-10", NORTH))
    assert f"{float(held['central_km2']):,.0f}" in page.inner_text(".figures tbody")
    assert next(r for r in rows if r["reported_km2"])["ratio"] == "0.607"  # 1,210 of 1,994.3
    _, shapes = taken(page, "geojson", opened=True)
    collection = json.loads(shapes)
    ground = [f["properties"] for f in collection["features"] if f["properties"]["layer"] == "territory"]
    north = sum(f["km2"] for f in ground if f["controller"] == NORTH)
    assert north == pytest.approx(float(held["central_km2"]), rel=0.001)
    assert collection["groundshift"]["status"] == "machine-read, unreviewed"
    assert all(f["geometry"]["type"] in ("Point", "MultiPolygon") for f in collection["features"] if f["geometry"])


def test_a_long_story_makes_its_rows_as_one_comes_to_them(open_map: Callable) -> None:
    spots = [place(f"Spot {n}", 49 + n / 1000, 37) for n in range(900)]
    claims = tuple(claim(spot, Event.SHELLED, day(n // 30), quote="Shells.") for n, spot in enumerate(spots))
    page = open_map(render(story(claims)), reduced_motion="reduce").page
    assert page.locator(".event").count() < 700
    assert "900 events" in page.inner_text(".counts")
    page.keyboard.press("End")
    page.wait_for_selector(".event:has-text('Spot 899')")


def test_a_small_window_s_time_bar_leaves_most_of_it_to_the_map(open_map: Callable) -> None:
    page = open_map(render(rich_story()), width=390, height=844).page
    bar, head = page.locator(".timebar").bounding_box(), page.locator(".story header").bounding_box()
    assert bar["height"] + head["height"] < 844 * 0.4


def test_a_report_without_an_outlet_is_cited_all_the_same(open_map: Callable) -> None:
    bare = (Report(id="r1", text=""),)
    undated = replace(claim(BROOKSTON, Event.HELD, None), said=None, published=None)
    page = open_map(render(story((undated,), reports=bare)), permissions=["clipboard-read", "clipboard-write"]).page
    page.click(".event")
    page.click("text=Copy the citation")
    page.wait_for_selector(".notice:text-is('Citation copied')")
    assert "Report without an outlet" in page.evaluate("navigator.clipboard.readText()")
