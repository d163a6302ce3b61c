"""Small pieces every page is laid out with, so that sizes and names are the same everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QLayout


def label(text: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """Return a text in one of the styles of style.qss."""
    made = _Wrapped() if wrap else QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    return made


_JOINER, _HARD_SPACE = "\u2060", "\u00a0"
_TAIL = 4
"""The least characters on the last line of several."""
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_])")


class _Wrapped(QLabel):
    """A text on as many lines as it needs, the last of them never a lone character.

    Who copies it or has it read out gets it as it was given.
    """

    def __init__(self) -> None:
        super().__init__()
        self._given = ""
        self._is_named = False
        self.setWordWrap(True)

    # Qt overrides

    def setText(self, text: str) -> None:
        """Show a text, a number on one line with its unit."""
        self._given = text
        if not self._is_named:
            super().setAccessibleName(text)
        if self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().setText(text)
            return
        body, tail = text[:-_TAIL], text[-_TAIL:]
        if len(text) > 2 * _TAIL and "\n" not in tail:
            body += _JOINER.join(tail.replace(" ", _HARD_SPACE))
        else:
            body = text
        super().setText(_BEFORE_UNIT.sub(_HARD_SPACE, body))

    def text(self) -> str:
        """Return the text as it was given."""
        return self._given

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def setAccessibleName(self, name: str) -> None:
        """Let another name be read out than the text."""
        self._is_named = True
        super().setAccessibleName(name)

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        """Let the text be selected, as it was given."""
        super().setTextInteractionFlags(flags)
        self.setText(self._given)


class OneLine(QLabel):
    """Words on one line, cut short where there is no room for them."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Return that any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter, room = QPainter(self), self.contentsRect()
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(self.text(), elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def unbroken(hints: str) -> str:
    """Return hints parted by wide spaces so that a line breaks between two of them only."""
    joined = ("\u2060".join(hint.replace(" ", "\u00a0")) for hint in hints.split("　"))
    return "　".join(joined)


def search_box(hint: str) -> QLineEdit:
    """Return a search with its sign, and a cross that empties it."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setMaximumWidth(theme.unit(280))
    made.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    empty = made.addAction(icons.icon("x"), QLineEdit.ActionPosition.TrailingPosition)
    empty.setToolTip("清空")
    empty.setVisible(False)
    empty.triggered.connect(lambda _on=False: made.clear())
    made.textChanged.connect(lambda text: empty.setVisible(bool(text)))
    return made


def tag(text: str, tone: str) -> QLabel:
    """Return a short word on a tint; `tone` is plain, good, warn, note or accent."""
    return label(text, f"tag_{tone}")


class Button(QPushButton):
    """A button that Enter presses as well, once the focus stands on it."""

    sign = ""
    """The name of its icon."""

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, act: Callable[[], object], name: str = "", icon: str = "") -> Button:
    """Return a button that calls `act`; `name` is primary, quiet or empty."""
    made = Button(text)
    made.sign = icon
    made.setAutoDefault(False)
    made.setIconSize(QSize(theme.unit(16), theme.unit(16)))
    made.clicked.connect(lambda _on=False: act())
    _dress(made, name)
    return made


def rank(made: Button, name: str) -> None:
    """Make a button the primary one of its view, a quiet one, or a plain one for ""."""
    if made.objectName() != name:
        _dress(made, name)
        repolish(made)


def _dress(made: Button, name: str) -> None:
    made.setObjectName(name)
    if made.sign:
        made.setIcon(icons.icon(made.sign, "on_accent" if name == "primary" else "second"))


def card(name: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a bordered surface and its layout."""
    frame = QFrame()
    frame.setObjectName(name)
    layout = QVBoxLayout(frame)
    space = theme.unit(16)
    layout.setContentsMargins(space, space, space, space)
    layout.setSpacing(theme.unit(8))
    return frame, layout


def rule() -> QFrame:
    """Return a thin line across."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def row(*parts: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side; None takes the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.unit(spacing))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout


def column(parent: QWidget | None = None, *, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """Return a layout from top to bottom in the design's pixels."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    space = theme.unit(margin)
    layout.setContentsMargins(space, space, space, space)
    layout.setSpacing(theme.unit(spacing))
    return layout


def scrolled(inner: QWidget) -> QScrollArea:
    """Return `inner` in a frameless area that scrolls only when it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setObjectName(inner.objectName() or "plain")
    area.setWidget(inner)
    return area


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def restyle(widget: QWidget, name: str, *, value: bool) -> None:
    """Set a property that style.qss looks at; one never set is false."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        repolish(widget)


def bring_into_sight(shown: QWidget) -> None:
    """Scroll whatever scrolls around a widget until it is seen whole."""
    around = shown.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(shown, 0, theme.unit(12))
        around = around.parentWidget()


def repolish(widget: QWidget) -> None:
    """Let style.qss look at a widget anew; one never shown is looked at when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
