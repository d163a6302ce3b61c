"""Papers in prose that are declared as text, with places for what the records know."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from exporters.ledgers.ledger import Asked
from exporters.papers.facts import AHEAD, FACTS
from exporters.papers.held import BLANK, signed
from exporters.papers.paper import Paper
from exporters.sheet import Paragraph, Sheet
from models.codes import RESOURCES
from models.errors import NotFound
from models.meetings.records import Election, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Style
    from models.store import Store

_TYPES: dict[str, type[Any] | None] = {
    "": None,
    "dues": None,
    "meeting": Meeting,
    "election": Election,
}
_STYLES: dict[str, Style] = {"#": "heading1", ">": "flush", "=": "centre", "*": "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A paper as resources/papers.toml declares it."""

    code: str
    name: str
    group: str
    record: str
    title: str
    text: str
    source: str
    closes: str
    kind: str = ""
    hint: str = ""
    is_after: bool = False

    def paper(self) -> Paper:
        """Return it as a paper."""
        return Paper(
            code=self.code,
            name=self.name,
            group=self.group,
            record_type=_TYPES[self.record],
            make=partial(_made, self),
            hint=" ".join(filter(None, (self.hint, self._basis))),
            suits=self._suits,
        )

    @property
    def _basis(self) -> str:
        return f"依据：{self.source}；以上级印发的文本为准。" if self.source else ""

    def _suits(self, record: Any) -> bool:
        return not self.kind or self.kind in record.kinds


def outlines() -> list[Paper]:
    """Return every paper declared as text."""
    data = tomllib.loads((RESOURCES / "papers.toml").read_text("utf-8"))
    return [Outline(**each).paper() for each in data["papers"]]


_OPTIONAL = ("term", "large", "uses")
"""Facts that are left out where they are not known, with no room to fill them in."""


def _open(facts: Mapping[str, str]) -> Mapping[str, str]:
    """Return facts of which a missing or empty one is left blank, to be filled in by hand."""
    found: defaultdict[str, str] = defaultdict(lambda: BLANK)
    found.update({name: text for name, text in facts.items() if text or name in _OPTIONAL})
    return found


def _made(outline: Outline, store: Store, number: int, asked: Asked) -> Sheet:
    if outline.kind and outline.kind not in store.get(Meeting, number).kinds:
        raise NotFound(f"这次会议不是{outline.kind}，没有{outline.name}；请改选会议记录。")
    known = FACTS[outline.record](store, number, asked)
    if outline.is_after and known.get(AHEAD):
        raise NotFound(f"这次会议还没有到日子，现在没有{outline.name}；开过以后再来制作。")
    facts = _open(known)
    branch = store.branch
    blocks = [*_blocks(outline.text, facts)]
    if outline.closes:
        blocks.append(signed(branch, asked.made_on))
    of = known["stem"] if number else f"{branch.heading}{asked.year}年度"
    return Sheet(
        title=outline.title.format_map(facts),
        code=outline.code,
        paper="A4",
        record=str(number) if number else "",
        stem=f"{of}{outline.name}",
        blocks=tuple(blocks),
    )


def _blocks(text: str, facts: Mapping[str, str]) -> Iterator[Paragraph]:
    for line in text.strip().splitlines():
        style = _STYLES.get(line[:1], "body")
        words = (line if style == "body" else line[1:].strip()).format_map(facts)
        if words:
            yield Paragraph(words, style)
