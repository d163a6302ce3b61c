"""How this person likes the window on this computer; what belongs to the branch lies in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings

from models.places import data_folder

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

SYSTEM, LIGHT, DARK = "system", "light", "dark"
TEXT_SIZES = (100, 125, 150, 175, 200)
IDLE_MINUTES = (0, 5, 10, 15, 30, 60)
RECENT = 6
FULL_NUMBERS = "full-numbers"
"""Whether a file's lists and exports begin with personal numbers whole; kept in the file."""


class _Unkept:
    """Settings for this run alone, where the computer does not let them be written."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def value(self, name: str, default: Any = None, _kind: type | None = None) -> Any:
        """Return what was set in this run."""
        return self._values.get(name, default)

    def setValue(self, name: str, value: Any) -> None:
        """Set a value for this run."""
        self._values[name] = value


def _settings() -> QSettings | _Unkept:
    try:
        path = data_folder() / "窗口.ini"
    except OSError:
        return _Unkept()
    return QSettings(str(path), QSettings.Format.IniFormat)


class Preferences:
    """The settings of one user on one computer; each is written as soon as it is set."""

    def __init__(self) -> None:
        self._kept = _settings()

    def _keep(self, name: str, value: Any) -> None:
        self._kept.setValue(name, value)
        if isinstance(self._kept, QSettings):
            self._kept.sync()

    def _number(self, name: str, allowed: tuple[int, ...], default: int) -> int:
        text = str(self._kept.value(name, default))
        return int(text) if text.isdecimal() and int(text) in allowed else default

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        kept = str(self._kept.value("theme", SYSTEM))
        return kept if kept in {LIGHT, DARK} else SYSTEM

    @theme.setter
    def theme(self, mode: str) -> None:
        self._keep("theme", mode)

    @property
    def text_size(self) -> int:
        """The size of text in per cent, one of `TEXT_SIZES`."""
        return self._number("text-size", TEXT_SIZES, 100)

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._keep("text-size", percent)

    @property
    def idle_minutes(self) -> int:
        """Minutes without input until a file with a password is covered, 0 for never."""
        return self._number("idle-minutes", IDLE_MINUTES, 15)

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._keep("idle-minutes", minutes)

    @property
    def sticks_allowed(self) -> bool:
        """Whether the window offers to copy to a USB stick."""
        return str(self._kept.value("usb", "true")) == "true"

    @sticks_allowed.setter
    def sticks_allowed(self, allowed: bool) -> None:
        self._keep("usb", "true" if allowed else "false")

    @property
    def recent(self) -> list[Path]:
        """The files opened last, newest first, there or not: a lost share takes seconds to say."""
        kept = self._kept.value("recent", [], list)
        names = kept if isinstance(kept, list) else []
        return [Path(name) for name in names if isinstance(name, str)]

    @property
    def last(self) -> Path | None:
        """The newest of the files opened last that is still there; older ones are not looked for."""
        return next((path for path in self.recent if path.is_file()), None)

    def note_opened(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.resolve()
        recent = self.recent
        if recent[:1] == [path]:
            return
        others = [str(other) for other in recent if other != path]
        self._keep("recent", [str(path), *others][:RECENT])

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window stood, None before it was ever closed."""
        kept: QByteArray | None = self._kept.value("geometry")
        return kept

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._keep("geometry", geometry)

    def is_told(self, sentence: str, path: Path) -> bool:
        """Return whether a warning about a file was given before, and remember that it is now."""
        mark = f"{path}\n{sentence}"
        kept = self._kept.value("told", [], list)
        told = kept if isinstance(kept, list) else []
        if mark in told:
            return True
        self._keep("told", [*told, mark][-50:])
        return False
