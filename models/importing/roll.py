"""A roster (党员名册), and what is on file as its import needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from models.fields import Field
from models.importing.heading import Heading, plain
from models.importing.judging import judged_people
from models.importing.mapping import FIELDS, known_labels, labels_with
from models.importing.own import CODE, own_sheet
from models.importing.people import Taking
from models.importing.subject import Subject
from models.members.records import Member
from models.members.roster import COMPUTED_FIELDS
from models.members.standing import Standing, everyone_on
from models.own_columns import own_fields, own_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.change import Change
    from models.importing.judged import Judged, PreviewRow
    from models.importing.preview import Preview
    from models.importing.workbook import Progress, SheetRows
    from models.store import Store

_SHOWN = {label for each in COMPUTED_FIELDS for label in (each.label, *each.aliases)}


@dataclass(frozen=True, slots=True)
class Roll(Subject):
    """Everyone on file as on `day`, and the columns mapped by hand before.

    `own` are the columns the branch added to the roster; `own_values` are what stands in them, by
    member id and field name.
    """

    code = CODE
    table = Member.table
    title = "党员名册"
    unit = "人"
    contents = "人员"
    needed = frozenset({"name"})
    tables = frozenset(
        {"member", "period", "post", "party_group", "movement", "own_column", "own_value"}
    )
    makes_columns = True

    day: date
    people: tuple[Standing, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Field, ...] = ()
    own_values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, _year: int | None) -> Self:
        """Return what is on file today."""
        return cls.on(store, datetime.now().astimezone().date())

    @classmethod
    def on(cls, store: Store, day: date) -> Self:
        """Return what is on file, as on a day."""
        return cls(
            day,
            tuple(everyone_on(store, day)),
            store.preference(cls.preference(), {}, {str: str}),
            own_fields(store, Member.table),
            own_values(store, Member.table),
        )

    @property
    def fields(self) -> Mapping[str, Field]:
        """The roster's fields and the branch's own, by name."""
        return {**FIELDS, **{each.name: each for each in self.own}}

    @property
    def labels(self) -> Mapping[str, tuple[str, int]]:
        """Each heading of a roster."""
        return labels_with(known_labels(), self.own)

    def columns(
        self, sheets: Sequence[SheetRows], sheet: SheetRows, heading: Heading
    ) -> tuple[dict[int, str], tuple[str, ...]]:
        """Return column index to field name, as our own export noted it where it is one."""
        usual, notes = self.chosen(sheet, heading, self.remembered)
        said, _ = self.chosen(sheet, heading, {})
        return own_sheet(sheets).mapping(usual, said), notes

    def is_meant(self, heading: Heading, known: int) -> bool:
        """Return whether a heading with a name in it is one of people's facts."""
        named = [column.text for column in heading.columns if column.text]
        shown = sum(plain(text) in _SHOWN for text in named)
        return known - shown > 1 or known == len(named)

    def refusal(self, sheet: SheetRows) -> str:
        """Return why a sheet of names is no roster."""
        return (
            f"“{sheet.name}”里除“姓名”外没有认得的列，像是别的表，什么也没有取入；"
            "请确认选对了文件，或在列名旁写明性别、公民身份号码等。"
        )

    def judge(self, preview: Preview, progress: Progress | None) -> Judged:
        """Return what taking each person's row would do."""
        return judged_people(self, preview, progress)

    def step(self, count: int) -> str:
        """Return what the step is called that takes `count` rows."""
        return f"导入名册：{count}人"

    def writer(
        self, store: Store, change: Change, preview: Preview
    ) -> Callable[[PreviewRow], None]:
        """Return what writes one person's row."""
        return Taking(store, change, self, preview.new).take


def roll_of(store: Store, day: date | None = None) -> Roll:
    """Return what is on file, as on `day` or today."""
    return Roll.on(store, day) if day else Roll.of(store, None)
