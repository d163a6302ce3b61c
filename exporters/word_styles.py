"""How a Word document looks: every size, font and distance is a style that its reader may change.

Lengths are in points here and in twentieths of a point in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.pdf_page import FOOT_SIZE
from exporters.pdf_text import LINE, PITCH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporters.fonts import Role
    from exporters.pdf_page import Align, Frame

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONTS: dict[Role, str] = {
    "title": "方正小标宋简体",
    "body": "仿宋",
    "kai": "楷体",
    "hei": "黑体",
    "table": "宋体",
}
OTHER_NAMES: dict[Role, str] = {
    "title": "方正小标宋_GBK",
    "body": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "SimHei",
    "table": "SimSun",
}
PROSE_SIZE, SMALL = 16.0, 10.5
SMALL_LINE, FORM_LINE = 17.0, 15.0
_TIGHT = -0.25
"""What brings 28 characters of 16 points into 156 mm; a line is then spread to the margin."""
PROSE_EM = PROSE_SIZE + _TIGHT
_TITLES = {True: (22.0, LINE, 0.0), False: (20.0, 27.0, 8.0)}
_TABLE_LINE, _TABLE_PAD = 1.25, 0.34
_JUSTIFIED = {"left": "left", "centre": "center", "right": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A paragraph style; `first` and `right` set a line in, `tabs` are (kind, place)."""

    style: str
    name: str
    role: Role = "table"
    size: float = SMALL
    spread: float = 0.0
    line: float = SMALL_LINE
    rule: str = "exact"
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    tabs: tuple[tuple[str, float], ...] = ()
    marks: str = ""
    level: int | None = None


def twips(points: float) -> int:
    """Return a length as Word counts it."""
    return round(points * 20)


@dataclass(frozen=True, slots=True)
class Dress:
    """What the styles of a sheet follow from: its paper, the size of its tables, its places to sign.

    `mark` is added to the styles' names where another sheet of the document has others.
    """

    frame: Frame
    table_size: float
    signs_across: int
    mark: str = ""


def styles_xml(dress: Dress, others: Iterable[Dress] = ()) -> str:
    """Return the styles of a document, and those of sheets in it that are dressed otherwise."""
    looks = [*_looks(dress.frame, dress.signs_across), *_table_looks(dress.table_size)]
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('table')}"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{''.join(map(_paragraph_style, looks))}{_character_styles()}"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>'
        f"{_table_styles(dress)}{''.join(map(_more_styles, others))}</w:styles>"
    )


def _table_styles(dress: Dress) -> str:
    return (
        f"{_table_style('Ledger', '台账表格', 2.0, _TABLE_PAD * dress.table_size)}"
        f"{_table_style('Form', '表单', 4.0, 5.0)}"
        f"{_table_style('Chart', '图表', 4.0, 1.0, line='nil')}"
    )


def _more_styles(dress: Dress) -> str:
    """Return the styles of a further sheet under names of their own."""
    looks = [*_looks(dress.frame, dress.signs_across), *_table_looks(dress.table_size)]
    named = "".join(_paragraph_style(look) for look in looks if look.style != "Normal")
    return _NAMES.sub(rf'\1\g<2>{dress.mark}"', f"{named}{_table_styles(dress)}")


