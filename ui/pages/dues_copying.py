"""照去年核定: last year's 核定 for the new year, with what would differ seen before it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.dues.bases_of_year import Copy, copies_of_year
from models.dues.fixing import explained, save_fixed
from models.dues.records import Basis
from models.fields import Field, Kind, field_of
from models.values import format_money
from ui.pages.dues_chosen import ChosenLines
from ui.table.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.dues.book import DuesBook
    from ui.pages.dues_bases import BasesPage

_SAME = "不变"


def _difference(copy: Copy) -> str:
    before, after = copy.before, copy.fixed.basis
    if before.amount == after.amount:
        return _SAME
    old, new = (format_money(each.amount or 0) for each in (before, after))
    return f"月交金额由 {old} 元改为 {new} 元"


def _columns(book: DuesBook, names: Mapping[int, str]) -> tuple[Column, ...]:
    def why(copy: Any) -> str:
        return explained(copy.fixed.basis, book.settings.rounds)

    def of(name: str, width: int) -> Column:
        field = field_of(Basis, name)
        return Column(
            Field(field.label, field.kind, width=width, name=name),
            lambda copy: getattr(copy.fixed.basis, name),
        )

    return (
        Column(
            Field("姓名", Kind.NAME, width=12, name="who"),
            lambda copy: names.get(copy.member_id, ""),
        ),
        of("payer", 7),
        of("base", 6),
        Column(
            Field("原来月交", Kind.MONEY, width=5, name="before"), lambda copy: copy.before.amount
        ),
        of("amount", 5),
        of("since", 5),
        Column(
            Field("差别", width=12, name="difference"),
            _difference,
            tone=lambda copy: "plain" if _difference(copy) == _SAME else "warn",
            tip=why,
        ),
    )


def copy_forward(
    page: BasesPage, book: DuesBook, lines: Sequence[Any], names: Mapping[int, str]
) -> None:
    """Show what copying would enter, and enter what is chosen as one step."""
    copies = copies_of_year(page.store, book, lines)
    changed = sum(_difference(copy) != _SAME for copy in copies)
    sentence = f"{len(copies)} 人在 {page.year} 年还没有核定，照以前的类别和基数核定如下"
    sentence += f"；按现在的规定和设置，{changed} 人的金额有变。" if changed else "，金额都不变。"
    sentence += "工资有变的，写入以后在表里改基数。"
    shown = ChosenLines(page, "照去年核定", sentence, _columns(book, names), copies)
    if shown.exec():
        with page.store.change(f"照去年核定{page.year}年的党费：{len(shown.chosen)}人") as change:
            for copy in shown.chosen:
                save_fixed(change, copy.fixed)
        page.said.emit(f"已核定 {len(shown.chosen)} 人，工资有变的请在表里改基数。")
    shown.deleteLater()
