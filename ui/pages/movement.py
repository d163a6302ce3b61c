"""变动: what happened, then when and on what ground, then everything that will change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from models.errors import AppError, InvalidRecord
from models.members import movements
from models.members.movement_fitting import reasons_against
from models.members.movement_kinds import MONTHS, MovementKind, movement_kind
from models.members.records import Movement
from models.members.regrouping import KIND
from models.rules.movements import full_too_early, remarks_before
from models.values import PartialDate, parse_partial_date
from ui import theme
from ui.page import today
from ui.pages.grouping import NoGroupYet, groups_there_are
from ui.pages.movement_list import KindList
from ui.pages.movement_plan import LOW, Planned
from ui.record import drafts
from ui.record.form import PAUSE, Group, RecordForm
from ui.sure import is_sure
from ui.widgets import button, clear, column, label, row, scrolled
from ui.yearless import without_offer

if TYPE_CHECKING:
    from datetime import date

    from models.members.standing import Standing
    from models.store import Store

_KIND = "kind"
_AWAY = "转出"
_DRAFT = Movement.table
_WIDTH, _HEIGHT = 760, 600
_FIRST = "先在左边选变动类型，这里只列出这种变动要填的栏目。"
_ASK = "写上日期，这里会列出将要改动的每一项。"
_NOTHING = "只登记这一变动，不改动其他资料。"
_OF_OLD = "；补登以前的变动，先写上当时的日期。"
_EARLY = "预备期还没有满"
_STILL = "确认就照写的日期登记转正，取消就不登记，写的都还在。"
_LEFT = "没有登记，写的都还在；请核对转正日期。"
_KEPT = ("happened_on", "ground", "approval", "remark")
"""What was typed for one kind and is as true of another."""


class MovementDialog(QDialog):
    """Enter one movement of one member."""

    groups_wanted = Signal()
    """There is no group: the page where one is made is asked for."""

    def __init__(self, store: Store, person: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._person = person
        self._kind: MovementKind | None = None
        self.form: RecordForm | None = None
        self._paid_to: QLabel
        """Until when dues are paid, below the field of a transfer's letter."""
        self._waiting: dict[str, str] = {}
        """What was typed for another kind, while the one chosen has no form."""
        self.setWindowTitle(f"登记变动：{person.member.name}")
        self._planned = Planned(_ASK)
        self.effects = self._planned.words
        self._unfit: QLabel
        """Why the kind chosen does not fit the person."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._show_plan)
        self._build()
        self._fit(parent)
        self._judge_kinds()
        self._resume()
        self.kinds.setFocus()

    def _fit(self, parent: QWidget | None) -> None:
        """Take the size wanted, as far as the window has it."""
        wanted = QSize(theme.unit(_WIDTH), theme.unit(_HEIGHT))
        self.resize(wanted.boundedTo(parent.window().size()) if parent else wanted)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.addLayout(self._whose())
        across = QHBoxLayout()
        across.setSpacing(theme.unit(16))
        self.kinds = KindList()
        self.kinds.chosen.connect(lambda name: self._show_kind(movement_kind(name)))
        self.kinds.installEventFilter(self)
        across.addWidget(self.kinds)
        page = QWidget()
        self._right = column(page, spacing=12)
        beside = column(spacing=12)
        beside.addWidget(scrolled(page), 1)
        beside.addWidget(self._planned)
        self._planned.hide()
        across.addLayout(beside, 1)
        layout.addLayout(across, 1)
        self._enter = button("登记变动", self._apply, "primary")
        self._enter.setEnabled(False)
        layout.addLayout(row(None, button("取消", self.reject), self._enter))
        self._right.addWidget(label(_FIRST, "second", wrap=True))
        self._right.addStretch(1)

    def _whose(self) -> QHBoxLayout:
        """Return the line that says whom it is about."""
        person = self._person
        said = (person.category, person.group.name if person.group else "", person.member.work_post)
        about = label("　".join(part for part in said if part), "second")
        name = label(person.member.name, "name")
        for part in (name, about):
            part.setTextFormat(Qt.TextFormat.PlainText)
        line = row(name, about, spacing=12)
        line.setStretch(1, 1)
        return line

    def choose(self, name: str) -> None:
        """Choose a kind of movement."""
        self.kinds.choose(name)

    def _show_kind(self, kind: MovementKind) -> None:
        typed = self._half_typed()
        self._kind = kind
        clear(self._right)
        self._planned.hide()
        self._right.addWidget(label(kind.name, "cardtitle"))
        if words := "".join(filter(None, (kind.text, kind.citation and f"（{kind.citation}）"))):
            self._right.addWidget(label(words, "hint", wrap=True))
        self._unfit = label("", "doubt", wrap=True)
        self._right.addWidget(self._unfit)
        self._show_unfit()
        if kind.name == KIND and not groups_there_are(self._store):
            self._waiting = typed
            self._show_no_group()
            return
        self.form = self._made_form(kind)
        names = typed if typed.get(_KIND) == kind.name else _KEPT
        self.form.restore({name: typed[name] for name in names if typed.get(name)})
        self._waiting = {}
        self._right.addWidget(self.form)
        self._right.addStretch(1)
        self._planned.show()
        self._enter.setEnabled(True)
        self._show_plan()

    def _show_no_group(self) -> None:
        self.form = None
        self._enter.setEnabled(False)
        none = NoGroupYet()
        none.wanted.connect(self.reject)
        none.wanted.connect(self.groups_wanted)
        self._right.addWidget(none)
        self._right.addStretch(1)

    def _made_form(self, kind: MovementKind) -> RecordForm:
        self._paid_to = label("", "hint", wrap=True)
        form = RecordForm(Movement, [Group("", kind.field_names)], extra=kind.fields)
        if "other_party" in kind.field_names:
            groups = groups_there_are(self._store)
            form.offer("other_party", [(group.id or 0, group.name) for group in groups])
        if kind.name == _AWAY:
            form.add_below("dues_paid_to", self._paid_to)
            self._show_paid_to(today())
        form.offer_year(self._person.day.year)
        form.show_record(None)
        form.edited.connect(self._timer.start)
        form.save_asked.connect(self._apply)
        return form

    def _date_typed(self) -> PartialDate | None:
        """Return the date that stands in the form, None where none can be read."""
        try:
            return parse_partial_date(self.form.typed()["happened_on"]) if self.form else None
        except ValueError:
            return None

    def _day_typed(self) -> date:
        """Return the day that stands in the form, today where none can be read or it is to come."""
        typed = self._date_typed()
        return min(typed.last, today()) if typed else today()

    def _judge_kinds(self) -> None:
        """Put first what fits the person on the date typed, or as they stand where there is none."""
        on = self._date_typed()
        if on is None or on.first > today():
            on = PartialDate.of(self._person.day)
        self.kinds.show_reasons(reasons_against(self._store, self._person.member.id or 0, on))
        if self._kind:
            self._show_unfit()

    def _show_unfit(self) -> None:
        reason = self.kinds.reason(self._kind.name) if self._kind else ""
        hint = "" if self._date_typed() else _OF_OLD
        self._unfit.setText(f"{reason}{hint or '，请核对。'}" if reason else "")
        self._unfit.setVisible(bool(reason))

    def _show_paid_to(self, day: date) -> None:
        """Say until when dues are paid, as the books stand on a day; only a transfer asks for it."""
        if self._kind is None or self._kind.name != _AWAY:
            return
        from models.dues.of_member import paid_to_words  # noqa: PLC0415 - with this kind alone

        self._paid_to.setText(paid_to_words(self._store, self._person, day))

    # What was typed.

    def _movement(self) -> Movement:
        """Return what the form says.

        Raises:
            InvalidRecord: after showing each sentence beside its field.
        """
        if self.form is None or self._kind is None:
            raise InvalidRecord({_KIND: "请先选变动类型"})
        self.form.values()
        said = self.form.extra()
        if months := said.pop(MONTHS, None):
            said["other_party"] = f"{months}个月"
        return Movement(member_id=self._person.member.id or 0, kind=self._kind.name, **said)

    def _show_plan(self) -> None:
        self._judge_kinds()
        if self.form is not None:
            self.form.note({})
            self._show_paid_to(self._day_typed())
        if self.form is None or not self.form.typed()["happened_on"].strip():
            self._planned.say(_ASK)
            return
        try:
            movement = self._movement()
            lines = movements.plan(self._store, movement)
            remarks = remarks_before(self._store, movement, today())
            self.form.note({"happened_on": "；".join(remarks)})
        except InvalidRecord as error:
            self.form.say(error.problems)
            lines = [f"还不能登记：{without_offer(str(error))}。"]
        except AppError as error:
            lines = [str(error)]
        self._planned.say("\n".join(lines) or _NOTHING)

    def _apply(self) -> None:
        try:
            movement = self._movement()
            early = full_too_early(self._store, movement, today())
            if early and not is_sure(self, _EARLY, f"{early}。{_STILL}"):
                self._planned.say(_LEFT)
                return
            movements.apply(self._store, movement)
        except InvalidRecord as error:
            if self.form:
                self.form.explain(error.problems)
            self._planned.say(f"没有登记：{without_offer(str(error))}。")
        except AppError as error:
            self._planned.say(str(error))
        else:
            # Qt calls reject as well when an accepted dialog closes: nothing is half typed by then.
            self.form = None
            drafts.drop(self._store, self._draft)
            self.accept()

    # Half-typed movements, one for each person.

    @property
    def _draft(self) -> str:
        return f"{_DRAFT}:{self._person.member.id}"

    def _resume(self) -> None:
        found = drafts.kept(self._store, self._draft)
        if found is None or found[0] != self._person.member.id:
            return
        self._waiting = dict(found[1])
        self.choose(self._waiting.get(_KIND, ""))

    def _half_typed(self) -> dict[str, str]:
        """Return the kind and the texts that were typed last, nothing where none differ."""
        if self.form is None or self._kind is None:
            return self._waiting
        return {_KIND: self._kind.name, **self.form.typed()} if self.form.is_dirty else {}

    def _keep(self) -> None:
        if self._store.read_only:
            return
        if typed := self._half_typed():
            drafts.keep(self._store, self._draft, self._person.member.id, typed)
        elif self.form:
            drafts.drop(self._store, self._draft)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less between the parts where there is little height."""
        super().resizeEvent(event)
        is_low = self.height() < theme.unit(LOW)
        if layout := self.layout():
            space = theme.unit(8 if is_low else 16)
            layout.setContentsMargins(space, space, space, space)
            layout.setSpacing(theme.unit(8 if is_low else 12))
        self._planned.fit()

    def reject(self) -> None:
        """Close, and keep what is half typed for the next time."""
        if self.form:
            self.form.settle()
        self._keep()
        super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter in the list go on to the first field."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if self.form and pressed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # type: ignore[attr-defined]
            self.form.focus_first()
            return True
        return super().eventFilter(watched, event)
