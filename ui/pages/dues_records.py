"""What of dues is kept beside the grid: 减免, 大额, 上缴, 使用 and 公布, each in a tab of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from models.dues.book import DuesBook
from models.dues.handing_up import Collected, span_of
from models.dues.of_year import figures_of
from models.dues.records import (
    DuesUse,
    DuesWaiver,
    LargeDues,
    Publication,
    Remittance,
    month_of,
    month_text,
)
from models.dues.settings import dues_settings
from models.dues.using import UseYear, uses_of_year
from models.dues.waiving import waiver_remarks
from models.dues.words import month_words, yuan_words
from models.fields import Field, Kind, field_of
from models.rules.dues_parts import LARGE, PUBLICATIONS, REMITTANCES, USES, WAIVERS
from models.rules.dues_year import dues_rule
from ui.page import today
from ui.pages.dues_part import DuesPart
from ui.pages.dues_told_form import ToldForm
from ui.table.columns import Column, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.rules.findings import Rule
    from models.store import Store
    from ui.record.form import RecordForm

KIND, LEFT = "kind", "left"


class WaiversPage(DuesPart):
    """少交 and 免交: who need not pay, for which months, on what ground, approved by whom."""

    record: ClassVar[type[Any]] = DuesWaiver
    shown: ClassVar[tuple[str, ...]] = (
        "member_id", KIND, "since", "until", "amount", "ground", "approved_by", "approved_on",
        "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "member_id", "since", "until", "amount", "ground", "approved_by", "approved_on", "remark",
    )  # fmt: skip
    dated: ClassVar[str] = "since"
    checked: ClassVar[str] = WAIVERS
    hint: ClassVar[str] = "姓名、依据"
    empty: ClassVar[str] = (
        "这里登记少交、免交党费：写明起止月、依据和批准。批准以后的月份才不计应交。"
    )
    _book: DuesBook | None = None

    @property
    def book(self) -> DuesBook:
        """What everyone pays, as it was when the page was read."""
        if self._book is None:
            self._book = DuesBook(self.store, self.day)
        return self._book

    def remarks(self, record: Any) -> dict[str, str]:
        """Return what is unusual, and what of it does not count or counts otherwise."""
        return {**super().remarks(record), **waiver_remarks(self.book, record)}

    def records(self, store: Store) -> list[Any]:
        """Return what holds in any month of the working year, the newest first."""
        self._book = None
        found = [one for one in store.all(self.record) if self._year_of(one) == self.year]
        return sorted(found, key=self._order, reverse=True)

    def told(self) -> tuple[str, Rule | None]:
        """Return how many are approved, and who approves."""
        rows = self.model.every_row
        if not rows:
            return "", None
        waiting = sum(one.approved_on is None for one in rows)
        coming = sum(not one.counts_on(self.day) for one in rows) - waiting
        words = f"本年少交、免交 {len(rows)} 条"
        words += f"，其中 {waiting} 条没有批准日期，批准以前照常计应交" if waiting else ""
        words += f"；{coming} 条批准日期还没到，到那一天才计入" if coming else ""
        if dues_settings(self.store).retired_by_branch:
            words += "；离退休党员生活困难的，按本支部的设置，经支部研究同意即可"
        return f"{words}。", dues_rule("R-16")

    def _year_of(self, record: Any) -> int:
        """Return the working year if it holds in it, else the year it begins in."""
        if record.since is None or record.until is None:
            return self.year
        holds = record.since.year <= self.year <= record.until.year
        return self.year if holds else int(record.since.year)

    def _column(self, name: str) -> Column:
        if name == KIND:
            return Column(
                Field("减免", width=4, name=KIND),
                lambda one: one.kind,
                tone=lambda one: "note" if one.counts_on(self.day) else "warn",
                tip=lambda one: (
                    "" if one.counts_on(self.day) else "没有批准日期或者还没到，照常计应交"
                ),
            )
        if name == "amount":
            return column(replace(field_of(DuesWaiver, name), label="每月少交"))
        return super()._column(name)


class LargeDuesPage(DuesPart):
    """大额党费: handed up whole, apart from the months of the ledger."""

    record: ClassVar[type[Any]] = LargeDues
    unit: ClassVar[str] = "笔"
    shown: ClassVar[tuple[str, ...]] = (
        "paid_on", "member_id", "amount", "brief", "sent_on", "receipt", "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "member_id", "paid_on", "amount", "brief", "sent_on", "receipt", "remark",
    )  # fmt: skip
    dated: ClassVar[str] = "paid_on"
    checked: ClassVar[str] = LARGE
    demands_person: ClassVar[bool] = True
    hint: ClassVar[str] = "姓名、简要情况"
    empty: ClassVar[str] = (
        "这里登记党员自愿一次多交的大额党费：不算在每月的党费里，全部转交上级，收据号到了再补上。"
    )

    def told(self) -> tuple[str, Rule | None]:
        """Return how much came, and what was not handed on."""
        rows = self.model.every_row
        if not rows:
            return "", None
        kept = [one for one in rows if one.sent_on is None]
        words = f"本年 {len(rows)} 笔，合计 {yuan_words(sum(one.amount or 0 for one in rows))}"
        words += f"；未见转交上级的记录 {len(kept)} 笔" if kept else ""
        return f"{words}。", dues_rule("R-17")

    def head_buttons(self) -> list[QWidget]:
        """Offer a new one; the branch prints nothing of them, the receipt comes from above."""
        return [self.adding()]

    def show_member(self, member_id: int) -> None:
        """Begin a new one of a member."""
        self.add()
        if form := self.side.form:
            form.put("member_id", str(member_id))
            form.focus_field("paid_on")


class RemittancesPage(DuesPart):
    """上缴: what was handed up for which months; a new one begins after the last."""

    record: ClassVar[type[Any]] = Remittance
    unit: ClassVar[str] = "次"
    shown: ClassVar[tuple[str, ...]] = (
        "sent_on", "since", "until", "amount", "receipt", "way", "handler", "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "since", "until", "amount", "sent_on", "receipt", "way", "handler", "remark",
    )  # fmt: skip
    dated: ClassVar[str] = "since"
    checked: ClassVar[str] = REMITTANCES
    form_type: ClassVar[type[RecordForm]] = ToldForm
    hint: ClassVar[str] = "收据号、经办人"
    empty: ClassVar[str] = (
        "这里登记向上级上缴的党费：新增一次，从上次上缴以后的月份开始，期内收到的合计已经算好。"
    )
    _collected: Collected | None = None

    def name_of(self, record: Any) -> str:
        """Return the months."""
        return f"{record.since}至{record.until}" if record.since and record.until else ""

    @property
    def collected(self) -> Collected:
        """What came in and was handed up, as it was when the page was read."""
        if self._collected is None:
            self._collected = Collected(self.store, self.day)
        return self._collected

    def records(self, store: Store) -> list[Any]:
        """Return the year's remittances, the newest first."""
        self._collected = None
        return super().records(store)

    def told(self) -> tuple[str, Rule | None]:
        """Return how much was handed up, and what came in since."""
        rows = self.model.every_row
        span = self.collected.next_span()
        words = f"本年上缴 {yuan_words(sum(one.amount or 0 for one in rows))}" if rows else ""
        if span and (came := self.collected.term(span).came):
            since = month_words(span.first)
            words = f"{words}；" if words else ""
            words += f"{since}以来收到 {yuan_words(came)}，未见上缴记录"
        return (f"{words}。", dues_rule("remitting")) if words else ("", None)

    def make_form(self) -> RecordForm:
        """Return the form with what was due and came in for its months, the amount following them."""
        form = super().make_form()
        if isinstance(form, ToldForm):
            form.follow(self._term_words)
            form.lay("amount", self._came, self._unlike)
        return form

    def remarks(self, record: Any) -> dict[str, str]:
        """Return what is unusual, an amount unlike what came in as well."""
        found = super().remarks(record)
        words = self.collected.unlike(record)
        return {**found, "amount": words} if words else found

    def _term_words(self, form: Any) -> str:
        span = span_of(_meant(form))
        return f"{self.collected.term(span).words}。" if span else ""

    def _came(self, form: Any) -> int | None:
        span = span_of(_meant(form))
        return self.collected.came(span) if span else None

    def _unlike(self, form: Any) -> str:
        return self.collected.unlike(_meant(form))

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return what a new one begins with: the months since the last, and what came in in them."""
        found = super().extra_of(shown)
        if shown is not None:
            return found
        span = self.collected.next_span()
        if span is None or span.last is None:
            return found
        begun = {"since": month_text(span.first), "until": month_text(span.last)}
        return {**found, **begun, "amount": self.collected.term(span).came or None}

    def _order(self, record: Any) -> Any:
        return month_of(record.since), record.id


def _meant(form: ToldForm) -> Remittance:
    """Return what is typed so far of a remittance; a month counts once it is whole."""
    since, until = (
        month if month and month.month else None
        for month in (form.meant("since"), form.meant("until"))
    )
    kept = form.base or Remittance()
    amount, remark = form.meant("amount"), form.meant("remark") or ""
    return replace(kept, since=since, until=until, amount=amount, remark=remark)


class UsesPage(DuesPart):
    """使用: what came in for use and what was spent, with what is left after each line."""

    record: ClassVar[type[Any]] = DuesUse
    unit: ClassVar[str] = "笔"
    shown: ClassVar[tuple[str, ...]] = (
        "used_on", "voucher", "summary", "category", "income", "outlay", LEFT, "decided_on",
        "handler", "approver", "remark",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "used_on", "voucher", "summary", "category", "income", "outlay", "decided_on", "handler",
        "approver", "remark",
    )  # fmt: skip
    dated: ClassVar[str] = "used_on"
    checked: ClassVar[str] = USES
    hint: ClassVar[str] = "摘要、凭证号、经办人"
    empty: ClassVar[str] = (
        "这里登记党费的使用：上级下拨的记收入，花掉的记支出，写明用途和集体讨论决定的日期，结余自动算出。"
    )
    _book: UseYear | None = None

    def name_of(self, record: Any) -> str:
        """Return what it was."""
        return str(record.summary)

    def records(self, store: Store) -> list[Any]:
        """Return the year's lines by day, as a book has them."""
        self._book = uses_of_year(store, self.year)
        return list(self._book.lines)

    def told(self) -> tuple[str, Rule | None]:
        """Return what was carried in, came in, was spent and is left."""
        book = self._book
        if book is None or not (book.lines or book.carried):
            return "", None
        words = (
            f"上年结转 {yuan_words(book.carried)}，本年收入 {yuan_words(book.income)}，"
            f"支出 {yuan_words(book.outlay)}，结余 {yuan_words(book.balance)}。"
        )
        return words, dues_rule("R-19-balance")

    def _column(self, name: str) -> Column:
        if name == LEFT:
            return Column(
                Field("结余", Kind.MONEY, width=6, name=LEFT),
                self._left_after,
                tone=lambda line: "accent" if (self._left_after(line) or 0) < 0 else "",
                tip=lambda line: "结余小于0，请核对" if (self._left_after(line) or 0) < 0 else "",
                fixed="由收入和支出逐笔算出",
            )
        return super()._column(name)

    def _left_after(self, line: DuesUse) -> int | None:
        return self._book.left.get(line.id or 0) if self._book else None


