"""The page's own words, and outside words made harmless."""

import re
from datetime import date
from pathlib import Path

import pytest

from geo.resources import messages
from geo.ui import words


@pytest.mark.parametrize(
    "outside",
    [
        "![x](http://a.example/p.png)",
        "[a](javascript:b)",
        "<img src=x>",
        "$x^2$",
        ":red[a]",
        "`a`",
        "# a",
        "**a**",
        "a\n\n- b",
        "~~a~~",
    ],
)
def test_outside_text_keeps_no_sign_that_markdown_reads(outside: str) -> None:
    assert not re.search(r"[\\`*_\[\]<>#!$:~\n]", re.sub(r"&#\d+;", "", words.markdown(outside)))


def test_a_day_is_written_without_the_system_language() -> None:
    assert words.day(date(2031, 5, 3)) == "3 May 2031"


def test_every_message_the_page_asks_for_is_there_and_every_message_is_asked_for() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(words.__file__).parent.glob("*.py"))
    asked = set(re.findall(r"""\btext\(\s*f?["']([\w.]+)""", source))
    there = {k.removeprefix("page.") for k in messages.load() if k.startswith("page.")}
    families = {a for a in asked if a.endswith(".")}
    assert {a for a in asked if a not in families} <= there
    assert {t for t in there if t.partition(".")[0] + "." not in families} <= asked
