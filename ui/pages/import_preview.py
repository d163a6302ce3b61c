"""What an import would do: how many rows of each kind, where the heading stands, and the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from models.importing import Kind
from models.importing.mapping import is_new
from models.meetings.records import Meeting
from ui import theme
from ui.pages.import_mending import NEW_COLUMN
from ui.pages.import_table import (
    FIXED,
    KIND,
    NUMBER,
    REASON,
    PreviewModel,
    PreviewTable,
    heading_of,
)
from ui.pages.import_tools import PreviewTools
from ui.pages.mapping_header import MappingHeader
from ui.widgets import button, card, column, label, row

if TYPE_CHECKING:
    from models.importing import Preview
    from models.importing.heading import Column
    from ui.pages.import_mending import Mending

_KEYS = "直接键入或按 F2 改正，Enter 到下一行，Delete 清空；列名上方选这一列取作什么。"
_MEND = "直接键入或按 F2 改正。"
_LABELS = {(Meeting.table, "held_on"): "日期和时间"}
"""What a column is taken as, where it may hold more than the field of its name."""
_WIDTHS = {NUMBER: 3, KIND: 3, REASON: 16}
_LEFT_OUT = 30
_WIDEST, _LOOKED_AT = 16, 200
"""Characters a column has at most for its content, and rows that are looked at for it."""


class PreviewPane(QWidget):
    """One sheet's preview and the ways to mend it."""

    problems_asked = Signal()
    given_up = Signal()
    refused = Signal(str)

    def __init__(self, mending: Mending, preview: Preview, name: str) -> None:
        super().__init__()
        self._mending = mending
        self.preview = preview
        self._name = name
        self.model = PreviewModel(preview, self)
        self.table = PreviewTable(self.model)
        self.heads = MappingHeader(self.table)
        self._chips = self._make_chips()
        self._notes = label("", "hint", wrap=True)
        self._why = label(_KEYS, "hint", wrap=True)
        self._problems = button("另存有问题的行…", self.problems_asked.emit)
        self._build()
        self._connect()
        self._tell()

    def shows_sheet_of(self, preview: Preview) -> bool:
        """Return whether a preview has the same columns above the same rows."""
        mine = self.preview
        same = mine.sheet is preview.sheet and mine.heading == preview.heading
        return same and mine.subject.table == preview.subject.table

    def show_preview(self, preview: Preview) -> None:
        """Show the same sheet judged anew, as it is scrolled now."""
        is_mapped_anew = preview.mapping != self.preview.mapping
        self.preview = preview
        self.model.show_preview(preview)
        if is_mapped_anew:
            self._offer()
        self._tell()

    def words(self) -> str:
        """Return what is read: which file and sheet, and how many rows of it."""
        preview = self.preview
        parts = [self._name, preview.sheet.name, f"{len(preview.rows)} 行"]
        if preview.left_out:
            parts.append(f"略过 {len(preview.left_out)} 行合计、空行或说明")
        return " · ".join(dict.fromkeys(parts))

    def words_of_left_out(self) -> list[str]:
        """Return the first of the rows that are no rows of the list, with the reason, one line each."""
        left = self.preview.left_out[:_LEFT_OUT]
        return [f"第{each.row_number}行：{each.reason} {each.text}" for each in left]

    def _build(self) -> None:
        layout = column(self, spacing=8)
        give_up = button("放弃导入", self.given_up.emit, "quiet")
        layout.addLayout(row(*self._chips.values(), None, self._problems))
        tools = row(PreviewTools(self._mending, self.preview), give_up)
        tools.setStretch(0, 1)
        tools.setAlignment(give_up, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(tools)
        layout.addWidget(self._notes)
        frame, inner = card()
        inner.setContentsMargins(1, 1, 1, 1)
        self.table.set_heads(self.heads)
        inner.addWidget(self.table)
        frame.setMinimumHeight(theme.unit(160))
        # The usual height of a table is no need: it would let a low page scroll beside its rows.
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        layout.addWidget(frame, 1)
        layout.addWidget(self._why)
        self._offer()

    def _connect(self) -> None:
        self.model.mended.connect(self._mending.mend)
        self.table.refused.connect(self.refused)
        self.heads.mapped.connect(self._on_mapped)
        self.heads.focused.connect(self._bring_into_sight)
        self.table.selectionModel().currentChanged.connect(self._on_moved)

    def _make_chips(self) -> dict[Kind | None, QPushButton]:
        group = QButtonGroup(self)
        made: dict[Kind | None, QPushButton] = {}
        for kind in (None, *self.preview.subject.kinds):
            chip = QPushButton()
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setChecked(kind is None)
            chip.clicked.connect(lambda _on=False, kind=kind: self.show_kind(kind))
            group.addButton(chip)
            made[kind] = chip
        return made

    def show_kind(self, kind: Kind | None) -> None:
        """Show only the rows of one kind, or all."""
        self._chips[kind].setChecked(True)
        self.model.show_kind(kind)
        if kind and self.model.rows and (there := self.model.complained(0)):
            self.table.setCurrentIndex(there)
        self._explain()

    def _offer(self) -> None:
        """Put over each column what it may be taken as."""
        preview = self.preview
        places = list(enumerate(preview.heading.columns, FIXED))
        table = preview.subject.table
        fields = [
            (name, _LABELS.get((table, name), each.label))
            for name, each in preview.subject.fields.items()
        ]
        extra = {at: [*_uses(preview, each), *self._new_entry(each)] for at, each in places}
        self.heads.offer(
            {at: heading_of(each) for at, each in places},
            {at: [*extra[at], *fields] for at, _ in places},
            {at: preview.mapping.get(each.index, "") for at, each in places},
        )
        self._size_columns()

    def _new_entry(self, each: Column) -> list[tuple[str, str]]:
        if not each.text or not self.preview.subject.makes_columns:
            return []
        name = self.preview.mapping.get(each.index, "")
        if is_new(name):
            return [(name, f"新自设栏目“{self.preview.fields[name].label}”")]
        return [(NEW_COLUMN, "作为新的自设栏目")]

    def _size_columns(self) -> None:
        metrics = self.table.fontMetrics()
        full = metrics.horizontalAdvance("国")
        rows = min(self.model.rowCount(), _LOOKED_AT)
        for section in range(self.model.columnCount()):
            width = _WIDTHS.get(section, 5)
            name = self.model.field_of(section)
            if name:
                width = max(width, min(self.preview.fields[name].width, 12))
            texts = (self.model.index(row, section).data() for row in range(rows))
            content = max(map(metrics.horizontalAdvance, texts), default=0)
            head = str(self.model.headerData(section, Qt.Orientation.Horizontal))
            widest = max(
                full * width + theme.unit(28),
                min(content, full * _WIDEST) + theme.unit(28),
                metrics.horizontalAdvance(head) + theme.unit(36),
                self.heads.width_of(section),
            )
            self.table.setColumnWidth(section, widest)

    def _on_mapped(self, section: int, name: str) -> None:
        """Ask for a column to be taken so; the cursor stays on the choice over it."""
        if not self._mending.map(self.preview.heading.columns[section - FIXED].index, name):
            self._offer()
        if box := self.heads.box(section):
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_sight(self, section: int) -> None:
        top = max(self.table.rowAt(0), 0)
        self.table.scrollTo(self.model.index(top, section))

    def _on_moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self.table.show_complaint()
        self._explain()

    def _explain(self) -> None:
        why = self.model.why(self.table.currentIndex())
        self._why.setText(f"{why}　{_MEND}" if why else _KEYS)

    def _tell(self) -> None:
        """Say how much there is of what."""
        preview, counts = self.preview, self.preview.counts
        for kind, chip in self._chips.items():
            chip.setText(f"{kind or '全部'} {counts[kind] if kind else len(preview.rows)}")
        notes = [*preview.notes, *preview.told]
        if preview.others:
            names = "、".join(f"“{name}”" for name in preview.others)
            what = preview.subject.contents
            notes.append(f"工作表{names}里也列有{what}，没有取入；请换到那一张再导入一次。")
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._problems.setVisible(bool(counts[Kind.DOUBTFUL] or counts[Kind.FAULTY]))
        self._explain()


def _uses(preview: Preview, each: Column) -> list[tuple[str, str]]:
    """Return what a column may be taken as that no other may, by name and words."""
    return [(use.field.name, use.words) for use in preview.subject.uses_of(each)]
