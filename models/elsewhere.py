"""Where copies of a branch file lie outside its folder: noted on this computer, not in the file.

A file may come from anyone; were the place kept in it, opening it would decide where copies go.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.aside import read_json
from models.errors import CannotWriteFile
from models.places import data_folder, data_place, write_private

if TYPE_CHECKING:
    from models.store import Store

_NAME = "别处的副本.json"
_SECOND, _COPIES = "second", "copies"
_SHAPE = {str: {_SECOND: str, _COPIES: [str]}}
_REMEMBERED = 8


def second_place(store: Store) -> Path | None:
    """Return the folder chosen on this computer for a second copy of each backup, there or not."""
    chosen = _noted().get(_uid(store), {}).get(_SECOND, "")
    return Path(chosen) if chosen else None


def choose_second_place(store: Store, folder: Path | None) -> None:
    """Keep the second place of a branch on this computer; None for none.

    Raises:
        CannotWriteFile: what was chosen before holds.
    """
    try:
        _note(store, _SECOND, str(folder) if folder else "")
    except OSError as error:
        raise CannotWriteFile(
            f"没有记住第二备份位置：不能写入“{data_place()}”（{error.strerror}）；"
            "原来的选择没有变，请检查磁盘空间和权限后再选。"
        ) from error


def note_copy(store: Store, copy: Path) -> None:
    """Remember a copy made by hand, so that a new password can name it."""
    others = [str(path) for path in copies_of(store) if path != copy]
    with suppress(OSError):
        _note(store, _COPIES, [str(copy.absolute()), *others][:_REMEMBERED])


def copies_of(store: Store) -> list[Path]:
    """Return the copies made by hand, newest first, without those that were surely removed since."""
    noted = _noted().get(_uid(store), {}).get(_COPIES, [])
    return [path for name in noted if (path := Path(name)).is_file() or not path.parent.is_dir()]


def _uid(store: Store) -> str:
    return store.branch.uid


def _noted() -> dict[str, dict[str, Any]]:
    try:
        body = (data_place() / _NAME).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    noted: dict[str, dict[str, Any]] = read_json(body, _SHAPE, {})
    return noted


def _note(store: Store, name: str, value: Any) -> None:
    noted = _noted()
    noted.setdefault(_uid(store), {})[name] = value
    write_private(data_folder() / _NAME, json.dumps(noted, ensure_ascii=False))
