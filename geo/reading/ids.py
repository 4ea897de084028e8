"""Ids of reports, each given once."""

from __future__ import annotations

from collections.abc import Iterable


class Ids:
    """Ids that are taken. Giving out n of them takes time in proportion to n, whatever they are."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._last = dict.fromkeys(taken, 1)

    def free(self, name: str) -> str:
        """Take `name`, or where it is taken `name~2`, `name~3` and so on.

        >>> ids = Ids(["a"])
        >>> [ids.free("a"), ids.free("a"), ids.free("b")]
        ['a~2', 'a~3', 'b']
        """
        number, found = self._last.get(name, 0), name
        while found in self._last:
            number += 1
            found = f"{name}~{number}"
        if number:
            self._last[name] = number
        self._last[found] = 1
        return found
