"""Settings of one subject below one another: each holds at once, is kept in the file, tells its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from ui import theme
from ui.widgets import button, column, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QLayout

    from models.store import Store


class Choice(NamedTuple):
    """One setting: its name, the words beside or behind its control, and what is said below.

    With `limits` it is a number, with `offers` (words, value) one of several, with `is_text` a line,
    else yes or no. `before` stands in front of the number, within its box.
    """

    name: str
    words: str
    hint: str = ""
    limits: tuple[int, int] | None = None
    offers: tuple[tuple[str, str], ...] = ()
    is_text: bool = False
    before: str = ""


class Kept(NamedTuple):
    """How settings are read and kept, and what they are as shipped."""

    load: Callable[[Store], Any]
    keep: Callable[[Store, Any], object]
    usual: Any
    restored: str
    """What is said once they are as shipped again."""


class _Number(QSpinBox):
    """A number that holds once it was typed whole, and never changes by scrolling past."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class _OneOf(QComboBox):
    """One of several, which never changes by scrolling past."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class SettingsForm(QWidget):
    """One line a setting; each holds at once and is kept in the file."""

    said = Signal(str)

    def __init__(self, store: Store, choices: Sequence[Choice], kept: Kept) -> None:
        super().__init__()
        self._store, self._kept = store, kept
        self._controls: dict[str, Any] = {}
        layout = column(self, spacing=12)
        for choice in choices:
            layout.addLayout(self._line(choice))
        self._usual = button("恢复默认", self._restore, "quiet")
        layout.addLayout(row(self._usual, None))
        self.reload()

    def _line(self, choice: Choice) -> QLayout:
        made = column(spacing=2)
        control = self._controls[choice.name] = self._control(choice)
        control.setAccessibleName(choice.words)
        if isinstance(control, QCheckBox):
            made.addWidget(control)
        else:
            across = row(control, said := label(choice.words, wrap=True))
            said.setBuddy(control)
            across.setStretch(1, 1)
            made.addLayout(across)
        if choice.hint:
            made.addWidget(label(choice.hint, "hint", wrap=True))
        return made

    def _control(self, choice: Choice) -> QWidget:
        name = choice.name
        if choice.limits:
            number = _Number()
            number.setRange(*choice.limits)
            number.setKeyboardTracking(False)
            number.setFixedWidth(theme.unit(88))
            number.setPrefix(choice.before)
            number.valueChanged.connect(lambda value: self._keep(name, value))
            return number
        if choice.offers:
            one_of = _OneOf()
            for words, value in choice.offers:
                one_of.addItem(words, value)
            one_of.setMinimumWidth(theme.unit(160))
            one_of.activated.connect(lambda at: self._keep(name, one_of.itemData(at)))
            return one_of
        if choice.is_text:
            line = QLineEdit()
            line.setFixedWidth(theme.unit(160))
            line.editingFinished.connect(lambda: self._keep(name, line.text().strip()))
            return line
        flag = QCheckBox(choice.words)
        flag.toggled.connect(lambda value: self._keep(name, value))
        return flag

    def reload(self) -> None:
        """Show the settings as the file has them."""
        settings = self._kept.load(self._store)
        for name, control in self._controls.items():
            control.blockSignals(True)
            _show(control, getattr(settings, name))
            control.blockSignals(False)
        for_writing(self._store, *self._controls.values(), self._usual)
        if not self._store.read_only:
            self._usual.setEnabled(settings != self._kept.usual)

    def _keep(self, name: str, value: Any) -> None:
        before = self._kept.load(self._store)
        if getattr(before, name) != value:
            self._kept.keep(self._store, replace(before, **{name: value}))
            self.reload()

    def _restore(self) -> None:
        self._kept.keep(self._store, self._kept.usual)
        self.reload()
        next(iter(self._controls.values())).setFocus()
        self.said.emit(self._kept.restored)


def _show(control: QWidget, value: Any) -> None:
    if isinstance(control, QSpinBox):
        control.setValue(value)
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(max(control.findData(value), 0))
    elif isinstance(control, QLineEdit):
        control.setText(value)
    elif isinstance(control, QCheckBox):
        control.setChecked(value)
