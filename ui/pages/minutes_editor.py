"""The editor of minutes: a whole meeting on one page, by keys alone if one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from models.errors import AppError, InvalidRecord, NotFound
from models.meetings.earlier import earlier, number_of
from models.meetings.fitting import fitting, without_ids
from models.meetings.minutes import Minutes, copied, minutes_of, save
from models.meetings.naming import name_of_meeting
from models.meetings.only_pictures import says_nothing
from models.meetings.records import Election, Meeting
from models.meetings.templates import begun
from ui import theme
from ui.meeting import drafts
from ui.meeting.form import MinutesForm
from ui.page import Page
from ui.pages.paper_menu import print_button
from ui.widgets import button, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store

KEPT_AFTER = 2000
"""Milliseconds after the first unkept key until a draft is kept."""


class MinutesEditor(Page):
    """One meeting with all that belongs to it.

    `saved` gives the meeting's id after each step that was written; `closed` says that the editor
    is done with, saved or kept as a draft; `reopened` that a draft was asked for again and stands
    in it. `ui.meeting.drafts.half_done(store)` lists the drafts, `resume(key)` shows one.
    """

    saved = Signal(int)
    closed = Signal()
    reopened = Signal()
    templates_wanted = Signal(str)
    """The agendas of a type are to be shown where they are altered."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._key = drafts.new_key()
        self._stored: Minutes | None = None
        self._clean = ""
        self._is_open = False
        self.form = MinutesForm(store)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER)
        self._timer.timeout.connect(self.keep)
        self._build()
        self.form.edited.connect(self._on_edit)
        self.form.checked.connect(self._on_check)
        self.form.renamed.connect(self._show_title)
        self.form.shared.refused.connect(self.refused)
        self.form.shared.told.connect(self.said)
        self.form.shared.offered.connect(self.offered)
        self.form.agenda.copy_asked.connect(self._offer_earlier)
        self.form.agenda.templates_asked.connect(self._show_templates)
        self.form.photos.on_file = self._on_file
        self.form.add_key("Ctrl+S", self.save)

    def _build(self) -> None:
        self._trail = label("", "hint")
        self._title = label("", "title")
        self._state = label("", "hint")
        back = button("返回", self.give_up, "", "corner-up-left")
        back.setToolTip("没有保存的留作草稿（Esc）")
        self._drop = button("不要草稿", self._drop_draft, "quiet")
        done = button("完成登记", self.finish, "primary")
        done.setToolTip("保存并返回；Ctrl+S 保存后继续填写")
        for_writing(self.store, done)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._trail)
        words.addWidget(self._title)
        self._found = button("", self.form.checks.begin, "confirm")
        self._found.hide()
        printing = print_button(
            Meeting, self._saved_meeting, self._ask_for_paper, parts_of=self._saved_elections
        )
        head = row(None, self._found, self._state, self._drop, printing, back, done)
        head.insertLayout(0, words)
        self.body.addLayout(head)
        self.body.addWidget(self.form, 1)

    # Which meeting.

    def begin_new(self, kind: str, day: date | None = None, group_id: int | None = None) -> None:
        """Begin a meeting of a type; a day that has passed begins with everyone present."""
        self._start(begun(self.store, kind, day or self.day, group_id=group_id))

    def open(self, meeting_id: int) -> None:
        """Show a meeting on file, with what was typed in it and not saved the last time.

        Raises:
            NotFound: if it is not on file.
        """
        self._stored = stored = minutes_of(self.store, meeting_id)
        self._show(str(meeting_id), stored)
        self.resume(self._key)

    def copy_from(self, meeting_id: int) -> None:
        """Begin a meeting today like one on file: its facts and topics, nothing said or done."""
        self._start(copied(minutes_of(self.store, meeting_id), self.day))

    def resume(self, key: str) -> None:
        """Show a meeting half entered as it was kept, if it was (see ui.meeting.drafts)."""
        found = drafts.kept(self.store, key)
        if found is None:
            return
        minutes, typed, at = found
        self._stored = None
        if minutes.meeting.id:
            try:
                self._stored = minutes_of(self.store, minutes.meeting.id)
            except NotFound:
                minutes = without_ids(minutes)
        self._show(key, minutes)
        self.form.restore(typed)
        self._clean = ""
        self._state.setText(f"已恢复 {at[5:16]} 的草稿")
        self._drop.show()

    def _start(self, minutes: Minutes) -> None:
        self._stored = None
        self._show(drafts.new_key(), minutes)
        self.form.ask_who_is_due()
        self._clean = self._as_text()

    def _show(self, key: str, minutes: Minutes) -> None:
        """Show a meeting; what was taken out of the one before cannot be put into it."""
        self.form.shared.withdraw()
        self._fill(key, minutes)

    def _fill(self, key: str, minutes: Minutes) -> None:
        self._timer.stop()
        self._key, self._is_open = key, True
        self.form.show_minutes(minutes, is_new=self._stored is None)
        self.form.area.verticalScrollBar().setValue(0)
        self._state.setText("")
        self._drop.hide()
        self._clean = self._as_text()
        self._show_title()

    @property
    def key(self) -> str:
        """The name under which a draft of it is kept."""
        return self._key

    def begin(self) -> None:
        """Put the cursor where one begins."""
        kind = self.form.facts.editors["kind"].entered()
        self.form.facts.focus_field("held_on" if kind else "kind")

    def minutes(self) -> Minutes:
        """Return the meeting as typed, as far as the texts mean something."""
        return self.form.minutes()

    def _as_text(self) -> str:
        return f"{self.form.minutes()}{self.form.typed()}"

    @property
    def is_dirty(self) -> bool:
        """Whether something stands in it that is not saved."""
        if not self._is_open:
            return False
        self.form.settle()
        return self._as_text() != self._clean

    def _on_check(self, number: int) -> None:
        """Say in the head how many places are to be checked, and lead there."""
        self._found.setText(f"请核对 {number} 处")
        self._found.setVisible(number > 0)

    def _on_edit(self) -> None:
        if self._is_open and not self._timer.isActive():
            self._timer.start()

    def _show_title(self) -> None:
        meeting = self.form.facts.record()
        series, number = number_of(self.store, meeting)
        self._title.setText(f"第 {number} 次{series}" if number else meeting.kind or "新的会议")
        self._trail.setText(f"组织生活 › {meeting.year or self.year} 年 › {meeting.kind}")

    # Saving, and not.

    def save(self, *, for_pictures: bool = False) -> bool:
        """Write everything as one step; return whether that was done.

        What is written only so that pictures can be kept with it is not recorded by that: as long
        as nobody typed anything, it is no more than begun.
        """
        if not self._is_open:
            return False
        self.form.settle()
        self.form.roll.take_typed()
        if self.form.agenda.new.text().strip():
            self.form.agenda.take_new()
        if faults := self.form.faults():
            self.refused.emit(f"没有保存：{'；'.join(faults)}。")
            return False
        try:
            own, minutes = self.form.own.values(), fitting(self.store, self.minutes())
            is_begun = for_pictures and not self.form.roll.is_touched and not any(own.values())
            is_recorded = not (is_begun and says_nothing(self.store, minutes))
            made = save(self.store, minutes, own, is_recorded=is_recorded)
        except InvalidRecord as error:
            self.refused.emit(f"没有保存：{error}。")
            return False
        except AppError as error:
            self.refused.emit(str(error))
            return False
        self._after_saving(made)
        return True

    def _after_saving(self, made: Minutes) -> None:
        number = made.meeting.id or 0
        focused, bar = self.form.focused(), self.form.area.verticalScrollBar()
        where = bar.value()
        drafts.drop(self.store, self._key)
        self._stored = made
        self._fill(str(number), made)
        bar.setValue(where)
        self.form.focus_on(focused)
        self._state.setText("已保存")
        self.saved.emit(number)

    def finish(self) -> None:
        """Save and be done; say what is still to be checked, with the way back to it."""
        if not self.save():
            return
        meeting = self._saved_meeting()
        left = self.form.checks.number
        self._close()
        if meeting and left:
            self.achieved.emit(
                f"已保存{name_of_meeting(self.store, meeting)}，还有 {left} 处请核对。",
                "去核对",
                lambda: self.record_wanted.emit(Meeting.table, meeting.id or 0),
            )

    def give_up(self) -> None:
        """Leave; what is not saved stays as a draft that is offered."""
        self.form.roll.take_typed()
        if not self.is_dirty:
            self._close()
            return
        self.keep()
        key, name = self._key, name_of_meeting(self.store, self.minutes().meeting)
        self._close()
        if self.store.read_only:
            self.refused.emit("文件以只读方式打开，刚才的改动没有保存；请重新打开后再登记。")
            return
        self.offered.emit(
            f"没有保存，已把{name}留作草稿。", "继续登记", lambda: self._come_back(key)
        )

    def _come_back(self, key: str) -> None:
        self.resume(key)
        self.reopened.emit()

    def _close(self) -> None:
        self._is_open = False
        self._timer.stop()
        self.form.shared.withdraw()
        self.form.stop_checking()
        self.closed.emit()

    def _drop_draft(self) -> None:
        """Forget the draft and show what is on file, or be done."""
        key, minutes, typed = self._key, self.minutes(), self.form.typed()
        drafts.drop(self.store, key)
        if self._stored:
            self._show(key, self._stored)
            self.begin()
        else:
            self._close()

        def put_back() -> None:
            drafts.keep(self.store, key, minutes, typed)
            self._come_back(key)

        self.offered.emit("草稿已丢弃。", "撤回", put_back)

    def _on_file(self) -> Meeting | None:
        """Return the meeting as it is on file; a new one is saved first, as far as it can be."""
        if self._stored is None and not self.save(for_pictures=True):
            return None
        return self._saved_meeting()

    def _saved_meeting(self) -> Meeting | None:
        return self._stored.meeting if self._stored else None

    def _saved_elections(self) -> list[Election]:
        return [one.election for one in self._stored.ballots] if self._stored else []

    def _ask_for_paper(self, code: str, number: int) -> None:
        """Have a paper of the meeting shown, of what is saved of it."""
        if self.is_dirty:
            self.refused.emit("刚才填写的还没有保存，打印不出来；请先按 Ctrl+S 保存，再打印。")
        else:
            self.paper_wanted.emit(code, number)

    def keep(self) -> None:
        """Keep what stands in it as a draft, if it is not saved."""
        if not self.is_dirty or self.store.read_only:
            return
        at = drafts.keep(self.store, self._key, self.minutes(), self.form.typed())
        self._state.setText(f"草稿已存 {at[11:16]}")
        self._drop.show()

    def leave(self) -> None:
        """Keep a draft; the window is about to close."""
        self.form.photos.leave()
        self.form.shared.withdraw()
        if self._is_open:
            self.form.roll.take_typed()
            self.keep()

    def reload(self) -> None:
        """Show the file as it is now where nothing else was typed."""
        self.form.forget_surroundings()
        self.form.photos.reload()
        if not self._is_open or self._stored is None:
            return
        try:
            now = minutes_of(self.store, self._stored.meeting.id or 0)
        except NotFound:
            if not self.is_dirty:
                self._close()
            return
        if now != self._stored and not self.is_dirty:
            self._stored = now
            self._show(self._key, now)
        else:
            self.form.own.refresh(now.meeting.id)
            self.form.check()

    def _show_templates(self) -> None:
        self.templates_wanted.emit(self.form.facts.record().kind)

    def _offer_earlier(self) -> None:
        meeting = self.form.facts.record()
        menu = QMenu(self)
        for other in earlier(self.store, meeting.kind, meeting.held_on or self.day):
            if other.id != meeting.id:
                words = f"{other.held_on} {other.name or other.kind}"
                menu.addAction(words).triggered.connect(
                    lambda _on=False, number=other.id: self._take_agenda(number or 0)
                )
        if menu.isEmpty():
            menu.addAction(f"还没有登记过以前的{meeting.kind}").setEnabled(False)
        menu.exec(self.form.agenda.mapToGlobal(QPoint(theme.unit(16), theme.unit(48))))

    def _take_agenda(self, meeting_id: int) -> None:
        """Take the topics of an earlier meeting, and its place where none is typed."""
        earlier_one = copied(minutes_of(self.store, meeting_id), self.day)
        self.form.agenda.use(earlier_one.points)
        for name in ("venue", "observers"):
            editor = self.form.facts.editors[name]
            if not editor.entered().strip():
                editor.show_text(getattr(earlier_one.meeting, name))
        self.form.shared.edited.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Escape leave; what is not saved is kept."""
        if event.key() == Qt.Key.Key_Escape and self._is_open:
            self.give_up()
        else:
            super().keyPressEvent(event)
