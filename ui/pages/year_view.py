"""全年: the year's meetings by type and month, and what they lack with the clause beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QScrollArea, QSizePolicy, QWidget

from models.branch.records import Group
from models.errors import AppError
from models.life.records import Appraisal, AppraisalResult
from models.meetings.of_cell import explain, has_meetings, meetings_in, of_reason
from models.meetings.overview import Cell, Row, State, gap_words, gaps, span_words, year_overview
from models.meetings.records import Meeting, NotHeld, OwnKind
from models.meetings.year_doubts import doubts_of
from ui import theme
from ui.page import Page, today
from ui.pages.findings_list import SEVERITIES, chosen_of
from ui.pages.year_grid import YearGrid
from ui.widgets import button, card, clear, column, label, row, rule, scrolled, tag
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.rules.findings import Rule
    from models.store import Store

    _Line = tuple[str, Row, Cell, Rule | None]
    """A sentence about a cell, and the clause it rests on if there is one."""

_BESIDE, _NARROW = 300, 860
"""The width of the findings, and the width of the page below which they stand under the grid."""
_UNLIMITED = (1 << 24) - 1
_MOST = 100
"""The share of a card's height that what is lacking takes."""
_LEGEND = "✓ 已登记　缺 没见到记录　待 本期应开　注 已写明原因　定 已安排　* 次数由本地规定"
_FIRST = (
    "还没有登记过会议。按“登记会议”从最近的一次开始；以前开过的，走到那一格按回车补录，"
    "没有开的写明原因。"
)
_OTHERS = "这里只看会开了没有；会议记录、评议、谈话、学时是否相符另外核对。"
_NOTHING = "✓ 到今天应开的都有记录或说明"
_TITLE = "应开的会议"
_DOUBTS = "已有的记录，请核对"


