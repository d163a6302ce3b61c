"""The pages there are, and the bar at the left that leads to them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets import column, label, restyle, rule, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from models.store import Store
    from ui.page import Page

WIDTH, NARROW = 184, 56
_NEEDED, _STATUS = 460, 90
"""The height that all places need at their usual height, and that of how the file stands."""
_SPACE, _LOW_SPACE = 8, 4
"""What stands above and below a line between two groups."""


class Place(NamedTuple):
    """One page: its code, name and icon, and the module that is loaded when it is first shown."""

    code: str
    name: str
    icon: str
    module: str
    page: str
    begins_group: bool = False
    records: tuple[str, ...] = ()
    """The tables whose records this page shows."""
    foot: bool = False
    under: str = ""
    """The place that is marked while this page is shown, if it has no button of its own."""

    def build(self, store: Store) -> Page:
        """Load and make the page."""
        made: Page = getattr(import_module(self.module), self.page)(store)
        return made


PLACES = (
    Place(
        "members",
        "党员",
        "user",
        "ui.pages.members",
        "MembersPage",
        records=("member", "period", "movement"),
    ),
    Place(
        "meetings",
        "组织生活",
        "calendar",
        "ui.pages.meetings",
        "MeetingsPage",
        records=(
            "meeting",
            "agenda_item",
            "speech",
            "meeting_task",
            "attendance",
            "vote",
            "election",
            "candidate",
            "not_held",
            "talk",
            "talk_person",
            "appraisal",
            "appraisal_result",
            "life_entry",
            "dual_life",
            "thought",
            "service",
            "service_person",
            "study",
            "own_kind",
            "meeting_template",
        ),
    ),
    Place(
        "dues",
        "党费",
        "badge-japanese-yen",
        "ui.pages.dues",
        "DuesPage",
        records=(
            "dues_basis",
            "dues_item",
            "dues_waiver",
            "dues_payment",
            "dues_month",
            "dues_receipts",
            "dues_large",
            "dues_remittance",
            "dues_use",
            "dues_publication",
        ),
    ),
    Place(
        "branch",
        "组织建设",
        "network",
        "ui.pages.branch",
        "BranchPage",
        records=("branch", "branch_year", "party_group", "post"),
    ),
    Place("import", "导入", "download", "ui.pages.imports", "ImportPage", begins_group=True),
    Place("export", "导出", "upload", "ui.pages.export", "ExportPage"),
    Place("history", "历史", "history", "ui.pages.history", "HistoryPage", begins_group=True),
    Place("settings", "设置", "settings-2", "ui.pages.settings", "SettingsPage", foot=True),
    Place("backups", "备份和恢复", "archive", "ui.pages.backups", "BackupsPage", under="settings"),
    Place("help", "帮助", "circle-help", "ui.pages.help", "HelpPage", foot=True),
)


class Navigation(QWidget):
    """The bar at the left: the sign, the pages, and how the file stands."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._lines: list[QWidget] = []
        self._product = label("支部台账", "product")
        self._status = label("", "status", wrap=True)
        self._status.setContentsMargins(theme.unit(16), 0, theme.unit(8), theme.unit(16))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        self._area = places = scrolled(self._places())
        places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(places, 1)
        for place in PLACES:
            if place.foot:
                layout.addWidget(self._button(place))
        layout.addSpacing(theme.unit(8))
        layout.addWidget(self._status)
        self.set_narrow(narrow=False)

    def _places(self) -> QWidget:
        inner = QWidget()
        layout = column(inner, spacing=0)
        for place in PLACES:
            if place.foot or place.under:
                continue
            if place.begins_group:
                layout.addWidget(self._line())
            layout.addWidget(self._button(place))
        layout.addStretch(1)
        return inner

    def _head(self) -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(icons.pixmap("mark", "accent", theme.unit(24), self.devicePixelRatioF()))
        layout = QHBoxLayout()
        layout.setContentsMargins(theme.unit(16), theme.unit(16), 0, theme.unit(16))
        layout.setSpacing(theme.unit(8))
        layout.addWidget(sign)
        layout.addWidget(self._product, 1)
        return layout

    def _line(self) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(theme.unit(16), 0, theme.unit(16), 0)
        layout.addWidget(rule())
        self._lines.append(frame)
        return frame

    def _button(self, place: Place) -> QToolButton:
        made = QToolButton()
        made.setObjectName("nav")
        made.setText(f"  {place.name}")
        made.setAccessibleName(place.name)
        made.setToolTip(place.name)
        made.setIcon(icons.icon(place.icon))
        made.setIconSize(QSize(theme.unit(18), theme.unit(18)))
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: self.chosen.emit(place.code))
        self._group.addButton(made)
        self._buttons[place.code] = made
        return made

    def mark(self, code: str) -> None:
        """Show which page is open, in sight where a low window scrolls the places."""
        button = self.button(code)
        button.setChecked(True)
        if self._area.isAncestorOf(button):
            self._area.ensureWidgetVisible(button, 0, 0)
            self._area.horizontalScrollBar().setValue(0)

    def button(self, code: str) -> QToolButton:
        """Return the button of a page, or of the page it stands under."""
        place = next(place for place in PLACES if place.code == code)
        return self._buttons[place.under or code]

    def show_status(self, *lines: str) -> None:
        """Say how the file stands."""
        self._status.setText("\n".join(lines))

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave only the icons where the window is small."""
        self.setFixedWidth(theme.unit(NARROW if narrow else WIDTH))
        style = Qt.ToolButtonStyle
        for made in self._buttons.values():
            made.setToolButtonStyle(
                style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
            )
            restyle(made, "narrow", value=narrow)
            made.setFixedWidth(theme.unit(NARROW if narrow else WIDTH) - 1)
        self._product.setVisible(not narrow)
        self._status.setVisible(not narrow)
        self._fit()

    def _fit(self) -> None:
        """Draw the places together in a low window, so that all are in sight."""
        needed = _NEEDED + (0 if self._status.isHidden() else _STATUS)
        low = self.height() < theme.unit(needed)
        for made in self._buttons.values():
            restyle(made, "low", value=low)
        for line in self._lines:
            line.setFixedHeight(2 * theme.unit(_LOW_SPACE if low else _SPACE) + 1)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all places in sight."""
        super().resizeEvent(event)
        self._fit()
