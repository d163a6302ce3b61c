"""A whole sample branch, the same for a seed, whose records pass the program's own checks.

Every person is invented; the regions of their numbers are real, the numbers only well formed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.branch import Branch, BranchYear, Group, Post
from models.members import Member, Movement, Period, records
from models.samples.dues import make_dues
from models.samples.meetings import make_meetings
from models.values import PartialDate, add_months, day_before, name_keys

if TYPE_CHECKING:
    from models.change import Change
    from models.store import Store

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = {
    "男": [
        "伟",
        "强",
        "磊",
        "军",
        "洋",
        "勇",
        "杰",
        "涛",
        "明",
        "超",
        "刚",
        "平",
        "辉",
        "鹏",
        "波",
        "斌",
        "宇",
        "浩",
        "志强",
        "建国",
        "建华",
        "文斌",
        "海涛",
        "俊杰",
        "子轩",
        "思远",
    ],
    "女": [
        "芳",
        "娜",
        "敏",
        "静",
        "丽",
        "艳",
        "娟",
        "霞",
        "燕",
        "玲",
        "婷",
        "雪",
        "颖",
        "倩",
        "梅",
        "秀英",
        "桂兰",
        "玉兰",
        "晓燕",
        "丽娟",
        "雨涵",
        "佳怡",
    ],
}
_REGIONS = (
    "110105",
    "320115",
    "330106",
    "370102",
    "420106",
    "440305",
    "510104",
    "610103",
    "620102",
)
_POSTS = (
    "一级主任科员",
    "二级主任科员",
    "三级主任科员",
    "四级调研员",
    "科员",
    "办公室主任",
    "副处长",
)
_SCHOOLING = ("大学本科", "大学本科", "大学本科", "硕士研究生", "大学专科", "中专")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_COMMITTEE = (
    ("书记", "主持党支部全面工作"),
    ("组织委员", "组织建设、党员发展和党费收缴"),
    ("宣传委员", "理论学习和宣传"),
    ("纪检委员", "纪律检查和监督"),
    ("青年委员", "青年和群众工作"),
)
_COMMITTEE_FROM = 7
SAMPLE_NAME = "示例机关第三党支部"


def sample_branch(on: date) -> Branch:
    """Return the sample's branch, its term half gone on `on`."""
    return Branch(
        name="中共示例市示例局机关第三支部委员会",
        short_name=SAMPLE_NAME,
        superior="中共示例市示例局机关委员会",
        domain="机关",
        form="单独",
        founded_on=PartialDate(2012, 6),
        term_started_on=add_months(on, -18),
        term_years=3,
    )


