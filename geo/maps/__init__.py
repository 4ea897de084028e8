"""Draw a story: one folium map in one HTML document that asks nothing of any network."""

from __future__ import annotations

from geo.maps.page import document
from geo.maps.scene import scene
from geo.maps.tiles import resolve
from geo.model import Story

__all__ = ["render"]


def render(story: Story, *, tiles: str = "none", language: str = "en") -> str:
    """The story's map as one self-contained HTML document.

    Equal stories give equal documents. With `tiles` (an xyzservices provider name or an https address with {z}, {x} and
    {y}) the page may fetch images from that host, and says so; everything else in it works without.

    Raises
    ------
    InputError
        If `tiles` is neither "none" nor a usable tile service.
    """
    service = resolve(tiles)
    values = scene(story, language=language) | {"tiles": service.host if service else None}
    return document(values, service, title=story.title)
