"""Files are whole or untouched."""

import os
import stat
from pathlib import Path

import pytest

from geo.errors import OutputError
from geo.exchange import write_atomically


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("a longer old text")
    write_atomically(path, "Ізюм\r\n")
    assert path.read_bytes() == "Ізюм\r\n".encode()
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "out.txt"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_permissions_are_kept_and_new_files_follow_the_umask(tmp_path):
    private, fresh = tmp_path / "private", tmp_path / "fresh"
    private.touch(mode=0o600)
    before = os.umask(0o027)
    try:
        write_atomically(private, "x")
        write_atomically(fresh, "x")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(p.stat().st_mode) for p in (private, fresh)] == [0o600, 0o640]


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_open_file_under_its_number_is_added_to_and_not_replaced(tmp_path):
    path = tmp_path / "log"
    path.write_text("before ")
    with path.open("a") as file:
        write_atomically(Path(f"/dev/fd/{file.fileno()}"), "through")
    assert path.read_text() == "before through"
    reader, writer = os.pipe()
    write_atomically(Path(f"/dev/fd/{writer}"), "piped")
    assert os.read(reader, 100) == b"piped"
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        write_atomically(Path(f"/dev/fd/{writer}"), "nobody reads")
    os.close(writer)


def test_a_file_that_may_not_be_written_is_left_alone(tmp_path):
    path = tmp_path / "kept"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="read-only"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["kept"]


def test_half_letters_in_a_name_stop_no_output(tmp_path):
    write_atomically(tmp_path / "out", "a\udcd0b")
    assert (tmp_path / "out").read_bytes() == b"a\\udcd0b"


@pytest.mark.parametrize("name", ["", "missing/out.txt", "file/out.txt"])
def test_a_place_that_cannot_hold_a_file_is_named(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="expected") as caught:
        write_atomically(tmp_path / name, "x")
    assert repr(str(tmp_path / name)) in str(caught.value)
