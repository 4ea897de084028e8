"""Draw a story: one folium map in one HTML document that asks nothing of any network."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from geo.maps.extent import extents, focus
from geo.maps.page import document
from geo.maps.plain import events
from geo.maps.scene import scene
from geo.maps.tiles import resolve
from geo.model import Story
from geo.resources import messages

__all__ = ["extents", "focus", "render"]


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
    with _uninterrupted():
        values = scene(story, language=language) | {"tiles": service.host if service else None}
        return document(values, service, title=story.title, table=events(story, messages.load(language)))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off the search for cyclic garbage: it would look through all claims of a story again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
