"""What a sheet of paper or a workbook page says, with no format in it.

Ledgers and papers are built as a `Sheet`; each format module shows the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from models.fields import Field, Kind
from models.values import PartialDate

Value: TypeAlias = str | int | bool | date | PartialDate | None
"""A cell: what the `Kind` of its column says; a text is also taken in a column of another kind."""
Row: TypeAlias = tuple[Value, ...]
Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many rows are done; it may raise `models.errors.Cancelled`."""
Head: TypeAlias = tuple[str, int, int]
"""A group head above a table's head: label, first column, number of columns."""
Paper: TypeAlias = Literal["", "A4", "A4 landscape", "A3 landscape"]


@dataclass(frozen=True, slots=True)
class Line:
    """The line under a title: 党支部, 年度, 制表日期."""

    left: str = ""
    middle: str = ""
    right: str = ""


Style: TypeAlias = Literal[
    "body", "heading1", "heading2", "note", "centre", "flush", "label", "right"
]
PROSE_STYLES: tuple[Style, ...] = ("body", "heading1", "heading2", "flush", "label", "right")
"""The styles that make a sheet an official document on its grid."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose on the grid of an official document.

    "flush" is not set in; "label" neither, and shows what stands before its first ： in 黑体, a tab
    parting two such on one line; "right" is a signature or date four characters from the margin.
    """

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or a scan, as the bytes of a JPEG or PNG file."""

    data: bytes
    width_mm: float = 100.0
    caption: str = ""

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Itself, as `Photographs` has several."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Photographs:
    """Photographs so many side by side, none higher than so much, each with its caption below."""

    pictures: tuple[Picture, ...]
    columns: int
    height_mm: float


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled box of a form; `wide` gives it the whole row, `kind` says what the value is."""

    label: str
    value: str = ""
    wide: bool = False
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Facts:
    """A form of labelled boxes, with a box for a photograph at its right top if there is one."""

    pairs: tuple[Fact, ...]
    columns: int = 2
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """That a row's value is the sum of other columns of it, less some of them: their names.

    Where it `goes_on`, the value of the row above is added: a balance that runs.
    """

    column: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the heads of their fields; `ids` are record ids, one a row, None where it has none.

    Where `grouped`, an empty first cell goes on with the one above it. Rows are at least `row_mm`
    high, where they are to be written in by hand. `sums` say what a row adds up to; a workbook has
    them and the total of each column as formulas.
    """

    columns: tuple[Field, ...]
    rows: tuple[Row, ...]
    ids: tuple[int | None, ...] = ()
    heads: tuple[Head, ...] = ()
    total: Row | None = None
    grouped: bool = False
    row_mm: float = 0.0
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to draw; every item is shown with its label and its number."""

    kind: Literal["ring", "bars"]
    title: str
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, such as 支部书记（签名）, at the end of a paper."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block: TypeAlias = (
    Line | Paragraph | Facts | Table | Chart | Signatures | Picture | Photographs | PageBreak
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed paper or workbook page.

    `code` is the ledger's or paper's code; an empty `paper` leaves the choice to the widths;
    `record` is a small number printed in the foot; `stem` is the file name to offer.

    `parts` are bound behind it, each from a new page on and on its own paper. Their names in
    `contents`, one a part, stand on a page of contents before them, and the pages are then
    numbered through; without them each part has page numbers of its own. Only PDF and Word bind.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    code: str = ""
    paper: Paper = ""
    record: str = ""
    stem: str = ""
    parts: tuple[Sheet, ...] = ()
    contents: tuple[str, ...] = ()
