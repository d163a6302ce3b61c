"""A table on pages whose first column joins the rows of one heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.pdf_table import TableSetter

if TYPE_CHECKING:
    from exporters.pdf_page import Flow
    from exporters.pdf_table import Shown, Span
    from exporters.sheet import Row, Table


class GroupedSetter(TableSetter):
    """Sets a grouped table; a heading stands in the middle of its rows, on each page again."""

    def __init__(self, flow: Flow, table: Table) -> None:
        super().__init__(flow, table)
        self._heading: Shown = ()
        self._heading_top = 0.0
        self._inner: set[float] = set()

    def _set_row(self, row: Row) -> None:
        if row[0] in {None, ""}:
            self._inner.add(self._flow.y)
        else:
            self._close()
            self._heading, self._heading_top = self._columns[0].shown(row[0]), self._flow.y
        super()._set_row((None, *row[1:]))

    def _set_spans(self, spans: list[Span]) -> None:
        self._close()
        self._heading = ()
        super()._set_spans(spans)

    def _turn(self) -> None:
        self._inner.discard(self._flow.y)
        super()._turn()
        self._heading_top = self._flow.y

    def _end(self) -> None:
        self._close()
        super()._end()
        self._inner.clear()

    def _close(self) -> None:
        """Write the heading beside the rows it has on this page."""
        if self._heading and self._flow.y < self._heading_top:
            self._write([self._heading], (self._heading_top + self._flow.y) / 2)

    def _rule_start(self, level: float) -> float:
        return self._edges[1] if level in self._inner else self._edges[0]
