"""Everything one types of a meeting on one page, and the keys that lead through it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from models.meetings.attending import with_counts
from models.meetings.minutes import Minutes
from models.rules.contradictions import Surroundings, contradictions
from ui import theme
from ui.meeting.agenda import Agenda
from ui.meeting.checks import Checks
from ui.meeting.facts import Facts
from ui.meeting.own import OwnColumns
from ui.meeting.photos import Photos
from ui.meeting.roll_call import RollCall
from ui.meeting.shared import Shared
from ui.meeting.tab_order import order_tabs
from ui.page import today
from ui.widgets import row, scrolled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.meetings.records import Meeting
    from models.rules.findings import Finding
    from models.store import Store
    from ui.meeting.part import Part
    from ui.meeting.point import PointCard

CHECKED_AFTER = 500
"""Milliseconds without a key after which the meeting is held against itself."""
_TWO_COLUMNS, _ASIDE = 1000, 400
"""Pixels of the design: from where who came stands beside the points, and how wide."""
_A_LINE, _LINES, _HEAD = 28, 22, 8
"""Characters of a line, lines of a page and of the head of the printed minutes."""

Typed = dict[str, dict[str, str]]
"""Texts that no record of the minutes can hold, by the place of their part and their field."""
_OWN, _WHO = "own", "who"


class MinutesForm(QWidget):
    """One meeting as editors: minutes go in, what was typed comes out as minutes."""

    edited = Signal()
    """Something was typed."""
    checked = Signal(int)
    """The meeting was held against itself: so many places are to be checked."""
    renamed = Signal()
    """The type or day is another."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._filling = False
        self._is_new = True
        self._around: Surroundings | None = None
        self.shared = Shared(store)
        self.facts = Facts(self.shared)
        self.roll = RollCall(self.shared)
        self.agenda = Agenda(self.shared)
        self.own = OwnColumns(self.shared)
        self.photos = Photos(self.shared)
        self.checks = Checks()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECKED_AFTER)
        self._timer.timeout.connect(self.check)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._aside = _stacked(self.roll, self.checks, right=0)
        self._main = _stacked(self.facts, self.agenda, self.own, self.photos)
        self.photos.take_drops_on(self)
        self._beside = scrolled(QWidget())
        self._beside.setFixedWidth(theme.unit(_ASIDE))
        self.area = scrolled(self._main)
        across = row(self.area, self._beside, spacing=12)
        across.setStretch(0, 1)
        self.setLayout(across)
        for area in (self.area, self._beside):
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._is_wide = False
        self._place_aside(wide=True)

    def _place_aside(self, *, wide: bool) -> None:
        """Put who came beside the points, or above them where the window is narrow."""
        if wide == self._is_wide:
            return
        self._is_wide = wide
        kept = QApplication.focusWidget()
        if wide:
            self._beside.setWidget(self._aside)
        else:
            self._beside.takeWidget()
            self._main.layout().insertWidget(1, self._aside)  # type: ignore[union-attr]
            self._aside.show()
        self._beside.setVisible(wide)
        if kept is not None and self._aside.isAncestorOf(kept):
            kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.shared.edited.connect(self._on_edit)
        self.shared.rearranged.connect(self._order_tabs)
        self.checks.chosen.connect(self.go_to)
        told = self.roll.told
        told.spoke.connect(lambda: QTimer.singleShot(0, told, partial(self._bring, told)))
        self.add_key("Ctrl+Down", partial(self._to_point, 1))
        self.add_key("Ctrl+Up", partial(self._to_point, -1))
        for place in range(5):
            self.add_key(f"Ctrl+{place + 1}", partial(self._act, place))
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def add_key(self, key: str, act: object) -> None:
        """Let a key do something wherever in the form the cursor stands."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # Minutes in, minutes out.

    def show_minutes(self, minutes: Minutes, *, is_new: bool) -> None:
        """Show a meeting; a new one takes the people and the agenda of its type and day."""
        self._filling = True
        self._is_new = is_new
        self._around = None
        self.shared.read()
        self.shared.follow(minutes.meeting)
        self._meeting = minutes.meeting
        self.facts.show_record(minutes.meeting)
        self.own.show_meeting(minutes.meeting.id)
        self.photos.show_meeting(minutes.meeting)
        self.roll.show_entries(minutes.attendance, minutes.meeting)
        self.agenda.new.clear()
        self.agenda.show_points(minutes.points)
        self.agenda.note_template()
        self._filling = False
        self._order_tabs()
        self.check()

    def ask_who_is_due(self) -> None:
        """List who should attend, all present on a day that has come."""
        self._filling = True
        self.roll.renew(self._meeting, today())
        self._filling = False
        self.check()

    def minutes(self) -> Minutes:
        """Return the meeting as typed, as far as the texts mean something."""
        entries = tuple(self.roll.entries)
        meeting = with_counts(self.facts.record(), entries)
        return Minutes(meeting=meeting, attendance=entries, points=self.agenda.points())

    def typed(self) -> Typed:
        """Return the texts that no minutes hold, by the place of their part among those kept."""
        kept: list[Part] = [self.facts]
        for card in self.agenda.cards:
            begun = [part for part in card.parts() if part is card.item or not part.is_empty]
            kept += [] if card.is_empty else begun
        faulty = {str(place): part.faulty() for place, part in enumerate(kept)}
        faulty[_OWN] = self.own.typed()
        left = self.roll.words_left
        faulty[_WHO] = {"line": left} if left else {}
        return {place: texts for place, texts in faulty.items() if texts}

    def restore(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        """Put back the texts that no minutes hold, after those they were typed in."""
        self.own.restore(typed.get(_OWN, {}))
        self.roll.line.setText(typed.get(_WHO, {}).get("line", ""))
        for place, part in enumerate(self.parts()):
            part.restore(typed.get(str(place), {}))
        for card in self.agenda.cards:
            card.restored()

    def parts(self) -> Iterator[Part]:
        """Yield every line of editors from top to bottom."""
        yield self.facts
        yield from self.agenda.parts()

    def settle(self) -> None:
        """Take what an input method is still composing as typed."""
        for part in self.parts():
            part.settle()
        self.own.settle()

    def faults(self) -> list[str]:
        """Show what no record can hold, go to the first, and return the sentences there."""
        wrong = [part for part in self.parts() if part.explain()]
        if not wrong and (left := self.roll.left_over()):
            self.roll.begin()
            return [left]
        if not wrong:
            return self.own.faults()
        faults = wrong[0].faults()
        wrong[0].focus_field(next(iter(faults)))
        return list(faults.values())

    def _on_edit(self) -> None:
        if self._filling:
            return
        self._timer.start()
        before, after = self._meeting, self.facts.record()
        if self.facts.decides(before, after):
            self._meeting = after
            self._follow(before, after)
        self.edited.emit()

    def _follow(self, before: Meeting, after: Meeting) -> None:
        """Ask anew who should attend, and for another type begin with its agenda."""
        self.shared.follow(after)
        if self._is_new and after.kind != before.kind and after.kind in self.shared.kinds.names:
            self.agenda.begin_with(after.kind)
            self._order_tabs()
        self.roll.renew(after, today())
        self.renamed.emit()

    # What to check.

    def forget_surroundings(self) -> None:
        """Hold the meeting against the file as it is now from here on."""
        self._around = None

    def check(self) -> None:
        """Hold the meeting against itself and show what to check."""
        if self._around is None:
            self._around = Surroundings(self._store, today())
        minutes = self.minutes()
        found = contradictions(minutes, self._around)
        self.checks.show_findings(found)
        owners = [self._owner_of(finding) for finding in found]
        for part in self.parts():
            part.show_doubts(f for f, owner in zip(found, owners, strict=True) if owner is part)
        order_tabs(self.agenda.new, self.own, self.photos, self.checks)
        self._summarise(minutes)
        self.checked.emit(self.checks.number)

    def stop_checking(self) -> None:
        """Check no more until something is typed."""
        self._timer.stop()

    def _summarise(self, minutes: Minutes) -> None:
        texts = [minutes.meeting.body]
        for point in minutes.points:
            texts += [point.item.topic, point.item.report, point.item.resolution]
            texts += [speech.words for speech in point.speeches]
        letters = f"{sum(map(len, texts)):,}".replace(",", " ")
        lines = sum(-(-len(line) // _A_LINE) for text in texts for line in text.split("\n"))
        resolved = sum(bool(point.item.resolution) for point in minutes.points)
        tasks = sum(len(point.tasks) for point in minutes.points)
        pages = -(-(lines + _HEAD) // _LINES)
        words = f"决议 {resolved} 项　任务 {tasks} 项　{letters} 字　预计打印 {pages} 页"
        self.agenda.summary.setText(words)

    def go_to(self, finding: Finding) -> None:
        """Put the cursor where a contradiction can be mended."""
        number, table = finding.record_id or 0, finding.table
        if table == "attendance":
            self.roll.focus_entry(number, finding.field)
        elif part := self._owner_of(finding):
            part.focus_field(finding.field)
        elif table == "meeting":
            self.roll.begin()

    def show_part(self, table: str, number: int, sought: str) -> None:
        """Put the cursor into the field of a part that holds some words, and mark them."""
        if part := self._part_of(table, number):
            part.show_words(sought)

    def _owner_of(self, finding: Finding) -> Part | None:
        """Return the line of editors that holds the field of a contradiction, None for the roll's."""
        if finding.table == "meeting":
            return None if finding.field == "present" else self.facts
        return self._part_of(finding.table, finding.record_id or 0)

    def _part_of(self, table: str, number: int) -> Part | None:
        parts = [part for part in self.parts() if part.record_type.table == table]
        parts = [part for part in parts if not part.is_empty]
        if number < 0:
            return parts[-number - 1] if -number <= len(parts) else None
        return next((part for part in parts if part.base.id == number), None)

    # Keys.

    def focused(self) -> tuple[int, str] | None:
        """Return which field has the cursor, by the place of its part."""
        shown = QApplication.focusWidget()
        for place, part in enumerate(self.parts()):
            for name, editor in part.editors.items():
                if editor is shown:
                    return place, name
        return None

    def focus_on(self, field: tuple[int, str] | None) -> None:
        """Put the cursor back into a field."""
        parts = list(self.parts())
        if field and field[0] < len(parts):
            parts[field[0]].focus_field(field[1])

    def _card(self) -> PointCard | None:
        """Return the point that has the cursor, else the last."""
        shown = QApplication.focusWidget()
        for card in self.agenda.cards:
            if shown and card.isAncestorOf(shown):
                return card
        return self.agenda.cards[-1] if self.agenda.cards else None

    def _act(self, place: int) -> None:
        """Add a speech, vote or the like to the point that has the cursor."""
        if self.agenda.new.hasFocus():
            self.agenda.take_new()
        card = self._card() or self.agenda.add()
        card.acts[place][1]()

    def _to_point(self, step: int) -> None:
        """Go to the topic of the next point or of the one before."""
        shown, cards = QApplication.focusWidget(), self.agenda.cards
        inside = [n for n, card in enumerate(cards) if shown and card.isAncestorOf(shown)]
        at = inside[0] + step if inside else (0 if step > 0 else len(cards) - 1)
        if 0 <= at < len(cards):
            cards[at].item.focus_field("topic")
        else:
            self.agenda.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """Let Tab go from the facts to who came, then through the points from top to bottom."""
        order_tabs(self.facts, self.roll, self.agenda, self.own, self.photos, self.checks)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring what has the cursor into sight, once it has its place."""
        if new is not None and self.isAncestorOf(new):
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        self._bring(QApplication.focusWidget())

    def _bring(self, shown: QWidget | None) -> None:
        for area in (self.area, self._beside):
            inner = area.widget()
            if shown and inner is not None and inner.isAncestorOf(shown):
                area.ensureWidgetVisible(shown, 0, theme.unit(48))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put who came where there is room for it."""
        super().resizeEvent(event)
        self._place_aside(wide=self.width() >= theme.unit(_TWO_COLUMNS))


def _stacked(*parts: QWidget, right: int = 4) -> QWidget:
    made = QWidget()
    made.setObjectName("plain")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, theme.unit(right), 0)
    layout.setSpacing(theme.unit(16))
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return made
