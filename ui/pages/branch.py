"""组织建设: the branch itself, its groups and posts, and what the rules say about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.branch.records import Branch, BranchYear, Group
from models.errors import InvalidRecord
from models.fields import field_of
from models.members.records import Member
from models.rules.dates import remarks_about
from models.rules.structure import findings
from ui import theme
from ui.page import Page, PageHead, today
from ui.pages.of_members import PeriodsPage, PostsPage
from ui.record import drafts
from ui.record.form import Group as FieldGroup
from ui.record.form import RecordForm
from ui.record.page import RecordPage
from ui.record.tabs import Tabs
from ui.record.view import View
from ui.table.columns import Column, column
from ui.widgets import button, card, clear, label, row, rule, scrolled, tag
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.change import Change
    from models.rules.findings import Finding
    from models.store import Store

_BRANCH_FIELDS = (
    FieldGroup("名称", ("name", "short_name", "code", "superior")),
    FieldGroup("设置", ("domain", "form", "joint_units", "founded_on")),
    FieldGroup("本届", ("term_started_on", "term_years")),
    FieldGroup("联系", ("contact", "contact_phone", "address")),
)
_BESIDE, _NARROW = 300, 920
"""The width of the findings, and the width of the page below which they stand in a tab."""
_WIDEST = 760
"""The width of the branch's own form, however wide the page."""
_UNLIMITED = (1 << 24) - 1
_SEVERITIES = {"error": ("不符", "accent"), "warn": ("请核对", "warn"), "info": ("提示", "note")}


def _of(record: type[Any], name: str) -> Column:
    return column(field_of(record, name))


def _groups_on(store: Store, day: date) -> list[Group]:
    """Return the groups, in their order; of an earlier year those there were on its last day."""
    groups = sorted(store.all(Group), key=lambda group: (group.place or 0, group.id or 0))
    return groups if day >= today() else [group for group in groups if _stood(group, day)]


def _stood(group: Group, day: date) -> bool:
    begun = group.formed_on is None or group.formed_on.first <= day
    return begun and (group.dissolved_on is None or day <= group.dissolved_on.last)


def _enter_last(change: Change, group: Group, _extra: Mapping[str, Any]) -> Group:
    """Enter a group; one without a place stands last."""
    return change.save(replace(group, place=group.place or change.largest(Group, "place") + 1))


