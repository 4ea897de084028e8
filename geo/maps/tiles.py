"""Background tiles, for those who ask for them: the one thing of a map that needs the network."""

from __future__ import annotations

import re
from dataclasses import dataclass

import xyzservices

from geo import escape
from geo.errors import InputError

# {s} a subdomain, {z}/{x}/{y} the tile, {r} the sign for sharp screens. Nothing else may stand in braces: folium
# renders the address as a template.
_URL = re.compile(r"https://([a-z0-9{}.-]+(?::\d+)?)(/[\w./@~%,&=+:;?{}-]*)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[szxyr]\}")
_HOST = re.compile(r"(?:\{s\}\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile service: its address, the HTML of its credit line, its sharpest zoom, its host for the page's policy."""

    url: str
    credit: str
    max_zoom: int
    subdomains: str  # one letter each
    host: str  # "*.tile.example.org" where there are subdomains


def resolve(tiles: str) -> Tiles | None:
    """The tile service called `tiles`: a provider name known to xyzservices or an https address; None for "none".

    Raises
    ------
    InputError
        If it is neither, or the provider needs a key.
    """
    if tiles == "none":
        return None
    if tiles.startswith("https://"):
        host = _checked(tiles)
        return Tiles(tiles, escape.html(host), 19, "abc", host.replace("{s}", "*"))
    try:
        provider = xyzservices.providers.query_name(tiles)
    except ValueError:
        raise InputError(
            f"expected tiles to be none, a provider such as 'OpenTopoMap', or an address such as "
            f"https://tiles.example.org/{{z}}/{{x}}/{{y}}.png, got {tiles!r}"
        ) from None
    if provider.requires_token():
        raise InputError(f"expected a tile provider that needs no key, {tiles!r} needs one: give its full address")
    url = provider.build_url(fill_subdomain=False, scale_factor="{r}")
    host = _checked(url)
    zoom, subdomains = int(provider.get("max_zoom", 18)), "".join(provider.get("subdomains", "abc"))
    return Tiles(url, provider.html_attribution, zoom, subdomains, host.replace("{s}", "*"))


def _checked(url: str) -> str:
    match = _URL.fullmatch(url)
    plain = _PLACEHOLDER.sub("", url)
    if match is not None and match.group(1).endswith("tile.openstreetmap.org"):
        raise InputError(f"expected tiles that files opened from disk may use, {url!r} refuses them: take another")
    if match is None or "{" in plain or "}" in plain or not all(f"{{{p}}}" in url for p in "zxy"):
        raise InputError(f"expected a tile address with {{z}}, {{x}} and {{y}} over https, got {url!r}")
    host = match.group(1)
    if _HOST.fullmatch(host) is None:
        raise InputError(f"expected a tile address with a host such as tiles.example.org, got {url!r}")
    return host
