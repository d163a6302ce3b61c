"""What in the numbers of a vote or an election contradicts the meeting, the texts or itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.meetings.kinds import COMMITTEE, GENERAL
from models.meetings.people import listed, name_in
from models.rules.findings import Finding, rule
from models.rules.votes import (
    ADMISSION,
    AREA,
    BY_BALLOT,
    FULL,
    least_candidates,
    majority_of,
    outcome,
    verdict,
    written_rule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.meetings.kinds import Kinds
    from models.meetings.minutes import Ballot
    from models.meetings.records import Meeting, Vote
    from models.meetings.settings import MeetingSettings


def vote_findings(
    vote: Vote, number: int, meeting: Meeting, kinds: Kinds, names: Iterable[str] = ()
) -> Iterator[Finding]:
    """Yield what is wrong with a vote; `number` is its record id, or stands for it.

    `names` are those on file, by which a name typed with a blank in it is known as one.
    """
    case = *_numbers(vote, meeting), *_manner(vote, meeting, kinds, names)
    for text, field, name in case:
        yield Finding(rule(AREA, name), text, vote.table, number, field)
    found = verdict(vote, meeting.held_on, kind=meeting.kind)
    if found.holds is False or (vote.passed_on and found.passed is False):
        claimed = "却登记为通过，" if vote.passed_on else ""
        text = f"{found.text.removesuffix('。')}，{claimed}请核对。"
        yield Finding(found.rule, text, vote.table, number, "present")


def _numbers(vote: Vote, meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """Yield (sentence, field, rule) for numbers larger than what they are part of."""
    due, present = vote.due, vote.present
    if present is not None and vote.cast > present:
        yield f"票数{vote.cast}多于实到{present}人，请核对。", "yes", "record"
    if due is not None and present is not None:
        if present > due:
            yield f"实到{present}人多于应到{due}人，请核对。", "present", "record"
        elif present + vote.written > due:
            text = f"实到{present}人加书面意见{vote.written}份，多于应到{due}人，请核对。"
            yield text, "written_yes", "record"
    for label, field, voters, everyone in (
        ("应到", "due", meeting.voters_due, meeting.due),
        ("实到", "present", meeting.voters_present, meeting.present),
    ):
        number, most = getattr(vote, field), everyone if voters is None else voters
        if number is not None and most is not None and number > most:
            text = f"表决{label}{number}人，多于会议{label}有表决权的{most}人，请核对。"
            yield text, field, "record"
    yield from _too_few_due("表决", due, meeting)


def _too_few_due(what: str, due: int | None, meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """Yield when fewer are due for a vote than had one: fewer would then do for it to hold.

    Where others sit in on a 支委会 the committee alone votes.
    """
    if meeting.kind == COMMITTEE:
        return
    if due is not None and meeting.voters_due is not None and due < meeting.voters_due:
        text = f"{what}应到{due}人，少于会议应到有表决权的{meeting.voters_due}人，请核对。"
        yield text, "due", "record"


def _manner(
    vote: Vote, meeting: Meeting, kinds: Kinds, known: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (sentence, field, rule) for a vote in the wrong meeting or not on one person."""
    if vote.kind not in {ADMISSION, FULL}:
        if vote.written:
            text = "书面意见只在接收预备党员和转正的表决中计票，请核对。"
            yield text, "written_yes", written_rule(meeting.held_on).id
        return
    clause = written_rule(meeting.held_on).id
    names = listed(vote.written_by, known)
    if names and len(names) != vote.written:
        text = f"提出书面意见的有{len(names)}人，书面意见{vote.written}份，请核对。"
        yield text, "written_by", clause
    if GENERAL not in kinds.counted(meeting):
        yield f"{vote.kind}须由党员大会讨论表决，请核对会议类型。", "kind", "R-06"
    if not vote.member_id and (not vote.name or "、" in vote.name):
        yield "应逐人讨论表决，每人登记一条，请填表决对象。", "member_id", clause
    secret = rule(AREA, "R-30-secret")
    on = meeting.held_on
    if vote.kind == ADMISSION and vote.method != BY_BALLOT and on and secret.holds_on(on):
        done = f"登记的是{vote.method}" if vote.method else "没有填表决方式"
        yield f"接收预备党员采取无记名投票，{done}，请核对。", "method", secret.id


def sum_findings(
    ballot: Ballot, number: int, meeting: Meeting, settings: MeetingSettings
) -> Iterator[Finding]:
    """Yield what is wrong with an election's numbers; `number` is its record id, or stands for it."""
    table = ballot.election.table
    found = outcome(ballot.election, ballot.candidates)
    if found.holds is False:
        yield Finding(found.rule, found.text, table, number, "present")
    problems = (
        *_people(ballot, meeting),
        *_ballots(ballot),
        *_candidates(ballot, settings),
    )
    for text, field, name in problems:
        yield Finding(rule(AREA, name), text, table, number, field)


