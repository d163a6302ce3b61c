"""How the branch collects dues: the choices the texts leave to the place, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.codes import labels
from models.dues.settings import (
    GROUNDS,
    LIMITS,
    DuesSettings,
    dues_settings,
    keep_dues_settings,
)
from models.rules.dues import Rounding
from models.rules.dues_year import dues_rule
from ui.pages.settings_form import Choice, Kept, SettingsForm

if TYPE_CHECKING:
    from models.store import Store

_NOTICE = "R-18"
_CHOICES = (
    ("rounding", "月交金额的尾数", ""),
    ("within_year", "工资变化的，从按新标准领取工资的当月起重新核定", "不勾选时，年内不变动，从下一年1月起。"),
    ("retired_by_branch", "离退休党员生活困难的，由支部研究决定少交或者免交", "不勾选时，都报上一级党委批准。"),
    ("collection_day", "日收缴党费（每月）", "过了这一天还没有交的，才算欠交。"),
    ("collector", "收款人", "登记交纳时先填上的名字，登记时可以改。"),
    ("way", "交纳方式", "登记交纳时先填上的方式，登记时可以改。"),
    ("remit_months", "个月上缴一次", ""),
    ("back_pay", "个月以内可以补交", ""),
    ("first_notice", "个月连续没有交纳时提醒", _NOTICE),
    ("second_notice", "个月连续没有交纳时再次提醒", ""),
)  # fmt: skip
_RESTORED = "党费的各项设置已恢复默认。"


def _choice(name: str, words: str, hint: str) -> Choice:
    if hint == _NOTICE:
        found = dues_rule(_NOTICE)
        hint = f"到6个月提示研究。{found.text}。依据：{found.citation}"
    offers: tuple[tuple[str, str], ...] = ()
    if name == "rounding":
        offers = tuple((each.label, each.name) for each in Rounding)
    elif name == "way":
        offers = (("不填", ""), *((each, each) for each in labels("dues_way")))
    hint += GROUNDS.get(name, "")
    return Choice(name, words, hint, LIMITS.get(name), offers, is_text=name == "collector")


class DuesSettingsForm(SettingsForm):
    """One line a setting; each holds at once and is kept in the file."""

    def __init__(self, store: Store) -> None:
        kept = Kept(dues_settings, keep_dues_settings, DuesSettings(), _RESTORED)
        super().__init__(store, [_choice(*each) for each in _CHOICES], kept)
