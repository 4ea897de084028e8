"""A ready claim that gives only a precision has the days that it allows."""

from datetime import date

from geo.model import Claim, Fault
from geo.reading.ready import read_ready


def test_a_month_gives_its_first_and_last_day(tmp_path):
    path = tmp_path / "week.csv"
    path.write_text("place,event,date_edtf\nLyman,liberated,2022-10\nX,held,garbage\n")
    claim, fault = read_ready(path)
    assert isinstance(claim, Claim)
    assert (claim.when.best, claim.when.earliest, claim.when.latest) == (None, date(2022, 10, 1), date(2022, 10, 31))
    assert isinstance(fault, Fault)
    assert "'garbage'" in fault.message
