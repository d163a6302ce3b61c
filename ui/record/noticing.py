"""What is doubtful or unusual about records that were just written, said once they are on file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.record.page import RecordPage

    Written = Iterable[tuple[Any, Any]]
    """Records as they were, None for a new one, and as they are on file now."""

MOST_LOOKED_AT = 200
"""Records written at once that are looked at for this; that the others were not is said."""


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


def tell(page: RecordPage, written: Written) -> None:
    """Say what wants a look and what the page does not list any more, with the way there."""
    written = list(written)
    words, record, name = _found(page, written)
    if record is None:
        record = next((after for _, after in written if page.elsewhere(after)), None)
    if record is None:
        return
    key, table = page.view.key(record), page.view.record.table

    def go() -> None:
        if page.model.row_of(key) is None:
            page.record_wanted.emit(table, record.id)
        if (shown := page.model.row_of(key)) is not None:
            page.edit_field(shown, name)

    page.achieved.emit(f"{page.elsewhere(record) or '已保存。'}{words}", "去看看", go)


def words_about(page: RecordPage, written: Written) -> str:
    """Return the sentence about what wants a look, "" if nothing does."""
    return _found(page, list(written))[0]


def _found(page: RecordPage, written: list[tuple[Any, Any]]) -> tuple[str, Any, str]:
    """Return the sentence about what wants a look, the first record that does, and its field."""
    told = [
        (after, name, sentence)
        for before, after in written[:MOST_LOOKED_AT]
        for name, sentence in fresh(page, before, after).items()
    ]
    if not told:
        return "", None, ""
    record, name, sentence = told[0]
    words = f"{page.view.name_of(record)}：{sentence}"
    if "请" not in sentence:
        words += "，请核对"
    if len(told) > 1:
        words += f"；这样的共 {len(told)} 处"
    if len(written) > MOST_LOOKED_AT:
        unit = page.view.unit
        words += f"；改动的 {len(written)} {unit}里只核对了前 {MOST_LOOKED_AT} {unit}"
    return f"{words}。", record, name
