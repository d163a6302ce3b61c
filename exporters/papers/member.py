"""党员基本信息表: the 16 items of 《党员基本信息采集表》 and what the branch keeps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.ledger import Asked, chinese_day
from exporters.papers.paper import Paper
from exporters.sheet import Fact, Facts, Line, Paragraph, Picture, Sheet, Signatures
from models.attachments import Attachment, body_of
from models.errors import NotFound
from models.fields import Kind
from models.members import Member, Standing
from models.members.names import name_of_file
from models.members.roster import roster_field, roster_value
from models.members.standing import everyone_on
from models.values import mask_identity, mask_phone

if TYPE_CHECKING:
    from models.store import Store

_ITEMS = (
    "name", "sex", "nation", "born_on", "identity_number", "native_place", "education", "degree",
    "category", "standing", "joined_on", "full_on", "party_years", "group", "post", "work_post",
    "worked_since", "rank", "phone", "landline",
)  # fmt: skip
_NONE = "无"
_SURELY_NONE = {"post"}
"""What the file would hold if there were any; whatever else is missing may only be unrecorded."""


def _sheet(store: Store, member_id: int, asked: Asked) -> Sheet:
    person = next((p for p in everyone_on(store, asked.day) if p.member.id == member_id), None)
    if person is None:
        raise NotFound("没有这名党员；编号见导出的名册（--json）。")
    branch = store.branch
    facts = [Fact("所在党支部", branch.name, wide=True)]
    facts += [_fact(person, name, full=asked.full) for name in _ITEMS]
    facts += [Fact(label, value, wide=True) for label, value in _prose(person)]
    return Sheet(
        title="党员基本信息表",
        code="member",
        paper="A4",
        record=str(member_id),
        stem=f"{name_of_file(store.all(Member), member_id)}党员基本信息表",
        blocks=(
            Line(f"党支部：{branch.heading}", "", f"填表日期：{chinese_day(asked.made_on)}"),
            Facts(tuple(facts), picture=_photo(store, person.member)),
            Paragraph("空着的栏目没有登记过，请核对后填写；确实没有的填“无”。", "note"),
            Signatures(("党员（签字）：", "采集员（签字）：", "支部书记（签字）：")),
        ),
    )


def _fact(person: Standing, name: str, *, full: bool) -> Fact:
    """Return an item's box, blank where nothing is recorded: only the person can say 无."""
    field = roster_field(name)
    value = roster_value(person, name)
    if not full and isinstance(value, str):
        if field.kind is Kind.IDENTITY:
            value = mask_identity(value)
        elif field.kind is Kind.PHONE:
            value = mask_phone(value)
    shown = field.display(value) or (_NONE if name in _SURELY_NONE else "")
    return Fact(field.label, shown, kind=field.kind)


def _prose(person: Standing) -> list[tuple[str, str]]:
    member = person.member
    fulltime = (member.fulltime_education, member.fulltime_degree, member.fulltime_school)
    onjob = (member.onjob_education, member.onjob_degree, member.onjob_school)
    missing = f"失联（{member.missing_since or '日期未登记'}）" if member.is_missing else _NONE
    floating = f"流动，外出流向：{member.floating_to or '未登记'}" if member.is_floating else _NONE
    return [
        ("家庭住址", member.address),
        ("户籍所在地", member.household),
        ("全日制教育", " ".join(filter(None, fulltime))),
        ("在职教育", " ".join(filter(None, onjob))),
        ("失联情况", missing),
        ("流动情况", floating),
        ("备注", member.remark),
    ]


def _photo(store: Store, member: Member) -> Picture | None:
    if not member.photo:
        return None
    found = store.where(Attachment, digest=member.photo)
    return Picture(body_of(store, found[0]), 26) if found else None


MEMBER = Paper(code="member", name="党员基本信息表", record_type=Member, make=_sheet, group="党员")
