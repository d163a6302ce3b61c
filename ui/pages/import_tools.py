"""What is put right about an import's sheet as a whole: what it is, which sheet, where its heading is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from models.importing.subjects import SUBJECTS
from ui.flow import Flow

if TYPE_CHECKING:
    from models.importing import Preview
    from ui.pages.import_mending import Mending

_DEEPEST = 3


class PreviewTools(QWidget):
    """The choices above the rows, in one line or in two; each is a mend that can be taken back."""

    def __init__(self, mending: Mending, preview: Preview) -> None:
        super().__init__()
        self._mending = mending
        self._preview = preview
        self._at, self._depth = QSpinBox(), QComboBox()
        parts = [self._subject_box(), *self._sheet_boxes()]
        self._build_heading()
        Flow(self, *parts, self._at, self._depth)

    def _subject_box(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("作为什么取入")
        for subject in SUBJECTS:
            made.addItem(f"取作{subject.title}", subject.table)
        made.setCurrentIndex(made.findData(self._preview.subject.table))

        def ask(_at: int) -> None:
            if not self._mending.change_subject(made.currentData()):
                made.setCurrentIndex(made.findData(self._preview.subject.table))

        made.activated.connect(ask)
        return made

    def _sheet_boxes(self) -> list[QComboBox]:
        """Return the choice of a sheet, where there are several."""
        names = self._preview.sheet_names
        if len(names) < 2:
            return []
        made = QComboBox()
        made.setAccessibleName("工作表")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(6)
        made.addItems(list(names))
        made.setCurrentText(self._preview.sheet.name)

        def ask(name: str) -> None:
            if not self._mending.change_sheet(name):
                made.setCurrentText(self._preview.sheet.name)

        made.textActivated.connect(ask)
        return [made]

    def _build_heading(self) -> None:
        at, depth, preview = self._at, self._depth, self._preview
        at.setAccessibleName("表头在第几行")
        first = preview.sheet.first_row
        at.setRange(first, first + max(len(preview.sheet.rows) - 1, 0))
        at.setSuffix(" 行")
        at.setKeyboardTracking(False)
        at.lineEdit().setAcceptDrops(False)
        depth.setAccessibleName("表头占几行")
        for rows in range(1, _DEEPEST + 1):
            depth.addItem(f"表头占 {rows} 行", rows)
        self._show_heading()
        at.valueChanged.connect(lambda _value: self._ask_for_heading())
        depth.activated.connect(lambda _at: self._ask_for_heading())

    def _ask_for_heading(self) -> None:
        if not self._mending.change_heading(self._at.value(), self._depth.currentData()):
            self._show_heading()

    def _words_before(self) -> str:
        """Return what stands before the number of the heading's last row: 表头在第 3– of 3–4."""
        heading, last = self._preview.heading, self._preview.heading_row
        first = last - (heading.last - heading.first)
        return f"表头在第 {first}–" if first < last else "表头在第 "

    def _show_heading(self) -> None:
        heading = self._preview.heading
        with QSignalBlocker(self._at), QSignalBlocker(self._depth):
            self._at.setPrefix(self._words_before())
            self._at.setValue(self._preview.heading_row)
            self._depth.setCurrentIndex(min(heading.last - heading.first, _DEEPEST - 1))
