"""党员: everyone of the branch, with the profile of the chosen one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from models.branch.records import Group as PartyGroup
from models.errors import InvalidRecord
from models.fields import Kind, field_of
from models.members.records import Member, doubts_text
from models.members.roster import ATTACHED, CATEGORY, GROUP, POST
from models.members.standing import PROBATIONARY, Standing, everyone_on
from ui.record_form import Group, RecordForm
from ui.record_page import RecordPage, View
from ui.table_model import Column, column
from ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.store import Store

_TABLES = frozenset({"member", "period", "post", "party_group", "movement"})
_PRESENT, _GONE, _ALL = "在本支部", "已离开", "全部人员"
DOUBTFUL = "资料存疑"
"""Those in the branch with a value that waits to be confirmed or mended."""
_FORM_GROUPS = (
    Group(
        "基本情况",
        (
            "name", "sex", "nation", "identity_number", "born_on", "native_place", "group",
            "attached",
            "education", "degree", "joined_on", "full_on", "work_post", "phone",
            "landline", "address", "household",
        ),
    ),
    Group(
        "工作和学历",
        (
            "work_unit", "rank", "staffing", "profession", "stratum", "worked_since", "retired_on",
            "fulltime_education", "fulltime_degree", "fulltime_school", "onjob_education",
            "onjob_degree", "onjob_school", "is_veteran", "is_migrant_worker",
        ),
    ),
    Group(
        "入党和组织关系",
        (
            "applied_on", "join_type", "join_branch", "introducers", "extension_months",
            "seniority_correction", "joint_unit", "is_floating", "floating_to", "is_missing",
            "missing_since", "entry_type", "entered_on", "entry_by", "exit_type", "exited_on",
            "exit_by", "system_id", "registered_on", "registered_phone",
        ),
    ),
    Group("联系和备注", ("emergency_contact", "emergency_phone", "remark")),
)  # fmt: skip


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
    Column(replace(GROUP, width=6), lambda person: person.group.name if person.group else ""),
    Column(
        replace(CATEGORY, label="类别"),
        lambda person: person.category,
        tone=lambda person: "warn" if person.category == PROBATIONARY else "plain",
    ),
    _own("joined_on"),
    _own("phone"),
    Column(POST, lambda person: person.post),
    _own("work_post"),
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
    groups=_FORM_GROUPS,
    rows=everyone_on,
    record_of=member_of,
    name_of=lambda member: member.name,
    words=_words,
    search_hint="姓名、拼音首字母、电话…",
    empty="这里是支部的党员名册：可以从现有的 Excel 花名册导入，也可以逐人录入。",
    tables=_TABLES,
)


class MembersPage(RecordPage):
    """The roster: search, filters, profile, form, and 变动."""

    tables: ClassVar[frozenset[str]] = _TABLES

    def __init__(self, store: Store) -> None:
        self._who = _filter("人员范围", (_PRESENT, DOUBTFUL, _GONE, _ALL))
        self._group = _filter("党小组", ("全部小组",))
        self._category = _filter("类别", ("全部类别", "正式党员", "预备党员"))
        self._full = QCheckBox("显示完整号码")
        super().__init__(store, _VIEW)
        self._full.toggled.connect(lambda full: self.model.show_in_full(full=full))
        for box in (self._who, self._group, self._category):
            box.currentIndexChanged.connect(self._filter)

    # Parts a kind of record may have of its own.

    def head_buttons(self) -> list[QWidget]:
        """Offer import, export and a new member."""
        return [
            button("从 Excel 导入", lambda: self.wanted.emit("import")),
            button("导出", lambda: self.wanted.emit("export")),
            button("新增党员", self.add, "primary", "plus"),
        ]

    def first_steps(self) -> list[QWidget]:
        """Offer import first: most branches have a roster."""
        return [
            button("从 Excel 导入", lambda: self.wanted.emit("import"), "primary", "download"),
            button("新增党员", self.add, "", "plus"),
        ]

    def filters(self) -> list[QWidget]:
        """Offer group, category, those who left, and numbers in full."""
        return [self._group, self._category, self._who, self._full]

    def profile(self, shown: Any) -> QWidget | None:
        """Show who the chosen one is, what is wrong first."""
        from ui.pages.profile import Profile  # noqa: PLC0415 - when first needed

        made = Profile(self.store, shown)
        made.edit_asked.connect(lambda: self.edit(shown))
        made.move_asked.connect(lambda: self._move(shown))
        made.confirm_asked.connect(lambda name: self._confirm(shown.member, name))
        made.close_asked.connect(self.close_side)
        return made

    def make_form(self) -> RecordForm:
        """Build the member's form; a new one is asked for group and 编入 as well."""
        from models.members.checks import member_doubts  # noqa: PLC0415 - when first needed

        extra = (replace(GROUP, kind=Kind.CHOICE), ATTACHED)
        return RecordForm(Member, _FORM_GROUPS, extra=extra, doubts=member_doubts)

    def prepare_form(self, form: RecordForm, record: Any) -> None:
        """Offer the groups there are; those on file change group and 编入 by 变动."""
        form.offer("group", [(group.id or 0, group.name) for group in self._party_groups()])
        for name, tip in (("group", "请用“变动”调整党小组"), ("attached", "请用“变动”登记编入")):
            form.editor(name).setEnabled(record is None)
            form.editor(name).setToolTip("" if record is None else tip)

    def extra_of(self, shown: Any) -> dict[str, Any]:
        """Return the group of a row, and whether it is 编入."""
        if shown is None:
            return {"group": "", "attached": False}
        return {"group": shown.group.name if shown.group else "", "attached": shown.attached}

    def save(self, record: Any, extra: Mapping[str, Any]) -> Any:
        """Save a member; a new one is put on the roll."""
        from models.members import movements  # noqa: PLC0415 - when first needed
        from models.values import name_keys  # noqa: PLC0415 - when first needed

        if record.id is None:
            group_id = self._group_id(extra["group"])
            return movements.enter(
                self.store, record, group_id=group_id, attached=extra["attached"]
            )
        with self.store.change(f"修改{record.name}的资料") as change:
            return change.save(replace(record, keys=name_keys(record.name)))

    def remove(self, rows: Sequence[Any]) -> None:
        """Delete members with everything kept about them."""
        from models.members import movements  # noqa: PLC0415 - when first needed

        movements.remove(self.store, *(person.member for person in rows))

    def _group_id(self, name: str) -> int | None:
        if not name:
            return None
        found = next((group.id for group in self._party_groups() if group.name == name), None)
        if found is None:
            raise InvalidRecord(
                {"group": f"没有“{name}”这个党小组，请从列表中选，或先到组织建设中建立"}
            )
        return found

    def _party_groups(self) -> list[PartyGroup]:
        return sorted(self.store.all(PartyGroup), key=lambda group: group.place)

    def reload(self) -> None:
        """Show the store as it is now, with the groups it has."""
        self._offer_groups()
        super().reload()
        self._filter()

    def _offer_groups(self) -> None:
        names = [group.name for group in self._party_groups()]
        chosen = self._group.currentText()
        self._group.blockSignals(True)
        self._group.clear()
        self._group.addItems(["全部小组", *names])
        self._group.setCurrentIndex(max(self._group.findText(chosen), 0))
        self._group.blockSignals(False)

    def _filter(self) -> None:
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
            )

        self.model.accept_only(accepts)
        self._show_count()

    def _confirm(self, member: Member, name: str) -> None:
        """Take the mark off a doubtful value that someone found to be right."""
        waiting = {field: why for field, why in member.doubtful.items() if field != name}
        with self.store.change(f"确认{member.name}的存疑项") as change:
            change.save(replace(member, doubts=doubts_text(waiting)))

    def _move(self, person: Standing) -> None:
        from ui.pages.movement import MovementDialog  # noqa: PLC0415 - when first needed

        MovementDialog(self.store, person, self).exec()


def _filter(name: str, entries: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(list(entries))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
