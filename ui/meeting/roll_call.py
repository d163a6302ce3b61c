"""Who came: everyone who should attend, marked by click, by letters, or from a chat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT, counts_of, due_on, renewed
from models.meetings.records import Attendance, Meeting
from models.meetings.signing import Signed, ticked
from ui.flow import Flow
from ui.meeting.chat import mentioned, read_chat
from ui.meeting.entry import EntryPart
from ui.meeting.person_mark import PersonMark
from ui.suggestions import is_letters, suggested
from ui.widgets import button, column, label, row, tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ui.meeting.shared import Shared

REASONS = (
    "出差", "病假", "事假", "公假", "值班", "年假", "产假", "探亲", "外出学习", "住院", "开会冲突",
)  # fmt: skip
_HINT = "单击改为请假；也可输入首字母、空格、原因、回车"
_NEXT = {PRESENT: ON_LEAVE, ON_LEAVE: ABSENT, ABSENT: MADE_UP, MADE_UP: PRESENT, "": PRESENT}


class RollCall(QFrame):
    """The card of who came."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("card")
        self.entries: list[Attendance] = []
        self.unplaced: tuple[str, ...] = ()
        self._shared = shared
        self._marks: list[PersonMark] = []
        self._current = -1
        self._before: list[Attendance] = []
        self._touched = False
        self._named: set[int] = set()
        self._build()

    def _build(self) -> None:
        self._numbers = label("", "second")
        self._share = tag("", "good")
        self.line = QLineEdit()
        self.line.setObjectName("whocame")
        self.line.setAccessibleName("到会：姓名或首字母")
        self.line.setPlaceholderText("姓名或首字母")
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_text)
        self.person = label("", "tag_note")
        self.person.hide()
        self._hint = label(_HINT, "hint", wrap=True)
        self._strip = label("", "doubt", wrap=True)
        self._away = button("没提到的记缺席", self._mark_unnamed, "quiet")
        self._back = button("撤回", self._take_back, "quiet")
        self._all = button("全部出席", self.everyone_came, "quiet")
        self._paste = button("粘贴接龙", self.paste, "quiet", "clipboard-paste")
        self._paste.setToolTip("把群里的接龙或请假消息复制后点这里（在输入框里按 Ctrl+V 也可以）")
        self._more = button("详细", self._detail, "quiet")
        self._more.setAccessibleName("当前这个人的出席详细情况")
        self.detail = EntryPart(self._shared, self._on_detail)
        self.detail.hide()
        self._room = QWidget()
        self._flow = Flow(self._room)
        inside = column(self, margin=16)
        inside.addLayout(row(label("到会", "cardtitle"), None, self._numbers, self._share))
        inside.addWidget(self._hint)
        entry = row(self.person, self.line)
        entry.setStretch(1, 1)
        inside.addLayout(entry)
        buttons = QWidget()
        Flow(buttons, self._paste, self._all, self._more)
        inside.addWidget(buttons)
        inside.addWidget(self.detail)
        inside.addWidget(self._strip)
        self._strip_buttons = QWidget()
        inside.addWidget(self._strip_buttons)
        Flow(self._strip_buttons, self._away, self._back)
        inside.addWidget(self._room)
        self._say("")

    # Who is due.

    def show_entries(self, entries: Iterable[Attendance]) -> None:
        """Show attendance as it was registered."""
        self.entries = list(entries)
        self._touched = bool(any(entry.id for entry in self.entries))
        self._choose(-1)
        self._say("")
        self._show()

    def renew(self, meeting: Meeting, today: date) -> None:
        """Ask anew who should attend: the day, type or group is another."""
        asked = due_on(self._shared.store, meeting, self._shared.kinds)
        due = {entry.member_id for entry in asked}
        # Of those no longer due only what someone registered stays, not the presence assumed.
        known = [e for e in self.entries if e.id or e.member_id in due or e.status != PRESENT]
        entries = renewed(known if self._touched else [], asked)
        held = meeting.held_on is not None and meeting.held_on <= today
        self.entries = [
            replace(entry, status=PRESENT)
            if held and not entry.status and entry.is_counted and not entry.id
            else entry
            for entry in entries
        ]
        self._choose(-1)
        self._show()

    def name(self, entry: Attendance) -> str:
        """Return what someone is called."""
        return self._shared.names.get(entry.member_id or 0, entry.name or "有人")

    def everyone_came(self) -> None:
        """Mark as present everyone of whom nothing is registered yet."""
        self._put_all(
            replace(entry, status=PRESENT) if not entry.status and entry.is_counted else entry
            for entry in self.entries
        )

    def _put_all(self, entries: Iterable[Attendance]) -> None:
        self._before = list(self.entries)
        self.entries = list(entries)
        self._touched = True
        self._show()
        self._shared.edited.emit()

    def _put(self, place: int, entry: Attendance) -> None:
        self.entries[place] = entry
        self._touched = True
        self._show()
        self._shared.edited.emit()

    def _show(self) -> None:
        while len(self._marks) < len(self.entries):
            self._add_mark(len(self._marks))
        for place, mark in enumerate(self._marks):
            is_needed = place < len(self.entries)
            if not is_needed or (mark.isHidden() and mark.property("gone")):
                mark.setVisible(is_needed)
                mark.setProperty("gone", not is_needed)
            if is_needed:
                entry = self.entries[place]
                mark.show_entry(self.name(entry), entry, is_current=place == self._current)
        counts = self._shared.counts = counts_of(self.entries)
        away = counts.on_leave + counts.absent + counts.made_up
        self._numbers.setText(f"应到 {counts.due}　实到 {counts.present}　未到 {away}")
        self._share.setVisible(counts.due > 0)
        self._share.setText(f"{counts.present / counts.due:.1%}" if counts.due else "")
        self._all.setVisible(counts.open > 0)
        self._hint.setText(_HINT if self.entries else "填好类型和日期，这里会列出应到的人。")
        self._room.updateGeometry()
        self._shared.counted.emit()

    def _add_mark(self, place: int) -> None:
        mark = PersonMark()
        mark.clicked.connect(lambda: self._on_click(place))
        mark.asked.connect(lambda: self._on_ask(place))
        self._marks.append(mark)
        self._flow.addWidget(mark)

    # By click.

    def _on_click(self, place: int) -> None:
        entry = self.entries[place]
        status = ON_LEAVE if entry.status == PRESENT else PRESENT
        self._put(place, replace(entry, status=status, reason=""))
        self._choose(place if status == ON_LEAVE else -1)
        self.line.setProperty("settled", status == ON_LEAVE)
        self.line.setFocus()

    def _on_ask(self, place: int) -> None:
        self._choose(place)
        self._detail()

    def _detail(self) -> None:
        """Show every fact of the one chosen, to be typed."""
        if self._current < 0 and self.entries:
            self._choose(0)
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
        self._choose(place)
        self.detail.hide()
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

    def _found(self, text: str) -> list[int]:
        names = [self.name(entry) for entry in self.entries]
        found = suggested(names, text) if text.strip() else []
        return [place for name in found for place, other in enumerate(names) if other == name]

    def _on_text(self, text: str) -> None:
        """Mark the first whom the letters mean, until a space settles who it is."""
        if self._is_settled:
            return
        found = self._found(text)
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
        """Take what was typed as the reason, and begin with the next."""
        text = self.line.text().strip()
        entry = self.entries[self._current]
        if self._is_settled and text:
            found = suggested(REASONS, text) if is_letters(text) else []
            self._put(self._current, replace(entry, reason=found[0] if found else text))
        self._leave()

    def _leave(self) -> None:
        self._choose(-1)

    def _move(self, step: int) -> None:
        """Go to the next who is meant by the letters, or to the next of all."""
        text = "" if self._is_settled else self.line.text()
        found = self._found(text) or list(range(len(self.entries)))
        if not found:
            return
        at = found.index(self._current) if self._current in found else (-1 if step > 0 else 0)
        self.line.setProperty("settled", False)
        if not text:
            self.line.clear()
        self._choose(found[(at + step) % len(found)], typing=True)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), self.line.text().strip()
        chosen = self._current >= 0
        if _is_paste(event):
            return self._paste_lines()
        if key == Qt.Key.Key_Space and chosen and (not self._is_settled or not text):
            self._settle_on()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish() if chosen else self.focusNextChild()
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

    def begin(self) -> None:
        """Put the cursor where names are typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # From a chat.

    def _paste_lines(self) -> bool:
        if "\n" not in QGuiApplication.clipboard().text().strip():
            return False
        self.paste()
        return True

    def paste(self) -> None:
        """Take who comes and who does not from the chat in the clipboard."""
        text = QGuiApplication.clipboard().text()
        people = {entry.member_id: self.name(entry) for entry in self.entries if entry.member_id}
        self.take(read_chat(text, people))

    def take(self, signed: Signed) -> None:
        """Take what a chat said, and say whom it could not place."""
        if not signed.present and not signed.away:
            self._say(
                "剪贴板里没有认出应到的人，没有改动；请先复制接龙或请假消息。", signed.unplaced
            )
            return
        self._put_all(ticked(self.entries, signed))
        people = {entry.member_id or 0: self.name(entry) for entry in self.entries}
        self._named = mentioned(signed, people)
        rest = [self.name(entry) for entry in self._unnamed]
        words = f"认出{len(signed.present)}人到会、{len(signed.away)}人不到。"
        if rest and signed.present:
            words += f"没有提到{len(rest)}人：{'、'.join(rest[:6])}{'…' if rest[6:] else ''}。"
        self._say(words, signed.unplaced, rest=bool(rest and signed.present), back=True)

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
        self._before = before
        self._say(f"已把没有提到的{len(unnamed)}人记为缺席。", self.unplaced, back=True)

    def _take_back(self) -> None:
        self._put_all(list(self._before))
        self._say("")
        self.begin()

    def _say(
        self, words: str, unplaced: tuple[str, ...] = (), *, rest: bool = False, back: bool = False
    ) -> None:
        self.unplaced = unplaced
        if unplaced:
            words += "对不上人的：" + "；".join(unplaced[:8]) + ("…" if unplaced[8:] else "") + "。"
        self._strip.setText(words)
        self._strip.setVisible(bool(words))
        self._away.setVisible(rest)
        self._back.setVisible(back)
        self._strip_buttons.setVisible(rest or back)

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
        return super().eventFilter(watched, event)


def _is_paste(event: QKeyEvent) -> bool:
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_V and bool(held)