_NAMES = re.compile(r'(w:styleId="|<w:name w:val=")([^"]+)"')
_TO_THE_LAST_LINE = '<w:widowControl w:val="0"/>'
_NO_GAPS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""Word would set figures apart from Chinese characters, and lines would take fewer than 28."""


def _looks(frame: Frame, signs_across: int) -> list[_Look]:
    size, line, after = _TITLES[frame.is_prose]
    width = frame.text_width
    keep = "<w:keepNext/><w:keepLines/>"
    return [
        _Look(style="Normal", name="Normal"),
        _Look(
            style="Title", name="Title", role="title", size=size, line=line, after=after,
            align="center", marks=keep,
        ),
        *(_prose_looks(width) if frame.is_prose else _small_looks()),
        _Look(
            style="Line", name="表头行", line=18, tabs=(("center", width / 2), ("right", width))
        ),
        _Look(style="Note", name="附注", before=4),
        _sign_look(frame, signs_across),
        _Look(
            style="Picture", name="图片", rule="auto", line=12, align="center", before=6,
        ),
        _Look(style="Caption", name="caption", align="center", after=6),
        _Look(style="ChartTitle", name="图表标题", line=20, before=10, marks=keep),
        _Look(style="Gap", name="表间空行", size=1, line=6),
        _Look(style="NewPage", name="另起一页", size=1, line=0.1, marks="<w:pageBreakBefore/>"),
        _Look(style="End", name="文末", size=1, line=0.1),
        *_foot_looks(frame),
    ]  # fmt: skip


def _prose_looks(width: float) -> list[_Look]:
    def look(style: str, name: str, **also: object) -> _Look:
        grid = {"role": "body", "size": PROSE_SIZE, "spread": _TIGHT, "line": LINE}
        return _Look(style=style, name=name, **{**grid, **also})  # type: ignore[arg-type]

    set_in, keep = 2 * PROSE_EM, "<w:keepNext/>"
    return [
        look("Body", "Body Text", align="both", first=set_in),
        look("Heading1", "heading 1", role="hei", first=set_in, marks=keep, level=0),
        look("Heading2", "heading 2", role="kai", first=set_in, marks=keep, level=1),
        look("Flush", "顶格", align="both"),
        look("Label", "项目", align="both", tabs=(("left", width / 2),)),
        look("Centre", "居中", align="center"),
        look("Right", "落款", align="right", right=4 * PITCH, marks=keep),
    ]


def _small_looks() -> list[_Look]:
    set_in, keep = 2 * SMALL, "<w:keepNext/>"
    return [
        _Look(style="Body", name="Body Text", first=set_in, before=4),
        _Look(style="Heading1", name="heading 1", role="hei", before=4, marks=keep, level=0),
        _Look(style="Heading2", name="heading 2", role="hei", before=4, marks=keep, level=1),
        _Look(style="Flush", name="顶格", before=4),
        _Look(style="Label", name="项目", before=4),
        _Look(style="Centre", name="居中", before=4, align="center"),
        _Look(style="Right", name="落款", before=4, align="right", marks=keep),
    ]


def _sign_look(frame: Frame, across: int) -> _Look:
    """Return the style of places to sign: a blank line above the first row of them."""
    tabs = tuple(("left", n * frame.text_width / across) for n in range(1, across))
    line = LINE if frame.is_prose else 1.8 * SMALL
    return _Look(
        style="Signature", name="签名", role="body" if frame.is_prose else "table",
        size=PROSE_SIZE if frame.is_prose else SMALL, spread=_TIGHT if frame.is_prose else 0.0,
        line=line, before=line, tabs=tabs, marks="<w:keepNext/><w:keepLines/>",
    )  # fmt: skip


def _foot_looks(frame: Frame) -> list[_Look]:
    """Return the styles of the feet: a page number outside, one character in on prose."""
    size = 14.0 if frame.is_prose else FOOT_SIZE
    margin = size if frame.is_prose else 0.0
    right = (("right", frame.text_width - margin),)
    return [
        _Look(style="Footer", name="footer", size=size, line=18, tabs=right),
        _Look(
            style="FooterLeft", name="左页脚", size=size, line=18, left=margin,
            tabs=(("right", frame.text_width),),
        ),
    ]  # fmt: skip


def _table_looks(size: float) -> list[_Look]:
    """Return the styles of cells: of tables in their size, of forms in a larger one."""

    def cell(style: str, name: str, align: str = "left", role: Role = "table") -> _Look:
        return _Look(
            style=style, name=name, role=role, size=size, line=size * _TABLE_LINE,
            rule="atLeast", align=align,
        )  # fmt: skip

    def box(style: str, name: str, align: str = "left") -> _Look:
        return _Look(style=style, name=name, line=FORM_LINE, rule="atLeast", align=align)

    return [
        cell("CellLeft", "表内靠左"),
        cell("CellCentre", "表内居中", "center"),
        cell("CellRight", "表内靠右", "right"),
        cell("CellHead", "表头", "center", "hei"),
        box("FactLabel", "表单栏目", "center"),
        box("FactCentre", "表单居中", "center"),
        box("FactLeft", "表单靠左"),
        box("FactRight", "表单靠右", "right"),
    ]


def cell_style(align: Align) -> str:
    """Return the style of a table's cells by how they are aligned."""
    return {"left": "CellLeft", "centre": "CellCentre", "right": "CellRight"}[align]


def _fonts(role: Role) -> str:
    name = FONTS[role]
    places = " ".join(f'w:{place}="{name}"' for place in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {places}/>'


def _paragraph_style(look: _Look) -> str:
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(x)}"/>' for kind, x in look.tabs)
    level = f'<w:outlineLvl w:val="{look.level}"/>' if look.level is not None else ""
    line = round(look.line * 20)
    spread = f'<w:spacing w:val="{round(look.spread * 20)}"/>' if look.spread else ""
    half_points = round(look.size * 2)
    is_default = ' w:default="1"' if look.style == "Normal" else ""
    own = "" if look.name.isascii() else ' w:customStyle="1"'
    based = '<w:basedOn w:val="Normal"/>' if look.style != "Normal" else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.style}"{is_default}{own}>'
        f'<w:name w:val="{look.name}"/>{based}<w:qFormat/><w:pPr>{look.marks}'
        f"{_TO_THE_LAST_LINE if look.spread else ''}"
        f"{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}{_NO_GAPS if look.spread else ''}"
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}"'
        f' w:line="{max(2, line)}" w:lineRule="{look.rule}"/>'
        f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}"'
        f' w:firstLine="{twips(look.first)}"/>'
        f"{'<w:contextualSpacing/>' if look.style == 'Signature' else ''}"
        f'<w:jc w:val="{look.align}"/>{level}</w:pPr>'
        f"<w:rPr>{_fonts(look.role)}{spread}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


def _character_styles() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="LabelHead">'
        f'<w:name w:val="项目名称"/><w:qFormat/><w:rPr>{_fonts("hei")}</w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="Record">'
        '<w:name w:val="记录编号"/><w:qFormat/><w:rPr><w:sz w:val="14"/><w:szCs w:val="14"/>'
        "</w:rPr></w:style>"
    )


def _table_style(
    style: str, name: str, beside: float, above: float, *, line: str = "single"
) -> str:
    """Return a table style: lines of one weight, text in the middle of its row's height."""
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>'
        for side, width in (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )
