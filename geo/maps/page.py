"""The folium page: one map, one element of our own, no address to fetch anything from.

folium renders what its elements say as Jinja templates, twice. Here only fixed text passes through a template: scripts,
styles and data are written as they are, by `Verbatim`.

The story and our own scripts stand in the page as text that can be searched, archived and compared. Compressed travel
what nobody reads, Leaflet and the shapes, and the text of a very large story.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo import escape
from geo.maps import assets
from geo.maps.pack import encoded, folded
from geo.maps.tiles import Tiles

MAX_ZOOM = 13  # beyond, the bundled shapes have nothing more to show
_SHAPES = ("base", "ground")
_PLAIN = 300_000  # bytes of a story that is not compressed
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Verbatim(Element):
    """Text for the page as it is: never compiled as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        """The text itself."""
        return self.text


class Page(Figure):
    """A folium figure with a language, a title and a place for the policy."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language }}">\n<head>\n'
        '<meta charset="utf-8">\n{{ this.header.render(**kwargs) }}\n</head>\n'
        "<body>\n{{ this.html.render(**kwargs) }}\n<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, *, title: str, language: str) -> None:
        super().__init__()
        self.language = language
        self.header = Element()
        self.header._parent = self
        for name, text in (
            ("policy", _POLICY_GOES_HERE),
            ("viewport", '<meta name="viewport" content="width=device-width, initial-scale=1">'),
            ("title", f"<title>{escape.html(title)}</title>"),
            ("icon", '<link rel="icon" href="data:,">'),  # else a browser asks the host for one
        ):
            self.header.add_child(Verbatim(text), name=name)


class StoryMap(folium.Map):
    """folium's map without its default files from elsewhere, under a name that is the same every time."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div id="{{ this.get_name() }}" class="map"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map("{{ this.get_name() }}", {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(location=[0, 0], tiles=None, zoom_control=False, **options)
        self._id = "story"
        self.default_js, self.default_css = [], []


class Telling(MacroElement):
    """The one line that hands the map to our script."""

    _template = Template(
        "{% macro script(this, kwargs) %}groundshift.start({{ this._parent.get_name() }});{% endmacro %}"
    )


def document(values: dict[str, Any], tiles: Tiles | None, *, title: str, table: str) -> str:
    """Write the page, then its policy with the hash of each script and style that may apply.

    Parameters
    ----------
    values
        The scene.
    table
        The story as HTML, for readers without scripts.
    """
    page = Page(title=title, language=values["language"])
    messages = values["messages"]
    for name, text in (
        ("leaflet_css", f"<style>{assets.leaflet_style()}</style>"),
        ("own_css", f"<style>{assets.own_style()}</style>"),
        ("leaflet_js", f"<script>{assets.leaflet_script()}</script>"),
        ("own_js", f"<script>{assets.own_script()}</script>"),
    ):
        page.header.add_child(Verbatim(text), name=name)
    for name, text in (
        ("shapes", _folded("story-shapes", folded(encoded({name: values[name] for name in _SHAPES})))),
        ("data", _data("story-data", {name: value for name, value in values.items() if name not in _SHAPES})),
        ("no_script", f"<noscript><p>{escape.html(messages['map.no_script'])}</p>{table}</noscript>"),
        ("opening", f'<p class="opening">{escape.html(title)}</p>'),  # until a large story is unpacked
        ("old_browser", f'<p id="old-browser" hidden>{escape.html(messages["map.old_browser"])}</p>'),
    ):
        page.html.add_child(Verbatim(text), name=name)
    story_map = StoryMap(
        max_zoom=max(MAX_ZOOM, tiles.max_zoom if tiles else 0), zoom_snap=0.25, attribution_control=False,
    )  # fmt: skip
    page.add_child(story_map, name="map")
    if tiles is not None:
        story_map.add_child(_layer(tiles), name="tiles")
    story_map.add_child(Telling(), name="telling")  # type: ignore[no-untyped-call]  # branca's own
    return _finished(page.render(), tiles)


def _layer(tiles: Tiles) -> folium.TileLayer:
    layer = folium.TileLayer(
        tiles.url, attr=tiles.credit, name="tiles", max_zoom=tiles.max_zoom, subdomains=tiles.subdomains
    )
    layer._id = "background"
    return layer


_POLICY_GOES_HERE = "<!-- policy -->"


def _finished(page: str, tiles: Tiles | None) -> str:
    """Put the scripts at the end of the body, where one unfolds and runs the others, and the policy into the head."""
    leaflet, *own = _SCRIPT.findall(page)
    program = "\n".join(own)
    page = _SCRIPT.sub("", page)
    ending = (
        _folded("leaflet", _leaflet(leaflet)),
        f'<script type="text/plain" id="program">{program}</script>',
        f"<script>{assets.unfold_script()}</script>",
        "</body>",
    )
    page = page.replace("</body>", "\n".join(ending), 1)
    images = "img-src data:" + (f" https://{tiles.host}" if tiles else "")
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + _hashes(*_SCRIPT.findall(page), leaflet, program),
            "style-src " + _hashes(*_STYLE.findall(page)),
            images,
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return page.replace(_POLICY_GOES_HERE, f'<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


@lru_cache(maxsize=1)
def _leaflet(text: str) -> str:
    return folded(text.encode())


def _data(name: str, values: dict[str, Any]) -> str:
    """The story as JSON, compressed where it is very large."""
    data = encoded(values)
    if len(data) > _PLAIN:
        return _folded(name, folded(data, fast=True))
    return f'<script type="application/json" id="{name}">{escape.script_json(values)}</script>'


def _folded(name: str, letters: str) -> str:
    return f'<script type="application/octet-stream" id="{name}">{letters}</script>'


def _hashes(*texts: str) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
