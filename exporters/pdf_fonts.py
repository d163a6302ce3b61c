"""Fonts inside a PDF: characters to codes while a page is set, font objects when it is saved.

A font is embedded as one composite font with two-byte codes. reportlab's own TrueType fonts hold
256 characters each, so Chinese text would change font at every other character, and their
ToUnicode map spoils characters beyond U+FFFF; this one is written in UTF-16.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from exporters.fonts import is_invisible

if TYPE_CHECKING:
    from exporters.fonts import Fonts, Role
    from exporters.truetype import Face

_GETA = "〓"
"""Printed for a character that no font has, as compositors do."""
_SYMBOLIC, _FORCE_BOLD = 1 << 2, 1 << 18


class EmbeddedFont:
    """A font of one document and the characters used of it, coded in the order they came."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._used: dict[str, tuple[int, int]] = {}

    def code(self, character: str) -> str:
        """Return the code of a character as four hexadecimal places."""
        if character not in self._used:
            glyph = self.face.glyph(ord(character)) or self.face.glyph(ord(_GETA))
            self._used[character] = len(self._used) + 1, glyph
        return f"{self._used[character][0]:04x}"

    def advance(self, character: str) -> int:
        """Return a character's width in thousandths of the size."""
        return self.face.advance(self.face.glyph(ord(character)) or self.face.glyph(ord(_GETA)))

    def add_to(self, document: Any) -> None:
        """Put the font, cut down to what was used, into a reportlab document."""
        from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - loaded when first used

        def refer(part: str, entries: dict[str, Any]) -> Any:
            return document.Reference(pdfdoc.PDFDictionary(entries), f"{self.name}.{part}")

        base = pdfdoc.PDFName(f"{self._tag()}+{self.face.postscript_name}")
        glyphs = [glyph for _, glyph in self._used.values()]
        file = self.face.subset(glyphs)
        codes = struct.pack(f">{len(glyphs) + 1}H", 0, *glyphs)
        streams = {
            "file": _stream(file, Length1=len(file)),
            "codes": _stream(codes),
            "words": _stream(self._to_unicode()),
        }
        refs = {part: document.Reference(s, f"{self.name}.{part}") for part, s in streams.items()}
        described = refer("descriptor", self._descriptor(base, refs["file"]))
        within = refer("within", self._inner_font(base, described, refs["codes"], glyphs))
        font = refer("font", self._outer_font(base, pdfdoc.PDFArray([within]), refs["words"]))
        document.idToObject["BasicFonts"].dict[self.name] = font

    @staticmethod
    def _outer_font(base: Any, within: Any, words: Any) -> dict[str, Any]:
        return {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": base,
            "Encoding": "/Identity-H",
            "DescendantFonts": within,
            "ToUnicode": words,
        }

    def _inner_font(
        self, base: Any, described: Any, codes: Any, glyphs: list[int]
    ) -> dict[str, Any]:
        return {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": described,
            "W": f"[1 [{' '.join(map(str, map(self.face.advance, glyphs)))}]]",
            "CIDToGIDMap": codes,
        }

    def _tag(self) -> str:
        """Return the six capitals that tell one part of a font from another."""
        mark = zlib.crc32("".join(self._used).encode("utf-16-be", "surrogatepass"))
        return "".join(chr(ord("A") + (mark >> 4 * n) % 16) for n in range(6))

    def _descriptor(self, base: Any, file: Any) -> dict[str, Any]:
        face = self.face
        return {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": _SYMBOLIC | (_FORCE_BOLD if face.weight >= 600 else 0),
            "FontBBox": f"[{' '.join(map(str, face.box))}]",
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.ascent,
            "StemV": 50 + int((face.weight / 65) ** 2),
            "FontFile2": file,
        }

    def _to_unicode(self) -> bytes:
        """Return the map from codes back to characters, which copying and searching need."""
        pairs = [
            f"<{code:04x}> <{character.encode('utf-16-be').hex()}>"
            for character, (code, _) in self._used.items()
        ]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
        return "\n".join(lines).encode("ascii")


def _stream(content: bytes, **entries: int) -> Any:
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - loaded when first used

    dictionary = pdfdoc.PDFDictionary(dict(entries))
    return pdfdoc.PDFStream(dictionary, content, [pdfdoc.PDFZCompress])


class Pens:
    """The pens of one document."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._embedded: dict[Face, EmbeddedFont] = {}
        self._pens: dict[tuple[Role, float], Pen] = {}

    def pen(self, role: Role, size: float) -> Pen:
        """Return what writes in a role's font at a size in points."""
        if (role, size) not in self._pens:
            self._pens[role, size] = Pen(self, role, size)
        return self._pens[role, size]

    def embedded(self, role: Role, character: str) -> EmbeddedFont:
        """Return the font of this document that has a character."""
        face = self._fonts.face_for(role, character) or self._fonts.faces[role][0]
        if face not in self._embedded:
            self._embedded[face] = EmbeddedFont(face, f"F{len(self._embedded) + 1}")
        return self._embedded[face]

    def add_to(self, document: Any) -> None:
        """Put every font used into a reportlab document."""
        for font in self._embedded.values():
            font.add_to(document)


class _Codes(dict[int, str]):
    """What a character is in a string of a page, kept once asked."""

    def __init__(self, pens: Pens, role: Role, size: float) -> None:
        super().__init__()
        self._pens, self._role, self._size = pens, role, size
        self.main = pens.embedded(role, "一")
        self.choice = f"/{self.main.name} {size:g} Tf"

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if is_invisible(character):
            self[code] = ""
            return ""
        font = self._pens.embedded(self._role, character)
        self[code] = font.code(character)
        if font is not self.main:
            other = f"/{font.name} {self._size:g} Tf"
            self[code] = f">Tj {other}<{self[code]}>Tj {self.choice}<"
        return self[code]


class _Widths(dict[str, float]):
    """The width of a character in points, kept once asked."""

    def __init__(self, pens: Pens, role: Role, size: float) -> None:
        super().__init__()
        self._pens, self._role, self._size = pens, role, size

    def __missing__(self, character: str) -> float:
        font = self._pens.embedded(self._role, character)
        width = 0.0 if is_invisible(character) else font.advance(character) * self._size / 1000
        self[character] = width
        return width


class Pen:
    """Measures text and spells it as page operators, in one role at one size."""

    def __init__(self, pens: Pens, role: Role, size: float) -> None:
        self.size = size
        self._codes = _Codes(pens, role, size)
        self._widths = _Widths(pens, role, size)

    @property
    def choice(self) -> str:
        """The operator that takes this pen up; `show` needs it to have been."""
        return self._codes.choice

    def width(self, text: str) -> float:
        """Return how wide `text` is, in points."""
        return sum(map(self._widths.__getitem__, text))

    def show(self, text: str) -> str:
        """Return the operators that write `text` where the page's text position is."""
        return f"<{text.translate(self._codes)}>Tj"
