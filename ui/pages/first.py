"""The first page: make a branch file, open one, or look at a sample."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.branch.records import Branch
from models.frameworks import frameworks
from models.places import default_folder
from ui import theme
from ui.files import ended
from ui.record.form import Group, RecordForm
from ui.tasks import Task
from ui.widgets import button, card, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECRECY = "本程序只用于非涉密党务资料，请勿录入涉密信息；含身份证号的文件按本单位规定保管。"
KINDS = "支部台账文件 (*.zhibu)"
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


_FRAMEWORK = "上级考核支部用的标准；不清楚就不选，以后在“设置”里可以改。"
_SAMPLE = "第一次用，先看看填好的样子。"
_NEVER_SET = (
    "如果从没设过密码，它多半不是支部台账文件，或没有复制完整；可以在下面另选文件，"
    "或打开它旁边“备份”文件夹里最近的一份。"
)


class FirstPage(QWidget):
    """How to begin."""

    open_asked = Signal(Path, str)
    create_asked = Signal(Path, Branch, str)
    sample_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, recent: Sequence[Path], *, locked: Path | None = None, behind: str = ""
    ) -> None:
        """Offer to open one of `recent`; `behind` is the branch whose file is still open."""
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._locked = locked
        self._recent: dict[Path, tuple[QWidget, QLabel]] = {}
        self._refusal = label("", "problem", wrap=True)
        self._refusal.hide()
        self._behind = behind
        self._way_on: Callable[[], object] | None = None
        self._read_only = button("只读打开", self._go_on, "", "eye")
        self._read_only.hide()
        self._password = QLineEdit()
        self.framework = QComboBox()
        self.framework.setAccessibleName("考核框架")
        self.framework.addItem("暂不选", "")
        for each in frameworks():
            self.framework.addItem(each.name, each.code)
        self.form = RecordForm(Branch, [Group("", ("name", "superior"))])
        self.form.show_record(None)
        self.form.save_asked.connect(self._create)
        inner = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        layout = QVBoxLayout(inner)
        layout.addStretch(1)
        layout.addLayout(self._centred(locked, recent))
        layout.addStretch(2)
        if recent:
            self._look_for(recent)

    def _centred(self, locked: Path | None, recent: Sequence[Path]) -> QHBoxLayout:
        middle = QWidget()
        middle.setFixedWidth(theme.unit(560))
        layout = QVBoxLayout(middle)
        layout.setSpacing(theme.unit(16))
        if self._behind or locked:
            words = f"回到“{self._behind}”" if self._behind else "不打开这个文件"
            back = button(words, self.back_asked.emit, "quiet", "corner-up-left")
            layout.addLayout(row(back, None))
        layout.addWidget(label("支部台账", "big"))
        layout.addWidget(label("党支部的台账、名册和档案，都在一个文件里。", "second"))
        if locked:
            layout.addWidget(self._password_card(locked))
        else:
            layout.addWidget(self._refusal)
            layout.addLayout(row(self._read_only, None))
            layout.addWidget(self._new_card())
        layout.addWidget(self._open_card(recent))
        layout.addWidget(label(SECRECY, "hint", wrap=True))
        return row(None, middle, None)

    def _new_card(self) -> QWidget:
        frame, layout = card()
        layout.addWidget(label("新建支部台账", "cardtitle"))
        if inner := self.form.layout():
            inner.setContentsMargins(0, 0, 0, 0)  # no scroll bar stands beside it
        layout.addWidget(self.form)
        caption = label("考核框架", "second")
        caption.setBuddy(self.framework)
        caption.setFixedWidth(theme.unit(116))
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.framework.setAccessibleDescription(_FRAMEWORK)
        chosen = row(caption, self.framework, spacing=12)
        chosen.setStretch(1, 1)
        layout.addLayout(chosen)
        hint = label(_FRAMEWORK, "hint", wrap=True)
        hint.setContentsMargins(theme.unit(128), 0, 0, 0)
        layout.addWidget(hint)
        create = button("新建…", self._create, "primary", "file-plus")
        last = row(self._sample(), label(_SAMPLE, "hint"), None, create)
        last.setContentsMargins(0, theme.unit(4), 0, 0)
        layout.addLayout(last)
        return frame

    def _password_card(self, path: Path) -> QWidget:
        frame, layout = card()
        layout.addWidget(label(f"“{path.name}”设有密码", "cardtitle"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText("密码，或密封保管的恢复码")
        self._password.setAccessibleName("密码或恢复码")
        self._password.returnPressed.connect(self._unlock)
        self._password.textEdited.connect(lambda _text: self._refusal.hide())
        layout.addWidget(self._password)
        layout.addWidget(self._refusal)
        layout.addWidget(label(_NEVER_SET, "hint", wrap=True))
        layout.addLayout(row(None, button("打开", self._unlock, "primary", "lock")))
        return frame

    def _sample(self) -> QWidget:
        return button("看示例", self.sample_asked.emit, "", "eye")

    def _open_card(self, recent: Sequence[Path]) -> QWidget:
        frame, layout = card()
        layout.addWidget(label("打开已有的台账", "cardtitle"))
        for path in recent:
            made = button(path.stem, partial(self.open_asked.emit, path, ""), "quiet")
            made.setToolTip(str(path))
            made.setStyleSheet("text-align: left;")
            where = label(path.parent.name, "hint")
            where.setToolTip(str(path.parent))
            self._recent[path] = made, where
            layout.addLayout(row(made, None, where))
        self._no_recent = label("以前保存的 .zhibu 文件，从 U 盘或文件夹中选取。", "hint")
        layout.addWidget(self._no_recent)
        if recent:  # shown by hand, it would be a window of its own: it has no parent yet
            self._no_recent.hide()
        others = [self._sample()] if self._locked else []
        layout.addLayout(row(None, *others, button("打开文件…", self._open, "", "folder-open")))
        return frame

    def _look_for(self, recent: Sequence[Path]) -> None:
        """Find out in the background which files are still there: a lost share takes seconds."""
        task = Task(lambda _report: _found(recent), "正在查找以前的文件…")
        task.succeeded.connect(self._show_found)
        task.start()

    def _show_found(self, found: dict[Path, str]) -> None:
        for path, (made, where) in self._recent.items():
            made.setVisible(path in found)
            where.setVisible(path in found)
            where.setText(f"{path.parent.name}　{found.get(path, '')}")
        self._no_recent.setHidden(bool(found))

    def refuse(self, sentence: str, way_on: Callable[[], object] | None = None) -> None:
        """Say what went wrong: at the password, else above the ways to begin.

        `way_on` opens the file all the same, to be read only.
        """
        self._refusal.setText(sentence)
        self._refusal.show()
        self._way_on = way_on
        self._read_only.setVisible(way_on is not None)

    def _go_on(self) -> None:
        if self._way_on:
            self._way_on()

    @property
    def refusal(self) -> str:
        """What went wrong, "" if nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def focus_first(self) -> None:
        """Put the cursor where one types first."""
        if self._locked:
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def _unlock(self) -> None:
        if self._locked and self._password.text():
            self.open_asked.emit(self._locked, self._password.text())
        else:
            self.refuse("请输入密码，或密封保管的恢复码。")

    def _open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开支部台账", str(default_folder()), KINDS)
        if name:
            self.open_asked.emit(Path(name), "")

    def _create(self) -> None:
        typed = self.form.typed()
        if not typed["name"].strip():
            self.form.explain({"name": "请先写支部全称，例如 中共××局机关第三支部委员会"})
            return
        branch = self.form.record()
        offered = default_folder() / f"{branch.name.translate(_FORBIDDEN)}.zhibu"
        name, _ = QFileDialog.getSaveFileName(self, "新建支部台账", str(offered), KINDS)
        if name:
            path = ended(Path(name), ".zhibu")
            self.create_asked.emit(path, branch, self.framework.currentData())

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Escape go back to the file that is open behind."""
        if event.key() == Qt.Key.Key_Escape and self._behind:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)


def _found(paths: Sequence[Path]) -> dict[Path, str]:
    """Return when each of the files that are there was last written."""
    return {path: _saved_on(path) for path in paths if path.is_file()}


def _saved_on(path: Path) -> str:
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return "时间不明"
    today = datetime.now().astimezone().date()
    return f"今天 {saved:%H:%M}" if saved.date() == today else f"{saved:%Y-%m-%d}"
