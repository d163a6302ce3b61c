"""Which fonts a page is set in: the official ones of this computer, or those that come along.

An official paper asks for 方正小标宋, 仿宋, 楷体, 黑体 and 宋体. Where one is not installed, a bundled
font stands in and the preview says so. A character missing in one font is taken from the next.
"""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from exporters.truetype import Face, faces_in
from exporters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.sheet import Sheet

Role: TypeAlias = Literal["title", "body", "kai", "hei", "table"]

BUNDLED = Path(__file__).parent.parent / "resources" / "fonts"
_SERIF, _SANS = "NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf"
_STAND_INS: dict[Role, str] = {
    "title": "NotoSerifSC-Bold.ttf",
    "body": _SERIF,
    "kai": _SERIF,
    "hei": _SANS,
    "table": _SERIF,
}
_OFFICIAL: dict[Role, tuple[str, ...]] = {
    "title": (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "方正小标宋",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
    ),
    "body": ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong", "方正仿宋_GBK", "方正仿宋简体"),
    "kai": ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "方正楷体_GBK", "方正楷体简体"),
    "hei": ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"),
    "table": ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体"),
}


_WANTED = frozenset(name for names in _OFFICIAL.values() for name in names)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of every role, the one to use first at the front."""

    faces: dict[Role, tuple[Face, ...]]

    def face_for(self, role: Role, character: str) -> Face | None:
        """Return the first font of a role that has a character."""
        code = ord(character)
        return next((face for face in self.faces[role] if face.glyph(code)), None)


def font_folders() -> tuple[Path, ...]:
    """Return where this computer keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home))
        return (
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            local / "Microsoft" / "Windows" / "Fonts",
        )
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    return home / ".fonts", data / "fonts", *shared


def _official_faces(folders: tuple[Path, ...]) -> dict[str, Face]:
    """Return the installed official fonts, by each of their names."""
    found: dict[str, Face] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in {".ttf", ".ttc"}:
                for face in _readable_faces(path):
                    for name in _official_names(face):
                        found.setdefault(name, face)
    return found


def _readable_faces(path: Path) -> Iterator[Face]:
    try:
        yield from faces_in(path)
    except (OSError, ValueError):  # an unreadable font is as good as none
        return


def _official_names(face: Face) -> frozenset[str]:
    """Return by which official names a font goes, none where it cannot print Chinese."""
    try:
        names = face.families & _WANTED
        return names if names and face.glyph(ord("一")) else frozenset()
    except (ValueError, LookupError, struct.error):  # a damaged font is as good as none
        return frozenset()


@cache
def load_fonts(folders: tuple[Path, ...] | None = None) -> Fonts:
    """Return the fonts to print with, looked for once."""
    official = _official_faces(font_folders() if folders is None else folders)
    bundled = {name: Face(BUNDLED / name) for name in dict.fromkeys(_STAND_INS.values())}
    faces: dict[Role, tuple[Face, ...]] = {}
    for role, stand_in in _STAND_INS.items():
        own = [official[name] for name in _OFFICIAL[role] if name in official][:1]
        chain = [*own, bundled[stand_in], *bundled.values(), *official.values()]
        faces[role] = tuple(dict.fromkeys(chain))
    return Fonts(faces)


def stand_ins(fonts: Fonts | None = None) -> tuple[tuple[str, str], ...]:
    """Return each official font that is not installed, with the font printed in its place."""
    chains = (fonts or load_fonts()).faces
    return tuple(
        (_OFFICIAL[role][0].removesuffix("_GB2312").removesuffix("简体"), _shown_name(chain[0]))
        for role, chain in chains.items()
        if not chain[0].families & set(_OFFICIAL[role])
    )


def stand_in_sentence(fonts: Fonts | None = None) -> str:
    """Return the sentence about official fonts that others stand in for, "" where all are there."""
    pairs = stand_ins(fonts)
    if not pairs:
        return ""
    asked = "、".join(dict.fromkeys(official for official, _ in pairs))
    printed = "、".join(dict.fromkeys(shown.split()[0] for _, shown in pairs))
    return f"这台电脑没有{asked}，页面以{printed}代替；要用公文字体，请先装上再导出。"


def _shown_name(face: Face) -> str:
    return " ".join(
        face.path.stem.replace("NotoSerifSC", "思源宋体")
        .replace("NotoSansSC", "思源黑体")
        .split("-")
    )


def is_invisible(character: str) -> bool:
    """Return whether a character prints nothing: a control, a joiner, a variation selector."""
    return unicodedata.category(character) in {"Cc", "Cf"} or 0xFE00 <= ord(character) <= 0xFE0F


def missing_glyphs(sheet: Sheet, fonts: Fonts | None = None) -> list[tuple[str, str]]:
    """Return every character that no font can print, with where it stands first."""
    used = fonts or load_fonts()
    seen: set[str] = set()
    missing = []
    for where, text in words(sheet):
        for character in sorted(set(text) - seen):
            seen.add(character)
            if not is_invisible(character) and not used.face_for("body", character):
                missing.append((character, where))
    return missing


def missing_sentence(sheet: Sheet, fonts: Fonts | None = None) -> str:
    """Return the sentence about what no font can print and where it stands first, "" if nothing."""
    missing = missing_glyphs(sheet, fonts)
    if not missing:
        return ""
    named = "、".join(f"“{character}”（{where}）" for character, where in missing[:5])
    more = f"等{len(missing)}个字" if len(missing) > 5 else ""
    return f"没有字体能印出{named}{more}，页面上以“〓”代替；请安装有这个字的字体后再印。"
