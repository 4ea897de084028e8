"""Where the bundled files are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def root() -> Path:
    """The folder that holds `data/`, `seeds/` and `app.py`."""
    for folder in (_PACKAGE / "_bundled", _PACKAGE.parent):
        if (folder / "data" / "README.md").is_file():
            return folder
    raise ResourceError(
        f"expected Groundshift's data folder in or beside {_PACKAGE}, found none: install the package again"
    )


def data_file(*parts: str) -> Path:
    """The path of a file under `data/`.

    Raises
    ------
    ResourceError
        If the file is not there.
    """
    path = root().joinpath("data", *parts)
    if not path.is_file():
        raise ResourceError(
            f"expected the bundled file data/{'/'.join(parts)}, found none: install the package again"
        )
    return path


def seeds() -> Path:
    """The folder of the bundled example reports."""
    return root() / "seeds"


def page() -> Path:
    """The Streamlit script."""
    return root() / "app.py"
