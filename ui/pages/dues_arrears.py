"""欠交: who owes which months and how much, what is due to be done, and the slips for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal

from models.dues.arrears import Arrear, arrears
from models.dues.book import DuesBook
from models.dues.words import unfixed_words, yuan_words
from models.fields import Field, Kind
from models.members.names import distinct_names
from models.rules.dues_parts import PAYMENTS, findings_of_part
from models.rules.dues_year import dues_rule
from ui.page import today
from ui.pages.dues_part import DUES
from ui.pages.followed_page import FollowedPage, Words
from ui.pages.of_people import room_for
from ui.pages.rule_strip import RuleStanding
from ui.table.columns import Column
from ui.widgets import button

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from models.store import Store

SLIP = "dues-reminder"
_NOBODY = (
    "到现在没有人欠交党费。过了每月的收缴日还没有交的，会列在这里；"
    "没有核定的人算不出欠交，请先到“核定”登记。"
)
_HINT = (
    "Enter 或双击：到“收缴”里这个人欠交的那一月。选中一个人就打印这个人的提醒；"
    "选中几个或不选，到“导出”页可以选全部欠交的人。"
)
_NAME = 9
"""Characters that the column of names is wide at least."""
_NOTICES = {"": ("", "plain"), "提醒": ("提醒", "note"), "再次提醒": ("再次提醒", "warn")}


def _notice(arrear: Arrear) -> str:
    return arrear.notice or "补交"


def _tone(arrear: Arrear) -> str:
    return _NOTICES.get(arrear.notice, ("", "accent"))[1]


class ArrearsPage(FollowedPage):
    """One line for everyone who owes; nothing is typed here, it follows from what was paid."""

    tables: ClassVar[frozenset[str]] = DUES

    member_wanted = Signal(int, int)
    """A member's month, by id and number of the month, is to be shown in the year's grid."""

    def __init__(self, store: Store) -> None:
        self._names: dict[int, str] = {}
        self._width = _NAME
        self._found: list[Finding] = []
        self._unfixed = ""
        """Whose months are owed by nobody because nothing is fixed for them, in words."""
        slips = button("打印提醒…", self._print_slips, "primary", "printer")
        words = Words("欠交", _HINT, _NOBODY)
        super().__init__(store, words, self._columns(), lambda one: one.person.member.id, slips)
        self.reload()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(Field("姓名", Kind.NAME, width=self._width, name="name"), self._name),
            Column(
                Field("党小组", width=8, name="group"),
                lambda one: one.person.group.name if one.person.group else "",
            ),
            Column(
                Field("欠交月份", width=16, name="months"),
                lambda one: one.words,
                order=lambda one: one.months,
                tip=lambda one: one.words,
            ),
            Column(Field("欠交金额", Kind.MONEY, width=6, name="owed"), lambda one: one.owed),
            Column(
                Field("连续未交（月）", Kind.INTEGER, width=6, name="on_end"),
                lambda one: one.on_end,
            ),
            Column(Field("应做的", width=6, name="notice"), _notice, tone=_tone),
            Column(
                Field("现在", width=6, name="state"),
                lambda one: "在册" if one.person.on_roll else "已不在册",
            ),
        )

    def _make_room(self, names: list[str]) -> None:
        """Let the first column hold the longest of the names, as that of one of two alike."""
        wanted = room_for(names, _NAME)
        if self.model.columns[0].field.width != wanted:
            self._width = wanted
            self.model.set_columns(self._columns())
            self.table.show_widths({})

    def _name(self, arrear: Any) -> str:
        return self._names.get(arrear.person.member.id, "")

    def reload(self) -> None:
        """Show who owes as the file has it now."""
        book = DuesBook(self.store, self.day)
        self._unfixed = unfixed_words(book.year(self.year))
        self._names = distinct_names(person.member for person in book.everyone())
        found = arrears(book)
        self._make_room([self._name(one) for one in found])
        self.model.set_rows(found)
        self.count.setText(f"{len(found)} 人")
        self._found = findings_of_part(self.store, PAYMENTS, self.year, today())
        self.strip.show_standing(self._standing(found))
        self.show_any(has_any=bool(found))

    def _standing(self, found: list[Arrear]) -> RuleStanding | None:
        if not found and not self._found and not self._unfixed:
            return None
        words = ""
        if found:
            words = (
                f"到{self.day}，{len(found)} 人欠交，共 {yuan_words(sum(o.owed for o in found))}；"
            )
            words += "减免、还没到收缴日的不算。"
        words += f"{self._unfixed}。" if self._unfixed else ""
        doubts = [finding.text for finding in self._found]
        way = f"看全部 {len(doubts)} 处" if len(doubts) > 1 else "去核对" if doubts else ""
        rule = dues_rule("R-18") if found else None
        return RuleStanding(words, rule, "".join(doubts[:2]), way=way)

    def lead_on(self) -> None:
        """List what of payments is to be checked, with the way to each."""
        from ui.pages.findings_list import chosen_of  # noqa: PLC0415 - when first asked for

        wanted = chosen_of(self, f"{self.year} 年党费交纳要核对的", self._found)
        if wanted is not None and wanted.record_id is not None:
            self.record_wanted.emit(wanted.table, wanted.record_id)

    def _print_slips(self) -> None:
        """Lead to the slip of the one chosen, or to those of everyone who owes."""
        chosen = self.table.chosen_rows()
        number = chosen[0].person.member.id if len(chosen) == 1 else 0
        self.paper_wanted.emit(SLIP, number or 0)

    def open(self, line: Any) -> None:
        """Show the first month someone owes in the year's grid."""
        month = line.months[0]
        if month.year != self.year:
            self.said.emit(
                f"从{month.year}年{month.month}月起欠交，请换到 {month.year} 年度去登记。"
            )
        first = next((each for each in line.months if each.year == self.year), None)
        self.member_wanted.emit(line.person.member.id, first.month if first else 1)

    def show_member(self, member_id: int) -> None:
        """Choose someone who owes."""
        self.table.choose(member_id)
