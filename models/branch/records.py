"""Records of the branch, its years, groups and posts."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from models.fields import Field, Kind
from models.lasting import Lasting
from models.values import PartialDate, add_months

COMMUNITY_FIELDS = {"农村", "社区"}


def _years_of_term(years: int) -> str | None:
    return None if 1 <= years <= 5 else "任期年数应在1到5之间"


def _year(year: int) -> str | None:
    return None if 1921 <= year <= 2100 else "年度应为四位年份"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The branch a file is kept for."""

    table: ClassVar[str] = "branch"
    title: ClassVar[str] = "支部"

    id: int | None = None
    name: Annotated[str, Field("支部全称", required=True, width=16, aliases=("党支部名称",))]
    short_name: Annotated[str, Field("支部简称", width=10)] = ""
    code: Annotated[str, Field("党组织编码", width=10)] = ""
    superior: Annotated[str, Field("上级党组织全称", width=16)] = ""
    domain: Annotated[str, Field("所在领域", Kind.CHOICE, choices="field")] = ""
    form: Annotated[str, Field("支部形式", Kind.CHOICE, choices="form")] = "单独"
    founded_on: Annotated[PartialDate | None, Field("成立日期", Kind.PARTIAL_DATE)] = None
    joint_units: Annotated[str, Field("联合支部覆盖单位", Kind.LONG_TEXT, width=20)] = ""
    term_started_on: Annotated[date | None, Field("本届当选日期", Kind.DATE)] = None
    term_years: Annotated[
        int | None, Field("任期年数", Kind.INTEGER, width=4, check=_years_of_term)
    ] = None
    contact: Annotated[str, Field("联系人", width=6)] = ""
    contact_phone: Annotated[str, Field("联系电话", Kind.PHONE)] = ""
    address: Annotated[str, Field("地址", width=16)] = ""
    uid: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """The units a joint branch covers, one a line."""
        return tuple(line.strip() for line in self.joint_units.splitlines() if line.strip())

    @property
    def term_length(self) -> int:
        """Years of a term: as entered, else 5 in villages and communities, 3 elsewhere.

        支部工作条例（试行）第二十一条.
        """
        return self.term_years or (5 if self.domain in COMMUNITY_FIELDS else 3)

    @property
    def term_ends_on(self) -> date | None:
        """The day the present term is over."""
        return self.term_started_on and add_months(self.term_started_on, 12 * self.term_length)

    @property
    def heading(self) -> str:
        """The name for the head of a sheet."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchYear:
    """What is set for one working year of the branch."""

    table: ClassVar[str] = "branch_year"
    title: ClassVar[str] = "年度"

    id: int | None = None
    year: Annotated[int, Field("年度", Kind.INTEGER, required=True, width=4, check=_year)]
    theme: Annotated[str, Field("年度活动主题", width=20)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A party group (党小组) of the branch."""

    table: ClassVar[str] = "party_group"
    title: ClassVar[str] = "党小组"

    id: int | None = None
    name: Annotated[str, Field("组别", required=True, width=8, aliases=("党小组", "小组名称"))]
    place: Annotated[int, Field("顺序", Kind.INTEGER, width=4)] = 0
    formed_on: Annotated[PartialDate | None, Field("成立日期", Kind.PARTIAL_DATE)] = None
    dissolved_on: Annotated[PartialDate | None, Field("撤销日期", Kind.PARTIAL_DATE)] = None
    remark: Annotated[str, Field("备注", width=12)] = ""

    def stands_between(self, first: date, last: date) -> bool:
        """Return whether it was there on some of these days, as far as is known."""
        begun = not (self.formed_on and self.formed_on.first > last)
        return begun and not (self.dissolved_on and self.dissolved_on.last < first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Lasting):
    """A post someone holds in the branch for a time: 书记, 委员, 党小组组长."""

    table: ClassVar[str] = "post"
    title: ClassVar[str] = "任职"

    id: int | None = None
    member_id: Annotated[int, Field("姓名", Kind.REFERENCE, required=True, width=6)]
    post: Annotated[str, Field("党内职务", Kind.CHOICE, required=True, choices="post", width=8)]
    duty: Annotated[str, Field("分工", width=16)] = ""
    group_id: Annotated[int | None, Field("党小组", Kind.REFERENCE)] = None
    since: Annotated[PartialDate | None, Field("当选日期", Kind.PARTIAL_DATE)] = None
    term_ends_on: Annotated[date | None, Field("届满日期", Kind.DATE)] = None
    until: Annotated[PartialDate | None, Field("免职日期", Kind.PARTIAL_DATE)] = None
    approval: Annotated[str, Field("批复文号", width=12)] = ""
