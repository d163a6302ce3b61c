"""Compose and run: the window, or one command without a window."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run a command, or open the window on a file; return the exit status."""
    from ui.command_line import COMMANDS, run  # noqa: PLC0415 - names only, no Qt

    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run(arguments)
    if len(arguments) > 1:
        return run(["--help"]) or 2
    return _open_window(Path(arguments[0]) if arguments else None)


def _open_window(path: Path | None) -> int:
    if sys.platform.startswith("linux") and not _has_display():
        sys.stderr.write(
            "这里没有图形桌面，打不开窗口；可以用 ./start demo 文件夹 生成示例文件和全部台账。\n"
        )
        return 1
    # Collecting while everything loads finds nothing and takes a tenth of the start; the window
    # collects by itself once it is painted.
    gc.disable()
    from ui.app import run  # noqa: PLC0415 - Qt loads for the window alone

    return run(path)


def _has_display() -> bool:
    """Return whether a window can be shown; Qt would abort without a word of Chinese."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    number = display.removeprefix("unix").removeprefix(":").split(".")[0]
    if not number.isdecimal():
        return bool(display)
    import socket  # noqa: PLC0415 - with a display of one's own alone

    for name in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108 - the server's own
        with socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
            server.connect(name)
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
