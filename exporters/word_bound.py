"""Sheets bound in one Word document: sections, contents, and styles of each sheet's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.word_package import section_xml
from exporters.word_styles import twips
from exporters.word_text import elements, number_field, paragraph, run
from exporters.wording import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

    from exporters.word_package import Section
    from exporters.word_styles import Dress

_STYLED = ("{*}pStyle", "{*}tblStyle")
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def add_contents(document: Document, names: Sequence[str], dress: Dress) -> None:
    """Add a page of contents, each name with the page on which its part begins."""
    end = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(dress.frame.text_width)}"/>'
    lines = [
        paragraph(
            "Flush",
            run(f"{name}\t") + number_field(f"PAGEREF {_beginning(place)}"),
            f"<w:tabs>{end}</w:tabs>",
        )
        for place, name in enumerate(names, 1)
    ]
    head = paragraph("NewPage", "") + paragraph("Centre", run(CONTENTS))
    _add(document, "".join([head, *lines]))


def mark_beginning(document: Document, first: int, place: int) -> None:
    """Give the title of a part, the body's element at `first`, the name its contents refer to."""
    title = document.element.body[first - 1]
    [begin] = elements(f'<w:bookmarkStart w:id="{place}" w:name="{_beginning(place)}"/>')
    [end] = elements(f'<w:bookmarkEnd w:id="{place}"/>')
    title.insert(1, begin)
    title.append(end)


def _beginning(place: int) -> str:
    return f"part{place}"


def dress_part(document: Document, first: int, dress: Dress) -> None:
    """Let what was added from the body's element at `first` on have the styles of its sheet."""
    if dress.mark:
        for element in document.element.body[first - 1 :]:
            for styled in element.iter(*_STYLED):
                styled.set(_NAME, f"{styled.get(_NAME)}{dress.mark}")


def end_section(document: Document, section: Section, place: int) -> None:
    """End a part: what follows begins a new page, on a paper of its own."""
    _add(document, paragraph(f"End{section.dress.mark}", "", section_xml(section, place)))


def number_pictures(document: Document) -> None:
    """Give the pictures of all parts numbers that no two share."""
    for number, about in enumerate(document.element.body.iter("{*}docPr"), 1):
        about.set("id", str(number))


def _add(document: Document, xml: str) -> None:
    last = document.element.body[-1]
    for element in elements(xml):
        last.addprevious(element)
