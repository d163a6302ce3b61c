"""帮助: short pages on what the program does, a list at the left and the text right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QListWidget, QTextBrowser

from ui import theme
from ui.page import Page, PageHead
from ui.widgets import card, row

if TYPE_CHECKING:
    from models.store import Store

_FOLDER = Path(__file__).parent.parent.parent / "resources" / "help"
_TOPICS = {
    "members": "党员和变动",
    "meetings": "组织生活",
    "branch": "组织建设",
    "dues": "党费",
    "import": "导入",
    "export": "导出和打印",
    "history": "备份和密码",
    "settings": "备份和密码",
    "backups": "备份和密码",
}


class HelpPage(Page):
    """The help, opened at the topic of the page one comes from."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._files = sorted(_FOLDER.glob("*.md"), key=_place)
        self.topics = QListWidget()
        self.topics.setObjectName("topics")
        self.topics.setAccessibleName("帮助主题")
        self.topics.setFixedWidth(theme.unit(200))
        self.topics.addItems([path.stem.split("-", 1)[1] for path in self._files])
        for number in range(self.topics.count()):
            self.topics.item(number).setSizeHint(QSize(0, theme.unit(36)))
        self.text = QTextBrowser()
        self.text.setObjectName("reading")
        self.text.setAccessibleName("帮助内容")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.topics.currentRowChanged.connect(self._show)
        frame, layout = card()
        layout.addWidget(self.text)
        across = row(self.topics, frame, spacing=16)
        across.setStretch(1, 1)
        self.body.addWidget(PageHead("帮助"))
        self.body.addLayout(across, 1)
        self.topics.setCurrentRow(0)

    def begin(self) -> None:
        """Put the cursor on the topics."""
        self.topics.setFocus()

    def show_topic(self, code: str) -> None:
        """Show what the help says about a page."""
        self._choose(_TOPICS.get(code, ""))

    def _choose(self, name: str) -> None:
        names = [self.topics.item(number).text() for number in range(self.topics.count())]
        if name in names:
            self.topics.setCurrentRow(names.index(name))

    def _show(self, number: int) -> None:
        self.text.setMarkdown(self._files[number].read_text("utf-8"))
        _space_out(self.text.document())

    def _follow(self, link: QUrl) -> None:
        if link.scheme():
            QDesktopServices.openUrl(link)
        else:
            self._choose(link.toString())


def _place(path: Path) -> int:
    """Return where a topic stands in the list: the number before its name."""
    return int(path.stem.partition("-")[0])


def _space_out(document: QTextDocument) -> None:
    """Give lines and paragraphs room, and headings the sizes of the window."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        level = block.blockFormat().headingLevel()
        space = QTextBlockFormat()
        space.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = cursor.currentTable() is not None
        space.setTopMargin(theme.unit(2 if in_table else 16 if level > 1 else 4))
        space.setBottomMargin(theme.unit(2 if in_table else 4))
        cursor.mergeBlockFormat(space)
        if level:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            # A size relative to the body's would prevail, and merging cannot take it away.
            size = cursor.charFormat()
            size.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            size.setProperty(
                QTextFormat.Property.FontPixelSize, theme.unit(18 if level == 1 else 15)
            )
            cursor.setCharFormat(size)
        block = block.next()
