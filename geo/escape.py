"""The one encoder for text from outside: every headline, name, quote and URL passes here before it meets a page.

folium and branca render *data* as Jinja templates, and Leaflet puts strings into HTML and template literals, so
HTML escaping alone does not do: ``{{ … }}`` would run on the server and a backtick would end a JavaScript literal.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

# HTML's five, then what template and script syntax is made of, then controls and the two JavaScript line separators.
# A browser shows the entities as the very characters; no parser on the way sees syntax.
_DANGEROUS = re.compile("[&<>\"'`\\\\${}%\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@\t\r|%＝＋－＠]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")


def html(text: object) -> str:
    """Encode text for element content or a quoted attribute, safe through Jinja, template literals and HTML.

    >>> html("Slov`yanoserbsk {{ 7*7 }}")
    'Slov&#96;yanoserbsk &#123;&#123; 7*7 &#125;&#125;'
    """
    shown = _NOT_SHOWN.sub("\ufffd", str(text))
    return _DANGEROUS.sub(lambda m: f"&#{ord(m.group())};", shown)


def script_json(value: Any) -> str:
    """Encode a value as JSON for a ``<script type="application/json">`` element or a Jinja-rendered page.

    Markup and template signs become ``\\u`` escapes, which `JSON.parse` turns back into themselves. Keys are sorted and
    separators fixed, so that equal values give equal bytes.

    >>> script_json({"a": "</script>{{x}}"})
    '{"a":"\\\\u003c/script\\\\u003e\\\\u007b\\\\u007bx}}"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    # A brace outside a string is JSON's own; template syntax needs two in a row or `{%`, `{#`, so only those inside
    # strings matter. Escaping them means walking strings, which json can do for us in one pass over the literals.
    return _STRING.sub(_encode_literal, text)


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_IN_LITERAL = re.compile("[<>&{`$%#\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _encode_literal(match: re.Match[str]) -> str:
    return _IN_LITERAL.sub(lambda m: f"\\u{ord(m.group()):04x}", match.group())


def csv_cell(value: object) -> object:
    """Keep a spreadsheet from running a text as a formula; numbers stay numbers.

    >>> csv_cell("=1+1"), csv_cell("-12.5"), csv_cell("Ville")
    ("'=1+1", '-12.5', 'Ville')
    """
    if not isinstance(value, str) or _NUMBER.match(value) or not _FORMULA.match(value):
        return value
    return "'" + value


def web_url(url: str | None) -> str | None:
    """The URL if it is an absolute http(s) one, else None: no `javascript:`, no `data:`.

    >>> web_url("https://example.org/a"), web_url("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
