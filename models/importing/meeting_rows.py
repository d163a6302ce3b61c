"""One row of a ledger of meetings: the meeting it means, who was away, and what to look at.

No name in a row is lost: who is not on the roll stays by name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from models.errors import InvalidRecord
from models.fields import Field, fields_of, validate
from models.importing.judged import Kind
from models.importing.meetings_on_file import MeetingsOnFile, key_of
from models.importing.when import When, parse_when
from models.meetings.attending import ABSENT, ON_LEAVE, PRESENT, counts_of, should_attend
from models.meetings.kinds import GROUP
from models.meetings.minutes import Minutes
from models.meetings.pasting import clean_minutes
from models.meetings.records import Attendance, Meeting
from models.meetings.signing import absent_people
from models.values import cell_text, clean_name, shorten

AWAY = "absent"
_PEOPLE = {"chair_id": "chair_name", "recorder_id": "recorder_name"}
_EVERYONE = {"/", "-", "—", "无", "全体", "支部", "各党小组"}
_NAMED = re.compile(r"([^(（]+)[(（]([^)）]*)[)）]?")
_SPLIT = re.compile(r"[、，,;；\n]")
_JOINED = re.compile(r"[/+＋和暨]")
"""What stands between two types as well as within the name of one: 学习和交流会."""
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One row: the meeting it would enter, None if it cannot be, and what to look at."""

    row_number: int
    kind: Kind
    raw: Sequence[Any]
    minutes: Minutes | None
    said: tuple[tuple[str, str], ...] = ()
    """What to look at: the name of the field it is about, and the sentence."""
    remarks: tuple[tuple[str, str], ...] = ()
    """What the roll of the day says otherwise, likewise; the sheet may be right."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What to look at, with the row's number."""
        return tuple(f"第{self.row_number}行：{text}" for _, text in self.said)


