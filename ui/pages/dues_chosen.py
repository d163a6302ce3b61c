"""Lines that would be entered, seen before they are: all chosen at first, any may be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.widgets import button, card, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.table.columns import Column

_LOW = 480
"""The height of a low window, in pixels of the design."""
_HINT = "按住 Ctrl 点一行可以不选这一行，Ctrl+A 选中全部；写入以后可以撤销。"


class ChosenLines(QDialog):
    """The lines in a table; accepted, `chosen` are those that stayed selected."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
    ) -> None:
        """Show `rows`, each of a member of its own by `member_id`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(QSize(theme.unit(1080), theme.unit(520)).boundedTo(parent.window().size()))
        self.chosen: list[Any] = []
        layout = column(self, margin=16, spacing=12)
        self.is_low = parent.window().height() < theme.unit(_LOW)
        """Whether the window is so low that the table needs the room of what stands around it."""
        head = label(title, "cardtitle")
        head.setHidden(self.is_low)  # the frame of the dialog names it too
        layout.addWidget(head)
        layout.addWidget(label(sentence, "", wrap=True))
        frame, inside = card()
        inside.setContentsMargins(1, 1, 1, 1)
        self.model = RecordModel(columns, key=lambda row: row.member_id, parent=self)
        self.model.set_rows(rows)
        self.table = RecordTable(self.model, title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.show_whole_sentences()
        self._fit_names()
        inside.addWidget(self.table)
        layout.addWidget(frame, 1)
        hint = label(_HINT, "hint", wrap=True)
        layout.addWidget(hint)
        hint.setHidden(self.is_low)
        self._write = button("", self._take, "primary", "check")
        self._buttons = row(None, button("取消", self.reject), self._write)
        layout.addLayout(self._buttons)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_number())
        self.table.selectAll()
        self._show_number()
        self.table.setFocus()

    def add_below_sentence(self, widget: QWidget) -> None:
        """Let a widget stand between the sentence and the table."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, widget)

    def add_above_buttons(self, line: QLayout, *below: QWidget) -> None:
        """Let a line of controls, and what is said of them, stand above the buttons.

        In a low window the line stands beside them.
        """
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            at = layout.count() - 1
            if self.is_low:
                self._buttons.insertLayout(0, line, 1)
                self._buttons.setStretch(1, 0)
            else:
                layout.insertLayout(at, line)
            for place, widget in enumerate(below, at + 1):
                layout.insertWidget(place, widget)

    def _fit_names(self) -> None:
        """Let the first column be as wide as the names in it, and the words have the rest."""
        metrics, usual = self.table.fontMetrics(), self.table.columnWidth(0)
        places = (self.model.index(row, 0) for row in range(self.model.rowCount()))
        widest = max((metrics.horizontalAdvance(at.data()) for at in places), default=usual)
        self.table.setColumnWidth(0, min(usual, widest + theme.unit(32)))

    def _show_number(self) -> None:
        number = len(self.table.chosen_rows())
        self._write.setText(f"核定 {number} 人" if number else "没有选中的人")
        self._write.setEnabled(bool(number))

    def _take(self) -> None:
        self.chosen = self.table.chosen_rows()
        self.accept()
