"""组织建设: the branch itself, its groups and posts, and what the rules say about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from models.branch.records import Branch, BranchYear, Group
from models.errors import InvalidRecord
from models.fields import field_of
from models.members.records import Member
from models.rules.structure import findings
from ui import drafts, theme
from ui.page import Page, PageHead
from ui.pages.of_members import PeriodsPage, PostsPage
from ui.record_form import Group as FieldGroup
from ui.record_form import RecordForm
from ui.record_page import RecordPage, View
from ui.table_model import Column, column
from ui.widgets import button, card, clear, label, row, rule, scrolled, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.store import Store

_BRANCH_FIELDS = (
    FieldGroup("名称", ("name", "short_name", "code", "superior")),
    FieldGroup("设置", ("domain", "form", "joint_units", "founded_on")),
    FieldGroup("本届", ("term_started_on", "term_years")),
    FieldGroup("联系", ("contact", "contact_phone", "address")),
)
_SEVERITIES = {"error": ("不符", "accent"), "warn": ("请核对", "warn"), "info": ("提示", "note")}


def _of(record: type[Any], name: str) -> Column:
    return column(field_of(record, name))


_GROUPS = View(
    record=Group,
    title="党小组",
    unit="个",
    columns=tuple(_of(Group, n) for n in ("place", "name", "formed_on", "dissolved_on", "remark")),
    groups=(FieldGroup("", ("name", "place", "formed_on", "dissolved_on", "remark")),),
    rows=lambda store, _day: sorted(
        store.all(Group), key=lambda group: (group.place or 0, group.id)
    ),
    name_of=lambda group: group.name,
    search_hint="组别、备注",
    empty="这里是支部的党小组：人数较多或居住、工作分散的支部可以划分党小组。",
    tables=frozenset({"party_group"}),
)


_YEARS = View(
    record=BranchYear,
    title="年度主题",
    unit="年",
    columns=tuple(_of(BranchYear, name) for name in ("year", "theme")),
    groups=(FieldGroup("", ("year", "theme")),),
    rows=lambda store, _day: sorted(store.all(BranchYear), key=lambda each: -each.year),
    name_of=lambda each: f"{each.year}年度",
    search_hint="年度、主题",
    empty="这里是每年的活动主题：一年一条，写明年度和主题。",
    tables=frozenset({"branch_year"}),
)


class YearsPage(RecordPage):
    """The theme of each working year."""

    tables: ClassVar[frozenset[str]] = _YEARS.tables


class GroupsPage(RecordPage):
    """The party groups, in the branch's own order."""

    tables: ClassVar[frozenset[str]] = _GROUPS.tables

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Save a group; a new one without a place stands last."""
        if record.id is None and not record.place:
            places = (group.place for group in self.store.all(Group))
            record = replace(record, place=max(places, default=0) + 1)
        return super().save(record, extra)


class BranchForm(Page):
    """The branch's own record, saved as a whole."""

    tables: ClassVar[frozenset[str]] = frozenset({"branch"})

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.form = RecordForm(Branch, _BRANCH_FIELDS)
        self.form.edited.connect(self._show_state)
        self.form.save_asked.connect(self._save)
        frame, layout = card()
        layout.addWidget(scrolled(self.form), 1)
        self._save_button = button("保存", self._save, "primary")
        self._undo_button = button("取消", self._show_stored)
        layout.addLayout(row(self._save_button, self._undo_button, None))
        self.body.addWidget(frame, 1)
        self._show_stored()
        if draft := drafts.kept(store, Branch.table):
            self.form.restore(draft[1])

    def leave(self) -> None:
        """Keep what is half typed."""
        if self.form.is_dirty:
            drafts.keep(self.store, Branch.table, self.store.branch.id, self.form.typed())
        else:
            drafts.drop(self.store, Branch.table)

    def reload(self) -> None:
        """Show the branch as it is on file, unless something is half typed."""
        if not self.form.is_dirty:
            self._show_stored()

    def _show_stored(self) -> None:
        self.form.show_record(self.store.branch)
        self._show_state()

    def _show_state(self) -> None:
        self._save_button.setEnabled(self.form.is_dirty)
        self._undo_button.setEnabled(self.form.is_dirty)

    def _save(self) -> None:
        try:
            self.form.rebase(self.store.branch)
            record = self.form.record()
            with self.store.change("修改支部基本情况") as change:
                change.save(record)
            self._show_stored()
        except InvalidRecord as error:
            self.form.explain(error.problems)
            self.refused.emit(f"没有保存：{error}。")


class BranchPage(Page):
    """The branch in five tabs, with the findings of the structure rules beside them."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"branch", "branch_year", "party_group", "post", "member", "period"}
    )

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.addWidget(PageHead("组织建设"))
        self._parts = (
            ("支部", BranchForm(store)),
            ("党小组", GroupsPage(store, _GROUPS, in_tab=True)),
            ("任职", PostsPage(store)),
            ("党员情况", PeriodsPage(store)),
            ("年度主题", YearsPage(store, _YEARS, in_tab=True)),
        )
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for name, part in self._parts:
            self._tabs.addTab(part, name)
            for mine, theirs in (
                (self.said, part.said), (self.refused, part.refused),
                (self.offered, part.offered), (self.failed, part.failed),
            ):  # fmt: skip
                theirs.connect(mine)
        self._findings = QWidget()
        self._list = QVBoxLayout(self._findings)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.unit(8))
        frame, layout = card()
        layout.addWidget(label("按规定核对", "cardtitle"))
        layout.addWidget(scrolled(self._findings), 1)
        frame.setFixedWidth(theme.unit(300))
        across = row(self._tabs, frame, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        self._show_findings()

    def reload(self) -> None:
        """Show the store as it is now."""
        for _, part in self._parts:
            part.reload()
        self._show_findings()

    def show_year(self, year: int) -> None:
        """Show the posts and groups of another year."""
        for _, part in self._parts:
            part.show_year(year)
        super().show_year(year)

    def leave(self) -> None:
        """Keep half-filled forms."""
        for _, part in self._parts:
            part.leave()

    def begin(self) -> None:
        """Begin in the tab that is shown."""
        self._parts[self._tabs.currentIndex()][1].begin()

    def begin_search(self) -> None:
        """Search in the tab that is shown."""
        self._parts[self._tabs.currentIndex()][1].begin_search()

    def add(self) -> None:
        """Begin a new record in the tab that is shown."""
        self._parts[self._tabs.currentIndex()][1].add()

    def _show_findings(self) -> None:
        clear(self._list)
        found = findings(self.store, self.day)
        if not self.store.all(Member):
            self._list.addWidget(
                label("录入党员以后，这里按规定核对支部的设置。", "hint", wrap=True)
            )
        elif not found:
            self._list.addLayout(row(tag("✓ 未发现不符合规定的地方", "good"), None))
        for number, finding in enumerate(found):
            if number:
                self._list.addWidget(rule())
            word, tone = _SEVERITIES[finding.severity]
            self._list.addLayout(row(tag(word, tone), None))
            self._list.addWidget(label(finding.text, "", wrap=True))
            self._list.addWidget(label(finding.clause, "hint", wrap=True))
        self._list.addStretch(1)
