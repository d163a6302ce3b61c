"""调整党小组: the chosen people put into one group, with what that means for each said beforehand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.branch.records import Group as PartyGroup
from models.errors import AppError, InvalidRecord
from models.fields import Kind, field_of
from models.members.records import Movement
from models.members.regrouping import Regrouping, regroup, regrouping
from ui import theme
from ui.record.form import Group, RecordForm
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.members.standing import Standing
    from models.store import Store

NO_GROUP = "还没有党小组，先到“组织建设”建立，再回到这里编入。"
_FIELDS = (
    replace(field_of(Movement, "other_party"), label="党小组", kind=Kind.CHOICE, required=True),
    replace(field_of(Movement, "happened_on"), label="从哪天起", required=False),
)
_ASK = "选一个党小组，这里会说明各人怎样改。从没编过党小组的人，日期可以不写。"
_NAMED = 6


def groups_there_are(store: Store) -> list[PartyGroup]:
    """Return the groups that stand, in their order."""
    standing = (group for group in store.all(PartyGroup) if group.dissolved_on is None)
    return sorted(standing, key=lambda group: (group.place, group.id or 0))


class NoGroupYet(QWidget):
    """Says that there is no group, with the way to where one is made."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        layout.addWidget(label(NO_GROUP, "", wrap=True))
        layout.addLayout(row(button("去建立党小组", self.wanted.emit, "", "network"), None))


class GroupingDialog(QDialog):
    """Asks which group the chosen people come into, and from which day on."""

    groups_wanted = Signal()
    """There is no group: the page where one is made is asked for."""

    def __init__(self, store: Store, people: Sequence[Standing], parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._people = people
        self._groups = groups_there_are(store)
        self.form = RecordForm(Movement, [Group("", ("other_party", "happened_on"))], extra=_FIELDS)
        self.told = label(_ASK, "hint", wrap=True)
        self._write = button("调整", self._apply, "primary")
        self.setWindowTitle("调整党小组")
        self.setMinimumWidth(min(theme.unit(460), parent.window().width()))
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        space = theme.unit(16)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.unit(12))
        layout.addWidget(label(_names(self._people), "cardtitle", wrap=True))
        if not self._groups:
            none = NoGroupYet()
            none.wanted.connect(self.reject)
            none.wanted.connect(self.groups_wanted)
            layout.addWidget(none)
            layout.addLayout(row(None, button("取消", self.reject)))
            return
        self.form.offer("other_party", [(group.id or 0, group.name) for group in self._groups])
        self.form.show_record(None)
        self.form.edited.connect(self._show_plan)
        self.form.save_asked.connect(self._apply)
        layout.addWidget(self.form)
        layout.addWidget(self.told)
        layout.addStretch(1)
        layout.addLayout(row(None, button("取消", self.reject), self._write))
        self._show_plan()
        self.form.focus_first()

    @property
    def _asked(self) -> Regrouping | None:
        name = self.form.typed()["other_party"].strip()
        group = next((group for group in self._groups if group.name == name), None)
        return regrouping(self._people, group) if group else None

    def _show_plan(self) -> None:
        asked = self._asked
        self.told.setText(asked.sentence if asked else _ASK)
        number = asked.number if asked else 0
        self._write.setText(f"调整 {number} 人" if number else "调整")
        self._write.setEnabled(bool(number))

    def _apply(self) -> None:
        try:
            self.form.values()
            if (asked := self._asked) is None:
                return
            regroup(self._store, asked, self.form.extra()["happened_on"])
        except InvalidRecord as error:
            self.form.explain(error.problems)
            self.told.setText(f"没有调整：{error}。")
        except AppError as error:
            self.told.setText(str(error))
        else:
            self.accept()


def _names(people: Sequence[Standing]) -> str:
    names = "、".join(person.member.name for person in people[:_NAMED])
    return f"{names}等 {len(people)} 人" if len(people) > _NAMED else names
