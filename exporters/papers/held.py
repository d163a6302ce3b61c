"""A meeting as its papers tell it: who, when and where in words, with what is not known left blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import chinese_day
from exporters.ledgers.meetings import away_words
from exporters.sheet import Paragraph
from models.branch.records import Branch, Group
from models.meetings.attending import scope_of
from models.meetings.kinds import EVERYONE, GROUP_ONLY, Kinds
from models.meetings.minutes import Minutes, minutes_of
from models.meetings.numbering import numbers_of_year, was_late
from models.meetings.people import name_in, told_apart, with_note
from models.meetings.settings import meeting_settings
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

    from models.meetings.records import Meeting
    from models.members.standing import Standing
    from models.store import Store

BLANK = "　　　　"
_BRANCH, _COMMITTEE = "党支部", "委员会"
_ALONE = ("书记", "副书记")
"""The posts of a branch that has no 支委会."""
_DIGITS = "〇一二三四五六七八九十"
_WEEK = "一二三四五六日"
_TENS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting with what its papers need beside it."""

    minutes: Minutes
    names: Mapping[int, str]
    branch: Branch
    kinds: Kinds
    group: str
    number: int
    is_late: bool

    @classmethod
    def of(cls, store: Store, meeting_id: int) -> Held:
        """Return a meeting on file.

        Raises:
            NotFound: if it is not there.
        """
        minutes = minutes_of(store, meeting_id)
        meeting = minutes.meeting
        numbers = numbers_of_year(store, meeting.year).get(meeting_id, {})
        group = store.get(Group, meeting.group_id).name if meeting.group_id else ""
        return cls(
            minutes=minutes,
            names=told_apart(store),
            branch=store.branch,
            kinds=Kinds.of(store),
            group=group,
            number=next(iter(numbers.values()), 0),
            is_late=was_late(meeting, meeting_settings(store).late_days),
        )

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.minutes.meeting

    @property
    def title(self) -> str:
        """What its record is called in full: 机关第三党支部委员会会议记录."""
        return self.titled(self.kinds.sheet(self.meeting))

    def titled(self, words: str) -> str:
        """Return the name of a paper with the branch before it, 党支部 said only once."""
        name = self.short_name
        return name + words.removeprefix(_BRANCH) if name else words

    @property
    def short_name(self) -> str:
        """The name of the branch that ends with 党支部, "" if it has none."""
        names = self.branch.name, self.branch.short_name
        return next((name for name in names if name.endswith(_BRANCH)), "")

    @property
    def called(self) -> str:
        """What it is as a gathering: 换届选举 and 发展党员 of all members are 党员大会."""
        return "、".join(self.kinds.series(self.meeting))

    @property
    def ordinal(self) -> str:
        """（2026年第4次）, with 补录 where it was entered late."""
        words = f"{self.meeting.year}年第{self.number}次" if self.number else ""
        return f"（{'，'.join(filter(None, (words, '补录' if self.is_late else '')))}）"

    @property
    def stem(self) -> str:
        """What the names of its files have in common."""
        meeting = self.meeting
        return f"{self.branch.heading}{meeting.held_on}{self.group}{meeting.kind}{meeting.id}"

    def who(self, record: Any, column: str = "member_id") -> str:
        """Return the name a column refers to."""
        return name_in(record, self.names, column)

    @property
    def when(self) -> str:
        """Its day and times: 2026年11月20日14:30至16:10."""
        meeting = self.meeting
        if not meeting.held_on:
            return ""
        first = f"{chinese_day(meeting.held_on)}{meeting.starts_at}"
        day = meeting.ends_on if meeting.ends_on != meeting.held_on else None
        last = f"{chinese_day(day) if day else ''}{meeting.ends_at}"
        return f"{first}至{last}" if last else first

    @property
    def due(self) -> str:
        """How many should have attended: 47人（有表决权45人）."""
        return _people(self.meeting.due, self.meeting.voters_due)

    @property
    def present(self) -> str:
        """How many did."""
        return _people(self.meeting.present, self.meeting.voters_present)

    @property
    def away(self) -> str:
        """Who did not come and why."""
        return away_words(self.minutes, self.names)

    @property
    def not_counted(self) -> str:
        """Who is not counted among 应到, with class and approval."""
        return "、".join(
            with_note(self.who(one), "，".join(filter(None, (one.excluded_as, one.approval))))
            if one.excluded_as or one.approval
            else self.who(one)
            for one in self.minutes.attendance
            if not one.is_counted
        )

    @property
    def circle(self) -> str:
        """Who is asked to it: 全体党员, 支部委员, 第一党小组全体党员."""
        scope = scope_of(self.meeting, self.kinds)
        if scope == GROUP_ONLY:
            return f"{self.group}全体党员"
        return "全体党员" if scope == EVERYONE else "支部委员"

    @property
    def closing(self) -> str:
        """16时10分散会。, "" where the end is not known."""
        hour, _, minute = self.meeting.ends_at.partition(":")
        if not minute:
            return ""
        return f"{int(hour)}时{f'{int(minute)}分' if int(minute) else ''}散会。"


def _people(number: int | None, voters: int | None) -> str:
    if number is None:
        return ""
    return f"{number}人" + (
        f"（有表决权{voters}人）" if voters is not None and voters != number else ""
    )


def committee_name(branch: Branch) -> str:
    """Return what the branch's committee is called in full."""
    return branch.name if branch.name.endswith(_COMMITTEE) else f"{branch.name}{_COMMITTEE}"


def has_committee(people: Iterable[Standing]) -> bool:
    """Return whether posts on file make a 支委会; a branch below 7 正式党员 has none (R-09)."""
    return any(post.post not in _ALONE for one in people for post in committee_posts(one))


def signed(branch: Branch, day: date) -> Paragraph:
    """Return what a paper ends with: after an empty line the branch and the day."""
    return Paragraph(f"\n{branch.name}\n{chinese_day(day)}", "right")


def han(number: int) -> str:
    """Return a number below a hundred in Chinese: 二十一."""
    tens, ones = divmod(number, _TENS)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def weekday(held: Meeting) -> str:
    """Return （星期五） of a meeting."""
    return f"（星期{_WEEK[held.held_on.weekday()]}）" if held.held_on else ""


def tidy(text: str) -> str:
    """Return a long text with its paragraphs and no empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
