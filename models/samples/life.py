"""The sample's talks, appraisals, studies, service and analyses."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from models.life.grading import most_excellent
from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.attending import counts_of
from models.members.standing import FULL
from models.rules.structure import committee_posts

if TYPE_CHECKING:
    from models.meetings.minutes import Minutes
    from models.members.standing import Standing
    from models.samples.scene import Scene


def appraise(scene: Scene, minutes: Minutes, day: date) -> None:
    """Enter the grades and the problems of a year's 组织生活会 and 民主评议."""
    year = day.year
    counts = counts_of(minutes.attendance)
    appraisal = scene.change.save(
        Appraisal(
            year=year, meeting_id=minutes.meeting.id, began_on=day, ended_on=day,
            due=counts.due, present=counts.present, issued=counts.present,
            returned=counts.present, valid=counts.present,
        )
    )  # fmt: skip
    people = {person.member.id: person for person in scene.people(day)}
    graded = [people[entry.member_id] for entry in minutes.attendance if entry.member_id]
    best = most_excellent(len(graded))
    for place, person in enumerate(scene.draw.sample(graded, len(graded))):
        _appraise(scene, appraisal, person, counts.present, is_best=place < best - 1)
    for problem, measure in scene.words["problems"]:
        scene.change.save(
            LifeEntry(
                year=year, meeting_id=minutes.meeting.id, problem=problem, measure=measure,
                owner="支部委员会", due_on=date(year + 1, 6, 30),
                done_on=date(year + 1, 5, 20) if date(year + 1, 5, 20) <= scene.on else None,
            )
        )  # fmt: skip


def _appraise(
    scene: Scene, appraisal: Appraisal, person: Standing, ballots: int, *, is_best: bool
) -> None:
    is_full = person.category == FULL
    best = scene.draw.randint(ballots // 2 + 1, ballots) if is_best else ballots // 3
    scene.change.save(
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


def make_rest(scene: Scene, year: int) -> None:
    """Enter a year's talks, studies, service and analyses."""
    last = min(scene.on, date(year, 12, 31))
    days = (last - date(year, 1, 1)).days + 1
    people = scene.people(last)
    committee = [person for person in people if committee_posts(person)]
    others = [person for person in people if not committee_posts(person)]
    pairs = list(combinations(committee, 2))
    pairs += [(scene.draw.choice(committee), one) for one in others if committee]
    pairs += [(one, others[n - 1]) for n, one in enumerate(others) if n % 2]
    if len(others) > 2 and len(others) % 2:
        pairs.append((others[-1], others[0]))
    for host, guest in pairs:
        _talk(scene, date(year, 1, 1) + timedelta(days=scene.draw.randrange(days)), host, guest)
    for person in people:
        _study(scene, person, year, last, is_leader=bool(committee_posts(person)))
    for month, name, venue in (
        (3, "学雷锋志愿服务", "社区广场"),
        (9, "社区清洁日", "幸福社区"),
    ):
        if date(year, month, 5) <= scene.on:
            _serve(scene, date(year, month, 5), name, venue, people)
    _lead(scene, year, people)
    for month, quarter in ((3, "一"), (6, "二"), (9, "三"), (12, "四")):
        if date(year, month, 28) <= scene.on:
            state = scene.draw.choice(scene.words["thoughts"])
            text = f"{year}年第{quarter}季度，{state}"
            scene.change.save(
                Thought(made_on=date(year, month, 28), made_by="支部委员会", state=text)
            )


def _talk(scene: Scene, day: date, host: Standing, guest: Standing) -> None:
    talk = scene.change.save(
        Talk(
            held_on=day,
            venue="党员活动室",
            content=scene.draw.choice(scene.words["talks"]),
            recorded_at=f"{day} 17:30:00",
        )
    )
    for person, is_host in ((host, True), (guest, False)):
        scene.change.save(
            TalkPerson(talk_id=talk.id or 0, member_id=person.member.id, is_host=is_host)
        )


def _study(scene: Scene, person: Standing, year: int, last: date, *, is_leader: bool) -> None:
    entries = [(4, "网络专题班学习", "网络学习", 160), (7, "党员集中轮训", "集中培训", 80)]
    if is_leader:
        entries.append((5, "党支部书记和委员培训班", "集中培训", 240))
    for month, content, form, tenths in entries:
        if date(year, month, 20) <= last:
            scene.change.save(
                Study(
                    member_id=person.member.id, held_on=date(year, month, 20),
                    content=content, form=form, organiser="示例市示例局机关党委", hours=tenths,
                )
            )  # fmt: skip


def _lead(scene: Scene, year: int, people: list[Standing]) -> None:
    """Enter what leading members took part in: those with an office, else the first of all."""
    leaders = [person for person in people if "副处长" in person.member.work_post] or people[:1]
    for person in leaders[:2]:
        for month, kind in ((4, "参加会议"), (8, "讲党课")):
            if date(year, month, 16) <= scene.on:
                scene.change.save(
                    DualLife(
                        held_on=date(year, month, 16), member_id=person.member.id, kind=kind,
                        office=person.member.work_post, body=scene.branch.heading,
                        content="以普通党员身份参加所在支部组织生活，交流学习体会。",
                    )
                )  # fmt: skip


def _serve(scene: Scene, day: date, name: str, venue: str, people: list[Standing]) -> None:
    service = scene.change.save(
        Service(
            held_on=day,
            name=name,
            venue=venue,
            hours=20,
            result="清理楼道、宣讲政策，居民反映良好。",
        )
    )
    for person in scene.draw.sample(people, min(12, len(people))):
        scene.change.save(ServicePerson(service_id=service.id or 0, member_id=person.member.id))
