"""What a sheet of meetings looks like: its columns, which rows are meetings, of which year it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from models.fields import Field, field_of
from models.fields import Kind as ValueKind
from models.importing.mapping import labels_of, name_labels
from models.importing.meeting_rows import AWAY
from models.meetings.records import Meeting
from models.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.importing.heading import Heading
    from models.importing.workbook import SheetRows

_TAKEN = (
    "kind", "name", "held_on", "starts_at", "ends_at", "venue", "chair_id", "recorder_id",
    "lecturer", "observers", "campaign", "due", "present", "body", "remark", "group_id",
)  # fmt: skip
_ABSENT = Field(
    "缺席人员及原因",
    ValueKind.LONG_TEXT,
    width=12,
    name=AWAY,
    aliases=(
        "缺席人员", "缺席", "缺席情况", "缺席及原因", "请假人员", "请假缺席情况",
        "未到人员及原因", "未到人员", "缺席人员和原因",
    ),
)  # fmt: skip
NEEDED = frozenset({"kind", "held_on"})
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")


@cache
def meeting_fields() -> Mapping[str, Field]:
    """Return what a column of meetings may fill, by name."""
    return {name: field_of(Meeting, name) for name in _TAKEN} | {AWAY: _ABSENT}


@cache
def meeting_labels() -> Mapping[str, tuple[str, int]]:
    """Return each heading that a column of meetings goes by."""
    return labels_of(meeting_fields().values())


def lists_people(heading: Heading) -> bool:
    """Return whether a heading is that of a list of people, whatever else it names."""
    return any(label in name_labels() for column in heading.columns for label in column.labels)


def is_meeting(row: Sequence[Any], columns: Mapping[int, str]) -> bool:
    """Return whether a row says anything in the columns of type, day and subject."""
    wanted = {"kind", "held_on", "name"}
    filled = [at for at, name in columns.items() if name in wanted and at < len(row)]
    return sum(bool(cell_text(row[at]).strip()) for at in filled) > 1


def year_of(sheet: SheetRows, heading: Heading) -> int | None:
    """Return the year that a sheet's title or name says it is of."""
    title = "".join(cell_text(cell) for row in sheet.rows[: heading.first] for cell in row)
    named = _YEAR.search(title + sheet.name)
    return int(named.group(1)) if named else None
