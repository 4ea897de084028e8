"""What replies of services are read as, how they join with the gazetteer's word, and what is remembered and set."""

from contextlib import closing

import pytest
from geopy.exc import GeocoderAuthenticationFailure, GeocoderQuotaExceeded
from geopy.location import Location

from geo.errors import InputError
from geo.model import Resolution
from geo.places import OfflineGeocoder
from geo.places.online import OnlineError, Reply, Trouble, open_online
from geo.places.online.combine import bears, join
from geo.places.online.faults import translate
from geo.places.online.memory import Memory
from geo.places.online.replies import Found, read
from geo.places.online.settings import set_up
from geo.places.online.transport import BoundedAdapter

LYMAN_OF_DONETSK, LYMAN_OF_ODESA = (48.99012, 37.80843), (45.67, 29.74)


def location(name="Aville", lat=49.7791, lon=37.0387, **raw):
    return Location(f"{name}, Somewhere", (lat, lon), {"name": name, **raw})


def found(name, at, kind="settlement"):
    return Found(name=name, names=(name,), lat=float(at[0]), lon=float(at[1]), kind=kind)


@pytest.fixture(scope="module")
def offline(gazetteer):
    return OfflineGeocoder(gazetteer)


@pytest.fixture
def ask(offline):
    def call(query, *places, fault=None, **context):
        frame = offline.frame(query, **context)
        return join(frame, offline.decide(frame), Reply(found=places, fault=fault), service="nominatim")

    return call


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"class": "place", "type": "village", "addresstype": "village"}, "settlement"),
        ({"class": "boundary", "type": "administrative", "addresstype": "state"}, "region"),
        ({"class": "boundary", "type": "administrative"}, "region"),
        ({"type": "Feature", "properties": {"type": "city", "osm_key": "place", "osm_value": "city"}}, "settlement"),
        ({"type": "Feature", "properties": {"type": "house", "osm_key": "aeroway"}}, "facility"),
        ({"fcl": "P", "fcode": "PPL"}, "settlement"),
        ({"place_type": ["place"]}, "settlement"),
        ({"types": ["country", "political"]}, "country"),
        ({"address_components": [{"types": ["country"]}], "types": ["locality"]}, "settlement"),
        ({"score": 100}, None),  # says nothing of its kind
    ],
)
def test_the_kind_of_a_place_is_read_from_what_services_call_it(raw, kind):
    (place,) = read([location(**raw)])
    assert place.kind == kind


@pytest.mark.parametrize(
    "raw",
    [
        {"class": "amenity", "type": "restaurant", "addresstype": "amenity"},
        {"class": "place", "type": "house", "addresstype": "place"},
        {"type": "Feature", "properties": {"type": "street", "osm_key": "highway", "osm_value": "residential"}},
    ],
)
def test_a_shop_a_house_and_a_street_are_no_places(raw):
    assert read([location(**raw)]) == ()


def test_country_and_region_are_those_of_our_own_borders():
    (one,) = read([location(country="Atlantis", state="Lemuria")])
    place = one.place("photon")
    assert (place.country, place.region, place.region_key) == ("UA", "Kharkiv Oblast", "adm1:UA-63")
    assert place.key == "photon:49.77910,37.03870"
    at_sea = found("Nowhere", (0.0, -30.0)).place("photon")
    assert (at_sea.country, at_sea.region) == (None, None)


def test_a_name_from_a_stranger_is_one_short_printable_line():
    (one,) = read([location("A\x1b[31m\u202e\nville" + "x" * 5000)])
    assert one.name.startswith("A [31m ville")
    assert one.name.isprintable()
    assert len(one.name) == 200


@pytest.mark.parametrize(
    "reply", [[None], ["Aville"], "Aville", [Location("", (1, 2), {})]]
)
def test_a_reply_without_named_places_is_a_fault(reply):
    with pytest.raises(OnlineError, match="reply not understood"):
        read(reply)


