"""The look: tokens, and how they become one palette, one font and one style sheet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).parent.parent / "resources"
BODY = 14
"""Pixels of body text at 100 %; every size of the style sheet is a multiple of a 14th of it."""

_UI_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)
_BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


class Tokens(NamedTuple):
    """The colours of one theme, by what they are for."""

    ground: str
    surface: str
    head: str
    line: str
    text: str
    second: str
    third: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    note: str
    note_tint: str
    hover: str
    mode: str


LIGHT = Tokens(
    ground="#F4F5F7",
    surface="#FFFFFF",
    head="#F7F8FA",
    line="#E3E6EB",
    text="#1F2329",
    second="#646A73",
    third="#6B7178",
    accent="#C0161C",
    accent_hover="#A31217",
    accent_tint="#FBECEC",
    on_accent="#FFFFFF",
    good="#1F7A3D",
    good_tint="#E6F4EA",
    warn="#A65A00",
    warn_tint="#FDF1DE",
    note="#1B62C4",
    note_tint="#E7F0FC",
    hover="#F0F2F5",
    mode="light",
)
DARK = Tokens(
    ground="#17191C",
    surface="#1F2226",
    head="#212529",
    line="#33373E",
    text="#E6E8EB",
    second="#A0A6AE",
    third="#868E98",
    accent="#EE6A6E",
    accent_hover="#F38386",
    accent_tint="#3A2224",
    on_accent="#1A0B0C",
    good="#6CC58B",
    good_tint="#1C2E23",
    warn="#E0A458",
    warn_tint="#35291A",
    note="#7FB0F5",
    note_tint="#1C2A40",
    hover="#2A2E34",
    mode="dark",
)


def is_dark(app: QGuiApplication) -> bool:
    """Return whether the desktop asks for a dark look."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def current() -> Tokens:
    """Return the tokens the window is painted with."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def apply(app: QApplication, tokens: Tokens, *, text_scale: float = 1.0) -> None:
    """Give the application its palette, font and style sheet."""
    font = _font()
    font.setPixelSize(round(BODY * text_scale))
    app.setFont(font)
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens, QFontInfo(font).pixelSize() / BODY))


def unit(pixels: float) -> int:
    """Return `pixels` of the design in pixels of the text size in use."""
    return round(pixels * QGuiApplication.font().pixelSize() / BODY)


def style_sheet(tokens: Tokens, scale: float) -> str:
    """Return the style sheet: `@name` stands for a token, `12u` for 12 pixels of the design."""
    colours = {**tokens._asdict(), "icons": (RESOURCES / "icons").as_posix()}
    text = re.sub(r"@(\w+)", lambda found: colours[found[1]], _template())
    return re.sub(r"\b(\d+)u\b", lambda found: f"{round(int(found[1]) * scale)}px", text)


@cache
def _template() -> str:
    return (RESOURCES / "style.qss").read_text("utf-8")


def _font() -> QFont:
    """Return the system's Chinese font of windows, or the bundled one where it has none."""
    installed = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    family = next((name for name in _UI_FONTS if name in installed), None)
    if family is None:
        for name in _BUNDLED:
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
        family = "Noto Sans SC"
    font = QFont(family)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for place, colour in {
        role.Window: tokens.ground,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.head,
        role.Button: tokens.surface,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.PlaceholderText: tokens.third,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent_tint,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.note,
        role.Mid: tokens.line,
        role.Light: tokens.surface,
    }.items():
        palette.setColor(place, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, place, QColor(tokens.third))
    return palette
