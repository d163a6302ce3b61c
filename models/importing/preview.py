"""What taking a workbook would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.errors import CannotReadFile, NotFound
from models.importing.heading import Heading, heading_at
from models.importing.judged import Kind, LeftOut, PreviewRow, by_row
from models.importing.mapping import letter, new_name, to_remember
from models.importing.new_columns import column_of
from models.importing.workbook import OWN_SHEET, Progress, SheetRows
from models.own_columns import OwnColumn, field_of_own
from models.values import cell_text

if TYPE_CHECKING:
    from models.fields import Field
    from models.importing.subject import Subject

__all__ = ["Kind", "Preview", "PreviewRow", "preview_of"]


@dataclass(frozen=True, slots=True)
class Preview:
    """One sheet as it would be taken; every way to mend it gives a new Preview.

    `new` are the columns to be added to the branch's own, by their place in the sheet. `notes`
    are said of the heading, `told` of the rows as a whole; `others` are the sheets of the same kind
    that are not taken with this one.
    """

    sheet: SheetRows
    heading: Heading
    mapping: Mapping[int, str]
    rows: tuple[PreviewRow, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    subject: Subject = field(repr=False)
    sheets: tuple[SheetRows, ...] = field(repr=False)
    mended: Mapping[tuple[int, str], str] = field(default_factory=dict)
    new: Mapping[int, OwnColumn] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    _mends: Mapping[int, Mapping[str, str]] = field(init=False, repr=False, compare=False)
    _own: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the mended cells by row, and by name what single columns may be taken as."""
        object.__setattr__(self, "_mends", by_row(self.mended))
        uses = (use for each in self.heading.columns for use in self.subject.uses_of(each))
        object.__setattr__(self, "_own", {use.field.name: use.field for use in uses})

    @property
    def fields(self) -> Mapping[str, Field]:
        """What a column may fill, by name: what is known, the branch's own, those to be made."""
        made = {
            new_name(at): replace(field_of_own(column), name=new_name(at))
            for at, column in self.new.items()
        }
        return {**self.subject.fields, **self._own, **made}

    @property
    def heading_row(self) -> int:
        """The number of the heading's last row, as on the sheet's edge."""
        return self.sheet.first_row + self.heading.last

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many rows of each kind there are, every kind named."""
        counted = Counter(row.kind for row in self.rows)
        return {kind: counted[kind] for kind in Kind}

    @property
    def to_take(self) -> list[PreviewRow]:
        """The rows that taking it writes."""
        return [row for row in self.rows if row.kind not in {Kind.FAULTY, Kind.SAME}]

    @property
    def told_counts(self) -> str:
        """How many rows are new and how many alter what is on file, the doubtful among them."""
        rows, counts = self.to_take, self.counts
        altering = sum(row.alters for row in rows)
        told = (
            (Kind.NEW, len(rows) - altering),
            (Kind.UPDATED, altering),
            *((kind, counts[kind]) for kind in (Kind.SAME, Kind.FAULTY)),
        )
        words = "，".join(f"{kind} {number}" for kind, number in told)
        doubtful = counts[Kind.DOUBTFUL]
        return f"{words}；新增、更新的有 {doubtful} 行存疑，照原样取入" if doubtful else words

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets one can choose from."""
        return tuple(sheet.name for sheet in self.sheets if sheet.rows and not sheet.hidden)

    @property
    def to_remember(self) -> dict[str, str]:
        """Heading to field name as chosen by hand, now and before."""
        usual, _ = self.subject.chosen(self.sheet, self.heading, {})
        return to_remember(self.heading, self.mapping, self.subject.remembered, usual)

    @property
    def letters(self) -> Mapping[str, str]:
        """The letters of the column that fills a field, by the field's name."""
        return {name: self.letter(at) for at, name in self.mapping.items()}

    def letter(self, column: int) -> str:
        """Return the letters of a column on the sheet's edge."""
        return letter(self.sheet.first_column + column)

    def texts(self, row: PreviewRow) -> dict[str, str]:
        """Return field name to the words of the workbook in a row."""
        found = {
            name: cell_text(row.raw[at]) for at, name in self.mapping.items() if at < len(row.raw)
        }
        return {**found, **self.mends_of(row.row_number)}

    def mends_of(self, row_number: int) -> Mapping[str, str]:
        """Return field name to the words written over a row's own."""
        return self._mends.get(row_number, {})

    def with_mapping(self, column: int, name: str) -> Preview:
        """Return the preview with a column, from 0, filling another field; "" for none."""
        mapping = {at: each for at, each in self.mapping.items() if at != column and each != name}
        if name:
            self._refuse_unknown(name)
            mapping[column] = name
        new = {at: each for at, each in self.new.items() if new_name(at) in mapping.values()}
        return _judged(replace(self, mapping=dict(sorted(mapping.items())), new=new))

    def with_new_column(self, column: int, kind: str = "") -> Preview:
        """Return the preview with a column, from 0, taken as a new one of the branch's own.

        It bears the workbook's heading, and `kind` (文本, 数字, 日期) or what its cells look like. It
        fills the field `own_new_<column>` of `fields` and is made in the same step as the rows are
        taken; asking again changes its kind, and mapping the column to anything else gives it up.

        Raises:
            InvalidRecord: if its heading is empty, or the roster has a column of that name.
        """
        taken = {name: each for name, each in self.fields.items() if name != new_name(column)}
        made = column_of(self.sheet, self.heading, column, kind, taken=taken)
        mapping = {**self.mapping, column: new_name(column)}
        new = {**self.new, column: made}
        return _judged(replace(self, mapping=dict(sorted(mapping.items())), new=new))

    def _refuse_unknown(self, name: str) -> None:
        if name not in self.fields:
            raise NotFound(f"没有“{name}”这一项。")

    def with_cells(self, texts: Mapping[tuple[int, str], str]) -> Preview:
        """Return the preview with cells mended, each by its row's number and its field's name."""
        for _, name in texts:
            self._refuse_unknown(name)
        mended = {at: text.encode("utf-8", "ignore").decode("utf-8") for at, text in texts.items()}
        return _judged(replace(self, mended={**self.mended, **mended}))

    def with_heading_row(self, number: int, depth: int = 1) -> Preview:
        """Return the preview with the heading in other rows: `depth` of them, down to `number`.

        The row is numbered as on the sheet's edge.

        Raises:
            CannotReadFile: if the sheet has no such row.
        """
        chosen, heading = _choose_sheet(self.sheets, self.subject, self.sheet.name, number, depth)
        return _judged(begun(self.sheets, self.subject, chosen, heading))

    def with_subject(self, subject: Subject) -> Preview:
        """Return the preview against what is on file now; columns and mended cells stay.

        Where it is about something else, its columns are looked up anew.
        """
        if type(subject) is type(self.subject):
            return _judged(replace(self, subject=subject))
        return _judged(begun(self.sheets, subject, self.sheet, self.heading))

    def with_sheet(self, name: str) -> Preview:
        """Return the preview of another sheet of the workbook."""
        return preview_of(self.sheets, self.subject, sheet=name)

    @property
    def unjudged(self) -> Preview:
        """The preview with all that was chosen and mended, and without its rows: small, to be kept."""
        return replace(self, rows=(), left_out=(), told=())


