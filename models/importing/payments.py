"""A list of payments of 党费, or a grid of them by months, and what is on file as it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from models.dues.paying import enter_payment
from models.dues.records import PaidMonth, Payment
from models.fields import Field, field_of
from models.fields import Kind as ValueKind
from models.importing.dues_on_file import OfDues
from models.importing.judged import Judged, Kind
from models.importing.mapping import FIELDS, labels_of
from models.importing.months import title_of, year_in_title
from models.importing.own import own_sheet
from models.importing.payment_parts import GRID
from models.importing.payment_rows import PaymentRows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.change import Change
    from models.importing.heading import Heading
    from models.importing.judged import PreviewRow
    from models.importing.preview import Preview
    from models.importing.workbook import Progress, SheetRows
    from models.store import Store

_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ALIASES = {
    "month": ("起止月", "所属月份", "交纳月份", "缴纳月份", "党费月份", "所属期", "起止月份"),
    "amount": (
        "实交", "实交金额", "实缴金额", "交纳金额", "缴纳金额", "交费金额", "缴费金额", "交纳党费", "缴纳党费",
        "党费金额", "已交",
    ),
    "paid_on": ("交费日期", "缴费日期", "收缴日期", "交纳时间", "缴纳时间", "交费时间", "缴费时间"),
    "way": ("缴纳方式", "交费方式", "缴费方式", "支付方式"),
    "handed_by": ("代缴人",),
    "collector": ("收缴人", "经收人"),
    "reason": ("与应交不同原因", "多交少交原因"),
}  # fmt: skip


def _known(record_type: type, name: str) -> Field:
    each = field_of(record_type, name)
    return replace(each, aliases=(*each.aliases, *_ALIASES.get(name, ())))


def _month_field(at: int) -> Field:
    words = (f"{at:02}月", _CHINESE[at - 1] + "月", f"{at}月份", f"{_CHINESE[at - 1]}月份")
    own = (f"{at}月实交", f"{_CHINESE[at - 1]}月实交", f"{at}月实缴")
    return Field(f"{at}月", ValueKind.MONEY, width=5, name=GRID[at - 1], aliases=(*words, *own))


@cache
def payment_fields() -> Mapping[str, Field]:
    """Return what a column of payments may fill, by name."""
    fields = (
        FIELDS["name"],
        FIELDS["identity_number"],
        _known(PaidMonth, "month"),
        Field("起始月", width=5, name="since", aliases=("起月", "开始月份")),
        Field("终止月", width=5, name="until", aliases=("止月", "截止月份", "交至")),
        _known(PaidMonth, "amount"),
        *(_known(Payment, name) for name in ("paid_on", "way", "handed_by", "collector")),
        _known(Payment, "reason"),
        field_of(Payment, "remark"),
        *map(_month_field, range(1, 13)),
    )
    return {each.name: each for each in fields}


@cache
def _payment_labels() -> Mapping[str, tuple[str, int]]:
    return labels_of(payment_fields().values())


@dataclass(frozen=True, slots=True)
class Payments(OfDues):
    """What was paid; `year` is that of months and days written without one."""

    code = "dues"
    table = Payment.table
    title = "党费交纳登记表"
    unit = "笔"
    contents = "交纳"
    kinds = (Kind.NEW, Kind.SAME, Kind.DOUBTFUL, Kind.FAULTY)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Who paid how much for which months, when and how."""
        return payment_fields()

    @property
    def labels(self) -> Mapping[str, tuple[str, int]]:
        """Each heading of payments."""
        return _payment_labels()

    @property
    def wanted(self) -> str:
        """The columns without which nothing is recognised, in a sentence."""
        return "“姓名”和“月份”“金额”，或“1月”至“12月”"

    def is_meant(self, heading: Heading, _known: int) -> bool:
        """Return whether a heading with a name in it has amounts by months, or an amount and when."""
        named = self.named(heading)
        return bool(named & set(GRID)) or (
            "amount" in named and bool(named & {"month", "since", "paid_on"})
        )

    def refusal(self, sheet: SheetRows) -> str:
        """Return why a sheet of names is none of payments."""
        return (
            f"“{sheet.name}”里没有各月的金额，像是别的表，什么也没有取入；"
            "请确认选对了文件，并写明月份和金额。"
        )

    def judge(self, preview: Preview, progress: Progress | None) -> Judged:
        """Return what taking each row would do."""
        year = year_in_title(title_of(preview.sheet, preview.heading)) or self.year
        rows = PaymentRows(self.on_file, preview, year or self.on_file.day.year)
        found = rows.judged(own_sheet(preview.sheets, self.code).ids(preview.sheet), progress)
        return Judged(found, tuple(rows.left_out), self._told(preview))

    def _told(self, preview: Preview) -> tuple[str, ...]:
        if "paid_on" in preview.letters:
            return ()
        day = self.on_file.settings.collection_day
        return (
            f"没有“交纳日期”一列，按各月的收缴日（{day}日）登记，晚于今天的记今天；不是这样的，请加上这一列。",
        )

    def step(self, count: int) -> str:
        """Return what the step is called that takes `count` rows."""
        return f"导入党费交纳：{count}行"

    def writer(
        self, _store: Store, change: Change, _preview: Preview
    ) -> Callable[[PreviewRow], None]:
        """Return what enters a row's payments, each under the next receipt number."""

        def write(row: PreviewRow) -> None:
            for payment, months in row.made:
                enter_payment(change, payment, months)

        return write
