"""The head of a meeting: its types, when, where, who led it and who wrote."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.errors import InvalidRecord
from models.fields import field_of
from models.meetings.records import DASH, Meeting
from models.values import day_within, ending_time
from ui import theme
from ui.meeting.part import Part
from ui.meeting.shared import Shared
from ui.page import today
from ui.record.editors import ChoiceEditor
from ui.widgets import button, label, row
from ui.yearless import with_offer

_WIDE, _LAST = 640, 99
"""Pixels of the design from which three fields stand in a line; the line behind every other."""
_BESIDE = {3: 350, 2: 180}
"""Pixels of the design that a line of so many fields takes beside two people's boxes."""
_LEAST = 96
"""Pixels of the design that a list to choose from takes at least."""
_MORE = (
    "ends_on", "lecturer", "appraisal_year", "study", "serial", "has_typed_counts", "due",
    "present", "voters_due", "voters_present", "body", "remark",
)  # fmt: skip
_COUNTS = ("due", "present", "voters_due", "voters_present")
_WIDE_ONES = {"field_name", "field_observers", "field_body", "field_remark"}
_ROUND = {"kind", "also", "held_on", "group_id"}
"""What decides who should attend."""


class Facts(Part):
    """The card of the meeting itself."""

    record_type = Meeting

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self.cells: list[tuple[QWidget, Any]] = []
        self._more_cells: list[tuple[QWidget, Any]] = []
        self._day = date.min
        self._offered = ""
        """The day without its year whose sentence offers one."""
        frame = QFrame()
        frame.setObjectName("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        inside = QVBoxLayout(frame)
        space = theme.unit(16)
        inside.setContentsMargins(space, space, space, theme.unit(8))
        inside.setSpacing(theme.unit(8))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.unit(12))
        self._grid.setVerticalSpacing(theme.unit(8))
        inside.addLayout(self._grid)
        self._grid.addWidget(self.problem, _LAST, 0)
        self._build()
        self._button = button("更多栏目", self._toggle, "quiet")
        inside.addLayout(row(self._button, None))
        self._open = False
        self._across = 0
        self._place(3)

    def _build(self) -> None:
        self._cell("kind", self.make("kind"))
        self._cell(
            "also", self.make("also", 0, "可不填", ChoiceEditor(field_of(Meeting, "also"))), "兼作"
        )
        self._cell("group_id", self.make("group_id", hint="全支部"))
        self._cell("held_on", self.make("held_on", hint="如 2026-03-01"))
        self._cell("starts_at", self._times())
        self._cell("venue", self.make("venue"))
        self._cell("chair_id", self.person("chair_id", hint="姓名或首字母"), "主持")
        self._cell("recorder_id", self.person("recorder_id", hint="姓名或首字母"), "记录")
        self._cell("campaign", self.make("campaign", hint="如主题教育"))
        self._cell("name", self.make("name", hint="如第三季度党员大会，可不填"))
        self._cell("observers", self.make("observers", hint="列席人员，可不填"))
        for name in _MORE:
            self._cell(name, self.make(name), more=True)
        for name in ("kind", "also", "group_id", "venue", "chair_id", "recorder_id", "campaign"):
            self.editors[name].setMinimumWidth(theme.unit(_LEAST))

    def _times(self) -> QWidget:
        pair = QWidget()
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(6))
        layout.addWidget(self.make("starts_at", hint="14:30"))
        layout.addWidget(label("–", "second"))
        layout.addWidget(self.make("ends_at", hint="16:10"))
        for name in ("starts_at", "ends_at"):
            self.editors[name].setMinimumWidth(theme.unit(72))
        return pair

    def _cell(self, name: str, widget: QWidget, caption: str = "", *, more: bool = False) -> None:
        field = field_of(Meeting, name)
        text = caption or ("时间" if name == "starts_at" else field.label.split("（")[0])
        made = label(text, "second")
        made.setBuddy(self.editors[name])
        (self._more_cells if more else self.cells).append((made, widget))

    def _place(self, across: int) -> None:
        """Put the fields in lines of `across`."""
        if across == self._across:
            return
        self._across = across
        for _, widget in self.cells + self._more_cells:
            self._grid.removeWidget(widget)
        for column in range(6):
            self._grid.setColumnStretch(column, int(column % 2 and column < 2 * across))
        place = 0
        for caption, widget in self.cells + self._more_cells:
            wide = widget.objectName() in _WIDE_ONES
            if wide and place % across:
                place += across - place % across
            line, column = place // across, place % across * 2
            top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(caption, 2 * line, column, top)
            self._grid.addWidget(widget, 2 * line, column + 1, 1, 2 * across - 1 if wide else 1)
            place += across if wide else 1
        if said := self._faults or self._doubts:
            self.place_problem(next(iter(said)))

    # A meeting in, a meeting out.

    def show_record(self, record: Meeting) -> None:
        """Show a meeting."""
        self._day = record.held_on or date.min
        self.offer(record.kind, record.held_on or today())
        super().show_record(record)
        shown = any(self.editors[name].entered() not in {"", "否"} for name in self._own_more())
        self._show_more(shown=shown)

    def offer(self, kind: str, day: date) -> None:
        """Set the types, groups and people to choose from."""
        names = self.shared.kinds.names
        self.editors["kind"].offer(names)
        self.editors["also"].offer([name for name in names if name != kind])
        self.editors["group_id"].offer_records(self.shared.groups)
        self._people = self.shared.choices(day)
        for name in ("chair_id", "recorder_id"):
            self.offer_people(name)
            editor = self.editors[name]
            editor.setMinimumWidth(max(theme.unit(_LEAST), editor.needed_width()))
        self._place_for_width()

    @property
    def people(self) -> list[tuple[int, str]]:
        """Who can be chosen, those of the branch on the day first."""
        return getattr(self, "_people", [])

    def editors_choices(self, name: str) -> list[tuple[int, str]]:
        """Return the groups for the group, else people."""
        return self.shared.groups if name == "group_id" else self.people

    def values(self, name: str) -> dict[str, Any]:
        """Return what an editor means; several further types may stand side by side."""
        found = self._day_values() if name == "held_on" else super().values(name)
        if found.get("ends_at"):
            found["ends_at"] = self._ending()
        if name == "also" and found:
            found["also"] = DASH.join(
                filter(
                    None, (part.strip() for part in found["also"].translate(_COMMAS).split("、"))
                )
            )
        if name in _COUNTS and self.editors["has_typed_counts"].entered() != "是":
            return {}
        return found

    def _ending(self) -> str:
        """Return when it ended, by when it began on the same day."""
        ends_on = self._meant("ends_on")
        same_day = ends_on is None or ends_on == self._meant("held_on")
        start = (self._meant("starts_at") or "") if same_day else ""
        return ending_time(self.editors["ends_at"].entered(), start)

    def _meant(self, name: str) -> Any:
        """Return what a field's text means, None where it means nothing."""
        try:
            return field_of(Meeting, name).parse(self.editors[name].entered())
        except InvalidRecord:
            return None

    def _day_values(self) -> dict[str, Any]:
        """Return the day; of one without its year offer that of the year it stands in."""
        try:
            return super().values("held_on")
        except InvalidRecord as error:
            if meant := self._day_meant():
                raise InvalidRecord({"held_on": with_offer(str(error), meant)}) from error
            raise

    def _day_meant(self) -> date | None:
        year = self._day.year if self._day != date.min else today().year
        return day_within(year, self.editors["held_on"].entered())

    def explain(self, *, so_far: bool = False) -> bool:
        """Show what is not acceptable, and note the day that is offered by it."""
        found = super().explain(so_far=so_far)
        self._offered = self.editors["held_on"].entered() if self._day_meant() else ""
        return found

    def on_enter(self, name: str) -> None:
        """Go on; from a day without its year only once what was offered for it is taken."""
        meant = self._day_meant() if name == "held_on" else None
        if meant is None:
            super().on_enter(name)
        elif self._offered != self.editors[name].entered():
            self.explain(so_far=True)
        else:
            self.editors[name].show_text(str(meant))
            self.editors[name].edited.emit()
            super().on_enter(name)

    def _own_more(self) -> list[str]:
        return [name for name in _MORE if name not in _COUNTS]

    def changed(self, name: str) -> None:
        """Let the counts be typed only where they are said to be."""
        if name == "has_typed_counts":
            self._allow_counts()

    def _allow_counts(self) -> None:
        for name in _COUNTS:
            self.editors[name].setEnabled(self.editors["has_typed_counts"].entered() == "是")

    def focus_field(self, name: str) -> None:
        """Open what is folded away before the cursor goes there."""
        if name in _MORE:
            self._show_more(shown=True)
        super().focus_field(name)

    def _toggle(self) -> None:
        self._show_more(shown=not self._open)
        if self._open:
            self.editors[_MORE[0]].setFocus()

    def _show_more(self, *, shown: bool) -> None:
        self._open = shown
        for caption, widget in self._more_cells:
            caption.setVisible(shown)
            widget.setVisible(shown)
        self._allow_counts()
        self._button.setText("收起" if shown else "更多栏目")

    def place_problem(self, name: str) -> None:
        """Put the sentences below the line of a field."""
        if name in self.editors:
            self._grid.removeWidget(self.problem)
            self._grid.addWidget(self.problem, self._line_of(name) + 1, 0, 1, 2 * self._across)

    def _line_of(self, name: str) -> int:
        editor = self.editors[name]
        cell = next(
            widget
            for _, widget in self.cells + self._more_cells
            if widget is editor or widget.isAncestorOf(editor)
        )
        return int(self._grid.getItemPosition(self._grid.indexOf(cell))[0])  # type: ignore[index]

    def decides(self, before: Meeting, after: Meeting) -> bool:
        """Return whether someone else should attend than before."""
        return any(getattr(before, name) != getattr(after, name) for name in _ROUND)

    # Qt overrides

    def resizeEvent(self, event: Any) -> None:
        """Put fewer fields in a line where it is narrow."""
        super().resizeEvent(event)
        self._place_for_width()

    def _place_for_width(self) -> None:
        """Put as many fields in a line as have room with whole names in two of them."""
        whole = max(self.editors[name].needed_width() for name in ("chair_id", "recorder_id"))
        three = max(theme.unit(_WIDE), 2 * whole + theme.unit(_BESIDE[3]))
        two = 2 * whole + theme.unit(_BESIDE[2])
        self._place(3 if self.width() >= three else 2 if self.width() >= two else 1)


_COMMAS = str.maketrans(dict.fromkeys("，,;；", "、"))
