"""The kinds of movement to choose from: those that fit the person first, the others below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.members.movement_kinds import movement_kinds
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.members.movement_kinds import MovementKind

_WIDTH, _HEIGHT = 176, 30
_OTHERS = "其他（情况不合）"
_NAME = Qt.ItemDataRole.UserRole


class KindList(QListWidget):
    """Every kind by its group; what does not fit stands last, each with the reason."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quietlist")
        self.setAccessibleName("变动类型")
        self.setFixedWidth(theme.unit(_WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._reasons: Mapping[str, str] | None = None
        # The focus alone makes an item current without selecting it.
        self.itemSelectionChanged.connect(self._tell)

    @property
    def name(self) -> str:
        """The kind that is chosen, "" if none is."""
        found = self.selectedItems()
        return str(found[0].data(_NAME) or "") if found else ""

    def choose(self, name: str) -> None:
        """Choose a kind."""
        for place in range(self.count()):
            item = self.item(place)
            if item.data(_NAME) == name:
                self.setCurrentItem(item)

    def reason(self, name: str) -> str:
        """Return why a kind does not fit, "" if it does."""
        return (self._reasons or {}).get(name, "")

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        """Put the kinds in order by why they do not fit; the one chosen stays so."""
        if reasons == self._reasons:
            return
        self._reasons, name = reasons, self.name
        self.blockSignals(True)
        self.clear()
        group = ""
        for kind in sorted(movement_kinds(), key=lambda kind: bool(reasons.get(kind.name))):
            under = _OTHERS if reasons.get(kind.name) else kind.group
            if under != group:
                group = under
                self.addItem(_heading(group))
            self.addItem(_item(kind, reasons.get(kind.name, "")))
        self.choose(name)
        self.blockSignals(False)

    def _tell(self) -> None:
        if self.name:
            self.chosen.emit(self.name)


def _item(kind: MovementKind, reason: str) -> QListWidgetItem:
    made = QListWidgetItem(f"　{kind.name}")
    made.setData(_NAME, kind.name)
    spoken = f"{kind.group}：{kind.name}"
    made.setData(
        Qt.ItemDataRole.AccessibleTextRole, f"{spoken}，不合：{reason}" if reason else spoken
    )
    made.setToolTip(reason)
    made.setSizeHint(QSize(0, theme.unit(_HEIGHT)))
    return made


def _heading(text: str) -> QListWidgetItem:
    made = QListWidgetItem(text)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    font = QFont()
    font.setPixelSize(theme.unit(12))
    made.setFont(font)
    made.setSizeHint(QSize(0, theme.unit(_HEIGHT)))
    return made
