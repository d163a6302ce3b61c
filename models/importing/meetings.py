"""Taking in a ledger of meetings (三会一课登记表): what each row would do, then doing it.

No row is left out but one without a type or a day; no name in it is lost: who is not on the roll
stays by name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.errors import CannotReadFile, InvalidRecord, NotFound
from models.fields import Field, fields_of, validate
from models.fields import Kind as ValueKind
from models.importing.heading import Heading, find_heading, plain
from models.importing.preview import Kind
from models.importing.when import parse_when
from models.importing.workbook import SheetRows
from models.meetings.attending import ABSENT, ON_LEAVE, PRESENT, counts_of, should_attend
from models.meetings.kinds import Kinds
from models.meetings.minutes import Minutes, save_in
from models.meetings.people import names_of
from models.meetings.records import Attendance, Meeting
from models.meetings.signing import absent_people
from models.members.standing import Roll
from models.values import cell_text, clean_name

if TYPE_CHECKING:
    from models.branch.records import Group
    from models.store import Store

_ABSENT = "absent"
_PEOPLE = {"chair_id": "chair_name", "recorder_id": "recorder_name"}
_TAKEN = (
    "kind", "name", "held_on", "starts_at", "ends_at", "venue", "chair_id", "recorder_id",
    "lecturer", "observers", "campaign", "due", "present", "body", "remark", "group_id",
)  # fmt: skip
_ABSENT_LABELS = (
    "缺席人员及原因", "缺席人员", "缺席", "缺席情况", "缺席及原因", "请假人员", "请假缺席情况",
    "未到人员及原因", "未到人员", "缺席人员和原因",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_NAMED = re.compile(r"([^(（]+)[(（]([^)）]*)[)）]?")
_SPLIT = re.compile(r"[、，,;；/+＋\n]|和|暨")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One row: the meeting it would enter, None if it cannot be, and what to look at."""

    row_number: int
    kind: Kind
    raw: Sequence[Any]
    minutes: Minutes | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPreview:
    """A sheet of meetings as it would be taken."""

    sheet: SheetRows
    rows: tuple[MeetingRow, ...]
    year: int | None

    @property
    def counts(self) -> Counter[Kind]:
        """How many rows are of each kind."""
        return Counter(row.kind for row in self.rows)


def meeting_labels() -> dict[str, str]:
    """Return each heading that a column of meetings goes by, with the field it fills."""
    known: dict[str, str] = {}
    fields = {each.name: each for each in fields_of(Meeting)}
    for at in (0, 1):
        for name in _TAKEN:
            each: Field = fields[name]
            for label in each.aliases if at else (each.label,):
                known.setdefault(plain(label), name)
    known |= {plain(label): _ABSENT for label in _ABSENT_LABELS}
    return known


def find_meetings(sheets: Sequence[SheetRows]) -> tuple[SheetRows, Heading] | None:
    """Return the first sheet that lists meetings, with its heading; None if none does."""
    labels = meeting_labels()
    for sheet in sheets:
        found = find_heading(sheet.rows, labels)
        if found and {"kind", "held_on"} <= set(_columns(found[0], labels).values()):
            return sheet, found[0]
    return None


def preview_meetings(
    store: Store, sheets: Sequence[SheetRows], *, year: int | None = None
) -> MeetingPreview:
    """Return what taking a ledger of meetings would do.

    A day without its year is of the year the sheet's title names, else of `year`.

    Raises:
        CannotReadFile: if no sheet lists meetings.
    """
    found = find_meetings(sheets)
    if found is None:
        raise CannotReadFile(
            "没有找到会议类型和时间两栏，什么也没有取入；请确认这是三会一课登记表，并检查表头。"
        )
    sheet, heading = found
    title = "".join(cell_text(cell) for row in sheet.rows[: heading.first] for cell in row)
    named = _YEAR.search(title + sheet.name)
    year = int(named.group(1)) if named else year
    reader = _Reader(store, _columns(heading, meeting_labels()), year)
    rows = [
        reader.read(sheet.first_row + at, row)
        for at, row in enumerate(sheet.rows)
        if at > heading.last and _is_meeting(row, reader.columns)
    ]
    return MeetingPreview(sheet, tuple(rows), year)


