"""The columns of the roster (党员花名册), to show and to take in: defined here for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.codes import table
from models.fields import Field, Kind, fields_of
from models.members.records import Member

if TYPE_CHECKING:
    from models.members.standing import Standing

GROUP = Field(
    "党小组",
    width=7,
    aliases=("组别", "所属党小组", "所在党小组", "小组", "党小组名称", "所在小组", "所属小组"),
    name="group",
)
CATEGORY = Field(
    "人员类别",
    Kind.CHOICE,
    choices="category",
    width=5,
    aliases=("类别", "党员类别", "正式或预备", "正式/预备", "党员类型", "人员类型"),
    name="category",
)
STANDING = Field(
    "党籍状态", Kind.CHOICE, choices="standing", width=5, aliases=("党籍",), name="standing"
)
POST = Field(
    "党内职务",
    width=7,
    aliases=("支部职务", "党支部职务", "党组织职务", "现任党内职务", "支委职务"),
    name="post",
)
ATTACHED = Field(
    "编入本支部参加组织生活", Kind.FLAG, width=5, aliases=("编入", "是否编入"), name="attached"
)
AGE = Field("年龄", Kind.INTEGER, width=3, aliases=("现年龄", "周岁"), name="age")
PARTY_YEARS = Field("党龄", Kind.INTEGER, width=3, name="party_years")
NUMBER = Field("序号", Kind.INTEGER, width=3, aliases=("编号", "号"), name="number")

DATED_FIELDS = (GROUP, CATEGORY, STANDING, POST, ATTACHED)
"""What is true of a member for a time; kept as periods and posts."""
ROSTER_FIELDS: tuple[Field, ...] = fields_of(Member) + DATED_FIELDS
"""What the roster takes in."""
COMPUTED_FIELDS = (NUMBER, AGE, PARTY_YEARS)
"""What the roster shows and nobody enters."""


def roster_field(name: str) -> Field:
    """Return one column of the roster."""
    return next(field for field in (*ROSTER_FIELDS, *COMPUTED_FIELDS) if field.name == name)


def roster_value(standing: Standing, name: str) -> Any:
    """Return what the roster shows of a member in a column on the day of `standing`."""
    match name:
        case "group":
            return standing.group.name if standing.group else ""
        case "category" | "standing" | "post" | "attached":
            return getattr(standing, name)
        case "age":
            return standing.member.age_on(standing.day)
        case "party_years":
            return standing.member.party_years_on(standing.day)
    return getattr(standing.member, name)


_NUMERALS = "零一二三四五六七八九"


def group_name(text: str) -> str:
    """Return the name of a party group in its usual form: 1组, 一组, 第1小组 are 第一党小组."""
    core = group_core(text)
    return f"第{core}党小组" if set(core) <= set(_NUMERALS + "十") else "".join(text.split())


def group_core(text: str) -> str:
    """Return what tells one group's name from another's: its number in Han digits, else its own word."""
    core = "".join(text.split()).removesuffix("组").removesuffix("小").removesuffix("党")
    core = core.removeprefix("第") or "".join(text.split())
    return _han_number(int(core)) if core.isdecimal() and len(core) <= 2 else core


def _han_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _NUMERALS[tens]) + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def posts_in(text: str) -> list[str]:
    """Return the posts that a cell names, as the code table spells them."""
    known = {s: code.label for code in table("post") for s in (code.label, *code.aliases)}
    for mark in "，,;；/兼\n及和 ":
        text = text.replace(mark, "、")
    parts = (part.strip() for part in text.split("、"))
    return [known.get(part, part) for part in parts if part not in {"", "无", "党员", "-", "—"}]
