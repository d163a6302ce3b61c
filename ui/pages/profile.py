"""The chosen member at a glance: what is wrong first, then the facts, changes and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from models.fields import field_of
from models.members.checks import member_remarks
from models.members.records import GROUP, ON_ROLL, Member, Movement
from models.members.standing import NORMAL, PROBATIONARY, Standing
from models.values import mask_identity, mask_phone
from ui import theme
from ui.pages.history import differences
from ui.widgets import button, column, label, row, scrolled, tag

if TYPE_CHECKING:
    from models.store import Store

_SHOWN = (
    "sex", "nation", "native_place", "education", "degree", "joined_on", "full_on", "work_post",
    "address", "introducers", "remark",
)  # fmt: skip


class Profile(QWidget):
    """One member beside the table."""

    edit_asked = Signal()
    move_asked = Signal()
    confirm_asked = Signal(str)
    close_asked = Signal()

    def __init__(self, store: Store, person: Standing) -> None:
        super().__init__()
        self._store = store
        self._person = person
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(8))
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭资料")
        head = row(label(person.member.name, "name", wrap=True), close)
        head.setStretch(0, 1)
        layout.addLayout(head)
        if words := " · ".join(part for part in (self._work(), self._group()) if part):
            layout.addWidget(label(words, "second", wrap=True))
        layout.addLayout(row(*self._tags(), None, spacing=6))
        for name, reason in person.member.doubtful.items():
            layout.addLayout(self._doubt(name, reason))
        for sentence in self._warnings():
            layout.addWidget(_warning(sentence))
        layout.addWidget(self._tabs(), 1)
        layout.addLayout(
            row(
                button("编辑", self.edit_asked.emit, "", "pencil"),
                button("变动", self.move_asked.emit, "", "arrow-right-left"),
                None,
            )
        )

    def _work(self) -> str:
        return self._person.member.work_post

    def _group(self) -> str:
        return self._person.group.name if self._person.group else ""

    def _tags(self) -> list[QWidget]:
        person = self._person
        tone = "warn" if person.category == PROBATIONARY else "plain"
        made: list[QWidget] = [tag(person.category, tone)]
        made += [tag(post.post, "note") for post in person.posts]
        if person.attached:
            made.append(tag("编入", "note"))
        if person.standing != NORMAL:
            made.append(tag(person.standing, "accent"))
        if not (person.on_roll or person.attached):
            made.append(tag("已离开", "accent"))
        return made

    def _doubt(self, name: str, reason: str) -> QHBoxLayout:
        confirm = button("确认", lambda: self.confirm_asked.emit(name), "confirm")
        confirm.setAccessibleName(f"确认无误：{reason}")
        beside = row(_warning(f"存疑：{reason}"), confirm)
        beside.setStretch(0, 1)
        return beside

    def _warnings(self) -> list[str]:
        found = list(member_remarks(self._person.member).values())
        return [*found, self._person.assumed] if self._person.assumed else found

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(scrolled(self._facts()), "资料")
        tabs.addTab(scrolled(self._movements()), "变动")
        tabs.addTab(scrolled(self._history()), "历史")
        return tabs

    def _facts(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, theme.unit(12), 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setHorizontalSpacing(theme.unit(12))
        form.setVerticalSpacing(theme.unit(10))
        member = self._person.member
        facts = [
            ("身份证号", mask_identity(member.identity_number)),
            ("手机号码", mask_phone(member.phone)),
            ("出生日期", self._with_years(member.born_on, member.age_on(self._person.day), "岁")),
        ]
        for name in _SHOWN:
            field = field_of(Member, name)
            facts.append((field.label, field.display(getattr(member, name))))
        years = member.party_years_on(self._person.day)
        facts.append(("党龄", "" if years is None else f"{years} 年"))
        for caption, words in facts:
            if words:
                text = label(words, wrap=True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                form.addRow(label(caption, "second"), text)
        return page

    def _with_years(self, day: Any, years: int | None, unit: str) -> str:
        return f"{day}（{years} {unit}）" if day and years is not None else str(day or "")

    def _movements(self) -> QWidget:
        page = QWidget()
        layout = column(page, margin=0, spacing=4)
        layout.setContentsMargins(0, theme.unit(12), 0, 0)
        moves = self._store.where(Movement, member_id=self._person.member.id)
        for move in sorted(moves, key=lambda each: str(each.happened_on), reverse=True):
            layout.addWidget(label(f"{move.happened_on or ''}　{move.kind}"))
            if words := "，".join(part for part in (move.other_party, move.ground) if part):
                layout.addWidget(label(words, "hint", wrap=True))
        for period in reversed(self._person.periods):
            layout.addWidget(label(self._period_words(period), "hint", wrap=True))
        if not moves and not self._person.periods:
            layout.addWidget(
                label("还没有变动记录，按“变动”登记转入、转出、退休等。", "hint", wrap=True)
            )
        layout.addStretch(1)
        return page

    def _period_words(self, period: Any) -> str:
        since = f"{period.since} 起" if period.since else "开始日期未登记"
        until = f"到 {period.until} 为止" if period.until else "至今"
        value = period.value
        if period.aspect == GROUP and period.group_id:
            from models.branch.records import Group  # noqa: PLC0415 - where a group is named

            value = next((g.name for g in self._store.where(Group, id=period.group_id)), "")
        what = (
            period.aspect if period.aspect == ON_ROLL or not value else f"{period.aspect}：{value}"
        )
        return f"{what}　{since}，{until}"

    def _history(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=4)
        layout.setContentsMargins(0, theme.unit(12), 0, 0)
        for item in self._store.history(self._person.member, 50):
            word = "撤销：" if item.entry.undoes else ""
            layout.addWidget(label(f"{word}{item.entry.title}", wrap=True))
            layout.addWidget(label(item.entry.time, "hint"))
            for sentence in differences(item.change, self._store):
                layout.addWidget(label(sentence, "hint", wrap=True))
        layout.addStretch(1)
        return page


def _warning(sentence: str) -> QLabel:
    made = tag(sentence, "warn")
    made.setWordWrap(True)
    return made
