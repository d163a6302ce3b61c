"""Pictures inside a line of a Word document, each kept once however often it is shown."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from docx.oxml.shape import CT_Inline
from docx.shared import Pt
from lxml.etree import tostring

from exporters.pdf_page import MM
from exporters.pictures import fitted

if TYPE_CHECKING:
    from docx.document import Document

    from exporters.sheet import Picture


class Pictures:
    """Puts pictures into one document."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._count = 0

    def drawn(self, picture: Picture, widest: float, highest: float) -> str:
        """Return a run that shows a picture within a room in points, "" where it is none."""
        found = fitted(picture.data, picture.width_mm)
        if found is None:
            return ""
        wide = min(picture.width_mm * MM, widest)
        high = wide * found.height / found.width
        if high > highest:
            wide, high = wide * highest / high, highest
        return self.shown(found.data, wide, high, picture.caption)

    def shown(self, data: bytes, width: float, height: float, words: str) -> str:
        """Return a run that shows a picture in a size; `words` are read out in its place."""
        self._count += 1
        place, _ = self._part.get_or_add_image(BytesIO(data))
        inline = CT_Inline.new_pic_inline(
            self._count, place, f"{self._count}", Pt(width), Pt(height)
        )
        for side in ("distT", "distB", "distL", "distR"):  # LibreOffice takes none for 3 mm
            inline.set(side, "0")
        about = cast("Any", inline.docPr)
        about.set("name", f"图片 {self._count}")
        about.set("descr", words)
        return f"<w:r><w:drawing>{tostring(inline, encoding='unicode')}</w:drawing></w:r>"
