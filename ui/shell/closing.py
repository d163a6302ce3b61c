"""What is settled before the open file is put away: files being written, drafts, the backup."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QProgressBar, QWidget

from models.errors import AppError, Cancelled, in_one_sentence
from ui.errors import sentence_for_bug
from ui.small_dialog import SmallDialog
from ui.tasks import attempt
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.shell.desk import Desk
    from ui.tasks import Task

_RETRY, _GIVE_UP = 1, 2


def are_written(parent: QWidget, tasks: Sequence[Task]) -> bool:
    """Return whether no file is being written any more; ask what to do with those that are."""
    going = [task for task in tasks if not (task.reads or task.is_over or task.is_cancelled)]
    if not going:
        return True
    dialog = WritingDialog(parent, going)
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()


def is_settled(parent: QWidget, desk: Desk, *, back_up: bool) -> bool:
    """Keep drafts and back up; return whether the file may be closed.

    What fails is tried again or given up as the user says; closing the question keeps the file open.
    """
    if not _done(parent, desk.leave, "写了一半的内容没有全部留下"):
        return False
    return not back_up or _done(parent, desk.back_up_on_leaving, "这次没有做关闭时的备份")


def _done(parent: QWidget, step: Callable[[], Any], outcome: str) -> bool:
    while error := attempt(step)[1]:
        reason = str(error) if isinstance(error, AppError) else sentence_for_bug(error)
        dialog = FailureDialog(parent, f"{outcome}：{reason}")
        answer = dialog.exec()
        dialog.deleteLater()
        if answer != _RETRY:
            return answer == _GIVE_UP
    return True


class FailureDialog(SmallDialog):
    """Says what could not be done before closing, and asks whether to try again or go without."""

    def __init__(self, parent: QWidget, sentence: str) -> None:
        super().__init__(parent, "文件还开着", 440)
        self.sentence = sentence
        words = label(in_one_sentence(sentence), wrap=True)
        self.column.addWidget(words)
        self.setAccessibleDescription(words.text())
        retry = button("重试", partial(self.done, _RETRY), "primary")
        retry.setAccessibleDescription("再保存一次，成了就关闭")
        give_up = button("放弃", partial(self.done, _GIVE_UP), "quiet")
        give_up.setAccessibleDescription("不要没有留下的部分，直接关闭")
        self.column.addLayout(row(button("先不关", self.reject), None, give_up, retry))
        retry.setFocus()


class WritingDialog(SmallDialog):
    """Waits for files that are being written; ends by itself when they stand or were given up."""

    def __init__(self, parent: QWidget, tasks: Sequence[Task]) -> None:
        super().__init__(parent, "还有文件没有写完", 440)
        self._tasks = tasks
        self._failed = False
        words = "；".join(task.label.removesuffix("…") for task in tasks)
        self._words = label(f"{words}，现在关闭就没有了。", wrap=True)
        self.setAccessibleDescription(self._words.text())
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.column.addWidget(self._words)
        self.column.addWidget(self._bar)
        self._stop = button("放弃导出并关闭", self._give_up, "quiet")
        self._wait = button("等它写完再关", self._wait_on, "primary")
        self.column.addLayout(row(self._stop, None, self._wait))
        for task in tasks:
            task.progressed.connect(self._show_progress)
            task.failed.connect(self._on_failure)
            task.finished.connect(self._on_end)
        self._wait.setFocus()

    def exec(self) -> int:
        """Ask, unless the last has ended meanwhile."""
        return 1 if all(task.is_over for task in self._tasks) else super().exec()

    def _wait_on(self) -> None:
        self._wait.setEnabled(False)
        self._say("写完就关闭；不想等，可以放弃。")

    def _give_up(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._stop.setEnabled(False)
        self._wait.setEnabled(False)
        self._say("正在停下，马上关闭…")

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.fit()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_failure(self, error: Exception) -> None:
        self._failed = self._failed or not isinstance(error, Cancelled)

    def _on_end(self) -> None:
        """Close; where a file could not be written, its page says so and the window stays."""
        if all(task.is_over for task in self._tasks):
            self.done(0 if self._failed else 1)
