"""What the keys of the dues grid do: pay, fill, take back, and take amounts typed or pasted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from models.blocks import block_rows
from models.dues.account import Month
from models.dues.paying import TakenBack, pay, take_back_months
from models.dues.stroke import Stroke, stroke, typed_fault, typed_words
from models.dues.words import months_words, paid_words, whose_words
from models.errors import InvalidRecord
from models.values import parse_money
from ui.page import today
from ui.pages.dues_model import FIRST
from ui.pages.dues_reason import Asked, asked_in, draft_of
from ui.writing import is_refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.dues.cells import GridRow
    from models.dues.paying import Batch
    from models.dues.records import Payment
    from ui.pages.dues_collecting import CollectingPage

_DRAFT = "dues:reason"
_GONE = "等着写明原因的那笔没有登记：这个人这一年已不在收缴表里。"
_NAMED, _LAST_MONTH, _LEAST_FILLED = 3, 12, 2
"""How many receipts are named; the last month of a year; how many rows are filled at least."""


class GridWork:
    """The work of one page's grid; each stroke is one step of the file."""

    def __init__(self, page: CollectingPage) -> None:
        self._page = page

    def _begin(self) -> Batch | None:
        """Return the batch a stroke belongs to, None if nothing is to be written now."""
        page = self._page
        if is_refused(page):
            return None
        if page.reason.is_asking:
            page.refused.emit("没有登记；上一笔还等着写明原因，写完按 Enter，不登记按 Esc。")
            page.reason.begin()
            return None
        return page.batch_bar.read()

    def _chosen(self) -> list[tuple[GridRow, int]]:
        rows = self._page.grid.records.rows
        return [(rows[at], month) for at, month in self._page.grid.chosen]

    def pay_chosen(self) -> None:
        """Pay all that is owed of the chosen months, on the day of this batch."""
        if (batch := self._begin()) is None:
            return
        if chosen := self._chosen():
            self._pay_stroke(stroke(chosen, batch.paid_on), batch)
        else:
            self._page.refused.emit("没有选中月份，没有登记；请先选中要登记的格，再按空格。")

    def _pay_stroke(self, found: Stroke, batch: Batch) -> None:
        page = self._page
        if not found.amounts:
            page.refused.emit(f"没有登记：所选{found.passed_words}。收缴日期是{batch.paid_on}。")
            return
        words = paid_words(found.amounts, page.grid.records.names)
        try:
            pay(page.store, today(), batch, found.amounts, f"登记{words}")
        except InvalidRecord as error:
            page.refused.emit(next(iter(error.problems.values())) + "。")
            return
        more = f"；{found.passed_words}，没有动" if found.passed else ""
        page.batch_bar.take_up()
        page.said.emit(f"已登记{words}，{_when(batch)}{more}。")

    def fill_chosen(self) -> None:
        """Pay the chosen months as the first row of them was: on the day it was paid."""
        page, chosen = self._page, self._page.grid.chosen
        if (batch := self._begin()) is None:
            return
        if len({at for at, _ in chosen}) < _LEAST_FILLED:
            page.refused.emit("没有填充；请从已登记的一格起向下选中几行，再按 Ctrl+D。")
            return
        rows, first = page.grid.records.rows, chosen[0][0]
        days = {
            month: max((one.paid_on for one in rows[first].cells[month - 1].receipts), default=None)
            for at, month in chosen
            if at == first
        }
        known = {day for day in days.values() if day}
        if len(known) != 1:
            page.refused.emit(
                "没有填充：所选第一行还没有登记，或者各月不是同一天交的；请先登记第一行。"
            )
            return
        day = known.pop()
        below = [(at, month) for at, month in chosen if at != first]
        found = stroke(((rows[at], month) for at, month in below if days.get(month)), day)
        if without := sum(not days.get(month) for _, month in below):
            found.passed["第一行没有登记那个月"] += without
        self._pay_stroke(found, replace(batch, paid_on=day))

    def take_back_chosen(self) -> None:
        """Take back what was paid for the chosen months."""
        page = self._page
        if self._begin() is None:
            return
        cells = [
            (line.member_id, line.cells[month - 1].state.month)
            for line, month in self._chosen()
            if line.cells[month - 1].receipts
        ]
        if not cells:
            page.refused.emit("所选的格没有交纳记录，没有改动。")
            return
        names, members = page.grid.records.names, dict.fromkeys(member for member, _ in cells)
        whose = whose_words([names.get(member, "") for member in members])
        words = f"{whose}{months_words(month for _, month in cells)}党费的登记"
        done = take_back_months(page.store, today(), cells, f"取回{words}")
        page.said.emit(f"已取回{words}{_of_receipts(done)}，按 Ctrl+Z 可以恢复。")

    # Amounts that were typed or pasted.

    def enter(self, at: int, month: int, amount: int) -> None:
        """Enter one amount in 分 that was typed into a row's month."""
        if (batch := self._begin()) is not None:
            self._enter_amounts([(at, month, amount)], batch)

    def paste(self) -> None:
        """Enter a block of amounts copied from a workbook, from the current cell on."""
        page, found = self._page, self._page.grid.current
        text = QGuiApplication.clipboard().text()
        if (batch := self._begin()) is None:
            return
        if found is None or not found[1] or not text.strip():
            page.refused.emit("没有粘贴；请先选中一个月份的格，再粘贴从 Excel 复制的金额。")
            return
        block = [
            (found[0] + down, found[1] + right, words)
            for down, line in enumerate(block_rows(text))
            for right, words in enumerate(line)
            if words.strip()
        ]
        if fault := self._fault_of(block):
            at, month, sentence = fault
            page.grid.go_to_month(at, month)
            page.refused.emit(f"{sentence.rstrip('。')}；整块没有粘贴。")
        elif block:
            self._enter_amounts([(a, m, parse_money(words)) for a, m, words in block], batch)

    def _fault_of(self, block: Iterable[tuple[int, int, str]]) -> tuple[int, int, str] | None:
        """Return the place and the sentence of the first text of a block that cannot stand there."""
        records = self._page.grid.records
        for at, month, words in block:
            if at >= len(records.rows) or month > _LAST_MONTH:
                return 0, 1, "粘贴的内容超出了最后一人或者12月"
            index = records.index(at, FIRST + month - 1)
            if sentence := records.fault(index, words):
                return at, month, f"第{at + 1}行{month}月：{sentence}"
        return None

    def _enter_amounts(self, wanted: Sequence[tuple[int, int, int]], batch: Batch) -> None:
        """Enter amounts (row, month, 分); those unlike the due wait for their reason."""
        page, rows = self._page, self._page.grid.records.rows
        for at, month, _ in wanted:
            if sentence := typed_fault(rows[at].cells[month - 1], batch.paid_on):
                page.grid.go_to_month(at, month)
                page.refused.emit(sentence)
                return
        amounts: dict[int, dict[Month, int]] = defaultdict(dict)
        for at, month, amount in wanted:
            amounts[rows[at].member_id][Month(page.year, month)] = amount
        asked = Asked(dict(amounts), batch, self.unlike(amounts))
        if asked.unlike:
            first = next(iter(asked.unlike))
            month = min(m.month for m in amounts[first])
            self.ask_reason(page.grid.records.place_of(first), month, asked)
        else:
            self.pay_amounts(asked, "")

    def unlike(self, amounts: Mapping[int, Mapping[Month, int]]) -> dict[int, str]:
        """Return by member what is unlike the due about amounts, as the file is now."""
        page, found = self._page, {}
        for member, months in amounts.items():
            at = page.grid.records.place_of(member)
            if at < 0:
                continue
            cells = page.grid.records.rows[at].cells
            told = [typed_words(cells[m.month - 1], fen) for m, fen in months.items()]
            if words := "；".join(filter(None, told)):
                found[member] = f"{page.grid.records.names.get(member, '')}{words}"
        return found

    def pay_amounts(self, asked: Asked, reason: str) -> None:
        """Write amounts as one step, with the reason why some are unlike the due."""
        page = self._page
        words = paid_words(asked.amounts, page.grid.records.names)
        reasons = dict.fromkeys(asked.unlike, reason)
        pay(page.store, today(), asked.batch, asked.amounts, f"登记{words}", reasons=reasons)
        page.batch_bar.take_up()
        page.said.emit(f"已登记{words}，{_when(asked.batch)}。")

    # An amount that waits for its reason.

    def ask_reason(self, at: int, month: int, asked: Asked) -> None:
        """Ask why amounts are unlike the due, with the cursor on the first of them."""
        page = self._page
        page.beside.show_grid()
        page.grid.go_to_month(at, month)
        page.foot.hide()  # the line that asks says the same
        page.reason.ask(asked)

    def pay_with_reason(self, asked: Asked, words: str) -> None:
        """Write what waited; if that fails it goes on waiting."""
        self.pay_amounts(asked, words)
        self._end_waiting()
        self._page.grid.step_down()

    def give_up_reason(self) -> None:
        """Write nothing of what waited."""
        self._end_waiting()

    def _end_waiting(self) -> None:
        page = self._page
        page.reason.close_up()
        page.settled.emit()
        page.store.keep_draft(_DRAFT, "")
        page.foot.show()
        page.grid.setFocus()

    def judge_again(self) -> None:
        """Say what is unlike the due of an amount that waits, now that the file has changed."""
        page, asked = self._page, self._page.reason.asked
        if asked is None or not self._is_of_year(asked):
            return
        if any(page.grid.records.place_of(member) < 0 for member in asked.amounts):
            self._end_waiting()
            # What the window says of the change itself comes after this: it is said last.
            QTimer.singleShot(0, page, lambda: page.refused.emit(_GONE))
            return
        page.reason.tell(replace(asked, unlike=self.unlike(asked.amounts) or asked.unlike))

    def _is_of_year(self, asked: Asked) -> bool:
        months = (month for paid in asked.amounts.values() for month in paid)
        return all(month.year == self._page.year for month in months)

    def keep_waiting(self) -> None:
        """Keep in the file what waits, as it is about to close."""
        page = self._page
        if page.reason.asked is not None and not page.store.read_only:
            page.store.keep_draft(_DRAFT, draft_of(page.reason.asked, page.reason.line.text()))

    def resume(self) -> None:
        """Ask again for the reason of an amount that waited when the file was closed."""
        page = self._page
        if page.store.read_only or page.reason.is_asking:
            return
        found = asked_in(page.store.draft(_DRAFT))
        if found is None or not self._is_of_year(found[0]):
            return
        asked, words = found
        if unlike := self.unlike(asked.amounts):
            page.foot.hide()
            page.reason.ask(replace(asked, unlike=unlike), words)
        else:
            page.store.keep_draft(_DRAFT, "")


def _when(batch: Batch) -> str:
    handed = f"，由{batch.handed_by}代交" if batch.handed_by else ""
    return f"交纳日期{batch.paid_on}{handed}"


def _of_receipts(done: TakenBack) -> str:
    """Return what became of the receipts, where more is to be said than that they are gone."""
    told = []
    if done.voided:
        told.append(f"；后面已有别的回执，回执{_listed(done.voided)}留着注明作废")
    if done.anew:
        told.append(f"；没有取回的月份另开回执{_listed(done.anew)}")
    return "".join(told)


def _listed(payments: Sequence[Payment]) -> str:
    numbers = "、".join(payment.receipt for payment in payments[:_NAMED])
    return f"{numbers}等{len(payments)}张" if len(payments) > _NAMED else numbers
