"""备份和恢复: the backups of the open file, whether each is whole, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QInputDialog, QLineEdit, QWidget

from models.backup import (
    Backup,
    back_up,
    backups_in,
    backups_of,
    is_whole,
    restore,
    second_folder,
    told,
)
from models.errors import in_one_sentence
from models.fields import Field
from models.password import mend_backups, password_opens, recovery_code, stale_backups
from ui.files import ended
from ui.page import PageHead
from ui.shell.shell_page import ShellPage
from ui.small_dialog import SmallDialog
from ui.table.columns import Column
from ui.table.model import RecordModel
from ui.table.view import RecordTable
from ui.tasks import Task
from ui.whole_file import run_alone
from ui.widgets import button, card, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from models.store import Store

_WORDS = {None: "没法核对", True: "完好", False: "已损坏"}
_NO_FILE = "示例只在内存里，没有备份；新建自己的台账以后，每次关闭都会自动备份。"
_EMPTY = "还没有备份：每次关闭程序时自动做一份，也可以现在就点“立即备份”。"
_AS_NEW = "恢复为新文件：现在的文件不动，可以对照着看。"
_IN_PLACE = "换掉现在的文件：先把现在的文件留一份备份，再换成这一份，随时可以换回。"
_NOT_RESTORED = (
    "密码不对，没有恢复；现在的文件和备份都没有改动。请再点一次“恢复”，"
    "输入做这份备份时的密码，或那时的恢复码。"
)
_KEPT = "最近 7 天、5 周、12 个月各留一份，放在“{folder}”。"


class _Checked(NamedTuple):
    number: int
    whole: dict[Path, bool | None]
    stale: int


class BackupsPage(ShellPage):
    """Every backup within reach, newest first."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._whole: dict[Path, bool | None] = {}
        self._second: Path | None = None
        self._round = 0
        self._backup = button("立即备份", self._back_up, "primary", "archive")
        self._restore = button("恢复…", self._on_restore, "", "history")
        self.head = PageHead("备份和恢复", self._restore, self._backup)
        self.body.addWidget(self.head)
        self._hint = label("", "hint", wrap=True)
        self.body.addWidget(self._hint)
        self._stale_card = self._stale_frame()
        self.body.addWidget(self._stale_card)
        self.model = RecordModel(
            (
                Column(Field("时间", width=9), lambda backup: f"{backup.time:%Y-%m-%d %H:%M}"),
                Column(Field("原因", width=6), lambda backup: backup.reason),
                Column(Field("大小", width=5), lambda backup: _size(backup.size)),
                Column(Field("位置", width=5), self._place),
                Column(Field("检查", width=6), self._state, tone=self._tone),
            ),
            key=lambda backup: str(backup.path),
            parent=self,
        )
        self.table = RecordTable(self.model, "备份")
        self._table_card, layout = card()
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.table)
        self.body.addWidget(self._table_card, 1)
        self._empty = label("", "second", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_card, layout = card()
        layout.addStretch(1)
        layout.addWidget(self._empty)
        layout.addStretch(2)
        self.body.addWidget(self._empty_card, 1)
        self.reload()

    def begin(self) -> None:
        """Look at each backup again."""
        self.reload()
        (self.table if self.model.rows else self._backup).setFocus()

    def reload(self) -> None:
        """List the backups and check their sums in the background."""
        path = self.store.path
        backups = self._found()
        self.model.set_rows(backups)
        self._table_card.setVisible(bool(backups))
        self._empty.setText(_EMPTY if path else _NO_FILE)
        self._empty_card.setVisible(not backups)
        self._restore.setEnabled(bool(backups))
        self._backup.setEnabled(path is not None)
        self.head.count.setText(f"{len(backups)} 份" if backups else "")
        self._hint.setText(_KEPT.format(folder=backups[0].path.parent.name) if backups else "")
        self._hint.setVisible(bool(backups))
        self._stale_card.hide()
        if backups and path:
            self.table.choose(str(backups[0].path))
            self._check(path, backups)

    def leave(self) -> None:
        """Show no more of what is being checked."""
        self._round += 1

    def _found(self) -> list[Backup]:
        if self.store.path is None:
            return []
        second = self._second = second_folder(self.store)
        found = [*backups_of(self.store.path), *(backups_in(second) if second else [])]
        return sorted(found, key=lambda backup: (backup.time, backup.path.name), reverse=True)

    def _check(self, path: Path, backups: list[Backup]) -> None:
        second, key = self._second, self.store.key
        self._round += 1
        number = self._round

        def look() -> _Checked:
            whole = {backup.path: is_whole(backup) for backup in backups}
            return _Checked(
                number, whole, len(stale_backups(path, key, *([second] if second else [])))
            )

        task = Task(lambda _report: look(), "正在检查备份…")
        task.succeeded.connect(self._on_checked)
        task.failed.connect(self.failed)
        task.start()

    def _on_checked(self, seen: _Checked) -> None:
        if seen.number != self._round:
            return
        self._whole = seen.whole
        chosen = self._chosen()
        self.model.set_rows(self.model.rows)
        if chosen:
            self.table.choose(str(chosen.path))
        self._stale_words.setText(
            f"有 {seen.stale} 份备份与文件现在的密码不一致，可能是上次改密码时中断了："
            "旧密码的打不开，没有密码的谁都能打开。"
        )
        self._stale_card.setVisible(bool(seen.stale) and not self.store.read_only)

    def _stale_frame(self) -> QFrame:
        frame, layout = card("card_warn")
        self._stale_words = label("", "doubt", wrap=True)
        layout.addWidget(self._stale_words)
        layout.addLayout(row(button("改成现在的密码", self._mend, "", "lock"), None))
        frame.hide()
        return frame

    def _mend(self) -> None:
        remaining = run_alone(
            self,
            lambda report: mend_backups(self.store, "", report),
            "正在改写备份…",
            stoppable=False,
        )
        if remaining:
            password = _asked(self, "这些备份用的是以前的密码，请输入以前的密码：")
            if password:
                remaining = run_alone(
                    self,
                    lambda report: mend_backups(self.store, password, report),
                    "正在改写备份…",
                    stoppable=False,
                )
        self.reload()
        if remaining:
            self.refused.emit(
                f"还有 {len(remaining)} 份备份没有改成，仍是以前的密码；不再需要的可以在文件夹里删除。"
            )
        else:
            self.said.emit("全部备份都已改成现在的密码。")

    def _place(self, backup: Backup) -> str:
        return "第二位置" if backup.path.parent == self._second else "原处"

    def _state(self, backup: Backup) -> str:
        return _WORDS[self._whole[backup.path]] if backup.path in self._whole else "正在检查…"

    def _tone(self, backup: Backup) -> str:
        return "warn" if self._whole.get(backup.path) is False else "plain"

    def _chosen(self) -> Backup | None:
        rows = self.table.selectionModel().selectedIndexes()
        return self.model.rows[rows[0].row()] if rows else None

    def _back_up(self) -> None:
        made = run_alone(self, lambda _report: back_up(self.store), "正在备份…", stoppable=False)
        self.reload()
        self.file_altered.emit()
        (self.refused if made.doubled is False else self.said).emit(told(made))

    def _on_restore(self) -> None:
        backup = self._chosen()
        if backup is None:
            self.refused.emit("先在表里选一份备份，再点“恢复”。")
            return
        dialog = RestoreDialog(self, backup)
        for_writing(self.store, dialog.replace)
        if dialog.exec() and (password := self._password_of(backup)) is not None:
            if not password_opens(backup.path, password):
                self.refused.emit(_NOT_RESTORED)
            elif dialog.in_place:
                self.restore_asked.emit(backup.path, password)
            else:
                self._restore_as_new(backup, password)
        dialog.deleteLater()

    def _password_of(self, backup: Backup) -> str | None:
        """Return what opens a backup, asked for if it is not what opens the file; None if given up."""
        code = recovery_code(self.store)
        if password_opens(backup.path, code):
            return code
        return _asked(self, "这份备份用的是以前的密码，请输入以前的密码或恢复码：") or None

    def _restore_as_new(self, backup: Backup, password: str) -> None:
        assert self.store.path is not None  # noqa: S101 - it has backups
        path = self.store.path
        offered = path.with_name(f"{path.stem}（{backup.time:%Y-%m-%d}的备份）.zhibu")
        kinds = "支部台账文件 (*.zhibu)"
        name, _ = QFileDialog.getSaveFileName(self, "恢复为新文件", str(offered), kinds)
        if not name:
            return
        target = ended(Path(name), ".zhibu")
        if target.exists() and target.samefile(path):
            self.refused.emit(
                "没有恢复：这是现在打开的文件；请换一个文件名，或选“换掉现在的文件”。"
            )
            return
        problems = run_alone(
            self,
            lambda _report: restore(backup.path, target, password=password),
            "正在恢复备份…",
            stoppable=False,
        )
        doubt = f"不过检查发现 {len(problems)} 处问题：{problems[0]}" if problems else ""
        self.achieved.emit(
            in_one_sentence(f"已恢复为“{target.name}”", "现在打开的文件没有动", doubt),
            "打开它",
            lambda: self.open_asked.emit(target),
        )


class RestoreDialog(SmallDialog):
    """The two ways back to a backup."""

    def __init__(self, parent: QWidget, backup: Backup) -> None:
        super().__init__(parent, f"恢复 {backup.time:%Y-%m-%d %H:%M} 的备份", 480)
        self.in_place = False
        layout = self.column
        layout.addWidget(label(_AS_NEW, "second", wrap=True))
        layout.addWidget(label(_IN_PLACE, "second", wrap=True))
        self.replace = button("换掉现在的文件", self._choose_in_place)
        new = button("恢复为新文件…", self.accept, "primary")
        layout.addLayout(row(button("不恢复", self.reject, "quiet"), None, self.replace, new))

    def _choose_in_place(self) -> None:
        self.in_place = True
        self.accept()


def _asked(parent: QWidget, sentence: str) -> str:
    password, _ = QInputDialog.getText(parent, "密码", sentence, QLineEdit.EchoMode.Password)
    return password


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"
