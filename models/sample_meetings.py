"""The sample branch's organisation life: meetings, talks, appraisals and studies of its years."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.codes import RESOURCES
from models.life.records import (
    Appraisal,
    AppraisalResult,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings import kinds
from models.meetings.attending import (
    ABSENT,
    MADE_UP,
    ON_LEAVE,
    PRESENT,
    counts_of,
    should_attend,
)
from models.meetings.minutes import Ballot, Minutes, Point, save_in
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    Speech,
    Vote,
)
from models.members.standing import FULL, Roll, Standing
from models.rules.life import most_excellent
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from models.branch.records import Branch
    from models.change import Change
    from models.store import Store

_QUARTERLY = {3, 6, 9, 12}
_LECTURES = {2, 5, 8, 11}
_LEAST_COMMITTEE = 3


def make_meetings(store: Store, change: Change, draw: random.Random, on: date, years: int) -> None:
    """Enter the organisation life of the sample's last years, within its step.

    The people, groups and posts are on file already; nothing lies after `on`.
    """
    words = tomllib.loads((RESOURCES / "sample" / "meetings.toml").read_text("utf-8"))
    maker = _Maker(store, change, draw, on, words)
    for year in range(on.year - years + 1, on.year + 1):
        for month in range(1, 13):
            maker.month(year, month)
        maker.rest(year)
    maker.member_votes(date(on.year - years + 1, 1, 1))


@dataclass(slots=True)
class _Facts:
    """When and how a meeting of the sample is held."""

    kind: str
    day: date
    begins: str
    ends: str
    topic: str
    also: str = ""
    venue: str = "三楼会议室"
    group: Group | None = None
    lecturer: str = ""
    appraisal_year: int | None = None


class _Maker:
    """Draws the life of the sample branch."""

    def __init__(
        self, store: Store, change: Change, draw: random.Random, on: date, words: dict[str, Any]
    ) -> None:
        self._store, self._change, self._draw, self._on = store, change, draw, on
        self._words = words
        self._kinds = kinds.Kinds([])
        self._roll = Roll(store)
        self._groups = sorted(store.all(Group), key=lambda group: group.place)
        self._branch: Branch = store.branch
        self._drawn: dict[date, list[Standing]] = {}

    # The months.

    def month(self, year: int, month: int) -> None:
        """Enter a month's meetings."""
        topic = self._words["topics"][(year * 12 + month) % len(self._words["topics"])]
        day = self._weekday(year, month, 5)
        if len(self._committee(day)) >= _LEAST_COMMITTEE:
            self._hold(_Facts(kinds.COMMITTEE, day, "15:00", "16:30", f"研究{month}月重点工作"))
        for group in self._groups:
            facts = _Facts(
                kinds.GROUP, self._weekday(year, month, 10), "16:00", "17:30", topic, group=group
            )
            self._hold(facts)
        self._theme_day(year, month, topic)
        if month in _QUARTERLY:
            facts = _Facts(
                kinds.GENERAL, self._weekday(year, month, 22), "14:30", "16:30",
                f"{year}年第{'一二三四'[month // 3 - 1]}季度工作报告",
            )  # fmt: skip
            self._hold(facts, votes="听取并审议支部委员会工作报告")
        if self._branch.term_started_on and self._branch.term_started_on.replace(day=1) == date(
            year, month, 1
        ):
            self._elect(self._branch.term_started_on)
        if month == 12:
            self._life_meeting(year)

    def _theme_day(self, year: int, month: int, topic: str) -> None:
        is_lecture = month in _LECTURES
        day = self._weekday(year, month, 15)
        facts = _Facts(
            kinds.THEME_DAY, day, "14:30", "16:30", topic, also=kinds.LECTURE if is_lecture else ""
        )
        committee = self._committee(day) or self._people(day)
        if is_lecture and committee:
            facts.lecturer = committee[0].member.name
        self._hold(facts)

    def _hold(self, facts: _Facts, votes: str = "") -> Minutes | None:
        """Enter one meeting with its agenda, unless its day is still to come."""
        if facts.day > self._on:
            return None
        meeting, attendance = self._opened(facts)
        if not attendance:
            return None
        points = self._points(facts, attendance)
        if votes:
            points[-1] = replace(points[-1], votes=(self._vote(votes, attendance),))
        return save_in(
            self._store,
            self._change,
            Minutes(meeting=meeting, attendance=attendance, points=tuple(points)),
        )

    def _opened(self, facts: _Facts) -> tuple[Meeting, tuple[Attendance, ...]]:
        meeting = Meeting(
            kind=facts.kind,
            also=facts.also,
            name=facts.topic,
            held_on=facts.day,
            starts_at=facts.begins,
            ends_at=facts.ends,
            venue=facts.venue,
            group_id=facts.group.id if facts.group else None,
            lecturer=facts.lecturer,
            appraisal_year=facts.appraisal_year,
            recorded_at=f"{facts.day + timedelta(days=self._draw.randint(0, 3))} 17:00:00",
        )
        people = self._people(facts.day)
        chair, recorder = self._officers(people, facts)
        meeting = replace(meeting, chair_id=chair, recorder_id=recorder)
        asked = should_attend(people, meeting, self._kinds)
        return meeting, tuple(self._came(entry, {chair, recorder}, facts.day) for entry in asked)

    def _officers(self, people: list[Standing], facts: _Facts) -> tuple[int | None, int | None]:
        """Return who chairs and who takes the minutes."""
        if facts.group:
            own = [p for p in people if p.group and p.group.id == facts.group.id]
            own.sort(key=lambda p: not any(post.group_id for post in p.posts))
        else:
            own = [p for p in people if committee_posts(p)] or people
        numbers = [person.member.id for person in own[:2]]
        return (numbers[0] if numbers else None), (numbers[-1] if numbers else None)

    def _came(self, entry: Attendance, officers: set[int | None], day: date) -> Attendance:
        chance = self._draw.random()
        if entry.member_id in officers or chance < 0.94:
            return replace(entry, status=PRESENT)
        reason = self._draw.choice(self._words["reasons"])
        if chance < 0.98:
            return replace(entry, status=ON_LEAVE, reason=reason)
        later = day + timedelta(days=self._draw.randint(2, 10))
        if chance < 0.993 and later <= self._on:
            return replace(entry, status=MADE_UP, reason=reason, made_up_on=later)
        return replace(entry, status=ABSENT, reason="未说明原因")

    def _points(self, facts: _Facts, attendance: Sequence[Attendance]) -> list[Point]:
        lines = self._words["agenda"][facts.kind]
        points = [
            Point(
                item=AgendaItem(
                    topic=line["topic"].format(topic=facts.topic),
                    part=line.get("part", ""),
                    report=self._draw.choice(line["reports"]).format(topic=facts.topic),
                    resolution=line.get("resolution", "").format(topic=facts.topic),
                )
            )
            for line in lines
        ]
        speakers = [e.member_id for e in attendance if e.status == PRESENT][1:]
        chosen = self._draw.sample(speakers, min(2, len(speakers)))
        speeches = tuple(
            Speech(
                member_id=number,
                words=self._draw.choice(self._words["speeches"]).format(topic=facts.topic),
            )
            for number in chosen
        )
        points[0] = replace(points[0], speeches=speeches)
        if facts.kind == kinds.COMMITTEE and chosen:
            points[-1] = replace(points[-1], tasks=(self._task(facts, chosen[0]),))
        return points

    def _task(self, facts: _Facts, owner: int | None) -> MeetingTask:
        due = facts.day + timedelta(days=20)
        done = due - timedelta(days=self._draw.randint(1, 8))
        return MeetingTask(
            what=f"准备本月主题党日“{facts.topic}”的材料",
            member_id=owner,
            due_on=due,
            done_on=done if done <= self._on else None,
            result="已完成" if done <= self._on else "",
        )

    @staticmethod
    def _vote(subject: str, attendance: Sequence[Attendance], **facts: Any) -> Vote:
        counts = counts_of(attendance)
        return Vote(
            subject=subject,
            due=counts.voters_due,
            present=counts.voters_present,
            yes=counts.voters_present,
            method=facts.pop("method", "举手"),
            **facts,
        )

    # Votes on members, and the election.

    def member_votes(self, first: date) -> None:
        """Enter the 党员大会 that took in new members and made them full, one a day at most."""
        by_day: dict[date, list[tuple[str, Standing]]] = defaultdict(list)
        for person in self._people(self._on):
            joined, full = person.member.joined_on, person.member.full_on
            if joined and first <= joined.first <= self._on:
                by_day[joined.first].append(("发展", person))
            if full and first <= full.first <= self._on - timedelta(days=5):
                by_day[full.first + timedelta(days=5)].append(("转正", person))
        for day, cases in sorted(by_day.items()):
            self._vote_on_members(day, cases)

    def _vote_on_members(self, day: date, cases: list[tuple[str, Standing]]) -> None:
        names = "、".join(person.member.name for _, person in cases)
        facts = _Facts(kinds.ADMISSION, day, "10:00", "11:30", f"讨论{names}的入党或转正")
        meeting, attendance = self._opened(facts)
        concerned = {person.member.id for kind, person in cases if kind == "转正"}
        attendance = tuple(
            replace(entry, may_vote=entry.may_vote and entry.member_id not in concerned)
            for entry in attendance
        )
        attendance = _enough(attendance)
        points = []
        for kind, person in cases:
            what = "接收{}为中共预备党员" if kind == "发展" else "{}按期转为中共正式党员"
            subject = what.format(person.member.name)
            vote = self._vote(
                subject, attendance, method="无记名投票", kind=kind, member_id=person.member.id,
                passed_on=day,
            )  # fmt: skip
            text = f"经无记名投票表决，同意{subject}，报上级党组织审批。"
            points.append(
                Point(item=AgendaItem(topic=f"讨论{subject}", resolution=text), votes=(vote,))
            )
        minutes = Minutes(meeting=meeting, attendance=attendance, points=tuple(points))
        save_in(self._store, self._change, minutes)

    def _elect(self, day: date) -> None:
        if day > self._on:
            return
        facts = _Facts(kinds.ELECTION, day, "09:00", "11:00", "支部委员会换届选举")
        meeting, attendance = self._opened(facts)
        attendance = _enough(attendance)
        counts = counts_of(attendance)
        chosen = self._committee(day)
        others = [p for p in self._people(day) if p.category == FULL and p not in chosen]
        if not chosen or not others:
            return
        seats, present = len(chosen), counts.voters_present
        election = Election(
            office="委员", seats=seats, due=counts.voters_due, present=present,
            voters=present, issued=present, returned=present, valid=present, invalid=0,
            approval="示机党〔2025〕6号",
        )  # fmt: skip
        standing = chosen + others[: (6 * seats + 4) // 5 - seats]
        candidates = tuple(
            self._candidate(person, present, is_elected=person in chosen) for person in standing
        )
        ballot = Ballot(election=election, candidates=candidates)
        items = [AgendaItem(topic=topic) for topic in self._words["election"]]
        points = [Point(item=item) for item in items[:-1]]
        points.append(Point(item=items[-1], ballots=(ballot,)))
        minutes = Minutes(meeting=meeting, attendance=attendance, points=tuple(points))
        save_in(self._store, self._change, minutes)

    def _candidate(self, person: Standing, present: int, *, is_elected: bool) -> Candidate:
        low, high = (present // 2 + 1, present) if is_elected else (0, present // 2)
        least = max(low, high - 3) if is_elected else low
        yes = self._draw.randint(least, high)
        return Candidate(
            member_id=person.member.id, yes=yes, no=present - yes, is_elected=is_elected
        )

    # The end of the year, talks, studies and service.

    def _life_meeting(self, year: int) -> None:
        facts = _Facts(
            kinds.LIFE, self._weekday(year, 12, 26), "14:00", "17:00",
            f"{year}年度组织生活会和民主评议党员", also=kinds.APPRAISAL, appraisal_year=year,
        )  # fmt: skip
        minutes = self._hold(facts)
        if minutes is None:
            return
        counts = counts_of(minutes.attendance)
        appraisal = self._change.save(
            Appraisal(
                year=year, meeting_id=minutes.meeting.id, began_on=facts.day, ended_on=facts.day,
                due=counts.due, present=counts.present, issued=counts.present,
                returned=counts.present, valid=counts.present,
            )
        )  # fmt: skip
        people = {person.member.id: person for person in self._people(facts.day)}
        graded = [people[entry.member_id] for entry in minutes.attendance if entry.member_id]
        best = most_excellent(len(graded))
        for place, person in enumerate(self._draw.sample(graded, len(graded))):
            self._appraise(appraisal, person, counts.present, is_best=place < best - 1)
        for problem, measure in self._words["problems"]:
            self._change.save(
                LifeEntry(
                    year=year, meeting_id=minutes.meeting.id, problem=problem, measure=measure,
                    owner="支部委员会", due_on=date(year + 1, 6, 30),
                    done_on=date(year + 1, 5, 20) if date(year + 1, 5, 20) <= self._on else None,
                )
            )  # fmt: skip

    def _appraise(
        self, appraisal: Appraisal, person: Standing, ballots: int, *, is_best: bool
    ) -> None:
        is_full = person.category == FULL
        best = self._draw.randint(ballots // 2 + 1, ballots) if is_best else ballots // 3
        self._change.save(
            AppraisalResult(
                appraisal_id=appraisal.id or 0,
                member_id=person.member.id,
                is_probationary=not is_full,
                excellent=best if is_full else 0,
                qualified=ballots - best if is_full else 0,
                grade="" if not is_full else ("优秀" if is_best else "合格"),
                opinion="能够履行党员义务，发挥作用较好。",
            )
        )

    def rest(self, year: int) -> None:
        """Enter a year's talks, studies, service and analyses."""
        last = min(self._on, date(year, 12, 31))
        days = (last - date(year, 1, 1)).days + 1
        people = self._people(last)
        committee = [person for person in people if committee_posts(person)]
        others = [person for person in people if not committee_posts(person)]
        pairs = list(combinations(committee, 2))
        pairs += [(self._draw.choice(committee), one) for one in others if committee]
        pairs += [(one, others[n - 1]) for n, one in enumerate(others) if n % 2]
        if len(others) > 2 and len(others) % 2:
            pairs.append((others[-1], others[0]))
        for host, guest in pairs:
            self._talk(date(year, 1, 1) + timedelta(days=self._draw.randrange(days)), host, guest)
        for person in people:
            self._study(person, year, last, is_leader=bool(committee_posts(person)))
        for month, name, venue in (
            (3, "学雷锋志愿服务", "社区广场"),
            (9, "社区清洁日", "幸福社区"),
        ):
            if date(year, month, 5) <= self._on:
                self._serve(date(year, month, 5), name, venue, people)
        for month, quarter in ((3, "一"), (6, "二"), (9, "三"), (12, "四")):
            if date(year, month, 28) <= self._on:
                state = self._draw.choice(self._words["thoughts"])
                text = f"{year}年第{quarter}季度，{state}"
                self._change.save(
                    Thought(made_on=date(year, month, 28), made_by="支部委员会", state=text)
                )

    def _talk(self, day: date, host: Standing, guest: Standing) -> None:
        talk = self._change.save(
            Talk(
                held_on=day,
                venue="党员活动室",
                content=self._draw.choice(self._words["talks"]),
                recorded_at=f"{day} 17:30:00",
            )
        )
        for person, is_host in ((host, True), (guest, False)):
            self._change.save(
                TalkPerson(talk_id=talk.id or 0, member_id=person.member.id, is_host=is_host)
            )

    def _study(self, person: Standing, year: int, last: date, *, is_leader: bool) -> None:
        entries = [(4, "网络专题班学习", "网络学习", 160), (7, "党员集中轮训", "集中培训", 80)]
        if is_leader:
            entries.append((5, "党支部书记和委员培训班", "集中培训", 240))
        for month, content, form, tenths in entries:
            if date(year, month, 20) <= last:
                self._change.save(
                    Study(
                        member_id=person.member.id, held_on=date(year, month, 20),
                        content=content, form=form, organiser="示例市示例局机关党委", hours=tenths,
                    )
                )  # fmt: skip

    def _serve(self, day: date, name: str, venue: str, people: list[Standing]) -> None:
        service = self._change.save(
            Service(
                held_on=day,
                name=name,
                venue=venue,
                hours=20,
                result="清理楼道、宣讲政策，居民反映良好。",
            )
        )
        for person in self._draw.sample(people, min(12, len(people))):
            self._change.save(ServicePerson(service_id=service.id or 0, member_id=person.member.id))

    # Who and when.

    def _people(self, day: date) -> list[Standing]:
        if day not in self._drawn:
            self._drawn[day] = self._roll.members_on(day)
        joined = (p.member.joined_on for p in self._drawn[day])
        return [
            p for p, on in zip(self._drawn[day], joined, strict=True) if not on or on.first <= day
        ]

    def _committee(self, day: date) -> list[Standing]:
        return [person for person in self._people(day) if committee_posts(person)]

    @staticmethod
    def _weekday(year: int, month: int, day: int) -> date:
        found = date(year, month, day)
        return found + timedelta(
            days=max(0, 7 - found.isoweekday() + 1) if found.isoweekday() > 5 else 0
        )


def _enough(attendance: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    """Return the attendance of a meeting that all with a vote came to."""
    return tuple(
        replace(entry, status=PRESENT, reason="", made_up_on=None) if entry.may_vote else entry
        for entry in attendance
    )
