"""The Streamlit page in a real browser: what it shows, what it asks for, what it leaves in the URL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hostile import ALL
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect
from streamlit_server import served
from test_access import faults

pytestmark = pytest.mark.browser

# Chromium's words about the frame that Streamlit itself makes: features it names and Chromium lacks.
NOT_OURS = ("Unrecognized feature:", "Allow attribute will take precedence", "An iframe which has both allow-scripts")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("page") / "server.log") as url:
        yield url


@dataclass
class Visit:
    """A page, what it asked of hosts other than its own, and what its console complained of."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator(".st-key-map iframe")

    def panel(self) -> Any:
        return self.page.get_by_test_id("stSidebar")


@pytest.fixture
def visit(context_of: Callable[..., BrowserContext], address: str) -> Callable[..., Visit]:
    """Open the page, cut off from every other host, and wait until its map is drawn."""

    def open_(query: str = "", **options: object) -> Visit:
        context = context_of(offline=False, **options)
        seen = Visit(context.new_page())
        context.route(lambda url: not url.startswith((f"{address}/", "data:", "blob:")), lambda route: route.abort())
        context.on(
            "request",
            lambda r: None if r.url.startswith((f"{address}/", "data:", "blob:")) else seen.elsewhere.append(r.url),
        )
        seen.page.on(
            "websocket",
            lambda w: None if w.url.startswith(address.replace("http", "ws")) else seen.elsewhere.append(w.url),
        )
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on(
            "console",
            lambda m: (
                seen.complaints.append(m.text)
                if m.type in ("error", "warning") and not m.text.startswith(NOT_OURS)
                else None
            ),
        )
        seen.page.goto(f"{address}/{query}")
        expect(seen.map.locator("html[data-ready]")).to_be_attached(timeout=120_000)  # the first visit builds the index
        return seen

    return open_


def shown(visit: Visit) -> int:
    """How many claims the page says that it shows."""
    return int(visit.page.get_by_text("claims shown").inner_text().split()[0])


