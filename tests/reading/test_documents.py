"""One text, one report: front matter, the date in the first line, and what is left as the text."""

from datetime import date

import pytest

from geo.errors import InputError
from geo.reading.documents import parse_document


def parse(content: str):
    return parse_document(content, default_id="stem")


def test_date_word_opens_the_first_line():
    report = parse(" date 2031-02-03 Rebels take Aville\n\nBody.")
    assert report.published == date(2031, 2, 3)
    assert report.title == "Rebels take Aville"
    assert report.text == "Rebels take Aville\n\nBody."


@pytest.mark.parametrize("line", ["date: 2031-02-03", "Date 2031-02-03", "2031-02-03", "date 2031-02-03:"])
def test_forms_of_the_date_line(line):
    report = parse(f"{line}\nBody.")
    assert (report.published, report.title, report.text.strip()) == (date(2031, 2, 3), None, "Body.")


@pytest.mark.parametrize(
    "time", ["T20:00", " 20:00", "T20:00:30.5", "T20:00Z", " 20:00 UTC", "T20:00+02:00", " 20:00:"]
)
def test_a_time_behind_the_date_goes_with_it(time):
    report = parse(f"date 2031-02-03{time} Headline\n\nBody.")
    assert (report.published, report.title) == (date(2031, 2, 3), "Headline")


def test_a_number_behind_the_date_is_no_time():
    assert parse("2031-02-03 2000 rebels surrender\n").title == "2000 rebels surrender"


@pytest.mark.parametrize("line", ["The date 2031-02-03 stays", "2031-02-03-draft", "12031-02-03", "dated 2031-02-03"])
def test_other_lines_are_no_date_line(line):
    report = parse(f"{line}\nBody.")
    assert report.published is None
    assert report.text == f"{line}\nBody."


def test_a_long_first_line_is_a_paragraph_and_no_title():
    assert parse("date 2031-02-03 " + "a" * 300).title == "a" * 300
    assert parse("date 2031-02-03 " + "a" * 301).title is None


def test_front_matter_describes_and_leaves_the_text():
    report = parse(
        "---\nid: r7\ntitle: 'A: b'\npublished: 2031-02-03\noutlet: Gazette\nurl: https://e.example/1\nlanguage: uk\n"
        "other: [1, 2]\n---\nBody — one.\r\nTwo.\n"
    )
    assert (report.id, report.title, report.published) == ("r7", "A: b", date(2031, 2, 3))
    assert (report.outlet, report.url, report.language) == ("Gazette", "https://e.example/1", "uk")
    assert report.text == "Body — one.\r\nTwo.\n"


def test_a_rule_inside_the_text_is_no_front_matter():
    assert parse("---\ntitle: T\n---\nOne.\n---\nTwo.").text == "One.\n---\nTwo."
    assert parse("One.\n---\ntitle: T\n---\nTwo.").title is None


def test_names_of_fields_may_be_written_large():
    report = parse("---\nTitle: T\nPUBLISHED: 2031-02-03\n---\nBody")
    assert (report.title, report.published) == ("T", date(2031, 2, 3))


def test_date_is_another_word_for_published():
    assert parse("---\nDate: 2031-02-03\n---\nBody").published == date(2031, 2, 3)
    assert parse("---\ndate: 2031-02-03\npublished: 2031-02-04\n---\nBody").published == date(2031, 2, 4)


def test_three_dots_end_the_front_matter_too():
    report = parse("---\ntitle: T\n...\nBody\n---\nMore")
    assert (report.title, report.text) == ("T", "Body\n---\nMore")


def test_a_rule_above_prose_opens_no_front_matter():
    assert parse("---\nTroops left Aville.\n").text == "---\nTroops left Aville.\n"


def test_front_matter_without_a_date_leaves_the_date_line_its_job():
    report = parse("---\ntitle: T\n---\n2031-02-03 Headline\n")
    assert (report.published, report.title, report.text) == (date(2031, 2, 3), "T", "Headline\n")


def test_a_dated_front_matter_leaves_a_date_in_the_text_alone():
    assert parse("---\npublished: 2031-02-03\n---\n2030-01-01 it began.").text == "2030-01-01 it began."


def test_a_heading_is_the_title_where_nothing_else_is():
    assert parse("# Aville falls\n\nBody.").title == "Aville falls"
    assert parse("---\ntitle: T\n---\n# Aville falls\n").title == "T"


def test_a_date_and_time_counts_as_its_day_as_written():
    assert parse("---\npublished: 2031-02-03T23:30:00+02:00\n---\nBody").published == date(2031, 2, 3)
    assert parse("---\npublished: 2031-02-03 23:30\n---\nBody").published == date(2031, 2, 3)


def test_an_empty_field_is_absent():
    report = parse("---\npublished:\ntitle: ''\nid: ' '\n---\nBody")
    assert (report.published, report.title, report.id) == (None, None, "stem")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("---\npublished: 2022-13-40\n---\nBody", "2022-13-40"),
        ("---\npublished: yesterday\n---\nBody", "yesterday"),
        ("---\npublished: 2022-02-29\n---\nBody", "2022-02-29"),
        ("date 2022-13-40 Headline\n", "2022-13-40"),
        ("---\npublished: 0999-12-31\n---\nBody", "years 1000 to 2999, got '0999-12-31'"),
        ("date 3000-01-01 Headline\n", "years 1000 to 2999, got '3000-01-01'"),
        ("---\ntitle: T\npublished: 2031-02-03\nBody", "no second one"),
        ("---\ntitle: T\nTITLE: U\n---\nBody", "'title' twice"),
        ("---\ntitle: [a\n---\nBody", "line"),
        ("---\ntitle: {a: b}\n---\nBody", "'title'"),
        ("---\n- a\n---\nBody", "'title: …'"),
        ("---\ntitle: T\n---\n \n", "text"),
        ("---\ntitle: " + "[" * 20_000 + "\n---\nBody", "mistake"),
        ("---\na: &a [x]\n" + "b: " + "a" * 64_000 + "\n---\nBody", "64000"),
        ("---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b]\n---\nBody", "a list"),
    ],
)
def test_what_cannot_be_understood_is_said_in_one_sentence(content, words):
    with pytest.raises(InputError) as caught:
        parse(content)
    message = str(caught.value)
    assert words in message
    assert message.startswith("expected")
    assert "\n" not in message
    assert len(message) < 250
