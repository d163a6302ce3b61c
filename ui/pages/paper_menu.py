"""What is printed of a record: a button with its papers, and the ledgers and papers of its year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from models.meetings.records import Election
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_OF_YEAR = {
    "meeting": ("meetings", "theme-days", "attendance", "campaigns", "handbook"),
    "talk": ("talks",),
    "life_entry": (
        "life-meetings", "opinion-form", "opinions", "self-review", "criticism",
        "committee-ballot", "problems",
    ),
    "appraisal": ("appraisals",),
    "appraisal_result": ("appraisals",),
    "dual_life": ("dual-life",),
    "thought": ("thought",),
    "service": ("volunteer",),
    "study": ("study",),
    "dues_basis": ("dues-basis", "dues-basis-sheet"),
    "dues_waiver": ("dues",),
    "dues_payment": ("dues", "receipt", "dues-publicity", "dues-year-report"),
    "dues_remittance": ("dues-remit",),
    "dues_use": ("dues-use", "dues-year-report"),
    "dues_publication": ("dues-publicity", "dues-year-report"),
}  # fmt: skip
"""Ledgers and papers of a whole year in which records of a table stand."""


def print_button(
    record_type: type[Any],
    record_of: Callable[[], Any],
    wanted: Callable[[str, int], object],
    name: str = "quiet",
    parts_of: Callable[[], Iterable[Any]] = tuple,
) -> QPushButton:
    """Return a button whose menu offers what can be printed.

    `record_of` gives the record in question or None, `parts_of` what of it has papers of its own;
    `wanted` is called with the code of a ledger or paper, and the record's id or 0.
    """

    def show() -> None:
        menu = print_menu(made, record_type, (record_of(), *parts_of()), wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(made.mapToGlobal(QPoint(0, made.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    made = button("打印…", show, name, "printer")
    made.setToolTip("选一种表格或台账，到“导出”页预览、打印或存成文件")
    return made


def print_menu(
    parent: QPushButton,
    record_type: type[Any],
    records: Iterable[Any],
    wanted: Callable[[str, int], object],
) -> QMenu:
    """Return the menu of papers of some records, then of the ledgers and papers of their year."""
    from exporters.ledgers import CATALOGUE as LEDGERS  # noqa: PLC0415 - when first printed
    from exporters.papers import CATALOGUE as PAPERS  # noqa: PLC0415 - as above

    menu = QMenu(parent)

    def add(name: str, code: str, number: int) -> None:
        menu.addAction(name).triggered.connect(lambda _on=False: wanted(code, number))

    for record in records:
        for code, paper in PAPERS.items():
            if record is not None and paper.record_type is type(record) and paper.suits(record):
                office = f"（{record.office}）" if isinstance(record, Election) else ""
                add(f"{paper.name}{office}", code, record.id or 0)
    menu.addSeparator()
    for code in _OF_YEAR.get(record_type.table, ()):
        each: Any = LEDGERS.get(code) or PAPERS.get(code)
        if each:
            add(f"全年的{each.name}" if code in LEDGERS else each.name, code, 0)
    return menu
