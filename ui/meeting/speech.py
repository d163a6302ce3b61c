"""Who said what, and who is to do what: the lines below a point of the agenda."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.fields import field_of
from models.meetings.records import MeetingTask, Speech
from ui import theme
from ui.flow import Flow
from ui.meeting.long_text import SpokenText
from ui.meeting.part import Part
from ui.widgets import button, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.meeting.shared import Shared


class Line(Part):
    """A part that can be taken out, and asks for the next of its kind on Enter in its last field."""

    next_asked = Signal()
    removal_asked = Signal()

    def kept(self) -> Any:
        """Return all that stands in it, to be put back."""
        return self.record()

    def show_kept(self, kept: Any) -> None:
        """Show again what was taken out, as a line that is not on file."""
        self.show_record(replace(kept, id=None))

    def cross(self, what: str) -> QPushButton:
        """Return the button that takes it out."""
        made = button("", self.removal_asked.emit, "quiet", "x")
        made.setAccessibleName(f"删除这条{what}")
        made.setToolTip(f"删除这条{what}")
        return made


class SpeechLine(Line):
    """One speech."""

    record_type = Speech

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.unit(8))
        top = Qt.AlignmentFlag.AlignTop
        across.addWidget(self.person("member_id", 116, "发言人"), 0, top)
        words = SpokenText(field_of(Speech, "words"), shared)
        across.addWidget(self.make("words", editor=words, hint="说了什么，回车记下一人"), 1)
        across.addWidget(self.cross("发言"), 0, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(2))
        layout.addLayout(across)
        layout.addWidget(self.problem)
        self.show_record(Speech())

    def on_enter(self, name: str) -> None:
        """Go on to what was said, and from there to the next who speaks."""
        if name == "words" and not self.is_empty:
            self.next_asked.emit()
        else:
            super().on_enter(name)


class TaskLine(Line):
    """One task: what, who, until when, and what came of it."""

    record_type = MeetingTask

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.unit(8))
        what = SpokenText(field_of(MeetingTask, "what"), shared)
        across.addWidget(self.make("what", editor=what, hint="任务"), 1)
        rest = QWidget()
        Flow(
            rest,
            self.person("member_id", 116, "责任人"),
            self.make("due_on", 132, "完成时限"),
            self.make("done_on", 132, "完成日期"),
            self._result(),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(6))
        layout.addLayout(across)
        below = row(rest, self.cross("任务"))
        below.setStretch(0, 1)
        layout.addLayout(below)
        layout.addWidget(self.problem)
        self.show_record(MeetingTask(what=""))

    def _result(self) -> Any:
        made = SpokenText(field_of(MeetingTask, "result"), self.shared)
        return self.make("result", 180, "完成情况", made)

    def on_enter(self, name: str) -> None:
        """Go on to who and until when, and from there to the next task."""
        if name in {"due_on", "result"} and not self.is_empty:
            self.next_asked.emit()
        else:
            super().on_enter(name)
