"""Photographs side by side as rows of a Word table without lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.pdf_page import MM
from exporters.pictures import NO_PICTURE
from exporters.word_tables import cell, row
from exporters.word_text import KEEP, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporters.sheet import Photographs, Picture
    from exporters.word_pictures import Pictures

_PADS = 8.0
"""Points that a cell and the style of a picture keep free around it."""


class PhotographRows:
    """Spells a row of photographs and a row of their captions in turn."""

    def __init__(self, block: Photographs, pictures: Pictures, width: float) -> None:
        self._block, self._pictures = block, pictures
        self.widths = [width / block.columns] * block.columns

    def rows(self) -> Iterator[str]:
        """Yield the rows."""
        columns, shown = self._block.columns, self._block.pictures
        for start in range(0, len(shown), columns):
            part = shown[start : start + columns]
            yield row(self._cells([self._drawn(picture) for picture in part]))
            captions = [paragraph("Caption", run(picture.caption)) for picture in part]
            yield row(self._cells(captions))

    def _cells(self, contents: Sequence[str]) -> str:
        """Return the cells of a row, empty ones where the last row has fewer."""
        empty = [paragraph("Caption", "")] * (len(self.widths) - len(contents))
        return "".join(
            cell(content, width)
            for content, width in zip([*contents, *empty], self.widths, strict=True)
        )

    def _drawn(self, picture: Picture) -> str:
        room = self.widths[0] - _PADS, self._block.height_mm * MM - _PADS
        drawn = self._pictures.drawn(picture, *room)
        return paragraph("Picture", drawn or run(NO_PICTURE), KEEP)
