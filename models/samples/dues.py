"""The sample's dues: fixed each January, collected on the tenth, handed up by quarters, used, published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.fixing import RETIRED, completed
from models.dues.records import (
    BY_SUPERIOR,
    COUNTED,
    DEDUCTED,
    Basis,
    BasisItem,
    DuesUse,
    DuesWaiver,
    LargeDues,
    PaidMonth,
    Payment,
    Publication,
    ReceiptCount,
    Remittance,
    month_text,
)
from models.members.standing import FULL
from models.samples.scene import Scene, weekday

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from models.change import Change
    from models.members.standing import Standing
    from models.store import Store

_ENOUGH = 8
"""Members from whom on there is a waiver, an arrear and 大额党费 in the sample."""
_WAYS = ("微信", "微信", "微信", "转账", "现金")
_PARTS = (("职务工资", 30), ("级别工资", 45), ("工作性津贴", 40), ("生活性补贴", 25))
"""What counts, in hundredths of the base; what is deducted makes up the rest."""
_DEDUCTED = (("个人所得税", 3), ("养老保险", 16), ("医疗保险", 4), ("住房公积金", 17))
_USES = (
    (4, 20, "订阅党报党刊", "教材资料和工本费", 38_000),
    (7, 1, "慰问生活困难党员", "党内关怀帮扶", 60_000),
    (10, 20, "主题党日活动门票和交通", "开展组织生活和会议", 45_000),
)
_INCOME = 150_000
"""What the superior gives back for use each March, in 分."""


def make_dues(store: Store, change: Change, draw: random.Random, on: date, years: int) -> None:
    """Enter the dues of the sample's last years, within its step; nothing lies after `on`."""
    maker = _Maker(Scene(store, change, draw, on), Month(on.year - years + 1, 1))
    maker.fix()
    maker.waive()
    maker.collect()
    for year in range(on.year - years + 1, on.year + 1):
        maker.hand_up(year)
        maker.use(year)
    maker.give_much()


@dataclass(slots=True)
class _Payer:
    """One member with the months of paying here and what is paid in each, in 分."""

    person: Standing
    months: list[Month]
    way: str
    base: int
    amounts: dict[Month, int]
    by_quarter: str = ""
    """Who hands it in for them by quarters, "" for nobody."""

    @property
    def id(self) -> int:
        return self.person.member.id or 0

    def is_retired(self, month: Month) -> bool:
        retired = self.person.member.retired_on
        return retired is not None and Month.of(retired.last) < month


