"""Where the program keeps what is not in a branch file: the user's data folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
"""Rights of a file that holds personal data in passing or for keeps: this user's alone."""


def data_place() -> Path:
    """Return where the program's own folder in the user's data is, made or not."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home())
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "支部台账"


def data_folder() -> Path:
    """Return the program's own folder in the user's data, made if missing, closed to other users.

    Raises:
        OSError: it cannot be made.
    """
    folder = data_place()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # made by an earlier version, perhaps for another owner
        folder.chmod(0o700)
    return folder


def new_private(path: Path) -> None:
    """Make an empty file in place of any there, which only this user may read and write."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def write_private(path: Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all, for this user alone."""
    draft = path.with_name(path.name + ".part")
    try:
        new_private(draft)
        draft.write_text(text, "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def default_folder() -> Path:
    """Return where new branch files go: 支部台账 on drive D where there is one, else the documents."""
    if sys.platform == "win32" and Path("D:/").exists():
        return Path("D:/支部台账")
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


_SYNCED = {
    "onedrive": "OneDrive",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "wps cloud": "WPS云盘",
    "微云": "腾讯微云",
    "weiyun": "腾讯微云",
    "阿里云盘": "阿里云盘",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
}
_SHARED = {"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "9p", "afs"}
_REMOTE_DRIVE = 4


def place_warning(path: Path) -> str:
    """Return the sentence about a file that lies in a sync folder or on a share, "" if in neither."""
    whole = path.absolute()
    for part in whole.parts[:-1]:
        for mark, name in _SYNCED.items():
            if mark in part.lower():
                return (
                    f"这个文件在{name}的同步文件夹里，内容会传到网上，同步时还可能与正在写的记录冲突；"
                    "建议移到本机的普通文件夹，再从那里打开。"
                )
    if _is_shared(whole):
        return (
            "这个文件在网络共享文件夹里，断网时可能保存不上；"
            "建议移到本机的文件夹，共享文件夹只放备份。"
        )
    return ""


def _is_shared(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only on Windows

        drive = path.drive
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
        )
    return _mounted_as(path, Path("/proc/mounts")) in _SHARED


def _mounted_as(path: Path, mounts: Path) -> str:
    """Return the kind of file system a path lies on, "" where that cannot be told."""
    try:
        lines = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    found = [
        (len(parts[1]), parts[2])
        for parts in lines
        if len(parts) > 2 and path.is_relative_to(parts[1].replace("\\040", " "))
    ]
    return max(found, default=(0, ""))[1]


def removable_places() -> list[Path]:
    """Return the sticks that are plugged in, as far as the system shows them as folders."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only on Windows

        kind = ctypes.windll.kernel32.GetDriveTypeW
        return [Path(f"{letter}:/") for letter in "DEFGHIJKLMN" if kind(f"{letter}:\\") == 2]
    user = Path.home().name
    folders = (Path("/media") / user, Path("/run/media") / user)
    return [place for folder in folders if folder.is_dir() for place in sorted(folder.iterdir())]
