"""What a pasted block will change, seen before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.fields import Field, Kind
from ui import theme
from ui.record.pasting import ADDED, EDITED, FAULTY, SAME, Line, Plan
from ui.table.columns import Column
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.widgets import button, card, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOUBTED = "·待核"
"""What follows the outcome of a line that is written and yet wants a look."""
_TONES = {EDITED: "note", ADDED: "good", FAULTY: "accent", SAME: "plain"}


def _words(line: Line) -> str:
    return "；".join(line.faults or [*line.remarks, *line.told]) or "与现有内容相同"


def _outcome(line: Line) -> str:
    return line.outcome + _DOUBTED if line.remarks else line.outcome


def _urgency(line: Line) -> tuple[bool, bool, int]:
    return line.outcome != FAULTY, not line.remarks, line.number


_LONGEST = 13
"""Characters that the names have room for: what tells two of one name apart stands at their end."""


def _columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    longest = max((len(line.name) for line in lines), default=0)
    name = Field("哪一条", width=max(7, min(longest, _LONGEST)), name="name")
    return (*_FIRST, Column(name, lambda line: line.name, tip=lambda line: line.name), _WORDS)


_FIRST = (
    Column(Field("行", Kind.INTEGER, width=2, name="line"), lambda line: line.number),
    Column(
        Field("结果", width=5, name="outcome"),
        _outcome,
        tone=lambda line: "warn" if line.remarks else _TONES[line.outcome],
    ),
)
_WORDS = Column(Field("改动或问题", width=16, name="words"), _words, tip=_words)


class PastePreview(QDialog):
    """The lines of a block with what becomes of each; accepted writes all the sound ones."""

    def __init__(self, plan: Plan, unit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴")
        wanted = QSize(theme.unit(800), theme.unit(460))
        self.resize(wanted.boundedTo(parent.window().size()))
        layout = QVBoxLayout(self)
        space = theme.unit(16)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(12))
        self.sentence = label(_sentence(plan, unit), "", wrap=True)
        layout.addWidget(self.sentence)
        if plan.doubt:
            layout.addWidget(label(f"写入以后：{plan.doubt}", "doubt", wrap=True))
        layout.addWidget(self._lines(plan.lines), 1)
        if plan.left_out:
            names = "、".join(plan.left_out)
            note = f"没有写入的栏目：{names}（不在表格里直接填写，或没有对应的位置）。"
            layout.addWidget(label(note, "hint", wrap=True))
        count = len(plan.of(EDITED)) + len(plan.of(ADDED))
        word = f"写入 {count} {unit}" if count else "没有可写入的"
        write = button(word, self.accept, "primary", "check")
        write.setEnabled(bool(count))
        give_up = button("取消", self.reject)
        layout.addLayout(row(None, give_up, write))
        (write if count else give_up).setFocus()

    def _lines(self, lines: Sequence[Line]) -> QWidget:
        frame, layout = card()
        layout.setContentsMargins(1, 1, 1, 1)
        self.model = RecordModel(_columns(lines), key=lambda line: line.number, parent=self)
        # What is wrong stands first, then what wants a look.
        self.model.set_rows(sorted(lines, key=_urgency))
        table = RecordTable(self.model, "粘贴预览")
        table.show_whole_sentences()
        layout.addWidget(table)
        return frame


def _sentence(plan: Plan, unit: str) -> str:
    counts = {outcome: len(plan.of(outcome)) for outcome in (EDITED, ADDED, FAULTY, SAME)}
    said = f"改 {counts[EDITED]} {unit}，增 {counts[ADDED]} {unit}，有误 {counts[FAULTY]} 行"
    if counts[SAME]:
        said += f"，不变 {counts[SAME]} 行"
    if counts[FAULTY]:
        said += "。有误的行不会写入，其余的作为一步写入，可以撤销"
    if doubted := sum(bool(line.remarks) for line in plan.lines):
        said += f"。要核对的 {doubted} 行照样写入，请看列在前面的原因"
    return f"{said}。"