def test_at_most_ten_places_of_a_reply_count():
    assert len(read([location()] * 50)) == 10


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (TypeError("'NoneType' object is not subscriptable"), Trouble.BAD_REPLY),
        (KeyError("features"), Trouble.BAD_REPLY),
        (GeocoderAuthenticationFailure("key=s3cret"), Trouble.REFUSED),
        (GeocoderQuotaExceeded("key=s3cret"), Trouble.REFUSED),
    ],
)
def test_what_geopy_raises_is_translated_and_not_quoted(error, trouble):
    fault = translate(error)
    assert fault.trouble is trouble
    assert "s3cret" not in str(fault)
    assert isinstance(fault, ConnectionError)


# --- both words joined -------------------------------------------------------------------------------------------


def test_a_place_that_the_gazetteer_lacks_is_answered_by_the_service(ask):
    joined = ask("Zzyzxivka", found("Zzyzxivka", (49.7791, 37.0387)), country="UA")
    assert (joined.geocoder, joined.answer.resolution, joined.offline.resolution) == (
        "nominatim", Resolution.RESOLVED, Resolution.UNKNOWN,
    )  # fmt: skip
    row = joined.row()
    assert (row["lat"], row["lon"], row["region"], row["geocoder"]) == (49.7791, 37.0387, "Kharkiv Oblast", "nominatim")
    assert (row["offline"]["lat"], row["offline"]["resolution"]) == (None, "unknown")


def test_a_fault_leaves_the_offline_answer(ask):
    joined = ask("Lyman", fault=OnlineError(Trouble.SERVER, "status 500"), country="UA", region="Donetsk")
    row = joined.row()
    assert (row["geocoder"], row["geonameid"], row["resolution"]) == ("offline", 704204, "resolved")
    assert (row["online"]["outcome"], row["online"]["fault"]) == ("fault", "server error: status 500")


def test_both_agree(ask):
    joined = ask("Lyman", found("Lyman", (48.98, 37.81)), country="UA", region="Donetsk")
    assert (joined.geocoder, joined.answer.place.geonameid) == ("offline", 704204)


def test_where_they_disagree_nobody_is_right(ask):
    joined = ask("Kharkiv", found("Kharkiv", (46.0, 30.0)))
    assert (joined.geocoder, joined.answer.place, joined.answer.resolution) == (None, None, Resolution.AMBIGUOUS)
    assert {(c.place.country, round(c.place.lat)) for c in joined.answer.candidates} == {("UA", 50), ("UA", 46)}


def test_several_places_of_one_name_stay_open_unless_one_is_near_what_was_asked_for(ask):
    places = (found("Zzyzxivka", LYMAN_OF_DONETSK), found("Zzyzxivka", LYMAN_OF_ODESA))
    assert ask("Zzyzxivka", *places).answer.resolution is Resolution.AMBIGUOUS
    near = ask("Zzyzxivka", *places, near=(45.7, 29.7))
    assert (near.geocoder, near.answer.place.region) == ("nominatim", "Odesa Oblast")
    inside = ask("Zzyzxivka", *places, region="Donetsk Oblast")
    assert inside.answer.place.region == "Donetsk Oblast"


def test_one_answer_of_a_service_does_not_settle_what_is_ambiguous(ask):
    joined = ask("Artemivka", found("Artemivka", (49.92997, 37.08167)), country="UA")
    assert (joined.offline.resolution, joined.answer.resolution) == (Resolution.AMBIGUOUS, Resolution.AMBIGUOUS)


def test_nothing_outside_the_country_asked_for_is_taken(ask):
    joined = ask("Zzyzxivka", found("Zzyzxivka", (48.85, 2.35)), country="UA")
    assert (joined.geocoder, joined.answer.place, len(joined.row()["online"]["places"])) == (None, None, 1)


