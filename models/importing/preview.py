"""What taking a workbook would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from models.errors import CannotReadFile, NotFound
from models.fields import Field
from models.importing import judging
from models.importing.heading import Heading, find_heading, heading_at, plain
from models.importing.mapping import (
    FIELDS,
    choose,
    labels_with,
    letter,
    new_name,
    to_remember,
)
from models.importing.matching import match
from models.importing.new_columns import column_of
from models.importing.own import own_sheet
from models.importing.roll import Roll
from models.importing.rows import Draft, LeftOut, RowReader
from models.importing.workbook import OWN_SHEET, Progress, SheetRows
from models.members.roster import COMPUTED_FIELDS
from models.own_columns import OwnColumn, field_of_own
from models.values import cell_text

_REPORT_EVERY = 500
_SHOWN = {label for each in COMPUTED_FIELDS for label in (each.label, *each.aliases)}


class Kind(StrEnum):
    """What taking a row does."""

    NEW = "新增"
    UPDATED = "更新"
    SAME = "相同"
    DOUBTFUL = "存疑"
    FAULTY = "有误"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One person's row: what it says, what is wrong with it, and what taking it would do.

    `cells` are the values understood, by field name; `problems` are sentences that name row and
    column; `doubts` are their bare reasons, kept with the member until someone confirms them;
    `changes` are (old, new) of a person on file, whose id is `target`.
    """

    row_number: int
    kind: Kind
    raw: Sequence[Any]
    cells: Mapping[str, Any]
    problems: Mapping[str, str]
    remarks: Mapping[str, str]
    doubts: Mapping[str, str]
    target: int | None
    changes: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Preview:
    """One sheet as it would be taken; every way to mend it gives a new Preview.

    `new` are the columns to be added to the branch's own, by their place in the sheet.
    """

    sheet: SheetRows
    heading: Heading
    mapping: Mapping[int, str]
    rows: tuple[PreviewRow, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    roll: Roll = field(repr=False)
    sheets: tuple[SheetRows, ...] = field(repr=False)
    mended: Mapping[tuple[int, str], str] = field(default_factory=dict)
    new: Mapping[int, OwnColumn] = field(default_factory=dict)

    @property
    def fields(self) -> Mapping[str, Field]:
        """What a column may fill, by name: the roster's fields, the branch's own, those to be made."""
        made = {
            new_name(at): replace(field_of_own(column), name=new_name(at))
            for at, column in self.new.items()
        }
        return {**FIELDS, **{each.name: each for each in self.roll.own}, **made}

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
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets one can choose from."""
        return tuple(sheet.name for sheet in self.sheets if sheet.rows and not sheet.hidden)

    @property
    def to_remember(self) -> dict[str, str]:
        """Heading to field name as chosen by hand, now and before."""
        return to_remember(self.heading, self.mapping, self.roll.remembered, self.roll.own)

    def letter(self, column: int) -> str:
        """Return the letters of a column on the sheet's edge."""
        return letter(self.sheet.first_column + column)

    def texts(self, row: PreviewRow) -> dict[str, str]:
        """Return field name to the words of the workbook in a row."""
        found = {
            name: cell_text(row.raw[at]) for at, name in self.mapping.items() if at < len(row.raw)
        }
        return found | {
            name: text for (at, name), text in self.mended.items() if at == row.row_number
        }

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
        chosen, heading = _choose_sheet(self.sheets, self.roll, self.sheet.name, number, depth)
        return _begun(self.sheets, self.roll, chosen, heading)

    def with_roll(self, roll: Roll) -> Preview:
        """Return the preview against what is on file now; columns and mended cells stay."""
        return _judged(replace(self, roll=roll))

    def with_sheet(self, name: str) -> Preview:
        """Return the preview of another sheet of the workbook."""
        return preview_of(self.sheets, self.roll, sheet=name)


def preview_of(
    sheets: Sequence[SheetRows],
    roll: Roll,
    *,
    sheet: str = "",
    heading_row: int | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Return what taking a workbook's roster would do, given what is on file.

    Raises:
        CannotReadFile: if no sheet, or not the one asked for, has a heading and people below it.
    """
    chosen, heading = _choose_sheet(sheets, roll, sheet, heading_row)
    found = _begun(sheets, roll, chosen, heading, progress)
    if not found.rows and heading_row is None:
        raise CannotReadFile(
            f"“{chosen.name}”里只有表头，没有一行人员，什么也没有取入；请填上人员，或选择另一张表。"
        )
    return found


def _begun(
    sheets: Sequence[SheetRows],
    roll: Roll,
    sheet: SheetRows,
    heading: Heading,
    progress: Progress | None = None,
) -> Preview:
    """Return the preview of a sheet below a heading, with the columns mapped as is usual."""
    mapping, notes = choose(heading, roll.remembered, roll.own)
    mapping = own_sheet(sheets).mapping(heading, mapping, roll.own)
    return _judged(Preview(sheet, heading, mapping, (), (), notes, roll, tuple(sheets)), progress)


def _choose_sheet(
    sheets: Sequence[SheetRows], roll: Roll, name: str, heading_row: int | None, depth: int = 1
) -> tuple[SheetRows, Heading]:
    offered = [each for each in sheets if each.rows and each.name != OWN_SHEET]
    if name:
        offered = [each for each in offered if each.name == name]
        if not offered:
            raise CannotReadFile(
                f"工作簿里没有名为“{name}”的表，或它是空的，什么也没有取入；请另选一张。"
            )
    if heading_row is None:
        return _find_roster(offered, roll)
    sheet = next((each for each in offered if name or not each.hidden), None)
    at = heading_row - sheet.first_row if sheet else -1
    if sheet is None or not 0 <= at < len(sheet.rows):
        raise CannotReadFile(f"第{heading_row}行没有内容，不能作表头；请另选一行。")
    return sheet, heading_at(sheet.rows, max(at - depth + 1, 0), at)


def _find_roster(offered: Sequence[SheetRows], roll: Roll) -> tuple[SheetRows, Heading]:
    known = {label: name for label, (name, _) in labels_with(roll.own).items()}
    fields = known | dict(roll.remembered)
    found = [(each, *head) for each in offered if (head := find_heading(each.rows, fields))]
    if not found:
        names = "、".join(f"“{each.name}”" for each in offered) or "工作簿"
        raise CannotReadFile(
            f"{names}里没有找到写着“姓名”的表头，什么也没有取入；"
            "请确认选对了文件，并在人员上方留一行列名。"
        )
    rosters = [(each, head) for each, head, score in found if _is_roster(head, score)]
    if not rosters:
        raise CannotReadFile(
            f"“{found[0][0].name}”里除“姓名”外没有认得的列，像是别的表，什么也没有取入；"
            "请确认选对了文件，或在列名旁写明性别、公民身份号码等。"
        )
    return max(rosters, key=lambda each: (each[1].last + 1 < len(each[0].rows), not each[0].hidden))


def _is_roster(heading: Heading, known: int) -> bool:
    """Return whether a heading with a name among its `known` labels is one of people's facts."""
    named = [column.text for column in heading.columns if column.text]
    shown = sum(plain(text) in _SHOWN for text in named)
    return known - shown > 1 or known == len(named)


def _judged(preview: Preview, progress: Progress | None = None) -> Preview:
    fields = preview.fields
    mapping = {at: name for at, name in preview.mapping.items() if name in fields}
    preview = replace(preview, mapping=mapping)
    reader = RowReader(preview.sheet, preview.heading, mapping, preview.mended, fields)
    drafts = list(reader.drafts())
    ids = own_sheet(preview.sheets).ids(preview.sheet)
    match(drafts, preview.roll.people, ids)
    rows = tuple(_rows(drafts, preview, progress))
    return replace(preview, rows=rows, left_out=tuple(reader.left_out))


def _rows(drafts: list[Draft], preview: Preview, progress: Progress | None) -> Iterator[PreviewRow]:
    letters = {name: preview.letter(at) for at, name in preview.mapping.items()}
    namesakes = Counter(person.member.name for person in preview.roll.people)
    fields = preview.fields
    for done, draft in enumerate(drafts, 1):
        target = draft.target
        changes = judging.changes_of(draft, target, preview.roll, fields) if target else {}
        yield _row(draft, changes, letters, namesakes.get(draft.name, 0))
        if progress and (done % _REPORT_EVERY == 0 or done == len(drafts)):
            progress(done, len(drafts))


def _row(
    draft: Draft, changes: dict[str, judging.Change], letters: Mapping[str, str], namesakes: int
) -> PreviewRow:
    target = draft.target
    if not draft.name:
        draft.blame("name", "没有姓名")
    facts = judging.facts_of(draft, changes)
    doubts = {} if draft.faults else judging.doubts_of(draft, facts, changes)
    if kept := judging.kept_of(draft, changes, doubts):
        changes = {name: change for name, change in changes.items() if name not in kept}
        facts = judging.facts_of(draft, changes)
        doubts = judging.doubts_of(draft, facts, changes)
    remarks = judging.remarks_of(draft, facts, changes, namesakes)
    number = draft.row_number
    problems = draft.faults or {**doubts, **kept}
    return PreviewRow(
        number,
        _kind(draft, changes, {**doubts, **kept}),
        draft.raw,
        draft.cells,
        _placed(number, letters, problems),
        _placed(number, letters, remarks),
        doubts,
        target.member.id if target else None,
        changes,
    )


def _placed(
    row: int, letters: Mapping[str, str], sentences: Mapping[str, str]
) -> Mapping[str, str]:
    """Return sentences with their place in the workbook before them."""
    if not sentences:
        return sentences
    places = {name: f"{letters[name]}列" if name in letters else "" for name in sentences}
    return {name: f"第{row}行{places[name]}：{text}" for name, text in sentences.items()}


def _kind(draft: Draft, changes: Mapping[str, Any], doubts: Mapping[str, str]) -> Kind:
    if draft.faults:
        return Kind.FAULTY
    if doubts:
        return Kind.DOUBTFUL
    if draft.target and not changes:
        return Kind.SAME
    return Kind.UPDATED if draft.target else Kind.NEW
