"""A payroll against what is fixed: who differs and why, who is missing on either side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from models.dues.bases_of_year import cause_from
from models.dues.fixing import RETIRED, Fixed, items_of, monthly_of, rounded_as, save_fixed
from models.dues.items import items_counted_for
from models.dues.records import month_text
from models.dues.words import month_words, yuan_words
from models.members.names import distinct_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.dues.account import Month
    from models.dues.book import DuesBook
    from models.dues.fixing import Item
    from models.dues.records import Basis
    from models.members.standing import Standing
    from models.rules.dues import Rounding
    from models.store import Store


class ItemChange(NamedTuple):
    """An item of the base that differs: what it was and is, None where it was not there."""

    label: str
    before: Item | None
    after: Item | None

    @property
    def words(self) -> str:
        """职务工资3,000.00元→3,400.00元; 车补新列500.00元（不计）."""
        if self.after is None:
            return f"{self.label}不再列（原{_item(self.before)}）"
        if self.before is None:
            return f"{self.label}新列{_item(self.after)}"
        if self.before.use != self.after.use:
            return f"{self.label}{_item(self.before)}→{_item(self.after)}"
        return f"{self.label}{yuan_words(self.before.amount)}→{yuan_words(self.after.amount)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One member of whom a payroll says otherwise than what is fixed; amounts in 分.

    `before` is None for one who pays here without any 核定.
    """

    person: Standing
    before: Fixed | None
    after: Fixed

    @property
    def items(self) -> tuple[ItemChange, ...]:
        """The items that differ, in the payroll's order; those it no longer has behind."""
        old = {item.label: item for item in self.before.items} if self.before else {}
        new = {item.label: item for item in self.after.items}
        return tuple(
            ItemChange(label, old.get(label), new.get(label))
            for label in dict.fromkeys([*new, *old])
            if old.get(label) != new.get(label)
        )

    @property
    def words(self) -> str:
        """Why it differs: class, base, items and amount, before and after."""
        after = self.after.basis
        if self.before is None:
            return f"没有核定；按工资表基数{_yuan(after.base)}，月交{_yuan(after.amount)}"
        before = self.before.basis
        said = [f"类别{before.payer}→{after.payer}"] if before.payer != after.payer else []
        if before.base != after.base:
            said.append(f"基数{_yuan(before.base)}→{_yuan(after.base)}")
        if self.before.items and not self.after.items:
            said.append("这张表只有合计，没有各项")
        elif self.before.items and self.items:
            said.append("、".join(change.words for change in self.items))
        if before.amount != after.amount:
            said.append(f"月交{_yuan(before.amount)}→{_yuan(after.amount)}")
        return "；".join(said)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a payroll of a month shows beside what is fixed for that month.

    `refused` are sentences about rows of the payroll that are nobody's here, or cannot be read;
    `missing` are those who pay here by a salary and whom the payroll does not name; `unclear` are
    those of them whom only such a row names.
    """

    month: Month
    differences: tuple[Difference, ...]
    agreeing: tuple[Standing, ...]
    refused: tuple[str, ...]
    missing: tuple[Standing, ...]
    unasked: tuple[str, ...] = ()
    """Columns of the payroll of which nobody has said whether they count; they do not."""
    unclear: tuple[Standing, ...] = ()
    notes: tuple[str, ...] = ()
    """Columns of the payroll that were not taken, and why."""

    @property
    def words(self) -> str:
        """与2026年9月的核定相比：一致 40 人，不同 3 人，…."""
        parts = (
            (len(self.agreeing), "一致", "人"),
            (len(self.differences), "不同", "人"),
            (len(self.missing), "工资表里没有", "人"),
            (len(self.refused), "没有认出", "行"),
        )
        counted = "，".join(f"{word} {count} {unit}" for count, word, unit in parts if count)
        said = f"与{month_words(self.month)}的核定相比：{counted or '没有可核对的人'}。"
        if self.unasked:
            names = "、".join(f"“{name}”" for name in self.unasked)
            said += f"{names}不知是否计入基数，没有计入；要计入的，请在“导入”里取入并选它的用途。"
        return said + "".join(f"{note}。" for note in self.notes)

    @property
    def outcome(self) -> str:
        """What follows where nobody differs; "" where somebody does."""
        if self.differences:
            return ""
        return "工资表里认出的人都与核定一致，没有要改的。" if self.agreeing else "没有要改的。"


def reconciled(
    store: Store,
    book: DuesBook,
    month: Month,
    payroll: Mapping[int, Fixed],
    refused: Mapping[str, str],
) -> Reconciliation:
    """Return how a payroll of a month (member id to the 核定 it makes) stands to what is fixed.

    `refused` are sentences about rows that were not understood, with the name that stands in each.
    Items that change neither class, base nor amount make no difference.
    """
    differences, agreeing, missing = [], [], []
    named = set(refused.values())
    told_apart = distinct_names(person.member for person in book.everyone())
    for person in book.everyone():
        number = person.member.id or 0
        held = book.basis_in(number, month)
        if number in payroll:
            before = Fixed(held, items_of(store, held)) if held else None
            found = Difference(person, before, payroll[number])
            if _agree(found, book.settings.rounds):
                agreeing.append(person)
            else:
                differences.append(found)
        elif held and _is_salaried(held) and any(span.holds(month) for span in book.spans(person)):
            missing.append(person)
    unclear = tuple(
        each for each in missing
        if named & {each.member.name, told_apart.get(each.member.id or 0, "")}
    )  # fmt: skip
    gone = tuple(each for each in missing if each not in unclear)
    return Reconciliation(
        month, tuple(differences), tuple(agreeing), tuple(refused), gone, unclear=unclear
    )


def take_differences(store: Store, chosen: Sequence[Difference], month: Month) -> None:
    """Enter the payroll's 核定 of those chosen from a month on, as one step."""
    with store.change(f"按工资表核定党费：{len(chosen)}人") as change:
        for each in chosen:
            basis = replace(
                each.after.basis,
                id=None,
                since=month_text(month),
                cause=cause_from(month, is_fixed=each.before is not None),
                recorded_at="",
            )
            save_fixed(change, Fixed(basis, each.after.items))


def _agree(found: Difference, rounding: Rounding) -> bool:
    """Return whether class, base and amount agree; an amount fixed otherwise has its reason.

    One that was rounded otherwise agrees.
    """
    if found.before is None:
        return False
    before, after = found.before.basis, found.after.basis
    if (before.payer, before.base) != (after.payer, after.base):
        return False
    if before.amount == after.amount or before.reason:
        return True
    return bool(rounded_as(before.amount, monthly_of(before, rounding)))


def _is_salaried(basis: Basis) -> bool:
    """Return whether a base is one that a payroll of those in service gives."""
    if basis.since is None or basis.payer == RETIRED:
        return False
    return bool(items_counted_for(basis.payer, basis.since.first))


def _yuan(fen: int | None) -> str:
    return "未填" if fen is None else yuan_words(fen)


def _item(item: Item | None) -> str:
    return f"{yuan_words(item.amount)}（{item.use}）" if item else "未列"
