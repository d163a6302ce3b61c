"""Who came: everyone who should attend, marked by click, by letters, or from a chat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.signing import said_of
from models.values import shorten
from ui.flow import Flow
from ui.meeting.chat import meant_by, others, read_chat
from ui.meeting.entry import EntryPart
from ui.meeting.from_chat import FromChat
from ui.suggestions import is_letters, suggested
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from models.meetings.records import Attendance, Meeting
    from ui.meeting.shared import Shared

REASONS = (
    "出差", "病假", "事假", "公假", "值班", "年假", "产假", "探亲", "外出学习", "住院", "开会冲突",
)  # fmt: skip
_HINT = "单击改为请假；也可输入首字母、空格、原因、回车"
_STAYING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""Why the cursor leaves the line only for a while."""
_NEXT = {PRESENT: ON_LEAVE, ON_LEAVE: ABSENT, ABSENT: MADE_UP, MADE_UP: PRESENT, "": PRESENT}


class RollCall(FromChat):
    """The card of who came."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._asked = ""
        """The line of which was asked whom it means, until it is another."""
        self._answered = False
        """Whether one was chosen of those whom the line can mean."""
        self._build()

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setObjectName("whocame")
        self.line.setAccessibleName("到会：姓名或首字母")
        self.line.setPlaceholderText("姓名或首字母")
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_text)
        self.person = label("", "tag_note")
        self.person.hide()
        self._hint = label(_HINT, "hint", wrap=True)
        self._paste = button("粘贴接龙", self.paste, "quiet", "clipboard-paste")
        self._paste.setToolTip("把群里的接龙或请假消息复制后点这里（在输入框里按 Ctrl+V 也可以）")
        self._more = button("详细", self._detail, "quiet")
        self._more.setAccessibleName("当前这个人的出席详细情况")
        self.detail = EntryPart(self._shared, self._on_detail)
        self.detail.hide()
        inside = column(self, margin=16)
        inside.addLayout(row(label("到会", "cardtitle"), None, self._numbers, self._share))
        inside.addWidget(self._hint)
        entry = row(self.person, self.line)
        entry.setStretch(1, 1)
        inside.addLayout(entry)
        inside.addWidget(self.told)
        buttons = QWidget()
        Flow(buttons, self._paste, self._all, self._more)
        inside.addWidget(buttons)
        inside.addWidget(self.detail)
        inside.addWidget(self._room)
        self.clicked.connect(self._on_click)
        self.asked.connect(self._on_ask)
        self.shown_anew.connect(self._show_hint)

    def show_entries(self, entries: Iterable[Attendance], meeting: Meeting) -> None:
        """Show attendance as it was registered, with nothing typed for another meeting's."""
        self._leave()
        super().show_entries(entries, meeting)

    def renew(self, meeting: Meeting, today: date) -> None:
        """Ask anew who should attend; what was typed of one of them is taken before."""
        self.take_typed()
        if not self.left_over():
            self._leave()
        super().renew(meeting, today)

    # By click.

    def _on_click(self, place: int) -> None:
        if not self._give_words(place):
            self.take_typed()
            entry = self.entries[place]
            status = ON_LEAVE if entry.status == PRESENT else PRESENT
            self._put(place, replace(entry, status=status, reason=""))
            if self.left_over():
                self.begin_anew()
            else:
                self._choose(place if status == ON_LEAVE else -1)
                self.line.setProperty("settled", status == ON_LEAVE)
                self._choose(self._current, typing=True)
        self.line.setFocus()

    def _give_words(self, place: int) -> bool:
        """Give the words in the line to one of those whom they can mean, if that one is."""
        text = self.line.text().strip()
        found, words = ([], "") if self._is_settled else self._found(text)
        if not words or place not in found:
            return False
        self._choose(place, typing=True)
        self._asked = text
        self._finish()
        return True

    def _on_ask(self, place: int) -> None:
        self._give_words(place)
        if self._turn_to(place):
            self._detail()

    def _turn_to(self, place: int) -> bool:
        """Mean another once what was typed is taken; words that nobody is found for hold it up."""
        self.take_typed()
        if left := self.left_over():
            self.told.refuse(f"{left}。")
            self.begin()
        else:
            self._choose(place)
        return not left

    def _detail(self) -> None:
        """Show every fact of the one chosen, to be typed."""
        if self._current < 0 and self.entries and not self._turn_to(0):
            return
        if self._current >= 0 and not self.detail.isVisible():
            self.detail.show_record(self.entries[self._current])
            self.detail.show()
            self.detail.focus_field("status")
        else:
            self.detail.hide()

    def focus_entry(self, record_id: int, field: str) -> None:
        """Go to the entry with this id, or with minus this place."""
        ids = [entry.id for entry in self.entries]
        place = -record_id - 1 if record_id < 0 else -1
        if record_id in ids:
            place = ids.index(record_id)
        self.detail.hide()
        if self._turn_to(place):
            self._detail()
            self.detail.focus_field(field)

    def _on_detail(self) -> None:
        if self._current >= 0:
            entry = self.detail.record()
            self._put(self._current, replace(entry, is_counted=not entry.excluded_as))

    # By letters.

    def _choose(self, place: int, *, typing: bool = False) -> None:
        """Take one person as the one that is meant; -1 for nobody."""
        self._current = place
        known = 0 <= place < len(self.entries)
        self.person.setVisible(known)
        if known:
            entry = self.entries[place]
            self.person.setText(f"{self.name(entry)} {entry.status or '未登记'}")
            hint = "原因，回车；再按空格改为缺席、补课" if self._is_settled else "空格改为请假"
            self.line.setPlaceholderText(hint)
            self.line.setAccessibleDescription(self.person.text())
        else:
            self.line.setAccessibleDescription("")
            self.line.setPlaceholderText("姓名或首字母")
        if not typing:
            self.line.setProperty("settled", False)
            self.line.clear()
            self.detail.hide()
        for number, mark in enumerate(self._marks[: len(self.entries)]):
            entry = self.entries[number]
            mark.show_entry(self.name(entry), entry, is_current=number == place)
        self._show_hint()

    def _show_hint(self) -> None:
        """Say how to mark people, or whom else the letters can mean, or why there is nobody."""
        found = [] if self._is_settled else self._found(self.line.text())[0]
        rest = [self.name(self.entries[place]) for place in found if place != self._current]
        told = self.why_nobody or others(rest) or _HINT
        if told != self._hint.text():
            self._hint.setText(told)

    def _found(self, text: str) -> tuple[list[int], str]:
        return meant_by(text, [self.name(entry) for entry in self.entries])

    def _on_text(self, text: str) -> None:
        """Mark the first whom the letters mean, until a space settles who it is."""
        self.told.forget_refusal()
        if self._is_settled:
            return
        self._asked, self._answered = "", False
        found, _ = self._found(text)
        self._choose(found[0] if found else -1, typing=True)

    @property
    def _is_settled(self) -> bool:
        return bool(self.line.property("settled"))

    def _settle_on(self) -> None:
        """Change the one found, and wait for the reason."""
        entry = self.entries[self._current]
        self._put(self._current, replace(entry, status=_NEXT[entry.status]))
        self.line.setProperty("settled", True)
        place = self._current
        self.line.clear()
        self._choose(place, typing=True)

    def _finish(self) -> None:
        """Take what was typed, and begin with the next; what nobody is found for stays."""
        text = self.line.text().strip()
        self._turn_to_named(text)
        found, words = ([], text) if self._is_settled else self._found(text)
        if words and not self._is_settled and self._take_several(text):
            return
        if found and self._current < 0:
            self._choose(found[0], typing=True)
        if len(found) > 1 and words and self._asked != text:
            self._ask_whom(text, found)
        elif self._current >= 0:
            self._take_words(words)
            self._leave()
        elif not self._take_several(text, least=1):
            self.told.refuse(
                f"“{shorten(text)}”对不上应到的人，没有改动；请写姓名或首字母，空格后写原因。"
            )

    def _turn_to_named(self, text: str) -> None:
        """Mean another who is named before the words, where the reason of one is waited for."""
        if self._is_settled:
            found, words = self._found(text)
            named, *_ = [*text.split(), ""]
            is_whole = is_letters(named) or named in (self.name(each) for each in self.entries)
            if words and found and is_whole and self._current not in found:
                self.line.setProperty("settled", False)
                self._choose(found[0], typing=True)

    def _take_words(self, words: str) -> None:
        """Take the words behind a name as its state and reason."""
        if not words:
            return
        entry = self.entries[self._current]
        if is_letters(words) and (known := suggested(REASONS, words)):
            words = known[0]
        settled = self._is_settled
        status, reason = said_of(words, entry.status if settled else ON_LEAVE, is_settled=settled)
        self._put(self._current, replace(entry, status=status, reason=reason))

    def _take_several(self, text: str, *, least: int = 2) -> bool:
        """Take a line as a chat would say it, if at least so many people are recognised in it."""
        signed = read_chat(text, self._people())
        if len(signed.present) + len(signed.away) < least:
            return False
        self._leave()
        self.take(signed, is_whole=False)
        return True

    def _ask_whom(self, text: str, found: Sequence[int]) -> None:
        self._asked = text
        names = "、".join(self.name(self.entries[place]) for place in found[:3])
        number = f"等{len(found)}人" if found[3:] else ""
        self.told.refuse(f"可能是{names}{number}：现在选的是第一个，按 ↓ 换人，再按回车记下。")

    def take_typed(self) -> None:
        """Take what stands in the line as Enter would, if it is clear of whom it says it."""
        text = self.line.text().strip()
        if self._current < 0 or not text:
            return
        found, words = ([self._current], text) if self._is_settled else self._found(text)
        if words and (len(found) == 1 or (self._answered and self._current in found)):
            self._finish()

    def left_over(self) -> str:
        """Return the sentence for words in the line that are not registered, "" for none."""
        text = self.line.text().strip()
        if not text or (self._current >= 0 and self._is_name_only(text)):
            return ""
        return f"到会：“{shorten(text)}”还没有记下，请按回车记下，不要的请删掉"

    @property
    def words_left(self) -> str:
        """The words in the line that are not registered, behind the name of whom they are said."""
        if not self.left_over():
            return ""
        name = self.name(self.entries[self._current]) if self._is_settled else ""
        return f"{name} {self.line.text().strip()}".strip()

    def begin_anew(self) -> None:
        """Mean nobody, as when others are listed; the words in the line stay."""
        self._asked, self._answered = "", False
        self.line.setProperty("settled", False)
        self.detail.hide()
        self._choose(-1, typing=True)

    def _leave(self) -> None:
        self.line.clear()
        self.begin_anew()

    def _move(self, step: int) -> None:
        """Go to the next who is meant by the letters, or to the next of all."""
        if self._is_settled:
            self._take_words(self.line.text().strip())
        text = "" if self._is_settled else self.line.text()
        found = self._found(text)[0] or list(range(len(self.entries)))
        if not found:
            return
        at = found.index(self._current) if self._current in found else (-1 if step > 0 else 0)
        self.line.setProperty("settled", False)
        if not text:
            self.line.clear()
        self._asked, self._answered = text.strip(), True
        self._choose(found[(at + step) % len(found)], typing=True)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), self.line.text().strip()
        chosen = self._current >= 0
        if _is_paste(event):
            return self._paste_lines()
        if key == Qt.Key.Key_Space and chosen and self._is_name_only(text):
            self._settle_on()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish() if chosen or text else self.focusNextChild()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not text:
            self._move(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_F2 and chosen:
            self._detail()
        elif key == Qt.Key.Key_Escape and (chosen or text):
            self._leave()
        else:
            return False
        return True

    def _is_name_only(self, text: str) -> bool:
        return not (text if self._is_settled else self._found(text)[1])

    def begin(self) -> None:
        """Put the cursor where names are typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # From a chat.

    def _paste_lines(self) -> bool:
        if "\n" not in QGuiApplication.clipboard().text().strip():
            return False
        self.paste()
        return True

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Escape close the details of one person first."""
        if event.key() == Qt.Key.Key_Escape and self.detail.isVisible():
            self._leave()
            self.begin()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the keys that mark people before the line takes them as text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYING:
            self.take_typed()
        return super().eventFilter(watched, event)


def _is_paste(event: QKeyEvent) -> bool:
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_V and bool(held)
