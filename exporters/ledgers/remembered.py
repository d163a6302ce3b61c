"""How each ledger was last wanted: columns, widths, order, date styles and paper, as the file keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from exporters.sheet import Paper
from models.date_styles import DATE_STYLES

if TYPE_CHECKING:
    from exporters.ledgers.ledger import Asked
    from models.store import Store

NARROWEST, WIDEST = 2, 40


def remembered(store: Store, code: str, asked: Asked) -> Asked:
    """Return what is asked with the look the window kept of this ledger; what cannot be is usual."""
    kept = store.preference(_name(code))
    if not isinstance(kept, dict):
        return asked
    columns = kept.get("columns")
    return replace(
        asked,
        columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
        widths={
            name: width
            for name, width in _pairs(kept.get("widths"))
            if isinstance(width, int) and NARROWEST <= width <= WIDEST
        },
        order=str(kept.get("order", "")),
        date_styles={
            name: style for name, style in _pairs(kept.get("date_styles")) if style in DATE_STYLES
        },
        paper=next((paper for paper in get_args(Paper) if paper == kept.get("paper")), ""),
    )


def remember(store: Store, code: str, asked: Asked) -> None:
    """Keep in the file how this ledger is wanted from now on; a file only read keeps nothing."""
    if not store.read_only:
        look = {
            "columns": list(asked.columns),
            "widths": dict(asked.widths),
            "order": asked.order,
            "date_styles": dict(asked.date_styles),
            "paper": asked.paper,
        }
        store.prefer(_name(code), look)


def _name(code: str) -> str:
    return f"ledger:{code}"


def _pairs(kept: Any) -> list[tuple[str, Any]]:
    return [(str(name), value) for name, value in kept.items()] if isinstance(kept, dict) else []
