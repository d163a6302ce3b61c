"""A branch of so many people in groups, with a committee, to hold meetings in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.branch import Branch, Group, Post
from models.meetings.attending import PRESENT, due_on
from models.meetings.kinds import Kinds
from models.meetings.minutes import Minutes, save
from models.meetings.photos import Incoming, put
from models.meetings.records import Meeting
from models.members import Member, Period, records
from models.store import Store
from models.values import PartialDate

LONG_AGO = PartialDate(2000, 1, 1)
POSTS = ("书记", "组织委员", "宣传委员", "纪检委员", "青年委员")


@dataclass(frozen=True)
class People:
    """A store, and who is in it by place."""

    store: Store
    members: list[Member]
    groups: list[Group]

    def id(self, place: int) -> int:
        return self.members[place].id

    def hold(self, kind="党员大会", day=date(2026, 3, 20), *, away=(), **facts) -> Minutes:
        """Enter a meeting that everyone came to but `away`, given as (place, status) pairs."""
        return save(self.store, self.minutes(kind, day, away=away, **facts))

    def begin(self, kind="党员大会", day=date(2026, 3, 20), **facts) -> Minutes:
        """Put a photo into a new meeting that nobody typed anything in."""
        minutes = self.minutes(kind, day, recorded_at="", **facts)
        made = save(self.store, minutes, is_recorded=False)
        put(self.store, made.meeting, [Incoming(name="会场.jpg", body=b"photo")])
        return made

    def minutes(self, kind="党员大会", day=date(2026, 3, 20), *, away=(), points=(), **facts):
        """Return a meeting not entered yet."""
        facts.setdefault("recorded_at", f"{day} 18:00:00")
        meeting = Meeting(kind=kind, held_on=day, **facts)
        status = {self.id(place): word for place, word in dict(away).items()}
        entries = tuple(
            replace(entry, status=status.get(entry.member_id, PRESENT))
            for entry in due_on(self.store, meeting, Kinds.of(self.store))
        )
        return Minutes(meeting=meeting, attendance=entries, points=tuple(points))

    def period(self, place, aspect, value="", **facts):
        """Enter what is true of a member for a time."""
        with self.store.change("情况") as change:
            change.save(Period(member_id=self.id(place), aspect=aspect, value=value, **facts))


def people_of(number=20, *, groups=0, committee=5, probationary=0, store=None, **branch) -> People:
    """Return a branch of `number` members, the last few of them on probation."""
    store = store or Store.memory(Branch(name="第三党支部", **branch))
    names = [f"党员{chr(0x7532 + place)}" for place in range(number)]
    with store.change("人员") as change:
        made = [
            change.save(Group(name=f"第{'一二三四'[n]}党小组", place=n + 1)) for n in range(groups)
        ]
        members = []
        for place, name in enumerate(names):
            full = None if place >= number - probationary else PartialDate(2001, 1, 1)
            joined = LONG_AGO if full else PartialDate(2025, 12, 1)
            member = change.save(Member(name=name, joined_on=joined, full_on=full, place=place))
            members.append(member)
            change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
            if groups:
                group = made[place % groups]
                change.save(Period(member_id=member.id, aspect=records.GROUP, group_id=group.id))
            if place < committee:
                change.save(Post(member_id=member.id, post=POSTS[place]))
        for place, group in enumerate(made, committee):
            change.save(Post(member_id=members[place].id, post="党小组组长", group_id=group.id))
            change.save(
                Period(member_id=members[place].id, aspect=records.GROUP, group_id=group.id)
            )
    return People(store, members, made)
