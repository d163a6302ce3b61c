"""Who is what on a day: the public answer to everything that asks about the roll."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from models.branch.records import Group, Post
from models.codes import labels
from models.members import records
from models.members.records import Member, Period
from models.values import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store import Store

FULL, PROBATIONARY = "正式党员", "预备党员"
NORMAL, SUSPENDED, LEAVING = "正常", "停止党籍", "已转出未接收"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One member as on one day."""

    member: Member
    day: date
    on_roll: bool
    attached: bool
    category: str
    standing: str
    group: Group | None
    posts: tuple[Post, ...]
    periods: tuple[Period, ...]

    @property
    def is_full(self) -> bool:
        """Whether 正式党员 with 党籍 in force."""
        return self.category == FULL and self.standing != SUSPENDED

    @property
    def assumed(self) -> str:
        """The sentence about the date without which 正式党员 is only taken, "" if it is known."""
        if self.category != FULL or self.member.full_on or self.current(records.CATEGORY):
            return ""
        lacking = "转正日期" if self.member.joined_on else "入党日期和转正日期"
        return f"{lacking}没有登记，暂按正式党员计，请补登"

    @property
    def post(self) -> str:
        """The posts held, in the order of the code table."""
        return "、".join(post.post for post in self.posts)

    def current(self, aspect: str) -> Period | None:
        """Return the newest period of an aspect that holds on the day."""
        return newest(self.periods, aspect, self.day)


def newest(periods: Iterable[Period], aspect: str, day: date) -> Period | None:
    """Return the period of an aspect begun last among those that hold on `day`."""
    holding = [p for p in periods if p.aspect == aspect and p.covers(day)]
    return max(
        holding, key=lambda p: (p.since.first if p.since else date.min, p.id or 0), default=None
    )


def category_on(member: Member, periods: Iterable[Period], day: date) -> str:
    """Return 正式党员 or 预备党员: as entered, else as the two dates say.

    Where no 转正 date is known, 预备期 with its longest extension is two years
    (发展党员工作细则（2026）第三十一条); after that 正式党员 is taken.
    """
    if entered := newest(periods, records.CATEGORY, day):
        return entered.value
    if member.full_on:
        return FULL if member.full_on.first <= day else PROBATIONARY
    if member.joined_on and add_months(member.joined_on.last, 24) >= day:
        return PROBATIONARY
    return FULL


def standing_on(
    member: Member,
    periods: tuple[Period, ...],
    posts: Iterable[Post],
    groups: dict[int, Group],
    day: date,
) -> Standing:
    """Return the member as on `day`."""
    roll = newest(periods, records.ON_ROLL, day)
    state = newest(periods, records.STANDING, day)
    group = newest(periods, records.GROUP, day)
    held = sorted((post for post in posts if post.covers(day)), key=_rank)
    return Standing(
        member=member,
        day=day,
        on_roll=roll is not None,
        attached=newest(periods, records.ATTACHED, day) is not None,
        category=category_on(member, periods, day),
        standing=state.value if state else NORMAL,
        group=groups.get(group.group_id) if group and group.group_id else None,
        posts=tuple(held),
        periods=periods,
    )


class Roll:
    """Everyone on file with what is true of each, read once to be asked about many days."""

    def __init__(self, store: Store) -> None:
        """Read members, periods, posts and groups."""
        self._periods: dict[int, list[Period]] = defaultdict(list)
        for period in store.all(Period):
            self._periods[period.member_id].append(period)
        self._posts: dict[int, list[Post]] = defaultdict(list)
        for post in store.all(Post):
            self._posts[post.member_id].append(post)
        self._groups = {group.id: group for group in store.all(Group) if group.id}
        self._members = [member for member in store.all(Member) if member.id is not None]

    def everyone_on(self, day: date) -> list[Standing]:
        """Return every person on file as on `day`, in the branch's own order."""
        people = [
            standing_on(
                member,
                tuple(self._periods[member.id or 0]),
                self._posts[member.id or 0],
                self._groups,
                day,
            )
            for member in self._members
        ]
        return sorted(people, key=branch_order)

    def members_on(self, day: date, *, attached: bool = True) -> list[Standing]:
        """Return who belongs to the branch on `day`: on its roll, or taking part without it (编入)."""
        return [
            person
            for person in self.everyone_on(day)
            if person.on_roll or (attached and person.attached)
        ]


def everyone_on(store: Store, day: date) -> list[Standing]:
    """Return every person on file as on `day`, in the branch's own order."""
    return Roll(store).everyone_on(day)


def person_on(store: Store, day: date, member_id: int) -> Standing:
    """Return one person as on `day`.

    Raises:
        NotFound: if there is no such member.
    """
    member = store.get(Member, member_id)
    periods = tuple(store.where(Period, member_id=member_id))
    groups = {group.id: group for group in store.all(Group) if group.id}
    return standing_on(member, periods, store.where(Post, member_id=member_id), groups, day)


def members_on(store: Store, day: date, *, attached: bool = True) -> list[Standing]:
    """Return who belongs to the branch on `day`: on its roll, or taking part without it (编入)."""
    return Roll(store).members_on(day, attached=attached)


_LAST = 99


@cache
def _ranks() -> dict[str, int]:
    return {label: place for place, label in enumerate(labels("post"))}


def _rank(post: Post) -> int:
    return _ranks().get(post.post, _LAST)


def branch_order(person: Standing) -> tuple[int, int, int, int]:
    """Return the key of the branch's own order.

    书记, 委员, then by 党小组, then as arranged.
    """
    rank = min(map(_rank, person.posts), default=_LAST)
    group = person.group.place if person.group else _LAST
    return (rank, group, person.member.place, person.member.id or 0)
