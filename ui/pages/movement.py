"""变动: what happened and when, then everything that will change, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.errors import AppError, InvalidRecord
from models.members import movements
from models.members.records import Movement
from ui import theme
from ui.editors import LineEditor
from ui.record_form import PAUSE, Group, RecordForm
from ui.widgets import button, card, label, row, scrolled

if TYPE_CHECKING:
    from models.members.standing import Standing
    from models.store import Store

_FIELDS = (
    "kind", "happened_on", "other_party", "ground", "approval", "dues_paid_to", "received_on",
    "remark",
)  # fmt: skip
_OTHER_PARTY = {
    "转入": "从哪个党组织转来，写全称",
    "转出": "转往哪个党组织，写全称",
    "编入": "组织关系所在的党组织",
    "调岗": "新的单位及职务",
    "调整党小组": "新的党小组，名称与组织建设中的一致",
}
_ASK = "选好变动类型、写上日期，这里会列出将要改动的每一项。"


class MovementDialog(QDialog):
    """Enter one movement of one member."""

    def __init__(self, store: Store, person: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._person = person
        self.setWindowTitle(f"登记变动：{person.member.name}")
        self.resize(theme.unit(560), theme.unit(600))
        self.form = RecordForm(Movement, [Group("", _FIELDS)])
        self.form.offer("kind", [(0, kind) for kind in movements.KINDS])
        self.form.show_record(None)
        self.form.edited.connect(self._wait)
        self.form.save_asked.connect(self._apply)
        self.effects = label(_ASK, "", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._show_plan)
        self._build()
        self.form.focus_first()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        space = theme.unit(20)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(12))
        layout.addWidget(scrolled(self.form), 1)
        frame, inner = card()
        inner.addWidget(label("将要改动", "cardtitle"))
        inner.addWidget(self.effects)
        layout.addWidget(frame)
        cancel = button("取消", self.reject)
        layout.addLayout(row(None, cancel, button("登记变动", self._apply, "primary")))

    def _movement(self) -> Movement:
        return Movement(member_id=self._person.member.id or 0, **self.form.values())

    def _wait(self) -> None:
        kind = self.form.typed()["kind"].strip()
        other = self.form.editor("other_party")
        if isinstance(other, LineEditor):
            other.setPlaceholderText(_OTHER_PARTY.get(kind, ""))
        self._timer.start()

    def _show_plan(self) -> None:
        typed = self.form.typed()
        if not typed["kind"].strip() or not typed["happened_on"].strip():
            self.effects.setText(_ASK)
            return
        try:
            lines = movements.plan(self._store, self._movement())
        except AppError as error:
            lines = [str(error)]
        self.effects.setText("\n".join(lines) or "只登记这一变动，不改动其他资料。")

    def _apply(self) -> None:
        try:
            movements.apply(self._store, self._movement())
        except InvalidRecord as error:
            self.form.explain(error.problems)
            self.effects.setText(str(error))
        except AppError as error:
            self.effects.setText(str(error))
        else:
            self.accept()
