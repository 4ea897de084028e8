"""Every way in which a service fails is a fault of its own kind, never "not found", and a remembered answer stands."""

import socket
import ssl
from urllib.error import URLError

import pytest
import stamina
from fault_server import serving

from geo import __version__
from geo.places.online import Question, transport
from geo.places.online.client import OnlineGeocoder
from geo.places.online.memory import Memory
from geo.places.online.settings import set_up
from geo.places.online.transport import BoundedAdapter

# (what the server does, the kind of fault, how often it is asked: three times where that may help)
FAULTS = [
    ("too_many", "rate limited", 3),
    ("forbidden", "refused", 1),
    ("broken", "server error", 3),
    ("silent", "timed out", 3),
    ("reset", "not reachable", 3),
    ("empty", "reply cut off", 3),
    ("page", "reply not understood", 1),
    ("wrong_shape", "reply not understood", 1),
    ("null", "reply not understood", 1),
    ("half", "reply cut off", 3),
    ("redirect", "redirected", 1),
    ("drip", "timed out", 3),
    ("drip_head", "timed out", 3),
    ("wrong_charset", "reply not understood", 1),
    ("huge", "reply too large", 1),
    ("nested", "reply not understood", 1),
    ("infinite", "reply not understood", 1),
]
# (what opening the connection raises, the kind of fault, how often it is tried)
BROKEN_LINES = [
    (ssl.SSLCertVerificationError(1, "self-signed certificate"), "certificate not trusted", 1),
    (socket.gaierror(-2, "Name or service not known"), "not reachable", 3),
]
QUESTION = Question(name="Zzyzxivka", country="UA")


@pytest.fixture
def server():
    with serving() as started:
        yield started


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self):
        self.now = 1_700_000_000.0
        self.waits = []
        self.on_wait = lambda: None

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.waits.append(round(seconds, 3))
        self.now += seconds
        self.on_wait()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(autouse=True)
