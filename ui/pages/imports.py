"""导入: a workbook or a pasted block, seen row by row before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFrame,
    QInputDialog,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from models.errors import CannotReadFile
from models.fields import Field
from models.importing import (
    Kind,
    Preview,
    PreviewRow,
    preview_of,
    problem_rows,
    read_text,
    roll_of,
    take,
)
from models.importing import read_workbook as read
from models.members.roster import ROSTER_FIELDS
from models.values import cell_text
from ui import theme
from ui.files import documents, ended
from ui.page import Page, PageHead
from ui.pages.mapping_header import MappingHeader
from ui.pages.members import DOUBTFUL
from ui.table_model import Column, RecordModel
from ui.table_view import RecordTable
from ui.tasks import Task
from ui.widgets import button, card, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.importing import SheetRows, Taken
    from models.store import Store

_FILES = "表格 (*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.txt *.et);;所有文件 (*)"
_TONES = {
    Kind.NEW: "good", Kind.UPDATED: "note", Kind.SAME: "plain", Kind.DOUBTFUL: "warn",
    Kind.FAULTY: "accent",
}  # fmt: skip
_EMPTY = (
    "这里把现有的花名册取进来：选一个 Excel、WPS 表格，或从表格里复制后粘贴。"
    "确认之前什么也不会写入。"
)
_FIELDS = [(field.name, field.label) for field in ROSTER_FIELDS]
_FIXED = 3
"""Columns before those of the workbook: 行号, 情况, 原因."""


def _reason(shown: PreviewRow) -> str:
    if shown.kind is Kind.UPDATED and not shown.problems:
        labels = dict(_FIELDS)
        return "；".join(
            f"{labels.get(name, name)}：{old or '空'} → {new}"
            for name, (old, new) in shown.changes.items()
        )
    return "；".join([*shown.problems.values(), *shown.remarks.values()])


class ImportPage(Page):
    """Choose, look, mend, confirm."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._preview: Preview | None = None
        self._name = self._reading = self._saving = ""
        self._folder: Path | None = None
        self._kind: Kind | None = None
        self._confirm = button("确认导入", self._take, "primary", "check")
        self.head = PageHead(
            "导入",
            button("选择文件…", self._choose, "", "folder-open"),
            button("粘贴", self.paste, "", "clipboard-paste"),
            self._confirm,
        )
        self.body.addWidget(self.head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(QWidget())
        self.body.addWidget(self._stack, 1)
        self.setAcceptDrops(True)
        self._show_nothing()

    @property
    def preview(self) -> Preview | None:
        """What would be taken, if something was chosen."""
        return self._preview

    def read_file(self, path: Path) -> None:
        """Read a workbook and show what taking it would do."""
        self._begin(path.name, lambda report: read(path, report))

    def paste(self) -> None:
        """Show what taking the clipboard's cells would do."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.refused.emit("剪贴板里没有文字，请先在表格里选中并复制，再按“粘贴”。")
            return
        self._begin("粘贴的内容", lambda _report: read_text(text))

    def _begin(self, name: str, work: Callable[[Any], list[SheetRows]]) -> None:
        roll = roll_of(self.store)
        task = Task(
            lambda report: preview_of(work(report), roll, progress=report), f"正在读取{name}…"
        )

        self._reading = name
        self.follow(task, self._on_read, self.head.place)

    def _on_read(self, preview: Preview) -> None:
        self._name = self._reading
        self._kind = None
        self._show(preview)

    def _empty(self) -> QWidget:
        frame, layout = card()
        layout.addStretch(1)
        sentence = label(_EMPTY, "second", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(sentence)
        layout.addSpacing(theme.unit(8))
        choose = button("选择文件…", self._choose, "primary", "folder-open")
        layout.addLayout(row(None, choose, button("粘贴", self.paste, "", "clipboard-paste"), None))
        hint = label("也可以把文件拖到这里。", "hint")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(hint)
        layout.addStretch(2)
        return frame

    def _show_nothing(self) -> None:
        self._preview = None
        self._confirm.hide()
        self.head.count.setText("")
        self._stack.setCurrentIndex(0)

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self._confirm.show()
        counts = preview.counts
        taken = sum(counts[kind] for kind in (Kind.NEW, Kind.UPDATED, Kind.DOUBTFUL))
        self._confirm.setEnabled(bool(taken))
        self._confirm.setText(f"确认导入 {taken} 行" if taken else "没有可导入的行")
        left_out = f" · 略过 {len(preview.left_out)} 行合计、空行或说明" if preview.left_out else ""
        self.head.count.setText(
            f"{self._name} · {preview.sheet.name} · {len(preview.rows)} 行{left_out}"
        )
        old = self._stack.widget(1)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.insertWidget(1, self._preview_widget(preview))
        self._stack.setCurrentIndex(1)

    def _preview_widget(self, preview: Preview) -> QWidget:
        frame = QWidget()
        from ui.widgets import column as column_layout  # noqa: PLC0415 - a name of models too

        layout = column_layout(frame, spacing=12)
        layout.addLayout(self._tools(preview))
        for note in preview.notes:
            layout.addWidget(label(note, "hint", wrap=True))
        layout.addWidget(self._table(preview), 1)
        return frame

    def _tools(self, preview: Preview) -> Any:
        chips = self._chips(preview)
        parts: list[QWidget | None] = [*chips, None]
        if len(preview.sheet_names) > 1:
            sheets = QComboBox()
            sheets.setAccessibleName("工作表")
            sheets.addItems(list(preview.sheet_names))
            sheets.setCurrentText(preview.sheet.name)
            sheets.textActivated.connect(lambda name: self._show(preview.with_sheet(name)))
            parts.append(sheets)
        if preview.counts[Kind.DOUBTFUL] or preview.counts[Kind.FAULTY]:
            parts.append(button("另存有问题的行…", self._save_problems))
        parts.append(button("放弃导入", self._show_nothing, "quiet"))
        return row(*parts)

    def _chips(self, preview: Preview) -> list[QPushButton]:
        group = QButtonGroup(self)
        made = []
        for kind in (None, *Kind):
            count = len(preview.rows) if kind is None else preview.counts[kind]
            chip = QPushButton(f"{kind or '全部'} {count}")
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setChecked(kind is self._kind)
            chip.clicked.connect(lambda _on=False, kind=kind: self._filter(kind))
            group.addButton(chip)
            made.append(chip)
        return made

    def _table(self, preview: Preview) -> QFrame:
        frame, layout = card()
        layout.setContentsMargins(1, 1, 1, 1)
        self.model = RecordModel(
            _columns(preview), key=lambda shown: shown.row_number, parent=frame
        )
        self.model.set_rows(preview.rows)
        self._filter(self._kind)
        self.table = RecordTable(self.model, "导入预览")
        self._heads = heads = MappingHeader(self.table)
        self.table.set_heads(heads)
        columns = preview.heading.columns
        heads.offer(
            {place: each.text for place, each in enumerate(columns, _FIXED)},
            _FIELDS,
            {
                place: preview.mapping.get(each.index, "")
                for place, each in enumerate(columns, _FIXED)
            },
        )
        heads.mapped.connect(lambda at, name: self._map(columns[at - _FIXED].index, name))
        self.table.doubleClicked.connect(self._mend)
        layout.addWidget(self.table)
        return frame

    def _filter(self, kind: Kind | None) -> None:
        self._kind = kind
        self.model.accept_only(None if kind is None else lambda shown: shown.kind is kind)

    def _map(self, column: int, name: str) -> None:
        """Take a column as another field; the column that gave it gets this one's, as a swap."""
        if self._preview is None:
            return
        before = self._preview.mapping
        other = next((at for at, each in before.items() if name and each == name), column)
        made = self._preview.with_mapping(column, name)
        if other != column and column in before:
            made = made.with_mapping(other, before[column])
        self._show_again(made)
        columns = made.heading.columns
        section = next(at for at, each in enumerate(columns, _FIXED) if each.index == column)
        if box := self._heads.box(section):
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_again(self, preview: Preview) -> None:
        """Show a mended preview where the old one was scrolled to."""
        was = self.table.horizontalScrollBar().value(), self.table.verticalScrollBar().value()
        self._show(preview)
        QTimer.singleShot(0, self.table, lambda: self._scroll(*was))

    def _scroll(self, across: int, down: int) -> None:
        self.table.horizontalScrollBar().setValue(across)
        self.table.verticalScrollBar().setValue(down)

    def _mend(self, index: Any) -> None:
        preview = self._preview
        if preview is None or index.column() < _FIXED:
            return
        shown = self.model.row_at(index)
        each = preview.heading.columns[index.column() - _FIXED]
        name = preview.mapping.get(each.index)
        if name is None:
            return
        text, accepted = QInputDialog.getText(
            self,
            "改正这一格",
            f"第{shown.row_number}行“{each.text}”",
            text=preview.texts(shown)[name],
        )
        if accepted:
            self._show_again(preview.with_cell(shown.row_number, name, text))

    def _take(self) -> None:
        if self._preview is None:
            return
        if self.store.path:
            from models.backup import back_up  # noqa: PLC0415 - only before taking

            back_up(self.store, "导入前")
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            taken = take(self.store, self._preview)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._show_nothing()
        self.offered.emit(_outcome(taken), "查看党员", lambda: self.wanted.emit("members"))

    def _choose(self) -> None:
        place = str(self._folder or documents())
        name, _ = QFileDialog.getOpenFileName(self, "选择花名册", place, _FILES)
        if name:
            self._folder = Path(name).parent
            self.read_file(Path(name))

    def _save_problems(self) -> None:
        if self._preview is None:
            return
        offered = str((self._folder or documents()) / "有问题的行.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "另存有问题的行", offered, "Excel (*.xlsx)")
        if not name:
            return
        from exporters.files import write_sheet  # noqa: PLC0415 - only when asked for
        from exporters.sheet import Sheet, Table  # noqa: PLC0415 - only when asked for

        fields, rows = problem_rows(self._preview)
        sheet = Sheet(title="导入中有问题的行", blocks=(Table(columns=fields, rows=rows),))
        path = ended(Path(name), ".xlsx")
        self._saving = path.name
        task = Task(lambda report: write_sheet(path, sheet, report), f"正在写{path.name}…")
        self.follow(task, self._on_saved, self.head.place)

    def _on_saved(self, _none: object) -> None:
        self.said.emit(f"已存为“{self._saving}”，改好后可以再导入。")

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file from the desktop."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        if not path.is_file():
            raise CannotReadFile("拖进来的不是文件，什么也没有取入；请拖一个表格文件。")
        self.read_file(path)


def _outcome(taken: Taken) -> str:
    """Return what was taken, without the kinds there were none of."""
    parts = (
        (taken.new, f"新增 {taken.new} 人"),
        (taken.updated, f"更新 {taken.updated} 人"),
        (taken.doubtful, f"存疑 {taken.doubtful} 人（在“党员”中选“{DOUBTFUL}”逐一确认）"),
        (taken.same, f"{taken.same} 人没有变化"),
        (taken.faulty, f"{taken.faulty} 行有误没有取入"),
    )
    return f"已导入：{'，'.join(words for count, words in parts if count)}。"


def _columns(preview: Preview) -> Sequence[Column]:
    fixed = (
        Column(
            Field("行号", width=3),
            lambda shown: str(shown.row_number),
            order=lambda s: s.row_number,
        ),
        Column(
            Field("情况", width=3), lambda shown: str(shown.kind), tone=lambda s: _TONES[s.kind]
        ),
        Column(Field("原因", width=14), _reason, tip=_reason),
    )
    return [*fixed, *(_of_workbook(preview, each) for each in preview.heading.columns)]


def _of_workbook(preview: Preview, each: Any) -> Column:
    name = preview.mapping.get(each.index, "")

    def value(shown: PreviewRow) -> str:
        if name:
            return preview.texts(shown).get(name, "")
        return cell_text(shown.raw[each.index]) if each.index < len(shown.raw) else ""

    def tone(shown: PreviewRow) -> str:
        if name not in shown.problems:
            return ""
        return "accent" if shown.kind is Kind.FAULTY else "warn"

    def tip(shown: PreviewRow) -> str:
        return shown.problems.get(name, "") or shown.remarks.get(name, "")

    heading = "".join(each.text.split()) or f"第{each.index + 1}列"
    width = next((field.width for field in ROSTER_FIELDS if field.name == name), 6)
    return Column(Field(heading, width=max(width, 6) + 1), value, tone=tone, tip=tip)
