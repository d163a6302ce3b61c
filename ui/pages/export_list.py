"""The list of every ledger and paper there is, under headings, and searched by words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.papers import CATALOGUE as PAPERS

LEDGER, PAPER = "ledger", "paper"
_CODE = Qt.ItemDataRole.UserRole
_LEDGERS = "台账"


class SheetList(QListWidget):
    """Ledgers first, then papers by the headings they declare; one is always chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quietlist")
        self.setAccessibleName("台账或表格")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for heading, entries in _groups().items():
            head = QListWidgetItem(heading)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(head)
            for name, kind, code in entries:
                item = QListWidgetItem(name)
                item.setData(_CODE, (kind, code))
                self.addItem(item)
        self.setCurrentRow(1)

    def code_of(self, kind: str) -> str:
        """Return the code of what is chosen if it is of that kind, else ""."""
        found, code = self.currentItem().data(_CODE)
        return str(code) if found == kind else ""

    def choose(self, code: str) -> None:
        """Choose a ledger or a paper by its code."""
        for place in range(self.count()):
            found = self.item(place).data(_CODE)
            if found and found[1] == code:
                self.setCurrentRow(place)

    def look_for(self, text: str) -> None:
        """List only what has the words in its name or heading; choose it if it is one alone."""
        words = text.split()
        heading, shown = self.item(0), False
        found: list[QListWidgetItem] = []
        for item in map(self.item, range(self.count())):
            if item.data(_CODE) is None:
                heading, shown = item, False
                heading.setHidden(True)
                continue
            item.setHidden(not all(word in f"{heading.text()} {item.text()}" for word in words))
            if not item.isHidden():
                found.append(item)
                shown = True
            heading.setHidden(not shown)
        if len(found) == 1:
            self.setCurrentItem(found[0])

    def sizeHint(self) -> QSize:
        """Return its least height: it takes what the rest of the card leaves."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is chosen in sight when its own questions take room from the list."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())

    def take_first(self) -> None:
        """Choose the first that is listed, and go there."""
        for place in range(self.count()):
            item = self.item(place)
            if item.data(_CODE) is not None and not item.isHidden():
                self.setCurrentRow(place)
                self.setFocus()
                return


def _groups() -> dict[str, list[tuple[str, str, str]]]:
    """Return (name, kind, code) of every ledger and paper by heading."""
    groups = {_LEDGERS: [(ledger.name, LEDGER, code) for code, ledger in LEDGERS.items()]}
    for code, paper in PAPERS.items():
        groups.setdefault(paper.group, []).append((paper.name, PAPER, code))
    return groups
