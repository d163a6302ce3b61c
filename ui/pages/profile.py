"""The chosen member at a glance: what is wrong first, then the facts, changes and history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import NotFound
from models.fields import field_of
from models.members.records import Member, Movement
from models.members.standing import NORMAL, PROBATIONARY, Standing
from models.values import mask_identity, mask_phone
from ui import theme
from ui.page import today
from ui.pages.history import differences
from ui.record.photo import PhotoBox
from ui.widgets import button, column, label, row, scrolled, tag
from ui.writing import for_writing

if TYPE_CHECKING:
    from models.store import Store

_SHOWN = (
    "sex", "nation", "native_place", "education", "degree", "joined_on", "full_on", "work_post",
    "address", "introducers", "remark",
)  # fmt: skip
FACTS, MOVEMENTS, HISTORY = range(3)
"""The places of the tabs."""
_LEAST_TAB = 180
"""Pixels of the design that a tab has at least."""
_BAR = 24
"""Pixels that the bar beside the profile may take from what it scrolls."""
_LOW, _LOWEST = 560, 400
"""Below the one height the profile scrolls as a whole, below the other the photograph is small."""
_LISTED = 132
"""Pixels of the list of what is wrong, where only the list scrolls."""
_SEEN_AT_ONCE = 2
_BESIDE_PHOTO = 2
"""How many tags stand in one line beside the photograph."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """One thing to look at: its sentence, where it is mended, and what is confirmed with it."""

    sentence: str
    mend: Callable[[], None] | None = None
    place: str = ""
    confirm: Callable[[], None] | None = None


class Profile(QWidget):
    """One member beside the table."""

    edit_asked = Signal(str)
    """The form is wanted, with the cursor in this field, "" for the first."""
    move_asked = Signal()
    confirm_asked = Signal(str)
    take_back_asked = Signal(int)
    """A step to be taken back, by the id of its entry."""
    record_wanted = Signal(str, int)
    photo_chosen = Signal(bytes)
    refused = Signal(str)
    tab_changed = Signal(int)
    close_asked = Signal()

    def __init__(self, store: Store, person: Standing, tab: int = FACTS) -> None:
        super().__init__()
        self._store = store
        self._person = person
        inner = QWidget()
        above = column(inner, spacing=12)
        above.addLayout(self._head())
        self._listing: QWidget | None = None
        if problems := self._problems():
            self._listing = _listed(problems)
            above.addWidget(self._listing)
        above.addWidget(self._made_tabs(tab), 1)
        layout = column(self, spacing=12)
        layout.addWidget(scrolled(inner), 1)
        edit = button("编辑", lambda: self.edit_asked.emit(""), "", "pencil")
        move = button("变动", self.move_asked.emit, "", "arrow-right-left")
        for_writing(store, edit, move)
        layout.addLayout(row(edit, move, None))

    # Who it is.

    def _head(self) -> QHBoxLayout:
        beside = column(spacing=6)
        close = button("", self.close_asked.emit, "quiet", "x")
        close.setAccessibleName("关闭资料")
        first = row(label(self._person.member.name, "name", wrap=True), close)
        first.setStretch(0, 1)
        beside.addLayout(first)
        if words := " · ".join(part for part in (self._work(), self._group()) if part):
            beside.addWidget(label(words, "second", wrap=True))
        tags = self._tags()
        for begin in range(0, len(tags), _BESIDE_PHOTO):
            beside.addLayout(row(*tags[begin : begin + _BESIDE_PHOTO], None, spacing=6))
        beside.addStretch(1)
        head = row(self._photo(), spacing=12)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        return head

    def _photo(self) -> PhotoBox:
        from models.photos import photo_of  # noqa: PLC0415 - when someone is chosen

        box = self._box = PhotoBox(self._person.member.name)
        try:
            box.show_photo(photo_of(self._store, self._person.member))
        except NotFound as error:
            box.setToolTip(str(error))
        for_writing(self._store, box)
        box.setAcceptDrops(not self._store.read_only)
        box.chosen.connect(self.photo_chosen)
        box.removed.connect(lambda: self.photo_chosen.emit(b""))
        box.refused.connect(self.refused)
        return box

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

    # What is wrong.

    def _problems(self) -> list[_Problem]:
        from models.rules.dates import remarks_about  # noqa: PLC0415 - when someone is chosen
        from models.rules.movements import movement_remarks  # noqa: PLC0415 - as above
        from models.rules.people import findings_about  # noqa: PLC0415 - as above

        person = self._person
        found = [self._doubt(name, why) for name, why in person.member.doubtful.items()]
        for finding in findings_about(person):
            sentence = f"{finding.text}（{finding.clause}）"
            if finding.table == Member.table:
                found.append(self._in_field(finding.field, sentence))
            else:
                found.append(self._elsewhere(sentence, finding.table, finding.record_id or 0))
        for name, sentence in remarks_about(person.member, today()).items():
            found.append(self._in_field(name, sentence))
        moves = self._store.where(Movement, member_id=person.member.id)
        found += [
            _Problem(sentence, self._show_movements, "变动")
            for sentence in movement_remarks(person.member, person.periods, moves)
        ]
        if person.assumed:
            name = "full_on" if person.member.joined_on else "joined_on"
            found.append(self._in_field(name, person.assumed))
        return found

    def _doubt(self, name: str, why: str) -> _Problem:
        problem = self._in_field(name, f"存疑：{why}")
        if self._store.read_only:
            return problem
        return _Problem(
            problem.sentence, problem.mend, problem.place, lambda: self.confirm_asked.emit(name)
        )

    def _in_field(self, name: str, sentence: str) -> _Problem:
        known = Member.__dataclass_fields__
        if name not in known or self._store.read_only:
            return _Problem(sentence)
        return _Problem(sentence, lambda: self.edit_asked.emit(name), field_of(Member, name).label)

    def _show_movements(self) -> None:
        """Show the tab where a movement can be taken back."""
        self._tabs.setCurrentIndex(MOVEMENTS)
        self._tabs.tabBar().setFocus()

    def _elsewhere(self, sentence: str, table: str, number: int) -> _Problem:
        if self._store.read_only:
            return _Problem(sentence)
        return _Problem(sentence, lambda: self.record_wanted.emit(table, number), "任职")

    # The tabs, each made when it is first shown.

    def _made_tabs(self, tab: int) -> QTabWidget:
        self._tabs = tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("资料、变动和历史")
        # In a low window the whole profile scrolls, in a higher one the tab's own page.
        tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._areas: dict[int, QScrollArea] = {}
        self._waiting: dict[int, Callable[[], QWidget]] = {
            FACTS: self._facts,
            MOVEMENTS: self._movements,
            HISTORY: self._history,
        }
        for name in ("资料", "变动", "历史"):
            page = QWidget()
            column(page)
            tabs.addTab(page, name)
        tabs.setCurrentIndex(tab)
        self._fill(tab)
        tabs.currentChanged.connect(self._fill)
        tabs.currentChanged.connect(self.tab_changed)
        return tabs

    def _fill(self, place: int) -> None:
        make = self._waiting.pop(place, None)
        layout = self._tabs.widget(place).layout()
        if make and layout:
            self._areas[place] = area = scrolled(make())
            layout.addWidget(area)
            area.show()
        self._fit()

    def _fit(self) -> None:
        """Scroll the whole profile where it is low, and not a well in it as well."""
        self._box.set_small(small=self.height() < theme.unit(_LOWEST))
        is_low = self.height() < theme.unit(_LOW)
        if isinstance(self._listing, QScrollArea):
            usual = theme.unit(_LISTED)
            self._listing.setFixedHeight(self._whole(self._listing) if is_low else usual)
        area = self._areas.get(self._tabs.currentIndex())
        least = theme.unit(_LEAST_TAB)
        if is_low and area is not None:
            head = self._tabs.tabBar().sizeHint().height() + theme.unit(_BAR)
            least = max(least, self._whole(area) + head)
        self._tabs.setMinimumHeight(least)

    def _whole(self, area: QScrollArea) -> int:
        """Return the height of all that an area scrolls."""
        shown = area.widget()
        width = self.width() - theme.unit(_BAR)
        wanted = shown.heightForWidth(width) if shown.hasHeightForWidth() else 0
        return max(wanted, shown.sizeHint().height())

    def _facts(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, theme.unit(12), 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setHorizontalSpacing(theme.unit(12))
        form.setVerticalSpacing(theme.unit(10))
        for caption, words in self._words():
            if words:
                text = label(words, wrap=True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                form.addRow(label(caption, "second"), text)
        return page

    def _words(self) -> list[tuple[str, str]]:
        from models.own_columns import own_fields, own_values_of  # noqa: PLC0415 - as above

        member, day = self._person.member, self._person.day
        facts = [
            ("身份证号", mask_identity(member.identity_number)),
            ("手机号码", mask_phone(member.phone)),
            ("出生日期", self._with_years(member.born_on, member.age_on(day), "岁")),
        ]
        for name in _SHOWN:
            field = field_of(Member, name)
            facts.append((field.label, field.display(getattr(member, name))))
        years = member.party_years_on(day)
        facts.append(("党龄", "" if years is None else f"{years} 年"))
        own = own_values_of(self._store, member.table, member.id or 0)
        own_ones = own_fields(self._store, member.table)
        return facts + [(field.label, field.display(own[field.name])) for field in own_ones]

    def _with_years(self, day: Any, years: int | None, unit: str) -> str:
        return f"{day}（{years} {unit}）" if day and years is not None else str(day or "")

    def _movements(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=4)
        layout.setContentsMargins(0, theme.unit(12), 0, 0)
        moves = self._store.where(Movement, member_id=self._person.member.id)
        for move in sorted(moves, key=lambda each: str(each.happened_on), reverse=True):
            self._add_movement(layout, move)
        if self._person.periods:
            layout.addWidget(label("起止情况", "second"))
        for period in reversed(self._person.periods):
            layout.addWidget(label(self._period_words(period), "hint", wrap=True))
        if not moves and not self._person.periods:
            layout.addWidget(
                label("还没有变动记录，按“变动”登记转入、转出、退休等。", "hint", wrap=True)
            )
        layout.addStretch(1)
        return page

    def _add_movement(self, layout: QVBoxLayout, move: Movement) -> None:
        from models.members.trail import trail_of  # noqa: PLC0415 - when the tab is shown

        trail = trail_of(self._store, move)
        entry = trail.entry_id
        words = label(f"{move.happened_on or ''}　{move.kind}")
        first = row(words, None)
        if entry is not None:
            back = button("撤销此变动", lambda: self.take_back_asked.emit(entry), "quiet", "undo-2")
            back.setAccessibleName(f"撤销 {move.happened_on} 的变动：{move.kind}")
            for_writing(self._store, back)
            first.addWidget(back)
        layout.addLayout(first)
        said = (move.other_party, move.ground, move.approval, move.remark)
        if words_said := "，".join(part for part in said if part):
            layout.addWidget(label(words_said, "hint", wrap=True))
        for sentence in trail.sentences:
            layout.addWidget(label(sentence, "hint", wrap=True))
        layout.addSpacing(theme.unit(8))

    def _period_words(self, period: Any) -> str:
        from models.members.trail import period_name  # noqa: PLC0415 - when the tab is shown

        since = f"{period.since} 起" if period.since else "开始日期未登记"
        until = f"到 {period.until} 为止" if period.until else "至今"
        return f"{period_name(self._store, period)}　{since}，{until}"

    def _history(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=4)
        layout.setContentsMargins(0, theme.unit(12), 0, 0)
        said = None
        for item in self._store.history(self._person.member, 50):
            if item.entry != said:
                said = item.entry
                word = "撤销：" if said.undoes else ""
                layout.addWidget(label(f"{word}{said.title}", wrap=True))
                layout.addWidget(label(said.time, "hint"))
            for sentence in differences(item.change, self._store):
                layout.addWidget(label(sentence, "hint", wrap=True))
        layout.addStretch(1)
        return page

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the photograph and the tabs into the height there is."""
        super().resizeEvent(event)
        self._fit()


def _listed(problems: list[_Problem]) -> QWidget:
    """Return what is wrong, the first few in sight and the others by scrolling."""
    page = QWidget()
    layout = column(page, spacing=6)
    for problem in problems:
        layout.addLayout(_line(problem))
    layout.addStretch(1)
    if len(problems) <= _SEEN_AT_ONCE:
        return page
    area = scrolled(page)
    area.setFixedHeight(theme.unit(_LISTED))
    return area


def _line(problem: _Problem) -> QHBoxLayout:
    line = row(_warning(problem.sentence), spacing=6)
    line.setStretch(0, 1)
    beside = column(spacing=4)
    if problem.confirm:
        confirm = button("确认", problem.confirm, "confirm")
        confirm.setAccessibleName(f"确认无误：{problem.sentence}")
        beside.addWidget(confirm)
    if problem.mend:
        mend = button("去改", problem.mend, "confirm")
        mend.setAccessibleName(f"去改{problem.place}：{problem.sentence}")
        beside.addWidget(mend)
    beside.addStretch(1)
    line.addLayout(beside)
    return line


def _warning(sentence: str) -> QLabel:
    made = tag(sentence, "warn")
    made.setWordWrap(True)
    return made
