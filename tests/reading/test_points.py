"""Points that a person asks about: a good table, and a sentence for each bad one."""

import pytest

from geo.errors import InputError
from geo.model import Level
from geo.reading import read_points


def table(tmp_path, content: str | bytes):
    path = tmp_path / "points.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_points(path)


def test_each_row_is_a_point_with_its_name(tmp_path):
    one, two = table(tmp_path, "\ufeffplace,lat,lon,note\n A ,50,36.5,x\nA,-90,180,\n")
    assert (one.name, one.lat, one.lon, one.level) == ("A", 50.0, 36.5, Level.FACILITY)
    assert (two.lat, two.lon) == (-90.0, 180.0)
    assert one.key != two.key


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("place,lat,lon\n", "no row"),
        ("name,lat,lon\nA,50,36\n", "'place': None"),
        ("place,lat,lon\nA,50,36\nB,90.1,36\n", "line 3"),
        ("place,lat,lon\nB,nan,36\n", "'lat': 'nan'"),
        ("place,lat,lon\nB,50\n", "'lon': None"),
        ("place,lat,lon\n ,50,36\n", "a name and two numbers"),
        ("place,lat,lon\nA\0,50,36\n", "NUL at byte 15"),
        ("place,lat,lon\n" + "x" * 200_000 + ",50,36\n", "field larger than field limit"),
        ("place,lat,lon\n" + "x" * 9_000 + ",a,36\n", "…"),
        ("place,lat,lon\nÉ,50,36\n".encode("latin-1"), "byte 0xc9"),
    ],
)
def test_what_is_no_such_table_is_said_in_one_sentence(tmp_path, content, words):
    with pytest.raises(InputError) as caught:
        table(tmp_path, content)
    assert words in str(caught.value)
    assert "points.csv" in str(caught.value)
    assert len(str(caught.value)) < 500
