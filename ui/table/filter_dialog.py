"""One condition, asked for: a field, how it is asked about, and what it must be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.values import parse_partial_date
from ui import theme
from ui.table import conditions
from ui.table.conditions import BETWEEN, CONTAINS, EMPTY, ONE_OF, Condition
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values import PartialDate
    from ui.table.columns import Column

_MOST_LISTED = 500


class FilterDialog(QDialog):
    """Asks for a condition; `condition` holds it once accepted."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Any], name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("筛选")
        self.resize(theme.unit(420), min(theme.unit(440), parent.window().height()))
        self.condition: Condition | None = None
        self._columns, self._rows = list(columns), rows
        self._field, self._way = _box("哪一栏"), _box("条件")
        self._field.addItems([column.field.label for column in columns])
        self._field.setCurrentIndex(
            next((at for at, c in enumerate(columns) if c.field.name == name), 0)
        )
        self._list = QListWidget()
        self._list.setAccessibleName("有哪些")
        self._text, self._first, self._last = QLineEdit(), QLineEdit(), QLineEdit()
        for line, said, hint in (
            (self._text, "包含的文字", "其中的几个字"),
            (self._first, "从", "如 2020-01"),
            (self._last, "到", "如 2026-12-31"),
        ):
            line.setAccessibleName(said)
            line.setPlaceholderText(hint)
        self._problem = label("", "problem", wrap=True)
        self._build()
        self._field.currentIndexChanged.connect(self._show_ways)
        self._way.currentTextChanged.connect(self._show_way)
        self._show_ways()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        space = theme.unit(16)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(8))
        across = row(self._field, self._way)
        across.setStretch(0, 1)
        layout.addLayout(across)
        self._stack = QStackedWidget()
        dates = QWidget()
        below = column(dates)
        below.addLayout(row(label("从"), self._first, label("到"), self._last))
        below.addWidget(label("空着的一头不限。", "hint"))
        for part in (self._list, _on_top(self._text), _on_top(dates), QWidget()):
            self._stack.addWidget(part)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._problem)
        layout.addLayout(
            row(None, button("取消", self.reject), button("加上条件", self.accept, "primary"))
        )

    @property
    def _column(self) -> Column:
        return self._columns[self._field.currentIndex()]

    def _show_ways(self) -> None:
        self._way.blockSignals(True)
        self._way.clear()
        self._way.addItems(list(conditions.ways(self._column)))
        self._way.blockSignals(False)
        self._show_way(self._way.currentText())

    def _show_way(self, way: str) -> None:
        self._problem.clear()
        page = {ONE_OF: 0, CONTAINS: 1, BETWEEN: 2}.get(way, 3)
        self._stack.setCurrentIndex(page)
        if page == 0:
            self._list_values()

    def _list_values(self) -> None:
        """List what stands in the column, the most frequent first."""
        self._list.clear()
        column = self._column
        counted: Counter[str] = Counter()
        for value, count in Counter(map(column.value, self._rows)).items():
            counted[column.words_for(value)] += count
        for text, count in counted.most_common(_MOST_LISTED):
            item = QListWidgetItem(f"{text or '空白'}　{count}")
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._list.addItem(item)
        if counted:
            self._list.setCurrentRow(0)

    def choose(self, *texts: str) -> None:
        """Tick some of what is listed."""
        for at in range(self._list.count()):
            item = self._list.item(at)
            ticked = item.data(Qt.ItemDataRole.UserRole) in texts
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _ticked(self) -> list[str]:
        items = (self._list.item(at) for at in range(self._list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _asked(self) -> Condition:
        """Return what was asked for; a ValueError says in a sentence what is missing."""
        way, column = self._way.currentText(), self._column
        if way == ONE_OF:
            if not (ticked := self._ticked()):
                raise ValueError("一项也没有选，请在列表里打勾（按空格键也可以）。")
            return conditions.one_of(column, ticked)
        if way == CONTAINS:
            if not self._text.text().strip():
                raise ValueError("没有写要找的文字，请填写，或改选“为空”。")
            return conditions.contains(column, self._text.text())
        if way == BETWEEN:
            first, last = _date(self._first), _date(self._last)
            if not first and not last:
                raise ValueError("两个日期都空着，请至少填写一个。")
            return conditions.between(column, first, last)
        return conditions.empty(column, is_so=way == EMPTY)

    # Qt overrides

    def accept(self) -> None:
        """Take the condition, or say what is missing."""
        try:
            self.condition = self._asked()
        except ValueError as error:
            self._problem.setText(str(error))
            return
        super().accept()


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box


def _on_top(part: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    layout.addStretch(1)
    return holder


def _date(line: QLineEdit) -> PartialDate | None:
    text = line.text().strip()
    if not text:
        return None
    try:
        return parse_partial_date(text)
    except ValueError as error:
        raise ValueError(f"{error}，请写成 2026-03-01，可只写到年或月。") from None
