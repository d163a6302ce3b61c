"""Writing what a preview showed: every row but the faulty, in one change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.fields import Field
from models.fields import Kind as ValueKind
from models.importing.judged import Kind, PreviewRow
from models.values import cell_text

if TYPE_CHECKING:
    from models.importing.preview import Preview
    from models.importing.workbook import Progress
    from models.store import Store

_REPORT_EVERY = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows were of each kind; all but the faulty now agree with the file.

    `entered` is how many records more the file has: one row of a year's payments makes several.
    """

    new: int
    updated: int
    same: int
    doubtful: int
    faulty: int
    entered: int


def take(
    store: Store, preview: Preview, title: str = "", progress: Progress | None = None
) -> Taken:
    """Write every row of a preview but the faulty as one undo step, and remember its columns.

    Raises:
        AppError: if what a row would alter is no longer on file; nothing is written then.
        Cancelled: from `progress`; nothing is written then.
    """
    subject, counts = preview.subject, preview.counts
    rows, before = preview.to_take, _number(store, subject.table)
    with store.change(title or subject.step(len(rows))) as change:
        write = subject.writer(store, change, preview)
        for done, row in enumerate(rows, 1):
            write(row)
            if progress and (done % _REPORT_EVERY == 1 or done == len(rows)):
                progress(done, len(rows))
    if preview.to_remember != dict(subject.remembered):
        store.prefer(subject.preference(), preview.to_remember)
    entered = _number(store, subject.table) - before
    new, updated, same, doubtful, faulty = (counts[kind] for kind in Kind)
    return Taken(new, updated, same, doubtful, faulty, entered)


def _number(store: Store, table: str) -> int:
    number: int = store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return number


def problem_rows(preview: Preview) -> tuple[tuple[Field, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of what is doubtful or faulty: the workbook's words, and why."""
    columns = [column for column in preview.heading.columns if column.text]
    fields = (
        Field("行号", ValueKind.TEXT, width=4, name="row_number"),
        *(Field(column.text, width=8, name=f"column_{column.index}") for column in columns),
        Field("情况", width=4, name="kind"),
        Field("原因", width=24, name="reason"),
    )
    rows = []
    for row in preview.rows:
        if row.kind in {Kind.DOUBTFUL, Kind.FAULTY}:
            texts = (_text(row, column.index) for column in columns)
            reason = "；".join(row.problems.values())
            rows.append((str(row.row_number), *texts, str(row.kind), reason))
    return fields, tuple(rows)


def _text(row: PreviewRow, index: int) -> str:
    return cell_text(row.raw[index]).strip() if index < len(row.raw) else ""