def _people(ballot: Ballot, meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    due, most_due = ballot.election.due, meeting.voters_due
    if due is not None and most_due is not None and due > most_due:
        text = f"选举应到{due}人，多于会议应到有表决权的{most_due}人，请核对。"
        yield text, "due", "record"
    yield from _too_few_due("选举", due, meeting)
    present, voters, most = ballot.election.present, ballot.election.voters, meeting.voters_present
    if present is None:
        return
    if most is not None and present > most:
        text = f"选举实到{present}人，多于会议实到有表决权的{most}人，请核对。"
        yield text, "present", "record"
    if voters is not None and voters > present:
        yield f"投票{voters}人多于实到{present}人，请核对。", "voters", "record"


def _ballots(ballot: Ballot) -> Iterator[tuple[str, str, str]]:
    """R-40: valid and invalid are what was returned; no valid one elects more than there are seats."""
    valid, returned = ballot.election.valid, ballot.election.returned
    if valid is None:
        return
    whole = valid + (ballot.election.invalid or 0)
    if returned is not None and whole != returned:
        yield f"有效票和无效票共{whole}张，与收回的{returned}张不符，请核对。", "valid", "R-40"
    given = Counter(
        one.yes + one.no + one.abstain for one in ballot.candidates if not one.is_written_in
    )
    for votes, people in sorted(given.items()):
        if votes != valid:
            text = f"有{people}名候选人每人得票共{votes}张，与有效票{valid}张不符，请核对。"
            yield text, "valid", "R-40"
    if any(one.is_written_in and one.yes > valid for one in ballot.candidates):
        yield f"另选的人得票多于有效票{valid}张，请核对。", "valid", "R-40"
    chosen, seats = sum(one.yes for one in ballot.candidates), ballot.election.seats
    if seats is not None and chosen > valid * seats:
        text = f"赞成票共{chosen}张，多于{valid}张有效票每张至多选{seats}人之数，请核对。"
        yield text, "valid", "R-40"


def _candidates(ballot: Ballot, settings: MeetingSettings) -> Iterator[tuple[str, str, str]]:
    """R-38: a fifth more candidates than seats."""
    seats, office = ballot.election.seats, ballot.election.office
    standing = sum(not one.is_written_in for one in ballot.candidates)
    if not seats or not standing:
        return
    least = least_candidates(seats, office, deputies_equal=settings.deputies_equal)
    if standing < least:
        text = f"应选{seats}人，候选人应不少于{least}人，登记了{standing}人，请核对。"
        yield text, "seats", "R-38"


def elected_findings(ballot: Ballot, number: int, names: Mapping[int, str]) -> Iterator[Finding]:
    """R-39: yield who is on record as elected, or not, against the votes; beside the election."""
    found = outcome(ballot.election, ballot.candidates)
    present = ballot.election.present or 0
    if not found.holds:
        return
    for one in ballot.candidates:
        who = f"{name_in(one, names)}得{one.yes}票"
        if one.is_elected and not majority_of(one.yes, present):
            text = f"{who}，没有超过实到{present}人的半数，却登记为当选，请核对。"
        elif one in found.elected and not one.is_elected:
            text = f"{who}，按票数应当选，没有登记当选，请核对。"
        elif one.is_elected and one not in found.elected and one not in found.tied:
            text = f"{who}，名额已由得票更多的人占满，却登记为当选，请核对。"
        else:
            continue
        yield Finding(rule(AREA, "R-39"), text, ballot.election.table, number, "seats")


def repeated_findings(ballot: Ballot, number: int, names: Mapping[int, str]) -> Iterator[Finding]:
    """Yield who stands in one election more than once: the ballot would print the name twice."""
    stands = Counter((one.member_id, name_in(one, names)) for one in ballot.candidates)
    for (_, who), times in stands.items():
        if who and times > 1:
            text = f"{who}在候选人中写了{times}次，请核对。"
            yield Finding(rule(AREA, "record"), text, ballot.election.table, number, "seats")


def teller_findings(ballot: Ballot, number: int, names: Mapping[int, str]) -> Iterator[Finding]:
    """Yield the candidates who are among the tellers, as long as nobody else on file is called so.

    Beside the election; the text asks it of 监票人 alone, and the record names 计票人 with them.
    """
    tellers = set(listed(ballot.election.tellers, names.values()))
    for one in ballot.candidates:
        who = name_in(one, names)
        others = any(name == who and number != one.member_id for number, name in names.items())
        if who in tellers and not one.is_written_in and not others:
            text = (
                f"{who}是候选人，又写在监票人和计票人中：监票人应从不是候选人的党员中推选，请核对。"
            )
            yield Finding(rule(AREA, "tellers"), text, ballot.election.table, number, "tellers")