class _Maker:
    """Draws what each pays and enters the books."""

    def __init__(self, scene: Scene, first: Month) -> None:
        self._scene, self._change, self._on = scene, scene.change, scene.on
        book = DuesBook(scene.store, scene.on)
        self._rounding = book.settings.rounds
        self._day = book.settings.collection_day
        last = Month.of(scene.on)
        every = [first.plus(number) for number in range(last.since(first) + 1)]
        self._payers = [
            _Payer(
                person,
                [month for month in every if any(span.holds(month) for span in book.spans(person))],
                scene.draw.choice(_WAYS),
                scene.draw.randrange(3_600, 9_800) * 100,
                {},
            )
            for person in book.everyone()
        ]
        self._came: dict[Month, int] = defaultdict(int)

    def _old(self) -> list[_Payer]:
        """Return who was retired and a full member all along, else who is last in the order."""
        first = Month(self._on.year - 1, 1)
        fit = [p for p in self._payers if p.person.category == FULL and p.is_retired(first)]
        return fit or self._payers[-1:]

    def fix(self) -> None:
        """Fix everyone each January, new members from their month, the retired from the next."""
        for payer in self._payers:
            amount, before = 0, None
            for month in payer.months:
                retires = before is not None and payer.is_retired(month) != payer.is_retired(before)
                if before is None or month.month == 1 or retires:
                    basis = self._fixed(payer, month, is_first=before is None, retires=retires)
                    amount = basis.amount or 0
                payer.amounts[month] = amount
                before = month

    def _fixed(self, payer: _Payer, month: Month, *, is_first: bool, retires: bool) -> Basis:
        payer.base = payer.base * 103 // 10_300 * 100 + (0 if retires else 8_000)
        cause = "离退休" if retires else "新发展" if is_first and month.month > 1 else "年初核定"
        at_work = "机关工人" if payer.id % 12 == 0 else "机关工作人员"
        basis = Basis(
            member_id=payer.id, since=month_text(month), base=payer.base, cause=cause,
            payer=RETIRED if payer.is_retired(month) else at_work,
            decided_on=min(weekday(month.year, month.month, 5), self._on),
            recorded_at=f"{min(weekday(month.year, month.month, 5), self._on)} 16:30:00",
        )  # fmt: skip
        saved = self._change.save(completed(basis, self._rounding))
        if month.year == self._on.year and basis.payer != RETIRED:
            self._itemise(saved)
        return saved

    def _itemise(self, basis: Basis) -> None:
        """Enter what a base is made of, as its payroll has it."""
        base = basis.base or 0
        parts = [(label, COUNTED, base * share // 100) for label, share in _PARTS]
        parts += [(label, DEDUCTED, base * share // 100) for label, share in _DEDUCTED]
        over = sum(fen if use == COUNTED else -fen for _, use, fen in parts) - base
        label, use, fen = parts[0]
        parts[0] = label, use, fen - over
        for place, (label, use, fen) in enumerate(parts):
            item = BasisItem(basis_id=basis.id or 0, place=place, label=label, use=use, amount=fen)
            self._change.save(item)

    def waive(self) -> None:
        """Free one of the old in hardship, with approval, and let another pay by quarters."""
        if len(self._payers) < _ENOUGH:
            return
        old = self._old()
        freed = old[0]
        first = max(Month(self._on.year - 1, 7), freed.months[0])
        last = Month(self._on.year + 1, 6)
        self._change.save(
            DuesWaiver(
                member_id=freed.id, since=month_text(first), until=month_text(last),
                ground="本人长期患病，家庭生活困难", approved_by=BY_SUPERIOR,
                approved_on=min(date(first.year, first.month, 1), self._on),
            )
        )  # fmt: skip
        for month in freed.months:
            if first <= month <= last:
                freed.amounts[month] = 0
        if len(old) > 1:
            old[1].by_quarter = f"{old[1].person.member.name[0]}某（家属）"

    def collect(self) -> None:
        """Take what is due on the tenth of each month; one has not paid the newest yet."""
        latest = Month.of(self._on) if self._on.day >= self._day else Month.of(self._on).plus(-1)
        late = self._payers[-1] if len(self._payers) >= _ENOUGH else None
        given: dict[int, int] = defaultdict(int)
        months = sorted({month for payer in self._payers for month in payer.months})
        for month in months:
            if month > latest:
                break
            day = date(month.year, month.month, self._day)
            collector = self._collector(day)
            for payer in self._payers:
                if payer is late and month == latest:
                    continue
                if paid := self._paid_on(payer, month):
                    given[day.year] += 1
                    self._take(payer, day, given[day.year], collector, paid)
        for year, last in given.items():
            self._change.save(ReceiptCount(year=year, last=last))

    @staticmethod
    def _paid_on(payer: _Payer, month: Month) -> dict[Month, int]:
        if payer.by_quarter and month.month % 3:
            return {}
        back = 3 if payer.by_quarter else 1
        wanted = (month.plus(-number) for number in reversed(range(back)))
        return {each: fen for each in wanted if (fen := payer.amounts.get(each, 0))}

    def _take(
        self, payer: _Payer, day: date, number: int, collector: str, paid: dict[Month, int]
    ) -> None:
        """Enter a payment; the count of its year is kept once, where `enter_payment` keeps it each time."""
        kept = self._change.save(
            Payment(
                member_id=payer.id, paid_on=day, receipt_year=day.year, receipt_number=number,
                way=payer.way, handed_by=payer.by_quarter, collector=collector,
                recorded_at=f"{day} 16:00:00",
            )
        )  # fmt: skip
        for month, fen in paid.items():
            part = PaidMonth(payment_id=kept.id or 0, month=month_text(month), amount=fen)
            self._change.save(part)
            self._came[Month.of(day)] += fen

    def _collector(self, day: date) -> str:
        committee = self._scene.committee(day) or self._scene.people(day)
        return committee[min(1, len(committee) - 1)].member.name if committee else ""

    def hand_up(self, year: int) -> None:
        """Hand up what came in each quarter, and make the year known at its end."""
        for last in (3, 6, 9, 12):
            sent = weekday(year, last, 25)
            amount = sum(self._came[Month(year, month)] for month in range(last - 2, last + 1))
            if sent <= self._on and amount:
                self._change.save(
                    Remittance(
                        since=month_text(Month(year, last - 2)), until=month_text(Month(year, last)),
                        amount=amount, sent_on=sent, way="转账", handler=self._collector(sent),
                        receipt=f"示机收〔{year}〕{last // 3:02}号",
                    )
                )  # fmt: skip
        told = date(year, 12, 28)
        if told <= self._on:
            self._change.save(
                Publication(year=year, published_on=told, way="党员大会通报，党务公开栏张贴")
            )

    def use(self, year: int) -> None:
        """Enter what came for use and what was spent, each after a decision."""
        for line in _book(year):
            if line.used_on and line.used_on <= self._on:
                handler = self._collector(line.used_on)
                self._change.save(replace(line, handler=handler))

    def give_much(self) -> None:
        """Enter one 大额党费, handed up."""
        day = date(self._on.year - 1, 7, 1)
        fit = [payer for payer in self._payers if Month.of(day) in payer.amounts]
        if len(fit) >= _ENOUGH:
            self._change.save(
                LargeDues(
                    member_id=fit[2].id, paid_on=day, amount=200_000, sent_on=date(day.year, 7, 8),
                    brief="为庆祝党的生日，自愿一次多交党费。",
                )
            )  # fmt: skip


def _book(year: int) -> Iterator[DuesUse]:
    yield DuesUse(
        used_on=weekday(year, 3, 20), voucher=f"{year}-1", summary="上级党委下拨党费",
        category="", income=_INCOME,
    )  # fmt: skip
    for place, (month, day, summary, category, outlay) in enumerate(_USES, 2):
        yield DuesUse(
            used_on=weekday(year, month, day), voucher=f"{year}-{place}", summary=summary,
            category=category, outlay=outlay, decided_on=weekday(year, month - 1, 5),
        )  # fmt: skip
