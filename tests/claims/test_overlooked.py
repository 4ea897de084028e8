"""What could have told something and did not is named, so that a person can mend a word list or a gazetteer."""

import pytest
from marked import read


@pytest.mark.parametrize(
    ("text", "place", "trigger", "rule"),
    [
        ("Ukrainian soldiers captured the hamlet on Monday.", "", "captured", "no place"),
        ("Ukrainian soldiers near [Izium] recaptured their tank.", "Izium", "recaptured", "no rule"),
    ],
)
def test_a_word_of_control_without_a_claim_is_named_with_what_it_lacks(text, place, trigger, rule):
    found = read(text)
    assert found.claims == ()
    (one,) = found.rejected
    assert (one.place, one.trigger, one.rule) == (place, trigger, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian soldiers captured [Izium] on Monday.",
        "Ukraine has recaptured 300 square kilometres.",
        "The garden opened in May, and visitors left at six.",
    ],
)
def test_a_sentence_that_says_its_say_or_nothing_is_not(text):
    assert read(text).rejected == ()
