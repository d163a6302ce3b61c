"""组织生活: the year, its meetings, and what else of organisation life is kept, in tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.attachments import Attachment
from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.records import Meeting, NotHeld, OwnKind, Template
from models.meetings.settings import meeting_settings
from models.own_columns import OwnColumn, OwnValue
from models.parts import whole_of
from ui import theme
from ui.page import Page, PageHead, today
from ui.record.page import RecordPage
from ui.record.tabs import PageTabs, Part
from ui.widgets import button, card, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from models.store import Store
    from ui.pages.minutes_editor import MinutesEditor
    from ui.shell.desk import Desk

_MOST_DRAFTS, _LOW = 3, 520
"""How many drafts are offered; the height below which a page is low, in pixels of the design."""
_DATED = ("held_on", "made_on")


def _parts() -> tuple[Part, ...]:
    life, graded = "ui.pages.life", "ui.pages.appraisals"
    return (
        Part("全年", "ui.pages.year_view", "YearView", NotHeld.table),
        Part("会议", "ui.pages.meeting_list", "MeetingsList", Meeting.table),
        Part("谈心谈话", "ui.pages.talks", "TalksPage", Talk.table),
        Part("组织生活会", life, "ProblemsPage", LifeEntry.table),
        Part("民主评议", graded, "AppraisalsPage", Appraisal.table),
        Part("评议结果", graded, "ResultsPage", AppraisalResult.table),
        Part("双重组织生活", life, "DualLifePage", DualLife.table),
        Part("思想动态", life, "ThoughtsPage", Thought.table),
        Part("志愿服务", life, "ServicesPage", Service.table),
        Part("学习培训", life, "StudiesPage", Study.table),
        Part("出勤和学时", "ui.pages.people_year", "PeopleYear"),
        Part("类型和议程", "ui.pages.agendas", "AgendasPage", Template.table),
    )


class MeetingsPage(Page):
    """The tabs, or the editor of one meeting in their place."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "branch", "member", "period", "post", "party_group", "attendance", "agenda_item",
            "speech", "meeting_task", "vote", "election", Attachment.table, Meeting.table,
            NotHeld.table, OwnKind.table, Talk.table, TalkPerson.table, Appraisal.table, AppraisalResult.table, LifeEntry.table,
            DualLife.table, Thought.table, Service.table, ServicePerson.table, Study.table,
            Template.table, OwnColumn.table, OwnValue.table,
        }
    )  # fmt: skip

    year_wanted = Signal(int)
    """The working year of a record that is to be shown."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._editor: Any = None
        self._settings = meeting_settings(store)
        self._tabs = PageTabs(self, "组织生活的各部分", _parts())
        self._tabs.answer(
            new_wanted=self.begin_new,
            meeting_wanted=self.open_meeting,
            copy_wanted=self.copy_meeting,
            list_wanted=self._list,
            tab_wanted=self._go_to,
        )
        main = QWidget()
        layout = column(main, spacing=16)
        self._head = PageHead("组织生活")
        layout.addWidget(self._head)
        self._drafts, self._draft_lines = card("card_warn")
        side, top = theme.unit(16), theme.unit(8)
        self._draft_lines.setContentsMargins(side, top, top, top)
        layout.addWidget(self._drafts)
        layout.addWidget(self._tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(main)
        self.body.addWidget(self._stack, 1)
        self._tabs.show_part(0)
        self._show_drafts()

    @property
    def part(self) -> Page:
        """The page of the tab that is shown."""
        return self._tabs.part

    def _go_to(self, table: str) -> Page:
        table = Template.table if table == OwnKind.table else table
        return self._tabs.go_to(table)

    # As a page.

    def join(self, desk: Desk) -> None:
        """Let the desk go to the year of a record."""
        self.year_wanted.connect(desk.top_bar.show_year)

    def reload(self) -> None:
        """Show the store as it is now, in the tab that is shown; the others when they are."""
        self._tabs.reload(hidden=self._is_editing)
        if self._is_editing:
            self._editor.reload()
        else:
            self._show_drafts()

    def show_year(self, year: int) -> None:
        """Show another year in the tab that is shown; in the others when they are."""
        self._year = year
        self._tabs.show_part(self._tabs.currentIndex())

    def show_record(self, table: str, number: int) -> None:
        """Open a meeting, or show the tab of a record's kind and its row in it."""
        table, number = whole_of(self.store, table, number)
        if table == Meeting.table:
            self.open_meeting(number)
            return
        found = self.store.row(table, number)
        if found is None:
            self.refused.emit("这条记录已不在文件中，可能刚被删除或撤销。")
            return
        self._keep_draft()
        page = self._go_to(table)
        if isinstance(page, RecordPage) and page.beside.is_busy():
            return
        days = (found[name] for name in _DATED if found.get(name))
        year = found.get("year") or next((int(day[:4]) for day in days), self.year)
        if year != self.year:
            self.year_wanted.emit(year)
            self.said.emit(f"这条记录在 {year} 年度，已换到那一年。")
        page.show_record(table, number)

    def show_part(self, table: str, number: int, sought: str) -> None:
        """Put the cursor into a meeting that is open, at the words sought in one of its parts."""
        if self._is_editing:
            self._editor.form.show_part(table, number, sought)

    def begin(self) -> None:
        """Begin in the editor, or in the tab that is shown, counting as it is set now."""
        if self._settings != (now := meeting_settings(self.store)):
            self._settings = now
            self.reload()
        (self._editor if self._is_editing else self.part).begin()

    def begin_search(self) -> None:
        """Search in the tab that is shown."""
        if not self._is_editing:
            self.part.begin_search()

    def add(self) -> None:
        """Begin a new record of the tab that is shown."""
        if not self._is_editing:
            self.part.add()

    def leave(self) -> None:
        """Keep what is half done."""
        if self._editor is not None:
            self._editor.leave()
        self._tabs.leave()

    # Meetings half entered.

    def _show_drafts(self) -> None:
        """Offer the meetings that were begun and neither saved nor given up."""
        from ui.meeting.drafts import half_done  # noqa: PLC0415 - with the editor's records

        clear(self._draft_lines)
        found = [] if self.store.read_only else half_done(self.store)
        for draft in found[:_MOST_DRAFTS]:
            go = button("继续登记", partial(self.resume, draft.key))
            go.setAccessibleName(f"继续登记{draft.heading}")
            line = row(label(draft.words, "", wrap=True), go)
            line.setStretch(0, 1)
            self._draft_lines.addLayout(line)
        self._drafts.setVisible(bool(found))

    def resume(self, key: str) -> None:
        """Go on with a meeting half entered."""
        self._show_editor()
        self._editor.resume(key)
        self._editor.begin()

    # The editor of a meeting.

    @property
    def _is_editing(self) -> bool:
        return self._editor is not None and self._stack.currentWidget() is self._editor

    def begin_new(self, kind: str, day: date | None, group_id: int | None) -> None:
        """Enter a new meeting; of a type, day and group where those are known."""
        self._show_editor()
        self._editor.begin_new(kind, day, group_id)
        self._editor.begin()
        if day is not None and day < today():
            self.said.emit("请写上实际开会的日期；应到的人按那一天算。")

    def open_meeting(self, meeting_id: int) -> None:
        """Open a meeting that is on file."""
        if self.store.row(Meeting.table, meeting_id) is None:
            self.refused.emit("这次会议已不在文件中，可能刚被删除或撤销。")
            return
        self._show_editor()
        self._editor.open(meeting_id)
        self._editor.begin()

    def copy_meeting(self, meeting_id: int) -> None:
        """Enter a new meeting like an earlier one."""
        self._show_editor()
        self._editor.copy_from(meeting_id)
        self._editor.begin()

    def _show_editor(self) -> None:
        """Put the editor in the place of the tabs; what stands in it is kept as a draft."""
        if self._editor is None:
            self._editor = self._made_editor()
            self._stack.addWidget(self._editor)
        self._keep_draft()
        self._editor.show_year(self.year)
        self._stack.setCurrentWidget(self._editor)

    def _made_editor(self) -> MinutesEditor:
        from ui.pages.minutes_editor import MinutesEditor  # noqa: PLC0415 - when first needed

        editor = MinutesEditor(self.store)
        editor.closed.connect(self._show_tabs)
        editor.reopened.connect(self._return_to_editor)
        editor.templates_wanted.connect(self._show_templates)
        for mine, theirs in (
            (self.said, editor.said), (self.refused, editor.refused),
            (self.offered, editor.offered), (self.achieved, editor.achieved),
            (self.record_wanted, editor.record_wanted), (self.paper_wanted, editor.paper_wanted),
            (self.wanted, editor.wanted), (self.failed, editor.failed),
        ):  # fmt: skip
            theirs.connect(mine)
        return editor

    def _return_to_editor(self) -> None:
        self._stack.setCurrentWidget(self._editor)
        self._editor.begin()

    def _keep_draft(self) -> None:
        """Leave the editor for the tabs; what is not saved in it stays as a draft."""
        if self._is_editing:
            self._editor.leave()
            self._show_tabs()

    def _show_tabs(self) -> None:
        self._stack.setCurrentIndex(0)
        self._tabs.show_part(self._tabs.currentIndex())
        self._show_drafts()
        self.part.begin()

    def _show_templates(self, kind: str) -> None:
        self._keep_draft()
        page: Any = self._go_to(Template.table)
        page.show_kind(kind)

    def _list(self, meetings: Sequence[int], words: str) -> None:
        page: Any = self._go_to(Meeting.table)
        page.show_only(meetings, words)
        page.begin()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the title on a low page: the tabs need the room."""
        super().resizeEvent(event)
        self._head.setHidden(self.height() < theme.unit(_LOW))
