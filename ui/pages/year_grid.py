"""The grid of a year's meetings: types by months, walked with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.meetings.kinds import COMMITTEE
from models.meetings.overview import GRADED, Cell, Overview, Row, State, gap_words, span_words
from models.meetings.year_doubts import UNFINISHED, UNNAMED, doubly_told
from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_LINE, _BOX, _HEAD = 32, 24, 28
_NAMES, _LEAST_MONTH = (132, 216), 30
"""The least and the most width of the names, and the least of a month, in pixels of the design."""
_GAP, _ROUND, _SMALL = 3, 4, 12
_TONES = {
    State.DONE: "good",
    State.DUE: "warn",
    State.MISSING: "accent",
    State.EXPLAINED: "note",
}
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_OFTEN = {1: "每年", 2: "每半年", 4: "每季", 12: "每月"}
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_BY_TAB = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_PRESSES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def sign_of(cell: Cell) -> str:
    """Return what stands in a cell, "" for nothing."""
    if cell.state is State.DONE:
        more = "注" if cell.is_doubly_told else f" {cell.held}" if cell.held > 1 else ""
        return f"✓{more}"
    if cell.state in {State.MISSING, State.DUE}:
        sign = "缺" if cell.state is State.MISSING else "待"
        if cell.is_graded and not cell.held:
            return f"{sign}　{GRADED}"
        return f"{sign} {cell.held}/{cell.needed}" if cell.held else sign
    if cell.state is State.EXPLAINED:
        return "注"
    if cell.planned:
        return "定"
    return "·" if cell.state is State.AHEAD else ""


def tone_of(cell: Cell) -> str:
    """Return the tint of a cell, "" for none."""
    if cell.is_doubly_told:
        return "warn"
    return _TONES.get(cell.state, "note" if cell.planned else "")


def how_often(row: Row) -> str:
    """Return how often a row's meeting is asked for; a star where the branch sets it."""
    if row.rule is None or is_unasked(row):
        return ""
    number = max((cell.needed for cell in row.cells), default=1) or 1
    return f"{_OFTEN.get(len(row.cells), '')} {number} 次{'*' if row.rule.kind == 'local' else ''}"


def is_unasked(row: Row) -> bool:
    """Return whether nothing is asked for in a whole row, and nothing is there."""
    return not any(map(sign_of, row.cells))


def unasked(row: Row) -> str:
    """Return why nothing is asked for in a whole row."""
    return "册上没有支委会，不作要求" if row.kind == COMMITTEE else "不作要求"


def words_of(year: int, row: Row, cell: Cell) -> str:
    """Return a cell in one sentence, and in another what of it is to be looked at."""
    return f"{_stands(year, row, cell)}{_doubts(year, row, cell)}"


def _doubts(year: int, row: Row, cell: Cell) -> str:
    said = [doubly_told(year, row, cell)] if cell.is_doubly_told else []
    said += [f"其中 {cell.shared} 次{UNNAMED}"] if cell.shared else []
    said += [f"另有 {cell.begun} 次{UNFINISHED}"] if cell.begun else []
    return "".join(f"{text}。" for text in said)


def _stands(year: int, row: Row, cell: Cell) -> str:
    when = f"{span_words(year, cell)}{row.name}"
    if cell.state is State.MISSING:
        return f"{gap_words(year, row, cell)}。"
    if cell.state is State.EXPLAINED:
        return f"{when}没有开，已写明原因：{cell.reason}"
    planned = f"，已安排 {cell.planned} 次" if cell.planned else ""
    if cell.held:
        more = f"，还差 {cell.needed - cell.held} 次" if cell.held < cell.needed else ""
        return f"{when}已登记 {cell.held} 次{more}{planned}。"
    if cell.state is State.DUE:
        return f"{when}{GRADED if cell.is_graded else '本期应开，还没有记录'}{planned}。"
    if cell.state is State.AHEAD:
        return f"{when}还没有到时间{planned}。"
    return f"{when}：{unasked(row)}。" if is_unasked(row) else f"{when}没有记录{planned}。"


