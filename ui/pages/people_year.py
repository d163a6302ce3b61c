"""出勤和学时: what a year of meetings and own studies comes to for each member."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from models.fields import Field, Kind
from models.life.learning import Learner, learners_of_year
from models.meetings.settings import meeting_settings
from models.rules import rule
from ui.pages.followed_page import FollowedPage, Words
from ui.pages.rule_strip import RuleStanding
from ui.table.columns import Column
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store import Store

_EMPTY = "登记会议的考勤或学习培训以后，这里按人算出全年的应到、实到、出勤率和学时。"
_HINT = "补课计入出勤率；会议学时按出席和补课计算，没有写学时的学习类会议按起止时间折算。"
_SHORT, _EVERYONE = "只看没有学满的", "显示全部"


def _number(label_: str, name: str) -> Column:
    field = Field(label_, Kind.INTEGER, width=len(label_), name=name)
    return Column(field, lambda learner: getattr(learner.year, name))


def _hours(label_: str, name: str, value: Callable[[Learner], int | None]) -> Column:
    field = Field(label_, Kind.HOURS, width=len(label_), name=name)
    return Column(field, value, order=lambda learner: value(learner) or 0)


def _rate(learner: Learner) -> str:
    return "" if learner.year.rate is None else f"{learner.year.rate}%"


_COLUMNS = (
    Column(Field("姓名", Kind.NAME, width=13, name="name"), lambda learner: learner.year.name),
    _number("应到", "due"),
    _number("出席", "present"),
    _number("请假", "on_leave"),
    _number("缺席", "absent"),
    _number("补课", "made_up"),
    _number("未登记", "open"),
    Column(
        Field("出勤率", Kind.INTEGER, width=3, name="rate"),
        _rate,
        order=lambda learner: -1 if learner.year.rate is None else learner.year.rate,
    ),
    _hours("会议学时", "from_meetings", lambda learner: learner.year.from_meetings),
    _hours("其他学时", "from_entries", lambda learner: learner.year.from_entries),
    _hours("学时合计", "hours", lambda learner: learner.year.hours),
    _hours("应达学时", "needed", lambda learner: learner.needed),
    _hours("还差学时", "short", lambda learner: learner.short),
)


class PeopleYear(FollowedPage):
    """One line a member; nothing is typed here, everything follows from the records."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "attendance", "study", "member", "own_kind", "post", "period"}
    )

    def __init__(self, store: Store) -> None:
        self._only_short = False
        export = button("导出", lambda: self.wanted.emit("export"))
        words = Words("出勤和学时", _HINT, _EMPTY)
        super().__init__(
            store, words, _COLUMNS, lambda each: (each.year.member_id, each.year.name), export
        )
        self.reload()

    def reload(self) -> None:
        """Show the year as the file has it now."""
        self._people = learners_of_year(self.store, self.year, self.day)
        has_any = any(each.year.due or each.year.hours for each in self._people)
        self.strip.show_standing(self._standing() if has_any else None)
        self._show_people()
        self.show_any(has_any=has_any)

    def _show_people(self) -> None:
        shown = [each for each in self._people if each.short or not self._only_short]
        self.model.set_rows(shown)
        total = f"{len(self._people)} 人"
        self.count.setText(total if len(shown) == len(self._people) else f"{len(shown)} / {total}")

    def _standing(self) -> RuleStanding:
        """Return how many have learnt what R-44 asks."""
        settings = meeting_settings(self.store)
        asked = [each for each in self._people if each.needed is not None]
        short = sum(bool(each.short) for each in asked)
        words = f"全年应学：党员 {settings.hours} 学时，书记和委员 {settings.most_hours} 学时；{len(asked)} 人"
        words += f"中 {len(asked) - short} 人已学满，{short} 人还没有。" if short else "都已学满。"
        way = (_EVERYONE if self._only_short else _SHORT) if short or self._only_short else ""
        return RuleStanding(words, rule("meetings", "R-44"), way=way)

    def lead_on(self) -> None:
        """List those alone who have not learnt enough, or everyone again."""
        self._only_short = not self._only_short
        self.strip.show_standing(self._standing())
        self._show_people()

    def open(self, line: Learner) -> None:
        """Show the member."""
        if line.year.member_id:
            self.record_wanted.emit("member", line.year.member_id)
