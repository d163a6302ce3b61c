"""What a member's facts contradict: one answer for the form, the import and the check of the file.

A doubt awaits someone's confirmation; a remark is only worth a look. Neither keeps a record out.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from models import values
from models.codes import has_label, region_is_known
from models.values import PartialDate

LONGEST_NAME = 40
AGE_TO_JOIN = 18
CLAUSE = "（GB 11643-1999）"
PHONES = {
    "phone": "手机号码", "landline": "固定电话", "emergency_phone": "紧急联系人电话",
    "registered_phone": "注册手机号",
}  # fmt: skip
"""The fields of telephone numbers, as far as what is looked at has them."""


class Facts(Protocol):
    """What the checks look at; a `Member` has it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def sex(self) -> str: ...  # noqa: D102
    @property
    def nation(self) -> str: ...  # noqa: D102
    @property
    def identity_number(self) -> str: ...  # noqa: D102
    @property
    def born_on(self) -> PartialDate | None: ...  # noqa: D102
    @property
    def joined_on(self) -> PartialDate | None: ...  # noqa: D102
    @property
    def full_on(self) -> PartialDate | None: ...  # noqa: D102


def member_doubts(member: Facts) -> dict[str, str]:
    """Return field name to the sentence that says why its value cannot well be right 〔R-50〕."""
    found: dict[str, str] = {}
    if len(member.name) > LONGEST_NAME:
        found["name"] = f"姓名有{len(member.name)}个字，超过{LONGEST_NAME}个，请核对"
    if member.sex and not has_label("sex", member.sex):
        found["sex"] = "性别一栏不是代码表中的性别，请核对"
    if member.nation and not has_label("nation", member.nation):
        found["nation"] = "民族一栏不是代码表中的民族，请核对"
    if number := member.identity_number:
        _doubt_number(member, number, found)
    _doubt_order(member, found)
    for name, label in PHONES.items():
        text = getattr(member, name, "")
        if text and not any(map(str.isdigit, text)):
            found[name] = f"{label}“{values.shorten(text)}”里没有数字，请核对"
    return found


def member_remarks(member: Facts) -> dict[str, str]:
    """Return field name to the sentence about what is unusual and may well be right."""
    number = member.identity_number
    if not number or region_is_known(number[:6]):
        return {}
    if values.is_resident_number(number):
        return {"identity_number": f"前6位{number[:6]}不在GB/T 2260各版区划代码中，请留意{CLAUSE}"}
    return {} if _looks_resident(number) else {"identity_number": "不是居民身份号码，未作校验"}


def facts_in_number(number: str) -> dict[str, Any]:
    """Return the birthday and the sex that a right identity number carries, by field name.

    Nothing is read out of a number that is doubted itself.
    """
    number = values.clean_identity(number)
    if not values.is_resident_number(number):
        return {}
    born = _birth(number)
    is_right = len(number) == 15 or values.check_digit_is_right(number)
    if born is None or not is_right:
        return {}
    return {"born_on": born, "sex": values.sex_in_number(number)}


def _looks_resident(number: str) -> bool:
    return number.rstrip("X").isdecimal()


def _doubt_number(member: Facts, number: str, found: dict[str, str]) -> None:
    if not values.is_resident_number(number):
        if _looks_resident(number):
            found["identity_number"] = f"公民身份号码有{len(number)}位，应为18位{CLAUSE}"
        return
    born = _birth(number)
    if born is None and not _is_day(number):
        found["identity_number"] = f"公民身份号码里的出生日期没有这一天{CLAUSE}"
    elif len(number) == 15:
        found["identity_number"] = f"公民身份号码是15位旧号码，请换成18位{CLAUSE}"
    elif not values.check_digit_is_right(number):
        found["identity_number"] = f"公民身份号码的校验位不对，有一位写错了{CLAUSE}"
    sex = values.sex_in_number(number)
    if member.sex in {"男", "女"} and member.sex != sex:
        found["sex"] = f"性别“{member.sex}”与公民身份号码不一致，号码的顺序码为{sex}性{CLAUSE}"
    if born and member.born_on and born != member.born_on and not born.agrees(member.born_on):
        found["born_on"] = f"出生日期{member.born_on}与公民身份号码中的{born}不一致{CLAUSE}"


@lru_cache(maxsize=32_768)
def _birth_of_digits(digits: str) -> PartialDate | None:
    return values.birth_in_number(f"000000{digits}0000")


def _birth(number: str) -> PartialDate | None:
    return _birth_of_digits(number[6:14] if len(number) == 18 else f"19{number[6:12]}")


def _is_day(number: str) -> bool:
    """Return whether a number's birthday is in the calendar, in whatever century."""
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _doubt_order(member: Facts, found: dict[str, str]) -> None:
    born, joined, full = member.born_on, member.joined_on, member.full_on
    name, adult = ("joined_on", joined) if joined else ("full_on", full)
    if born and adult and _is_younger(born, adult):
        label = "入党" if joined else "转正"
        found[name] = f"{label}日期{adult}时不满{AGE_TO_JOIN}岁（出生日期{born}）"
    if joined and full and full.year <= joined.year and values.surely_before(full, joined):
        found["full_on"] = f"转正日期{full}早于入党日期{joined}"


def _is_younger(born: PartialDate, day: PartialDate) -> bool:
    near = day.year - born.year <= AGE_TO_JOIN
    return near and values.surely_younger(born, AGE_TO_JOIN, day)
