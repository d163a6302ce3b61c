"""Which columns to show and in which order, and the columns a branch adds of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.errors import AppError, in_one_sentence
from models.own_columns import (
    KINDS,
    OwnColumn,
    field_of_own,
    own_columns,
    remove_column,
    save_column,
)
from ui import theme
from ui.widgets import button, label, row, rule

if TYPE_CHECKING:
    from ui.record.page import RecordPage

_NAME = Qt.ItemDataRole.UserRole


class ColumnChoice(QDialog):
    """A list of all columns: ticked ones are shown, in the order of the list."""

    def __init__(self, page: RecordPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self.setWindowTitle("列")
        self.resize(theme.unit(420), min(theme.unit(560), parent.window().height()))
        self._list = QListWidget()
        self._list.setAccessibleName("可以显示的列")
        self._list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._problem = label("", "problem", wrap=True)
        layout = QVBoxLayout(self)
        space = theme.unit(16)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(8))
        layout.addWidget(label("打勾的列会显示；拖动或按“上移”“下移”改变次序。", "hint", wrap=True))
        layout.addWidget(self._list, 1)
        self._up = button("上移", lambda: self._shift(-1))
        self._down = button("下移", lambda: self._shift(1))
        self._rename = button("改名", self._ask_name, "quiet", "pencil")
        self._remove = button("删除栏目", self._remove_own, "quiet", "trash-2")
        layout.addLayout(row(self._up, self._down, None, self._rename, self._remove))
        if page.columns.takes_own and not page.store.read_only:
            layout.addWidget(rule())
            layout.addLayout(self._adding())
        layout.addWidget(self._problem)
        layout.addLayout(
            row(
                button("恢复默认", self._restore, "quiet"), None,
                button("取消", self.reject), button("确定", self.accept, "primary"),
            )
        )  # fmt: skip
        self._problem.hide()
        self._fill(page.columns.chosen)
        self._list.currentRowChanged.connect(self._show_state)
        self._list.setCurrentRow(0)
        self._list.setFocus()

    def _adding(self) -> QVBoxLayout:
        self._label = QLineEdit()
        self._label.setPlaceholderText("如：特长")
        self._label.setAccessibleName("新栏目的名称")
        self._label.returnPressed.connect(self._add_own)
        self._kind = QComboBox()
        self._kind.setAccessibleName("新栏目的内容")
        self._kind.addItems(list(KINDS))
        line = row(self._label, self._kind, button("添加", self._add_own, "", "plus"))
        line.setStretch(0, 1)
        layout = QVBoxLayout()
        layout.setSpacing(theme.unit(4))
        layout.addWidget(label("自设栏目", "second"))
        layout.addLayout(line)
        return layout

    def _fill(self, shown: tuple[str, ...]) -> None:
        """List the shown columns in their order, then the others."""
        self._list.clear()
        known = {column.field.name: column.field.label for column in self._page.available}
        order = [*(name for name in shown if name in known)]
        order += [name for name in known if name not in shown]
        own = {field.name for field in self._page.columns.own_fields}
        for name in order:
            item = QListWidgetItem(f"{known[name]}（自设）" if name in own else known[name])
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self._list.addItem(item)

    def ticked(self) -> tuple[str, ...]:
        """Return the names of the columns to show, in the order of the list."""
        items = (self._list.item(at) for at in range(self._list.count()))
        return tuple(i.data(_NAME) for i in items if i.checkState() == Qt.CheckState.Checked)

    def tick(self, name: str, *, shown: bool) -> None:
        """Choose whether a column is shown."""
        for at in range(self._list.count()):
            item = self._list.item(at)
            if item.data(_NAME) == name:
                item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)

    def _shift(self, by: int) -> None:
        at = self._list.currentRow()
        if 0 <= at + by < self._list.count():
            self._list.insertItem(at + by, self._list.takeItem(at))
            self._list.setCurrentRow(at + by)

    @property
    def _chosen_own(self) -> OwnColumn | None:
        item = self._list.currentItem()
        name = item.data(_NAME) if item else ""
        table = self._page.view.record.table
        if not self._page.columns.takes_own:
            return None
        columns = own_columns(self._page.store, table)
        return next((each for each in columns if field_of_own(each).name == name), None)

    def _show_state(self) -> None:
        at, own = self._list.currentRow(), self._chosen_own is not None
        own = own and not self._page.store.read_only
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < self._list.count() - 1)
        self._rename.setVisible(own)
        self._remove.setVisible(own)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _add_own(self) -> None:
        name = self._label.text().strip()
        made = OwnColumn(
            owner_table=self._page.view.record.table, label=name, kind=self._kind.currentText()
        )
        if self._saved(made, f"添加自设栏目{name}"):
            self._label.clear()

    def _ask_name(self) -> None:
        own = self._chosen_own
        if own is None:
            return
        name, is_given = QInputDialog.getText(self, "改名", "栏目名称", text=own.label)
        if is_given and name.strip() != own.label:
            self._saved(
                replace(own, label=name.strip()), f"把自设栏目{own.label}改名为{name.strip()}"
            )

    def _saved(self, column: OwnColumn, title: str) -> bool:
        shown = self.ticked()
        try:
            with self._page.store.change(title) as change:
                saved = save_column(change, column)
        except AppError as error:
            self._say(in_one_sentence(f"没有保存：{error}"))
            return False
        self._say("")
        self._page.columns.reload()
        name = field_of_own(saved).name
        self._fill((*shown, name) if column.id is None else shown)
        self._list.setCurrentRow(len(shown) if column.id is None else 0)
        return True

    def _remove_own(self) -> None:
        own, shown = self._chosen_own, self.ticked()
        if own is None:
            return
        try:
            with self._page.store.change(f"删除自设栏目{own.label}") as change:
                remove_column(change, own)
        except AppError as error:
            self._say(str(error))
            return
        self._page.columns.reload()
        self._fill(tuple(name for name in shown if name != field_of_own(own).name))
        self._list.setCurrentRow(0)
        self._say(f"已删除“{own.label}”和其中的内容；关闭这里后可以按 Ctrl+Z 撤销。")

    def _restore(self) -> None:
        self._page.columns.restore()
        self.reject()

    # Qt overrides

    def accept(self) -> None:
        """Show the ticked columns, of which there must be one."""
        if not self.ticked():
            self._say("一列也没有选，请至少勾选一列。")
            return
        self._page.columns.show_columns(self.ticked())
        super().accept()
