"""Every place where a text from outside meets a page, found anew by reading the code, and fed all that is hostile."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import ALL
from map_stories import REGION, THEATRE, claim, day, place, state, story
from shapely import box

from geo.maps import render
from geo.maps.page import Page
from geo.model import (
    AreaClaim,
    Basis,
    Cell,
    CellState,
    Claim,
    Event,
    Reconciliation,
    Report,
    Side,
    Stance,
    Status,
    Story,
    Territory,
    Totals,
)

GEO = Path(__file__).parents[2] / "geo"
SPY = "window.owned = () => { window.hit = true; }; window.alert = window.owned;"

# What a script may write a text with. Anything that reads markup or code out of a text is forbidden below.
WRITES = re.compile(
    r"\bel\(|\bsvg\(|\.textContent =|\.title =|setAttribute\(|replaceChildren\(|\.append\(|bindTooltip\(|divIcon\(|"
    r"createElement\(|(?:fill|stroke)Text\(|\.value =|new Blob\(|replaceState\(|postMessage\("
)
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\bFunction\(|DOMParser|createContextualFragment|"
    r"srcdoc[\"']?\s*[:=]|bindPopup|set(?:Timeout|Interval)\(\s*[\"'`]|javascript:"
)
# Each script that writes, and where on the page its texts from outside are looked for; () if it writes none but ours.
WRITERS: dict[str, tuple[str, ...]] = {
    "axis.js": (),  # days
    "bus.js": (),  # messages to the page around it: keys and days, no text
    "clipboard.js": (".notice",),
    "detail.js": (
        ".detail h2", ".detail .where", ".detail blockquote", ".detail .claim .who", ".detail .line b", ".control b",
    ),
    "dom.js": (),  # makes the elements for all others
    "exports.js": (),  # files, tested for formulas in test_map_controls
    "ground.js": (),  # draws
    "layers.js": (),  # draws
    "shapes.js": (),  # signs, from a fixed list
    "figures.js": (
        ".figures tbody th", ".reported .claimed", ".reported .ours + .who", ".places tbody th", ".figures details p",
    ),
    "legend.js": (".legend .pairs li",),
    "main.js": (),
    "marks.js": (".mark[title]",),
    "names.js": (".name.pin", ".name.said"),
    "picture.js": (),  # writes on a canvas, where a text is only ever drawn
    "story.js": (".event .where", ".event .what", ".event .who", ".unplaced b", ".unplaced q", ".unplaced .who"),
    "switches.js": (),
    "timebar.js": (),
    "unfold.js": (),  # runs the page's own program, which its policy names by hash
    "view.js": (),  # the address, each value encoded
}  # fmt: skip


def test_every_script_that_writes_into_the_page_is_known_and_none_reads_markup_out_of_a_text() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (GEO / "maps" / "js").glob("*.js")}
    assert {name for name, code in scripts.items() if WRITES.search(code)} == set(WRITERS)
    assert {name: found.group() for name, code in scripts.items() if (found := FORBIDDEN.search(code))} == {}
    made = {name for name, code in scripts.items() if re.search(r"createElement\((?!\"canvas\")", code)}
    assert made == {"dom.js", "unfold.js"}


def markup(path: Path) -> Iterator[str]:
    """The functions of a module that put values into text with a `<` in it, or hand text to a template."""

    def visit(node: ast.AST, name: str) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else ""
            here = ".".join(filter(None, (name, inner)))
            if isinstance(child, ast.JoinedStr):
                parts = "".join(str(p.value) for p in child.values if isinstance(p, ast.Constant))
                if "<" in parts and any(isinstance(p, ast.FormattedValue) for p in child.values):
                    yield here
            if isinstance(child, ast.Call) and getattr(child.func, "id", "") == "Template":
                assert all(isinstance(a, ast.Constant) for a in child.args), f"a template made of values in {path}"
            yield from visit(child, here)

    yield from (f"{path.stem}.{name}" for name in visit(ast.parse(path.read_text(encoding="utf-8")), ""))


def test_every_function_that_writes_markup_in_python_is_known() -> None:
    found = {name for folder in ("maps", "ui") for path in (GEO / folder).glob("*.py") for name in markup(path)}
    assert found == {
        "page.Page.__init__", "page.document", "page._finished", "page._folded", "page._data",
        "plain.events", "plain._row",
    }  # fmt: skip


def test_the_streamlit_page_lets_no_markup_through() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (GEO / "ui").glob("*.py"))
    assert "unsafe_allow" not in code
    assert re.findall(r"st\.html\((.*)\)", code) == ['_HERE / "page.css"']


class Outline(HTMLParser):
    """The title of a document, and what its elements are."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.tags, self._in_title = "", [], False
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._in_title = tag == "title"
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            self._in_title = False


