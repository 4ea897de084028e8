"""The scripts and styles that go into the page: Leaflet's from its wheel, and our own from this folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

from geo.errors import ResourceError

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)  # of a style sheet
# The order in which the parts build on each other.
SCRIPTS = (
    "dom", "words", "view", "position", "clipboard", "unpack", "shapes", "layers", "base", "borders", "ground",
    "names", "marks", "story", "detail", "figures", "switches", "legend", "axis", "timebar", "rows", "picture",
    "exports", "bus", "main",
)  # fmt: skip
STYLES = ("theme", "layout", "panels", "timebar", "map", "print")


@cache
def leaflet_script() -> str:
    """Leaflet itself, without the pointer to a source map that a browser would ask for."""
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", _read(Path(leaflet.BASE_DIR) / "leaflet.js"))


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet without the images of controls and pins that this map does not have."""
    style = re.sub(r"^.*url\([^)]*\).*$\n", "", _read(Path(leaflet.BASE_DIR) / "leaflet.css"), flags=re.MULTILINE)
    return _without_indents(_COMMENT.sub("", style))


def own_script() -> str:
    """Our script: the files of `js/` one after the other, each under its name."""
    return "\n".join(f"// {name}.js\n{_lean(_HERE / 'js' / f'{name}.js')}" for name in SCRIPTS)


def unfold_script() -> str:
    """The one script that the page carries as text: it unfolds the others."""
    return _lean(_HERE / "js" / "unfold.js")


def own_style() -> str:
    """Our style sheet: the files of `css/` one after the other."""
    return "\n".join(_COMMENT.sub("", _lean(_HERE / "css" / f"{name}.css")) for name in STYLES)


@cache
def _lean(path: Path) -> str:
    """A file without indents and whole-line comments: every exported map carries it."""
    return _without_indents(_read(path))


def _without_indents(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(f"expected the map's file {path.name}, found none: install the package again") from error
