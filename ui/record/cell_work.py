"""What is done to the cells of a page's table: typed, cleared, filled down and pasted, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.blocks import block_rows
from models.errors import AppError, InvalidRecord, in_one_sentence
from ui.clipboard import pasted_text
from ui.record import noticing
from ui.record.unfinished import Unfinished
from ui.table.columns import KEPT, Column
from ui.writing import is_refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.record.page import RecordPage
    from ui.record.pasting import Plan

Edit = tuple[Any, dict[str, Any]]


class CellWork(QObject):
    """Turns what is done to cells into changes of the page's records."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._table, self._model = page.table, page.model
        self.unfinished = Unfinished(page)
        self._table.edited.connect(self._take)
        self._table.left_wrong.connect(self._offer_back)
        self._table.set_aside.connect(self._put_by)
        self._table.clear_asked.connect(self.clear)
        self._table.fill_asked.connect(self.fill_down)
        self._table.paste_asked.connect(self.paste)
        self._table.fixed.connect(self._point_typed)

    def write(self, edits: Sequence[Edit], title: str) -> bool:
        """Write edits as one step; say why not, and return whether it was done."""
        self._model.hold(self._model.key_of(shown) for shown, _ in edits)
        try:
            self._page.write(edits, title)
        except InvalidRecord as error:
            self._page.refused.emit(in_one_sentence(f"没有改动：{error}", "原来的内容都在"))
        except AppError as error:
            self._page.refused.emit(str(error))
        else:
            self._tell(edits)
            return True
        return False

    def _tell(self, edits: Sequence[Edit]) -> None:
        """Say what wants a look of the rows as they are now."""
        view = self._page.view
        written = [(view.record_of(shown), view.changed(shown, values)) for shown, values in edits]
        noticing.tell(self._page, written)

    def _take(self, shown: Any, place: int, text: str) -> None:
        column = self._model.columns[place]
        key = self._model.key_of(shown)
        try:
            value = column.meaning(text, shown)
            if value is KEPT:
                return
            self._page.view.changed(shown, {column.field.name: value})
        except InvalidRecord as error:
            self._offer_back(shown, place, text, str(error))
            return
        name = self._page.view.name_of(self._page.view.record_of(shown))
        title = f"修改{name}的{column.field.label}"
        if self.write([(shown, {column.field.name: value})], title):
            self.unfinished.forget(key, column.field.name)
        else:
            self._table.edit_again(key, column.field.name, text)

    def _offer_back(self, shown: Any, place: int, text: str, sentence: str) -> None:
        key, name = self._model.key_of(shown), self._model.columns[place].field.name
        self.unfinished.offer(key, name, text, sentence)

    def _put_by(self, shown: Any, place: int, text: str) -> None:
        name = self._model.columns[place].field.name
        self.unfinished.put_by(self._model.key_of(shown), name, text)

    def refuse_fixed(self, place: int) -> None:
        """Say why a column takes nothing here, and where it is changed."""
        if is_refused(self._page):
            return
        self._page.refused.emit(f"{self._why_fixed(self._model.columns[place])}。")

    def _point_typed(self, place: int) -> None:
        """Say why a column takes nothing here to one who types into it, with the way if there is one."""
        if self._model.columns[place].fixed and not self._page.store.read_only:
            self.point_on(place)
        else:
            self.refuse_fixed(place)

    def _why_fixed(self, column: Column) -> str:
        reason = column.fixed or "请按 Ctrl+Enter 打开这一条来改"
        return f"“{column.field.label}”不在表格里直接填写：{reason}"

    def point_on(self, place: int) -> None:
        """Say why a column takes nothing here, and offer the way to where it is changed."""
        column, shown = self._model.columns[place], self._model.row_at(self._table.currentIndex())
        if self._page.store.read_only:
            self._page.edit(shown)
            return
        word, act = self._page.way_to(shown, column.field.name)
        self._page.barred.emit(f"{self._why_fixed(column)}。", word, act)

    def _own(self, places: Sequence[int]) -> list[Column]:
        return [self._model.columns[at] for at in places if self._model.is_editable(at)]

    def clear(self) -> None:
        """Empty the chosen cells that may be empty."""
        if is_refused(self._page):
            return
        rows, places = self._table.chosen_block()
        columns = [c for c in self._own(places) if not c.field.required]
        if not columns:
            if places:
                self._page.refused.emit(
                    "没有清空：选中的格子不能为空，或由其他资料得出；要删除整条请按 Ctrl+Delete。"
                )
            return
        edits = []
        for at in rows:
            shown = self._model.rows[at]
            values = {c.field.name: c.field.empty for c in columns if c.typed(shown)}
            if values:
                edits.append((shown, values))
        if edits:
            self.write(edits, f"清空{self._labels(columns)}：{self._whom(edits)}")

    def fill_down(self) -> None:
        """Copy the uppermost chosen cells into those below; one line takes the line above it."""
        if is_refused(self._page):
            return
        rows, places = self._table.chosen_block()
        if len(rows) == 1:
            rows = [rows[0] - 1, *rows] if rows[0] else []
        if len(rows) < 2:
            self._page.refused.emit("没有填充：上面没有可以照抄的行，请先选中几行再按 Ctrl+D。")
            return
        columns = self._own(places)
        if not columns:
            self.refuse_fixed(places[0])
            return
        source = self._model.rows[rows[0]]
        values = {c.field.name: self._raw(c, source) for c in columns}
        texts = {c.field.name: c.typed(source) for c in columns}
        edits: list[Edit] = []
        for at in rows[1:]:
            shown = self._model.rows[at]
            changed = {
                c.field.name: values[c.field.name]
                for c in columns
                if c.typed(shown) != texts[c.field.name]
            }
            if changed:
                edits.append((shown, changed))
        if edits:
            self.write(edits, f"向下填充{self._labels(columns)}：{self._whom(edits)}")

    def _raw(self, column: Column, shown: Any) -> Any:
        if column.offers:
            return getattr(self._page.view.record_of(shown), column.field.name)
        return column.value(shown)

    def _labels(self, columns: Sequence[Column]) -> str:
        names = [column.field.label for column in columns]
        return "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}栏"

    def _whom(self, edits: Sequence[Edit]) -> str:
        view = self._page.view
        if len(edits) == 1:
            return view.name_of(view.record_of(edits[0][0]))
        return f"{len(edits)}{view.unit}"

    # Pasting.

    def paste(self) -> None:
        """Write the clipboard's block over the cells from the current one on."""
        if is_refused(self._page):
            return
        try:
            block = block_rows(pasted_text())
            rows, places = self._table.chosen_block()
            if not rows:
                return
            if len(block) == len(block[0]) == 1:
                block = [block[0] * len(places)] * len(rows)
            elif len(block) == 1:
                block *= len(rows)
            self._paste_over(block, rows, places[0])
        except AppError as error:
            self._page.refused.emit(str(error))

    def paste_new(self) -> None:
        """Take every line of the clipboard's block as a new record."""
        try:
            block = block_rows(pasted_text())
            first = next(iter(self._editable_places()), 0)
            self._show(block, [], first)
        except AppError as error:
            self._page.refused.emit(str(error))

    def _editable_places(self) -> list[int]:
        return [at for at in range(len(self._model.columns)) if self._model.is_editable(at)]

    def _paste_over(self, block: list[list[str]], rows: Sequence[int], first: int) -> None:
        if len(rows) == len(block):
            targets = [self._model.rows[at] for at in rows]
        else:
            targets = list(self._model.rows[rows[0] : rows[0] + len(block)])
        self._show(block, targets, first)

    def _show(self, block: list[list[str]], targets: list[Any], first: int) -> None:
        from ui.record.pasting import headed, plan  # noqa: PLC0415 - when first pasted

        columns: Sequence[Column | None] = headed(block, self._page.available)
        if columns:
            block = block[1:]
        else:
            shown = list(self._model.columns[first : first + len(block[0])])
            columns = [*shown, *[None] * (len(block[0]) - len(shown))]
        meant = self._page.rows_meant(block, columns, targets[: len(block)])
        made = plan(self._page, block, columns, meant)
        is_plain = self._is_plain(made)
        if is_plain or self._is_accepted(made):
            self._write_plan(made, seen=not is_plain)

    def _is_plain(self, made: Plan) -> bool:
        """Return whether one row is changed as asked: no more than typing it would do."""
        from ui.record.pasting import EDITED  # noqa: PLC0415 - when first pasted

        return len(made.lines) == len(made.of(EDITED)) == 1 and not made.left_out

    def _is_accepted(self, made: Plan) -> bool:
        from ui.record.paste_preview import PastePreview  # noqa: PLC0415 - when first pasted

        return bool(PastePreview(made, self._page.view.unit, self._page).exec())

    def _write_plan(self, made: Plan, *, seen: bool) -> None:
        """Write what was pasted; say what wants a look if no preview did."""
        from ui.record.pasting import ADDED, EDITED  # noqa: PLC0415 - when first pasted

        edits = [(line.shown, line.values) for line in made.of(EDITED)]
        added = [(line.values, line.extra) for line in made.of(ADDED)]
        unit = self._page.view.unit
        parts = [f"{word}{len(n)}{unit}" for word, n in ((EDITED, edits), (ADDED, added)) if n]
        try:
            self._page.write(edits, f"粘贴{self._page.view.title}：{'，'.join(parts)}", added)
        except AppError as error:
            self._page.refused.emit(in_one_sentence(f"没有粘贴：{error}", "表格没有改动"))
        else:
            if not seen:
                self._tell(edits)