@pytest.mark.parametrize("text", ALL)
def test_the_title_of_the_document_is_the_text_and_adds_no_element(text: str) -> None:
    hostile = Outline(Page(title=text, language="en").render())
    assert hostile.tags == ["html", "head", "meta", "meta", "title", "link", "body", "script"]
    assert hostile.title == re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


def story_of_all() -> Story:
    """One story in which each hostile text is a place, a side, an outlet, a claimant, a quote and a region."""
    on = day(1)
    spots = [
        replace(place("x", 48.5 + 0.3 * (i // 6), 36 + 0.5 * (i % 6)), key=f"{i}{text}", name=text, region=text)
        for i, text in enumerate(ALL)
    ]
    regions = [
        replace(REGION, key=f"r{i}{text}", name=text, lat=47 + 0.1 * i, lon=40.5) for i, text in enumerate(ALL)
    ]
    claims: list[Claim] = []
    for i, (text, spot, region) in enumerate(zip(ALL, spots, regions, strict=True)):
        said = {"actor": text, "claimant": text, "quote": text, "report": text, "name": text, "stance": Stance.CLAIMS}
        claims += (
            claim(spot, Event.LIBERATED, on, id=f"{i}spot", **said),
            claim(region, Event.WITHDREW, on, id=f"{i}region", part=text, **said),
            claim(None, Event.HELD, on, id=f"{i}name", candidates=(spot,), **said),
        )
    return story(
        tuple(claims),
        title=" ".join(ALL),
        reports=tuple(
            Report(id=t, text=t, title=t, outlet=t, url=f"https://example.org/{t}", published=on) for t in ALL
        ),
        figures=tuple(Reconciliation(reported=figure(t), estimate=None, ratio=None, scope=t) for t in ALL),
        states={
            on: tuple(state(s, on, s.name, Basis.CLAIMED, f"{i}spot") for i, s in enumerate(spots)),
        },
        territory=Territory(
            cells=tuple(
                Cell(place=s, region="r", geometry=box(s.lon, s.lat, s.lon + 0.5, s.lat + 0.3), area_km2=2.0)
                for s in spots
            ),
            histories={
                s.key: (CellState(since=on, controller=s.name, status=Status.HELD, basis=Basis.CLAIMED),)
                for s in spots
            },
            regions=("r",),
            method=" ".join(ALL),
        ),
        totals=(Totals(on=on, held_km2=dict.fromkeys(ALL, 2.0), contested_km2=0.0),),
        theatre=replace(THEATRE, sides=tuple(Side(id=text, name=text, colour="#0072B2") for text in ALL)),
    )


def figure(text: str) -> AreaClaim:
    """A reported figure whose every text is this one."""
    return AreaClaim(
        id=text, report=text, value=1, unit=text, km2=2.6, change="gained", actor=text, claimant=text, since=day(1),
        until=day(1), region=text, said=day(1), published=day(1), quote=text, start=0, end=1, approximate=text,
    )  # fmt: skip


@pytest.mark.browser
def test_every_writer_shows_every_hostile_text_as_text(open_map: Callable) -> None:
    forbid = "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false;"
    seen = open_map(render(story_of_all()), init_script=SPY + forbid, reduced_motion="reduce")
    page = seen.page
    page.click("text=Place by place")
    # Each place is opened in turn; what every selector ever showed is gathered.
    shown = page.evaluate(
        """async (selectors) => {
            const shown = Object.fromEntries(selectors.map((s) => [s, ""]));
            const gather = () => selectors.forEach((s) => document.querySelectorAll(s).forEach((e) => {
                shown[s] += "\\n" + e.textContent + (e.title || "") + (e.querySelector("textarea")?.value || "");
            }));
            for (const row of document.querySelectorAll(".event")) {
                row.click();
                document.querySelector(".cite")?.click();
                await new Promise((done) => setTimeout(done, 5));
                gather();
            }
            return shown;
        }""",
        [selector for selectors in WRITERS.values() for selector in selectors],
    )
    missing = {selector: [t for t in ALL if t not in text] for selector, text in shown.items()}
    assert {selector: texts for selector, texts in missing.items() if texts} == {}
    page.wait_for_timeout(100)
    assert not page.evaluate("window.hit")
    assert page.locator(".stage :is(script, img, iframe, object, embed), .stage a[href^='javascript']").count() == 0
    assert (seen.complaints, seen.elsewhere) == ([], [])
