"""An empty Word document with its styles, page, feet and properties, for python-docx to fill.

python-docx's own template names its maker and carries a hundred styles of another look.
"""

from __future__ import annotations

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
    from docx.document import Document as WordDocument

    from exporters.pdf_page import Frame
    from exporters.sheet import Sheet

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}
_NUMBER, _COUNT = "\x01", "\x02"


def empty_document(
    sheet: Sheet, frame: Frame, *, table_size: float, signs_across: int
) -> WordDocument:
    """Return a document on a sheet's paper that has no words yet but those of its feet."""
    styles = styles_xml(frame, table_size=table_size, signs_across=signs_across)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(sheet.title),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_RELATIONS}/{kind}", f"{part}.xml") for part, kind in _PARTS.items())
        ),
        "word/document.xml": _body(frame),
        "word/styles.xml": styles,
        "word/settings.xml": _settings(frame),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _foot(sheet.record, frame, is_left=False),
        "word/footer2.xml": _foot(sheet.record, frame, is_left=True),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, _HEAD + xml)
    file.seek(0)
    return Document(file)


def _content_types() -> str:
    own = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in {**_PARTS, "document": "document.main"}.items()
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


def _body(frame: Frame) -> str:
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
        f'<w:document {NAMESPACE} xmlns:r="{_RELATIONS}"><w:body><w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(frame.width)}" w:h="{twips(frame.height)}"{turned}/>'
        f"<w:pgMar {margins}/></w:sectPr></w:body></w:document>"
    )


def _settings(frame: Frame) -> str:
    sides = "<w:evenAndOddHeaders/>" if frame.is_prose else ""
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


def _foot(record: str, frame: Frame, *, is_left: bool) -> str:
    """Return a foot: page x of y outside on prose, else at the right; the record's number across."""
    before, _, after = page_words(_NUMBER, _COUNT).partition(_NUMBER)
    between, _, after = after.partition(_COUNT)
    pages = (
        run(before) + number_field("PAGE") + run(between) + number_field("NUMPAGES") + run(after)
    )
    mark = run(record, "Record")
    if is_left and frame.is_prose:
        words = paragraph("FooterLeft", pages + run("\t") + mark)
    else:
        words = paragraph("Footer", mark + run("\t") + pages)
    return f"<w:ftr {NAMESPACE}>{words}</w:ftr>"
