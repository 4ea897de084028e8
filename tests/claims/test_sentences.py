"""Where sentences end, and where one that does not end is cut."""

from geo.claims.sentences import split, tokens


def test_a_sentence_without_an_end_is_cut_between_words():
    text = "word " * 1000
    lengths = [sentence.end - sentence.start for sentence in split(text)]
    assert lengths == [1999, 1999, 999]  # 400 words of five characters less the last space, twice; and 200


def test_what_has_no_words_either_is_cut_too():
    assert [sentence.end - sentence.start for sentence in split("." + "a" * 4000)] == [2000, 2000, 1]


def test_words_and_what_hangs_on_them():
    text = "Gen. Smith's men can't leave the U.S. base-camp: 2,000 km²."
    assert [item.text for item in tokens(text, 0, len(text))] == [
        "Gen.", "Smith", "'s", "men", "ca", "n't", "leave", "the", "U.S.", "base-camp", ":", "2,000", "km²", ".",
    ]  # fmt: skip
