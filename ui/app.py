"""Start the window."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.collecting import collect_here
from ui.errors import ExceptionHook
from ui.shell.main_window import MainWindow
from ui.shell.preferences import DARK, LIGHT, Preferences

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMES = {LIGHT: Qt.ColorScheme.Light, DARK: Qt.ColorScheme.Dark}


def run(path: Path | None) -> int:
    """Open the window on a file, or on the first page; return the exit code."""
    # Named here rather than by setStyle, which would build every name of QStyle in Python.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    hook = ExceptionHook()
    hook.told.connect(_tell_alone)
    hook.install()
    dress(app)
    window = MainWindow()
    hook.told.disconnect(_tell_alone)
    hook.told.connect(window.tell)
    window.redress_asked.connect(lambda: wear(app))
    window.begin(path)
    window.show()
    QTimer.singleShot(0, lambda: _collect(app))
    return app.exec()


def _tell_alone(sentence: str) -> None:
    """Say what went wrong before there is a window to say it in."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - hardly ever

    QMessageBox(QMessageBox.Icon.Critical, "支部台账", sentence).exec()


def _collect(app: QApplication) -> None:
    """Begin to collect garbage; what is loaded by now is never any."""
    gc.freeze()
    collect_here(app)


def dress(app: QApplication) -> None:
    """Give the application its name, language and look."""
    app.setApplicationName("zhibu")
    app.setApplicationDisplayName("支部台账")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    if scheme := _SCHEMES.get(Preferences().theme):
        app.styleHints().setColorScheme(scheme)
    _paint(app)
    app.styleHints().colorSchemeChanged.connect(lambda: _paint(app))


def wear(app: QApplication) -> None:
    """Take on the theme and text size that were chosen."""
    scheme = _SCHEMES.get(Preferences().theme, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(scheme)
    _paint(app)


def _paint(app: QApplication) -> None:
    chosen = Preferences()
    dark = chosen.theme == DARK or (chosen.theme != LIGHT and theme.is_dark(app))
    tokens = theme.DARK if dark else theme.LIGHT
    theme.apply(app, tokens, text_scale=chosen.text_size / 100)
