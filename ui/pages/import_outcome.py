"""What an import took, and what may be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ui import icons, theme
from ui.pages.members import DOUBTFUL
from ui.shell.navigation import PLACES, Place
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from models.importing import Subject, Taken

_WHERE = {"member": f"在“党员”中选“{DOUBTFUL}”逐一确认"}
"""Where the doubtful rows of a table are gone through, where there is a list of them."""


def place_of(subject: Subject) -> Place:
    """Return the page that shows what was taken."""
    return next(place for place in PLACES if subject.table in place.records)


def outcome(taken: Taken, subject: Subject) -> str:
    """Return what was taken, without the kinds there were none of."""
    unit = subject.unit
    where = _WHERE.get(subject.table, "可另存有问题的行，照原因逐一核对")
    parts = (
        (taken.new, f"新增 {taken.new} {unit}"),
        (taken.updated, f"更新 {taken.updated} {unit}"),
        (taken.doubtful, f"存疑 {taken.doubtful} {unit}已照原样存入（{where}）"),
        (taken.same, f"{taken.same} {unit}没有变化"),
        (taken.faulty, f"{taken.faulty} 行有误没有取入"),
    )
    return f"已导入：{'，'.join(words for count, words in parts if count)}。"


class ImportOutcome(QFrame):
    """The end of an import, until the file is changed or another is begun."""

    records_asked = Signal()
    undo_asked = Signal()
    problems_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._words = label("", "cardtitle", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rest = label("", "second", wrap=True)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._problems = button("另存有问题的行…", self.problems_asked.emit)
        self.records = button("查看", self.records_asked.emit, "primary")
        layout = column(self, margin=16, spacing=12)
        layout.addStretch(1)
        layout.addWidget(self._words)
        layout.addWidget(self._rest)
        layout.addSpacing(theme.unit(4))
        layout.addLayout(
            row(
                None,
                self.records,
                button("撤销这次导入", self.undo_asked.emit, "", "undo-2"),
                self._problems,
                button("再导入一份", self.next_asked.emit),
                None,
            )
        )
        layout.addStretch(2)

    def show_taken(self, taken: Taken, subject: Subject) -> None:
        """Show what was taken."""
        said = outcome(taken, subject)
        self._words.setText(said)
        self.records.setAccessibleDescription(said)  # read out with the focus that goes there
        place = place_of(subject)
        self.records.setText(f"查看{place.name}")
        self.records.setIcon(icons.icon(place.icon, "on_accent"))
        left = taken.faulty or taken.doubtful
        self._rest.setText(
            "有误的行可以另存为工作簿，发回去改好后再导入。"
            if taken.faulty
            else "这一步可以随时撤销。"
        )
        self._problems.setVisible(bool(left))