def make_sample(
    store: Store, *, members: int = 50, years: int = 5, seed: int = 1, on: date | None = None
) -> None:
    """Make a new file the sample branch: its people and their last `years` years, as one step.

    `on` is the sample's present day, today if None.
    """
    on = on or datetime.now().astimezone().date()
    maker = _Maker(random.Random(seed), on, years)  # noqa: S311 - a sample
    branch = replace(sample_branch(on), id=store.branch.id, uid=store.branch.uid)
    first = date(on.year - years + 1, 1, 1)
    with store.change("建立示例数据") as change:
        change.save(branch)
        for year in range(on.year - years + 1, on.year + 1):
            change.save(BranchYear(year=year, theme=f"{year}年：学思想、强党性、重实践、建新功"))
        number = max(1, members // 15)
        groups = [
            change.save(Group(name=f"第{'一二三四五六七八九十'[n % 10]}党小组", place=n + 1))
            for n in range(number)
        ]
        people = [maker.member(place) for place in range(1, members + 1)]
        people = [change.save(person) for person in people]
        for place, person in enumerate(people):
            _enrol(change, person, groups[place % number], first)
        _fill_posts(change, people, groups, branch)
        _fill_earlier_terms(change, people, branch, first)
        maker.movements(change, people)
        make_meetings(store, change, random.Random(seed), on, years)  # noqa: S311 - a sample
        make_dues(store, change, random.Random(seed), on, years)  # noqa: S311 - a sample


def _enrol(change: Change, person: Member, group: Group, first: date) -> None:
    """Put a person on the roll and in a group: from the day they joined, if within the sample."""
    if person.id is None:
        raise AssertionError("a saved record has an id")
    joined = person.joined_on
    since = joined if joined and joined.first >= first else None
    change.save(Period(member_id=person.id, aspect=records.ON_ROLL, since=since))
    change.save(Period(member_id=person.id, aspect=records.GROUP, group_id=group.id, since=since))


def _fill_posts(change: Change, people: list[Member], groups: list[Group], branch: Branch) -> None:
    started = branch.term_started_on
    since = PartialDate.of(started) if started else None
    fit = sorted((p for p in people if p.full_on), key=lambda p: p.retired_on is not None)
    committee = _COMMITTEE if len(fit) >= _COMMITTEE_FROM else _COMMITTEE[:1]
    for person, (title, duty) in zip(fit, committee, strict=False):
        change.save(
            Post(
                member_id=person.id or 0,
                post=title,
                duty=duty,
                since=since,
                term_ends_on=branch.term_ends_on,
                approval="示机党〔2025〕6号",
            )
        )
    for person, group in zip(fit[len(committee) :], groups, strict=False):
        change.save(Period(member_id=person.id or 0, aspect=records.GROUP, group_id=group.id))
        change.save(
            Post(member_id=person.id or 0, post="党小组组长", group_id=group.id, since=since)
        )


def _fill_earlier_terms(change: Change, people: list[Member], branch: Branch, first: date) -> None:
    """Enter the committees before the present one, back to the first of the sample's days."""
    started = branch.term_started_on
    while started and started > first:
        ended, started = day_before(started), add_months(started, -12 * branch.term_length)
        fit = [p for p in people if p.full_on and p.full_on.last < started]
        if len(fit) < _COMMITTEE_FROM:
            return
        for person, (title, duty) in zip(fit[2:], _COMMITTEE, strict=False):
            change.save(
                Post(
                    member_id=person.id or 0,
                    post=title,
                    duty=duty,
                    since=PartialDate.of(started),
                    until=PartialDate.of(ended),
                )
            )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Draws people and what happened to them."""

    draw: random.Random
    on: date
    years: int

    def member(self, place: int) -> Member:
        sex = self.draw.choice("男男女")
        born = self._day(self.on.year - 68, self.on.year - 26)
        joined = add_months(born, 12 * self.draw.randint(19, 24) + self.draw.randint(0, 11))
        if place % 24 == 0:
            joined = add_months(self.on, -self.draw.randint(2, 10))
        full = add_months(joined, 12)
        name = self.draw.choice(_SURNAMES) + self.draw.choice(_GIVEN[sex])
        worked = add_months(born, 12 * 22 + self.draw.randint(0, 30))
        person = Member(
            name=name,
            sex=sex,
            nation="汉族"
            if self.draw.random() < 0.9
            else self.draw.choice(("回族", "满族", "土家族")),
            identity_number=self._number(born, sex),
            born_on=PartialDate.of(born),
            education=self.draw.choice(_SCHOOLING),
            joined_on=PartialDate.of(joined),
            full_on=PartialDate.of(full) if full <= self.on else None,
            work_post=self.draw.choice(_POSTS),
            work_unit="示例市示例局",
            phone=f"1{self.draw.choice('35789')}{self.draw.randint(0, 10**9 - 1):09}",
            address=f"示例市示例区示例路{self.draw.randint(1, 300)}号",
            worked_since=PartialDate(worked.year, worked.month),
            place=place,
            keys=name_keys(name),
            recorded_at=f"{self.on.isoformat()} 09:00:00",
        )
        return self._retired(person, born)

    def _retired(self, person: Member, born: date) -> Member:
        leaves = add_months(born, 12 * (60 if person.sex == "男" else 55))
        if leaves > self.on:
            return person
        return replace(person, retired_on=PartialDate.of(leaves), work_post="退休")

    def _day(self, first: int, last: int) -> date:
        start = date(first, 1, 1)
        return start + timedelta(days=self.draw.randrange((date(last, 12, 31) - start).days))

    def _number(self, born: date, sex: str) -> str:
        order = self.draw.randrange(0, 499) * 2 + (sex == "男")
        head = f"{self.draw.choice(_REGIONS)}{born:%Y%m%d}{order:03}"
        total = sum(w * int(digit) for w, digit in zip(_WEIGHTS, head, strict=True))
        return head + "10X98765432"[total % 11]

    def movements(self, change: Change, people: list[Member]) -> None:
        """Enter what brought the newest people in, within the sample's years."""
        first = date(self.on.year - self.years + 1, 1, 1)
        for person in people:
            for kind, day in (("新发展", person.joined_on), ("转正", person.full_on)):
                if day and first <= day.first <= self.on:
                    change.save(
                        Movement(
                            member_id=person.id or 0,
                            kind=kind,
                            happened_on=day,
                            ground="党支部党员大会决议",
                            approval=f"示机党〔{day.year}〕{self.draw.randint(1, 40)}号",
                            recorded_at=f"{day} 17:00:00",
                        )
                    )
