"""The rows that scripts rely on: every key always there, values as printed."""

import csv
import io
import json
from dataclasses import replace

import pytest

from geo.exchange import (
    CLAIM_COLUMNS,
    ESTIMATE_COLUMNS,
    LAYER_COLUMNS,
    TOPONYM_COLUMNS,
    Kind,
    Layer,
    estimate_row,
    layer_rows,
    layout,
    printable,
    toponym_row,
)

CLAIM_CONTRACT = [
    "type", "id", "report", "place", "canonical", "geonameid", "country", "region", "lat", "lon", "level", "resolution",
    "event", "denied_event", "actor", "opponent", "claimant", "claimant_side", "stance", "background", "date",
    "date_from", "date_to", "date_edtf", "said", "published", "quote", "start", "end", "confidence",
]  # fmt: skip
AREA_CONTRACT = [
    "type", "id", "report", "value", "unit", "km2", "change", "actor", "claimant", "since", "until", "region", "said",
    "quote", "start", "end",
]  # fmt: skip


def test_a_claim_has_every_key_of_the_contract_in_its_order(story):
    row = layer_rows(story, Layer.CLAIMS)[0]
    assert [key for key in row if key in CLAIM_CONTRACT] == CLAIM_CONTRACT
    assert (row["lat"], row["lon"]) == (1.23457, 0.0)
    assert str(row["lon"]) == "0.0"
    assert (row["actor"], row["opponent"], row["claimant_side"]) == ("The Reds", "The Blues", "The Reds")
    assert (row["date"], row["date_edtf"]) == ("2031-05-06", "2031-05-06")
    assert (row["confidence"], row["level"]) == (0.88, "settlement")
    assert row["denied_event"] is None


def test_a_claim_of_an_unknown_place_has_the_same_keys_and_no_coordinates(story):
    first, _, unknown = layer_rows(story, Layer.CLAIMS)
    assert list(unknown) == list(first)
    assert (unknown["lat"], unknown["canonical"], unknown["level"]) == (None, None, None)
    assert unknown["resolution"] == "unknown"


def test_a_reported_figure_keeps_its_value_and_unit_beside_square_kilometres(story):
    row = layer_rows(story, Layer.AREAS)[0]
    assert [key for key in row if key in AREA_CONTRACT] == AREA_CONTRACT
    assert (row["value"], row["unit"], row["km2"], row["since"]) == (770, "sq mi", 1994.3, "2031-05-01")
    assert json.dumps(row["value"]) == "770"


def test_one_table_has_room_for_claims_and_figures(story):
    keys = set(layer_rows(story, Layer.CLAIMS)[0]) | set(layer_rows(story, Layer.AREAS)[0])
    assert keys == set(CLAIM_COLUMNS)


def test_the_columns_of_a_table_are_the_keys_of_its_rows(story, theatre):
    for layer in Layer:
        assert list(LAYER_COLUMNS[layer]) == list(layer_rows(story, layer)[0])
    assert list(TOPONYM_COLUMNS) == list(toponym_row(story.claims[0].toponym))
    assert list(ESTIMATE_COLUMNS) == list(estimate_row(story.estimates[0], theatre))


def test_control_says_who_holds_and_by_which_claims(story):
    assert layer_rows(story, Layer.CONTROL) == [
        {
            "date": "2031-05-06", "place": "Aville", "lat": 1.23457, "lon": 0.0, "controller": "The Reds",
            "status": "held", "basis": "claimed", "claims": ["c1", "c2"],
        }
    ]  # fmt: skip


def test_a_place_name_says_its_role_and_score(story):
    row = toponym_row(story.claims[0].toponym)
    assert (row["start"], row["end"], row["name"], row["role"], row["score"]) == (0, 6, "Aville", "location", 0.988)


