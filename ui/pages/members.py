"""党员: everyone of the branch, with the profile of the chosen one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from models.branch.records import Group as PartyGroup
from models.errors import AppError
from models.fields import Field, Kind, field_of
from models.members.amending import amended, entered, group_named, implied, refuse_category
from models.members.records import Member, doubts_text
from models.members.roster import (
    AGE,
    ATTACHED,
    CATEGORY,
    GROUP,
    PARTY_YEARS,
    POST,
    STANDING,
    roster_value,
)
from models.members.standing import PROBATIONARY, Standing, everyone_on, person_on
from ui.pages.counted import CountedPage
from ui.pages.member_groups import FORM_GROUPS
from ui.pages.member_moves import acts_for, enter_movement, put_into_group
from ui.record.form import Group, RecordForm
from ui.record.row_menu import Act
from ui.record.view import View
from ui.shell.preferences import FULL_NUMBERS
from ui.table.columns import Column, column
from ui.widgets import button, label
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.change import Change
    from models.store import Store

_TABLES = frozenset(
    {"member", "period", "post", "party_group", "movement", "own_column", "own_value"}
)
_PRESENT, _GONE, _ALL = "在本支部", "已离开", "全部人员"
DOUBTFUL = "资料存疑"
"""Those in the branch with a value that waits to be confirmed or mended."""
_REGROUP = "请在名册里按右键，用“调整党小组…”"


def member_of(person: Standing) -> Member:
    """Return the member of a row."""
    return person.member


def name_tip(person: Standing) -> str:
    """Return why a member's record needs a look."""
    return "；".join(f"存疑：{reason}" for reason in person.member.doubtful.values())


def _own(name: str) -> Column:
    return column(field_of(Member, name), member_of)


_NAME = replace(
    column(replace(field_of(Member, "name"), width=6), member_of),
    order=lambda person: person.member.keys or person.member.name,
    tip=name_tip,
)
_COLUMNS = (
    _NAME,
    _own("sex"),
    _own("born_on"),
    Column(
        replace(GROUP, width=6),
        lambda person: person.group.name if person.group else "",
        fixed="请选中要编组的人（可以一次选多人），用“调整党小组”",
    ),
    Column(
        replace(CATEGORY, label="类别"),
        lambda person: person.category,
        tone=lambda person: "warn" if person.category == PROBATIONARY else "plain",
        fixed="它由入党日期和转正日期得出，例外在“组织建设”的“党员情况”中登记",
    ),
    _own("joined_on"),
    _own("phone"),
    Column(POST, lambda person: person.post, fixed="请在“组织建设”的“任职”中登记"),
    _own("work_post"),
)


def _computed(field: Field, fixed: str) -> Column:
    return Column(field, lambda person: roster_value(person, field.name), fixed=fixed)


_MORE = (
    _computed(AGE, "它由出生日期算出"),
    _computed(PARTY_YEARS, "它由转正日期算出"),
    _computed(STANDING, "请在“组织建设”的“党员情况”中登记"),
    _computed(replace(ATTACHED, label="编入"), "请选中这个人，用“变动”登记编入"),
)


def _words(person: Standing) -> str:
    member = person.member
    parts = (
        member.name, member.keys, member.keys.replace(" ", ""), member.phone,
        member.identity_number, member.work_post, person.post,
        person.group.name if person.group else "", person.category,
    )  # fmt: skip
    return "\n".join(parts)


_VIEW = View(
    record=Member,
    title="党员",
    unit="人",
    columns=_COLUMNS,
    groups=FORM_GROUPS,
    rows=everyone_on,
    row=person_on,
    record_of=member_of,
    name_of=lambda member: member.name,
    words=_words,
    search_hint="姓名、拼音首字母、电话…",
    empty="这里是支部的党员名册：可以从现有的 Excel 花名册导入，也可以逐人录入。",
    tables=_TABLES,
    more=_MORE,
    amended=amended,
    implied=implied,
    insert=entered,
)


