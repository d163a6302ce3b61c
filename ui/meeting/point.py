"""A point of the agenda: its topic, what was reported, said, resolved, voted and given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.meetings.minutes import Point
from models.meetings.records import AgendaItem
from ui import theme
from ui.flow import Flow
from ui.meeting.election import ElectionLine
from ui.meeting.part import Part
from ui.meeting.speech import Line, SpeechLine, TaskLine
from ui.meeting.vote import VoteLine
from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.meeting.shared import Shared

_TOP = Qt.AlignmentFlag.AlignTop
L = TypeVar("L", bound=Line)
_DIGITS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Return 12 as 十二, up to 99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class ItemPart(Part):
    """The editors of a point itself."""

    record_type = AgendaItem
    below_asked = Signal()

    def on_enter(self, name: str) -> None:
        """Go from the topic to what was reported."""
        if name == "topic":
            self.focus_field("report")
        else:
            super().on_enter(name)


class PointCard(QFrame):
    """One point with all that belongs to it."""

    removal_asked = Signal()
    moved = Signal(int)

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("point")
        self.shared = shared
        self.speeches: list[SpeechLine] = []
        self.votes: list[VoteLine] = []
        self.tasks: list[TaskLine] = []
        self.elections: list[ElectionLine] = []
        self.item = ItemPart(shared)
        self.number: QLabel = label("", "second")
        self._boxes = {kind: column(spacing=6) for kind in ("speech", "vote", "task", "election")}
        self._build()

    def _build(self) -> None:
        inside = column(self, margin=12)
        topic = self.item.make("topic", hint="议题名称")
        topic.setProperty("topic", True)
        part = self.item.make("part", 108, "动作")
        head = QVBoxLayout(self.item)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.unit(8))
        line = row(self.number, topic, part)
        line.setStretch(1, 1)
        head.addLayout(line)
        report = self.item.make("report", hint="传达或汇报的内容，可以粘贴 Word 或群聊文字")
        reporter = self.item.make("reporter", 116, "汇报人")
        told = row(reporter, report)
        told.setStretch(1, 1)
        told.setAlignment(reporter, _TOP)
        head.addLayout(told)
        head.addWidget(self.item.problem)
        inside.addWidget(self.item)
        inside.addLayout(self._boxes["speech"])
        self._resolved = QWidget()
        resolution = self.item.make("resolution", hint="决定了什么")
        sign = label("决议", "strong")
        sign.setBuddy(resolution)
        sign.setMinimumHeight(theme.unit(32))
        across = row(sign, resolution)
        across.setAlignment(sign, _TOP)
        across.setStretch(1, 1)
        self._resolved.setLayout(across)
        inside.addWidget(self._resolved)
        for kind in ("vote", "election", "task"):
            inside.addLayout(self._boxes[kind])
        inside.addLayout(self._offers())
        self.item.show_record(AgendaItem())
        self._resolved.hide()

    def _offers(self) -> QHBoxLayout:
        room = QWidget()
        made = []
        for number, (text, act) in enumerate(self.acts, 1):
            one = button(text, act, "quiet", "plus")
            one.setToolTip(f"{text}（Ctrl+{number}）")
            made.append(one)
        Flow(room, *made)
        self.up = up = button("上移", lambda: self.moved.emit(-1), "quiet")
        up.setAccessibleName("上移这个议题")
        up.setToolTip("上移这个议题")
        drop = button("", self.removal_asked.emit, "quiet", "trash-2")
        drop.setAccessibleName("删除这个议题")
        drop.setToolTip("删除这个议题")
        line = row(room, up, drop)
        line.setStretch(0, 1)
        return line

    @property
    def acts(self) -> list[tuple[str, Callable[[], object]]]:
        """What can be added to the point; the key of each is Ctrl and its place."""
        return [
            ("发言", self.add_speech),
            ("决议", self.resolve),
            ("表决", self.add_vote),
            ("任务", self.add_task),
            ("选举", self.add_election),
        ]

    # A point in, a point out.

    def show_point(self, point: Point) -> None:
        """Show a point."""
        for box in self._boxes.values():
            clear(box)
        self.speeches, self.votes, self.tasks, self.elections = [], [], [], []
        self.item.show_record(point.item)
        self.item.editors["part"].setVisible(bool(point.item.part))
        self._resolved.setVisible(bool(point.item.resolution))
        for speech in point.speeches:
            self._append(SpeechLine, self.speeches, "speech").show_record(speech)
        for vote in point.votes:
            self._append(VoteLine, self.votes, "vote").show_record(vote)
        for task in point.tasks:
            self._append(TaskLine, self.tasks, "task").show_record(task)
        for ballot in point.ballots:
            self._append(ElectionLine, self.elections, "election").show_ballot(ballot)

    def point(self) -> Point:
        """Return it as typed, without lines that were never begun."""
        return Point(
            item=self.item.record(),
            speeches=tuple(one.record() for one in self.speeches if not one.is_empty),
            tasks=tuple(one.record() for one in self.tasks if not one.is_empty),
            votes=tuple(one.record() for one in self.votes if not one.is_empty),
            ballots=tuple(one.ballot() for one in self.elections if not one.is_empty),
        )

    def restored(self) -> None:
        """Show what a draft brought back, after its texts were put in."""
        self._resolved.setVisible(bool(self.item.editors["resolution"].entered()))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a topic."""
        return not any(
            text.strip() for name, text in self.item.typed().items() if name != "part"
        ) and all(part.is_empty for part in self.parts() if part is not self.item)

    def parts(self) -> Iterator[Part]:
        """Yield its parts from top to bottom."""
        yield self.item
        yield from self.speeches
        yield from self.votes
        for election in self.elections:
            yield from election.parts()
        yield from self.tasks

    # Lines that come and go.

    def _append(self, line_type: type[L], lines: list[L], box: str) -> L:
        line = line_type(self.shared)
        lines.append(line)
        self._boxes[box].addWidget(line)
        line.removal_asked.connect(lambda: self._remove(line, lines, box))
        line.next_asked.connect(lambda: self._after(box))
        return line

    def _add(self, line_type: type[L], lines: list[L], box: str, name: str) -> None:
        """Put the cursor into a new line, the last one if that is empty."""
        if lines and lines[-1].is_empty:
            line = lines[-1]
        else:
            line = self._append(line_type, lines, box)
            self.shared.rearranged.emit()
        line.focus_field(name)

    def add_speech(self) -> None:
        """Begin a speech."""
        self._add(SpeechLine, self.speeches, "speech", "member_id")

    def add_vote(self) -> None:
        """Begin a vote."""
        self._add(VoteLine, self.votes, "vote", "kind")

    def add_task(self) -> None:
        """Begin a task."""
        self._add(TaskLine, self.tasks, "task", "what")

    def add_election(self) -> None:
        """Begin an election."""
        self._add(ElectionLine, self.elections, "election", "office")

    def resolve(self) -> None:
        """Put the cursor where it says what was resolved."""
        self._resolved.show()
        self.item.focus_field("resolution")

    def _after(self, box: str) -> None:
        """Go on after a line is done: to the next of its kind, after a vote to the next field."""
        if box == "vote":
            self.focusNextChild()
        elif box == "speech":
            self.add_speech()
        else:
            self.add_task()

    def _remove(self, line: Line, lines: list[L], box: str) -> None:
        """Take a line out; one that holds something can be put back."""
        at = lines.index(line)  # type: ignore[arg-type]
        kept = None if line.is_empty else line.kept()
        lines.remove(line)  # type: ignore[arg-type]
        line.hide()
        line.deleteLater()
        self.shared.rearranged.emit()
        self.shared.edited.emit()
        self.item.focus_field("report")
        if kept is not None:
            words = f"已删除这条{line.record_type.title}。"
            self.shared.offer_back(
                self, words, lambda: self._put_back(type(line), lines, box, at, kept)
            )

    def _put_back(
        self, line_type: type[Any], lines: list[Any], box: str, at: int, kept: Any
    ) -> None:
        line = self._append(line_type, lines, box)
        line.show_kept(kept)
        lines.insert(at, lines.pop())
        self._boxes[box].removeWidget(line)
        self._boxes[box].insertWidget(at, line)
        self.shared.rearranged.emit()
        self.shared.edited.emit()
