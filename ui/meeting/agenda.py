"""The points of a meeting from top to bottom, with the line that begins the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu

from models.meetings.minutes import Point
from models.meetings.pasting import one_line
from models.meetings.records import AgendaItem
from models.meetings.templates import points_of, templates_for
from ui.meeting.part import ENTER
from ui.meeting.point import PointCard, in_chinese
from ui.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.meeting.part import Part
    from ui.meeting.shared import Shared


class Agenda(QFrame):
    """The card of the points."""

    copy_asked = Signal()
    templates_asked = Signal()
    """The agendas are to be shown where they are altered."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("card")
        self.cards: list[PointCard] = []
        self._shared = shared
        self._template: tuple[Point, ...] = ()
        inside = column(self, margin=16, spacing=12)
        self._choose = button("议程模板", self._offer_templates, "quiet")
        self._choose.setToolTip("换一个议程模板，或把现在的议程存为模板")
        copy = button("照以前的会议", self.copy_asked.emit, "quiet")
        inside.addLayout(row(label("议题", "cardtitle"), None, copy, self._choose))
        self._list = column(spacing=12)
        inside.addLayout(self._list)
        self.new = QLineEdit()
        self.new.setObjectName("newpoint")
        self.new.setAccessibleName("新议题的名称，回车加入")
        self.new.installEventFilter(self)
        self.new.textEdited.connect(lambda _text: shared.edited.emit())
        inside.addWidget(self.new)
        self.summary = label("", "hint")
        inside.addWidget(self.summary)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show the points of a meeting."""
        clear(self._list)
        self.cards = []
        for point in points:
            self._append(point)
        self._renumber()

    def begin_with(self, kind: str) -> None:
        """Show the agenda of a type, unless something stands in the one that is shown."""
        templates = templates_for(self._shared.store, kind)
        points = points_of(templates[0]) if templates else ()
        if self.points() == self._template or not self.cards:
            self._template = points
            self.show_points(points)

    def note_template(self) -> None:
        """Take what is shown as an agenda that nobody has typed in."""
        self._template = self.points()

    def points(self) -> tuple[Point, ...]:
        """Return the points as typed; a topic not taken in yet is one more."""
        found = [card.point() for card in self.cards if not card.is_empty]
        if topic := one_line(self.new.text()):
            found.append(Point(item=AgendaItem(topic=topic)))
        return tuple(found)

    def parts(self) -> Iterator[Part]:
        """Yield the parts of every point that holds something, from top to bottom."""
        for card in self.cards:
            yield from card.parts()

    def _append(self, point: Point) -> PointCard:
        card = PointCard(self._shared)
        card.show_point(point)
        card.removal_asked.connect(lambda: self._remove(card))
        card.moved.connect(lambda step: self.shift(card, step))
        self.cards.append(card)
        self._list.addWidget(card)
        return card

    def add(self, topic: str = "") -> PointCard:
        """Add a point."""
        card = self._append(Point(item=AgendaItem(topic=topic)))
        self._renumber()
        self._shared.rearranged.emit()
        self._shared.edited.emit()
        return card

    def take_new(self) -> bool:
        """Make a point of the topic typed last; return whether there was one."""
        topic = one_line(self.new.text())
        self.new.clear()
        if topic:
            self.add(topic).item.focus_field("report")
        return bool(topic)

    def shift(self, card: PointCard, step: int) -> None:
        """Move a point up or down by one."""
        at = self.cards.index(card)
        to = at + step
        if not 0 <= to < len(self.cards):
            return
        self.cards.insert(to, self.cards.pop(at))
        self._list.removeWidget(card)
        self._list.insertWidget(to, card)
        self._renumber()
        self._shared.rearranged.emit()
        self._shared.edited.emit()
        card.item.focus_field("topic")

    def _remove(self, card: PointCard) -> None:
        at = self.cards.index(card)
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._renumber()
        self._shared.rearranged.emit()
        self._shared.edited.emit()
        below = self.cards[at].item.editors["topic"] if at < len(self.cards) else self.new
        below.setFocus()
        point = card.point()
        if not card.is_empty:
            sentence = f"已删除议题“{point.item.topic}”。"
            self._shared.offer_back(self, sentence, lambda: self._put_back(at, point))

    def _put_back(self, at: int, point: Point) -> None:
        card = self.add()
        card.show_point(point)
        self.shift(card, at - len(self.cards) + 1) if at < len(self.cards) - 1 else None
        self._shared.rearranged.emit()

    def _renumber(self) -> None:
        for place, card in enumerate(self.cards, 1):
            card.number.setText(f"{in_chinese(place)}、")
            card.up.setVisible(place > 1)
            card.setAccessibleName(f"议题{in_chinese(place)}")
        following = in_chinese(len(self.cards) + 1)
        self.new.setPlaceholderText(f"{following}、议题名称，回车后输入报告、发言和决议")

    def _offer_templates(self) -> None:
        menu = QMenu(self)
        for template in templates_for(self._shared.store, self._shared.kind):
            points = points_of(template)
            menu.addAction(template.name).triggered.connect(
                lambda _on=False, points=points: self.use(points)
            )
        if menu.isEmpty():
            menu.addAction("这一类型没有议程模板").setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction("把现在的议程存为模板…")
        keep.setEnabled(bool(self.points()) and not self._shared.store.read_only)
        keep.triggered.connect(lambda _on=False: self._keep())
        menu.addAction("修改议程模板…").triggered.connect(
            lambda _on=False: self.templates_asked.emit()
        )
        menu.exec(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))
        menu.deleteLater()

    def _keep(self) -> None:
        """Keep the topics as they stand as an agenda of the type."""
        from ui.meeting.keep_agenda import KeepAgenda  # noqa: PLC0415 - when first asked for

        KeepAgenda(self, self._shared.store, self._shared.kind, self.points()).exec()

    def use(self, points: tuple[Point, ...]) -> None:
        """Show an agenda; points that hold more than their topic stay before it."""
        kept = [] if self.points() == self._template else list(self.points())
        kept = [point for point in kept if point != Point(item=AgendaItem(topic=point.item.topic))]
        self._template = points
        self.show_points([*kept, *points])
        self._shared.rearranged.emit()
        self._shared.edited.emit()
        if self.cards:
            self.cards[0].item.focus_field("topic")

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter in the last line a new point."""
        if event.type() != QEvent.Type.KeyPress or event.key() not in ENTER:  # type: ignore[attr-defined]
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
            return False
        if not self.take_new():
            self.focusNextChild()
        return True
