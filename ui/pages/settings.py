"""设置: the look, the password, the backups, what the branch follows, fonts and file association."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from models.elsewhere import choose_second_place, second_place
from models.errors import in_one_sentence
from models.frameworks import choose_framework, framework_of, frameworks
from ui import theme
from ui.files import demand_writable
from ui.page import PageHead
from ui.pages.dues_settings import DuesSettingsForm
from ui.pages.meeting_settings import MeetingSettingsForm
from ui.shell import association, preferences
from ui.shell.shell_page import ShellPage
from ui.tasks import Task
from ui.whole_file import run_alone
from ui.widgets import button, card, column, label, row, scrolled
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store import Store

_WIDTH = 760
_LABEL = 120
_THEMES = (
    ("跟随系统", preferences.SYSTEM),
    ("浅色", preferences.LIGHT),
    ("深色", preferences.DARK),
)
_NO_PASSWORD = "没有设密码：谁拿到这个文件都能打开。"  # noqa: S105 - a sentence
_WITH_PASSWORD = "已设密码：文件和全部备份都是加密的。"  # noqa: S105 - a sentence
_NO_FILE = "示例只在内存里，没有文件；新建自己的台账后再设。"
_READ_ONLY = "文件以只读方式打开，这些设置现在不能改。"


class SettingsPage(ShellPage):
    """One quiet form; every choice holds at once."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._fonts_known = False
        inner = QWidget()
        inner.setMaximumWidth(theme.unit(_WIDTH))
        self._cards = column(inner, spacing=16)
        self.body.addWidget(PageHead("设置"))
        self.body.addWidget(scrolled(inner), 1)
        self._add_look()
        self._add_password()
        self._add_backups()
        self._add_branch()
        self._add_meetings()
        self._add_dues()
        self._add_computer()
        self._cards.addStretch(1)
        self.reload()

    def begin(self) -> None:
        """Put the cursor on the first choice, and look for the fonts."""
        self.theme.setFocus()
        if not self._fonts_known:
            self._fonts_known = True
            task = Task(lambda _report: _font_words(), "正在查找字体…")
            task.succeeded.connect(self._show_fonts)
            task.start()

    def reload(self) -> None:
        """Show how the file is protected and kept."""
        held, writable = self.store.path is not None, not self.store.read_only
        locked = self.store.encrypted
        self._password_state.setText(
            _NO_FILE if not held else _WITH_PASSWORD if locked else _NO_PASSWORD
        )
        self._set.setText("更换密码…" if locked else "设置密码…")
        self._set.setEnabled(held and writable)
        for widget in (self._remove, self._sheet):
            widget.setVisible(locked)
        self._remove.setEnabled(writable)
        self._idle.setEnabled(locked)
        self._idle_hint.setVisible(not locked)
        place = self._second_place()
        self._second.setText(place or "没有选")
        self._second.setToolTip(place)
        self._no_second.setVisible(bool(place))
        for each in (self._full, self._framework):
            each.setEnabled(writable)
        self._choose_second.setEnabled(held)
        self._check.setEnabled(held)
        self._read_only.setVisible(not writable)
        for_writing(self.store, self._set, self._remove, self._full, self._framework)
        self._meetings.reload()
        self._dues.reload()
        self._show_framework()
        self._show_association()

    def _add_look(self) -> None:
        layout = self._section("外观", "")
        chosen = self.preferences
        self.theme = _combo("主题", _THEMES, chosen.theme)
        sizes = [(f"{size}%", size) for size in preferences.TEXT_SIZES]
        self.text_size = _combo("文字大小", sizes, chosen.text_size)
        layout.addLayout(_line("主题", self.theme))
        layout.addLayout(_line("文字大小", self.text_size))
        self.theme.activated.connect(self._on_look)
        self.text_size.activated.connect(self._on_look)

    def _on_look(self) -> None:
        before = self.preferences.theme, self.preferences.text_size
        self.preferences.theme = self.theme.currentData()
        self.preferences.text_size = self.text_size.currentData()
        if before != (self.preferences.theme, self.preferences.text_size):
            self.redress_asked.emit()

    def _add_password(self) -> None:
        layout = self._section("密码和锁定", "忘记密码又丢了恢复单，这个文件就谁也打不开了。")
        self._password_state = label("", wrap=True)
        self._set = button("设置密码…", self._set_password, "", "lock")
        self._remove = button("取消密码…", self._remove_password)
        self._sheet = button("恢复单…", self._show_sheet)
        layout.addWidget(self._password_state)
        layout.addLayout(row(self._set, self._remove, self._sheet, None))
        minutes = [
            (f"{each} 分钟" if each else "不锁定", each) for each in preferences.IDLE_MINUTES
        ]
        self._idle = _combo("闲置多久锁定", minutes, self.preferences.idle_minutes)
        self._idle.activated.connect(self._on_idle)
        self._idle_hint = label("设了密码才能锁定。", "hint")
        layout.addLayout(_line("闲置锁定", self._idle, self._idle_hint))

    def _on_idle(self) -> None:
        self.preferences.idle_minutes = self._idle.currentData()

    def _set_password(self) -> None:
        self.change_password()

    def change_password(self, old: str = "") -> None:
        """Ask for a new password; `old` is what the file was opened by, where that is known."""
        from ui.shell.password_dialog import PasswordDialog  # noqa: PLC0415 - when asked for

        dialog = PasswordDialog(self, self.store)
        if old:
            dialog.know(old)
        if dialog.exec():
            self._say_password(dialog)
            self._show_sheet()
        dialog.deleteLater()

    def _remove_password(self) -> None:
        from ui.shell.password_dialog import PasswordDialog  # noqa: PLC0415 - when asked for

        dialog = PasswordDialog(self, self.store, remove=True)
        if dialog.exec():
            self._say_password(dialog)
        dialog.deleteLater()

    def _say_password(self, dialog: Any) -> None:
        self.reload()
        self.file_altered.emit()
        if dialog.remaining:
            self.refused.emit(dialog.sentence)
        else:
            self.said.emit(dialog.sentence)

    def _show_sheet(self) -> None:
        from ui.shell.recovery_dialog import RecoveryDialog  # noqa: PLC0415 - when asked for

        dialog = RecoveryDialog(self, self.store)
        dialog.exec()
        dialog.deleteLater()

    def _add_backups(self) -> None:
        layout = self._section("备份", "每次关闭时自动备份，放在台账文件旁边；再选一处更稳妥。")
        self._second = label("")
        self._choose_second = button("选择…", self._on_second, "", "folder-open")
        self._choose_second.setAccessibleName("选择第二备份位置")
        self._no_second = button("不用了", self._on_no_second, "quiet")
        layout.addLayout(_line("第二位置", self._second, self._choose_second, self._no_second))
        layout.addWidget(
            label(
                "U盘或另一块磁盘上的文件夹；它在的时候，每份备份都会多存一份过去。只记在这台电脑上，不跟着文件走。",
                "hint",
                wrap=True,
            )
        )
        self._sticks = QCheckBox("在“文件”菜单里显示“复制到U盘”")
        self._sticks.setChecked(self.preferences.sticks_allowed)
        self._sticks.toggled.connect(self._on_sticks)
        layout.addWidget(self._sticks)
        self._check = button("检查文件", self._on_check, "", "circle-check")
        show = button("备份和恢复…", lambda: self.wanted.emit("backups"), "", "archive")
        layout.addLayout(row(show, self._check, None))

    def _second_place(self) -> str:
        place = second_place(self.store) if self.store.path else None
        return str(place) if place else ""

    def _on_second(self) -> None:
        start = self._second_place()
        name = QFileDialog.getExistingDirectory(self, "第二备份位置", start)
        if not name:
            return
        try:
            demand_writable(Path(name))
        except OSError:
            self.refused.emit(
                f"“{name}”里不能存文件，没有选它；原来的选择没有变，请换一个文件夹再选。"
            )
        else:
            choose_second_place(self.store, Path(name))
            self.reload()
            self.said.emit(f"以后每份备份都会在“{name}”多存一份；不在时只存原处。")

    def _on_no_second(self) -> None:
        choose_second_place(self.store, None)
        self.reload()
        self.said.emit("不再往第二位置存备份；已经存过去的都还在。")

    def _on_sticks(self, shown: bool) -> None:  # noqa: FBT001 - Qt calls it
        self.preferences.sticks_allowed = shown

    def _on_check(self) -> None:
        from models.verify import verify  # noqa: PLC0415 - brings sqlite-utils

        problems = run_alone(self, lambda report: verify(self.store, report), "正在检查文件…")
        if problems:
            more = f"另有 {len(problems) - 1} 处问题" if len(problems) > 1 else ""
            way = "文件没有改动，请到“备份和恢复”用最近完好的备份"
            self.refused.emit(in_one_sentence(problems[0], more, way))
        else:
            self.said.emit("文件完好，全部内容都已核对。")

    def _add_branch(self) -> None:
        layout = self._section("本支部", "这两项跟着台账文件走，换一台电脑也一样。")
        self._full = QCheckBox("身份证号、电话默认写完整（下次打开文件时起作用）")
        self._full.setChecked(bool(self.store.preference(preferences.FULL_NUMBERS)))
        self._full.toggled.connect(self._on_full)
        choices = [("暂不选", ""), *((each.name, each.code) for each in frameworks())]
        self._framework = _combo("考核框架", choices, "")
        self._framework.activated.connect(self._on_framework)
        self._framework_hint = label("", "hint", wrap=True)
        layout.addWidget(self._full)
        layout.addLayout(_line("考核框架", self._framework))
        layout.addWidget(self._framework_hint)

    def _on_full(self, full: bool) -> None:  # noqa: FBT001 - Qt calls it
        self.store.prefer(preferences.FULL_NUMBERS, full)

    def _on_framework(self) -> None:
        choose_framework(self.store, self._framework.currentData())
        self._show_framework()

    def _show_framework(self) -> None:
        chosen = framework_of(self.store)
        self._framework.setCurrentIndex(
            max(self._framework.findData(chosen.code if chosen else ""), 0)
        )
        words = "、".join(chosen.headings) if chosen else ""
        self._framework_hint.setText(
            f"来源：{chosen.source}。{f'条目：{words}。' if words else ''}"
            if chosen
            else "不选时用通用的说法：自查评分、季度互查、上级指导。"
        )

    def _add_meetings(self) -> None:
        layout = self._section("组织生活", "各地规定不一的几项，按本支部的要求设；跟着台账文件走。")
        self._meetings = MeetingSettingsForm(self.store)
        self._meetings.said.connect(self.said)
        layout.addWidget(self._meetings)

    def _add_dues(self) -> None:
        layout = self._section("党费", "各地规定不一的几项，按本支部的要求设；跟着台账文件走。")
        self._dues = DuesSettingsForm(self.store)
        self._dues.said.connect(self.said)
        layout.addWidget(self._dues)

    def _add_computer(self) -> None:
        layout = self._section("这台电脑", "")
        self._fonts = label("正在查找公文字体…", "second", wrap=True)
        layout.addWidget(self._fonts)
        self._associate = button("", self._on_associate)
        self._association = label("", "hint", wrap=True)
        layout.addLayout(row(self._associate, None))
        layout.addWidget(self._association)

    def _on_associate(self) -> None:
        if association.is_associated():
            association.dissociate()
            self.said.emit("双击 .zhibu 文件不再由本程序打开。")
        else:
            association.associate()
            self.said.emit("以后在文件夹里双击 .zhibu 文件，就由本程序打开。")
        self._show_association()

    def _show_association(self) -> None:
        associated = association.is_associated()
        self._associate.setText("取消双击打开" if associated else "双击 .zhibu 文件由本程序打开")
        self._association.setText(
            "已关联，只对当前用户有效。" if associated else "只写在当前用户名下，随时可以取消。"
        )

    def _show_fonts(self, words: str) -> None:
        self._fonts.setText(words)

    def _section(self, title: str, hint: str) -> QVBoxLayout:
        frame, layout = card()
        layout.setSpacing(theme.unit(12))
        layout.addWidget(label(title, "cardtitle"))
        if hint:
            layout.addWidget(label(hint, "hint", wrap=True))
        if title == "密码和锁定":
            self._read_only = label(_READ_ONLY, "doubt", wrap=True)
            layout.addWidget(self._read_only)
        self._cards.addWidget(frame)
        return layout


def _font_words() -> str:
    from exporters.fonts import stand_ins  # noqa: PLC0415 - reads every font of the computer

    missing = stand_ins()
    if not missing:
        return "公文字体齐全：方正小标宋、仿宋、楷体、黑体、宋体都已安装。"
    named = "，".join(f"{official}由{_plain(used)}代替" for official, used in missing)
    return f"打印用的字体：{named}；装上原字体后重开程序即用。"


def _plain(font: str) -> str:
    return font.replace(" Regular", "").replace(" Bold", "（粗）")


def _combo(name: str, choices: Iterable[tuple[str, Any]], chosen: Any) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setMinimumWidth(theme.unit(160))
    return box


def _line(caption: str, *parts: QWidget) -> Any:
    words: QLabel = label(caption, "second")
    words.setFixedWidth(theme.unit(_LABEL))
    words.setBuddy(next((part for part in parts if not isinstance(part, QLabel)), parts[0]))
    return row(words, *parts, None)
