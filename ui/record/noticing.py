"""What is doubtful or unusual about a record that was just written, said where no form showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.record.page import RecordPage

MOST_LOOKED_AT = 200
"""Records written at once that are looked at for this; a larger block was seen beforehand."""


def fresh(page: RecordPage, before: Any, after: Any) -> dict[str, str]:
    """Return field name to the sentence about it, of what was not so before; None was nothing."""
    known = {} if before is None else _all_of(page, before)
    return {
        name: sentence
        for name, sentence in _all_of(page, after).items()
        if known.get(name) != sentence
    }


def _all_of(page: RecordPage, record: Any) -> dict[str, str]:
    return {**page.remarks(record), **getattr(record, "doubtful", {})}


def tell(page: RecordPage, written: Iterable[tuple[Any, Any]]) -> None:
    """Say what wants a look of records as they were and as they are on file now, with the way there."""
    told = [
        (after, name, sentence)
        for before, after in written
        for name, sentence in fresh(page, before, after).items()
    ]
    if not told:
        return
    record, name, sentence = told[0]
    whose = page.view.name_of(record)
    asks = "" if "请" in sentence else "，请核对"
    more = f"；这样的共 {len(told)} 处" if len(told) > 1 else ""

    def go() -> None:
        shown = page.model.row_of(record.id)
        if shown is not None:
            page.edit_field(shown, name)

    page.achieved.emit(f"已保存。{whose}：{sentence}{asks}{more}。", "去看看", go)