class YearGrid(QWidget):
    """One line a type, one box a month, quarter or year; a box is pressed by mouse or Enter."""

    pressed = Signal(object, object, QRect)
    """The row and the cell that were pressed, and where the box stands."""
    moved = Signal()
    """The keys stand on another cell, or what is said of it is another."""
    stepped = Signal()
    """Someone went to a cell: it has to be in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._at = 0
        self._month = 1
        self._names = theme.unit(_NAMES[0])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_overview(self, overview: Overview) -> None:
        """Show a year; the keys stay where they stood, or begin where something is to be done."""
        is_other = self._overview is None or self._overview.year != overview.year
        self._overview = overview
        self.setAccessibleName(f"{overview.year} 年组织生活，用方向键选择，按回车键办理")
        self._at = min(self._at, max(len(overview.rows) - 1, 0))
        if is_other:
            self._go_to_first_gap()
        self._names = self._width_of_names()
        self.setFixedHeight(theme.unit(_HEAD) + theme.unit(_LINE) * len(overview.rows))
        self.setMinimumWidth(theme.unit(_NAMES[0]) + 12 * theme.unit(_LEAST_MONTH))
        self._tell()

    @property
    def current(self) -> tuple[Row, Cell] | None:
        """The row and the cell the keys stand on."""
        if self._overview is None or not self._overview.rows:
            return None
        row = self._overview.rows[self._at]
        cell = next((each for each in row.cells if each.first <= self._month <= each.last), None)
        return (row, cell) if cell else None

    @property
    def sentence(self) -> str:
        """What the cell the keys stand on says."""
        if self._overview is None or (found := self.current) is None:
            return ""
        return words_of(self._overview.year, *found)

    def go_to(self, kind: str, month: int, group_id: int | None = None) -> None:
        """Let the keys stand on the cell of a type and month."""
        for at, row in enumerate(self._overview.rows if self._overview else ()):
            if row.kind == kind and group_id == (row.group.id if row.group else None):
                self._at, self._month = at, month
                self._tell()
                self.stepped.emit()

    def box_of(self, kind: str, month: int, group_id: int | None = None) -> QRect:
        """Return where the box of a type and month stands."""
        for at, row in enumerate(self._overview.rows if self._overview else ()):
            if row.kind == kind and group_id == (row.group.id if row.group else None):
                cell = next(each for each in row.cells if each.first <= month <= each.last)
                return self._box(at, cell)
        return QRect()

    @property
    def box(self) -> QRect:
        """Where the box stands that the keys stand on."""
        found = self.current
        return self._box(self._at, found[1]) if found else QRect()

    def _go_to_first_gap(self) -> None:
        if self._overview is None:
            return
        self._month = self._overview.day.month if self._overview.day.year == self._year else 12
        for wanted in (State.MISSING, State.DUE):
            for at, row in enumerate(self._overview.rows):
                for cell in row.cells:
                    if cell.state is wanted:
                        self._at, self._month = at, cell.first
                        return

    @property
    def _year(self) -> int:
        return self._overview.year if self._overview else 0

    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence)
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
        self.update()
        self.moved.emit()

    # Places.

    def _width_of_names(self) -> int:
        metrics, small = self.fontMetrics(), QFontMetrics(self._small())
        rows = self._overview.rows if self._overview else ()
        gap = theme.unit(6)
        wanted = [
            metrics.horizontalAdvance(row.name) + gap + small.horizontalAdvance(how_often(row))
            for row in rows
        ]
        least, most = map(theme.unit, _NAMES)
        return min(max([least, *wanted]), most) + theme.unit(12)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.unit(_SMALL))
        return font

    @property
    def _left(self) -> int:
        room = self.width() - 12 * theme.unit(_LEAST_MONTH)
        return max(theme.unit(_NAMES[0]), min(self._names, room))

    def _edge(self, month: int) -> int:
        """Return where a month begins; 13 is the end of the year."""
        return self._left + (self.width() - self._left) * (month - 1) // 12

    def _box(self, at: int, cell: Cell) -> QRect:
        top = theme.unit(_HEAD) + at * theme.unit(_LINE) + theme.unit((_LINE - _BOX) // 2)
        left, right = self._edge(cell.first), self._edge(cell.last + 1)
        gap = theme.unit(_GAP)
        return QRect(left + gap, top, right - left - 2 * gap, theme.unit(_BOX))

    def _found_at(self, place: QPoint) -> tuple[int, Cell] | None:
        if self._overview is None:
            return None
        for at, row in enumerate(self._overview.rows):
            for cell in row.cells:
                if self._box(at, cell).contains(place):
                    return at, cell
        return None

    # Drawing.

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(self._small())
        painter.setPen(QColor(theme.current().second))
        for month in range(1, 13):
            left, right = self._edge(month), self._edge(month + 1)
            box = QRect(left, 0, right - left, theme.unit(_HEAD))
            wide = right - left >= theme.unit(36)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter, f"{month}月" if wide else f"{month}"
            )

    def _paint_name(self, painter: QPainter, at: int, row: Row) -> None:
        tokens, line = theme.current(), theme.unit(_LINE)
        room = QRect(0, theme.unit(_HEAD) + at * line, self._left - theme.unit(8), line)
        metrics = self.fontMetrics()
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.text))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _MIDDLE_LEFT, name)
        room.setLeft(metrics.horizontalAdvance(name) + theme.unit(6))
        often = how_often(row)
        if often and QFontMetrics(self._small()).horizontalAdvance(often) <= room.width():
            painter.setFont(self._small())
            painter.setPen(QColor(tokens.second))
            painter.drawText(room, _MIDDLE_LEFT, often)

    def _paint_cell(self, painter: QPainter, at: int, cell: Cell) -> None:
        tokens, box = theme.current(), self._box(at, cell)
        tone = tone_of(cell)
        painter.setPen(Qt.PenStyle.NoPen)
        if tone:
            painter.setBrush(QColor(getattr(tokens, f"{tone}_tint")))
            painter.drawRoundedRect(box, theme.unit(_ROUND), theme.unit(_ROUND))
        painter.setFont(self._small())
        painter.setPen(QColor(getattr(tokens, tone) if tone else tokens.third))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign_of(cell))

    def _paint_unasked(self, painter: QPainter, at: int, row: Row) -> None:
        """Say why a row is empty."""
        box = self._box(at, row.cells[0]).united(self._box(at, row.cells[-1]))
        painter.setFont(self._small())
        painter.setPen(QColor(theme.current().second))
        painter.drawText(box.adjusted(theme.unit(8), 0, 0, 0), _MIDDLE_LEFT, unasked(row))

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw names, months and boxes, and the frame of the box the keys stand on."""
        if self._overview is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for at, row in enumerate(self._overview.rows):
            self._paint_name(painter, at, row)
            for cell in row.cells:
                self._paint_cell(painter, at, cell)
            if is_unasked(row):
                self._paint_unasked(painter, at, row)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().note), theme.unit(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.box, theme.unit(_ROUND), theme.unit(_ROUND))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, press with Enter."""
        found = self.current
        move = _MOVES.get(Qt.Key(event.key()))
        if found is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif move:
            self._step(*move)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._month = 1 if event.key() == Qt.Key.Key_Home else 12
            self._tell()
            self.stepped.emit()
        elif event.key() in _PRESSES:
            self.pressed.emit(*found, self.box)
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, right: int) -> None:
        found = self.current
        if found is None or self._overview is None:
            return
        if right:
            cell = found[1]
            self._month = min(max(cell.last + 1 if right > 0 else cell.first - 1, 1), 12)
        self._at = min(max(self._at + down, 0), len(self._overview.rows) - 1)
        self._tell()
        self.stepped.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the box under the mouse."""
        found = self._found_at(event.position().toPoint())
        if found and event.button() == Qt.MouseButton.LeftButton and self._overview:
            at, cell = found
            if not cell.first <= self._month <= cell.last or at != self._at:
                self._at, self._month = at, cell.first
                self._tell()
            self.pressed.emit(self._overview.rows[at], cell, self._box(at, cell))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be pressed."""
        found = self._found_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the keys stand."""
        super().focusInEvent(event)
        self._tell()
        if event.reason() in _BY_TAB:
            self.stepped.emit()

    def event(self, event: QEvent) -> bool:
        """Say in words what the box under the mouse shows."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._found_at(event.pos())
            words = ""
            if found and self._overview:
                words = words_of(self._overview.year, self._overview.rows[found[0]], found[1])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return the width that shows every name and month."""
        return QSize(self._names + 12 * theme.unit(44), self.height())
