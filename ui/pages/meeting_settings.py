"""How the branch counts its meetings: the choices the texts leave to the place, with their clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from models.meetings.settings import (
    GROUNDS,
    LIMITS,
    MeetingSettings,
    keep_settings,
    meeting_settings,
)
from models.rules import rule
from ui import theme
from ui.widgets import button, column, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QLayout

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


class _Number(QSpinBox):
    """A number that holds once it was typed whole, and never changes by scrolling past."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(*LIMITS[name])
        self.setKeyboardTracking(False)
        self.setFixedWidth(theme.unit(88))
        if name == "excellent_of":
            self.setPrefix("1 / ")

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class MeetingSettingsForm(QWidget):
    """One line a setting; each holds at once and is kept in the file."""

    said = Signal(str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._controls: dict[str, Any] = {}
        layout = column(self, spacing=12)
        for name, words, hint in _CHOICES:
            layout.addLayout(self._line(name, words, hint))
        self._usual = button("恢复默认", self._restore, "quiet")
        layout.addLayout(row(self._usual, None))
        self.reload()

    def _line(self, name: str, words: str, hint: str) -> QLayout:
        made = column(spacing=2)
        if name in LIMITS:
            control: Any = _Number(name)
            control.setAccessibleName(words)
            control.valueChanged.connect(lambda value: self._keep(name, value))
            said = label(words, wrap=True)
            across = row(control, said)
            across.setStretch(1, 1)
            made.addLayout(across)
        else:
            control = QCheckBox(words)
            control.toggled.connect(lambda value: self._keep(name, value))
            made.addWidget(control)
        self._controls[name] = control
        if name in GROUNDS:
            ground = rule("meetings", GROUNDS[name])
            hint += f"{ground.text}。依据：{ground.citation}"
        made.addWidget(label(hint, "hint", wrap=True))
        return made

    def reload(self) -> None:
        """Show the settings as the file has them."""
        settings = meeting_settings(self._store)
        for name, control in self._controls.items():
            control.blockSignals(True)
            show = control.setValue if name in LIMITS else control.setChecked
            show(getattr(settings, name))
            control.blockSignals(False)
        for_writing(self._store, *self._controls.values(), self._usual)
        if not self._store.read_only:
            self._usual.setEnabled(settings != MeetingSettings())

    def _keep(self, name: str, value: Any) -> None:
        keep_settings(self._store, replace(meeting_settings(self._store), **{name: value}))
        self.reload()

    def _restore(self) -> None:
        keep_settings(self._store, MeetingSettings())
        self.reload()
        self._controls["main_only"].setFocus()
        self.said.emit("组织生活的各项设置已恢复默认。")
