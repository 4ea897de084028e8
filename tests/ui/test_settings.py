"""The settings that keep the page on this machine, and that each of them is one that Streamlit knows."""

import tomllib
from pathlib import Path

from streamlit import config

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def names(table: dict[str, object], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= names(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return found


def test_the_page_answers_the_loopback_address_alone_and_reports_to_nobody() -> None:
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorLinks"] is False


def test_streamlit_knows_every_setting() -> None:
    assert names(SETTINGS) <= set(config.get_config_options())
