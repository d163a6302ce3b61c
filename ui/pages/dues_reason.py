"""The line that asks why an amount is unlike the one due, before it is written."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from models.aside import read_json
from models.dues.paying import Batch
from models.dues.records import month_of, month_text
from models.values import PartialDate
from ui import theme
from ui.widgets import bring_into_sight, button, column, label, restyle, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from models.dues.account import Month

_TOLD, _TEXTS = 3, 5
_SHAPE = [[str], [[int, str, int]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Amounts in 分 by member and month that wait for their reason, and what is unlike about them."""

    amounts: Mapping[int, Mapping[Month, int]]
    batch: Batch
    unlike: Mapping[int, str]
    """What is unlike about them, by member."""


def draft_of(asked: Asked, words: str) -> str:
    """Return what waits as it is kept in the file, with what was written of its reason."""
    batch = asked.batch
    amounts = [
        [member, str(month_text(month)), fen]
        for member, months in asked.amounts.items()
        for month, fen in months.items()
    ]
    told = [batch.paid_on.isoformat(), batch.way, batch.collector, batch.handed_by, words]
    return json.dumps([told, amounts], ensure_ascii=False)


def asked_in(draft: str) -> tuple[Asked, str] | None:
    """Return what waited, and what was written of its reason; None for no draft that can be read."""
    found = read_json(draft, _SHAPE, None)
    if not found or len(found[0]) != _TEXTS:
        return None
    (day, way, collector, handed_by, words), kept = found
    amounts: dict[int, dict[Month, int]] = defaultdict(dict)
    try:
        batch = Batch(date.fromisoformat(day), way, collector, handed_by)
        for member, month, fen in kept:
            amounts[member][month_of(PartialDate.from_iso(month))] = fen
    except ValueError:
        return None
    return (Asked(dict(amounts), batch, {}), words) if amounts else None


class ReasonBar(QFrame):
    """Says what is unlike the due and takes the reason; hidden while nothing waits."""

    given = Signal(object, str)
    given_up = Signal()
    begun = Signal()
    """It asks, or asks again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card_warn")
        self.asked: Asked | None = None
        """What waits, None for nothing."""
        self._words = label("", "", wrap=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("与应交不同的原因")
        self.line.setPlaceholderText("写明原因，如：本人自愿多交、分两次交")
        self.line.returnPressed.connect(self._give)
        self.line.textEdited.connect(lambda _text: self._say(""))
        save = button("登记", self._give)
        save.setAccessibleName("按写明的原因登记")
        across = row(self.line, save, button("不登记", self.give_up, "quiet"))
        across.setStretch(0, 1)
        layout = column(self, spacing=4)
        side, top = theme.unit(16), theme.unit(8)
        layout.setContentsMargins(side, top, side, top)
        self._why_not = label("", "problem", wrap=True)
        layout.addWidget(self._words)
        layout.addLayout(across)
        layout.addWidget(self._why_not)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether amounts wait for their reason."""
        return self.asked is not None

    def ask(self, asked: Asked, words: str = "") -> None:
        """Ask for the reason of some amounts; `words` are what was written of it before."""
        self.line.setText(words)
        self._say("")
        self.tell(asked)
        self.begun.emit()
        self.begin()

    def tell(self, asked: Asked) -> None:
        """Say what is unlike about the amounts as the file is now."""
        self.asked = asked
        told = list(asked.unlike.values())
        more = f"等{len(told)}人" if len(told) > _TOLD else ""
        words = f"{'；'.join(told[:_TOLD])}{more}。"
        self._words.setText(f"{words}写明原因后按 Enter 登记，Esc 不登记。")
        self.line.setAccessibleDescription(words)
        self.show()

    def begin(self) -> None:
        """Put the cursor where the reason is written, in sight where a low window scrolls."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))

    def _say(self, sentence: str) -> None:
        restyle(self.line, "bad", value=bool(sentence))
        self._why_not.setText(sentence)
        self._why_not.setVisible(bool(sentence))

    def _give(self) -> None:
        words = self.line.text().strip()
        if self.asked is not None and words:
            self.given.emit(self.asked, words)
        elif self.asked is not None:
            self._say("还没有写原因，没有登记；金额留着。")
            self.begin()

    def give_up(self) -> None:
        """Write nothing."""
        if self.asked is not None:
            self.close_up()
            self.given_up.emit()

    def close_up(self) -> None:
        """Ask no more."""
        self.asked = None
        self.hide()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write nothing on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
