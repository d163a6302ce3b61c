"""Which rows below a heading are people, and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from models.importing.cells import Issue, Reader, reader
from models.importing.heading import plain
from models.importing.judged import LeftOut, by_row
from models.importing.mapping import FIELDS, known_labels, name_labels
from models.members.standing import Standing
from models.values import cell_text, shorten

if TYPE_CHECKING:
    from models.importing.preview import Preview

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|总人数|人数合计|共\d+[人名])")
_NOTE = re.compile(
    r"(注|备注|说明|填表|制表|填报|审核|负责人|经办|单位[(（]|日期|年月日|以上|以下|\S{0,8}[(（](签名|签字|盖章|签章)[)）])"
    r".*[:：()（）]|.*[:：]"
)
_SIGNATURE = re.compile(r"\S+[(（](签名|签字|盖章|签章)[)）][:：]?$")
_CAPTION = re.compile(r"第?[一二三四五六七八九十\d]+(党)?小?组([(（].*)?$")
_LONG = 10
_UNREAD = object()


_NONE: Mapping[str, str] = MappingProxyType({})


def _none() -> Mapping[str, str]:
    return _NONE


@dataclass(slots=True)
class Draft:
    """A person's row while it is being judged."""

    position: int
    row_number: int
    raw: Sequence[Any]
    cells: dict[str, Any]
    target: Standing | None = None
    faults: Mapping[str, str] = field(default_factory=_none)
    doubts: Mapping[str, str] = field(default_factory=_none)
    masked: Mapping[str, str] = field(default_factory=_none)

    def blame(self, name: str, sentence: str) -> None:
        """Put down a fault of a field, if it has none yet."""
        self.faults = {name: sentence, **self.faults}

    def note(self, name: str, issue: Issue) -> None:
        """Put down what a cell gave beside or instead of a value."""
        if issue.value is not None:
            self.cells[name] = issue.value
        if issue.fault:
            self.faults = {**self.faults, name: issue.fault}
        if issue.doubt:
            self.doubts = {**self.doubts, name: issue.doubt}
        if issue.masked:
            self.masked = {**self.masked, name: issue.masked}

    def forget(self, name: str) -> None:
        """Drop what the workbook says of a field."""
        self.cells.pop(name, None)
        self.faults = {key: text for key, text in self.faults.items() if key != name}
        self.doubts = {key: text for key, text in self.doubts.items() if key != name}
        self.masked = {key: text for key, text in self.masked.items() if key != name}

    @property
    def name(self) -> str:
        """The name read, or nothing."""
        name: str = self.cells.get("name", "")
        return name

    @property
    def number(self) -> str:
        """The identity number read in full, or nothing."""
        number: str = self.cells.get("identity_number", "")
        return number


class RowReader:
    """Reads the rows of one sheet below its heading, each distinct cell of a column once."""

    def __init__(
        self, preview: Preview, special: Mapping[str, Reader] = MappingProxyType({})
    ) -> None:
        """Prepare a reader for every column that fills a field; `special` are read their own way."""
        mapping = preview.mapping
        self._fields = preview.fields
        self._special = special
        self._sheet = preview.sheet
        self._heading = preview.heading
        self._mends = by_row(preview.mended)
        self._columns: list[tuple[int, str, dict[Any, Any], Reader]] = [
            (index, name, {"": None, None: None}, self._reader(index, name))
            for index, name in mapping.items()
        ]
        self._name_at = next((at for at, name in mapping.items() if name == "name"), -1)
        self.left_out: list[LeftOut] = []

    def _reader(self, index: int, name: str) -> Reader:
        rows = self._sheet.rows
        return self._reading(name, lambda: (row[index] for row in rows if index < len(row)))

    def _reading(self, name: str, column: Callable[[], Iterable[Any]]) -> Reader:
        """Return a field's reader; a column of the branch's own never keeps a whole row out."""
        if name in self._special:
            return self._special[name]
        read = reader(self._fields[name], column)
        return read if name in FIELDS else lambda cell: _softened(read(cell))

    def drafts(self) -> Iterator[Draft]:
        """Yield the people's rows; what is left out is in `left_out` afterwards."""
        blanks: list[LeftOut] = []
        begin = self._heading.last + 1
        for position, raw in enumerate(self._sheet.rows[begin:], begin):
            number = self._sheet.first_row + position
            reason = self._reason_to_leave(raw) if number not in self._mends else ""
            if reason == "空行":
                blanks.append(LeftOut(number, reason))
                continue
            self.left_out += blanks
            blanks.clear()
            if reason:
                self.left_out.append(LeftOut(number, reason, shorten(_first_text(raw)[1])))
            else:
                yield self._draft(position, number, raw)

    def _reason_to_leave(self, raw: Sequence[Any]) -> str:
        at, first = _first_text(raw)
        if at < 0:
            return "空行"
        name = cell_text(raw[self._name_at]) if 0 <= self._name_at < len(raw) else ""
        if "名" in name and plain(name) in name_labels():
            return "重复的表头"
        if first[0].isdecimal() and name and not name.isspace():
            return ""
        if _SIGNATURE.match(first.strip()):
            return "表下说明"
        return self._reason_by_words(raw, at, first, named=bool(name.strip()))

    def _reason_by_words(self, raw: Sequence[Any], at: int, first: str, *, named: bool) -> str:
        joined = "".join(first.split())
        filled = sum(cell not in ("", None) for cell in raw)
        if _TOTAL.match(joined):
            return "合计行"
        if (not named or at == self._name_at) and self._is_note(joined, filled):
            return "表下说明"
        return "" if named else self._reason_without_name(raw, joined, filled)

    def _is_note(self, joined: str, filled: int) -> bool:
        if filled == 1 and (
            (len(joined) > _LONG and not joined.isascii()) or _CAPTION.match(joined)
        ):
            return True
        return _NOTE.match(joined) is not None and filled <= max(2, len(self._columns) // 2)

    def _reason_without_name(self, raw: Sequence[Any], first: str, filled: int) -> str:
        if filled == 1 and first.isdecimal():
            return "只有序号"
        labels = known_labels()
        texts = [plain(cell_text(cell)) for cell in raw if cell not in ("", None)]
        return "重复的表头" if all(text in labels for text in texts) else ""

    def _draft(self, position: int, number: int, raw: Sequence[Any]) -> Draft:
        cells: dict[str, Any] = {}
        draft = Draft(position, number, raw, cells)
        width = len(raw)
        for index, name, seen, read in self._columns:
            if index >= width:
                continue
            cell = raw[index]
            got = seen.get(cell, _UNREAD)
            if got is _UNREAD:
                got = seen[cell] = read(cell)
            if got is None:
                continue
            if got.__class__ is Issue:
                draft.note(name, got)
            else:
                cells[name] = got
        if number in self._mends:
            self._mend(draft, self._mends[number])
        return draft

    def _mend(self, draft: Draft, mends: Mapping[str, str]) -> None:
        for name, text in mends.items():
            if name in self._fields:
                draft.forget(name)
                got = self._reading(name, tuple)(text)
                draft.note(name, got if isinstance(got, Issue) else Issue(got))


def _softened(got: Any) -> Any:
    if isinstance(got, Issue) and got.fault:
        return Issue(got.value, doubt=f"{got.fault}，这一格未取入")
    return got


def _first_text(raw: Sequence[Any]) -> tuple[int, str]:
    for index, cell in enumerate(raw):
        if cell != "" and cell is not None and (text := cell_text(cell).strip()):
            return index, text
    return -1, ""
