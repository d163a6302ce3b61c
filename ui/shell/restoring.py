"""Putting a backup in the place of the branch file, while the window waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.backup import restore
from models.errors import in_one_sentence
from models.opening import key_for
from models.recovery import code_from_key
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class Restored(NamedTuple):
    """A backup in the place of the file: what opens it ("" for nothing), what is wrong with it."""

    code: str
    problems: list[str]

    def told(self, name: str) -> str:
        """Return the sentence about the backup of that name."""
        kept = "恢复前的文件也留了一份备份，随时可以换回"
        if not self.problems:
            return in_one_sentence(f"已恢复为“{name}”的内容", kept)
        return in_one_sentence(
            f"已换成“{name}”的内容，但检查发现 {len(self.problems)} 处问题：{self.problems[0]}",
            f"{kept}，请改用另一份备份",
        )


def put_in_place(window: QWidget, backup: Path, path: Path, password: str) -> Restored:
    """Restore `backup` as `path`.

    Raises:
        AppError: the file at `path` is as it was.
    """
    problems = run_alone(
        window,
        lambda _report: restore(backup, path, password=password),
        "正在恢复备份…",
        stoppable=False,
    )
    key = key_for(path, password)
    return Restored(code_from_key(key) if key else "", problems)