def take_meetings(store: Store, preview: MeetingPreview, title: str = "") -> Counter[Kind]:
    """Write every row of a preview but the faulty and those on file, as one step."""
    rows = [row for row in preview.rows if row.kind in {Kind.NEW, Kind.DOUBTFUL}]
    with store.change(title or f"导入会议记录：{len(rows)}次") as change:
        for row in rows:
            if row.minutes:
                save_in(store, change, row.minutes)
    return preview.counts


def _columns(heading: Heading, labels: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in heading.columns:
        name = next((labels[label] for label in column.labels if label in labels), "")
        if name and name not in found.values():
            found[column.index] = name
    return found


def _is_meeting(row: Sequence[Any], columns: Mapping[int, str]) -> bool:
    """Return whether a row says anything in the columns of type, day and subject."""
    wanted = {"kind", "held_on", "name"}
    filled = [at for at, name in columns.items() if name in wanted and at < len(row)]
    return sum(bool(cell_text(row[at]).strip()) for at in filled) > 1


@dataclass
class _Reader:
    """Reads rows against the roll of each day and the meetings on file."""

    store: Store
    columns: Mapping[int, str]
    year: int | None
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        from models.branch.records import Group  # noqa: PLC0415 - only here

        self._roll, self._kinds = Roll(self.store), Kinds.of(self.store)
        self._names = names_of(self.store)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, name in self._names.items():
            self._by_name[name].append(number)
        self._groups: dict[str, Group] = {group.name: group for group in self.store.all(Group)}
        self._on_file = {_key(meeting) for meeting in self.store.all(Meeting)}

    def read(self, row_number: int, row: Sequence[Any]) -> MeetingRow:
        """Return what one row would do."""
        self.problems = []
        cells = {name: row[at] for at, name in self.columns.items() if at < len(row)}
        try:
            meeting = self._meeting(cells)
            validate(meeting)
        except (ValueError, InvalidRecord) as error:
            return MeetingRow(row_number, Kind.FAULTY, row, None, (f"第{row_number}行：{error}",))
        minutes = self._attended(meeting, cell_text(cells.get(_ABSENT)))
        kind = Kind.DOUBTFUL if self.problems else Kind.NEW
        if _key(meeting) in self._on_file:
            kind = Kind.SAME
        self._on_file.add(_key(meeting))
        sentences = tuple(f"第{row_number}行：{text}" for text in self.problems)
        return MeetingRow(row_number, kind, row, minutes, sentences)

    def _meeting(self, cells: Mapping[str, Any]) -> Meeting:
        known = {each.name: each for each in fields_of(Meeting)}
        kinds = [
            known["kind"].parse(part)
            for part in _SPLIT.split(cell_text(cells.get("kind")))
            if part.strip()
        ]
        if not kinds:
            raise ValueError("没有写会议类型")
        when = parse_when(cells.get("held_on"), self.year)
        facts: dict[str, Any] = {
            "kind": kinds[0], "also": "、".join(kinds[1:]), "held_on": when.day,
            "starts_at": when.starts_at, "ends_at": when.ends_at,
        }  # fmt: skip
        for name in ("venue", "lecturer", "observers", "campaign", "name", "body", "remark"):
            facts[name] = known[name].parse(cells.get(name))
        for name in ("starts_at", "ends_at"):
            facts[name] = known[name].parse(cells.get(name)) or facts[name]
        for name in ("due", "present"):
            facts[name] = self._number(known[name], cells.get(name))
        for name, spare in _PEOPLE.items():
            facts |= self._person(name, spare, clean_name(cells.get(name)))
        if when.about:
            facts["remark"] = "；".join(filter(None, (facts["remark"], f"时间：{when.about}")))
        if group := self._groups.get(cell_text(cells.get("group_id")).strip()):
            facts["group_id"] = group.id
        return Meeting(**facts)

    def _number(self, each: Field, value: Any) -> int | None:
        """Return a number of people; what is none is said and kept nowhere but on the sheet."""
        try:
            number: int | None = each.parse(cell_text(value).strip().removesuffix("人"))
        except InvalidRecord as error:
            self.problems.append(f"{error}，没有取入这个数")
            return None
        return number

    def _person(self, column: str, spare: str, name: str) -> dict[str, Any]:
        ids = self._by_name.get(name, [])
        if len(ids) == 1:
            return {column: ids[0]}
        if len(ids) > 1:
            self.problems.append(f"“{name}”有{len(ids)}人同名，没有登记到人，名字已保留")
        return {spare: name}

    def _attended(self, meeting: Meeting, absent: str) -> Minutes:
        """Return the meeting with its attendance: all by name if the numbers agree with the roll."""
        people = self._roll.members_on(meeting.held_on) if meeting.held_on else []
        asked = should_attend(people, meeting, self._kinds)
        everyone = {number: self._names[number] for number in self._names}
        signed = absent_people(absent, everyone)
        listed = [
            replace(entry, status=PRESENT)
            if entry.member_id not in signed.away
            else _away(entry, signed.away[entry.member_id or 0])
            for entry in asked
        ]
        ids = {entry.member_id for entry in asked}
        strangers = [
            _away(Attendance(member_id=number), said)
            for number, said in signed.away.items()
            if number not in ids
        ]
        unknown = [_by_name(text) for text in signed.unplaced]
        for text in signed.unplaced:
            why = "名册中有同名的人" if text in signed.shared else "不在名册中"
            self.problems.append(f"缺席人员“{text}”{why}，没有登记到人，名字已保留")
        counts = counts_of(listed)
        agrees = (meeting.due, meeting.present) in {(counts.due, counts.present), (None, None)}
        if agrees and not strangers and not unknown and listed:
            return Minutes(meeting=meeting, attendance=tuple(listed))
        away = [entry for entry in listed if entry.status != PRESENT] + strangers + unknown
        self._say_differences(meeting, len(away), counts.due)
        typed = replace(meeting, has_typed_counts=True)
        return Minutes(meeting=typed, attendance=tuple(away))

    def _say_differences(self, meeting: Meeting, away: int, due: int) -> None:
        if not due:
            self.problems.append(
                "当日应参加的人（如支委会成员）没有登记，人数照登记表保留，请补登任职"
            )
        elif meeting.due is not None and meeting.due != due:
            self.problems.append(
                f"应到{meeting.due}人，按名册当日应到{due}人，人数照登记表保留，请核对"
            )
        if meeting.due is not None and meeting.present is not None:
            missing = meeting.due - meeting.present
            if missing != away:
                self.problems.append(
                    f"应到减实到是{missing}人，写明缺席的有{away}人，人数照登记表保留，请核对"
                )


def _away(entry: Attendance, said: tuple[str, str]) -> Attendance:
    return replace(entry, status=said[0], reason=said[1])


def _by_name(text: str) -> Attendance:
    """Return the absence of someone who cannot be told on the roll: 刘备（病假）."""
    found = _NAMED.match(text)
    name, reason = (found.group(1), found.group(2).strip()) if found else (text, "")
    status = ON_LEAVE if reason and "缺席" not in reason else ABSENT
    return Attendance(name=name, status=status, reason=reason, may_vote=False)


def _key(meeting: Meeting) -> tuple[Any, ...]:
    """Return what tells one meeting from another on file."""
    return (meeting.kinds, meeting.held_on, meeting.starts_at, meeting.name, meeting.group_id)


def chosen(sheets: Sequence[SheetRows], name: str) -> Sequence[SheetRows]:
    """Return the sheet of a name alone, or all where none is asked for.

    Raises:
        NotFound: naming the sheets there are.
    """
    if not name:
        return sheets
    found = [sheet for sheet in sheets if sheet.name == name]
    if not found:
        names = "、".join(f"“{sheet.name}”" for sheet in sheets)
        raise NotFound(f"工作簿里没有名为“{name}”的工作表，什么也没有取入；现有：{names}。")
    return found


def problem_texts(rows: Iterable[MeetingRow]) -> list[str]:
    """Return what is to be looked at, row by row."""
    return [text for row in rows for text in row.problems]


def problem_table(preview: MeetingPreview) -> tuple[tuple[Field, ...], tuple[tuple[Any, ...], ...]]:
    """Return the columns and rows of a sheet of the doubtful and faulty rows with the reasons."""
    columns = (
        Field("行号", ValueKind.INTEGER, width=4, name="row"),
        Field("情况", width=4, name="kind"),
        Field("原因", ValueKind.LONG_TEXT, width=24, name="problems"),
        Field("原文", ValueKind.LONG_TEXT, width=40, name="raw"),
    )
    rows = tuple(
        (
            row.row_number,
            str(row.kind),
            "；".join(row.problems),
            " | ".join(filter(None, (cell_text(cell).strip() for cell in row.raw))),
        )
        for row in preview.rows
        if row.kind in {Kind.DOUBTFUL, Kind.FAULTY}
    )
    return columns, rows
