"""Records of a member, of what is true of one for a time, and of what happened to one.

The columns are the 16 items of 《党员基本信息采集表》, those of 全国党员管理信息系统 and of
common rosters.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from models.codes import labels
from models.fields import Field, Kind
from models.lasting import Lasting
from models.values import PartialDate, years_between

P = Kind.PARTIAL_DATE
LEAST_EXTENSION, MOST_EXTENSION = 6, 12


def extension_problem(months: int) -> str | None:
    """Return why 预备期 cannot be extended by so many months: 发展党员工作细则（2026）第三十一条."""
    if LEAST_EXTENSION <= months <= MOST_EXTENSION:
        return None
    return f"延长预备期不少于{LEAST_EXTENSION}个月、不超过{MOST_EXTENSION}个月，请写月数"


def _extension_on_file(months: int) -> str | None:
    """Rosters write 0 for a 预备期 that was not extended."""
    return extension_problem(months) if months else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the branch, as on the roll."""

    table: ClassVar[str] = "member"
    title: ClassVar[str] = "党员"

    id: int | None = None
    name: Annotated[
        str, Field("姓名", Kind.NAME, required=True, width=5, aliases=("党员姓名", "名字"))
    ]
    sex: Annotated[str, Field("性别", Kind.CHOICE, choices="sex", width=3)] = ""
    nation: Annotated[str, Field("民族", Kind.CHOICE, choices="nation", width=4)] = ""
    native_place: Annotated[str, Field("籍贯", width=6)] = ""
    identity_number: Annotated[
        str,
        Field(
            "公民身份号码",
            Kind.IDENTITY,
            width=11,
            aliases=("身份证号", "身份证号码", "身份证", "证件号码", "公民身份证号码", "身份号码"),
        ),
    ] = ""
    born_on: Annotated[
        PartialDate | None,
        Field("出生日期", P, width=6, aliases=("出生年月", "出生时间", "出生年月日", "生日")),
    ] = None
    education: Annotated[
        str,
        Field("学历", Kind.CHOICE, choices="education", width=5, aliases=("文化程度", "最高学历")),
    ] = ""
    degree: Annotated[
        str, Field("学位", Kind.CHOICE, choices="degree", width=4, aliases=("最高学位",))
    ] = ""
    joined_on: Annotated[
        PartialDate | None,
        Field(
            "入党日期",
            P,
            width=6,
            aliases=(
                "入党时间",
                "入党年月",
                "加入党组织日期",
                "加入党组织时间",
                "加入中国共产党日期",
                "加入中国共产党时间",
                "确定为预备党员时间",
                "入党",
            ),
        ),
    ] = None
    full_on: Annotated[
        PartialDate | None,
        Field(
            "转正日期",
            P,
            width=6,
            aliases=("转正时间", "转为正式党员日期", "转正年月", "转正"),
        ),
    ] = None
    work_post: Annotated[
        str,
        Field(
            "单位及职务",
            width=9,
            aliases=("工作岗位", "岗位职务", "职务", "岗位", "工作单位及职务", "单位职务"),
        ),
    ] = ""
    phone: Annotated[
        str,
        Field(
            "手机号码",
            Kind.PHONE,
            width=7,
            aliases=("手机", "电话", "联系电话", "联系方式", "手机号", "移动电话", "电话号码"),
        ),
    ] = ""
    landline: Annotated[
        str, Field("固定电话", Kind.PHONE, width=7, aliases=("办公电话", "座机", "宅电"))
    ] = ""
    address: Annotated[
        str, Field("家庭住址", width=12, aliases=("现居住地", "住址", "家庭地址", "居住地"))
    ] = ""
    household: Annotated[str, Field("户籍所在地", width=12, aliases=("户籍地址", "户籍地"))] = ""
    work_unit: Annotated[
        str, Field("工作单位", width=10, aliases=("所在单位", "所在部门", "部门", "单位"))
    ] = ""
    rank: Annotated[str, Field("职务职级", width=6, aliases=("职级", "行政职务"))] = ""
    staffing: Annotated[str, Field("编制", width=5, aliases=("编制类型",))] = ""
    profession: Annotated[
        str, Field("从事专业技术职务", width=7, aliases=("专业技术职务", "职称"))
    ] = ""
    stratum: Annotated[str, Field("新社会阶层类型", width=7)] = ""
    worked_since: Annotated[
        PartialDate | None,
        Field("参加工作时间", P, width=6, aliases=("参加工作日期", "工作时间")),
    ] = None
    retired_on: Annotated[
        PartialDate | None, Field("离退休日期", P, width=6, aliases=("退休时间", "退休日期"))
    ] = None
    fulltime_education: Annotated[
        str, Field("全日制学历", Kind.CHOICE, choices="education", width=6)
    ] = ""
    fulltime_degree: Annotated[str, Field("全日制学位", Kind.CHOICE, choices="degree", width=5)] = (
        ""
    )
    fulltime_school: Annotated[str, Field("全日制毕业院校及专业", width=10)] = ""
    onjob_education: Annotated[
        str, Field("在职学历", Kind.CHOICE, choices="education", width=6)
    ] = ""
    onjob_degree: Annotated[str, Field("在职学位", Kind.CHOICE, choices="degree", width=5)] = ""
    onjob_school: Annotated[str, Field("在职毕业院校及专业", width=10)] = ""
    is_veteran: Annotated[bool, Field("退役军人", Kind.FLAG, width=4)] = False
    is_migrant_worker: Annotated[
        bool, Field("农民工", Kind.FLAG, width=4, aliases=("是否农民工",))
    ] = False
    emergency_contact: Annotated[str, Field("紧急联系人", width=5)] = ""
    emergency_phone: Annotated[
        str, Field("紧急联系人电话", Kind.PHONE, width=7, aliases=("紧急联系电话",))
    ] = ""
    applied_on: Annotated[
        PartialDate | None,
        Field("申请入党日期", P, width=6, aliases=("提交入党申请时间", "递交入党申请书时间")),
    ] = None
    join_type: Annotated[str, Field("入党类型", Kind.CHOICE, choices="joined_type", width=5)] = ""
    join_branch: Annotated[str, Field("入党时所在支部", width=10)] = ""
    introducers: Annotated[str, Field("入党介绍人", width=8)] = ""
    extension_months: Annotated[
        int | None,
        Field(
            "延长预备期（月）", Kind.INTEGER, width=4, check=_extension_on_file,
            aliases=("延长预备期时间",),
        ),
    ] = None  # fmt: skip
    seniority_correction: Annotated[
        int | None, Field("党龄校正值（月）", Kind.INTEGER, width=4, aliases=("党龄校正值",))
    ] = None
    joint_unit: Annotated[str, Field("联合支部所在单位", width=10)] = ""
    is_floating: Annotated[
        bool, Field("流动党员", Kind.FLAG, width=4, aliases=("是否流动", "流动", "是否流动党员"))
    ] = False
    floating_to: Annotated[
        str, Field("外出流向", width=8, aliases=("流向", "外出地点", "流动去向"))
    ] = ""
    is_missing: Annotated[
        bool, Field("失联党员", Kind.FLAG, width=4, aliases=("是否失联", "失联"))
    ] = False
    missing_since: Annotated[
        PartialDate | None, Field("失联日期", P, width=6, aliases=("失去联系日期",))
    ] = None
    system_id: Annotated[str, Field("系统唯一标识", width=8, aliases=("集团唯一标识",))] = ""
    registered_on: Annotated[date | None, Field("注册时间", Kind.DATE, width=6)] = None
    registered_phone: Annotated[str, Field("注册手机号", Kind.PHONE, width=7)] = ""
    entry_type: Annotated[str, Field("进入本系统类型", width=7, aliases=("党员增加信息",))] = ""
    entered_on: Annotated[PartialDate | None, Field("进入日期", P, width=6)] = None
    entry_by: Annotated[str, Field("进入操作党组织", width=9)] = ""
    exit_type: Annotated[str, Field("离开本系统类型", width=7, aliases=("党员减少信息",))] = ""
    exited_on: Annotated[PartialDate | None, Field("离开日期", P, width=6)] = None
    exit_by: Annotated[str, Field("离开操作党组织", width=9)] = ""
    remark: Annotated[str, Field("备注", Kind.LONG_TEXT, width=8, aliases=("备注说明", "说明"))] = (
        ""
    )
    place: int = 0
    keys: str = ""
    photo: str = ""
    doubts: str = "{}"
    recorded_at: str = ""

    @property
    def doubtful(self) -> dict[str, str]:
        """Field name to the reason why its value awaits someone's confirmation."""
        found: dict[str, str] = json.loads(self.doubts)
        return found

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on `day`."""
        return years_between(self.born_on, day)

    def party_years_on(self, day: date) -> int | None:
        """Return 党龄 in whole years on `day`, from 转正, by the correction on file.

        发展党员工作细则（2026）第三十三条.
        """
        if self.full_on is None:
            return None
        begun = self.full_on.first
        months = (day.year - begun.year) * 12 + day.month - begun.month - (day.day < begun.day)
        return max(0, months + (self.seniority_correction or 0)) // 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Lasting):
    """What is true of a member from one day to another, both included."""

    table: ClassVar[str] = "period"
    title: ClassVar[str] = "情况"

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=6)]
    aspect: Annotated[str, Field("事项", Kind.CHOICE, required=True, choices="aspect", width=6)]
    value: Annotated[str, Field("内容", width=8)] = ""
    group_id: Annotated[int | None, Field("党小组", Kind.REFERENCE)] = None
    since: Annotated[PartialDate | None, Field("起始日期", P, width=6)] = None
    until: Annotated[PartialDate | None, Field("终止日期", P, width=6)] = None
    ground: Annotated[str, Field("依据", width=12)] = ""
    approval: Annotated[str, Field("批准文号", width=10)] = ""

    def problems(self) -> dict[str, str | None]:
        """Return what contradicts itself, or is no category or 党籍状态 there is."""
        found = Lasting.problems(self)
        if known := _VALUES.get(self.aspect):
            words = labels(known)
            if self.value not in words:
                found["value"] = f"{self.aspect}的内容应为：{'、'.join(words)}"
        return found


def doubts_text(doubts: Mapping[str, str]) -> str:
    """Return doubts as a member keeps them; the order of their fields is no change."""
    return json.dumps(dict(doubts), ensure_ascii=False, sort_keys=True)


ON_ROLL = "在册"
ATTACHED = "编入"
CATEGORY = "类别"
STANDING = "党籍状态"
GROUP = "党小组"
EXEMPTION = "不作硬性要求"
DISCIPLINE = "处分"
SECONDMENT = "外派"
EXCLUDED = "不计入应到"
LEADING = "领导干部"
_VALUES = {CATEGORY: "category", STANDING: "standing", EXCLUDED: "excluded"}
ENTERED = (EXEMPTION, EXCLUDED, DISCIPLINE, SECONDMENT, LEADING, ATTACHED, CATEGORY, STANDING)
"""The aspects entered as they are; the roll and the groups follow from movements and imports."""


def aspect_problem(aspect: str) -> str | None:
    """Return why an aspect is not entered as it is, None if it may be."""
    if aspect in ENTERED:
        return None
    return f"事项：“{aspect}”不在这里登记，请用“变动”，或改填{'、'.join(ENTERED)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One change of a member: came, left, became full, retired."""

    table: ClassVar[str] = "movement"
    title: ClassVar[str] = "变动"

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=6)]
    kind: Annotated[str, Field("变动类型", Kind.CHOICE, required=True, choices="movement", width=7)]
    happened_on: Annotated[PartialDate | None, Field("变动日期", P, required=True, width=6)] = None
    other_party: Annotated[str, Field("来源或去向", width=12)] = ""
    ground: Annotated[str, Field("依据", width=12)] = ""
    approval: Annotated[str, Field("批准文号", width=12)] = ""
    dues_paid_to: Annotated[PartialDate | None, Field("党费交至", P, width=6)] = None
    received_on: Annotated[date | None, Field("回执日期", Kind.DATE, width=6)] = None
    remark: Annotated[str, Field("备注", width=8)] = ""
    recorded_at: str = ""
