"""What a workbook can be about: each kind of workbook that is taken in is one `Subject`.

A further kind is declared by one more subclass, listed in `subjects.py`; finding it, showing it,
mending it and taking it as one step are the same for all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from models.errors import CannotReadFile
from models.importing.heading import Heading, find_heading
from models.importing.judged import Kind
from models.importing.mapping import choose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.change import Change
    from models.fields import Field
    from models.importing.heading import Column
    from models.importing.judged import Judged, PreviewRow
    from models.importing.preview import Preview
    from models.importing.workbook import Progress, SheetRows
    from models.store import Store


class ColumnUse(NamedTuple):
    """What one column alone may be taken as: the field it fills, and the words it is chosen by."""

    field: Field
    words: str


class Subject(ABC):
    """One kind of workbook, and what is on file of it: values to hand to a task, no connection."""

    code: ClassVar[str]
    """What it is called in a command."""
    table: ClassVar[str]
    """The table whose records its rows become."""
    title: ClassVar[str]
    """What such a workbook is called."""
    unit: ClassVar[str]
    """What rows are counted in: 人, 次."""
    contents: ClassVar[str]
    """What stands in its rows, in a sentence."""
    needed: ClassVar[frozenset[str]]
    """The fields without whose columns a heading is none of this kind."""
    tables: ClassVar[frozenset[str]]
    """The tables whose change may make its rows mean something else."""
    kinds: ClassVar[tuple[Kind, ...]] = tuple(Kind)
    """What taking one of its rows can do."""
    at_once: ClassVar[int] = 1_500
    """Rows that are judged while one waits; more take a while."""
    makes_columns: ClassVar[bool] = False
    """Whether a column of the workbook may become one of the branch's own."""

    remembered: Mapping[str, str]
    own: tuple[Field, ...]

    @classmethod
    @abstractmethod
    def of(cls, store: Store, year: int | None) -> Self:
        """Return what is on file now; `year` is that of days written without one, None if unknown."""

    @property
    @abstractmethod
    def fields(self) -> Mapping[str, Field]:
        """What a column may fill, by name."""

    @property
    @abstractmethod
    def labels(self) -> Mapping[str, tuple[str, int]]:
        """Each heading known, with the field it names and how sure that is (0 surest)."""

    @abstractmethod
    def judge(self, preview: Preview, progress: Progress | None) -> Judged:
        """Return what taking each row of a preview would do."""

    @abstractmethod
    def step(self, count: int) -> str:
        """Return what the step is called that takes `count` rows."""

    @abstractmethod
    def writer(
        self, store: Store, change: Change, preview: Preview
    ) -> Callable[[PreviewRow], object]:
        """Return what writes one row within a step."""

    @classmethod
    def preference(cls) -> str:
        """Return under which name the columns mapped by hand are remembered in the file."""
        return f"mapping:{cls.code}"

    def is_meant(self, _heading: Heading, _known: int) -> bool:
        """Return whether a heading with the columns needed, `_known` labels in all, is of this kind."""
        return True

    def uses_of(self, _column: Column) -> tuple[ColumnUse, ...]:
        """Return what a column may be taken as that no other may, the usual one first."""
        return ()

    def columns(
        self, _sheets: Sequence[SheetRows], sheet: SheetRows, heading: Heading
    ) -> tuple[dict[int, str], tuple[str, ...]]:
        """Return column index to field name as is usual, and what is said of it."""
        return self.chosen(sheet, heading, self.remembered)

    def chosen(
        self, _sheet: SheetRows, heading: Heading, remembered: Mapping[str, str]
    ) -> tuple[dict[int, str], tuple[str, ...]]:
        """Return column index to field name by what was mapped by hand before, else the heading."""
        return choose(heading, remembered, self.fields, self.labels)

    def named(self, heading: Heading) -> frozenset[str]:
        """Return the fields that a heading names."""
        known = {label: name for label, (name, _) in self.labels.items()} | dict(self.remembered)
        found = (known.get(label, "") for each in heading.columns for label in each.labels)
        return frozenset(found) - {""}

    @property
    def wanted(self) -> str:
        """The columns without which nothing is recognised, in a sentence."""
        return "和".join(
            f"“{field.label}”" for name, field in self.fields.items() if name in self.needed
        )

    def headed(self, sheets: Sequence[SheetRows]) -> list[tuple[SheetRows, Heading, int]]:
        """Return the sheets with the columns needed, each with its heading and how much it names."""
        known = {label: name for label, (name, _) in self.labels.items()} | dict(self.remembered)
        return [
            (sheet, *head)
            for sheet in sheets
            if (head := find_heading(sheet.rows, known, self.needed))
        ]

    def found_in(self, sheets: Sequence[SheetRows]) -> tuple[SheetRows, Heading, int]:
        """Return the sheet of this kind, its heading, and how many columns are known.

        Raises:
            CannotReadFile: with the sentence what is lacking.
        """
        found = self.headed(sheets)
        if not found:
            names = "、".join(f"“{each.name}”" for each in sheets) or "工作簿"
            raise CannotReadFile(
                f"{names}里没有找到写着{self.wanted}的表头，什么也没有取入；"
                f"请确认选对了文件，并在{self.contents}上方留一行列名。"
            )
        meant = [each for each in found if self.is_meant(*each[1:])]
        if not meant:
            raise CannotReadFile(self.refusal(found[0][0]))
        return max(
            meant, key=lambda each: (each[1].last + 1 < len(each[0].rows), not each[0].hidden)
        )

    def refusal(self, sheet: SheetRows) -> str:
        """Return why a sheet with the columns needed is none of this kind all the same."""
        return f"“{sheet.name}”像是别的表，什么也没有取入；请确认选对了文件。"
