"""Records of 党费: what each pays (核定), waivers, payments, 大额党费, 上缴, 使用, 公布."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from models.dues.account import Month
from models.fields import Field, Kind
from models.meetings.records import year_problem
from models.values import PartialDate

P = Kind.PARTIAL_DATE
COUNTED, DEDUCTED, LEFT_OUT = "计入", "扣除", "不计"
BY_BRANCH, BY_SUPERIOR = "支部研究同意", "上一级党委批准"
VOLUNTARY = "自愿多交"


def month_of(value: PartialDate) -> Month:
    """Return the month a date lies in; January for a year alone."""
    return Month.of(value.first)


def month_text(month: Month) -> PartialDate:
    """Return a month as a record keeps it."""
    return PartialDate(month.year, month.month)


def _month_problem(value: PartialDate) -> str | None:
    if value.month is None or value.day is not None:
        return "请写到月，如2026年3月"
    return None


def _amount_problem(fen: int) -> str | None:
    return "不能小于0" if fen < 0 else None


def _paid_problem(fen: int) -> str | None:
    return None if fen > 0 else "应大于0"


def _span_problems(since: PartialDate | None, until: PartialDate | None) -> dict[str, str | None]:
    """Return what of the months of a record contradicts itself, by field."""
    is_backwards = since and until and until.last < since.first
    return {"until": "终止月早于起始月"} if is_backwards else {}


def _month_field(label: str, *, required: bool = False, aliases: tuple[str, ...] = ()) -> Field:
    return Field(label, P, required=required, width=5, check=_month_problem, aliases=aliases)


def _money(label: str, *, required: bool = False, aliases: tuple[str, ...] = ()) -> Field:
    return Field(
        label, Kind.MONEY, required=required, width=6, check=_amount_problem, aliases=aliases
    )


def _paid(label: str) -> Field:
    return Field(label, Kind.MONEY, required=True, width=6, check=_paid_problem)


_FirstMonth = Annotated[PartialDate | None, _month_field("起始月", required=True)]
_LastMonth = Annotated[PartialDate | None, _month_field("终止月", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a member pays a month from a month on (党费核定); amounts in 分, its items are parts."""

    table: ClassVar[str] = "dues_basis"
    title: ClassVar[str] = "党费核定"
    searched: ClassVar[bool] = False

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=5)] = 0
    since: _FirstMonth = None
    payer: Annotated[
        str,
        Field(
            "党员类别", Kind.CHOICE, required=True, choices="payer", width=6,
            aliases=("交纳类别", "人员类别"),
        ),
    ] = ""  # fmt: skip
    base: Annotated[int | None, _money("交纳基数", aliases=("党费基数", "计算基数", "基数"))] = None
    amount: Annotated[
        int | None, _money("月交金额", required=True, aliases=("月应交", "月交纳额"))
    ] = None
    cause: Annotated[str, Field("核定原因", Kind.CHOICE, choices="basis_cause", width=6)] = (
        "年初核定"
    )
    reason: Annotated[str, Field("与标准不同的原因", width=8)] = ""
    decided_on: Annotated[date | None, Field("核定日期", Kind.DATE, width=6)] = None
    is_assumed: Annotated[bool, Field("类别待核对", Kind.FLAG, width=4)] = False
    remark: Annotated[str, Field("备注", width=8)] = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisItem:
    """One column of a payroll with what it does to the base: 计入, 扣除, 不计."""

    table: ClassVar[str] = "dues_item"
    title: ClassVar[str] = "基数明细"
    part_of: ClassVar[tuple[str, str]] = ("dues_basis", "basis_id")
    searched: ClassVar[bool] = False

    id: int | None = None
    basis_id: int = 0
    place: int = 0
    label: Annotated[str, Field("项目", required=True, width=8)] = ""
    use: Annotated[str, Field("用途", Kind.CHOICE, choices="item_use", width=4)] = COUNTED
    amount: Annotated[int, Field("金额", Kind.MONEY, width=6)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesWaiver:
    """少交 or 免交 for some months (第七条); it counts once approved. Without an amount all is waived."""

    table: ClassVar[str] = "dues_waiver"
    title: ClassVar[str] = "党费减免"

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=5)] = 0
    since: _FirstMonth = None
    until: _LastMonth = None
    amount: Annotated[
        int | None,
        replace(
            _money("每月少交（不填为免交）", aliases=("每月少交",)), none=("免交", "全免", "免")
        ),
    ] = None
    ground: Annotated[str, Field("依据", width=10)] = ""
    approved_by: Annotated[str, Field("批准", Kind.CHOICE, choices="waiver_approval", width=7)] = ""
    approved_on: Annotated[date | None, Field("批准日期", Kind.DATE, width=6)] = None
    remark: Annotated[str, Field("备注", width=8)] = ""

    @property
    def kind(self) -> str:
        """少交 or 免交."""
        return "免交" if self.amount is None else "少交"

    def counts_on(self, day: date) -> bool:
        """Return whether it was approved by a day."""
        return self.approved_on is not None and self.approved_on <= day

    def problems(self) -> dict[str, str | None]:
        """Return what contradicts itself."""
        return _span_problems(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What a member handed in on a day, for the months of its parts, under one receipt number.

    One taken back after a later receipt was given stays, 作废, and counts for nothing.
    """

    table: ClassVar[str] = "dues_payment"
    title: ClassVar[str] = "党费交纳"
    searched: ClassVar[bool] = False

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=5)] = 0
    paid_on: Annotated[
        date | None, Field("交纳日期", Kind.DATE, required=True, width=6, aliases=("缴纳日期",))
    ] = None
    receipt_year: int = 0
    receipt_number: int = 0
    way: Annotated[
        str, Field("方式", Kind.CHOICE, choices="dues_way", width=4, aliases=("交纳方式",))
    ] = ""
    handed_by: Annotated[str, Field("代交人", Kind.NAME, width=5)] = ""
    collector: Annotated[str, Field("收款人", Kind.NAME, width=5, aliases=("经手人",))] = ""
    reason: Annotated[str, Field("与应交不同的原因", width=8)] = ""
    voided_on: Annotated[date | None, Field("作废日期", Kind.DATE, width=6)] = None
    void_reason: Annotated[str, Field("作废原因", width=8)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""
    recorded_at: str = ""

    @property
    def receipt(self) -> str:
        """The number of its receipt, 2026-001."""
        return f"{self.receipt_year}-{self.receipt_number:03}" if self.receipt_number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidMonth:
    """The amount in 分 of a payment that is for one month."""

    table: ClassVar[str] = "dues_month"
    title: ClassVar[str] = "交纳月份"
    part_of: ClassVar[tuple[str, str]] = ("dues_payment", "payment_id")
    searched: ClassVar[bool] = False

    id: int | None = None
    payment_id: int = 0
    month: Annotated[PartialDate | None, _month_field("月份", required=True)] = None
    amount: Annotated[int, _paid("金额")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCount:
    """The last receipt number given in a year; every payment of the year alters it."""

    table: ClassVar[str] = "dues_receipts"
    title: ClassVar[str] = "回执编号"
    searched: ClassVar[bool] = False

    id: int | None = None
    year: Annotated[int, Field("年度", Kind.INTEGER, width=4, check=year_problem)] = 0
    last: Annotated[int, Field("最后一号", Kind.INTEGER, width=4)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeDues:
    """大额党费 (第十一条): handed up whole, apart from the monthly ledger."""

    table: ClassVar[str] = "dues_large"
    title: ClassVar[str] = "大额党费"

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=5)] = 0
    paid_on: Annotated[date | None, Field("交纳日期", Kind.DATE, required=True, width=6)] = None
    amount: Annotated[int | None, _paid("金额")] = None
    brief: Annotated[str, Field("简要情况", Kind.LONG_TEXT, width=14)] = ""
    sent_on: Annotated[date | None, Field("转交上级日期", Kind.DATE, width=6)] = None
    receipt: Annotated[str, Field("中组部收据号", width=8)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remittance:
    """What was handed up to the superior for some months (上缴)."""

    table: ClassVar[str] = "dues_remittance"
    title: ClassVar[str] = "党费上缴"

    id: int | None = None
    since: _FirstMonth = None
    until: _LastMonth = None
    amount: Annotated[int | None, _paid("上缴金额")] = None
    sent_on: Annotated[date | None, Field("上缴日期", Kind.DATE, required=True, width=6)] = None
    receipt: Annotated[str, Field("上级收据号", width=8)] = ""
    way: Annotated[str, Field("方式", Kind.CHOICE, choices="dues_way", width=4)] = ""
    handler: Annotated[str, Field("经办人", Kind.NAME, width=5)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""

    def problems(self) -> dict[str, str | None]:
        """Return what contradicts itself."""
        return _span_problems(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesUse:
    """One line of the book of what came in for use and what was spent (党费使用)."""

    table: ClassVar[str] = "dues_use"
    title: ClassVar[str] = "党费使用"

    id: int | None = None
    used_on: Annotated[date | None, Field("日期", Kind.DATE, required=True, width=6)] = None
    voucher: Annotated[str, Field("凭证号", width=5)] = ""
    summary: Annotated[str, Field("摘要", required=True, width=12)] = ""
    category: Annotated[str, Field("用途类别", Kind.CHOICE, choices="dues_category", width=10)] = ""
    income: Annotated[int | None, _money("收入")] = None
    outlay: Annotated[int | None, _money("支出")] = None
    decided_on: Annotated[date | None, Field("会议决定日期", Kind.DATE, width=6)] = None
    handler: Annotated[str, Field("经办人", Kind.NAME, width=5)] = ""
    approver: Annotated[str, Field("审批人", Kind.NAME, width=5)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""

    def problems(self) -> dict[str, str | None]:
        """Return what contradicts itself: a line is either 收入 or 支出."""
        if bool(self.income) == bool(self.outlay):
            return {"outlay": "收入和支出填一项"}
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """That a year's 收缴 and 使用 was made known to the members."""

    table: ClassVar[str] = "dues_publication"
    title: ClassVar[str] = "党费公布"

    id: int | None = None
    year: Annotated[
        int, Field("公布哪一年", Kind.INTEGER, required=True, width=4, check=year_problem)
    ]
    published_on: Annotated[date | None, Field("公布日期", Kind.DATE, required=True, width=6)] = (
        None
    )
    way: Annotated[str, Field("公布方式", width=10)] = ""
    remark: Annotated[str, Field("备注", width=8)] = ""
