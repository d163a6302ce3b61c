"""What is exported: the ledger or paper, of which record and year, in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from exporters.papers import CATALOGUE as PAPERS
from models.fields import Field, Kind
from ui import theme
from ui.page import today
from ui.pages.export_list import LEDGER, PAPER, SheetList
from ui.record.editors import ReferenceEditor
from ui.shell.preferences import FULL_NUMBERS
from ui.suggestions import suggested
from ui.widgets import button, column, label, row, rule, search_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.ledgers import Asked
    from models.store import Store

FORMATS = (
    ("Excel 工作簿", ".xlsx"),
    ("PDF 文件", ".pdf"),
    ("Word 文档", ".docx"),
    ("CSV 文本", ".csv"),
)
_NAMES = {ending: name for name, ending in FORMATS}
ALL = -1
"""What is chosen in place of a record's id where a paper of each of them is wanted; lower numbers
stand for some of them."""
_YEARS = 8
_POPUP = 360
_MASKED = "不选时，号码中间以 * 代替。"
_MARGIN, _LOW_MARGIN, _WIDEST = 16, 8, 400
_LEAST, _LEAST_LOW = 180, 84
"""The least height of the list, and that in a low window."""
_WITH_NUMBERS = {"member", "handbook"}
"""The papers on which personal numbers stand."""


class ExportChoice(QFrame):
    """A quiet list of what there is, and below it how it is made."""

    changed = Signal()
    columns_asked = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("card")
        self.search = search_box("查找台账或表格")
        self.search.setMaximumWidth(theme.unit(_WIDEST))
        self.what = SheetList()
        self.who = ReferenceEditor(Field("记录", Kind.REFERENCE, name="who"))
        self.who.setToolTip("可输入日期、姓名或主题来找，姓名可用拼音首字母")
        self.who.view().setMinimumWidth(theme.unit(_POPUP))
        self.year_box = _combo("年度")
        this_year = today().year
        for year in range(this_year, this_year - _YEARS, -1):
            self.year_box.addItem(f"{year} 年度", year)
        self.format = _combo("格式")
        self.full = QCheckBox("身份证号、电话写完整")
        self.full.setChecked(bool(store.preference(FULL_NUMBERS)))
        self._columns = button("栏目和纸张…", self.columns_asked.emit)
        self._look = label("", "hint", wrap=True)
        self._usual = {LEDGER: ".xlsx", PAPER: ".pdf"}
        self._whose = label("", "second")
        self._hint = label("", "hint", wrap=True)
        self._masked = label(_MASKED, "hint", wrap=True)
        self.full.setToolTip(_MASKED)
        self._is_low = False
        self._beside_year = row(self.year_box)
        self._captions = label("年度", "second"), label("文件格式", "second")
        self._build()
        self._connect()
        self._on_what()

    def _build(self) -> None:
        self._column = layout = column(self, margin=_MARGIN)
        layout.addWidget(self.search)
        layout.addWidget(self.what, 1)
        self.what.setMinimumHeight(theme.unit(_LEAST))
        layout.addWidget(rule())
        self._add(layout, self._whose, self.who)
        layout.addWidget(self._captions[0])
        layout.addLayout(self._beside_year)
        self._captions[0].setBuddy(self.year_box)
        layout.addWidget(self._hint)
        layout.addWidget(self._columns)
        layout.addWidget(self._look)
        layout.addWidget(self.full)
        layout.addWidget(self._masked)
        self._add(layout, self._captions[1], self.format)

    def _add(self, layout: QVBoxLayout, caption: QLabel, box: QWidget) -> None:
        caption.setBuddy(box)
        for part in (caption, box):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.what.look_for)
        self.search.returnPressed.connect(self.what.take_first)
        self.what.currentItemChanged.connect(lambda *_: self._on_what())
        self.who.edited.connect(self.changed)
        self.who.left.connect(self._take_only)
        self.year_box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.format.currentIndexChanged.connect(lambda _at: self._keep_format())
        self.full.toggled.connect(lambda _on: self.changed.emit())

    def set_low(self, *, low: bool) -> None:
        """Draw the boxes together where there is little height, without what they say themselves."""
        if low == self._is_low:
            return
        self._is_low = low
        self.what.setMinimumHeight(theme.unit(_LEAST_LOW if low else _LEAST))
        (self._beside_year if low else self._column).addWidget(self.format)
        margin = theme.unit(_LOW_MARGIN if low else _MARGIN)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._name_formats()
        self._show_parts()

    def _name_formats(self) -> None:
        """Name the formats by one word where the box stands beside another."""
        for place in range(self.format.count()):
            ending = self.format.itemData(place)
            name = _NAMES[ending]
            short = name.partition(" ")[0]
            self.format.setItemText(place, short if self._is_low else f"{name}（{ending}）")

    @property
    def ledger(self) -> str:
        """The code of the chosen ledger, "" for a paper."""
        return self.what.code_of(LEDGER)

    @property
    def paper(self) -> str:
        """The code of the chosen paper, "" for a ledger."""
        return self.what.code_of(PAPER)

    @property
    def is_of_record(self) -> bool:
        """Whether a paper of one record is chosen: of a member, a meeting, an election."""
        return bool(self.paper) and PAPERS[self.paper].record_type is not None

    @property
    def record(self) -> int:
        """The id of the chosen record, `ALL` or less for several, 0 where none is chosen."""
        entered = self.who.entered()
        return int(entered) if entered.removeprefix("-").isdecimal() and entered.isascii() else 0

    @property
    def has_records(self) -> bool:
        """Whether there is any record to choose."""
        return self.who.count() > 1

    @property
    def year(self) -> int:
        """The chosen year."""
        return int(self.year_box.currentData())

    @property
    def ending(self) -> str:
        """The chosen format, as a file name ends."""
        return str(self.format.currentData())

    def choose(self, code: str) -> None:
        """Choose a ledger or a paper."""
        self.what.choose(code)

    def show_year(self, year: int) -> None:
        """Choose a year, whichever."""
        with QSignalBlocker(self.year_box):
            if self.year_box.findData(year) < 0:
                later = [at for at in range(self.year_box.count()) if self._year_at(at) < year]
                at = later[0] if later else self.year_box.count()
                self.year_box.insertItem(at, f"{year} 年度", year)
            self.year_box.setCurrentIndex(self.year_box.findData(year))

    def _year_at(self, place: int) -> int:
        return int(self.year_box.itemData(place))

    def offer_records(self, records: Sequence[tuple[int, str]]) -> None:
        """Offer what a paper can be made of; what was chosen stays so while it is there.

        A set of several has an id of `ALL` or less, and is known by its words.
        """
        kept, text = self.record, self.who.currentText()
        with QSignalBlocker(self.who):
            self.who.offer_records(records)
            first = next((number for number, _ in records if number > 0), 0)
            here = {number for number, _ in records if number > 0}
            here |= {number for number, words in records if words == text}
            self.choose_record(kept if kept in here else first)

    def choose_record(self, number: int) -> None:
        """Choose a record by its id."""
        self.who.show_text(str(number) if number else "")

    def _take_only(self) -> None:
        """Take the one record whose name holds what was typed."""
        entries = [self.who.itemText(place) for place in range(1, self.who.count())]
        found = suggested(entries, self.who.currentText())
        if not self.record and len(found) == 1:
            self.who.setEditText(found[0])
            self.changed.emit()

    def _keep_format(self) -> None:
        self._usual[LEDGER if self.ledger else PAPER] = self.ending

    def show_formats(self, endings: Sequence[str]) -> None:
        """Offer the formats there are; the one last chosen for such a sheet if it is among them."""
        kept = self._usual[LEDGER if self.ledger else PAPER]
        with QSignalBlocker(self.format):
            self.format.clear()
            for name, ending in FORMATS:
                if ending in endings:
                    self.format.addItem(name, ending)
            self._name_formats()
            self.format.setCurrentIndex(max(self.format.findData(kept), 0))

    def show_look(self, look: Asked) -> None:
        """Say how a ledger differs from usual."""
        parts = [f"选了 {len(look.columns)} 栏"] if look.columns else []
        for words, changed in (
            ("改了宽度", look.widths),
            ("改了日期写法", look.date_styles),
            (f"按{look.order}排列", look.order),
            ("定了纸张", look.paper),
        ):
            parts += [words] if changed else []
        self._look.setText(f"{'，'.join(parts)}。" if parts else "按台账的默认栏目。")

    def _on_what(self) -> None:
        if self.what.currentItem() is None:
            return
        if self.is_of_record:
            kind = PAPERS[self.paper].record_type
            self._whose.setText(kind.title if kind else "")
            self.who.setAccessibleName(self._whose.text())
        self.show_formats([ending for _, ending in FORMATS])
        self._hint.setText(PAPERS[self.paper].hint if self.paper else "")
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        """Show what the chosen sheet asks for; in a low window without what the boxes say too."""
        has_numbers = bool(self.ledger) or self.paper in _WITH_NUMBERS
        self.who.setVisible(self.is_of_record)
        self._columns.setVisible(bool(self.ledger))
        self.full.setVisible(has_numbers)
        self._hint.setVisible(bool(self._hint.text()))
        for told, is_asked in (
            (self._whose, self.is_of_record),
            (self._look, bool(self.ledger)),
            (self._masked, has_numbers),
            *((caption, True) for caption in self._captions),
        ):
            told.setVisible(is_asked and not self._is_low)


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
