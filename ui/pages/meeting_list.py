"""会议: the year's meetings as a table, each of which opens in its editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from models.branch.records import Group as PartyGroup
from models.fields import Field, Kind, field_of
from models.meetings.kinds import Kinds
from models.meetings.minutes import remove
from models.meetings.naming import name_of_meeting
from models.meetings.numbering import numbers_of_year, renumbered_without, was_late
from models.meetings.of_cell import meetings_of_year
from models.meetings.people import name_in, names_of
from models.meetings.records import Meeting
from models.meetings.settings import meeting_settings
from models.own_columns import OwnColumn, OwnValue
from ui.record.page import RecordPage
from ui.record.view import View
from ui.table.columns import Column, column
from ui.widgets import button, unbroken
from ui.writing import is_refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.store import Store

_ALL_KINDS, _ALL_CAMPAIGNS, _NO_CAMPAIGN = "全部类型", "全部专题", "没有专题的"
_OPEN = "请按回车打开这次会议来改"
_KEYS = "Enter 打开　Ctrl+C 复制　Ctrl+Delete 删除整次会议，可以撤销　右键更多"
_EMPTY = (
    "这里是全年的会议和活动：登记一次，记录、台账、考勤和学时都由它得出。先登记最近的一次会议。"
)
_OWN = {"name", "venue", "lecturer", "campaign", "remark"}


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting with what its row says besides."""

    meeting: Meeting
    number: str
    numbers: str
    kinds: str
    group: str
    chair: str
    is_late: bool


def _meeting_of(line: Line) -> Meeting:
    return line.meeting


def _own(name: str, width: int = 0) -> Column:
    field = field_of(Meeting, name)
    made = column(replace(field, width=width or field.width), _meeting_of)
    return made if name in _OWN else replace(made, own=False, fixed=_OPEN)


def _told(field: Field, name: str) -> Column:
    return Column(field, lambda line: getattr(line, name), fixed=_OPEN)


_COLUMNS = (
    _own("held_on", 6),
    replace(_told(Field("次数", width=6, name="number"), "number"), tip=lambda line: line.numbers),
    _told(Field("类型", width=8, name="kinds"), "kinds"),
    _told(Field("党小组", width=6, name="group"), "group"),
    _own("name", 13),
    _own("due"),
    _own("present"),
    Column(
        Field("补录", width=4, name="late"),
        lambda line: "补录" if line.is_late else "",
        tone=lambda line: "warn" if line.is_late else "",
        tip=lambda line: f"{line.meeting.recorded_at[:10]}录入" if line.is_late else "",
        fixed="它由录入时间得出",
    ),
    _own("campaign"),
    _own("venue"),
)
_MORE = (
    _told(Field("主持人", Kind.NAME, width=5, name="chair"), "chair"),
    *(
        _own(name)
        for name in (
            "kind", "also", "starts_at", "ends_on", "ends_at", "chair_name", "recorder_name",
            "lecturer", "observers", "appraisal_year", "serial", "study", "voters_due",
            "voters_present", "has_typed_counts", "body", "remark",
        )
    ),
)  # fmt: skip


