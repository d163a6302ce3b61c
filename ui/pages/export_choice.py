"""What is exported: the ledger or paper, whose, of which year, in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QListWidget, QListWidgetItem, QWidget

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.papers import CATALOGUE as PAPERS
from models.fields import Field, Kind
from models.members.records import Member
from ui import theme
from ui.page import today
from ui.record.editors import ReferenceEditor
from ui.shell.preferences import FULL_NUMBERS
from ui.widgets import button, column, label, rule

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
_YEARS = 8
_CODE = Qt.ItemDataRole.UserRole
_LEDGER, _PAPER = "ledger", "paper"


class ExportChoice(QFrame):
    """A quiet list of what there is, and below it how it is made."""

    changed = Signal()
    columns_asked = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("card")
        self.what = _what()
        self.who = ReferenceEditor(Field("党员", Kind.REFERENCE, name="who"))
        self.who.setAccessibleName("党员")
        self.year_box = _combo("年度")
        this_year = today().year
        for year in range(this_year, this_year - _YEARS, -1):
            self.year_box.addItem(f"{year} 年度", year)
        self.format = _combo("格式")
        for name, ending in FORMATS:
            self.format.addItem(f"{name}（{ending}）", ending)
        self.full = QCheckBox("身份证号、电话写完整")
        self.full.setChecked(bool(store.preference(FULL_NUMBERS)))
        self._columns = button("栏目和纸张…", self.columns_asked.emit)
        self._look = label("", "hint", wrap=True)
        self._of_member: list[QWidget] = []
        self._of_ledger: list[QWidget] = [self._columns, self._look]
        self._build()
        self._connect()
        self._on_what()

    def _build(self) -> None:
        layout = column(self, margin=16)
        layout.addWidget(self.what, 1)
        layout.addWidget(rule())
        self._of_member = self._add(layout, "党员", self.who)
        self._add(layout, "年度", self.year_box)
        layout.addWidget(self._columns)
        layout.addWidget(self._look)
        layout.addWidget(self.full)
        layout.addWidget(label("不选时，号码中间以 * 代替。", "hint", wrap=True))
        self._add(layout, "文件格式", self.format)

    def _add(self, layout: object, caption: str, box: QWidget) -> list[QWidget]:
        words = label(caption, "second")
        words.setBuddy(box)
        for part in (words, box):
            layout.addWidget(part)  # type: ignore[attr-defined]
        return [words, box]

    def _connect(self) -> None:
        self.what.currentItemChanged.connect(lambda *_: self._on_what())
        self.who.edited.connect(self.changed)
        self.year_box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.full.toggled.connect(lambda _on: self.changed.emit())

    @property
    def ledger(self) -> str:
        """The code of the chosen ledger, "" for a paper."""
        return self._code(_LEDGER)

    @property
    def paper(self) -> str:
        """The code of the chosen paper, "" for a ledger."""
        return self._code(_PAPER)

    def _code(self, kind: str) -> str:
        found, code = self.what.currentItem().data(_CODE)
        return str(code) if found == kind else ""

    @property
    def is_of_member(self) -> bool:
        """Whether a paper of one member is chosen."""
        return bool(self.paper) and PAPERS[self.paper].record_type is Member

    @property
    def member(self) -> int:
        """The id of the chosen member, 0 where none is."""
        entered = self.who.entered()
        return int(entered) if entered.isascii() and entered.isdigit() else 0

    @property
    def has_members(self) -> bool:
        """Whether there is anyone to choose."""
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
        for place in range(self.what.count()):
            found = self.what.item(place).data(_CODE)
            if found and found[1] == code:
                self.what.setCurrentRow(place)

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

    def offer_members(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer people to make a paper of; who was chosen stays so while they are there."""
        kept = self.member
        with QSignalBlocker(self.who):
            self.who.offer_records(people)
            ids = {number for number, _ in people}
            first = people[0][0] if people else 0
            self.who.show_text(str(kept if kept in ids else first) if people else "")

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
        for part in self._of_member:
            part.setVisible(self.is_of_member)
        for part in self._of_ledger:
            part.setVisible(bool(self.ledger))
        self.changed.emit()


def _what() -> QListWidget:
    made = QListWidget()
    made.setObjectName("quietlist")
    made.setAccessibleName("台账或表格")
    made.setMinimumHeight(theme.unit(180))
    for heading, kind, catalogue in (
        ("台账", _LEDGER, LEDGERS),
        ("表格", _PAPER, PAPERS),
    ):
        head = QListWidgetItem(heading)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        made.addItem(head)
        for code, each in cast("dict[str, object]", catalogue).items():
            if getattr(each, "record_type", None) not in {None, Member}:
                continue  # made of a meeting or an election, which is not chosen here
            item = QListWidgetItem(each.name)  # type: ignore[attr-defined]
            item.setData(_CODE, (kind, code))
            made.addItem(item)
    made.setCurrentRow(1)
    return made


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box
