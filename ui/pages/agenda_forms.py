"""The form of an agenda, the form of a type of the branch's own, and the facts of a shipped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.meetings.records import OwnKind, Template
from models.meetings.templates import points_of, shipped_like
from ui import theme
from ui.record.editors import LongEditor
from ui.record.form import Group, RecordForm
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from models.meetings.kinds import MeetingKind

_AGENDA = ("name", "topics", "required_parts", "chosen_parts")
_KIND = ("name", "scope", "sheet", "is_study")
_LINES = {"topics": 156, "required_parts": 96, "chosen_parts": 56}
_SHIPPED = "自带模板，可以按本支部的习惯改；名称不能改。"
_CHANGED = "本支部改过的自带模板。"
_HIDDEN = "这个自带模板不再使用，登记会议时不列出。"
_OWN = "本支部的模板；登记会议时点“议程模板”选用，排在最前的一个自动带出。"


class TemplateForm(RecordForm):
    """The fields of an agenda, a line a point."""

    stop_asked = Signal()
    restore_asked = Signal()

    def __init__(self, template: Template) -> None:
        self._template = template
        super().__init__(Template, (Group("", _AGENDA),))
        for name, height in _LINES.items():
            editor = self.editor(name)
            editor.setFixedHeight(theme.unit(height))
            if isinstance(editor, LongEditor):
                editor.setPlaceholderText("一行一项")
        self.editor("name").setEnabled(shipped_like(template) is None)

    def heading(self) -> QWidget | None:
        """Return where the agenda comes from, and the way back to it."""
        template = self._template
        made = QWidget()
        shipped = shipped_like(template) is not None
        words = _OWN
        if shipped:
            words = _HIDDEN if template.is_hidden else _CHANGED if template.id else _SHIPPED
        across = row(label(words, "hint", wrap=True), spacing=12)
        across.setStretch(0, 1)
        if shipped and template.id:
            back = "恢复使用" if template.is_hidden else "恢复自带内容"
            across.addWidget(button(back, self.restore_asked.emit))
        elif shipped:
            across.addWidget(button("不再使用", self.stop_asked.emit))
        made.setLayout(across)
        return made

    def focus_first(self) -> None:
        """Put the cursor into the first field that takes a text."""
        self.focus_field("name" if self.editor("name").isEnabled() else "topics")


def kind_form() -> RecordForm:
    """Return the form of a type of the branch's own."""
    return RecordForm(OwnKind, (Group("", _KIND),))


class AgendaFacts(QWidget):
    """An agenda that cannot be altered now: its points."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        layout.addWidget(label(f"{template.kind} › {template.name}", "cardtitle", wrap=True))
        for point in points_of(template):
            words = (
                f"{point.item.part}：{point.item.topic}" if point.item.part else point.item.topic
            )
            layout.addWidget(label(words, "", wrap=True))
        layout.addStretch(1)


class KindFacts(QWidget):
    """What is fixed for a type."""

    def __init__(self, kind: MeetingKind, *, is_own: bool) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        layout.addWidget(label(kind.name, "cardtitle"))
        if not is_own:
            words = "自带的会议类型，不能修改。"
            layout.addWidget(label(words, "hint", wrap=True))
        facts = QGridLayout()
        facts.setHorizontalSpacing(theme.unit(16))
        facts.setVerticalSpacing(theme.unit(8))
        facts.setColumnStretch(1, 1)
        layout.addLayout(facts)
        for at, (caption, words) in enumerate(
            (
                ("应参加的人", kind.scope),
                ("记录名称", kind.sheet),
                (
                    "编次",
                    f"与{kind.numbered}一起编次" if kind.numbered != kind.name else "单独编次",
                ),
                ("学时", "按起止时间折算学时" if kind.is_study else "不计学时"),
            )
        ):
            facts.addWidget(label(caption, "second"), at, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(label(words, "", wrap=True), at, 1)
        layout.addStretch(1)