class YearView(Page):
    """The year as a grid; a box leads to its meetings, or to what is to be done about a gap."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"branch", "member", "period", "post", Group.table, Meeting.table, NotHeld.table,
         OwnKind.table, Appraisal.table, AppraisalResult.table}
    )  # fmt: skip

    new_wanted = Signal(str, object, object)
    """A type, the first day of the months it is for or None, and a group's id or None."""
    meeting_wanted = Signal(int)
    list_wanted = Signal(object, str)
    """The ids of several meetings, and what they are in words."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.grid = YearGrid()
        self.grid.pressed.connect(self._press)
        self.grid.moved.connect(self._on_move)
        self.grid.stepped.connect(self._bring_into_sight)
        self._title = label("", "cardtitle")
        self._first = label(_FIRST, "second", wrap=True)
        self._foot = label("", "", wrap=True)
        self._clause = label("", "hint", wrap=True)
        self._new = button("登记会议", self.add, "primary", "plus")
        for_writing(store, self._new)
        self.body.addLayout(row(self._title, None, self._new))
        inner = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(theme.unit(16))
        self._parts.addWidget(self._grid_card(), 1)
        self._gaps = self._gaps_card()
        self._parts.addWidget(self._gaps)
        self._scroll: QScrollArea = scrolled(inner)
        self.body.addWidget(self._scroll, 1)
        self.reload()

    def _grid_card(self) -> QWidget:
        outer = QWidget()
        frame, layout = card()
        layout.addWidget(self._first)
        layout.addWidget(self.grid)
        layout.addWidget(label(_LEGEND, "hint", wrap=True))
        layout.addWidget(rule())
        layout.addWidget(self._foot)
        layout.addWidget(self._clause)
        stack = column(outer, spacing=0)
        stack.addWidget(frame)
        stack.addStretch(1)
        return outer

    def _gaps_card(self) -> QFrame:
        frame, self._gaps_layout = card()
        self._heading = label(_TITLE, "cardtitle")
        self._checks = QWidget()
        self._list = column(self._checks, spacing=8)
        self._list.setContentsMargins(0, 0, theme.unit(4), 0)
        self._checks_scroll = scrolled(self._checks)
        policy = QSizePolicy.Policy  # as high as the page, however much there is to say
        self._checks_scroll.setSizePolicy(policy.Preferred, policy.Ignored)
        self._gaps_layout.addWidget(self._heading)
        self._gaps_layout.addWidget(self._checks_scroll, _MOST)
        self._gaps_layout.addWidget(label(_OTHERS, "hint", wrap=True))
        self._gaps_layout.addLayout(row(button("核对其他各项…", self._check_others), None))
        self._gaps_layout.addStretch(1)
        return frame

    # What a person does.

    def reload(self) -> None:
        """Show the year as the file has it now."""
        self._overview = year_overview(self.store, self.year, today())
        self._title.setText(f"{self.year} 年组织生活")
        self._first.setVisible(not has_meetings(self.store))
        self.grid.show_overview(self._overview)
        self._show_gaps()

    def show_year(self, year: int) -> None:
        """Show another year from its beginning."""
        is_other = year != self.year
        super().show_year(year)
        if is_other:
            for bar in (self._scroll.horizontalScrollBar(), self._scroll.verticalScrollBar()):
                bar.setValue(0)

    def begin(self) -> None:
        """Put the cursor into the grid."""
        self.grid.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the grid: there is nothing else to search here."""
        self.grid.setFocus()

    def show_record(self, table: str, number: int) -> None:
        """Go to the cell that a reason for not meeting stands in."""
        if table == NotHeld.table and (found := of_reason(self.store, self._overview, number)):
            self._go(*found)

    def add(self) -> None:
        """Begin a new meeting."""
        if not self.store.read_only:
            self.new_wanted.emit("", None, None)

    def _on_move(self) -> None:
        found = self.grid.current
        self._foot.setText(self.grid.sentence)
        duty = found[0].rule if found else None
        self._clause.setText(_clause(duty) if duty else "按回车登记或查看。")

    def _bring_into_sight(self) -> None:
        """Scroll to the cell the keys stand on; in a small window the whole page scrolls as well."""
        box, around = self.grid.box, self.grid.parentWidget()
        while around is not None and self.grid.hasFocus():
            if isinstance(around, QScrollArea):
                place = self.grid.mapTo(around.widget(), box.center())
                around.ensureVisible(place.x(), place.y(), box.width() // 2, theme.unit(48))
            around = around.parentWidget()

    # A box that was pressed.

    def _press(self, duty: Row, cell: Cell, box: QRect) -> None:
        is_settled = cell.state in {State.DONE, State.NONE, State.AHEAD}
        if cell.meetings and is_settled and not cell.is_doubly_told:
            self._open(duty, cell)
        else:
            menu = self.menu_of(duty, cell)
            if menu.isEmpty():
                menu.deleteLater()
                return
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.grid.mapToGlobal(box.bottomLeft() + QPoint(0, theme.unit(2))))
            menu.setActiveAction(menu.actions()[0])

    def _open(self, duty: Row, cell: Cell) -> None:
        found = [meeting.id or 0 for meeting in meetings_in(self.store, self.year, duty, cell)]
        if len(found) == 1:
            self.meeting_wanted.emit(found[0])
        elif found:
            self.list_wanted.emit(found, f"{span_words(self.year, cell)}{duty.name}")

    def menu_of(self, duty: Row, cell: Cell) -> QMenu:
        """Return what can be done about a cell without a meeting, or with too few."""
        menu = QMenu(self)
        if cell.meetings:
            _add(menu, "查看已有的会议", lambda: self._open(duty, cell))
        if self.store.read_only:
            return menu
        if cell.is_doubly_told:
            _add(menu, "修改没有开的原因…", lambda: self._explain(duty, cell))
            _add(menu, "去掉没有开的原因", lambda: self._take_back_reason(duty, cell))
            return menu
        is_over = cell.state in {State.MISSING, State.EXPLAINED}
        _add(menu, "补录这次会议…" if is_over else "登记会议…", lambda: self._begin(duty, cell))
        if cell.state is State.MISSING:
            _add(menu, "写明没有开的原因…", lambda: self._explain(duty, cell))
        elif cell.state is State.EXPLAINED:
            _add(menu, "修改没有开的原因…", lambda: self._explain(duty, cell))
        return menu

    def _begin(self, duty: Row, cell: Cell) -> None:
        day, now = date(self.year, cell.first, 1), today()
        is_now = self.year == now.year and cell.first <= now.month <= cell.last
        group = duty.group.id if duty.group else None
        self.new_wanted.emit(duty.kind, now if is_now else day, group)

    def _explain(self, duty: Row, cell: Cell) -> None:
        from ui.pages.not_held import NotHeldDialog  # noqa: PLC0415 - when first needed

        NotHeldDialog(self, self.store, self.year, duty, cell).exec()
        self.grid.setFocus()

    def _take_back_reason(self, duty: Row, cell: Cell) -> None:
        try:
            explain(self.store, self.year, duty, cell, "")
        except AppError as error:
            self.refused.emit(str(error))

    # What the year lacks.

    def _show_gaps(self) -> None:
        clear(self._list)
        found: list[_Line] = [
            (f"{gap_words(self.year, duty, *cells)}。", duty, cells[0], duty.rule)
            for duty, cells in gaps(self._overview)
            if duty.rule
        ]
        doubts: list[_Line] = [
            (f"{each.text}。", each.row, each.cell, None) for each in doubts_of(self._overview)
        ]
        if not found:
            self._list.addLayout(row(tag(_NOTHING, "good"), None))
        self._add_gaps(found)
        if doubts:
            self._list.addSpacing(theme.unit(8))
            self._list.addWidget(label(f"{_DOUBTS}（{len(doubts)}）", "cardtitle"))
            self._add_gaps(doubts)
        self._list.addStretch(1)
        # With nothing to say, what is told below stands right under the title.
        is_short = not found and not doubts
        self._checks_scroll.setMaximumHeight(
            self._checks.sizeHint().height() if is_short else _UNLIMITED
        )
        self._heading.setText(f"{_TITLE}（{len(found)}）" if found else _TITLE)

    def _add_gaps(self, lines: Sequence[_Line]) -> None:
        for number, line in enumerate(lines):
            if number:
                self._list.addWidget(rule())
            self._add_gap(*line)

    def _add_gap(self, text: str, duty: Row, cell: Cell, clause: Rule | None) -> None:
        """Add what a cell lacks, or what in it is to be looked at without a clause."""
        word, tone = SEVERITIES[clause.severity if clause else "warn"]
        mark = tag(word, tone)
        go = button("去这一格", lambda: self._go(duty, cell), "quiet")
        go.setAccessibleName(f"去这一格：{text}")
        head = row(mark, None, go)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
        self._list.addLayout(head)
        self._list.addWidget(label(text, "", wrap=True))
        if clause:
            self._list.addWidget(label(_clause(clause), "hint", wrap=True))

    def _check_others(self) -> None:
        """List what else of the year is to be looked at; it takes reading every record of it."""
        from models.rules.meetings import (  # noqa: PLC0415 - when first asked for
            findings_besides_gaps,
        )

        found = findings_besides_gaps(self.store, self.year, today())
        title = f"{self.year} 年其他要核对的"
        if (wanted := chosen_of(self, title, found)) and wanted.record_id is not None:
            self.record_wanted.emit(wanted.table, wanted.record_id)

    def _go(self, duty: Row, cell: Cell) -> None:
        self.grid.setFocus()
        self.grid.go_to(duty.kind, cell.first, duty.group.id if duty.group else None)

    def _let_checks_scroll(self, *, alone: bool) -> None:
        """Let what is lacking scroll within its card beside the grid; under it, with the page."""
        if alone == (self._checks_scroll.widget() is self._checks):
            return
        if alone:
            self._gaps_layout.removeWidget(self._checks)
            self._checks_scroll.setWidget(self._checks)
        else:
            self._gaps_layout.insertWidget(1, self._checks_scroll.takeWidget())
            self._checks.setAutoFillBackground(False)  # as the area had set it
            self._checks.show()
        self._checks_scroll.setVisible(alone)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is lacking beside the grid, or under it on a narrow page."""
        super().resizeEvent(event)
        narrow = self.width() < theme.unit(_NARROW)
        self._let_checks_scroll(alone=not narrow)
        way = QBoxLayout.Direction
        self._parts.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._gaps.setMinimumWidth(0 if narrow else theme.unit(_BESIDE))
        self._gaps.setMaximumWidth(_UNLIMITED if narrow else theme.unit(_BESIDE))


def _clause(duty: Rule) -> str:
    return f"{duty.text}。依据：{duty.citation}"


def _add(menu: QMenu, text: str, act: Callable[[], Any]) -> None:
    menu.addAction(text).triggered.connect(lambda _on=False: act())
