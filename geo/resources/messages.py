"""Every text of the interface, from `data/messages/`: translating the program needs no Python."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.errors import ResourceError
from geo.resources.bundle import root

FALLBACK = "en"


def languages() -> tuple[str, ...]:
    """The languages that have a message file."""
    return tuple(sorted(p.stem for p in _folder().glob("*.toml") if "." not in p.stem))


@cache
def load(language: str = FALLBACK) -> Mapping[str, str]:
    """The messages of a language by dotted key ("event.held"); a key it lacks is in English.

    `<language>.toml` and every `<part>.<language>.toml` beside it are one set; nested tables give dotted keys.

    Raises
    ------
    ResourceError
        If there is no such language, or a file is not a table of texts, or two files share a key.
    """
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", language) or language not in languages():
        raise ResourceError(f"expected one of the languages {', '.join(languages())}, got {language!r}")
    messages = {} if language == FALLBACK else dict(load(FALLBACK))
    own: dict[str, str] = {}
    for path in (_folder() / f"{language}.toml", *sorted(_folder().glob(f"*.{language}.toml"))):
        for key, text in _read(path):
            if key in own:
                raise ResourceError(f"expected each message once, {key!r} stands again in data/messages/{path.name}")
            own[key] = text
    return MappingProxyType(messages | own)


def _folder() -> Path:
    return root() / "data" / "messages"


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from _flat(tomllib.loads(path.read_text(encoding="utf-8")), "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise ResourceError(f"expected texts in data/messages/{path.name}, cannot read it: {error}") from error


def _flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield prefix + key, value
        else:
            raise TypeError(f"{prefix}{key} is {value!r}, no text")
