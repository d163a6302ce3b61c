"""Opening branch files by a double click: written for this user only, and taken back whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings

_ROOT = Path(__file__).parent.parent.parent
_TYPE = "application/x-zhibu"
_CLASSES = "HKEY_CURRENT_USER\\Software\\Classes"
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{_TYPE}">
    <comment>支部台账文件</comment>
    <glob pattern="*.zhibu" weight="80"/>
  </mime-type>
</mime-info>
"""


def is_associated() -> bool:
    """Return whether a double click on a branch file opens this program for this user."""
    if sys.platform == "win32":
        command = _registry().value("zhibu.file/shell/open/command/Default")
        return str(command or "") == _command("%1")
    return _desktop_file().is_file() and _mime_file().is_file()


def associate() -> None:
    """Let a double click on a branch file open this program."""
    if sys.platform == "win32":
        classes = _registry()
        classes.setValue(".zhibu/Default", "zhibu.file")
        classes.setValue("zhibu.file/Default", "支部台账文件")
        classes.setValue("zhibu.file/shell/open/command/Default", _command("%1"))
        classes.sync()
        return
    for path, text in ((_desktop_file(), _desktop_text()), (_mime_file(), _MIME)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    _refresh()


def dissociate() -> None:
    """Take back what `associate` wrote."""
    if sys.platform == "win32":
        classes = _registry()
        classes.remove(".zhibu")
        classes.remove("zhibu.file")
        classes.sync()
        return
    for path in (_desktop_file(), _mime_file()):
        path.unlink(missing_ok=True)
    _refresh()


def _registry() -> QSettings:
    return QSettings(_CLASSES, QSettings.Format.NativeFormat)


def _data() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _desktop_file() -> Path:
    return _data() / "applications" / "zhibu.desktop"


def _mime_file() -> Path:
    return _data() / "mime" / "packages" / "zhibu.xml"


def _command(argument: str) -> str:
    python = Path(sys.executable)
    silent = python.with_name("pythonw.exe")
    used = silent if silent.is_file() else python
    return f'"{used}" "{_ROOT / "main.py"}" "{argument}"'


def _desktop_text() -> str:
    command = _command("%f").replace('"%f"', "%f")
    icon = _ROOT / "resources" / "icons" / "mark.svg"
    return (
        "[Desktop Entry]\nType=Application\nName=支部台账\nComment=党支部的台账、名册和档案\n"
        f"Exec={command}\nIcon={icon}\nMimeType={_TYPE};\nCategories=Office;\nTerminal=false\n"
    )


def _refresh() -> None:
    """Tell the desktop, where it has the tools for it; without them it notices by itself later."""
    for tool, folder in (
        ("update-mime-database", _data() / "mime"),
        ("update-desktop-database", _data() / "applications"),
    ):
        if (found := shutil.which(tool)) and folder.is_dir():
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run([found, str(folder)], check=False, timeout=20, capture_output=True)
