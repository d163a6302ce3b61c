"""Where the program keeps what is not in a branch file: the user's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_place() -> Path:
    """Return where the program's own folder in the user's data is, made or not."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home())
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "支部台账"


def data_folder() -> Path:
    """Return the program's own folder in the user's data, made if missing."""
    folder = data_place()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_folder() -> Path:
    """Return where new branch files go: 支部台账 on drive D where there is one, else the documents."""
    if sys.platform == "win32" and Path("D:/").exists():
        return Path("D:/支部台账")
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