class MembersPage(CountedPage):
    """The roster: search, filters, profile, form, and 变动."""

    tables: ClassVar[frozenset[str]] = _TABLES

    def __init__(self, store: Store) -> None:
        self._who = _filter("人员范围", (_PRESENT, DOUBTFUL, _GONE, _ALL))
        self._group = _filter("党小组", ("全部小组",))
        self._category = _filter("类别", ("全部类别", "正式党员", "预备党员"))
        self._full = QCheckBox("显示完整号码")
        self._tab = 0
        super().__init__(store, _VIEW)
        self._full.toggled.connect(lambda full: self.model.show_in_full(full=full))
        self._full.setChecked(bool(store.preference(FULL_NUMBERS)))
        for box in (self._who, self._group, self._category):
            box.currentIndexChanged.connect(self.model.let_go)
            box.currentIndexChanged.connect(self.refilter)

    # Parts a kind of record may have of its own.

    def head_buttons(self) -> list[QWidget]:
        """Offer statistics, import, export and a new member."""
        return [
            self.counting,
            self._importing(),
            button("导出", lambda: self.wanted.emit("export")),
            self.adding(),
        ]

    def _importing(self, name: str = "", icon: str = "") -> QWidget:
        made = button("从 Excel 导入", lambda: self.wanted.emit("import"), name, icon)
        for_writing(self.store, made)
        return made

    def first_steps(self) -> list[QWidget]:
        """Offer import first: most branches have a roster."""
        return [self._importing("primary", "download"), self.adding(name="")]

    def filters(self) -> list[QWidget]:
        """Offer group, category, those who left, and numbers in full."""
        return [self._group, self._category, self._who, self._full]

    def profile(self, shown: Any) -> QWidget | None:
        """Show who the chosen one is, what is wrong first."""
        from ui.pages.profile import Profile  # noqa: PLC0415 - when first needed

        made = Profile(self.store, shown, self._tab)
        made.edit_asked.connect(lambda field: self.edit_field(shown, field))
        made.move_asked.connect(lambda: enter_movement(self, shown))
        made.confirm_asked.connect(lambda name: self._confirm(shown.member, name))
        made.take_back_asked.connect(self._take_back)
        made.record_wanted.connect(self.record_wanted)
        made.photo_chosen.connect(lambda body: self._set_photo(shown.member, body))
        made.refused.connect(self.refused)
        made.tab_changed.connect(self._on_tab)
        made.close_asked.connect(self.close_side)
        return made

    def make_form(self) -> RecordForm:
        """Build the member's form, with own columns; a new one is asked for group and 编入."""
        from models.own_columns import own_fields  # noqa: PLC0415 - when first needed
        from ui.pages.member_form import MemberForm  # noqa: PLC0415 - when first needed

        own = own_fields(self.store, Member.table)
        extra = (replace(GROUP, kind=Kind.CHOICE), ATTACHED, *own)
        groups = list(FORM_GROUPS)
        if own:
            groups.insert(-1, Group("自设栏目", tuple(field.name for field in own)))
        form = MemberForm(groups, extra)
        form.photo.refused.connect(self.refused)
        return form

    def prepare_form(self, form: RecordForm, record: Any) -> None:
        """Offer the groups there are; those on file change group and 编入 by 变动."""
        from models.photos import photo_of  # noqa: PLC0415 - when first needed
        from ui.pages.member_form import MemberForm  # noqa: PLC0415 - when first needed

        if isinstance(form, MemberForm) and record is not None:
            form.photo.show_photo(photo_of(self.store, record))
        form.offer("group", [(group.id or 0, group.name) for group in self._party_groups()])
        for name, tip in (("group", _REGROUP), ("attached", "请用“变动”登记编入")):
            form.editor(name).setEnabled(record is None)
            form.editor(name).setToolTip("" if record is None else tip)
            if record is not None:
                form.add_below(name, label(f"{tip}。", "hint", wrap=True))

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return the group of a row, and whether it is 编入."""
        from models.own_columns import own_fields, own_values_of  # noqa: PLC0415 - when needed

        if shown is None:
            own = {field.name: field.empty for field in own_fields(self.store, Member.table)}
            return {"group": "", "attached": False, **own}
        own = own_values_of(self.store, Member.table, shown.member.id)
        group = shown.group.name if shown.group else ""
        return {"group": group, "attached": shown.attached, **own}

    def way_to(self, shown: Any, name: str) -> tuple[str, Callable[[], object]]:
        """Lead to 变动 where a movement changes a field."""
        if name == "group":
            return "调整党小组…", lambda: put_into_group(self, self.table.chosen_rows() or [shown])
        if name == "attached":
            return "登记变动…", lambda: enter_movement(self, shown)
        return super().way_to(shown, name)

    def row_actions(self, rows: Sequence[Any]) -> Sequence[Act]:
        """Offer 变动 of one person, and a group for any number."""
        return acts_for(self, rows)

    def meaning_of(self, column: Column, text: str) -> Any:
        """Return the group that a text names, as an import would find it."""
        value = super().meaning_of(column, text)
        if column.field.name != "group" or not value:
            return value
        return group_named(value, self._party_groups()).name

    def refuse_contradiction(self, made: Any, texts: Mapping[str, str]) -> None:
        """Refuse a 类别 that a new member would not have."""
        if text := texts.get(CATEGORY.name, "").strip():
            refuse_category(made, text, self.day)

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Save a member with own columns and photograph; a new one is put on the roll."""
        from models.members.amending import entered  # noqa: PLC0415 - when first needed
        from models.own_columns import is_own, set_own  # noqa: PLC0415 - when first needed
        from models.values import name_keys  # noqa: PLC0415 - when first needed

        own = {name: value for name, value in extra.items() if is_own(name)}
        is_new = record.id is None
        title = f"新增党员{record.name}" if is_new else f"修改{record.name}的资料"
        with self.store.change(title) as change:
            if is_new:
                saved = entered(change, record, extra)
            else:
                saved = change.save(replace(record, keys=name_keys(record.name)))
            set_own(change, Member.table, saved.id or 0, own)
            return self._with_photo(change, saved, extra.get("photo"))

    def _with_photo(self, change: Change, member: Member, body: bytes | None) -> Member:
        from models.photos import change_photo  # noqa: PLC0415 - when first needed

        return member if body is None else change_photo(self.store, change, member, body)

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete members with everything kept about them."""
        from models.meetings.yearly import times_present  # noqa: PLC0415 - when first needed
        from models.members import movements  # noqa: PLC0415 - as above

        came = times_present(self.store, [person.member.id or 0 for person in rows])
        movements.remove(self.store, *(person.member for person in rows))
        if came:
            entry = self.store.entries(1)[0]
            self.achieved.emit(
                f"已保存：{entry.title}，出席过 {came} 次会议，记录里留着名字；"
                "调走、去世的请撤销，改用“变动”办理。",
                "撤销",
                lambda: self._take_back(entry.id),
            )

    def _party_groups(self) -> list[PartyGroup]:
        return sorted(self.store.all(PartyGroup), key=lambda group: group.place)

    def reload(self) -> None:
        """Show the store as it is now, with the groups it has."""
        self._offer_groups()
        super().reload()
        self.refilter()

    def _offer_groups(self) -> None:
        names = [group.name for group in self._party_groups()]
        chosen = self._group.currentText()
        self._group.blockSignals(True)
        self._group.clear()
        self._group.addItems(["全部小组", *names])
        self._group.setCurrentIndex(max(self._group.findText(chosen), 0))
        self._group.blockSignals(False)

    def refilter(self) -> None:
        """Show those who are of the group, category and range chosen."""
        who, category = self._who.currentText(), self._category.currentText()
        group = self._group.currentText() if self._group.currentIndex() else ""
        category = category if self._category.currentIndex() else ""

        def accepts(person: Standing) -> bool:
            here = person.on_roll or person.attached
            return (
                (who != DOUBTFUL or bool(person.member.doubtful))
                and (who == _ALL or here == (who != _GONE))
                and (not group or (person.group is not None and person.group.name == group))
                and (not category or person.category == category)
                and self.is_of_class(person)
            )

        self.model.accept_only(accepts)
        self.show_count()

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of those in the branch are to be seen."""
        boxes = (self._who, self._group, self._category)
        return super().is_narrowed or any(box.currentIndex() for box in boxes) or self.has_class

    def _confirm(self, member: Member, name: str) -> None:
        """Take the mark off a doubtful value that someone found to be right."""
        member = self.store.get(Member, member.id or 0)
        waiting = {field: why for field, why in member.doubtful.items() if field != name}
        with self.store.change(f"确认{member.name}的存疑项") as change:
            change.save(replace(member, doubts=doubts_text(waiting)))

    def _take_back(self, entry_id: int) -> None:
        """Take back the step of a mistaken movement."""
        try:
            self.store.undo_entry(entry_id)
        except AppError as error:
            self.refused.emit(str(error))

    def _set_photo(self, member: Member, body: bytes) -> None:
        from models.photos import set_photo  # noqa: PLC0415 - when first needed

        try:
            set_photo(self.store, self.store.get(Member, member.id or 0), body)
        except AppError as error:
            self.refused.emit(str(error))

    def _on_tab(self, place: int) -> None:
        self._tab = place

    # Records that are asked for from elsewhere.

    def show_record(self, table: str, number: int) -> None:
        """Choose a member; for a movement or a period its member, with the tab that holds it."""
        member_id = number
        if table != Member.table:
            row = self.store.row(table, number)
            if row is None:
                self.refused.emit("这条记录已不在文件中，可能刚被删除或撤销。")
                return
            member_id, self._tab = row["member_id"], 1
        if self.side.has_typing:
            super().show_record(Member.table, member_id)
            return
        self.leave_charts()
        self.clear_filters()
        super().show_record(Member.table, member_id)

    def clear_filters(self, *, gone: bool = True) -> None:
        """Lift every filter; `gone` brings those who left into sight as well."""
        self.forget_class()
        self._who.setCurrentText(_ALL if gone else _PRESENT)
        for box in (self._group, self._category):
            box.setCurrentIndex(0)
        self.refilter()


def _filter(name: str, entries: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(list(entries))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