class MeetingsList(RecordPage):
    """The year's meetings; Enter or a double click opens one."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "meeting",
            "attendance",
            "member",
            "party_group",
            "own_kind",
            OwnColumn.table,
            OwnValue.table,
        }
    )

    meeting_wanted = Signal(int)
    copy_wanted = Signal(int)
    new_wanted = Signal(str, object, object)

    def __init__(self, store: Store) -> None:
        self._kind = _filter("会议类型", _ALL_KINDS)
        self._campaign = _filter("专题", _ALL_CAMPAIGNS)
        self._only: frozenset[int] | None = None
        self._chip = button("", self.show_all, "chip", "x")
        self._chip.hide()
        view = View(
            record=Meeting,
            title="会议",
            unit="次",
            columns=_COLUMNS,
            groups=(),
            rows=self._rows,
            record_of=_meeting_of,
            name_of=lambda meeting: name_of_meeting(store, meeting),
            search_hint="主题、类型、地点、专题",
            empty=_EMPTY,
            tables=self.tables,
            more=_MORE,
        )
        super().__init__(store, view, in_tab=True)
        self.model.set_editable(editable=False)
        self.table.installEventFilter(self)
        if keys := self._left.findChild(QLabel, "keys"):
            keys.setText(unbroken(_KEYS))
        left = Qt.AlignmentFlag.AlignLeft
        self.body.insertWidget(self.body.indexOf(self._tools) + 1, self._chip, 0, left)
        for box in (self._kind, self._campaign):
            box.currentIndexChanged.connect(self._refilter)

    def _rows(self, store: Store, _day: date) -> Sequence[Line]:
        meetings = meetings_of_year(store, self.year)
        self._offer(meetings)
        numbers, names = numbers_of_year(store, self.year), names_of(store)
        late_days = meeting_settings(store).late_days
        groups = {group.id: group.name for group in store.all(PartyGroup)}
        return [
            Line(
                meeting=meeting,
                number=_number_words(meeting.kind, numbers.get(meeting.id or 0, {})),
                numbers=_numbers_words(numbers.get(meeting.id or 0, {})),
                kinds="、".join(meeting.kinds),
                group=groups.get(meeting.group_id, ""),
                chair=name_in(meeting, names, "chair_id"),
                is_late=was_late(meeting, late_days),
            )
            for meeting in reversed(meetings)
        ]

    # Parts a kind of record may have of its own.

    def head_buttons(self) -> list[QWidget]:
        """Offer the export and a new meeting."""
        return [
            button("导出", lambda: self.paper_wanted.emit("meetings", 0)),
            self.adding("登记会议"),
        ]

    def first_steps(self) -> list[QWidget]:
        """Offer to enter the first meeting."""
        return [self.adding("登记会议")]

    def filters(self) -> list[QWidget]:
        """Offer type and campaign."""
        return [self._kind, self._campaign]

    def profile(self, shown: Any) -> QWidget | None:
        """Show what the chosen meeting was, and what in it does not fit together."""
        from ui.pages.meeting_profile import MeetingProfile  # noqa: PLC0415 - when first chosen

        made = MeetingProfile(self.store, shown.meeting.id or 0, shown.numbers or shown.number)
        made.open_asked.connect(lambda: self.edit(shown))
        made.copy_asked.connect(lambda: self.copy_wanted.emit(shown.meeting.id or 0))
        made.close_asked.connect(self.close_side)
        made.paper_wanted.connect(self.paper_wanted)
        return made

    def add(self) -> None:
        """Begin a new meeting."""
        if not is_refused(self):
            self.new_wanted.emit("", None, None)

    def edit(self, shown: Any) -> None:
        """Open a meeting."""
        self.meeting_wanted.emit(shown.meeting.id or 0)

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete meetings with all that belongs to them, as one step; say what follows for others."""
        gone = [line.meeting for line in rows]
        others = renumbered_without(self.store, gone)
        remove(self.store, *gone)
        step = self.store.undoable
        if others and step:
            self.achieved.emit(
                f"已{step.title}，后面 {others} 次会议的次数随之改变。",
                "撤销",
                lambda: self.store.undo_entry(step.id),
            )

    # Filters.

    def _offer(self, meetings: Sequence[Meeting]) -> None:
        kinds = [kind for kind in Kinds.of(self.store).names if _is_used(kind, meetings)]
        rest = {kind for meeting in meetings for kind in meeting.kinds} - set(kinds)
        _refill(self._kind, [_ALL_KINDS, *kinds, *sorted(rest)])
        campaigns = sorted({meeting.campaign for meeting in meetings} - {""})
        names = [_ALL_CAMPAIGNS, *campaigns, _NO_CAMPAIGN] if campaigns else [_ALL_CAMPAIGNS]
        _refill(self._campaign, names)
        self._campaign.setVisible(bool(campaigns))

    def reload(self) -> None:
        """Show the meetings as they are now."""
        super().reload()
        self._refilter()

    def show_only(self, meetings: Sequence[int], words: str) -> None:
        """List some meetings alone, which are told of in words."""
        self._only = frozenset(meetings)
        self._chip.setText(f"只看{words}")
        self._chip.setAccessibleName(f"只看{words}，点击显示全部")
        self._lift_filters()

    def show_all(self) -> None:
        """List every meeting of the year."""
        self._only = None
        self._lift_filters()
        self.table.setFocus()

    def _lift_filters(self) -> None:
        self.search.clear()
        self.conditions.clear()
        for box in (self._kind, self._campaign):
            box.setCurrentIndex(0)
        self._refilter()

    def _refilter(self) -> None:
        kind = self._kind.currentText() if self._kind.currentIndex() else ""
        campaign = self._campaign.currentText() if self._campaign.currentIndex() else None
        campaign = "" if campaign == _NO_CAMPAIGN else campaign

        def accepts(line: Line) -> bool:
            meeting = line.meeting
            return (
                (self._only is None or meeting.id in self._only)
                and (not kind or kind in meeting.kinds)
                and (campaign is None or meeting.campaign == campaign)
            )

        self.model.accept_only(accepts)
        self._chip.setVisible(self._only is not None)
        self.show_count()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter open the meeting, as nothing is typed into this table."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress:
            key, plain = event.key(), not event.modifiers() & _WITH  # type: ignore[attr-defined]
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
                shown = self.model.row_at(self.table.currentIndex())
                if shown is not None:
                    self.edit(shown)
                return True
        return super().eventFilter(watched, event)


_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _number_words(kind: str, numbers: dict[str, int]) -> str:
    """Return 第3次 of the main type, 党员大会第3次 where it is numbered with another."""
    for series, number in numbers.items():
        return f"第{number}次" if series == kind else f"{series}第{number}次"
    return ""


def _numbers_words(numbers: dict[str, int]) -> str:
    """Return every number of a meeting that has several."""
    words = "、".join(f"{series}第{number}次" for series, number in numbers.items())
    return words if len(numbers) > 1 else ""


def _is_used(kind: str, meetings: Sequence[Meeting]) -> bool:
    return any(kind in meeting.kinds for meeting in meetings)


def _filter(name: str, first: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(first)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _refill(box: QComboBox, entries: list[str]) -> None:
    chosen = box.currentText()
    if entries == [box.itemText(at) for at in range(box.count())]:
        return
    box.blockSignals(True)
    box.clear()
    box.addItems(entries)
    box.setCurrentIndex(max(box.findText(chosen), 0))
    box.blockSignals(False)
