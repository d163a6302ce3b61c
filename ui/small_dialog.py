"""A dialog of one column that is as high as its sentences need, whatever the text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from ui import theme
from ui.widgets import column, label


class SmallDialog(QDialog):
    """A title, sentences and boxes below one another, and one place to say what is wrong."""

    def __init__(
        self, parent: QWidget, title: str, width: int, flags: Qt.WindowType = Qt.WindowType.Dialog
    ) -> None:
        super().__init__(parent, flags)
        self.setWindowTitle(title)
        self.setFixedWidth(theme.unit(width))
        self.column = column(self, margin=24, spacing=12)
        self.column.addWidget(label(title, "cardtitle"))
        self._refusal: QLabel = label("", "problem", wrap=True)
        self._refusal.hide()

    @property
    def refusal(self) -> str:
        """Why nothing was done, "" if nothing was tried."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was done; "" takes it back."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.fit()

    def fit(self) -> None:
        """Take the height that the sentences need at this width."""
        self.column.activate()
        self.setFixedHeight(
            max(self.column.totalHeightForWidth(self.width()), self.column.minimumSize().height())
        )

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Fit before the dialog is seen."""
        if event.type() == QEvent.Type.Show:
            self.fit()
        return super().event(event)
