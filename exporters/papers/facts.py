"""What the records know of the places in a paper declared as text; "" where they know nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.papers.dues_facts import dues_of_year
from exporters.papers.elections import COMMITTEE_MEMBER, ballot_of, standing_of
from exporters.papers.held import Held, committee_name, has_committee
from exporters.papers.life import is_life_meeting, life_year
from models.codes import labels
from models.life.grading import grading_of
from models.life.records import LifeEntry, Talk
from models.meetings.kinds import COMMITTEE, GENERAL, GROUP, LECTURE, THEME_DAY, Kinds
from models.meetings.people import name_in, told_apart
from models.meetings.reading import BETWEEN, iso, of_meetings
from models.meetings.records import Candidate, Election, Meeting
from models.meetings.settings import meeting_settings
from models.members.records import Member
from models.members.standing import members_on
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from models.store import Store

Facts = Mapping[str, str]
_COUNTED = (GENERAL, COMMITTEE, GROUP, LECTURE, THEME_DAY)
_BOARD, _OWN, _ASKED, _CRITICISM = "班子问题", "个人问题", "征求意见", "批评意见"
AHEAD = "ahead"
"""Known where the meeting is still to be held."""


def _of_year(store: Store, _number: int, asked: Asked) -> Facts:
    return {**_of_branch(store, asked), **_of_problems(_entries(store, asked.year))}


def _of_branch(store: Store, asked: Asked) -> Facts:
    branch = store.branch
    return {
        "branch": branch.name,
        "superior": branch.superior,
        **_of_committee(store, asked),
        "term_began": _day(branch.term_started_on),
        "term_ends": _day(branch.term_ends_on),
        "term_years": str(branch.term_length),
        "contact": branch.contact,
        "contact_phone": branch.contact_phone,
        "address": branch.address,
        "held": _held_in_term(store, asked),
    }


def _of_committee(store: Store, asked: Asked) -> Facts:
    """Return who leads the branch: its 支委会, or the branch alone where none is on file (R-09)."""
    people = [one for one in members_on(store, asked.day) if committee_posts(one)]
    if not has_committee(people):
        return {"body": "党支部"}
    return {
        "body": "支部委员会",
        "committee_name": committee_name(store.branch),
        "committee": "、".join(
            f"{one.member.name}（{committee_posts(one)[0].post}）" for one in people
        ),
        "proposed_by": "根据多数党员的意见，支部委员会",
    }


def _day(day: date | None) -> str:
    return chinese_day(day) if day else ""


def _held_in_term(store: Store, asked: Asked) -> str:
    """Return how many meetings of each type are on record since the term began."""
    began = store.branch.term_started_on
    if began is None:
        return ""
    kinds, main_only = Kinds.of(store), meeting_settings(store).main_only
    found = Counter(
        kind
        for meeting in of_meetings(store, Meeting, BETWEEN, *iso(began, asked.day))
        for kind in kinds.counted(meeting, main_only=main_only)
    )
    told = "、".join(f"{kind}{found[kind]}次" for kind in _COUNTED if found[kind])
    return f"已登记{told}" if told else ""


def _entries(store: Store, year: int) -> list[LifeEntry]:
    return sorted(store.where(LifeEntry, year=year), key=lambda one: (one.place, one.id or 0))


def _of_problems(entries: Iterable[LifeEntry]) -> Facts:
    board = [one for one in entries if one.kind == _BOARD]
    return {
        "problems": _listed(one.problem for one in board),
        "measures": _listed(_measure(one) for one in board if one.measure),
        "problems_and_measures": _listed(
            f"{_ended(one.problem)}整改措施：{_measure(one)}" for one in board if one.measure
        ),
    }


def _measure(entry: LifeEntry) -> str:
    until = f"{chinese_day(entry.due_on)}前完成" if entry.due_on else ""
    more = "，".join(filter(None, (f"责任人{entry.owner}" if entry.owner else "", until)))
    return f"{entry.measure.strip().rstrip('。')}{f'（{more}）' if more else ''}。"


def _ended(text: str) -> str:
    return f"{text.strip().rstrip('。')}。"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"{place}. {_ended(line)}" for place, line in enumerate(lines, 1))


def _of_meeting(store: Store, number: int, asked: Asked) -> Facts:
    held = Held.of(store, number)
    meeting, topics = held.meeting, [point.item.topic for point in held.minutes.points]
    return {
        **_of_branch(store, asked),
        **_of_life(store, meeting),
        **_of_elections(held),
        "stem": held.stem,
        AHEAD: _ahead(meeting, asked),
        "name": meeting.name,
        "when": held.when,
        "venue": meeting.venue,
        "chair": held.who(meeting, "chair_id"),
        "due": held.due,
        "present": held.present,
        "voters_due": _number(meeting.voters_due),
        "voters_present": _number(meeting.voters_present),
        "topics": _listed(filter(None, topics)),
    }


def _ahead(meeting: Meeting, asked: Asked) -> str:
    return AHEAD if meeting.held_on and meeting.held_on > asked.made_on else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _of_life(store: Store, meeting: Meeting) -> Facts:
    """Return what is on record of the problems, talks and grades of an 组织生活会 and its year."""
    year = life_year(meeting)
    entries = _entries(store, year)
    counted = Counter(one.kind for one in entries)
    talks, grades = _talks_before(store, meeting), grading_of(store, year).grades
    told = (f"{name}{counted[name]}条" for name in (_BOARD, _OWN, _CRITICISM) if counted[name])
    return {
        "life_year": str(year),
        **_of_problems(entries),
        "opinions": f"登记意见{counted[_ASKED]}条" if counted[_ASKED] else "",
        "talks": f"登记谈话{talks}次" if talks else "",
        "counts": f"登记{'、'.join(told)}" if counted.total() > counted[_ASKED] else "",
        "grades": "，".join(f"{name}{grades[name]}名" for name in labels("grade") if grades[name]),
    }


def _talks_before(store: Store, meeting: Meeting) -> int:
    """Return how many talks prepared an 组织生活会: since the last one, in its year, up to its day."""
    last = meeting.held_on
    if last is None:
        return 0
    first = date(min(life_year(meeting), last.year), 1, 1)
    for one in of_meetings(store, Meeting, BETWEEN, *iso(first, last - timedelta(days=1))):
        if one.held_on and is_life_meeting(one) and one.group_id in {None, meeting.group_id}:
            first = one.held_on + timedelta(days=1)
    return sum(bool(talk.held_on and first <= talk.held_on <= last) for talk in store.all(Talk))


def _of_elections(held: Held) -> Facts:
    """Return the candidates, tellers and numbers of a meeting's elections."""
    ballots = held.minutes.ballots

    def told(wanted: Callable[[Candidate], bool]) -> str:
        return "；".join(
            f"{one.election.office}{'、'.join(names)}"
            for one in ballots
            if (names := [held.who(each) for each in one.candidates if wanted(each)])
        )

    standing = "；".join(
        f"{one.election.office}{'、'.join(map(held.who, people))}"
        for one in ballots
        if (people := standing_of(one.election, one.candidates, held.names))
    )
    first = ballots[0].election if len(ballots) == 1 else Election()
    return {
        "candidates": f"候选人为：{standing}" if standing else "",
        "elected": told(lambda one: one.is_elected),
        "tellers": "；".join(filter(None, (one.election.tellers for one in ballots))),
        "issued": _number(first.issued),
        "returned": _number(first.returned),
    }


