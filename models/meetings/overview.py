"""A year of meetings, months by types: what was held, what is due, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.fields import to_row
from models.meetings.kinds import (
    APPRAISAL,
    COMMITTEE,
    GENERAL,
    GROUP,
    LECTURE,
    LIFE,
    THEME_DAY,
    Kinds,
)
from models.meetings.only_pictures import only_pictures
from models.meetings.reading import select
from models.meetings.records import Meeting, NotHeld
from models.meetings.settings import meeting_settings
from models.members.standing import Roll
from models.rules.findings import rule
from models.rules.structure import committee_posts
from models.values import month_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.rules.findings import Rule
    from models.store import Store

AREA = "meetings"
GRADED = "已有评议结果，未见会议记录"
_QUARTERS = "一二三四"
_LEAST_COMMITTEE, _SEVERAL = 3, 2


class State(Enum):
    """How a duty stands in a month, quarter or year."""

    DONE = "已开"
    DUE = "待开"
    MISSING = "未见"
    EXPLAINED = "已说明"
    AHEAD = "未到"
    NONE = "不要求"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A duty in its months, from `first` to `last`: how many meetings were held and are needed."""

    first: int
    last: int
    state: State
    held: int = 0
    planned: int = 0
    begun: int = 0
    """How many are no more than pictures as yet; none of them counts as held."""
    shared: int = 0
    """How many of those held name none of several groups, and so count for each of them."""
    begun_shared: int = 0
    """How many of those begun name none of several groups."""
    needed: int = 0
    reason: str = ""
    is_graded: bool = False
    """Whether the year's 民主评议 has grades on record, be there a meeting or not."""

    @property
    def meetings(self) -> int:
        """How many there are to be looked at, held or not."""
        return self.held + self.planned + self.begun

    @property
    def is_doubly_told(self) -> bool:
        """Whether there is a reason for not meeting, and all the meetings asked for."""
        return bool(self.reason) and self.state is State.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A type of meeting over a year, of a group where it is the group's; `rule` is its duty."""

    kind: str
    name: str
    group: Group | None = None
    rule: Rule | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def held(self) -> int:
        """How many were held in the year."""
        return sum(cell.held for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The rows of a year as on a day: duties first, then the other types that were held."""

    year: int
    day: date
    rows: tuple[Row, ...]


def year_overview(store: Store, year: int, day: date) -> Overview:
    """Return the year's meetings by type and month, as known on `day`."""
    kinds, settings = Kinds.of(store), meeting_settings(store)
    counts = _counts(store, year, day, kinds, main_only=settings.main_only)
    scene = _Scene(store, year, day, counts)
    rows = [
        scene.row(GENERAL, rule(AREA, "R-03-general"), 3),
        scene.row(COMMITTEE, rule(AREA, "R-03-committee"), 1, scene.months_with_committee()),
        *(
            scene.row(GROUP, rule(AREA, "R-03-group"), 1, scene.months_of(group), group=group)
            for group in scene.groups
        ),
        scene.row(THEME_DAY, rule(AREA, "R-03-theme-day"), 1),
        scene.lectures(settings.lectures),
        scene.yearly(LIFE, rule(AREA, "R-03-life-meeting")),
        scene.yearly(APPRAISAL, rule(AREA, "R-03-appraisal")),
    ]
    listed = {row.kind for row in rows}
    others = [kind for kind in (*kinds.names, *sorted(counts.kinds)) if kind not in listed]
    rows += [scene.row(kind) for kind in dict.fromkeys(others) if kind in counts.kinds]
    return Overview(year=year, day=day, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many meetings were held, or are planned, by type, group and month, or 评议年度."""

    held: Counter[tuple[str, int | None, int]]
    planned: Counter[tuple[str, int | None, int]]
    begun: Counter[tuple[str, int | None, int]]
    yearly: Counter[tuple[str, str]]
    kinds: set[str]

    def add(self, year: int, kind: str, stand: str, row: dict[str, Any], number: int) -> None:
        """Count meetings of a day: held, planned or begun, in the year of their day or 评议年度."""
        if not number:
            return
        held_year, month = int(row["held_on"][:4]), int(row["held_on"][5:7])
        if (row["appraisal_year"] or held_year) == year and kind in {LIFE, APPRAISAL}:
            self.yearly[kind, stand] += number
        if held_year == year:
            group = row["group_id"] if kind == GROUP else None
            counter: Counter[tuple[str, int | None, int]] = getattr(self, stand)
            counter[kind, group, month] += number
            self.kinds.add(kind)


def _counts(store: Store, year: int, day: date, kinds: Kinds, *, main_only: bool) -> _Counts:
    """Count in the database, along its index: a file may hold a hundred thousand meetings."""
    found = _Counts(Counter(), Counter(), Counter(), Counter(), set())
    rows = select(
        store,
        "SELECT held_on, kind, also, group_id, appraisal_year, count(*) AS number FROM meeting"
        " WHERE held_on BETWEEN ? AND ? GROUP BY held_on, kind, also, group_id, appraisal_year",
        (f"{year}-01-01", f"{year + 1}-12-31"),
    )
    half_entered = only_pictures(store, date(year, 1, 1), date(year + 1, 12, 31))
    begun = Counter(_what(to_row(meeting)) for meeting in half_entered)
    known: dict[tuple[str, str, int | None], tuple[str, ...]] = {}
    for row in rows:
        key = row["kind"], row["also"], row["group_id"]
        if key not in known:
            meeting = Meeting(kind=key[0], also=key[1], group_id=key[2])
            known[key] = kinds.counted(meeting, main_only=main_only)
        stand = "held" if row["held_on"] <= day.isoformat() else "planned"
        half = begun[_what(row)]
        for kind in known[key]:
            found.add(year, kind, stand, row, row["number"] - half)
            found.add(year, kind, "begun", row, half)
    return found


def _what(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["held_on"], row["kind"], row["also"], row["group_id"], row["appraisal_year"]


class _Scene:
    """The branch in the year that its duties are judged in."""

    def __init__(self, store: Store, year: int, day: date, counts: _Counts) -> None:
        self._year, self._day, self._counts = year, day, counts
        self._roll = Roll(store)
        founded = store.branch.founded_on
        self._founded = founded.first if founded else date.min
        groups = sorted(store.all(Group), key=lambda group: (group.place, group.id or 0))
        self.groups = [group for group in groups if self.months_of(group)]
        self._is_graded = _has_grades(store, year)
        self._reasons: dict[tuple[str, int | None], dict[int, str]] = defaultdict(dict)
        for record in store.where(NotHeld, year=year):
            self._reasons[record.kind, record.group_id][record.month] = record.reason

    def months_of(self, group: Group) -> set[int]:
        """Return the months in which a group was there for some day."""
        return {
            month
            for month in range(1, 13)
            if group.stands_between(date(self._year, month, 1), self._end(month))
        }

    def months_with_committee(self) -> set[int]:
        """Return the months at whose end the branch has a committee, or members enough for one."""
        least = rule("structure", "R-09")["least_full"]
        return {month for month in range(1, 13) if self._has_committee(self._end(month), least)}

    def _has_committee(self, day: date, least_full: int) -> bool:
        people = self._roll.members_on(min(day, self._day), attached=False)
        holders = sum(bool(committee_posts(person)) for person in people)
        return holders >= _LEAST_COMMITTEE or sum(p.is_full for p in people) >= least_full

    def row(
        self,
        kind: str,
        duty: Rule | None = None,
        months: int = 1,
        asked: set[int] | None = None,
        *,
        group: Group | None = None,
    ) -> Row:
        """Return a type's row, with a cell every so many months; it is asked for in some of them."""
        name = _name_with(group, kind) if group else kind
        spans = [(first, first + months - 1) for first in range(1, 13, months)]
        cells = tuple(
            self._cell(kind, group, span, int(duty is not None and _meets(asked, span)))
            for span in spans
        )
        return Row(kind=kind, name=name, group=group, rule=duty, cells=cells)

    def lectures(self, number: int) -> Row:
        """Return the row of 党课, so many a year, as evenly spread as months allow."""
        duty = rule(AREA, "R-03-lecture")
        if number and 12 % number == 0:
            return self.row(LECTURE, duty, 12 // number)
        cell = self._cell(LECTURE, None, (1, 12), number)
        return Row(kind=LECTURE, name=LECTURE, rule=duty, cells=(cell,))

    def yearly(self, kind: str, duty: Rule) -> Row:
        """Return the row of what is due once a year, late in it or soon after it."""
        held, planned, begun = (
            self._counts.yearly[kind, stand] for stand in ("held", "planned", "begun")
        )
        reason = next(iter(self._reasons[kind, None].values()), "")
        months = duty["grace_months"]
        last = date(self._year + 1, months, month_length(self._year + 1, months))
        begins = date(self._year, duty["due_from_month"], 1)
        state = self._state(held >= 1, reason, begins, last)
        cell = Cell(
            first=1, last=12, state=state, held=held, planned=planned, begun=begun, needed=1,
            reason=reason, is_graded=kind == APPRAISAL and self._is_graded,
        )  # fmt: skip
        return Row(kind=kind, name=kind, rule=duty, cells=(cell,))

    def _cell(self, kind: str, group: Group | None, span: tuple[int, int], needed: int) -> Cell:
        held, planned, begun = (
            self._number(counts, kind, group, span)
            for counts in (self._counts.held, self._counts.planned, self._counts.begun)
        )
        alone = group is None or not self._has_several(span)
        shared, begun_shared = (
            0 if alone else self._number(counts, kind, None, span)
            for counts in (self._counts.held, self._counts.begun)
        )
        reasons = self._reasons[kind, group.id if group else None]
        reason = next((reasons[m] for m in range(span[0], span[1] + 1) if m in reasons), "")
        begins, ends = date(self._year, span[0], 1), self._end(span[1])
        state = State.DONE if held else State.NONE
        if needed:
            state = self._state(held >= needed, reason, begins, ends)
        return Cell(
            first=span[0], last=span[1], state=state, held=held, planned=planned, begun=begun,
            shared=shared, begun_shared=begun_shared, needed=needed, reason=reason,
        )  # fmt: skip

    def _has_several(self, span: tuple[int, int]) -> bool:
        """Return whether there were several groups in some months."""
        begins, ends = date(self._year, span[0], 1), self._end(span[1])
        return has_several(self.groups, begins, ends)

    @staticmethod
    def _number(
        counts: Counter[tuple[str, int | None, int]],
        kind: str,
        group: Group | None,
        span: tuple[int, int],
    ) -> int:
        """Count a group's meetings and those that all groups held together."""
        groups = {None, group.id if group else None}
        return sum(
            counts[kind, one, month] for one in groups for month in range(span[0], span[1] + 1)
        )

    def _state(self, is_done: bool, reason: str, begins: date, ends: date) -> State:  # noqa: FBT001
        if is_done:
            return State.DONE
        if ends < self._founded:
            return State.NONE
        if reason:
            return State.EXPLAINED
        if begins > self._day:
            return State.AHEAD
        return State.DUE if ends >= self._day else State.MISSING

    def _end(self, month: int) -> date:
        return date(self._year, month, month_length(self._year, month))


def has_several(groups: Iterable[Group], first: date, last: date) -> bool:
    """Return whether several of some groups were there between two days."""
    return sum(group.stands_between(first, last) for group in groups) >= _SEVERAL


def _has_grades(store: Store, year: int) -> bool:
    query = (
        "SELECT 1 FROM appraisal JOIN appraisal_result r ON r.appraisal_id = appraisal.id"
        " WHERE appraisal.year = ? AND r.grade <> '' LIMIT 1"
    )
    return bool(select(store, query, (year,)))


def _name_with(group: Group, kind: str) -> str:
    """Return 第一党小组会 or 机关组党小组会."""
    stem = kind.removesuffix("会")
    return f"{group.name}会" if group.name.endswith(stem) else f"{group.name}{kind}"


def _meets(asked: set[int] | None, span: tuple[int, int]) -> bool:
    return asked is None or not asked.isdisjoint(range(span[0], span[1] + 1))


def gaps(overview: Overview) -> Iterator[tuple[Row, list[Cell]]]:
    """Yield every duty with its times that are over without a meeting on record or a reason."""
    for row in overview.rows:
        if missing := [cell for cell in row.cells if cell.state is State.MISSING]:
            yield row, missing


def months_words(first: int, last: int) -> str:
    """Return 9月, or 1至3月, for the months from one to another."""
    return f"{first}月" if first == last else f"{first}至{last}月"


def span_words(year: int, cell: Cell) -> str:
    """Return 9月, 第三季度, 上半年 or 2026 年 for the months of a cell."""
    months = cell.last - cell.first + 1
    if months == 3:
        return f"第{_QUARTERS[cell.first // 3]}季度"
    if months == 6:
        return "上半年" if cell.first == 1 else "下半年"
    return f"{year} 年" if months == 12 else months_words(cell.first, cell.last)


def spans_words(year: int, cells: Sequence[Cell]) -> str:
    """Return 1至3月、9月 or 第一季度、第三季度 for some cells of a row, in their order."""
    runs: list[list[Cell]] = []
    for cell in cells:
        is_month = cell.first == cell.last
        if is_month and runs and runs[-1][-1].last == cell.first - 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return "、".join(
        span_words(year, run[0]) if len(run) == 1 else months_words(run[0].first, run[-1].last)
        for run in runs
    )


def gap_words(year: int, row: Row, *cells: Cell) -> str:
    """Return the sentence about a row's gaps, which invites nobody to record what did not happen."""
    of = "记录" if row.kind in {LECTURE, THEME_DAY, APPRAISAL} else "会议记录"
    when = spans_words(year, cells)
    if len(cells) == 1 and cells[0].is_graded and not cells[0].held:
        return f"{when}{row.name}{GRADED}：开过的请补录，没开的请写明原因"
    if len(cells) == 1 and cells[0].held:
        text = f"{when}{row.name}{of}{cells[0].held}次，少于{cells[0].needed}次"
    else:
        text = f"{when}未见{row.name}{of}"
    return f"{text}：开过的请补录，没开的请写明原因"
