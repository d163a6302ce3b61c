"""An empty Word document with its styles, page, feet and properties, for python-docx to fill.

python-docx's own template names its maker and carries a hundred styles of another look.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from exporters.pdf_page import MM
from exporters.word_styles import FONTS, NAMESPACE, OTHER_NAMES, styles_xml, twips
from exporters.word_text import number_field, paragraph, run
from exporters.wording import page_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument

    from exporters.word_styles import Dress

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}
_NUMBER, _COUNT = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document on its own paper: how it is dressed, and the record in its feet."""

    dress: Dress
    record: str


def empty_document(title: str, sections: Sequence[Section]) -> WordDocument:
    """Return a document on the paper of its last section that has no words yet but in its feet."""
    first, *others = dict.fromkeys(section.dress for section in sections)
    feet = {
        f"footer{2 * place + 1 + is_left}": _foot(section, is_left=bool(is_left))
        for place, section in enumerate(sections)
        for is_left in (0, 1)
    }
    parts_of = {**_PARTS, **dict.fromkeys(feet, "footer")}
    last = section_xml(sections[-1], len(sections) - 1)
    parts = {
        "[Content_Types].xml": _content_types(parts_of),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_RELATIONS}/{kind}", f"{part}.xml") for part, kind in parts_of.items())
        ),
        "word/document.xml": f"<w:document {NAMESPACE}><w:body>{last}</w:body></w:document>",
        "word/styles.xml": styles_xml(first, others),
        "word/settings.xml": _settings(any(each.dress.frame.is_prose for each in sections)),
        "word/fontTable.xml": _font_table(),
        **{f"word/{name}.xml": foot for name, foot in feet.items()},
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, _HEAD + xml)
    file.seek(0)
    return Document(file)


def _content_types(parts: Mapping[str, str]) -> str:
    own = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in {**parts, "document": "document.main"}.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        f' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{own}</Types>'
    )


def _relations(*pairs: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _properties(title: str) -> str:
    """Return the file's properties: its title, and neither a person nor a program."""
    words = escape("".join(c for c in title if c.isprintable()))
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{words}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def section_xml(section: Section, place: int) -> str:
    """Return the properties of the section at a place: its paper, margins and feet."""
    frame = section.dress.frame
    foot = len(_PARTS) + 2 * place + 1
    is_wide = frame.width > frame.height
    turned = ' w:orient="landscape"' if is_wide else ""
    margins = " ".join(
        f'w:{side}="{twips(length)}"'
        for side, length in {
            "top": frame.top,
            "right": frame.right,
            "bottom": frame.bottom,
            "left": frame.left,
            "header": 20.0,
            "footer": 35 * MM - 7 * MM - 18 if frame.is_prose else 24.0,
            "gutter": 0.0,
        }.items()
    )
    return (
        f'<w:sectPr xmlns:r="{_RELATIONS}">'
        f'<w:footerReference w:type="default" r:id="rId{foot}"/>'
        f'<w:footerReference w:type="even" r:id="rId{foot + 1}"/>'
        f'<w:pgSz w:w="{twips(frame.width)}" w:h="{twips(frame.height)}"{turned}/>'
        f"<w:pgMar {margins}/></w:sectPr>"
    )


def _settings(has_prose: bool) -> str:  # noqa: FBT001 - its only argument
    sides = "<w:evenAndOddHeaders/>" if has_prose else ""
    return (
        f'<w:settings {NAMESPACE}>{sides}<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    """Return the fonts, each with the name under which other computers have it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{OTHER_NAMES[role]}"/>'
        '<w:charset w:val="86"/></w:font>'
        for role, name in FONTS.items()
    )
    return f"<w:fonts {NAMESPACE}>{fonts}</w:fonts>"


def _foot(section: Section, *, is_left: bool) -> str:
    """Return a foot: page x of y outside on prose, else at the right; the record's number across."""
    before, _, after = page_words(_NUMBER, _COUNT).partition(_NUMBER)
    between, _, after = after.partition(_COUNT)
    pages = (
        run(before) + number_field("PAGE") + run(between) + number_field("NUMPAGES") + run(after)
    )
    mark, own = run(section.record, "Record"), section.dress.mark
    if is_left and section.dress.frame.is_prose:
        words = paragraph(f"FooterLeft{own}", pages + run("\t") + mark)
    else:
        words = paragraph(f"Footer{own}", mark + run("\t") + pages)
    return f"<w:ftr {NAMESPACE}>{words}</w:ftr>"
