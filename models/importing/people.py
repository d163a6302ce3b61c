"""Writing a roster's rows: a new person with what is true of them, or what a row changes of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models import values
from models.branch.records import Group, Post
from models.errors import AppError
from models.fields import fields_of
from models.importing.mapping import new_name
from models.members import records
from models.members.records import Member, Period, doubts_text
from models.members.roster import DATED_FIELDS, group_core, posts_in
from models.members.standing import NORMAL, Standing, category_on, newest
from models.own_columns import field_of_own, is_own, save_column, set_own
from models.store import now
from models.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.change import Change
    from models.importing.judged import PreviewRow
    from models.importing.roll import Roll
    from models.own_columns import OwnColumn
    from models.store import Store

_DATED = frozenset(field.name for field in DATED_FIELDS)
_PLAIN = frozenset(field.name for field in fields_of(Member))


class Taking:
    """One batch: what is on file now, and what the batch has added."""

    def __init__(
        self, store: Store, change: Change, roll: Roll, new: Mapping[int, OwnColumn]
    ) -> None:
        """Begin a batch; `new` are the columns to be made, by their place in the sheet."""
        self._change = change
        self._day = roll.day
        self._people = {person.member.id: person for person in roll.people}
        self._members = {member.id: member for member in store.all(Member)}
        self._place = max((member.place for member in self._members.values()), default=0)
        self._groups = {group_core(group.name): group for group in store.all(Group)}
        self._now = now()
        self._made = {
            new_name(at): field_of_own(save_column(change, column)).name
            for at, column in new.items()
        }

    def take(self, row: PreviewRow) -> None:
        """Write one row."""
        if row.target is None:
            self._add(row)
        else:
            self._update(row, self._people[row.target])

    def _add(self, row: PreviewRow) -> None:
        cells = row.cells
        self._place += 1
        member = Member(
            **{name: value for name, value in cells.items() if name in _PLAIN},
            place=self._place,
            keys=values.name_keys(cells["name"]),
            doubts=doubts_text(self._on_file(row.doubts)),
            recorded_at=self._now,
        )
        member = self._change.save(member)
        self._enter(member, attached=bool(cells.get("attached")))
        if group := cells.get("group"):
            self._begin(member, records.GROUP, group, None)
        stated = cells.get("category")
        if stated and stated != category_on(member, (), self._day):
            self._begin(member, records.CATEGORY, stated, self._day)
        standing = cells.get("standing")
        if standing and standing != NORMAL:
            self._begin(member, records.STANDING, standing, None)
        self._add_posts(member, cells.get("post", ""), set())
        self._set_own(member, cells)

    def _enter(self, member: Member, *, attached: bool) -> None:
        since, until = member.entered_on, member.exited_on
        if since and until and until.last < since.first:
            until = None
        aspect = records.ATTACHED if attached else records.ON_ROLL
        self._change.save(Period(member_id=_id(member), aspect=aspect, since=since, until=until))

    def _update(self, row: PreviewRow, person: Standing) -> None:
        before = self._members.get(row.target)
        if before is None:
            raise AppError(
                f"第{row.row_number}行的“{person.member.name}”已不在文件中，这次导入没有保存；请重新预览。"
            )
        new = {name: value for name, (_, value) in row.changes.items()}
        plain = {name: value for name, value in new.items() if name in _PLAIN}
        settled = plain.keys() | {name for name in self._on_file(new) if is_own(name)}
        waiting = {
            name: reason for name, reason in before.doubtful.items() if name not in settled
        } | self._on_file(row.doubts)
        after = replace(before, **plain, doubts=doubts_text(waiting))
        if "name" in plain:
            after = replace(after, keys=values.name_keys(plain["name"]))
        if after != before:
            after = self._change.save(after)
        for name, value in new.items():
            if name in _DATED:
                self._change_dated(after, person, name, value)
        self._set_own(after, new)

    def _on_file(self, values_of: Mapping[str, Any]) -> dict[str, Any]:
        """Return values under the names their fields have on file."""
        return {self._made.get(name, name): value for name, value in values_of.items()}

    def _set_own(self, member: Member, values_of: Mapping[str, Any]) -> None:
        own = {name: value for name, value in self._on_file(values_of).items() if is_own(name)}
        if own:
            set_own(self._change, Member.table, _id(member), own)

    def _change_dated(self, member: Member, person: Standing, name: str, new: Any) -> None:
        aspects = {
            "group": records.GROUP,
            "category": records.CATEGORY,
            "standing": records.STANDING,
            "attached": records.ATTACHED,
        }
        if name == "post":
            self._add_posts(member, new, {post.post for post in person.posts})
            return
        aspect = aspects[name]
        current = newest(person.periods, aspect, self._day)
        if current is None:
            self._begin(member, aspect, new, None if name == "group" else self._day)
            return
        if current.since and current.since.last >= self._day:
            self._change.save(self._filled(current, new))
            return
        until = PartialDate.of(values.day_before(self._day))
        self._change.save(replace(current, until=until))
        if (name, new) != ("standing", NORMAL):
            self._begin(member, aspect, new, self._day)

    def _begin(self, member: Member, aspect: str, value: Any, since: date | None) -> None:
        begun = PartialDate.of(since) if since else None
        period = Period(member_id=_id(member), aspect=aspect, since=begun)
        self._change.save(self._filled(period, value))

    def _filled(self, period: Period, value: Any) -> Period:
        if period.aspect == records.GROUP:
            return replace(period, group_id=self._group(value).id)
        return replace(period, value="" if value is True else value)

    def _group(self, name: str) -> Group:
        core = group_core(name)
        if core not in self._groups:
            place = max((group.place for group in self._groups.values()), default=0) + 1
            self._groups[core] = self._change.save(Group(name=name, place=place))
        return self._groups[core]

    def _add_posts(self, member: Member, text: str, held: set[str]) -> None:
        for post in posts_in(text):
            if post not in held:
                held.add(post)
                self._change.save(Post(member_id=_id(member), post=post))


def _id(member: Member) -> int:
    if member.id is None:
        raise AssertionError("a saved member has an id")
    return member.id
