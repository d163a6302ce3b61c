"""Whether a vote or an election holds by the numbers: integers multiplied and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.meetings.kinds import COMMITTEE
from models.rules.findings import Rule, rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.meetings.records import Candidate, Election, Vote

ORDINARY, ADMISSION, FULL, DISPOSAL = "普通", "发展", "转正", "处置"
BY_BALLOT = "无记名投票"
AREA = "meetings"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the numbers of a vote give, with the clause; None where a number is missing."""

    rule: Rule
    holds: bool | None
    passed: bool | None
    text: str


def half_attend(due: int, present: int) -> bool:
    """R-06, R-07: at least half of those due are present."""
    return 2 * present >= due


def majority_attend(due: int, present: int) -> bool:
    """R-30: more than half of those due are present."""
    return 2 * present > due


def four_fifths_attend(due: int, present: int) -> bool:
    """R-37: at least four fifths of those due are present."""
    return 5 * present >= 4 * due


def majority_of(number: int, whole: int) -> bool:
    """Return whether it is more than half; exactly half never is."""
    return 2 * number > whole


def needs(due: int, kind: str) -> int:
    """Return how many must be present: of 20, 10 for an ordinary vote, 11 for 发展, 16 for 选举."""
    if kind in {ADMISSION, FULL}:
        return due // 2 + 1
    return -(-due // 2) if kind != "选举" else -(-4 * due // 5)


def written_rule(held_on: date | None) -> Rule:
    """R-54: return the rule on written opinions and on voting one by one that held on a day."""
    return rule(AREA, "R-54", on=held_on)


def vote_rule(kind: str, held_on: date | None, *, of_committee: bool = False) -> Rule:
    """Return the rule that a kind of vote stands under on a day."""
    if kind in {ADMISSION, FULL}:
        return rule(AREA, "R-30" if kind == ADMISSION else "R-30-full", on=held_on)
    return rule(AREA, "R-07" if of_committee else "R-06")


def verdict(vote: Vote, held_on: date | None, *, kind: str = "") -> Verdict:
    """Return whether enough were present for a vote and whether it passed.

    `kind` is the type of the meeting; of a committee the texts fix who must be present, not how many
    must agree. Written opinions count among the votes of 发展 and 转正 and make nobody present.
    """
    strict = vote.kind in {ADMISSION, FULL}
    of_committee = kind == COMMITTEE and not strict
    found = vote_rule(vote.kind, held_on, of_committee=of_committee)
    if vote.due is None or vote.present is None:
        return Verdict(found, None, None, "请填应到和实到人数，再核对表决结果。")
    attend = majority_attend if strict else half_attend
    yes = vote.yes + (vote.written_yes if strict else 0)
    holds = attend(vote.due, vote.present) and vote.due > 0
    passed = holds and majority_of(yes, vote.due)
    least = needs(vote.due, vote.kind)
    if not holds:
        text = f"应到{vote.due}人，须有{least}人到会，实到{vote.present}人，不能表决。"
        return Verdict(found, holds=False, passed=False, text=text)
    if of_committee:
        found = rule(AREA, "committee-majority")
    written = f"（含书面{vote.written_yes}人）" if strict and vote.written_yes else ""
    result = "通过" if passed else "未通过"
    text = f"赞成{yes}人{written}，须超过应到{vote.due}人的半数，{result}。"
    return Verdict(found, holds=True, passed=passed, text=text)


def least_candidates(seats: int, office: str, *, deputies_equal: bool = True) -> int:
    """R-38: return how many candidates an office needs: a fifth more than seats, rounded up.

    书记 and 副书记 may be as many as are to be elected.
    """
    if office in {"书记", "副书记"} and deputies_equal:
        return seats
    return (6 * seats + 4) // 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom an election gives: elected, tied for the last seats, and seats left open.

    `holds` is None where a number is missing; `rule` is the one it fails, or R-39.
    """

    rule: Rule
    holds: bool | None
    text: str
    elected: tuple[Candidate, ...] = ()
    tied: tuple[Candidate, ...] = ()
    open_seats: int = 0


def outcome(election: Election, candidates: Sequence[Candidate]) -> Outcome:
    """Return what the ballots of an election give.

    R-37: four fifths present; R-40: no more ballots returned than voters and ballots given out;
    R-39: more than half of those present; of more than the seats, those with the most votes.
    """
    due, present, seats = election.due, election.present, election.seats
    if due is None or present is None or seats is None:
        return Outcome(rule(AREA, "R-37"), None, "请填应到、实到和应选人数，再核对选举结果。")
    if not four_fifths_attend(due, present) or not due:
        least = needs(due, "选举")
        text = f"应到{due}人，须有{least}人到会，实到{present}人，不能选举。"
        return Outcome(rule(AREA, "R-37"), holds=False, text=text)
    if sentence := _surplus(election):
        return Outcome(rule(AREA, "R-40"), holds=False, text=sentence)
    over = sorted(
        (one for one in candidates if majority_of(one.yes, present)), key=lambda one: -one.yes
    )
    elected, tied = _seated(over, seats)
    left = seats - len(elected)
    return Outcome(
        rule=rule(AREA, "R-39"),
        holds=True,
        text=_outcome_text(len(elected), tied, left),
        elected=elected,
        tied=tied,
        open_seats=left,
    )


def _surplus(election: Election) -> str:
    """Return why an election is void by its ballots, "" if it is not."""
    returned = election.returned
    if returned is None:
        return ""
    if election.voters is not None and returned > election.voters:
        return f"收回选票{returned}张，多于投票人数{election.voters}人，选举无效，应重新选举。"
    if election.issued is not None and returned > election.issued:
        return f"收回选票{returned}张，多于发出的{election.issued}张，选举无效，应重新选举。"
    return ""


def _seated(
    over: Sequence[Candidate], seats: int
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return who takes a seat, and who shares the last places with too many."""
    if len(over) <= seats:
        return tuple(over), ()
    last = over[seats - 1].yes if seats else 0
    if not seats or over[seats].yes < last:
        return tuple(over[:seats]), ()
    above = tuple(one for one in over if one.yes > last)
    return above, tuple(one for one in over if one.yes == last)


def _outcome_text(elected: int, tied: Sequence[Candidate], left: int) -> str:
    if tied:
        return (
            f"{elected}人当选；{len(tied)}人票数相同，占不下余下的{left}个名额，应就他们再次投票。"
        )
    if left:
        return f"{elected}人当选，还缺{left}个名额，可另行选举，或经半数以上选举人同意减少名额。"
    return f"{elected}人当选，名额选足。"