def test_the_page_opens_on_the_map_without_a_word_to_any_other_host(visit: Callable[..., Visit]) -> None:
    seen = visit()
    assert seen.elsewhere == []
    assert seen.complaints == []
    box = seen.page.locator(".st-key-map iframe").bounding_box()
    assert box is not None
    assert box["y"] < 120  # the map comes first
    assert box["width"] * box["height"] > 0.5 * 1440 * 900  # and is most of what meets the eye
    expect(seen.page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_map_on_the_page_is_the_very_file_that_is_downloaded(visit: Callable[..., Visit]) -> None:
    seen = visit()
    drawn = seen.page.locator(".st-key-map iframe").get_attribute("srcdoc")
    with seen.page.expect_download() as download:
        seen.panel().get_by_role("button", name="Map, one HTML file").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == drawn


def test_tables_and_shapes_are_downloaded_too(visit: Callable[..., Visit]) -> None:
    seen = visit()
    begins = {
        "Claims, CSV": b"type,id,report",
        "All of it, GeoJSON": b'{"type":"FeatureCollection"',
        "All of it, GeoPackage": b"SQLite format 3",
        "All of it, KML": b"<?xml",
    }
    found = {}
    for label, start in begins.items():
        with seen.page.expect_download() as download:
            seen.panel().get_by_role("button", name=label).click()
        found[label] = Path(download.value.path()).read_bytes()[: len(start)]
    assert found == begins


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page(visit: Callable[..., Visit], scheme: str) -> None:
    page = visit(color_scheme=scheme).page
    page.get_by_text("Add a report or polygons").click()
    assert faults(page) == []


def test_a_filter_changes_claims_and_map_and_stays_in_the_url(visit: Callable[..., Visit]) -> None:
    seen = visit()
    before, drawn = shown(seen), seen.page.locator(".st-key-map iframe").get_attribute("srcdoc")
    seen.panel().get_by_role("button", name="Entered", exact=True).click()
    expect(seen.page.locator(".st-key-map iframe")).not_to_have_attribute("srcdoc", drawn)
    expect(seen.map.locator("html[data-ready]")).to_be_attached()
    after = shown(seen)
    assert 0 < after < before
    assert "events=Entered" in seen.page.url
    again = visit(seen.page.url.partition("/?")[2].join(("?", "")))
    assert shown(again) == after


def test_an_uploaded_report_is_read_like_the_others(visit: Callable[..., Visit]) -> None:
    seen = visit()
    summary = seen.page.get_by_text("machine-read, unreviewed").first
    reports = int(summary.inner_text().split()[0])
    seen.panel().get_by_text("Add a report or polygons").click()
    seen.panel().locator("input[type=file]").set_input_files(
        [
            {"name": "new.md", "mimeType": "text/markdown", "buffer": b"2022-09-12 A headline\n\nThe sun rose."},
            {"name": "torn.md", "mimeType": "text/markdown", "buffer": b"\xff\xfe\x00torn"},
        ]
    )
    expect(seen.panel().get_by_text("torn.md")).to_be_visible()
    seen.panel().get_by_role("button", name="Read", exact=True).click()
    expect(seen.panel().get_by_role("alert")).to_contain_text("torn.md", timeout=30_000)
    expect(summary).to_contain_text(f"{reports + 1} reports", timeout=30_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_map_in_its_width_with_room_to_scroll(visit: Callable[..., Visit], scheme: str) -> None:
    seen = visit(width=390, height=844, color_scheme=scheme)
    # The style sheet that fits the map to a phone may come after the map itself.
    seen.page.wait_for_function(
        "() => (document.querySelector('.st-key-map iframe')?.getBoundingClientRect().bottom ?? 844) < 844",
        timeout=30_000,
    )
    box = seen.page.locator(".st-key-map iframe").bounding_box()
    assert box is not None
    assert 350 <= box["width"] <= 390
    assert box["y"] + box["height"] < 844
    assert seen.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert seen.complaints == []


def test_a_place_chosen_on_the_map_narrows_the_claims_below_it(visit: Callable[..., Visit]) -> None:
    seen = visit()
    everything = shown(seen)
    seen.map.locator(".event").first.click()
    name = seen.map.locator(".detail h2").inner_text()
    expect(seen.page.get_by_text(f"{name}, chosen on the map")).to_be_visible(timeout=20_000)
    drawn = seen.map.locator("html[data-ready]")
    expect(drawn).to_be_attached()  # the same map: nothing was drawn anew
    expect(seen.map.locator(".detail h2")).to_have_text(name)
    seen.map.locator(".detail .close").click()
    expect(seen.page.get_by_text(f"{everything} of {everything} claims shown")).to_be_visible(timeout=20_000)


def test_a_message_from_another_frame_chooses_nothing(visit: Callable[..., Visit]) -> None:
    seen = visit()
    everything = shown(seen)
    key = seen.map.locator(".event").first.evaluate("() => 'gn:704204'")
    seen.page.evaluate("place => window.postMessage({groundshift: 'view', place}, '*')", key)
    seen.page.wait_for_timeout(1500)
    assert shown(seen) == everything


def test_a_hostile_report_is_shown_as_text_on_the_whole_page(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.page.evaluate("() => { window.alert = window.owned = () => { window.hit = true; }; }")
    text = " ".join(ALL).replace("\x00", "")
    said = {"id": text, "published": "2022-09-10", "title": f"Izium {text}", "outlet": text, "url": text, "text": f"Kyiv said its troops liberated Izium. {text}"}  # noqa: E501
    seen.panel().get_by_text("Add a report or polygons").click()
    seen.panel().locator("input[type=file]").set_input_files(
        [
            {"name": "hostile.jsonl", "mimeType": "text/plain", "buffer": json.dumps(said).encode()},
            {"name": "<img src=x onerror=owned()>{{7*7}}.md", "mimeType": "text/plain", "buffer": b"\xff\xfe\x00torn"},
        ]
    )
    expect(seen.panel().get_by_text("{{7*7}}.md")).to_be_visible()
    seen.panel().get_by_role("button", name="Read", exact=True).click()
    expect(seen.panel().get_by_role("alert")).to_contain_text("{{7*7}}", timeout=30_000)
    expect(seen.map.locator("html[data-ready]")).to_be_attached(timeout=30_000)
    assert not seen.page.evaluate("window.hit")
    assert (seen.complaints, seen.elsewhere) == ([], [])  # in the map's frame `owned` is no function, and would be told
