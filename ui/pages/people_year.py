"""出勤和学时: what a year of meetings and own studies comes to for each member."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from models.fields import Field, Kind
from models.meetings.settings import meeting_settings
from models.meetings.yearly import PersonYear, people_of_year
from ui import theme
from ui.page import Page
from ui.record.layout import EmptyPage
from ui.table.columns import Column
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.widgets import button, card, label, row, search_box

if TYPE_CHECKING:
    from models.store import Store

_EMPTY = "登记会议的考勤或学习培训以后，这里按人算出全年的应到、实到、出勤率和学时。"
_HINT = "补课计入出勤率；会议学时按出席和补课计算，没有写学时的学习类会议按起止时间折算。"


def _number(label_: str, name: str) -> Column:
    field = Field(label_, Kind.INTEGER, width=4, name=name)
    return Column(field, lambda person: getattr(person, name))


def _hours(label_: str, name: str) -> Column:
    field = Field(label_, Kind.HOURS, width=5, name=name)
    return Column(field, lambda person: getattr(person, name), order=lambda p: getattr(p, name))


def _rate(person: PersonYear) -> str:
    return "" if person.rate is None else f"{person.rate}%"


_COLUMNS = (
    Column(Field("姓名", Kind.NAME, width=6, name="name"), lambda person: person.name),
    _number("应到", "due"),
    _number("出席", "present"),
    _number("请假", "on_leave"),
    _number("缺席", "absent"),
    _number("补课", "made_up"),
    _number("未登记", "open"),
    Column(
        Field("出勤率", Kind.INTEGER, width=5, name="rate"),
        _rate,
        order=lambda person: -1 if person.rate is None else person.rate,
    ),
    _hours("会议学时", "from_meetings"),
    _hours("其他学时", "from_entries"),
    _hours("学时合计", "hours"),
)


class PeopleYear(Page):
    """One line a member; nothing is typed here, everything follows from the records."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "attendance", "study", "member", "own_kind"}
    )

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.body.setContentsMargins(0, theme.unit(16), 0, 0)
        self.model = RecordModel(
            _COLUMNS, key=lambda person: (person.member_id, person.name), parent=self
        )
        self.table = RecordTable(self.model, "出勤和学时")
        self.table.opened.connect(self._open)
        self.search = search_box("姓名")
        self.search.textChanged.connect(self.model.search)
        self.search.returnPressed.connect(self.table.setFocus)
        self._title = label("出勤和学时", "cardtitle")
        self._count = label("", "subtitle")
        self._export = button("导出", lambda: self.wanted.emit("export"))
        self.body.addLayout(row(self._title, self._count, None, self.search, self._export))
        self._frame, layout = card()
        layout.setContentsMargins(1, 1, 1, theme.unit(8))
        layout.addWidget(self.table, 1)
        hint = label(_HINT, "hint", wrap=True)
        hint.setContentsMargins(theme.unit(16), 0, theme.unit(16), 0)
        layout.addWidget(hint)
        self._none = EmptyPage(_EMPTY, [])
        self.body.addWidget(self._frame, 1)
        self.body.addWidget(self._none, 1)
        self.reload()

    def reload(self) -> None:
        """Show the year as the file has it now."""
        people = people_of_year(self.store, self.year)
        settings = meeting_settings(self.store)
        self.model.set_rows(people)
        self._count.setText(
            f"{len(people)} 人 · 全年要求党员 {settings.hours} 学时、委员 {settings.leader_hours} 学时"
        )
        for part in (self._frame, self._count, self.search, self._export):
            part.setVisible(bool(people))
        self._none.setVisible(not people)

    def begin(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()

    def _open(self, person: PersonYear) -> None:
        if person.member_id:
            self.record_wanted.emit("member", person.member_id)
