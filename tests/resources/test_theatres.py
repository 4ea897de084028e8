"""Theatre files: what is wrong with one is named by its keys, and nothing of it is guessed."""

import codecs
from datetime import date

import pytest

from geo.errors import TheatreError
from geo.resources import theatres

SIDE = '[[sides]]\nid = "a"\nname = "A"\ncolour = "#0072B2"\n'


@pytest.fixture
def load(tmp_path):
    def call(content: str | bytes):
        path = tmp_path / "own.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return theatres.load(str(path))

    return call


def fault(load, content: str | bytes) -> str:
    with pytest.raises(TheatreError) as caught:
        load(content)
    message = str(caught.value)
    assert message.startswith("expected ")
    assert "\n" not in message
    assert len(message) < 700
    return message


def test_a_file_is_read_as_it_stands(load):
    theatre = load(
        'name = "T"\ncountries = ["XA"]\nextent = [1, 2, 3, 4]\nsince = 2031-01-02\n' + SIDE + 'aliases = ["Reds"]\n'
        '[sides.officials]\nDoe = "Jo Doe"\n'
    )
    assert (theatre.id, theatre.name, theatre.countries, theatre.since) == ("own", "T", ("XA",), date(2031, 1, 2))
    assert theatre.extent == (1.0, 2.0, 3.0, 4.0)
    assert [(s.id, s.aliases, s.officials) for s in theatre.sides] == [("a", ("Reds",), (("Doe", "Jo Doe"),))]


def test_a_byte_order_mark_is_no_fault(load):
    assert load(codecs.BOM_UTF8 + b'name = "T"\n').name == "T"


def test_a_file_that_changed_is_read_again(load):
    assert [load('name = "One"\n').name, load('name = "Two"\n').name] == ["One", "Two"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "key 'name' missing"),
        ('name = ""\n', "'name' '', not a text"),
        ("name = 5\n", "'name' 5, not a text"),
        ('name = "T"\n[[sides]]\nid = "a"\nname = "A"\n', "key 'colour' of side 1 missing"),
        ('name = "T"\n' + SIDE + 'aliases = "Reds"\n', "'aliases' of side 1 'Reds', not a list"),
        ('name = "T"\n' + SIDE + 'aliases = ["Reds", " "]\n', "an empty name in 'aliases' of side 1"),
        ('name = "T"\n' + SIDE + "bodies = [1]\n", "'bodies' of side 1 a list of 1, not a list such as"),
        ('name = "T"\n' + SIDE + 'officials = "Doe"\n', "'officials' of side 1"),
        ('name = "T"\n' + SIDE + '[sides.officials]\n"" = "Jo Doe"\n', "an empty name in 'officials'"),
        ('name = "T"\n' + SIDE + 'enemies = ["b"]\n', "'enemies' with 'b', which is no side's id"),
        ('name = "T"\n' + SIDE + SIDE, "two sides that share an id"),
        ('name = "T"\n' + SIDE.replace("#0072B2", "blue"), "'colour' of side 1 'blue', not of the form"),
        ('name = "T"\nsides = "ab"\n', "[[sides]]"),
        ('name = "T"\nsides = [1]\n', "[[sides]]"),
        ('name = "T"\ntypo = 1\n', "unknown key 'typo' (known: name, countries, extent, since, sides)"),
        ('name = "T"\n' + SIDE + "bogus = 1\n", "unknown key 'bogus' of side 1 (known: id, name, colour"),
        ('name = "T"\ncountries = "XA"\n', "'countries' 'XA', not a list"),
        ('name = "T"\nsince = "long ago"\n', "'since' 'long ago', not a date"),
        ('name = "T"\nsince = 2031-01-02T03:04:05\n', "'since' datetime"),
        ('name = "T"\nextent = [3, 2, 1, 4]\n', "'extent' a list of 4, not [west, south, east, north]"),
        ('name = "T"\nextent = 5\n', "'extent' 5, not [west"),
        ('name = "T"\nsides = ' + "[" * 20_000, "nested too deeply"),
        ('name = "' + "T" * 5_000, "Unterminated string"),
        ("name", "got"),
        (b'name = "\xff"\n', "0xff"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(load, content, words):
    assert words in fault(load, content)


def test_all_that_is_wrong_is_counted(load):
    message = fault(load, "\n".join(f"k{n} = {n}" for n in range(9)))
    assert message.count("unknown key") == 4
    assert "and 6 more" in message  # nine unknown keys and the missing name


@pytest.mark.parametrize("name", ["atlantis", "../ukraine", "", "x" * 5_000 + ".toml", "none.toml", "a\0.toml"])
def test_what_is_no_theatre_and_no_file_is_said(name):
    with pytest.raises(TheatreError, match="expected a theatre"):
        theatres.load(name)


def test_a_file_or_folder_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(TheatreError, match="Is a directory"):
        theatres.load(str(tmp_path / "folder.toml"))

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(TheatreError, match="Permission denied"):
        theatres.load("locked.toml")