@dataclass
class RowReader:
    """Reads rows against the roll of each day and the meetings on file."""

    on_file: MeetingsOnFile
    columns: Mapping[int, str]
    year: int | None
    said: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = self.on_file.names
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, name in self._names.items():
            self._by_name[name].append(number)
        self._left = Counter(self.on_file.meetings)
        self._read: set[tuple[Meeting, str]] = set()

    def read(
        self, row_number: int, row: Sequence[Any], mends: Mapping[str, str] = _NONE
    ) -> MeetingRow:
        """Return what one row would do; `mends` are words written over its own, by field name."""
        self.said, self.remarks = [], []
        cells = {name: row[at] for at, name in self.columns.items() if at < len(row)} | dict(mends)
        try:
            meeting = self._meeting(cells)
            validate(meeting)
        except InvalidRecord as error:
            return MeetingRow(row_number, Kind.FAULTY, row, None, tuple(error.problems.items()))
        absent = cell_text(cells.get(AWAY))
        minutes = self._attended(meeting, absent)
        kind = Kind.DOUBTFUL if self.said else Kind.NEW
        if self._is_known(meeting, absent):
            kind = Kind.SAME
        return MeetingRow(row_number, kind, row, minutes, tuple(self.said), tuple(self.remarks))

    def _say(self, name: str, text: str) -> None:
        """Put down what is to be looked at in a field."""
        self.said.append((name, text))

    def _is_known(self, meeting: Meeting, absent: str) -> bool:
        """Return whether a row is on file, or stands above in the same words.

        Three groups may meet on one day about one topic: of rows alike as many are on file as are.
        """
        is_repeated = (meeting, absent) in self._read
        self._read.add((meeting, absent))
        if is_repeated:
            return True
        is_on_file = self._left[key_of(meeting)] > 0
        self._left[key_of(meeting)] -= 1
        return is_on_file

    def _meeting(self, cells: Mapping[str, Any]) -> Meeting:
        known = {each.name: each for each in fields_of(Meeting)}
        kinds = self._kinds(known["kind"], cell_text(cells.get("kind")).strip())
        when = self._when(cells.get("held_on"))
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
        facts["body"] = clean_minutes(facts["body"])
        return Meeting(**facts | self._group(cell_text(cells.get("group_id")).strip(), facts))

    def _kinds(self, each: Field, text: str) -> list[str]:
        """Return the types a cell names; one that is not known and may be several is said."""
        names = self.on_file.kinds.names
        if (kind := each.parse(text)) in names:
            return [kind]
        kinds: list[str] = []
        for part in filter(None, map(str.strip, _SPLIT.split(text))):
            joined = [each.parse(one) for one in _JOINED.split(part) if one.strip()]
            is_known = each.parse(part) in names
            kinds += joined if not is_known and set(joined) <= set(names) else [each.parse(part)]
        if not kinds:
            raise InvalidRecord({"kind": "没有写会议类型"})
        strange = [kind for kind in kinds if kind not in names]
        if strange and (len(kinds) > 1 or _JOINED.search(strange[0])):
            listed = "、".join(f"“{shorten(kind)}”" for kind in strange)
            self._say(
                "kind", f"没有{listed}这一会议类型，已照写保留；写的如是几个类型，请用顿号隔开"
            )
        return kinds

    def _when(self, cell: Any) -> When:
        try:
            return parse_when(cell, self.year)
        except ValueError as error:
            raise InvalidRecord({"held_on": str(error)}) from None

    def _group(self, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the group a cell names; what names none is kept as a remark."""
        if not name or name in _EVERYONE:
            groups = {group.id for group in self.on_file.groups.values()}
            kinds = {facts["kind"], *facts["also"].split("、")}
            if not name and GROUP in kinds and len(groups) > 1:
                said = "没有写是哪个党小组，按各党小组一起开计入；是一个组开的，请写上组名"
                self.remarks.append(
                    ("group_id" if "group_id" in self.columns.values() else "kind", said)
                )
            return {}
        if group := self.on_file.groups.get(name):
            return {"group_id": group.id}
        self._say("group_id", f"没有名为“{shorten(name)}”的党小组，没有登记到组，名称已写在备注里")
        return {"remark": "；".join(filter(None, (facts["remark"], f"党小组：{name}")))}

    def _number(self, each: Field, value: Any) -> int | None:
        """Return a number of people; what is none is said and kept nowhere but on the sheet."""
        try:
            number: int | None = each.parse(cell_text(value).strip().removesuffix("人"))
        except InvalidRecord as error:
            self._say(each.name, f"{error}，没有取入这个数")
            return None
        return number

    def _person(self, column: str, spare: str, name: str) -> dict[str, Any]:
        ids = self._by_name.get(name, [])
        if len(ids) == 1:
            return {column: ids[0]}
        if len(ids) > 1:
            self._say(column, f"“{name}”有{len(ids)}人同名，没有登记到人，名字已保留")
        return {spare: name}

    def _attended(self, meeting: Meeting, absent: str) -> Minutes:
        """Return the meeting with its attendance: all by name if the numbers agree with the roll.

        Where a row says nothing of who came, nobody is put down as having come.
        """
        people = self.on_file.members_on(meeting.held_on) if meeting.held_on else []
        asked = should_attend(people, meeting, self.on_file.kinds)
        if not absent.strip() and meeting.due is None and meeting.present is None:
            return Minutes(meeting=meeting, attendance=tuple(asked))
        signed = absent_people(absent, self._namable(asked))
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
            self._say(AWAY, f"缺席人员“{text}”{why}，没有登记到人，名字已保留")
        counts = counts_of(listed)
        agrees = (meeting.due, meeting.present) in {(counts.due, counts.present), (None, None)}
        if agrees and not strangers and not unknown and listed:
            return Minutes(meeting=meeting, attendance=tuple(listed))
        away = [entry for entry in listed if entry.status != PRESENT] + strangers + unknown
        self._say_differences(meeting, len(away), counts.due)
        typed = replace(meeting, has_typed_counts=True)
        return Minutes(meeting=typed, attendance=tuple(away))

    def _namable(self, asked: Sequence[Attendance]) -> dict[int, str]:
        """Return everyone a name may mean: of two called so the one who should have come."""
        ids = {entry.member_id for entry in asked}
        names = {name for number, name in self._names.items() if number in ids}
        return {
            number: name
            for number, name in self._names.items()
            if number in ids or name not in names
        }

    def _say_differences(self, meeting: Meeting, away: int, due: int) -> None:
        if not due:
            text = "当日应参加的人（如支委会成员）没有登记，人数照登记表保留，请补登任职"
            self.remarks.append(("due", text))
        elif meeting.due is not None and meeting.due != due:
            text = f"应到{meeting.due}人，按名册当日应到{due}人，人数照登记表保留"
            self.remarks.append(("due", text))
        if meeting.due is not None and meeting.present is not None:
            missing = meeting.due - meeting.present
            if missing != away:
                self._say(
                    "present",
                    f"应到减实到是{missing}人，写明缺席的有{away}人，人数照登记表保留，请核对",
                )


def _away(entry: Attendance, said: tuple[str, str]) -> Attendance:
    return replace(entry, status=said[0], reason=said[1])


def _by_name(text: str) -> Attendance:
    """Return the absence of someone who cannot be told on the roll: 刘备（病假）."""
    found = _NAMED.match(text)
    name, reason = (found.group(1), found.group(2).strip()) if found else (text, "")
    status = ON_LEAVE if reason and "缺席" not in reason else ABSENT
    return Attendance(name=name, status=status, reason=reason, may_vote=False)
