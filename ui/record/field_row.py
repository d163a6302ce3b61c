"""One field of a form: its label and editor, and what is to be said about the value below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models.errors import InvalidRecord
from models.fields import Field, Kind
from ui import theme
from ui.record.editors import Editor, LineEditor, LongEditor
from ui.widgets import button, label, restyle, row
from ui.yearless import day_meant, with_offer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


WIDE = "wide"
"""The property of an editor that takes the whole width of a form, its label above it."""


class FieldRow:
    """One field of the form: label, editor, and what is wrong or doubtful with it below.

    What is below is made when there is something to say: most fields never need it.
    """

    def __init__(
        self,
        field: Field,
        editor: Editor,
        layout: QGridLayout,
        line: int,
        on_confirm: Callable[[], object],
    ) -> None:
        self.field = field
        self.editor = editor
        self.year: int | None = None
        """The year that a day without one may be of, None where none is offered."""
        self._problem: QLabel | None = None
        self._doubt: tuple[QLabel, QWidget] | None = None
        self._remark: QLabel | None = None
        self._on_confirm = on_confirm
        if isinstance(self.editor, LongEditor):
            self.editor.flooded.connect(self.say)
        words = f"{field.label} *" if field.required else field.label
        caption = label(words, "second", wrap=not editor.property(WIDE))
        caption.setBuddy(self.editor)
        self.stack = QVBoxLayout()
        self.stack.setSpacing(theme.unit(2))
        self.stack.addWidget(self.editor)
        if editor.property(WIDE):
            self.stack.insertWidget(0, caption)
            layout.addLayout(self.stack, line, 0, 1, 2)
            return
        caption.setFixedWidth(theme.unit(116))
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(caption, line, 0, Qt.AlignmentFlag.AlignTop)
        caption.setMinimumHeight(theme.unit(32))
        layout.addLayout(self.stack, line, 1)

    def freeze(self) -> None:
        """Let the value be read and copied only."""
        if isinstance(self.editor, LineEditor | LongEditor):
            self.editor.setReadOnly(True)
        else:
            self.editor.setEnabled(False)

    def value(self) -> Any:
        """Return what the entered text means; raises InvalidRecord."""
        text = self.editor.entered()
        if self.field.kind is Kind.REFERENCE and text and not text.isdecimal():
            raise InvalidRecord(
                {self.field.name: f"{self.field.label}：没有“{text}”，请从列表中选"}
            )
        return self.field.parse(text)

    def fault(self) -> str:
        """Return the sentence about the entered text, "" if it is acceptable."""
        if isinstance(self.editor, LineEditor) and self.editor.is_full:
            return f"{self.field.label}：太长了，后面的没有放进来；这一栏只写一行，请改短"
        try:
            return self.field.problem(self.value()) or ""
        except InvalidRecord as error:
            meant = self.day_meant
            return with_offer(str(error), meant) if meant else str(error)

    @property
    def day_meant(self) -> date | None:
        """The day that a text without its year may mean, None if there is none or it is refused."""
        return day_meant(self.field, self.year, self.editor.entered())

    def say(self, sentence: str) -> None:
        """Show what is wrong, or nothing."""
        if sentence and self._problem is None:
            self._problem = label("", "problem", wrap=True)
            self.stack.insertWidget(self.stack.indexOf(self.editor) + 1, self._problem)
        if self._problem:
            self._problem.setText(sentence)
            self._problem.setVisible(bool(sentence))
        restyle(self.editor, "bad", value=bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def has_said(self, sentence: str) -> bool:
        """Return whether this is what is shown to be wrong."""
        return self._problem is not None and self._problem.text() == sentence

    @property
    def said(self) -> tuple[QLabel, ...]:
        """What is said below the editor now."""
        doubt = self._doubt[0] if self._doubt else None
        parts = (self._problem, doubt, self._remark)
        return tuple(part for part in parts if part and not part.isHidden())

    def show_doubt(self, reason: str) -> None:
        """Show why the value awaits confirmation, or nothing."""
        if reason and self._doubt is None:
            self._doubt = self._made_doubt()
        if self._doubt:
            words, confirm = self._doubt
            words.setText(f"存疑：{reason}" if reason else "")
            words.setVisible(bool(reason))
            confirm.setVisible(bool(reason))

    def show_remark(self, sentence: str) -> None:
        """Show what is unusual about the value, or nothing; it is never in the way."""
        if sentence and self._remark is None:
            self._remark = label("", "doubt", wrap=True)
            self.stack.addWidget(self._remark)
        if self._remark:
            self._remark.setText(sentence)
            self._remark.setVisible(bool(sentence))

    def _made_doubt(self) -> tuple[QLabel, QWidget]:
        words = label("", "doubt", wrap=True)
        confirm = button("确认", self._on_confirm, "confirm")
        confirm.setAccessibleName(f"确认{self.field.label}无误")
        beside = row(words, confirm)
        beside.setStretch(0, 1)
        self.stack.addLayout(beside)
        QWidget.setTabOrder(self.editor, confirm)
        return words, confirm
