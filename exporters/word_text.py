"""Words as a Word document spells them: runs, paragraphs, fields."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml.parser import parse_xml

from exporters.word_styles import NAMESPACE, twips
from exporters.wording import NO_XML

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_LONGEST_HANG = 10
_SIGNS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
KEEP = "<w:keepNext/>"
"""The property of a paragraph that stays on one page with what follows it."""


def elements(xml: str) -> Iterator[Any]:
    """Yield the elements that `xml` spells, ready to be put into a document."""
    yield from list(parse_xml(f"<w:body {NAMESPACE}>{xml}</w:body>"))


def run(text: str, style: str = "") -> str:
    """Return a run of text, its tabs and line ends as such; nothing for no text."""
    clean = NO_XML.sub("", text)
    if not clean:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = (
        _SIGNS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _PIECES.findall(clean)
    )
    return f"<w:r>{look}{''.join(pieces)}</w:r>"


def paragraph(style: str, runs: str, marks: str = "") -> str:
    """Return a paragraph; `marks` are what a style cannot say of it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marks}</w:pPr>{runs}</w:p>'


def labelled(text: str, em: float, marks: str = "") -> str:
    """Return a line of labels with what they say, further lines of a single one below its first.

    `em` is the width of a Chinese character in points.
    """
    parts = text.split("\t")
    runs = []
    for part in parts:
        label, colon, value = part.partition("：")
        label, value = (label + colon, value) if colon else ("", label)
        runs.append(run(label, "LabelHead") + run(value))
    hang = ems(parts[0].partition("：")[0]) + 1 if "：" in text else 0
    if len(parts) == 1 and 0 < hang <= _LONGEST_HANG:
        place = twips(hang * em)
        marks += f'<w:ind w:left="{place}" w:hanging="{place}"/>'
    return paragraph("Label", run("\t").join(runs), marks)


def ems(text: str) -> float:
    """Return about how wide a text is, in widths of a Chinese character."""
    return sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in text)


def number_field(name: str) -> str:
    """Return a field that Word fills: PAGE or NUMPAGES."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
