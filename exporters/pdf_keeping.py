"""What must stay on one page in prose: a heading with its text, the last lines with the places to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.pdf_text import LINE, prose_height, signatures_height
from exporters.sheet import Paragraph, Signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.pdf_page import Flow
    from exporters.sheet import Block

_LAST_LINES, _FIRST_LINES = 2, 4


def height_below(flow: Flow, blocks: Sequence[Block]) -> float:
    """Return how much must follow on the page on which the first of `blocks` ends."""
    if not flow.frame.is_prose or not blocks:
        return 0.0
    block, rest = blocks[0], blocks[1:]
    closing = _closing_height(flow, rest)
    is_heading = isinstance(block, Paragraph) and block.style.startswith("heading")
    if closing or not is_heading or not rest:
        return closing
    after = rest[0]
    if not isinstance(after, Paragraph) or after.style == "note":
        return _FIRST_LINES * LINE
    height = prose_height(flow, after)
    if height > _LAST_LINES * LINE and not after.style.startswith("heading"):
        return LINE
    return height + height_below(flow, rest)


def _closing_height(flow: Flow, blocks: Sequence[Block]) -> float:
    """Return how high the date and the places to sign are that come next."""
    height = 0.0
    for block in blocks:
        if isinstance(block, Signatures):
            height += signatures_height(flow, block.labels)
        elif isinstance(block, Paragraph) and block.style == "right":
            height += prose_height(flow, block)
        else:
            break
    return height
