"""How the branch counts its meetings: the choices the texts leave to the place, with their clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.meetings.settings import (
    GROUNDS,
    LIMITS,
    MeetingSettings,
    keep_settings,
    meeting_settings,
)
from models.rules import rule
from ui.pages.settings_form import Choice, Kept, SettingsForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.store import Store

_CHOICES = (
    ("main_only", "兼有几种类型的会议只计主要类型", "不勾选时，主题党日上讲的党课，主题党日和党课各计一次。"),
    ("late_days", "天以后才录入的会议注明“补录”", "没有统一规定，按本单位的要求设；从会议结束那天算到录入那天。"),
    ("lectures", "次党课（一年）", ""),
    ("hours", "学时：党员一年的学习", ""),
    ("leader_hours", "学时：书记和委员一年的学习", ""),
    ("minutes_an_hour", "分钟折合1学时", "没有写学时的学习类会议，按起止时间折算。"),
    ("excellent_of", "以内的参评党员可以评为优秀", ""),
    ("grades_probationary", "预备党员也评定等次", ""),
    ("deputies_equal", "书记、副书记等额选举", "勾选时，候选人数可以与应选人数相同。"),
)  # fmt: skip
_BEFORE = {"excellent_of": "1 / "}
_RESTORED = "组织生活的各项设置已恢复默认。"


def _choices() -> Iterator[Choice]:
    """Yield the settings, each ground told with the first that stands on it."""
    told: set[str] = set()
    for name, words, hint in _CHOICES:
        code = GROUNDS.get(name, "")
        ground = rule("meetings", code) if code and code not in told else None
        told.add(code)
        why = f"{hint}{ground.text}。依据：{ground.citation}" if ground else hint
        yield Choice(name, words, why, LIMITS.get(name), before=_BEFORE.get(name, ""))


class MeetingSettingsForm(SettingsForm):
    """One line a setting; each holds at once and is kept in the file."""

    def __init__(self, store: Store) -> None:
        kept = Kept(meeting_settings, keep_settings, MeetingSettings(), _RESTORED)
        super().__init__(store, list(_choices()), kept)