def _no_backoff():
    """The waits between attempts are stamina's; here they take no time."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def geocoder(server, clock, tmp_path):
    """A new run each time it is called, all with one memory."""
    opened = []

    def start(name="nominatim", **settings):
        given = {"domain": server.domain, "scheme": "http", "timeout": "0.2", "interval": "0"} | settings
        service = set_up(name, given, adapter=BoundedAdapter, environ={})
        opened.append(memory := Memory(tmp_path / "geocoders.sqlite", clock=clock))
        return OnlineGeocoder(service, memory, clock=clock, sleep=clock.sleep)

    yield start
    for memory in opened:
        memory.close()


@pytest.mark.parametrize(("fault", "trouble", "asked"), FAULTS)
def test_a_fault_of_the_service_is_told_apart(geocoder, server, fault, trouble, asked):
    server.fault = fault
    reply = geocoder().ask(QUESTION)
    assert (reply.outcome, reply.fault.trouble, reply.found, len(server.heads)) == ("fault", trouble, (), asked)
    server.fault = None  # and nothing of it is remembered
    server.retry_after = "0"
    assert geocoder().ask(QUESTION).outcome == "found"


@pytest.mark.parametrize("fault", [fault for fault, *_ in FAULTS])
def test_a_remembered_answer_needs_no_service(geocoder, server, fault):
    first = geocoder().ask(QUESTION)
    server.fault = fault
    again = geocoder().ask(QUESTION)
    assert (first.cached, again.cached, len(server.heads)) == (False, True, 1)
    assert again.found == first.found
    assert (again.found[0].name, again.found[0].lat, again.found[0].kind) == ("Zzyzxivka", 49.7791, "settlement")


@pytest.mark.parametrize(("error", "trouble", "tried"), BROKEN_LINES)
def test_a_line_that_cannot_be_opened(geocoder, monkeypatch, error, trouble, tried):
    warm = geocoder().ask(QUESTION)
    attempts = []

    class Opener:
        def open(self, *_, **__):
            attempts.append(1)
            raise URLError(error)

    monkeypatch.setattr(transport, "_opener", lambda *_: Opener())
    cold = geocoder().ask(Question(name="Elsewhere"))
    assert (cold.fault.trouble, len(attempts)) == (trouble, tried)
    cached = geocoder().ask(QUESTION)
    assert (cached.cached, cached.found, len(attempts)) == (True, warm.found, tried)


def test_nothing_found_is_an_answer_and_remembered(geocoder, server):
    server.places = []
    assert geocoder().ask(QUESTION).outcome == "not found"
    again = geocoder().ask(QUESTION)
    assert (again.outcome, again.cached, len(server.heads)) == ("not found", True, 1)


def test_a_wait_that_was_asked_for_is_waited_out_once(geocoder, server, clock):
    server.fault = "too_many"  # Retry-After: 7
    clock.on_wait = lambda: setattr(server, "fault", None)
    assert geocoder().ask(QUESTION).outcome == "found"
    assert (clock.waits, len(server.heads)) == ([7.0], 2)


@pytest.mark.parametrize("asked_for", ["61", "99999999999"])
def test_a_wait_beyond_a_minute_ends_the_run_and_binds_the_next(geocoder, server, clock, asked_for):
    server.fault, server.retry_after = "too_many", asked_for
    run = geocoder()
    assert run.ask(QUESTION).fault.trouble == "rate limited"
    assert run.ask(Question(name="Elsewhere")).fault.trouble == "rate limited"
    assert geocoder().ask(QUESTION).fault.trouble == "rate limited"
    assert (clock.waits, len(server.heads)) == ([], 1)
    server.fault = None
    clock.now += 86_401  # no service closes itself for more than a day
    assert geocoder().ask(QUESTION).outcome == "found"


@pytest.mark.parametrize("header", ["soon", "-5", "0"])
def test_a_wait_that_is_none_is_no_wait(geocoder, server, clock, header):
    server.fault, server.retry_after = "too_many", header
    geocoder().ask(QUESTION)
    assert (clock.waits, len(server.heads)) == ([], 3)


def test_requests_keep_the_pace_over_attempts_questions_and_runs(geocoder, server, clock):
    server.fault = "broken"
    geocoder(interval="2").ask(QUESTION)
    server.fault = None
    geocoder(interval="2").ask(QUESTION)  # another command, started at once
    assert (clock.waits, len(server.heads)) == ([2.0, 2.0, 2.0], 4)
    clock.now += 1.5
    geocoder(interval="2").ask(Question(name="Elsewhere"))
    assert clock.waits[3:] == [0.5]


def test_after_three_failed_questions_in_a_row_the_service_is_left_alone(geocoder, server):
    run = geocoder()
    for name in "AB":
        server.fault = "page"
        run.ask(Question(name=name))
    server.fault = None
    assert run.ask(QUESTION).outcome == "found"  # a success begins the count anew
    server.fault = "page"
    for name in "CDE":
        run.ask(Question(name=name))
    assert len(server.heads) == 6
    server.fault = None
    reply = run.ask(Question(name="F"))
    assert (reply.outcome, len(server.heads)) == ("fault", 6)
    assert "not asked again in this run" in str(reply.fault)
    assert run.ask(QUESTION).cached  # what is remembered still counts


@pytest.mark.parametrize("fault", ["forbidden", "redirect"])
def test_a_refusal_is_final(geocoder, server, fault):
    server.fault = fault
    run = geocoder()
    run.ask(QUESTION)
    run.ask(Question(name="Elsewhere"))
    assert len(server.heads) == 1


def test_a_request_says_who_asks_and_for_what(geocoder, server):
    geocoder(contact="desk@example.org").ask(
        Question(name="Zzyzxivka", region="Kharkiv Oblast", country="UA", near=(49.5, 36.5))
    )
    path, headers = server.heads[0]
    assert headers["user-agent"] == f"groundshift/{__version__} (desk@example.org)"
    assert path.startswith("/search?")
    asked = server.query()
    assert (asked["q"], asked["countrycodes"], asked["accept-language"]) == ("Zzyzxivka, Kharkiv Oblast", "UA", "en")
    assert asked["viewbox"] == "35.5,48.5,37.5,50.5"


def test_a_key_reaches_the_service_and_nothing_else(geocoder, server, tmp_path):
    run = geocoder("opencage", api_key="s3cret-key")
    server.fault = "forbidden"
    refused = run.ask(Question(name="Zzyzxivka"))
    assert server.query()["key"] == "s3cret-key"
    server.fault = None
    server.places = {"results": [{"formatted": "Zzyzxivka", "geometry": {"lat": 49.7, "lng": 37.0},
                                  "components": {"_type": "village"}}]}  # fmt: skip
    found = geocoder("opencage", api_key="s3cret-key").ask(Question(name="Zzyzxivka"))
    assert found.found[0].kind == "settlement"
    assert "s3cret" not in f"{refused.fault!r} {refused.fault} {run.notes}"
    assert b"s3cret" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    # Whoever has another key asks the same question.
    assert geocoder("opencage", api_key="another").ask(Question(name="Zzyzxivka")).cached


def test_another_host_or_question_is_not_taken_for_the_one_remembered(geocoder, server):
    geocoder().ask(QUESTION)
    geocoder().ask(Question(name="Zzyzxivka", country="MD"))
    geocoder(domain=server.domain.replace("127.0.0.1", "localhost")).ask(QUESTION)
    assert len(server.heads) == 3


def test_an_answer_is_remembered_as_long_as_the_terms_allow(geocoder, clock):
    geocoder().ask(QUESTION)  # 90 days, for Nominatim
    clock.now += 89 * 86_400
    assert geocoder().ask(QUESTION).cached
    clock.now += 2 * 86_400
    assert not geocoder().ask(QUESTION).cached