def preview_of(
    sheets: Sequence[SheetRows],
    subject: Subject,
    *,
    sheet: str = "",
    heading_row: int | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Return what taking a workbook would do, given what it is about and what is on file of that.

    Raises:
        CannotReadFile: if no sheet, or not the one asked for, has a heading and rows below it.
    """
    chosen, heading = _choose_sheet(sheets, subject, sheet, heading_row)
    found = _judged(begun(sheets, subject, chosen, heading), progress)
    if not found.rows and heading_row is None:
        raise CannotReadFile(
            f"“{chosen.name}”里只有表头，没有一行{subject.contents}，什么也没有取入；"
            f"请填上{subject.contents}，或选择另一张表。"
        )
    return found


def offered_sheets(sheets: Sequence[SheetRows]) -> list[SheetRows]:
    """Return the sheets that may hold something to be taken."""
    return [each for each in sheets if each.rows and each.name != OWN_SHEET]


def begun(
    sheets: Sequence[SheetRows], subject: Subject, sheet: SheetRows, heading: Heading
) -> Preview:
    """Return the preview of a sheet below a heading, its columns mapped as is usual, without rows."""
    mapping, notes = subject.columns(sheets, sheet, heading)
    others = _others(sheets, subject, sheet)
    return Preview(sheet, heading, mapping, (), (), notes, subject, tuple(sheets), others=others)


def _others(sheets: Sequence[SheetRows], subject: Subject, chosen: SheetRows) -> tuple[str, ...]:
    """Return the names of the other sheets that look like one of the same kind."""
    offered = (each for each in offered_sheets(sheets) if each is not chosen and not each.hidden)
    return tuple(each.name for each in offered if subject.headed([each]))


def _choose_sheet(
    sheets: Sequence[SheetRows],
    subject: Subject,
    name: str,
    heading_row: int | None,
    depth: int = 1,
) -> tuple[SheetRows, Heading]:
    offered = offered_sheets(sheets)
    if name:
        names = "、".join(f"“{each.name}”" for each in offered)
        offered = [each for each in offered if each.name == name]
        if not offered:
            raise CannotReadFile(
                f"工作簿里没有名为“{name}”的表，或它是空的，什么也没有取入；请另选一张：{names}。"
            )
    if heading_row is None:
        found, heading, _ = subject.found_in(offered)
        return found, heading
    sheet = next((each for each in offered if name or not each.hidden), None)
    at = heading_row - sheet.first_row if sheet else -1
    if sheet is None or not 0 <= at < len(sheet.rows):
        raise CannotReadFile(f"第{heading_row}行没有内容，不能作表头；请另选一行。")
    return sheet, heading_at(sheet.rows, max(at - depth + 1, 0), at)


def _judged(preview: Preview, progress: Progress | None = None) -> Preview:
    fields = preview.fields
    mapping = {at: name for at, name in preview.mapping.items() if name in fields}
    preview = replace(preview, mapping=mapping)
    rows, left_out, told = preview.subject.judge(preview, progress)
    return replace(preview, rows=rows, left_out=left_out, told=told)
