"""From claims to who holds a place: on a date, as known by a date."""

from geo.control.ledger import Ledger

__all__ = ["Ledger"]