class PublicationsPage(DuesPart):
    """公布: that a year's dues were made known to the members, with the year's figures."""

    record: ClassVar[type[Any]] = Publication
    unit: ClassVar[str] = "次"
    shown: ClassVar[tuple[str, ...]] = ("year", "published_on", "way", "remark")
    asked: ClassVar[tuple[str, ...]] = shown
    dated: ClassVar[str] = "year"
    checked: ClassVar[str] = PUBLICATIONS
    form_type: ClassVar[type[RecordForm]] = ToldForm
    hint: ClassVar[str] = "公布方式"
    empty: ClassVar[str] = (
        "这里登记党费收缴、使用情况的公布：每年向党员公布一次，写明公布的是哪一年、哪天、用什么方式。"
    )

    def records(self, store: Store) -> list[Any]:
        """Return what is about the working year, or was made known in it."""
        found = [one for one in store.all(self.record) if self._year_of(one) == self.year]
        return sorted(found, key=self._order, reverse=True)

    def _year_of(self, record: Any) -> int:
        is_shown = record.published_on is not None and record.published_on.year == self.year
        return self.year if is_shown else int(record.year)

    def name_of(self, record: Any) -> str:
        """Return the year it is about."""
        return f"{record.year}年"

    def told(self) -> tuple[str, Rule | None]:
        """Return the working year's figures."""
        found = figures_of(self.store, self.year, self.day)
        if not (found.asked or found.paid or found.uses.lines):
            return "", None
        return f"{found.words}。", dues_rule("R-19")

    def make_form(self) -> RecordForm:
        """Return the form with the figures of its year."""
        form = super().make_form()
        if isinstance(form, ToldForm):
            form.follow(self._year_words)
        return form

    def _year_words(self, form: Any) -> str:
        year = form.meant("year")
        if not year or not self.year - 50 < year <= self.year:
            return ""
        return f"{figures_of(self.store, year, min(self.day, today())).words}。"
