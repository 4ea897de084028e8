"""A real browser with the network off, which remembers every request and every complaint."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "maps"))  # the builders of stories

REQUIRED = os.environ.get("GROUNDSHIFT_REQUIRE_BROWSER") == "1"
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@dataclass
class Seen:
    """A page, what it asked for beside itself, and what its console complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Seen:
        """Start to remember."""
        self._listeners = (
            ("request", lambda request: self.requests.append(request.url)),
            ("pageerror", lambda error: self.complaints.append(str(error))),
            ("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None),
        )
        for event, listener in self._listeners:
            self.page.on(event, listener)
        return self

    def forget(self) -> None:
        """Stop remembering: the page goes on to another test."""
        for event, listener in self._listeners:
            self.page.remove_listener(event, listener)

    @property
    def elsewhere(self) -> list[str]:
        """Requests other than the page's own file or address, and other than data within it."""
        own = self.page.url.split("#")[0]
        within = ("data:", "about:", "blob:")
        return [url for url in self.requests if url.split("#")[0] != own and not url.startswith(within)]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped where there is none, or fails where one is required."""
    path = os.environ.get("GROUNDSHIFT_BROWSER") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        message = "no Chromium on this machine (looked for chromium, chromium-browser, google-chrome)"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def context_of(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts (offline unless told otherwise) that are closed after the test."""
    made: list[BrowserContext] = []

    def make(*, width: int = 1440, height: int = 900, offline: bool = True, **options: object) -> BrowserContext:
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=offline, **options)
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def used() -> dict[str, list[Page]]:
    """Pages that earlier tests left in order, by their options: to make one takes as long as to load a map."""
    return defaultdict(list)


@pytest.fixture
def open_map(
    context_of: Callable[..., BrowserContext], used: dict[str, list[Page]], chromium: Browser, tmp_path: Path
) -> Iterator[Callable[..., Seen]]:
    """Write a document to disk and open it there with the network off; options as for a browser context.

    A test that changes more of a page than its document (clock, medium, permissions) asks for a `fresh` one.
    """
    lent: list[tuple[str, Seen]] = []
    numbers = itertools.count()

    def open_(
        document: str, *, fragment: str = "", init_script: str | None = None, fresh: bool = False, **options: object
    ) -> Seen:
        path = tmp_path / f"map{next(numbers)}.html"
        path.write_text(document, encoding="utf-8")
        if init_script or fresh:
            seen = Seen(context_of(**options).new_page())
            seen.page.add_init_script(init_script or "")
        else:
            key = repr(sorted(options.items()))
            seen = Seen(used[key].pop() if used[key] else page_of(chromium, **options))
            lent.append((key, seen))
        seen.watch().page.goto(path.as_uri() + fragment)
        seen.page.wait_for_selector("html[data-ready]", state="attached", timeout=10_000)
        return seen

    yield open_
    for key, seen in lent:
        if not seen.page.is_closed():
            seen.forget()
            used[key].append(seen.page)


def page_of(chromium: Browser, *, width: int = 1440, height: int = 900, **options: object) -> Page:
    context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
    context.set_default_timeout(10_000)
    return context.new_page()
