"""Compose and run: the window, or one command without a window."""

from __future__ import annotations

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
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, displays)):
        sys.stderr.write(
            "这里没有图形桌面，打不开窗口；可以用 ./start demo 文件夹 生成示例文件和全部台账。\n"
        )
        return 1
    from ui.app import run  # noqa: PLC0415 - Qt loads for the window alone

    return run(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
