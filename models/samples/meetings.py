"""The sample's meetings, with their agendas, attendance, votes and the election."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

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
from models.members.standing import FULL
from models.rules.structure import committee_posts
from models.samples.life import appraise, make_rest
from models.samples.scene import Scene, weekday

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from models.branch.records import Group
    from models.change import Change
    from models.members.standing import Standing
    from models.store import Store

_QUARTERLY = {3, 6, 9, 12}
_LECTURES = {2, 5, 8, 11}
_LEAST_COMMITTEE = 3


def make_meetings(store: Store, change: Change, draw: random.Random, on: date, years: int) -> None:
    """Enter the organisation life of the sample's last years, within its step.

    The people, groups and posts are on file already; nothing lies after `on`.
    """
    scene = Scene(store, change, draw, on)
    maker = _Maker(scene)
    for year in range(on.year - years + 1, on.year + 1):
        for month in range(1, 13):
            maker.month(year, month)
        make_rest(scene, year)
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

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._kinds = kinds.Kinds([])

    def month(self, year: int, month: int) -> None:
        """Enter a month's meetings."""
        topic = self.scene.words["topics"][(year * 12 + month) % len(self.scene.words["topics"])]
        day = weekday(year, month, 5)
        if len(self.scene.committee(day)) >= _LEAST_COMMITTEE:
            self._hold(_Facts(kinds.COMMITTEE, day, "15:00", "16:30", f"研究{month}月重点工作"))
        for group in self.scene.groups:
            facts = _Facts(
                kinds.GROUP, weekday(year, month, 10), "16:00", "17:30", topic, group=group
            )
            self._hold(facts)
        self._theme_day(year, month, topic)
        if month in _QUARTERLY:
            facts = _Facts(
                kinds.GENERAL, weekday(year, month, 22), "14:30", "16:30",
                f"{year}年第{'一二三四'[month // 3 - 1]}季度工作报告",
            )  # fmt: skip
            self._hold(facts, votes="听取并审议支部委员会工作报告")
        if self.scene.branch.term_started_on and self.scene.branch.term_started_on.replace(
            day=1
        ) == date(year, month, 1):
            self._elect(self.scene.branch.term_started_on)
        if month == 12:
            self._life_meeting(year)

    def _theme_day(self, year: int, month: int, topic: str) -> None:
        is_lecture = month in _LECTURES
        day = weekday(year, month, 15)
        facts = _Facts(
            kinds.THEME_DAY, day, "14:30", "16:30", topic, also=kinds.LECTURE if is_lecture else ""
        )
        committee = self.scene.committee(day) or self.scene.people(day)
        if is_lecture and committee:
            facts.lecturer = committee[0].member.name
        self._hold(facts)

    def _hold(self, facts: _Facts, votes: str = "") -> Minutes | None:
        """Enter one meeting with its agenda, unless its day is still to come."""
        if facts.day > self.scene.on:
            return None
        meeting, attendance = self._opened(facts)
        if not attendance:
            return None
        points = self._points(facts, attendance)
        if votes:
            points[-1] = replace(points[-1], votes=(self._vote(votes, attendance),))
        return save_in(
            self.scene.store,
            self.scene.change,
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
            recorded_at=f"{facts.day + timedelta(days=self.scene.draw.randint(0, 3))} 17:00:00",
        )
        people = self.scene.people(facts.day)
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
        chance = self.scene.draw.random()
        if entry.member_id in officers or chance < 0.94:
            return replace(entry, status=PRESENT)
        reason = self.scene.draw.choice(self.scene.words["reasons"])
        if chance < 0.98:
            return replace(entry, status=ON_LEAVE, reason=reason)
        later = day + timedelta(days=self.scene.draw.randint(2, 10))
        if chance < 0.993 and later <= self.scene.on:
            return replace(entry, status=MADE_UP, reason=reason, made_up_on=later)
        return replace(entry, status=ABSENT, reason="未说明原因")

    def _points(self, facts: _Facts, attendance: Sequence[Attendance]) -> list[Point]:
        lines = self.scene.words["agenda"][facts.kind]
        points = [
            Point(
                item=AgendaItem(
                    topic=line["topic"].format(topic=facts.topic),
                    part=line.get("part", ""),
                    report=self.scene.draw.choice(line["reports"]).format(topic=facts.topic),
                    resolution=line.get("resolution", "").format(topic=facts.topic),
                )
            )
            for line in lines
        ]
        speakers = [e.member_id for e in attendance if e.status == PRESENT][1:]
        chosen = self.scene.draw.sample(speakers, min(2, len(speakers)))
        speeches = tuple(
            Speech(
                member_id=number,
                words=self.scene.draw.choice(self.scene.words["speeches"]).format(
                    topic=facts.topic
                ),
            )
            for number in chosen
        )
        points[0] = replace(points[0], speeches=speeches)
        if facts.kind == kinds.COMMITTEE and chosen:
            points[-1] = replace(points[-1], tasks=(self._task(facts, chosen[0]),))
        return points

    def _task(self, facts: _Facts, owner: int | None) -> MeetingTask:
        due = facts.day + timedelta(days=20)
        done = due - timedelta(days=self.scene.draw.randint(1, 8))
        return MeetingTask(
            what=f"准备本月主题党日“{facts.topic}”的材料",
            member_id=owner,
            due_on=due,
            done_on=done if done <= self.scene.on else None,
            result="已完成" if done <= self.scene.on else "",
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

    def member_votes(self, first: date) -> None:
        """Enter the 党员大会 that took in new members and made them full, one a day at most."""
        by_day: dict[date, list[tuple[str, Standing]]] = defaultdict(list)
        for person in self.scene.people(self.scene.on):
            joined, full = person.member.joined_on, person.member.full_on
            if joined and first <= joined.first <= self.scene.on:
                by_day[joined.first].append(("发展", person))
            if full and first <= full.first <= self.scene.on - timedelta(days=5):
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
        save_in(self.scene.store, self.scene.change, minutes)

    def _elect(self, day: date) -> None:
        if day > self.scene.on:
            return
        facts = _Facts(kinds.ELECTION, day, "09:00", "11:00", "支部委员会换届选举")
        meeting, attendance = self._opened(facts)
        attendance = _enough(attendance)
        counts = counts_of(attendance)
        chosen = self.scene.committee(day)
        others = [p for p in self.scene.people(day) if p.category == FULL and p not in chosen]
        if not chosen or not others:
            return
        seats, present = len(chosen), counts.voters_present
        election = Election(
            office="委员", seats=seats, due=counts.voters_due, present=present,
            voters=present, issued=present, returned=present, valid=present, invalid=0,
            approval="示机党〔2025〕6号",
        )  # fmt: skip
        standing = chosen + others[: (6 * seats + 4) // 5 - seats]
        candidates = self._candidates(standing, set(range(seats)), present)
        ballot = Ballot(election=election, candidates=candidates)
        told = self.scene.words["election"]
        items = [AgendaItem(topic=topic, report=report) for topic, report in told]
        points = [Point(item=item) for item in items[:-1]]
        points.append(Point(item=items[-1], ballots=(ballot,)))
        minutes = Minutes(meeting=meeting, attendance=attendance, points=tuple(points))
        save_in(self.scene.store, self.scene.change, minutes)

    def _candidates(
        self, standing: Sequence[Standing], elected: set[int], present: int
    ) -> tuple[Candidate, ...]:
        """Return who was voted on: no ballot elects more than there are seats."""
        yes = [
            self.scene.draw.randint(max(present // 2 + 1, present - 3), present) for _ in elected
        ]
        left = len(elected) * present - sum(yes)
        for _ in standing[len(elected) :]:
            yes.append(self.scene.draw.randint(0, min(left, present // 2)))
            left -= yes[-1]
        return tuple(
            Candidate(
                member_id=person.member.id,
                yes=votes,
                no=present - votes,
                is_elected=place in elected,
            )
            for place, (person, votes) in enumerate(zip(standing, yes, strict=True))
        )

    def _life_meeting(self, year: int) -> None:
        facts = _Facts(
            kinds.LIFE, weekday(year, 12, 26), "14:00", "17:00",
            f"{year}年度组织生活会和民主评议党员", also=kinds.APPRAISAL, appraisal_year=year,
        )  # fmt: skip
        minutes = self._hold(facts)
        if minutes:
            appraise(self.scene, minutes, facts.day)


def _enough(attendance: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    """Return the attendance of a meeting that all with a vote came to."""
    return tuple(
        replace(entry, status=PRESENT, reason="", made_up_on=None) if entry.may_vote else entry
        for entry in attendance
    )
