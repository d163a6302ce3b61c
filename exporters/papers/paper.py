"""What a paper declares: its code, name, the record it is of, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.ledgers.ledger import Asked

if TYPE_CHECKING:
    from exporters.sheet import Sheet
    from models.store import Store


def _any(_record: object) -> bool:
    return True


Make = Callable[["Store", int, Asked], "Sheet"]
"""Makes the sheet of a record, by its id; of the whole branch with 0."""
MakeSeveral = Callable[["Store", Sequence[int], Asked], "Sheet"]
"""Makes one sheet of several records, as where more than one stands on a page."""
Among = Callable[["Store", Asked], Collection[int]]
"""Gives the ids of the records that a paper is wanted of."""
Numbered = Callable[["Store", str], int]
"""Gives the id of the record that bears a number of its own; raises NotFound for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper; `record_type` is None where it is of the whole branch.

    `suits` says of which records of the type it can be made; `group` is the heading it stands
    under where papers are chosen, `hint` what is to be known there and not printed. Several are
    bound one behind the other unless it can `make_several`; it is offered of the records `among`
    those that suit, and `nobody` says why there is none. `numbered` finds a record by the number
    that it bears itself.
    """

    code: str
    name: str
    record_type: type[Any] | None
    make: Make
    group: str = "会议"
    suits: Callable[[Any], bool] = _any
    hint: str = ""
    make_several: MakeSeveral | None = None
    among: Among | None = None
    nobody: str = ""
    numbered: Numbered | None = None

    def records(self, store: Store, asked: Asked) -> list[Any]:
        """Return the records on file that it is wanted of."""
        if self.record_type is None:
            return []
        is_wanted = self.wanted(store, asked)
        return [record for record in store.all(self.record_type) if is_wanted(record)]

    def wanted(self, store: Store, asked: Asked) -> Callable[[Any], bool]:
        """Return what says of a record of its type whether the paper is wanted of it."""
        if self.among is None:
            return self.suits
        among = frozenset(self.among(store, asked))
        return lambda record: self.suits(record) and record.id in among


def declaring(
    group: str, record_type: type[Any] | None = None, suits: Callable[[Any], bool] = _any
) -> Callable[[str, str, Make], Paper]:
    """Return what declares papers of one kind, each by its code, its name and what makes it."""

    def declare(code: str, name: str, make: Make) -> Paper:
        return Paper(
            code=code, name=name, record_type=record_type, make=make, group=group, suits=suits
        )

    return declare
