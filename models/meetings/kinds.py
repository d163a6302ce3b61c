"""The types of meetings: those of the texts, and those the branch added."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from models.codes import RESOURCES
from models.meetings.records import Meeting, OwnKind

if TYPE_CHECKING:
    from models.store import Store

GENERAL, COMMITTEE, GROUP, LECTURE, THEME_DAY = "党员大会", "支委会", "党小组会", "党课", "主题党日"
LIFE, APPRAISAL, ELECTION, ADMISSION, STUDY = (
    "组织生活会", "民主评议", "换届选举", "发展党员", "集中学习",
)  # fmt: skip
EVERYONE, COMMITTEE_ONLY, GROUP_ONLY = "全体", "支委", "小组"


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """A type: who should attend, what its record is called, with which type it is numbered."""

    name: str
    scope: str
    sheet: str
    numbered: str
    is_study: bool


@cache
def shipped_kinds() -> tuple[MeetingKind, ...]:
    """Return the types that the texts know."""
    import tomllib  # noqa: PLC0415 - 3 ms, not before the first type is asked for

    data = tomllib.loads((RESOURCES / "codes" / "meeting_kind.toml").read_text("utf-8"))
    return tuple(
        MeetingKind(
            entry["label"], entry["scope"], entry["sheet"], entry["numbered"],
            entry.get("study", False),
        )
        for entry in data["entries"]
    )  # fmt: skip


class Kinds:
    """The types of one branch by name; one that nobody declared is for everyone."""

    def __init__(self, own: list[OwnKind]) -> None:
        """Take the branch's own types in addition to those shipped."""
        added = sorted(own, key=lambda kind: (kind.place, kind.id or 0))
        self._kinds = {kind.name: kind for kind in shipped_kinds()}
        for kind in added:
            self._kinds.setdefault(kind.name, _of_own(kind))

    @classmethod
    def of(cls, store: Store) -> Kinds:
        """Return the types of a file's branch."""
        return cls(store.all(OwnKind))

    @property
    def names(self) -> tuple[str, ...]:
        """What can be chosen, the shipped types first."""
        return tuple(self._kinds)

    def __getitem__(self, name: str) -> MeetingKind:
        """Return a type by name."""
        return self._kinds.get(name) or MeetingKind(
            name, EVERYONE, f"{name}记录", name, is_study=False
        )

    def counted(self, meeting: Meeting, *, main_only: bool = False) -> tuple[str, ...]:
        """Return the types a meeting counts for: its own, and 党员大会 where it is one.

        换届选举, 发展党员 and 民主评议 of all members are 党员大会; in a group they are not.
        """
        kinds = meeting.kinds[:1] if main_only else meeting.kinds
        return tuple(dict.fromkeys((*kinds, *self.series(meeting, main_only=main_only))))

    def series(self, meeting: Meeting, *, main_only: bool = False) -> tuple[str, ...]:
        """Return the numberings a meeting takes part in."""
        kinds = meeting.kinds[:1] if main_only else meeting.kinds
        found = (
            kind if meeting.group_id and self[kind].numbered == GENERAL else self[kind].numbered
            for kind in kinds
        )
        return tuple(dict.fromkeys(found))

    def sheet(self, meeting: Meeting) -> str:
        """Return what the record of a meeting is called in full."""
        return self[meeting.kind].sheet


def _of_own(kind: OwnKind) -> MeetingKind:
    sheet = kind.sheet or f"{kind.name}记录"
    return MeetingKind(kind.name, kind.scope or EVERYONE, sheet, kind.name, kind.is_study)
