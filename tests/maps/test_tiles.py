from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.maps.tiles import resolve


def test_none_is_no_tiles() -> None:
    assert resolve("none") is None


def test_a_provider_name_gives_its_host_with_subdomains_for_the_policy() -> None:
    service = resolve("OpenTopoMap")
    assert service is not None
    assert service.host == "*.tile.opentopomap.org"


def test_an_address_gives_its_host_and_a_plain_credit() -> None:
    service = resolve("https://tiles.example.org:8080/base/{z}/{x}/{y}.png")
    assert service is not None
    assert (service.host, service.credit) == ("tiles.example.org:8080", "tiles.example.org:8080")


@pytest.mark.parametrize("provider", ["Thunderforest OpenCycleMap", "OpenStreetMap Mapnik"])
def test_a_provider_that_needs_a_key_or_refuses_files_is_named_with_the_reason(provider: str) -> None:
    with pytest.raises(InputError, match=r"needs one|refuses them"):
        resolve(provider)


@pytest.mark.parametrize(
    "tiles",
    [
        "nobody knows this",
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{{7*7}}/{z}/{x}/{y}.png",
        "https://tiles.example.org/{% raw %}/{z}/{x}/{y}.png",
        "https://tiles.example.org; script-src *//{z}/{x}/{y}.png",
        "https://tiles.example.org/'\"><script>alert(1)</script>{z}/{x}/{y}",
        "https://{z}.{x}/{y}.png",
        "https://user:secret@tiles.example.org/{z}/{x}/{y}.png",
    ],
)
def test_what_is_no_usable_service_is_refused_in_one_sentence(tiles: str) -> None:
    with pytest.raises(InputError, match=r"^expected .*tile") as refused:
        resolve(tiles)
    assert repr(tiles)[1:-1] in str(refused.value)