def _of_election(store: Store, number: int, asked: Asked) -> Facts:
    election, candidates, meeting = ballot_of(store, number)
    names = told_apart(store)
    standing = standing_of(election, candidates, names)
    is_member = election.office == COMMITTEE_MEMBER
    seats = election.seats or 0
    counts = ("seats", "due", "present", "issued", "returned", "valid", "invalid")
    known = dict(_of_branch(store, asked))
    if not is_member:
        known.pop("proposed_by", None)
    return {
        **known,
        **{name: _number(getattr(election, name)) for name in counts},
        AHEAD: _ahead(meeting, asked),
        "stem": f"{store.branch.heading}{meeting.held_on}选举{election.office}{number}",
        "term": election.term,
        "post": "支部委员会委员" if is_member else f"党支部{election.office}",
        "standing": _number(len(standing) or None),
        "spare": str(len(standing) - seats) if 0 < seats <= len(standing) else "",
        "people": "\n".join(_person(store, one, names) for one in standing),
        "held_on": _day(meeting.held_on),
        "called": "、".join(Kinds.of(store).series(meeting)),
        "votes": _listed(
            _got(one, names) for one in candidates if one.yes or one.no or one.abstain
        ),
        "elected": "、".join(name_in(one, names) for one in candidates if one.is_elected),
        "filed_as": "报告" if is_member else "请示",
        "filing": "现报请备案。" if is_member else "妥否，请批示。",
    }


def _person(store: Store, candidate: Candidate, names: Mapping[int, str]) -> str:
    """Return a candidate with what the roster says: 张三，女，1988年3月生，2010年7月入党，大学本科。"""
    parts = [name_in(candidate, names)]
    if candidate.member_id:
        member = store.get(Member, candidate.member_id)
        parts = [member.name]  # the birth month behind a namesake's stands here anyway
        born, joined = member.born_on, member.joined_on
        parts += [
            member.sex,
            f"{born.year}年{f'{born.month}月' if born.month else ''}生" if born else "",
            f"{joined.year}年{f'{joined.month}月' if joined.month else ''}入党" if joined else "",
            member.education,
            member.work_post,
        ]
    return _ended("，".join(filter(None, parts)))


def _got(candidate: Candidate, names: Mapping[int, str]) -> str:
    more = "（另选）" if candidate.is_written_in else ""
    votes = f"赞成{candidate.yes}票，不赞成{candidate.no}票，弃权{candidate.abstain}票"
    return f"{name_in(candidate, names)}{more}：{votes}"


FACTS: dict[str, Callable[[Store, int, Asked], Any]] = {
    "": _of_year,
    "dues": dues_of_year,
    "meeting": _of_meeting,
    "election": _of_election,
}
"""What is known for a paper of the branch, of a meeting or of an election, by its name there."""
