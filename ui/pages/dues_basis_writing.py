"""Writing 核定: of cells what is whole as one step and the rest kept for later; of the form; removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from models.dues.bases_of_year import FIXED, HALF
from models.dues.fixing import (
    Fixed,
    is_confirmed,
    pays_by_base,
    problems_of,
    remove_fixed,
    save_fixed,
)
from models.dues.half_fixed import half_fixed, keep_half_fixed
from models.dues.item_text import base_of_items, items_of_text
from models.dues.records import Basis, month_of
from models.dues.words import month_words
from models.errors import InvalidRecord
from models.fields import validate
from models.own_columns import is_own
from models.values import format_money
from ui.pages.dues_basis_form import ITEMS
from ui.record.noticing import words_about
from ui.writing import is_refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.dues.bases_of_year import BasisLine
    from models.dues.fixing import Item
    from ui.pages.dues_bases import BasesPage
    from ui.record.cell_work import Edit


def not_kept(basis: Basis, items: Sequence[Item]) -> str:
    """Return what is said of items, or a base, that a 核定 does not keep; "" for none."""
    if pays_by_base(basis):
        return "基数改为直接填写，原来的各项已不再合计，没有保留；按 Ctrl+Z 可以恢复。"
    gone = "原来的基数和各项" if items else "原来的基数" if basis.base is not None else ""
    return f"“{basis.payer}”不按基数交纳，{gone}没有保留；按 Ctrl+Z 可以恢复。" if gone else ""


class BasisWriting:
    """Writes what is typed on the page of 核定."""

    def __init__(self, page: BasesPage) -> None:
        """Prepare for a page."""
        self._page = page

    def write(self, edits: Sequence[Edit], title: str) -> None:
        """Write what is whole as one step; what still lacks class or base is kept for later."""
        page = self._page
        made = [(shown, values, page.view.changed(shown, values)) for shown, values in edits]
        whole, left = [one for one in made if one[2].amount is not None], ""
        half = half_fixed(page.store, page.year)
        held = dict(half)
        for shown, values, basis in made:
            before = half.pop(shown.member_id, {})
            if basis.amount is None:
                if any(map(is_own, values)):
                    raise InvalidRecord({"payer": "还没有核定，请先填党员类别和交纳基数"})
                half[shown.member_id] = {**before, **values}
        if whole:
            with page.store.change(title) as change:
                for shown, values, basis in whole:
                    left = self._enter(change, shown, values, basis) or left
        keep_half_fixed(page.store, page.year, half)
        if any(shown.member_id in held for shown, _, _ in whole):
            page.half_steps.forget()
        else:
            page.half_steps.kept(title, held, half_fixed(page.store, page.year))
        if len(whole) < len(made):
            page.reload()
        if left:
            self._say(left, [(shown.basis, basis) for shown, _, basis in made])

    def _enter(self, change: Change, shown: Any, values: Mapping[str, Any], basis: Basis) -> str:
        """Write one line's 核定; return what of it was not kept. A class confirmed makes no new one."""
        page, left = self._page, ""
        if shown.held and is_confirmed(shown.basis, basis):
            saved = change.save(replace(shown.held, is_assumed=basis.is_assumed))
        else:
            before = page.items_of(shown)
            settled = {name: value for name, value in values.items() if not is_own(name)}
            items = page.refixed(shown, settled).items
            saved = save_fixed(change, Fixed(basis, items))
            left = not_kept(basis, before) if before and not items else ""
        page.view.save_own(change, saved, values)
        return left

    def save(self, record: Basis, extra: Mapping[str, Any]) -> Basis:
        """Write a 核定 from the form with the items of its base.

        Raises:
            InvalidRecord: with the sentence beside its field why it cannot stand.
        """
        page, dropped = self._page, ""
        items = items_of_text(extra.get(ITEMS.name, ""))
        if record.payer and record.since and not pays_by_base(record):
            dropped = not_kept(record, items)
            record, items = replace(record, base=None), ()
        if items and base_of_items(items) != record.base:
            much = format_money(base_of_items(items))
            raise InvalidRecord({"base": f"各项合计是{much}元，与基数不同，请改各项或者基数"})
        held = page.store.get(Basis, record.id) if record.id else record
        found = problems_of(record, page.rounding)
        if found and not is_confirmed(held, record):
            raise InvalidRecord(found)
        validate(record)
        since = month_words(month_of(record.since)) if record.since else ""
        with page.store.change(f"核定{page.name_of(record)}{since}起的党费") as change:
            saved = save_fixed(change, Fixed(record, items))
            page.view.save_own(change, saved, extra)
        if dropped:
            page.said.emit(dropped)
        return saved

    def remove(self, lines: Sequence[BasisLine]) -> None:
        """Take the year's own 核定 of some lines off the file, as one step."""
        page = self._page
        own = [line for line in lines if line.state == FIXED]
        half = [line for line in lines if line.state == HALF]
        if not own and not half:
            page.refused.emit("没有删除：这里没有本年的核定；以前的核定请换到那一年去删除。")
            return
        if own:
            title = page.view.removal_title([line.basis for line in own])
            with page.store.change(title) as change:
                for line in own:
                    remove_fixed(change, line.basis)
        if half:
            done = f"已删除{len(own)}人本年的核定，按 Ctrl+Z 可以恢复；" if own else ""
            self._clear_half(half, done)

    def _clear_half(self, lines: Sequence[BasisLine], before: str) -> None:
        """Forget what was typed in part, and offer it back; it is in no step."""
        page, year = self._page, self._page.year
        kept = half_fixed(page.store, year)
        gone = {line.member_id: kept.pop(line.member_id, {}) for line in lines}

        def keep(half: Mapping[int, Mapping[str, Any]]) -> None:
            keep_half_fixed(page.store, year, half)
            page.reload()

        keep(kept)
        whom = f"“{page.name_of(lines[0].basis)}”" if len(lines) == 1 else f"{len(lines)}人"
        page.offered.emit(
            f"{before}已清去{whom}没有填全的内容。",
            "撤回",
            lambda: keep({**gone, **half_fixed(page.store, year)}),
        )

    def _say(self, sentence: str, written: Sequence[tuple[Any, Any]]) -> None:
        """Say what was not kept, with what else is said of a change."""
        page = self._page
        more = words_about(page, written)
        page.said.emit(sentence)
        if more:  # it is said by itself at once after this: both together then
            QTimer.singleShot(0, page, lambda: page.said.emit(f"{sentence}{more}"))

    def confirm_classes(self, bases: Sequence[Basis]) -> None:
        """Take the classes that were assumed as looked at, as one step."""
        page = self._page
        if is_refused(page):
            return
        with page.store.change(f"核对党员类别：{len(bases)}人") as change:
            for basis in bases:
                change.save(replace(basis, is_assumed=False))
        page.said.emit(f"已记下 {len(bases)} 人的类别核对无误，按 Ctrl+Z 可以恢复。")
