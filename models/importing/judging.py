"""What taking a row would do: what it changes, and what in it cannot well be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from models import values
from models.codes import normalise
from models.fields import Field
from models.fields import Kind as ValueKind
from models.importing.judged import Judged, Kind, PreviewRow, placed
from models.importing.mapping import FIELDS
from models.importing.matching import core, match
from models.importing.own import own_sheet
from models.importing.rows import Draft, RowReader
from models.members.checks import member_doubts, member_remarks
from models.members.records import Member
from models.members.roster import DATED_FIELDS, group_core, posts_in, roster_value
from models.members.standing import Standing, category_on
from models.values import PartialDate

if TYPE_CHECKING:
    from models.importing.preview import Preview
    from models.importing.roll import Roll
    from models.importing.workbook import Progress

_REPORT_EVERY = 500
_DATED = frozenset(field.name for field in DATED_FIELDS)
Change = tuple[Any, Any]


class Facts(NamedTuple):
    """What the checks look at, as it would be once the row is taken."""

    name: str
    sex: str
    nation: str
    identity_number: str
    born_on: PartialDate | None
    joined_on: PartialDate | None
    full_on: PartialDate | None
    phone: str = ""
    landline: str = ""
    emergency_phone: str = ""
    registered_phone: str = ""


def changes_of(
    draft: Draft, person: Standing, roll: Roll, fields: Mapping[str, Field]
) -> dict[str, Change]:
    """Return field name to (old, new) for what the row would change of a person on file.

    An empty cell changes nothing, nor does one that says the same vaguer or in other words.
    """
    member, changed = person.member, {}
    own = roll.own_values.get(member.id or 0, {})
    for name, new in draft.cells.items():
        if name in _DATED:
            if name != "category" and _dated_differs(name, person, new):
                changed[name] = (roster_value(person, name), new)
            continue
        field = fields[name]
        old = getattr(member, name) if name in FIELDS else own.get(name, field.empty)
        if old != new and _differs(field, old, new):
            changed[name] = (old, new)
    if stated := draft.cells.get("category"):
        dates = {name: changed[name][1] for name in ("joined_on", "full_on") if name in changed}
        derived = category_on(replace(member, **dates), person.periods, roll.day)
        if derived != stated:
            changed["category"] = (person.category, stated)
    return changed


def _dated_differs(name: str, person: Standing, new: Any) -> bool:
    if name == "group":
        return person.group is None or group_core(person.group.name) != group_core(new)
    if name == "post":
        held = {post.post for post in person.posts}
        return any(post not in held for post in posts_in(new))
    if name == "attached":
        return bool(new) and not person.attached
    return bool(person.standing != new)


def _differs(field: Field, old: Any, new: Any) -> bool:
    """Return whether `new` says more or other than `old`; they are known to be unequal."""
    if isinstance(old, PartialDate) and old.agrees(new):
        return _precision(new) > _precision(old)
    if field.kind is ValueKind.IDENTITY and len(new) < len(old) and core(new) == core(old):
        return False
    return bool(_plain(field, old) != _plain(field, new))


def _plain(field: Field, value: Any) -> Any:
    """Return what is left of a value when spelling does not count."""
    if field.kind is ValueKind.CHOICE:
        return normalise(field.choices, value)
    if field.kind is ValueKind.NAME:
        return values.clean_name(value)
    if field.kind in {ValueKind.IDENTITY, ValueKind.PHONE}:
        return values.clean_identity(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _precision(day: PartialDate) -> int:
    return (day.month is not None) + (day.day is not None)


def facts_of(draft: Draft, changes: dict[str, Change]) -> Facts:
    """Return what the checks look at once the row is taken."""
    cells = draft.cells
    if draft.target is None:
        get = cells.get
        return Facts(
            get("name", ""),
            get("sex", ""),
            get("nation", ""),
            get("identity_number", ""),
            get("born_on"),
            get("joined_on"),
            get("full_on"),
            get("phone", ""),
            get("landline", ""),
            get("emergency_phone", ""),
            get("registered_phone", ""),
        )
    member = draft.target.member
    return Facts(
        *(changes[name][1] if name in changes else getattr(member, name) for name in Facts._fields)
    )


def masked_doubts(draft: Draft) -> dict[str, str]:
    """Return field name to reason for each masked number that the one on file does not explain."""
    found = {}
    for name, masked in draft.masked.items():
        old = getattr(draft.target.member, name) if draft.target else ""
        if not old:
            found[name] = f"“{masked}”只写了一部分，这一格未取入，请补全"
        elif not values.could_be_masked(masked, old):
            found[name] = f"“{masked}”与册上的号码对不上，这一格未取入"
    return found


def doubts_of(draft: Draft, facts: Facts, changes: dict[str, Change]) -> dict[str, str]:
    """Return field name to reason for what the row would newly leave awaiting confirmation.

    What a person has confirmed, or what already waits on file, is no new doubt: the same rows
    taken twice give none the second time.
    """
    target = draft.target
    if target and not changes:
        return {}
    found = member_doubts(facts)
    if target:
        before, waiting = member_doubts(target.member), target.member.doubtful
        found = {
            name: reason
            for name, reason in found.items()
            if before.get(name) != reason and waiting.get(name) != reason
        }
        if "name" in changes and draft.number:
            found["name"] = f"公民身份号码与册上的“{target.member.name}”相同，姓名不同"
    if draft.masked or draft.doubts:
        found = {**found, **masked_doubts(draft), **draft.doubts}
    return found


def _shown(member: Member, name: str) -> str:
    """Return a value on file in words, personal numbers masked."""
    text = FIELDS[name].display(getattr(member, name))
    return values.mask_identity(text) if FIELDS[name].kind is ValueKind.IDENTITY else text


def kept_of(
    draft: Draft, changes: Mapping[str, Change], doubts: Mapping[str, str]
) -> dict[str, str]:
    """Return field name to reason for each doubtful cell that does not replace what is on file.

    A value on file that nothing speaks against may have been mended there by hand.
    """
    if draft.target is None:
        return {}
    member = draft.target.member
    doubted = member_doubts(member).keys() | member.doubtful.keys()
    return {
        name: f"{doubts[name]}；册上的“{_shown(member, name)}”保留不动，这一格未取入"
        for name, (old, _) in changes.items()
        if name in doubts and old and name not in doubted and hasattr(member, name)
    }


def remarks_of(
    draft: Draft, facts: Facts, changes: dict[str, Change], namesakes: int
) -> dict[str, str]:
    """Return field name to sentence for what is worth a look."""
    found = member_remarks(facts)
    target = draft.target
    if target and not changes:
        found = {**found, **masked_doubts(draft), **draft.doubts}
    if target is None and namesakes:
        found["name"] = "册上已有同名的人，按另一人登记，请留意是否重复"
    if target and not (target.on_roll or target.attached):
        found["name"] = "此人现不在册，取入后仍不在册；如已转回，请另办变动"
    return found


def judged_people(roll: Roll, preview: Preview, progress: Progress | None) -> Judged:
    """Return what taking each row of a roster would do, given who is on file."""
    reader = RowReader(preview)
    drafts = list(reader.drafts())
    match(drafts, roll.people, own_sheet(preview.sheets).ids(preview.sheet))
    rows = tuple(_rows(drafts, roll, preview, progress))
    return Judged(rows, tuple(reader.left_out))


def _rows(
    drafts: list[Draft], roll: Roll, preview: Preview, progress: Progress | None
) -> Iterator[PreviewRow]:
    letters, fields = preview.letters, preview.fields
    namesakes = Counter(person.member.name for person in roll.people)
    for done, draft in enumerate(drafts, 1):
        target = draft.target
        changes = changes_of(draft, target, roll, fields) if target else {}
        yield _row(draft, changes, letters, namesakes.get(draft.name, 0))
        if progress and (done % _REPORT_EVERY == 0 or done == len(drafts)):
            progress(done, len(drafts))


def _row(
    draft: Draft, changes: dict[str, Change], letters: Mapping[str, str], namesakes: int
) -> PreviewRow:
    target = draft.target
    if not draft.name:
        draft.blame("name", "没有姓名")
    facts = facts_of(draft, changes)
    doubts = {} if draft.faults else doubts_of(draft, facts, changes)
    if kept := kept_of(draft, changes, doubts):
        changes = {name: change for name, change in changes.items() if name not in kept}
        facts = facts_of(draft, changes)
        doubts = doubts_of(draft, facts, changes)
    remarks = remarks_of(draft, facts, changes, namesakes)
    number = draft.row_number
    problems = draft.faults or {**doubts, **kept}
    return PreviewRow(
        number,
        _kind(draft, changes, {**doubts, **kept}),
        draft.raw,
        draft.cells,
        placed(number, letters, problems),
        placed(number, letters, remarks),
        doubts,
        target.member.id if target else None,
        changes,
    )


def _kind(draft: Draft, changes: Mapping[str, Any], doubts: Mapping[str, str]) -> Kind:
    if draft.faults:
        return Kind.FAULTY
    if doubts:
        return Kind.DOUBTFUL
    if draft.target and not changes:
        return Kind.SAME
    return Kind.UPDATED if draft.target else Kind.NEW
