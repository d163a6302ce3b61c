"""What the payments of one batch have in common: their day, how, by whom and for whom they came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.dues.paying import Batch, refuse_day
from models.dues.records import Payment
from models.errors import InvalidRecord
from models.fields import field_of
from models.values import parse_date
from ui import theme
from ui.page import today
from ui.record.editors import make_editor, settle
from ui.widgets import button, label, restyle, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QHBoxLayout

    from models.dues.settings import DuesSettings
    from models.store import Store

_USUAL = "方式、代交人"
_WHY = (
    "登记的交纳都记在这一天。要记的是交纳的那天，不是录入的今天，所以先填每月收缴的{}日"
    "（在“设置”里改），还没到的填今天；不是那天交的请改。可写 20261110、2026.11.10"
)
_FIELDS = ("way", "collector", "handed_by")


class BatchBar(QWidget):
    """The three fields that are the same for a batch, closed until they are asked for."""

    refused = Signal(str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._day: date = today()
        self._is_narrow = False
        self._why = ""
        """What is said of the day while it can be."""
        self.box = QLineEdit()
        self.box.setObjectName("batch_day")
        self.box.setAccessibleName("本批收缴日期")
        self.box.setFixedWidth(theme.unit(104))
        self.box.editingFinished.connect(self.read_day)
        self.toggle = button(_USUAL, self._turn, "quiet", "chevron-down")
        self._editors = {name: make_editor(field_of(Payment, name)) for name in _FIELDS}
        line: QHBoxLayout = row()
        for name, editor in self._editors.items():
            line.addWidget(label(field_of(Payment, name).label))
            line.addWidget(editor, 1)
            editor.edited.connect(self._tell)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        for_writing(store, self.box, self.toggle)
        self._typed: set[str] = set()
        """The fields someone wrote in, which what is usual no longer changes."""
        for name, editor in self._editors.items():
            editor.edited.connect(partial(self._typed.add, name))
        self.hide()
        self._tell()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the button only its sign on a narrow page."""
        self._is_narrow = narrow
        self._tell()

    def show_usual(self, settings: DuesSettings) -> None:
        """Begin with what is usual here, where nothing else was typed, and say why with this day."""
        self._why = _WHY.format(settings.collection_day)
        self.box.setToolTip(self._why)
        if not self.box.property("bad"):
            self.box.setAccessibleDescription(self._why)
        for name, text in (("way", settings.way), ("collector", settings.collector)):
            if name not in self._typed:
                self._editors[name].show_text(text)
        self._tell()

    @property
    def batch(self) -> Batch:
        """The batch as it stands."""
        for editor in self._editors.values():
            settle(editor)
        way, collector, handed_by = (each.entered().strip() for each in self._editors.values())
        way = field_of(Payment, "way").parse(way)
        return Batch(self._day, way=way, collector=collector, handed_by=handed_by)

    def show_day(self, day: date) -> None:
        """Make a day that of the batch."""
        self._day = day
        self.box.setText(day.isoformat())
        restyle(self.box, "bad", value=False)
        self.box.setAccessibleDescription(self._why)

    def take_up(self) -> None:
        """Begin anew once payments were taken: who handed them in is said each time."""
        self._editors["handed_by"].show_text("")
        self._tell()

    def read(self) -> Batch | None:
        """Return the batch, None where its day cannot be, which is said then."""
        return self.batch if self.read_day() else None

    def read_day(self) -> bool:
        """Take the day that was typed; one that cannot be stays marked, and nothing is paid on it."""
        text = self.box.text().strip()
        if text == self._day.isoformat():
            self.show_day(self._day)
            return True
        try:
            day = parse_date(text)
            refuse_day(day, today())
        except (ValueError, InvalidRecord) as error:
            told = (
                next(iter(error.problems.values())) if isinstance(error, InvalidRecord) else error
            )
            sentence = f"{told}；没有登记，请改收缴日期。"
            restyle(self.box, "bad", value=True)
            self.box.setAccessibleDescription(sentence)
            self.refused.emit(sentence)
            return False
        self.show_day(day)
        return True

    def _turn(self) -> None:
        self.setVisible(self.isHidden())
        if self.isVisible():
            self._editors["way"].setFocus()

    def _tell(self) -> None:
        """Say on the button what holds beside the day, also while the fields are closed."""
        way, collector, handed_by = (editor.entered() for editor in self._editors.values())
        parts = (
            way,
            f"收款人{collector}" if collector else "",
            f"{handed_by}代交" if handed_by else "",
        )
        words = " · ".join(filter(None, parts)) or _USUAL
        self.toggle.setText("" if self._is_narrow else words)
        self.toggle.setAccessibleName(f"本批的方式、收款人和代交人：{words}")
        self.toggle.setToolTip("本批交纳的方式、收款人；由别人代交的写代交人")
