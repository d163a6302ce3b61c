"""The kinds of workbooks that are taken in, and which of them a workbook is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import CannotReadFile
from models.importing.dues_on_file import DuesOnFile, OfDues
from models.importing.ledger import Ledger
from models.importing.payments import Payments
from models.importing.payroll import Payroll
from models.importing.preview import offered_sheets
from models.importing.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.importing.subject import Subject
    from models.importing.workbook import SheetRows
    from models.store import Store

SUBJECTS: tuple[type[Subject], ...] = (Roll, Ledger, Payroll, Payments)
"""Every kind there is; of two that know as many columns of a sheet the first is meant."""


def subjects_of(store: Store, year: int | None) -> tuple[Subject, ...]:
    """Return every kind with what is on file of it; `year` is that of days written without one."""
    dues = DuesOnFile(store)
    return tuple(
        subject.of(store, year, dues) if issubclass(subject, OfDues) else subject.of(store, year)
        for subject in SUBJECTS
    )


def subject_named(code: str, store: Store, year: int | None) -> Subject:
    """Return the kind that is called so in a command, with what is on file of it."""
    return next(each for each in SUBJECTS if each.code == code).of(store, year)


def recognised(sheets: Sequence[SheetRows], subjects: Sequence[Subject]) -> Subject:
    """Return what a workbook is about: whatever knows most columns of one of its sheets.

    Raises:
        CannotReadFile: with the sentence what is lacking, if it is none of them.
    """
    offered = offered_sheets(sheets)
    headed = [subject for subject in subjects if subject.headed(offered)]
    if not headed:
        raise CannotReadFile(_unknown(offered, subjects))
    refusals: list[CannotReadFile] = []
    scores: list[tuple[int, Subject]] = []
    for subject in headed:
        try:
            scores.append((subject.found_in(offered)[2], subject))
        except CannotReadFile as error:
            refusals.append(error)
    if not scores:
        raise refusals[0]
    return max(scores, key=lambda each: each[0])[1]


def _unknown(sheets: Sequence[SheetRows], subjects: Sequence[Subject]) -> str:
    names = "、".join(f"“{each.name}”" for each in sheets) or "工作簿"
    wanted = "，".join(f"{each.title}要有{each.wanted}" for each in subjects)
    return (
        f"{names}里没有找到认得的表头（{wanted}），什么也没有取入；"
        "请确认选对了文件，并在内容上方留一行列名。"
    )
