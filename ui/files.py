"""Where a file asked for in a dialog goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from models.errors import CannotWriteFile


def documents() -> Path:
    """Return the user's folder of documents, or the home folder where there is none."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    place = Path(QStandardPaths.writableLocation(kind))
    return place if place.is_dir() else Path.home()


def demand_writable(folder: Path) -> None:
    """Look whether files can be put into a folder, by putting one there for a moment.

    Raises:
        OSError: they cannot; nothing of it remains.
    """
    from tempfile import TemporaryFile  # noqa: PLC0415 - only when a folder is chosen

    with TemporaryFile(dir=folder):
        pass


def ended(path: Path, ending: str) -> Path:
    """Return the chosen path with its ending; what else a name holds after a dot is kept.

    Raises:
        CannotWriteFile: if a file of the ended name is there, about which the dialog did not ask.
    """
    if path.suffix.lower() == ending:
        return path
    made = path.with_name(path.name + ending)
    if made.exists():
        raise CannotWriteFile(f"“{made.name}”已经存在，没有改动它；请换一个文件名。")
    return made