_GROUPS = View(
    record=Group,
    title="党小组",
    unit="个",
    columns=tuple(_of(Group, n) for n in ("place", "name", "formed_on", "dissolved_on", "remark")),
    groups=(FieldGroup("", ("name", "place", "formed_on", "dissolved_on", "remark")),),
    rows=_groups_on,
    name_of=lambda group: group.name,
    search_hint="组别、备注",
    empty="这里是支部的党小组：人数较多或居住、工作分散的支部可以划分党小组。",
    tables=frozenset({"party_group"}),
    insert=_enter_last,
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
        if record.id is not None:
            return super().save(record, extra)
        with self.store.change(f"新增党小组{record.name}") as change:
            return _enter_last(change, record, extra)


class BranchForm(Page):
    """The branch's own record, saved as a whole."""

    tables: ClassVar[frozenset[str]] = frozenset({"branch"})

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.form = RecordForm(
            Branch, _BRANCH_FIELDS, remarks=lambda branch: remarks_about(branch, today())
        )
        self.form.setMaximumWidth(theme.unit(_WIDEST))
        self.form.edited.connect(self._show_state)
        self.form.save_asked.connect(self._save)
        frame, layout = card()
        layout.addWidget(scrolled(self.form), 1)
        layout.addWidget(rule())
        self._save_button = button("保存", self._save, "primary")
        self._undo_button = button("取消", self._show_stored)
        layout.addLayout(row(self._save_button, self._undo_button, None))
        self.body.addWidget(frame, 1)
        self._show_stored()
        for_writing(store, self._save_button, self._undo_button)
        if store.read_only:
            self.form.freeze()
        elif draft := drafts.kept(store, Branch.table):
            self.form.restore(draft[1])

    def begin(self) -> None:
        """Begin in the first field."""
        self.form.focus_first()

    def leave(self) -> None:
        """Keep what is half typed."""
        self.form.settle()
        if self.form.is_dirty:
            drafts.keep(self.store, Branch.table, self.store.branch.id, self.form.typed())
        else:
            drafts.drop(self.store, Branch.table)

    def reload(self) -> None:
        """Show the branch as it is on file; what is half typed stays."""
        if self.form.is_dirty:
            self.form.refresh(self.store.branch)
            self._show_state()
        else:
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
            ("支部", "branch", BranchForm(store)),
            ("党小组", "party_group", GroupsPage(store, _GROUPS, in_tab=True)),
            ("任职", "post", PostsPage(store)),
            ("党员情况", "period", PeriodsPage(store)),
            ("年度主题", "branch_year", YearsPage(store, _YEARS, in_tab=True)),
        )
        self._tabs = Tabs("组织建设的各部分")
        for name, _, part in self._parts:
            self._tabs.addTab(part, name)
            for mine, theirs in (
                (self.said, part.said), (self.refused, part.refused),
                (self.offered, part.offered), (self.failed, part.failed),
                (self.barred, part.barred), (self.achieved, part.achieved),
                (self.record_wanted, part.record_wanted), (self.wanted, part.wanted),
            ):  # fmt: skip
                theirs.connect(mine)
        self._beside = QWidget()
        self._margins = QVBoxLayout(self._beside)
        self._margins.setContentsMargins(0, 0, 0, 0)
        self._margins.addWidget(self._findings_card())
        self._across = row(self._tabs, self._beside, spacing=16)
        self._across.setStretch(0, 1)
        self.body.addLayout(self._across, 1)
        self._show_findings()

    def _findings_card(self) -> QFrame:
        findings_list = QWidget()
        self._list = QVBoxLayout(findings_list)
        self._list.setContentsMargins(0, 0, theme.unit(4), 0)
        self._list.setSpacing(theme.unit(8))
        frame, layout = card()
        self._heading = label("按规定核对", "cardtitle")
        layout.addWidget(self._heading)
        layout.addWidget(scrolled(findings_list), 1)
        return frame

    def reload(self) -> None:
        """Show the store as it is now."""
        for _, _, part in self._parts:
            part.reload()
        self._show_findings()

    def show_year(self, year: int) -> None:
        """Show the posts and groups of another year."""
        for _, _, part in self._parts:
            part.show_year(year)
        super().show_year(year)

    def show_record(self, table: str, number: int) -> None:
        """Show the tab of a record's kind, and its row in it."""
        at = next((at for at, (_, of, _) in enumerate(self._parts) if of == table), None)
        if at is not None:
            self._tabs.setCurrentWidget(self._parts[at][2])
            self._parts[at][2].show_record(table, number)

    def leave(self) -> None:
        """Keep half-filled forms."""
        for _, _, part in self._parts:
            part.leave()

    def begin(self) -> None:
        """Begin in the tab that is shown."""
        if part := self._shown:
            part.begin()

    def begin_search(self) -> None:
        """Search in the tab that is shown."""
        if part := self._shown:
            part.begin_search()

    def add(self) -> None:
        """Begin a new record in the tab that is shown."""
        if part := self._shown:
            part.add()

    @property
    def _shown(self) -> Page | None:
        """The part whose tab is shown, None for the findings."""
        shown = self._tabs.currentWidget()
        return next((part for _, _, part in self._parts if part is shown), None)

    # What the rules say.

    def _show_findings(self) -> None:
        clear(self._list)
        found = findings(self.store, self.day)
        if not self.store.all(Member):
            self._list.addWidget(
                label("录入党员以后，这里按规定核对支部的设置。", "hint", wrap=True)
            )
            to_members = button("去“党员”登记", lambda: self.wanted.emit("members"), "", "user")
            self._list.addLayout(row(to_members, None))
        elif not found:
            self._list.addLayout(row(tag("✓ 未发现不符合规定的地方", "good"), None))
        for number, finding in enumerate(found):
            if number:
                self._list.addWidget(rule())
            self._add_finding(finding)
        self._list.addStretch(1)
        self._heading.setText(f"按规定核对（{len(found)}）" if found else "按规定核对")
        self._name_tab()

    def _add_finding(self, finding: Finding) -> None:
        word, tone = _SEVERITIES[finding.severity]
        mark = tag(word, tone)
        head = row(mark, None)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
        if where := self._place_of(finding):
            go = button(where, lambda: self._go(finding), "quiet")
            go.setAccessibleName(f"{where}：{finding.text}")
            head.addWidget(go)
        self._list.addLayout(head)
        self._list.addWidget(label(finding.text, "", wrap=True))
        self._list.addWidget(label(finding.rule.text, "hint", wrap=True))
        self._list.addWidget(label(f"依据：{finding.clause}", "hint", wrap=True))

    def _place_of(self, finding: Finding) -> str:
        """Return what the button says that leads to where a finding is mended."""
        if finding.table == Member.table:
            row_of = self.store.row(Member.table, finding.record_id or 0)
            return f"查看{row_of['name']}" if row_of else ""
        names = {table: name for name, table, _ in self._parts}
        return f"去“{names[finding.table]}”" if finding.table in names else ""

    def _go(self, finding: Finding) -> None:
        if finding.table == Member.table:
            self.record_wanted.emit(finding.table, finding.record_id or 0)
            return
        self.show_record(finding.table, finding.record_id or 0)
        part = self._shown
        if finding.field and isinstance(part, BranchForm):
            part.form.focus_field(finding.field)
        elif part and not finding.record_id:
            part.begin()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings beside the tabs, or into a tab of their own on a narrow page."""
        super().resizeEvent(event)
        narrow = self.width() < theme.unit(_NARROW)
        in_tab = self._tabs.indexOf(self._beside) >= 0
        if narrow and not in_tab:
            self._across.removeWidget(self._beside)
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(_UNLIMITED)
            self._tabs.addTab(self._beside, "")
            self._name_tab()
        elif not narrow and in_tab:
            self._tabs.removeTab(self._tabs.indexOf(self._beside))
            self._across.addWidget(self._beside)
            self._beside.show()
        if not narrow:
            self._beside.setFixedWidth(theme.unit(_BESIDE))
        self._margins.setContentsMargins(0, theme.unit(8) if narrow else 0, 0, 0)

    def _name_tab(self) -> None:
        at = self._tabs.indexOf(self._beside)
        if at >= 0:
            self._tabs.rename(at, self._heading.text().replace("按规定核对", "核对"))
