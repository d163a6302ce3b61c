"""历史: every step taken, newest first, each of which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from models.branch.records import BranchYear
from models.database import references
from models.fields import Field, Kind, fields_of
from models.own_columns import OwnColumn, OwnValue
from models.store import FOUNDING
from models.tables import RECORDS
from models.values import mask_identity, mask_phone
from ui import theme
from ui.page import Page, PageHead
from ui.table.columns import Column
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.widgets import button, card, clear, column, label, row, rule, scrolled, search_box
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.journal import Entry, RowChange
    from models.store import Store

LIMIT = 1000
_SHOWN_CHANGES = 40
_BESIDE, _NARROW_BESIDE, _NARROW = 340, 232, 760
"""Widths of what a step altered, and the width of the page below which it gets less room."""
_COLUMNS = (
    Column(Field("时间", width=10), lambda entry: entry.time),
    Column(
        Field("性质", width=3),
        lambda entry: "撤销" if entry.undoes else "操作",
        tone=lambda entry: "warn" if entry.undoes else "plain",
    ),
    Column(Field("做了什么", width=6), lambda entry: entry.title),
)


class HistoryPage(Page):
    """The journal, with what a step altered beside it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.head = PageHead("历史")
        self.body.addWidget(self.head)
        self.search = search_box("日期、姓名、做了什么")
        tools = row(self.search, None)
        tools.setStretch(0, 1)
        self.body.addLayout(tools)
        self.model = RecordModel(_COLUMNS, key=lambda entry: entry.id, parent=self)
        self.table = RecordTable(self.model, "历史")
        self._across = row(self._table_card(), self._detail_card(), spacing=16)
        self._across.setStretch(0, 1)
        self.body.addLayout(self._across, 1)
        self.search.textChanged.connect(self.model.search)
        self.table.chosen.connect(self._show)
        self.reload()

    def reload(self) -> None:
        """Show the newest steps."""
        entries = self.store.entries(LIMIT)
        self.model.set_rows(entries)
        self.head.count.setText(
            f"最近 {len(entries)} 步" if len(entries) == LIMIT else f"{len(entries)} 步"
        )
        if entries:
            self.table.choose(entries[0].id)

    def begin(self) -> None:
        """Put the cursor into the steps."""
        self.table.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()

    def _table_card(self) -> QFrame:
        frame, layout = card()
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.table)
        return frame

    def _detail_card(self) -> QFrame:
        self._beside, self._detail = card()
        return self._beside

    def _show(self, entry: Entry | None) -> None:
        clear(self._detail)
        if entry is None:
            self._detail.addWidget(label("选一步，看它改了什么。", "hint"))
            self._detail.addStretch(1)
            return
        self._detail.addWidget(label(entry.title, "cardtitle", wrap=True))
        self._detail.addWidget(label(entry.time, "hint"))
        self._detail.addWidget(rule())
        self._detail.addWidget(scrolled(self._changes(entry)), 1)
        undo = button("撤销此步", lambda: self.store.undo_entry(entry.id), "", "undo-2")
        if entry.id == FOUNDING:
            undo.setEnabled(False)
            undo.setToolTip("这一步建立了台账本身，不能撤销")
        for_writing(self.store, undo)
        self._detail.addLayout(row(undo, None))

    def _changes(self, entry: Entry) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=4)
        changes = self.store.changes(entry.id)
        for change in changes[:_SHOWN_CHANGES]:
            layout.addWidget(label(_headline(change, self.store), "", wrap=True))
            for sentence in differences(change, self.store):
                layout.addWidget(label(sentence, "hint", wrap=True))
        if len(changes) > _SHOWN_CHANGES:
            layout.addWidget(label(f"……共 {len(changes)} 处", "hint"))
        layout.addStretch(1)
        return page

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps most of a small window."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.unit(_NARROW)
        self._beside.setFixedWidth(theme.unit(_NARROW_BESIDE if is_narrow else _BESIDE))


def _headline(change: RowChange, store: Store) -> str:
    verb = "新增" if change.before is None else "删除" if change.after is None else "修改"
    row = {
        **(change.before or {}), **(store.row(change.table, change.row_id) or {}),
        **(change.after or {}),
    }  # fmt: skip
    if change.table == OwnValue.table:
        row = {"name": (_owner(row, store) or {}).get("name")}
    person = store.row("member", row["member_id"]) if "member_id" in row else None
    naming = ("aspect", "value", "post", "label", "kind")
    what = " ".join(str(row[name]) for name in naming if row.get(name))
    name = row.get("name") or (person or {}).get("name", "")
    if change.table == BranchYear.table:
        name = f"{row['year']}年度"
    return "　".join(part for part in (f"{verb}{RECORDS[change.table].title}", name, what) if part)


def _owner(row: Mapping[str, Any], store: Store) -> Mapping[str, Any] | None:
    return store.row(row["owner_table"], row["owner_id"]) if "owner_id" in row else None


def _own_difference(change: RowChange, store: Store) -> str:
    """Return what was written in a column of the branch's own, under the column's name."""
    row = {
        **(store.row(change.table, change.row_id) or {}),
        **(change.before or change.after or {}),
    }
    named = store.row(OwnColumn.table, row["column_id"]) if "column_id" in row else None
    old, new = ((side or {}).get("value") or "空" for side in (change.before, change.after))
    return f"{named['label'] if named else OwnValue.title}：{old} → {new}"


def differences(change: RowChange, store: Store) -> list[str]:
    """Return each field that differs, as it was and as it is, personal numbers masked."""
    if change.table == OwnValue.table:
        return [_own_difference(change, store)]
    if change.before is None or change.after is None:
        return []
    known = {field.name: field for field in fields_of(RECORDS[change.table])}
    parents = {
        column: to for table, column, to in references(store.connection) if table == change.table
    }
    found = []
    for name, new in change.after.items():
        if field := known.get(name):
            sides = change.before.get(name), new
            old, now = (_shown(field, side, store, parents.get(name, "")) for side in sides)
            found.append(f"{field.label}：{old or '空'} → {now or '空'}")
    return found


def _shown(field: Field, value: Any, store: Store, parent: str) -> str:
    """Return a value in words; of one that refers to a record of `parent` what that is called."""
    if field.kind is Kind.REFERENCE and value is not None:
        row = store.row(parent, value) if parent else None
        if row and "held_on" in row:
            return f"{row['held_on'] or ''}{row['kind']}"
        return (row or {}).get("name") or f"第{value}条"
    text = field.display(value)
    if field.kind is Kind.IDENTITY:
        return mask_identity(text)
    return mask_phone(text) if field.kind is Kind.PHONE else text
