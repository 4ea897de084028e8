"""The sieve of names: nothing that is known is held back, little else passes, and it is never stale."""

import os
import sqlite3

import pytest

from geo.places.sieve import open_sieve
from geo.places.similar import edits

KNOWN = ["aville", "bee town", "port of c", "ça"]


@pytest.fixture
def index(tmp_path):
    def write(keys):
        path = tmp_path / "index.sqlite"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE name (key TEXT, place INTEGER)")
            connection.executemany("INSERT INTO name VALUES (?, 1)", [(key,) for key in keys])
        connection.close()
        return path

    return write


def test_every_known_name_passes_and_hardly_any_other(index):
    sieve = open_sieve(index(KNOWN))
    assert sieve.passing([*KNOWN, "elsewhere", "nowhere", "\ud800"]) == KNOWN


@pytest.mark.parametrize(("text", "begins"), [("bee", True), ("port", True), ("port of", True), ("aville", False)])
def test_the_beginnings_of_names_of_several_words_are_known(index, text, begins):
    assert open_sieve(index(KNOWN)).begins([text]) is begins


def test_a_kept_sieve_serves_the_next_run(index):
    path = index(KNOWN)
    open_sieve(path)
    before = path.with_suffix(".sieve").stat().st_mtime_ns
    assert open_sieve(path).passing(KNOWN) == KNOWN
    assert path.with_suffix(".sieve").stat().st_mtime_ns == before


def test_a_sieve_of_another_index_is_made_anew(index):
    path = index(KNOWN)
    open_sieve(path)
    index(["deeburg"])
    os.utime(path, ns=(1, 1))
    assert open_sieve(path).passing(["aville", "deeburg"]) == ["deeburg"]


@pytest.mark.parametrize("damage", [b"", b"GRNDSV1\n", b"x" * 5000])
def test_a_damaged_sieve_is_made_anew(index, damage):
    path = index(KNOWN)
    path.with_suffix(".sieve").write_bytes(damage)
    assert open_sieve(path).passing(["aville", "nowhere"]) == ["aville"]


def test_where_no_sieve_can_be_made_all_passes(tmp_path):
    damaged = tmp_path / "index.sqlite"
    damaged.write_bytes(b"no database at all")
    assert open_sieve(damaged).passing(["anything"]) == ["anything"]
    assert open_sieve(tmp_path / "missing.sqlite").begins(["anything"])


def test_the_sieve_of_a_removed_index_is_removed(index, tmp_path):
    left_over = tmp_path / "older.sieve"
    left_over.write_bytes(b"")
    open_sieve(index(KNOWN))
    assert not left_over.exists()


@pytest.mark.parametrize("slip", ["poltva", "plotava", "poltawa", "polltava", "oltava", "poltavaa"])
def test_one_slip_of_any_kind_is_an_edit(slip):
    assert "poltava" in edits(slip)
