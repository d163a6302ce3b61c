"""批量修改: one field of many rows, with how many it changes said beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QVBoxLayout

from models.errors import InvalidRecord
from ui import theme
from ui.table.cell_editing import CellEditor, offered_by
from ui.table.columns import KEPT, Column
from ui.widgets import button, label, repolish, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.record.page import RecordPage


class ManyRows(QDialog):
    """Asks for a field, a value and the rows, and writes them as one step."""

    def __init__(self, page: RecordPage, name: str) -> None:
        super().__init__(page)
        self._page = page
        self.setWindowTitle("批量修改")
        self.setMinimumWidth(theme.unit(400))
        self._columns = [column for column in page.available if column.own]
        self._chosen = page.table.chosen_rows()
        self.field, self.rows = QComboBox(), QComboBox()
        self.field.setAccessibleName("哪一栏")
        self.rows.setAccessibleName("哪些行")
        self.field.addItems([column.field.label for column in self._columns])
        places = (at for at, c in enumerate(self._columns) if c.field.name == name)
        self.field.setCurrentIndex(next(places, 0))
        unit, shown = page.view.unit, len(page.model.rows)
        self.rows.addItem(f"选中的 {len(self._chosen)} {unit}")
        self.rows.addItem(f"表中显示的 {shown} {unit}")
        self._sentence = label("", "hint", wrap=True)
        self._write = button("修改", self.accept, "primary")
        self._form = QGridLayout()
        self.value = CellEditor(self, ())
        self._build()
        self.field.currentIndexChanged.connect(self._ask_value)
        self.rows.currentIndexChanged.connect(self._preview)
        self._ask_value()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        space = theme.unit(16)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(12))
        self._form.setHorizontalSpacing(theme.unit(12))
        self._form.setColumnStretch(1, 1)
        parts = (("哪一栏", self.field), ("改成", self.value), ("哪些行", self.rows))
        for line, (text, part) in enumerate(parts):
            self._form.addWidget(label(text, "second"), line, 0)
            self._form.addWidget(part, line, 1)
        layout.addLayout(self._form)
        self._sentence.setMinimumHeight(theme.unit(36))
        layout.addWidget(self._sentence)
        layout.addStretch(1)
        layout.addLayout(row(None, button("取消", self.reject), self._write))

    @property
    def _column(self) -> Column:
        return self._columns[self.field.currentIndex()]

    def _ask_value(self) -> None:
        """Ask for the value with what the field suggests; what was typed stays."""
        before = self.value
        self.value = CellEditor(self, offered_by(self._column))
        self.value.setObjectName("")
        self.value.setAccessibleName("改成")
        self.value.setPlaceholderText("留空就是清空")
        self.value.setText(before.text())
        self.value.textChanged.connect(lambda _text: self._preview())
        self._form.replaceWidget(before, self.value)
        before.hide()
        before.deleteLater()
        self.setTabOrder(self.field, self.value)
        self.setTabOrder(self.value, self.rows)
        self._preview()

    def _edits(self) -> list[tuple[Any, dict[str, Any]]]:
        """Return the rows that would change, with the value.

        Raises:
            InvalidRecord: if the value, or a record with it, would not be acceptable.
        """
        column, text = self._column, self.value.text()
        rows: Sequence[Any] = (
            self._chosen if not self.rows.currentIndex() else self._page.model.rows
        )
        column.meaning(text)
        edits = []
        for shown in rows:
            value = column.meaning(text, shown)
            if value is not KEPT and column.typed(shown) != self._display(value):
                values = {column.field.name: value}
                self._page.view.changed(shown, values)
                edits.append((shown, values))
        return edits

    def _display(self, value: Any) -> str:
        return (
            self.value.text().strip() if self._column.offers else self._column.field.display(value)
        )

    def _preview(self) -> None:
        unit = self._page.view.unit
        try:
            edits = self._edits()
        except InvalidRecord as error:
            self._say(f"{error}。", problem=True)
            return
        filled = sum(1 for shown, _ in edits if self._column.typed(shown))
        if not self.value.text().strip():
            what = f"清空 {len(edits)} {unit}的{self._column.field.label}"
            said = f"将{what}，原来的内容都去掉；要改成别的，请先填写。"
            self._say(
                said if edits else "没有要清空的：这一栏本来就空着。", what if edits else "修改"
            )
            return
        said = f"将改 {len(edits)} {unit}"
        if filled:
            said += f"，其中 {filled} {unit}原来有别的内容"
        act = f"修改 {len(edits)} {unit}" if edits else "修改"
        self._say(f"{said}。" if edits else "没有要改的：已经都是这个内容。", act)

    def _say(self, sentence: str, act: str = "修改", *, problem: bool = False) -> None:
        """Say what would be done, and name it on the button where there is anything to do."""
        self._sentence.setObjectName("problem" if problem else "hint")
        repolish(self._sentence)
        self._sentence.setText(sentence)
        self._write.setText(act)
        self._write.setEnabled(act != "修改")

    # Qt overrides

    def accept(self) -> None:
        """Write the value into the rows."""
        edits = self._edits()
        title = f"批量修改{self._column.field.label}：{len(edits)}{self._page.view.unit}"
        if self._page.work.write(edits, title):
            super().accept()
