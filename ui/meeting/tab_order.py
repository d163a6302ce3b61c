"""Tab goes as the eye does: through the parts in the order of their layouts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def order_tabs(*inside: QWidget) -> None:
    """Let Tab stop at everything within some widgets, in the order it is laid out."""
    stops = [stop for widget in inside for stop in stops_in(widget)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at, as it is laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif layout := widget.layout():
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if widget := item.widget():
            yield from stops_in(widget)
        elif inner := item.layout():
            yield from _stops_of(inner)