@pytest.mark.parametrize(
    ("name", "query", "same"),
    [
        ("Їжівка", "Yizhivka", True),
        ("Aville Oblast", "Aville region", True),
        ("Zzyzxivka", "Zzyzxivkka", True),  # one slip
        ("Qwerty Street", "Qwertyne", False),
        ("Rome", "Roma", False),  # too short for a slip
    ],
)
def test_a_place_must_bear_the_name_asked_for(name, query, same):
    assert bears(found(name, (0, 0)), query) is same


# --- memory and settings -----------------------------------------------------------------------------------------


def test_a_damaged_memory_is_begun_anew(tmp_path):
    path = tmp_path / "geocoders.sqlite"
    path.write_bytes(b"no database at all" * 100)
    memory = Memory(path)
    memory.store("d", [{"name": "A"}], keep_days=1)
    assert memory.recall("d", keep_days=1) == [{"name": "A"}]
    assert memory.problem is None
    memory.close()
    assert path.stat().st_mode & 0o077 == 0  # for its owner alone


def test_where_nothing_can_be_kept_a_run_still_works_and_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "geocoders.sqlite")
    memory.store("d", [], keep_days=1)
    assert memory.recall("d", keep_days=1) == []
    assert "expected to remember" in memory.problem
    memory.close()


def test_what_may_not_be_kept_is_not(tmp_path):
    memory = Memory(tmp_path / "geocoders.sqlite")
    memory.store("d", [], keep_days=0)
    assert memory.recall("d", keep_days=0) is None
    memory.close()


def set_by(name, environ=None, **given):
    return set_up(name, given, adapter=BoundedAdapter, environ=environ or {})


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("atlantis", {}, ["nominatim", "'atlantis'"]),
        ("nominatim", {"key": "x"}, ["contact, domain", "'key'"]),
        ("opencage", {}, ["'api_key'", "GROUNDSHIFT_OPENCAGE_API_KEY"]),
        ("nominatim", {"timeout": "soon"}, ["seconds", "'timeout'"]),
        ("nominatim", {"timeout": "0"}, ["seconds"]),
        ("nominatim", {"interval": "nan"}, ["seconds"]),
        ("nominatim", {"domain": "user:pass@example.org"}, ["'domain'"]),
        ("nominatim", {"contact": "a@b\r\nX: y"}, ["printable", "'contact'"]),
        ("nominatim", {"scheme": "ftp"}, ["geopy does not accept", "scheme"]),
    ],
)
def test_a_bad_setting_is_named_and_its_value_kept_to_itself(name, given, words):
    with pytest.raises(InputError) as caught:
        set_by(name, **given)
    for word in words:
        assert word in str(caught.value)
    assert "user:pass" not in str(caught.value)


def test_settings_come_from_the_environment_of_their_own_service():
    environ = {"GROUNDSHIFT_OPENCAGE_API_KEY": "k", "GROUNDSHIFT_NOMINATIM_DOMAIN": "here.example.org"}
    assert set_by("opencage", environ).geocoder.api_key == "k"
    assert set_by("OpenCage", environ, api_key="l").geocoder.api_key == "l"
    assert set_by("opencage", environ).host == "https://api.opencagedata.com"


def test_the_public_service_is_never_asked_faster_than_it_allows():
    assert set_by("nominatim", interval="0").interval_s == 1.0
    assert set_by("nominatim", interval="0", domain="nominatim.openstreetmap.org").interval_s == 1.0
    assert set_by("nominatim", interval="0", domain="localhost:8080").interval_s == 0.0
    assert set_by("nominatim", domain="localhost:8080").interval_s == 1.0


def test_the_public_service_asks_for_an_address(tmp_path):
    with closing(open_online("nominatim", cache_dir=tmp_path)) as bare:
        assert "GROUNDSHIFT_NOMINATIM_CONTACT" in bare.notes[0]
    with closing(open_online("nominatim", {"contact": "desk@example.org"}, cache_dir=tmp_path)) as named:
        assert named.notes == ()
