"""Which person on file a row is about: by record id, by identity number, by a name that is unique."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from models import values
from models.importing.rows import Draft
from models.members.standing import Standing


def core(number: str) -> str:
    """Return what tells a person's number from another's: without check digit, in 17 places."""
    if values.is_resident_number(number):
        return number[:17] if len(number) == 18 else f"{number[:6]}19{number[6:]}"
    return number


def match(drafts: Sequence[Draft], people: Iterable[Standing], ids: Mapping[int, int]) -> None:
    """Set the target of every draft that is about someone on file, and mark what cannot be told.

    `ids` gives the record id that our own export noted for a position.
    """
    _refuse_repeated_numbers(drafts)
    on_file = _OnFile(people)
    names = {draft.name for draft in drafts}
    for draft in drafts:
        if (record_id := ids.get(draft.position)) is not None:
            on_file.claim(draft, on_file.by_id(draft, record_id, names))
    for draft in drafts:
        if draft.target is None and draft.number:
            on_file.claim(draft, on_file.by_number(draft))
    open_names: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.target is None and draft.name:
            open_names[draft.name].append(draft)
    for name, rows in open_names.items():
        if len(rows) > 1 or on_file.open(name):
            _match_by_name(rows, name, on_file)


def _refuse_repeated_numbers(drafts: Iterable[Draft]) -> None:
    first: dict[str, Draft] = {}
    for draft in drafts:
        if number := draft.number:
            other = first.setdefault(core(number), draft)
            if other is not draft:
                for one, two in ((draft, other), (other, draft)):
                    one.blame("identity_number", f"公民身份号码与第{two.row_number}行的相同")


def _match_by_name(rows: list[Draft], name: str, on_file: _OnFile) -> None:
    for draft in rows:
        _match_masked(draft, on_file)
    bare = [draft for draft in rows if not draft.number and draft.target is None]
    numbered = [draft for draft in rows if draft.number]
    if len(bare) > 1:
        for draft in bare:
            other = next(row for row in bare if row is not draft)
            draft.blame(
                "name", f"与第{other.row_number}行同名，都没有完整的公民身份号码，分不清是谁"
            )
    elif bare:
        _match_bare(bare[0], on_file)
    if len(numbered) == 1:
        fits = [one for one in on_file.open(name) if _may_mend(numbered[0].number, one)]
        if len(fits) == 1:
            on_file.claim(numbered[0], fits[0])


def _match_masked(draft: Draft, on_file: _OnFile) -> None:
    masked = draft.masked.get("identity_number", "")
    fits = [
        one
        for one in on_file.open(draft.name)
        if masked and values.could_be_masked(masked, one.member.identity_number)
    ]
    if len(fits) == 1:
        on_file.claim(draft, fits[0])


def _match_bare(draft: Draft, on_file: _OnFile) -> None:
    masked = draft.masked.get("identity_number", "")
    fits = [one for one in on_file.open(draft.name) if _could_be(masked, one)]
    present = [one for one in fits if one.on_roll or one.attached]
    fits = present or fits
    if len(fits) == 1:
        on_file.claim(draft, fits[0])
    elif fits:
        draft.blame(
            "name", f"册上有{len(fits)}位“{draft.name}”，这一行没有公民身份号码，分不清是谁"
        )


def _could_be(masked: str, person: Standing) -> bool:
    number = person.member.identity_number
    return not masked or not number or values.could_be_masked(masked, number)


def _may_mend(number: str, person: Standing) -> bool:
    """Return whether a row's number may stand in for another number of the same name on file.

    Two numbers that are both sound belong to two people.
    """
    known = person.member.identity_number
    return not known or not (_is_sound(number) and _is_sound(known))


def _is_sound(number: str) -> bool:
    is_full = len(number) == 18 and values.is_resident_number(number)
    return is_full and values.check_digit_is_right(number)


class _OnFile:
    """The people on file, each to be claimed by one row."""

    def __init__(self, people: Iterable[Standing]) -> None:
        self._ids: dict[int, Standing] = {}
        self._numbers: dict[str, list[Standing]] = defaultdict(list)
        self._names: dict[str, list[Standing]] = defaultdict(list)
        self._claimed: dict[int, Draft] = {}
        for person in people:
            self._ids[person.member.id or 0] = person
            self._names[person.member.name].append(person)
            if number := person.member.identity_number:
                self._numbers[core(number)].append(person)

    def by_id(self, draft: Draft, record_id: int, names: Collection[str]) -> Standing | None:
        """Return the person of a record id, unless the row has since become another's.

        Rows may have been sorted since: another name is taken for a mended one only if neither
        it is on file nor the old one elsewhere among the sheet's `names`.
        """
        person = self._ids.get(record_id)
        if person is None:
            return None
        number, name = person.member.identity_number, person.member.name
        masked = draft.masked.get("identity_number", "")
        if draft.number and core(draft.number) == core(number):
            return person
        if masked and values.could_be_masked(masked, number):
            return person
        is_mended = draft.name not in self._names and name not in names
        fits = name == draft.name or is_mended
        return person if fits and (not draft.number or _may_mend(draft.number, person)) else None

    def by_number(self, draft: Draft) -> Standing | None:
        """Return the person whose identity number the row bears."""
        found = self._numbers.get(core(draft.number), [])
        same = [person for person in found if person.member.name == draft.name]
        return next(iter(same or found), None)

    def open(self, name: str) -> list[Standing]:
        """Return the people of a name whom no row has claimed."""
        return [one for one in self._names.get(name, ()) if one.member.id not in self._claimed]

    def claim(self, draft: Draft, person: Standing | None) -> None:
        """Give a person to a row; the second row for one person is at fault."""
        if person is None:
            return
        other = self._claimed.setdefault(person.member.id or 0, draft)
        if other is not draft:
            draft.blame("name", f"与第{other.row_number}行是同一人")
        draft.target = person
