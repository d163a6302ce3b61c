"""All rows of a table, and which are shown in which order: found out a slice at a time.

A hundred thousand rows take longer to put in order than a frame may last, so every step of the
work can be left and gone on with. Nothing here knows Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ui.table.columns import order_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from ui.table.columns import Column

_SLICE = 1_000
"""Rows that are asked something at once."""
_RUN = 50_000
"""Rows put in order at once; sorting two such runs together only merges them."""


Found: TypeAlias = "tuple[list[int], list[Any]]"
"""The places of the rows shown, and the rows, top to bottom."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the rows: an order (a column, and whether downwards), words and tests."""

    order: tuple[Column, bool] | None = None
    words: tuple[str, ...] = ()
    tests: tuple[Callable[[Any], bool], ...] = ()
    held: frozenset[Any] = frozenset()
    """The keys of rows that are shown whether they pass or not."""

    @property
    def is_plain(self) -> bool:
        """Whether every row is shown, as they came."""
        return self.order is None and not self.words and not self.tests


class Arrangement:
    """Rows as they came, with what was found out about them for sorting and searching."""

    def __init__(
        self,
        rows: Sequence[Any],
        *,
        key: Callable[[Any], Any],
        words: Callable[[Any], str],
    ) -> None:
        self.rows: list[Any] = list(rows)
        self._key = key
        self._words = words
        self._places: dict[Any, int] = {}
        self._placed = 0
        self.strays: frozenset[int] = frozenset()
        """The places of the rows that are shown though they do not pass."""
        self._haystacks: list[str] = []
        self._orders: dict[str, list[Any]] = {}

    def place_of(self, key: Any) -> int:
        """Return where the row with a key stands among all, -1 if it is not there."""
        for _ in self._placing():
            pass
        return self._places.get(key, -1)

    def put(self, place: int, row: Any, order: Column | None) -> None:
        """Put a changed row in the place of the old one; `order` is the column in force."""
        self.rows[place] = row
        if place < len(self._haystacks):
            self._haystacks[place] = self._words(row).lower()
        kept = self._orders.get(order.field.name) if order else None
        self._orders = {}
        if order and kept and place < len(kept):
            kept[place] = order_of(order, [row])[0]
            self._orders[order.field.name] = kept

    def forget_columns(self) -> None:
        """Forget what was found out by the columns, which are others now."""
        self._haystacks = []
        self._orders = {}

    def steps(self, asked: Asked) -> Generator[None, None, Found]:
        """Find out which rows are shown, in which order, and return them at the end."""
        yield from self._placing()
        places = list(range(len(self.rows)))
        if asked.words:
            yield from self.wording()
            for word in asked.words:
                hays = self._haystacks
                places = [at for at in places if word in hays[at]]
                yield
        for test in asked.tests:
            places = yield from self._sifted(places, test)
        if asked.held:
            held = {self._places[key] for key in asked.held if key in self._places}
            self.strays = frozenset(held.difference(places))
            places = sorted([*places, *self.strays])
        else:
            self.strays = frozenset()
        if asked.order:
            column, is_down = asked.order
            places = yield from self._ordered(places, column, is_down=is_down)
            yield
        rows = self.rows
        return places, [rows[at] for at in places]

    def found(self, asked: Asked) -> Found:
        """Return the same at once."""
        steps = self.steps(asked)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                rows: Found = done.value
                return rows

    def wording(self) -> Generator[None, None, None]:
        """Make ready what a search looks through."""
        while (begun := len(self._haystacks)) < len(self.rows):
            fresh = self.rows[begun : begun + _SLICE]
            self._haystacks += [self._words(row).lower() for row in fresh]
            yield

    def _placing(self) -> Generator[None, None, None]:
        while self._placed < len(self.rows):
            begun = self._placed
            fresh = self.rows[begun : begun + _SLICE]
            self._places.update((self._key(row), at) for at, row in enumerate(fresh, begun))
            self._placed += len(fresh)
            yield

    def _sifted(
        self, places: list[int], test: Callable[[Any], bool]
    ) -> Generator[None, None, list[int]]:
        rows, kept = self.rows, []
        for begun in range(0, len(places), _SLICE):
            kept += [at for at in places[begun : begun + _SLICE] if test(rows[at])]
            yield
        return kept

    def _ordered(
        self, places: list[int], column: Column, *, is_down: bool
    ) -> Generator[None, None, list[int]]:
        """Put places in order, those with nothing to order by last."""
        keys = self._orders.setdefault(column.field.name, [])
        while (begun := len(keys)) < len(self.rows):
            keys += order_of(column, self.rows[begun : begun + _SLICE])
            yield
        blanks: list[int] = []
        if None in keys or "" in keys:
            blanks = [at for at in places if keys[at] is None or keys[at] == ""]
            places = [at for at in places if keys[at] is not None and keys[at] != ""]
            yield
        runs = []
        for begun in range(0, len(places), _RUN):
            runs.append(sorted(places[begun : begun + _RUN], key=keys.__getitem__, reverse=is_down))
            yield
        while len(runs) > 1:
            pairs, runs = [runs[at : at + 2] for at in range(0, len(runs), 2)], []
            for pair in pairs:
                run = pair[0] + pair[-1] if len(pair) > 1 else pair[0]
                run.sort(key=keys.__getitem__, reverse=is_down)
                runs.append(run)
                yield
        return [*(runs[0] if runs else ()), *blanks]
