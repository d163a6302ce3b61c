"""Which columns of a ledger are printed, in which order and how wide, and on which paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from exporters.ledgers.remembered import NARROWEST, WIDEST
from models.date_styles import AS_KEPT, DATE_STYLES
from models.fields import Kind
from models.own_columns import own_columns, own_date_styles
from ui import theme
from ui.widgets import button, column, label, row, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporters.ledgers import Asked, Ledger
    from exporters.sheet import Paper
    from models.store import Store

_PAPERS: tuple[tuple[str, Paper], ...] = (
    ("按台账自定", ""),
    ("A4 竖向", "A4"),
    ("A4 横向", "A4 landscape"),
    ("A3 横向", "A3 landscape"),
)
_NAME = Qt.ItemDataRole.UserRole
_WIDTH = Qt.ItemDataRole.UserRole + 1
_STYLE = Qt.ItemDataRole.UserRole + 2
_DATES = {Kind.DATE, Kind.PARTIAL_DATE}
_OWN_ORDER = "本支部次序"
_ONTO = Qt.ItemFlag.ItemIsDropEnabled


class ColumnsDialog(QDialog):
    """The columns of one ledger with a tick for each that is printed."""

    def __init__(self, parent: QWidget, store: Store, ledger: Ledger, asked: Asked) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{ledger.name}的栏目和纸张")
        self._fields = {each.name: each for each in ledger.offered(store)}
        self._usual = tuple(each.name for each in ledger.usual(store))
        self._own_styles = own_date_styles(own_columns(store, ledger.owner))
        self._asked = asked
        self._has_orders = bool(ledger.orders)
        self.list = self._make_list()
        self.width_box = self._make_width_box()
        self.style_box = _combo("日期写法", [(style, style) for style in DATE_STYLES])
        self.style_box.currentIndexChanged.connect(lambda _at: self._set(_STYLE, self._style))
        self.order = _combo(
            "人员次序", [(_OWN_ORDER, ""), *((f"按{order}", order) for order in ledger.orders)]
        )
        self.paper = _combo("纸张", _PAPERS)
        self._hint = label("", "problem", wrap=True)
        self._confirm = button("确定", self.accept, "primary")
        self._build()
        self._show(asked)

    @property
    def asked(self) -> Asked:
        """What was chosen, with what else was asked."""
        names = tuple(
            item.data(_NAME) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )
        return replace(
            self._asked,
            columns=() if names == self._usual else names,
            widths={
                item.data(_NAME): item.data(_WIDTH)
                for item in self._items()
                if item.data(_WIDTH) != self._usual_width(item.data(_NAME))
            },
            date_styles={
                item.data(_NAME): item.data(_STYLE)
                for item in self._items()
                if item.data(_STYLE) != self._usual_style(item.data(_NAME))
            },
            order=self.order.currentData(),
            paper=self.paper.currentData(),
        )

    @property
    def _style(self) -> str:
        return str(self.style_box.currentData())

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("quietlist")
        made.setAccessibleName("栏目")
        made.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        made.setDefaultDropAction(Qt.DropAction.MoveAction)
        made.currentItemChanged.connect(lambda *_: self._show_current())
        made.itemChanged.connect(lambda _item: self._judge())
        return made

    def _make_width_box(self) -> QSpinBox:
        made = QSpinBox()
        made.setAccessibleName("宽度（字）")
        made.setRange(NARROWEST, WIDEST)
        made.setSuffix(" 字")
        made.valueChanged.connect(lambda width: self._set(_WIDTH, width))
        return made

    def _build(self) -> None:
        room = self.screen().availableSize().height() - theme.unit(80)
        layout = column(self, margin=20, spacing=12)
        layout.addWidget(
            label(
                "打勾的栏目会印出来；拖动或用“上移”“下移”排先后。选法记在文件里。",
                "second",
                wrap=True,
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(
            row(
                button("上移", lambda: self._move(-1)),
                button("下移", lambda: self._move(1)),
                None,
                _caption("日期写法", self.style_box),
                self.style_box,
                _caption("宽度", self.width_box),
                self.width_box,
            )
        )
        layout.addWidget(rule())
        last = row(_caption("纸张", self.paper), self.paper, None)
        if self._has_orders:
            last.addWidget(_caption("人员次序", self.order))
            last.addWidget(self.order)
        layout.addLayout(last)
        layout.addWidget(self._hint)
        layout.addLayout(
            row(
                button("恢复默认", self._show_usual, "quiet"),
                None,
                button("取消", self.reject),
                self._confirm,
            )
        )
        self.resize(theme.unit(520), min(theme.unit(600), room))
        self.list.setFocus()

    def _usual_style(self, name: str) -> str:
        return self._own_styles.get(name, AS_KEPT)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _show_usual(self) -> None:
        usual = replace(self._asked, columns=(), widths={}, date_styles={}, order="", paper="")
        self._show(usual)

    def _show(self, look: Asked) -> None:
        """Show a choice: what is printed first, in its order, then the rest."""
        shown = [name for name in look.columns or self._usual if name in self._fields]
        rest = [name for name in self._fields if name not in set(shown)]
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in [*shown, *rest]:
                item = QListWidgetItem(self._fields[name].label)
                item.setData(_NAME, name)
                item.setData(_WIDTH, look.widths.get(name, self._usual_width(name)))
                item.setData(_STYLE, look.date_styles.get(name, self._usual_style(name)))
                # No dropping onto an item: between two is the only place there is.
                item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~_ONTO)
                is_on = name in shown
                item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        for box, chosen in ((self.paper, look.paper), (self.order, look.order)):
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.list.setCurrentRow(0)
        self._show_current()
        self._judge()

    def _usual_width(self, name: str) -> int:
        return max(NARROWEST, min(self._fields[name].width, WIDEST))

    def _show_current(self) -> None:
        item = cast("QListWidgetItem | None", self.list.currentItem())
        self.width_box.setEnabled(item is not None)
        is_date = item is not None and self._fields[item.data(_NAME)].kind in _DATES
        self.style_box.setEnabled(is_date)
        if item is not None:
            with QSignalBlocker(self.width_box), QSignalBlocker(self.style_box):
                self.width_box.setValue(item.data(_WIDTH))
                self.style_box.setCurrentIndex(self.style_box.findData(item.data(_STYLE)))

    def _set(self, role: int, value: object) -> None:
        item = cast("QListWidgetItem | None", self.list.currentItem())
        if item is not None:
            item.setData(role, value)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if 0 <= place + by < self.list.count():
            with QSignalBlocker(self.list):
                self.list.insertItem(place + by, self.list.takeItem(place))
                self.list.setCurrentRow(place + by)
            self._show_current()

    def _judge(self) -> None:
        """Say when nothing would be printed."""
        some = any(item.checkState() is Qt.CheckState.Checked for item in self._items())
        self._hint.setText("" if some else "至少留一栏；请在要印的栏目前打勾。")
        self._hint.setVisible(not some)
        self._confirm.setEnabled(some)


def _combo(name: str, entries: Iterable[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for words, data in entries:
        made.addItem(words, data)
    return made


def _caption(text: str, box: QWidget) -> QLabel:
    made = label(text, "second")
    made.setBuddy(box)
    return made
