"""How a branch collects 党费, where the texts leave it to the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.kept_settings import is_within, keep_settings_as, read_settings
from models.rules.dues import Rounding

if TYPE_CHECKING:
    from models.store import Store

_NAME = "settings:dues"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesSettings:
    """The settings, with what is shipped as their defaults.

    `rounding`: the name of a `Rounding`. `within_year`: a changed wage counts from the same month
    (第十条 of 2008); else from next January, as 2017 has it. `retired_by_branch`: 离退休 in
    difficulty are waived by the branch's own decision. `collection_day`: the day of the month on
    which dues are collected. `collector`, `way`: what a payment begins with. `remit_months`: after
    so many months dues are handed up. `first_notice`, `second_notice`, `study_after`: months
    unpaid on end after which one is reminded, and after which 请研究 is said (第十三条).
    `back_pay`: the most months that are made up for at once (第十二条).
    """

    rounding: str = Rounding.FEN.name
    within_year: bool = False
    retired_by_branch: bool = True
    collection_day: int = 10
    collector: str = ""
    way: str = ""
    remit_months: int = 3
    first_notice: int = 3
    second_notice: int = 5
    study_after: int = 6
    back_pay: int = 6

    @property
    def rounds(self) -> Rounding:
        """How a monthly amount is rounded."""
        return Rounding[self.rounding]


LIMITS = {
    "collection_day": (1, 28), "remit_months": (1, 12), "first_notice": (1, 5),
    "second_notice": (2, 5), "back_pay": (1, 12), "study_after": (6, 6),
}  # fmt: skip
"""The least and the most of each number; 六个月 stands in the text."""
GROUNDS = {
    "rounding": "国家没有统一规定；有的地方到分，有的到角、到元，有的不足一元进到元，按本地要求选。",
    "within_year": (
        "《关于中国共产党党费收缴、使用和管理的规定》第十条：工资变化的，从按新标准领取工资的当月起按新标准交纳；"
        "组电明字〔2017〕5号（1）：年初核定，年内一般不变动。"
    ),
    "retired_by_branch": (
        "规定第七条：交纳确有困难的，经支部研究，报上一级党委批准后可以少交或者免交；"
        "中央和国家机关的办法第一条：离退休党员生活困难的，经支部研究同意即可。"
    ),
    "collection_day": "各地一般要求每月相对固定一天收缴，没有统一的日子。",
    "remit_months": "支部上缴的期限由上级规定，各地按月、按季或者半年。",
    "back_pay": "《关于中国共产党党费收缴、使用和管理的规定》第十二条：补交党费的时间一般不得超过6个月。",
}
"""Where each setting comes from."""


def dues_settings(store: Store) -> DuesSettings:
    """Return a file's settings; what it keeps of another type, or out of bounds, is as shipped."""
    return read_settings(store, _NAME, DuesSettings(), _is_known)


def _is_known(name: str, value: Any) -> bool:
    return value in Rounding.__members__ if name == "rounding" else is_within(LIMITS, name, value)


def keep_dues_settings(store: Store, settings: DuesSettings) -> None:
    """Keep a file's settings.

    Raises:
        InvalidRecord: with the sentence for each number out of its bounds.
    """
    keep_settings_as(store, _NAME, settings, LIMITS)
