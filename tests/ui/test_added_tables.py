"""Tables of ready claims among the uploads."""

from geo.ui import added


def test_a_table_of_claims_is_read_and_the_same_claim_added_once() -> None:
    week = added.read([("week.csv", b"place,event,date\nAville,held,2021-05-03\n")], "", None)
    assert [(c.place, str(c.event)) for c in week.claims] == [("Aville", "held")]
    assert added.together(week, week).claims == week.claims
