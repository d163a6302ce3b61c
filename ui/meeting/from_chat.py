"""Who came as a chat says it: taken at one go, said what of it was, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from models.meetings.attending import ABSENT
from models.meetings.signing import Signed, ticked
from ui.meeting.chat import mentioned, read_chat
from ui.meeting.due_list import DueList
from ui.meeting.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.meetings.records import Attendance, Meeting
    from ui.meeting.shared import Shared


class FromChat(DueList):
    """Who should attend, to be marked from a chat; `told` says what came of it."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._named: set[int] = set()
        self.told = Told(self._mark_unnamed, self._take_back)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The lines of the chat that it could not place."""
        return self.told.unplaced

    def show_entries(self, entries: Iterable[Attendance], meeting: Meeting) -> None:
        """Show attendance as it was registered, with nothing said of another meeting's."""
        self.told.clear()
        super().show_entries(entries, meeting)

    def renew(self, meeting: Meeting, today: date) -> None:
        """Ask anew who should attend; what came of a chat for others cannot be taken back."""
        self.told.clear()
        self._before = []
        super().renew(meeting, today)

    def _take(self) -> None:
        """Keep what was marked; what was said before cannot be taken back alone."""
        self.told.forget_refusal()
        self.told.forget_way_back()
        super()._take()

    def begin(self) -> None:
        """Put the cursor where one goes on."""
        self.setFocus()

    def paste(self) -> None:
        """Take who comes and who does not from the chat in the clipboard."""
        signed = read_chat(QGuiApplication.clipboard().text(), self._people())
        if signed.present or signed.away:
            self.take(signed)
        else:
            said = "剪贴板里没有认出应到的人，没有改动；请先复制接龙或请假消息。"
            self.told.refuse(said, signed.unplaced)

    def _people(self) -> dict[int, str]:
        return {entry.member_id: self.name(entry) for entry in self.entries if entry.member_id}

    def take(self, signed: Signed, *, is_whole: bool = True) -> None:
        """Take what a chat said, and say whom it could not place; a whole one names all who come."""
        self._put_all(ticked(self.entries, signed))
        self._named = mentioned(signed, self._people())
        rest = [self.name(entry) for entry in self._unnamed]
        asks = bool(is_whole and rest and signed.present)
        words = f"认出{len(signed.present)}人到会、{len(signed.away)}人不到。"
        if asks:
            words += f"没有提到{len(rest)}人：{'、'.join(rest[:6])}{'…' if rest[6:] else ''}。"
        self.told.say(words, signed.unplaced, rest=asks)

    @property
    def _unnamed(self) -> list[Attendance]:
        return [
            entry
            for entry in self.entries
            if entry.is_counted and (entry.member_id or 0) not in self._named
        ]

    def _mark_unnamed(self) -> None:
        unnamed = self._unnamed
        before = self._before
        self._put_all(
            replace(entry, status=ABSENT) if entry in unnamed else entry for entry in self.entries
        )
        self._before = before or self._before
        self.told.say(f"已把没有提到的{len(unnamed)}人记为缺席。", self.unplaced)

    def _take_back(self) -> None:
        self._put_all(self._before or self.entries)
        self.told.clear()
        self.begin()
