"""What the page cannot use, it says so."""

from geo.ui import added


def test_ready_claims_are_not_passed_over_in_silence() -> None:
    reading = added.read([("week.csv", b"place,event\nAville,held\n")], "", None)
    assert (reading.reports, [f.source for f in reading.faults]) == ((), ["week.csv"])
