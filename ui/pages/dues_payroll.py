"""核对工资表: a payroll against what is fixed, and the chosen differences as new 核定."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from models.dues.bases_of_year import month_to_begin
from models.dues.book import DuesBook
from models.dues.reconciling import take_differences
from models.dues.records import Basis, month_of, month_text
from models.dues.words import month_words
from models.errors import InvalidRecord
from models.fields import Field, Kind, field_of
from ui import theme
from ui.files import documents
from ui.pages.dues_chosen import ChosenLines
from ui.small_dialog import SmallDialog
from ui.table.columns import Column
from ui.tasks import Task
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.dues.account import Month
    from models.dues.reconciling import Difference, Reconciliation
    from models.importing.preview import Preview
    from models.members.standing import Standing
    from ui.pages.dues_bases import BasesPage

_FILES = "表格 (*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.txt *.et);;所有文件 (*)"
_FEW_LINES, _LINES, _MORE_LINES = 3, 4, 8
"""Lines of what was not understood that are seen at once: above a table, in a low window and in a
higher one, and without a table."""


class _Line(NamedTuple):
    """One member's difference, as the table shows it."""

    member_id: int
    name: str
    found: Difference


def _money(title: str, name: str, width: int, of: Any) -> Column:
    return Column(Field(title, Kind.MONEY, width=width, name=name), of)


_COLUMNS = (
    Column(Field("姓名", Kind.NAME, width=12, name="name"), lambda line: line.name),
    _money(
        "原来月交", "before", 5,
        lambda line: line.found.before.basis.amount if line.found.before else None,
    ),
    _money("月交金额", "amount", 5, lambda line: line.found.after.basis.amount),
    _money("交纳基数", "base", 6, lambda line: line.found.after.basis.base),
    Column(
        Field("有什么不同", width=16, name="words"),
        lambda line: line.found.words,
        tip=lambda line: line.found.words,
    ),
)  # fmt: skip


class _Differences(ChosenLines):
    """The differences, and the month from which those chosen are to hold."""

    def __init__(
        self, page: QWidget, sentence: str, lines: list[_Line], month: Month, why: str
    ) -> None:
        super().__init__(page, "核对工资表", sentence, _COLUMNS, lines)
        self.month = month
        self._since = QLineEdit(str(month_text(month)))
        self._since.setAccessibleName("从哪个月起核定")
        self._since.setFixedWidth(theme.unit(120))
        caption = label("从哪个月起核定", "second")
        caption.setBuddy(self._since)
        across = row(caption, self._since, said := label(why, "hint", wrap=True))
        across.setStretch(2, 1)
        said.setBuddy(self._since)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self.add_above_buttons(across, self._problem)

    def _take(self) -> None:
        field = field_of(Basis, "since")
        try:
            since = field.parse(self._since.text())
        except InvalidRecord as error:
            self._refuse(str(error))
            return
        if sentence := field.problem(since):
            self._refuse(sentence)
            return
        self.month = month_of(since)
        super()._take()

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self._since.setFocus()


class _Rest(SmallDialog):
    """What of a payroll was not understood, and who is not in it, where nobody differs."""

    def __init__(self, page: QWidget, sentence: str, rest: Sequence[str]) -> None:
        super().__init__(page, "核对工资表", 560)
        self.column.addWidget(label(sentence, "", wrap=True))
        self.column.addWidget(_all_of(rest, most=_MORE_LINES))
        close = button("关闭", self.accept, "primary")
        self.column.addLayout(row(None, close))
        close.setFocus()


class PayrollCheck(QObject):
    """Asks for a payroll, reads it beside the window's work, shows what differs and enters it."""

    def __init__(self, page: BasesPage) -> None:
        super().__init__(page)
        self._page = page

    def choose(self) -> None:
        """Ask for a workbook and read it."""
        name, _ = QFileDialog.getOpenFileName(self._page, "选择工资表", str(documents()), _FILES)
        if name:
            self.file(Path(name))

    def file(self, path: Path) -> None:
        """Read a workbook."""
        from models.importing.by_hand import first_look  # noqa: PLC0415 - the readers of workbooks
        from models.importing.payroll import Payroll  # noqa: PLC0415 - as above
        from models.importing.workbook import read_workbook  # noqa: PLC0415 - as above

        subject = Payroll.of(self._page.store, self._page.year)
        task = Task(
            lambda report: first_look(read_workbook(path, report), [subject], report),
            f"正在读取{path.name}…",
            reads=True,
        )
        self._page.follow(task, self._show, self._page.head.place)

    def _show(self, found: tuple[Preview, str]) -> None:
        from models.importing.payroll import reconciliation  # noqa: PLC0415 - as above

        preview, why = found
        page = self._page
        if why:
            page.refused.emit(
                why.partition("；")[0] + "，没有核对；也可以到“导入”里对好列名再取入。"
            )
            return
        book = DuesBook(page.store, page.day)
        result = reconciliation(page.store, book, preview)
        rest = _rest(result, page.names)
        if result.differences:
            self._offer(book, result, rest)
        elif rest:
            told = _Rest(page, f"{result.words}{result.outcome}", rest)
            told.exec()
            told.deleteLater()
        else:
            page.said.emit(f"{result.words}{result.outcome}")

    def _offer(self, book: DuesBook, result: Reconciliation, rest: Sequence[str]) -> None:
        page = self._page
        lines = [
            _Line(number, page.names.get(number, ""), each)
            for each in result.differences
            for number in [each.person.member.id or 0]
        ]
        befores = [each.before.basis if each.before else None for each in result.differences]
        month, why = month_to_begin(book, page.year, befores)
        shown = _Differences(page, result.words, lines, month, why)
        if rest and shown.is_low:
            shown.add_below_sentence(_all_of([*filter(None, rest)], most=_FEW_LINES))
        elif rest:
            shown.add_below_sentence(_all_of(rest))
        if shown.exec():
            take_differences(page.store, [line.found for line in shown.chosen], shown.month)
            since = month_words(shown.month)
            page.said.emit(f"已按工资表核定 {len(shown.chosen)} 人，从{since}起。")
        shown.deleteLater()


def _rest(result: Reconciliation, names: Mapping[int, str]) -> list[str]:
    """Return, a line each, what of the payroll was not understood, and who is not in it."""

    def named(people: Sequence[Standing]) -> str:
        return "、".join(names.get(each.member.id or 0, "") for each in people)

    told = []
    if result.refused:
        told += ["这些行没有认出，请先改对：", *result.refused]
    if told and (result.unclear or result.missing):
        told.append("")
    if result.unclear:
        told.append(f"在工资表里、但那一行没有认出，还没有核对：{named(result.unclear)}")
    if result.missing:
        told.append(f"工资表里没有：{named(result.missing)}")
    return told


def _all_of(lines: Sequence[str], *, most: int = _LINES) -> QPlainTextEdit:
    """Return lines to be read, and scrolled where they are more than `most`."""
    shown = QPlainTextEdit("\n".join(lines))
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName("没有认出的行和工资表里没有的人")
    high = shown.fontMetrics().lineSpacing() * min(len(lines) + 1, most)
    shown.setFixedHeight(high + theme.unit(16))
    return shown
