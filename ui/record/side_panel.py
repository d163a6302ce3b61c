"""The card at the right of a table: the chosen record's profile, or its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import button, clear, label, row, rule, scrolled

if TYPE_CHECKING:
    from ui.record.form import RecordForm

PROFILE, FORM = 320, 420
"""The widths wanted, in pixels of the design."""


class SidePanel(QFrame):
    """Holds one profile or one form at a time."""

    save_asked = Signal()
    cancelled = Signal()
    removal_asked = Signal()
    closed = Signal()
    turned = Signal()
    """A form was opened, or is there no more."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.form: RecordForm | None = None
        self.title = ""
        """What the form is headed by."""
        self._save: QPushButton | None = None
        self.wanted_width = theme.unit(PROFILE)
        self._layout = QVBoxLayout(self)
        space = theme.unit(16)
        self._layout.setContentsMargins(space, space, space, space)
        self._layout.setSpacing(theme.unit(12))
        self.hide()

    @property
    def has_typing(self) -> bool:
        """Whether a form holds something that is not saved, be it half composed."""
        if self.form is None:
            return False
        self.form.settle()
        return self.form.is_dirty

    def show_profile(self, profile: QWidget) -> None:
        """Show who the chosen one is."""
        self.form = None
        clear(self._layout)
        self._layout.addWidget(profile)
        self._appear(PROFILE)

    def show_form(self, form: RecordForm, title: str, *, removable: bool) -> None:
        """Show a form with its buttons."""
        form.save_asked.connect(self.save_asked)
        self._save = save = button("保存", self.save_asked.emit, "primary")
        save.setShortcut("Ctrl+S")
        drop = button("删除", self.removal_asked.emit, "quiet", "trash-2")
        drop.setVisible(removable)
        self._hold(form, title, row(save, button("取消", self.cancelled.emit), None, drop))

    def show_to_read(self, form: RecordForm, title: str) -> None:
        """Show a form that takes nothing, with the way to close it."""
        form.freeze()
        self._save = None
        self._hold(form, title, row(button("关闭", self.cancelled.emit), None))

    def _hold(self, form: RecordForm, title: str, buttons: QHBoxLayout) -> None:
        clear(self._layout)
        self.form = form
        self.title = title
        self._layout.addWidget(label(title, "cardtitle"))
        self._layout.addWidget(scrolled(form), 1)
        self._layout.addWidget(rule())
        self._layout.addLayout(buttons)
        self._appear(FORM)

    def focus_save(self) -> None:
        """Put the cursor on 保存, where no key changes what was typed."""
        if self._save is not None and self.form is not None:
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Show nothing."""
        self.form = None
        clear(self._layout)
        self.hide()
        self.turned.emit()

    def _appear(self, width: int) -> None:
        self.wanted_width = theme.unit(width)
        self.show()
        self.turned.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Escape give up the form or close the profile."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form is not None:
            self.cancelled.emit()
        else:
            self.closed.emit()
