"""Setting, changing and removing the password of the open file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from models.backup import back_up
from models.errors import AppError, in_one_sentence
from models.password import PasswordChange, set_password, unlocks
from ui.small_dialog import SmallDialog
from ui.whole_file import run_alone
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.store import Store
    from ui.tasks import Report

_WARNING = (
    "忘记密码又丢了恢复单，这个文件就谁也打不开了，程序也没有办法。"
    "设好以后会给出恢复单，请打印、密封，交上级保管。"
)
_REMOVAL = "取消以后，谁拿到这个文件和它的备份都能打开；旧的恢复单随之作废。"
_LEAST = 6


class PasswordDialog(SmallDialog):
    """Asks for the old and the new password, and does it."""

    def __init__(self, parent: QWidget, store: Store, *, remove: bool = False) -> None:
        title = "取消密码" if remove else "更换密码" if store.encrypted else "设置密码"
        super().__init__(parent, title, 440)
        self._store = store
        self._removes = remove
        self.remaining: tuple[Path, ...] = ()
        self.sentence = ""
        self.old = _password_box("现在的密码，或恢复码")
        self.new = _password_box("新密码，至少 6 个字符")
        self.again = _password_box("再输入一次新密码")
        layout = self.column
        layout.addWidget(label(_REMOVAL if remove else _WARNING, "doubt", wrap=True))
        for box in self._boxes():
            caption = label(box.accessibleName(), "second")
            caption.setBuddy(box)
            layout.addWidget(caption)
            layout.addWidget(box)
            box.textEdited.connect(lambda _text: self.refuse(""))
            box.returnPressed.connect(self._go_on)
        shown = QCheckBox("显示密码")
        shown.toggled.connect(self._show)
        layout.addWidget(shown)
        layout.addWidget(self._refusal)
        done = button(title, self._finish, "primary", "lock")
        layout.addLayout(row(None, button("不改了", self.reject), done))
        self._boxes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def know(self, old: str) -> None:
        """Take the old password, or the recovery code, as typed."""
        self.old.setText(old)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _boxes(self) -> list[QLineEdit]:
        old = [self.old] if self._store.encrypted else []
        return old if self._removes else [*old, self.new, self.again]

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for box in self._boxes():
            box.setEchoMode(echo)

    def _go_on(self) -> None:
        """Go to the next empty box, and finish in the last."""
        empty = next((box for box in self._boxes() if not box.text()), None)
        if empty:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._finish()

    def _problem(self) -> str:
        if self._store.encrypted and not unlocks(self._store, self.old.text()):
            return "现在的密码不对，密码没有改动；请再输入一次，或用恢复码。"
        if self._removes:
            return ""
        if len(self.new.text()) < _LEAST:
            return f"新密码至少 {_LEAST} 个字符，密码没有改动。"
        if self.new.text() != self.again.text():
            return "两次输入的新密码不一样，密码没有改动；请再输入一次。"
        return ""

    def _finish(self) -> None:
        if problem := self._problem():
            self.refuse(problem)
            return
        password = "" if self._removes else self.new.text()

        def work(report: Report) -> PasswordChange:
            back_up(self._store, "改密码前")
            return set_password(self._store, password, report)

        sentence = "正在改写文件和全部备份，请不要关机…"
        try:
            outcome: PasswordChange = run_alone(self, work, sentence, stoppable=False)
        except AppError as error:
            self.refuse(str(error))
            return
        self.remaining = (*outcome.remaining, *outcome.copies)
        self.sentence = _outcome(self._removes, outcome)
        self.accept()


def _outcome(removed: bool, outcome: PasswordChange) -> str:  # noqa: FBT001 - one of two words
    done = "密码已取消" if removed else "密码已设好"
    if outcome.remaining:
        done = f"{done}；{_named(outcome.remaining)}没有改成，仍是原来的样子，请到“备份和恢复”处理"
    else:
        done = f"{done}，文件和全部备份都已改写"
    if not outcome.copies:
        return f"{done}。"
    return in_one_sentence(
        done,
        f"另外复制出去的{_named(outcome.copies)}（在“{outcome.copies[0].parent}”）没有跟着改，"
        "仍是原来的样子，请删掉后重新复制",
    )


def _named(paths: tuple[Path, ...]) -> str:
    names = "、".join(f"“{path.name}”" for path in paths[:3])
    return f"{names}等 {len(paths)} 处" if len(paths) > 3 else names


def _password_box(hint: str) -> QLineEdit:
    box = QLineEdit()
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setAccessibleName(hint)
    return box