def test_an_estimate_stands_beside_the_figure_of_its_scope(story, theatre):
    row = estimate_row(story.estimates[0], theatre, story.reconciliations[0])
    assert list(row)[:9] == [
        "measure", "since", "until", "side", "region", "low_km2", "central_km2", "high_km2", "method",
    ]  # fmt: skip
    assert (row["low_km2"], row["central_km2"], row["high_km2"]) == (0.0, 12308.8, None)
    assert (row["reported_km2"], row["claimant"], row["ratio"]) == (1994.3, "Gen. Doe", 6.172)
    alone = estimate_row(story.estimates[0], theatre)
    assert list(alone) == list(row)
    assert alone["reported_km2"] is None


def test_a_figure_nothing_compares_with_is_shown_alone(story, theatre):
    row = estimate_row(None, theatre, replace(story.reconciliations[0], estimate=None, ratio=None))
    assert (row["measure"], row["side"]) == ("gained", "The Reds")
    assert (row["central_km2"], row["reported_km2"]) == (None, 1994.3)


def test_ground_is_listed_by_stretches_of_days(story):
    rows = layer_rows(story, Layer.TERRITORY)
    assert [(r["controller"], r["since"], r["until"]) for r in rows] == [
        ("The Blues", "2031-05-01", "2031-05-05"),
        ("The Reds", "2031-05-06", None),
    ]


def test_json_lines_hold_one_object_each_and_keep_letters():
    text = layout([{"a": "Ізюм\u2028", "b": None}, {"a": "x\n", "b": 1.5}], Kind.JSONL)
    assert text == '{"a":"Ізюм\u2028","b":null}\n{"a":"x\\n","b":1.5}\n'
    with pytest.raises(ValueError, match="JSON"):
        layout([{"a": float("nan")}], Kind.JSONL)


def test_csv_cannot_run_as_a_formula_and_keeps_its_numbers(story):
    rows = layer_rows(story, Layer.CLAIMS) + layer_rows(story, Layer.AREAS)
    read = list(csv.DictReader(io.StringIO(layout(rows, Kind.CSV, columns=CLAIM_COLUMNS))))
    assert [r["type"] for r in read] == ["claim", "claim", "claim", "area"]
    assert read[0]["quote"] == "'=Aville, fell"
    assert read[0]["claimant"] == "Gen. =Doe"
    assert (read[0]["lat"], read[0]["background"], read[0]["denied_event"]) == ("1.23457", "false", "")
    assert read[3]["value"] == "770"
    assert layout([{"v": "-12.5", "n": -12.5, "w": ["a", "b"], "o": [{"k": 1}]}], Kind.CSV) == (
        'v,n,w,o\n-12.5,-12.5,a b,"[{""k"": 1}]"\n'
    )


@pytest.mark.parametrize("value", ["a\rb", "a\r\nb", "a\nb", 'a "b", c', " a ", "\r"])
def test_csv_gives_back_what_breaks_lines(value):
    text = layout([{"v": value, "w": 1.5}], Kind.CSV)
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["v"].lstrip("'"), row["w"]) == (value, "1.5")
    assert len(list(csv.reader(text.splitlines(keepends=True)))) == 2


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_no_line_of_a_cell_can_run_as_a_formula_either(end):
    assert layout([{"v": f"a{end}=1+1{end}-5"}], Kind.CSV) == f'v\n"a{end}\'=1+1{end}-5"\n'


def test_csv_of_nothing_still_names_its_columns():
    assert layout([], Kind.CSV, columns=("a", "b")) == "a,b\n"


def test_a_table_shows_its_columns_on_lines_that_drive_no_terminal():
    text = layout([{"a": "x\x1b[31m\ny", "b": [1.0], "c": "hidden"}], Kind.TABLE, shown=("a", "b"), width=40)
    assert text.splitlines()[0].split() == ["a", "b"]
    assert "hidden" not in text
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert len(text.splitlines()) == 2


def test_text_for_a_terminal_has_no_controls_and_no_direction_marks():
    assert printable("a\x07\u202eb\r\nc") == "a b c"
