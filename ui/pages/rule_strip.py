"""One line above a table: how the records stand against a rule, with its clause below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui import theme
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rules.findings import Rule


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """What is said: where things stand with the rule for it, then what is to be looked at."""

    words: str
    rule: Rule | None
    """What the words stand on, None where there are none."""
    doubt: str = ""
    """What other rules may stand behind as well."""
    way: str = ""
    """What the button says that leads on; "" for none."""


class RuleStrip(QFrame):
    """The line; it is not there while there is nothing to say."""

    def __init__(self, lead_on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.has_words = False
        self._is_low = False
        self._words = label("", "", wrap=True)
        self._doubt = label("", "doubt", wrap=True)
        self._clause = label("", "hint", wrap=True)
        self._way = button("", lead_on, "quiet")
        said = column(spacing=2)
        for part in (self._words, self._clause, self._doubt):
            said.addWidget(part)
        across = row(spacing=12)
        across.addLayout(said, 1)
        across.addWidget(self._way)
        self.setLayout(across)
        side, top = theme.unit(12), theme.unit(8)
        across.setContentsMargins(side, top, side, top)
        self.hide()

    def show_standing(self, standing: RuleStanding | None) -> None:
        """Say where things stand, or nothing."""
        self.has_words = standing is not None
        self.setVisible(self.has_words)
        if standing is None:
            return
        self._words.setText(standing.words)
        self._words.setVisible(bool(standing.words))
        self._doubt.setText(standing.doubt)
        self._doubt.setVisible(bool(standing.doubt))
        rule = standing.rule
        self._clause.setText(f"{rule.text}。依据：{rule.citation}" if rule else "")
        self._clause.setVisible(bool(rule) and not self._is_low)
        self.setToolTip(self._clause.text())
        self._way.setText(standing.way)
        self._way.setVisible(bool(standing.way))

    def set_low(self, *, low: bool) -> None:
        """Leave the clause to the tool tip where the page is low."""
        self._is_low = low
        self._clause.setVisible(bool(self._clause.text()) and not low)
