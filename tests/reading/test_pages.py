"""Web pages: the article and what the page says of it, or one sentence."""

import sys
from datetime import date

import pytest

from geo.errors import InputError
from geo.reading import read_sources
from geo.reading.pages import parse_page

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Aville falls | Gazette</title>
<meta property="og:site_name" content="Gazette"><meta property="article:published_time" content="2021-05-06T23:30:00Z">
<link rel="canonical" href="https://gazette.example/aville"><script>var a = "Rebels took Bville.";</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Aville falls</h1>
<p>Rebels captured <b>Aville</b> on Monday, the general&nbsp;said.</p>
<p>The army denied it. Officials said that more would be known later this week.</p></article>
<footer>Copyright Gazette</footer></body></html>"""


def parse(page: str | bytes):
    return parse_page(page if isinstance(page, bytes) else page.encode(), default_id="stem")


def test_the_article_is_read_with_what_the_page_says_of_it():
    report = parse(PAGE)
    assert (report.id, report.title, report.published) == ("stem", "Aville falls", date(2021, 5, 6))
    assert (report.outlet, report.url, report.language) == ("Gazette", "https://gazette.example/aville", "en")
    paragraphs = report.text.split("\n\n")
    assert "Rebels captured Aville on Monday, the general said." in paragraphs
    assert not any(word in report.text for word in ("Bville", "Sport", "Copyright"))


def test_the_encoding_that_a_page_declares_is_its_own():
    page = PAGE.replace("utf-8", "windows-1251").replace("Aville", "Авіль").encode("windows-1251", "ignore")
    assert parse(page).title == "Авіль falls"


def test_a_day_of_the_text_is_no_day_of_publication():
    page = PAGE.replace("article:published_time", "other").replace("2021-05-06T23:30:00Z", "").replace(
        "on Monday", "on 1 May 2021"
    )  # fmt: skip
    assert parse(page).published is None


def test_pages_are_sources(tmp_path):
    (tmp_path / "aville.html").write_text(PAGE)
    reading = read_sources([tmp_path])
    assert [(r.id, r.title) for r in reading.reports] == [("aville", "Aville falls")]
    assert (reading.faults, reading.warnings) == ((), ())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "no HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no HTML"),
        ("<html><body></body></html>", "an article, found none"),
        ("<html><body>" + "<b><p>" * 10_000 + "Rebels took Aville.", "20,000 elements, got 20,00"),
        ("<html><body>" + "<p>a</p>" * 20_001, "20,000 elements"),
        ("<html><body><p>" + "Rebels took Aville. " * 30_000, "300,000 letters, got 600,00"),
        ("<html><body>" + "<div>" * 10_000 + "<p>Rebels took Aville.</p>", "expected a page"),
    ],
)
def test_what_holds_no_article_or_too_much_is_said_in_one_sentence(page, words):
    with pytest.raises(InputError) as caught:
        parse(page)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_page_beyond_all_measure_is_not_even_loaded(tmp_path):
    with open(tmp_path / "a.html", "wb") as file:
        file.truncate(20_000_001)
    assert ["at most 20,000,000 bytes" in f.message for f in read_sources([tmp_path]).faults] == [True]


def test_without_the_package_pages_are_faults_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text("2031-01-01 T")
    reading = read_sources([tmp_path])
    assert [r.id for r in reading.reports] == ["b"]
    assert ["trafilatura" in f.message for f in reading.faults] == [True]
