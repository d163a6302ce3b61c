"""A ledger of meetings (三会一课登记表), and what is on file as its import needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from models.importing.judged import Judged, Kind, LeftOut, PreviewRow, placed
from models.importing.meeting_rows import RowReader
from models.importing.meeting_sheet import (
    NEEDED,
    is_meeting,
    lists_people,
    meeting_fields,
    meeting_labels,
    year_of,
)
from models.importing.meetings_on_file import MeetingsOnFile
from models.importing.subject import Subject
from models.importing.when import parse_when
from models.meetings.minutes import save_in
from models.meetings.records import Meeting
from models.values import cell_text, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from models.change import Change
    from models.fields import Field
    from models.importing.heading import Heading
    from models.importing.meeting_rows import MeetingRow
    from models.importing.preview import Preview
    from models.importing.workbook import Progress
    from models.store import Store

_REPORT_EVERY = 20


@dataclass(frozen=True, slots=True)
class Ledger(Subject):
    """The meetings on file and who could have been there; `year` is that of days without one."""

    code = "meetings"
    table = Meeting.table
    title = "会议登记表"
    unit = "次"
    contents = "会议"
    needed = NEEDED
    tables = frozenset(
        {"meeting", "own_kind", "member", "period", "post", "party_group", "movement"}
    )
    kinds = (Kind.NEW, Kind.SAME, Kind.DOUBTFUL, Kind.FAULTY)
    at_once = 300

    year: int | None
    on_file: MeetingsOnFile
    remembered: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Field, ...] = ()

    @classmethod
    def of(cls, store: Store, year: int | None) -> Self:
        """Return what is on file now."""
        remembered = store.preference(cls.preference(), {}, {str: str})
        return cls(year, MeetingsOnFile.of(store), remembered)

    @property
    def fields(self) -> Mapping[str, Field]:
        """A meeting's facts, and who was away."""
        return meeting_fields()

    @property
    def labels(self) -> Mapping[str, tuple[str, int]]:
        """Each heading of a ledger of meetings."""
        return meeting_labels()

    def is_meant(self, heading: Heading, _known: int) -> bool:
        """Return whether a heading with a type and a day is no list of people."""
        return not lists_people(heading)

    def judge(self, preview: Preview, progress: Progress | None) -> Judged:
        """Return what taking each row would do, and which year was taken for days without one."""
        named = year_of(preview.sheet, preview.heading)
        reader = RowReader(self.on_file, preview.mapping, named or self.year)
        found, letters = list(_readable(preview)), preview.letters
        rows = []
        for done, (number, raw) in enumerate(found, 1):
            rows.append(_row(reader.read(number, raw, preview.mends_of(number)), letters))
            if progress and (done % _REPORT_EVERY == 0 or done == len(found)):
                progress(done, len(found))
        told = () if named else self._of_year(preview, rows)
        return Judged(
            tuple(rows), tuple(_left_out(preview, {row.row_number for row in rows})), told
        )

    def _of_year(self, preview: Preview, rows: Sequence[PreviewRow]) -> tuple[str, ...]:
        days = (preview.texts(row).get("held_on", "") for row in rows if row.made)
        if not any(map(_lacks_year, days)):
            return ()
        return (f"没有写年份的日期按{self.year}年取入；不是这一年的，请改正日期，或换工作年度。",)

    def step(self, count: int) -> str:
        """Return what the step is called that takes `count` rows."""
        return f"导入会议记录：{count}次"

    def writer(
        self, store: Store, change: Change, _preview: Preview
    ) -> Callable[[PreviewRow], object]:
        """Return what writes one meeting with its attendance."""
        return lambda row: save_in(store, change, row.made)


def _readable(preview: Preview) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the number and the cells of each row below the heading that is a meeting."""
    mended = {number for number, _ in preview.mended}
    for number, raw in _below(preview):
        if number in mended or is_meeting(raw, preview.mapping):
            yield number, raw


def _below(preview: Preview) -> Iterator[tuple[int, Sequence[Any]]]:
    sheet, begin = preview.sheet, preview.heading.last + 1
    return enumerate(sheet.rows[begin:], sheet.first_row + begin)


def _left_out(preview: Preview, taken: set[int]) -> Iterator[LeftOut]:
    """Yield the rows that are no meeting, empty ones only where something stands below them."""
    blanks: list[LeftOut] = []
    for number, raw in _below(preview):
        text = next((text for cell in raw if (text := cell_text(cell).strip())), "")
        if not text:
            blanks.append(LeftOut(number, "空行"))
            continue
        yield from blanks
        blanks.clear()
        if number not in taken:
            yield LeftOut(number, "没有会议类型、日期和主题", shorten(text))


def _row(read: MeetingRow, letters: Mapping[str, str]) -> PreviewRow:
    sentences = placed(read.row_number, letters, _joined(read.said))
    remarks = placed(read.row_number, letters, _joined(read.remarks))
    is_new = read.kind is not Kind.SAME
    return PreviewRow(
        read.row_number,
        read.kind,
        read.raw,
        {},
        sentences if is_new else {},
        remarks if is_new else {**remarks, **sentences},
        {},
        None,
        {},
        read.minutes,
    )


def _joined(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in said:
        found[name] = f"{found[name]}；{text}" if name in found else text
    return found


def _lacks_year(text: str) -> bool:
    try:
        parse_when(text, None)
    except ValueError:
        return True
    return False
