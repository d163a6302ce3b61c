"""A TrueType font file, read only where it is asked: looked up, measured, cut down to what is used.

reportlab reads every glyph's place and width of a font before the first letter (0.1 s and some
10 MB a font); here a font is mapped into memory and costs a few reads a character.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_GLYF = 0x00010000, 0x74727565
_FAMILY_NAMES = {1, 4, 16}
_POSTSCRIPT_NAME = 6
_MORE_COMPONENTS, _LONG_ARGUMENTS = 0x20, 0x01
_SCALES = {0x08: 2, 0x40: 4, 0x80: 8}


class UnusableFont(ValueError):
    """The file is no TrueType font with outlines that may be embedded."""


def _at(layout: str, data: mmap.mmap, offset: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{layout}", data, offset)


def _numbers(code: str, data: bytes) -> array[int]:
    numbers = array(code, data)
    numbers.byteswap()
    return numbers


class Face:
    """One font: what it is called, which characters it has, how wide they are."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._tables = self._directory(index)
            self._read_measures()
        except (struct.error, KeyError, IndexError) as error:
            raise UnusableFont(str(path)) from error

    def _directory(self, index: int) -> dict[bytes, tuple[int, int]]:
        start = 0
        if self._data[:4] == b"ttcf":
            start = _at("L", self._data, 12 + 4 * index)[0]
        version, count = _at("LH", self._data, start)
        if version not in _GLYF:
            raise UnusableFont(str(self.path))
        tables: dict[bytes, tuple[int, int]] = {}
        for place in range(start + 12, start + 12 + 16 * count, 16):
            offset, length = _at("LL", self._data, place + 8)
            tables[self._data[place : place + 4]] = offset, length
        return tables

    def _read_measures(self) -> None:
        head = self._tables[b"head"][0]
        self._units = _at("H", self._data, head + 18)[0]
        self.box = [self._scaled(edge) for edge in _at("4h", self._data, head + 36)]
        self._has_long_places = _at("h", self._data, head + 50)[0] == 1
        self._metrics = _at("H", self._data, self._tables[b"hhea"][0] + 34)[0]
        self._glyphs = _at("H", self._data, self._tables[b"maxp"][0] + 4)[0]
        self._tables[b"glyf"], self._tables[b"loca"]  # both must be there
        system = self._tables[b"OS/2"][0]
        self.weight = _at("H", self._data, system + 4)[0]
        if _at("H", self._data, system + 8)[0] & 0x0302 in {0x0002, 0x0100, 0x0200}:
            raise UnusableFont(str(self.path))
        self.ascent, self.descent = map(self._scaled, _at("2h", self._data, system + 68))

    def _scaled(self, units: int) -> int:
        return round(units * 1000 / self._units)

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _names(self) -> Iterator[tuple[int, str]]:
        table = self._tables[b"name"][0]
        _, count, strings = _at("3H", self._data, table)
        for place in range(table + 6, table + 6 + 12 * count, 12):
            platform, _, _, name, length, offset = _at("6H", self._data, place)
            start = table + strings + offset
            text = self._data[start : start + length]
            encoding = "latin-1" if platform == 1 else "utf-16-be"
            yield name, text.decode(encoding, "replace").strip("\0 ")

    @cached_property
    def families(self) -> frozenset[str]:
        """Every name the font goes by, in every language."""
        return frozenset(name for kind, name in self._names() if kind in _FAMILY_NAMES)

    @cached_property
    def postscript_name(self) -> str:
        """Its name in a PDF, of plain letters."""
        names = (name for kind, name in self._names() if kind == _POSTSCRIPT_NAME)
        return (
            "".join(c for c in next(names, "") if c.isascii() and (c.isalnum() or c == "-"))
            or "Font"
        )

    @cached_property
    def _segments(self) -> tuple[array[int], array[int], list[tuple[int, int]]]:
        """First and last code of each run of characters, and where its glyphs are."""
        table, best = self._tables[b"cmap"][0], (-1, 0)
        for place in range(table + 4, table + 4 + 8 * _at("H", self._data, table + 2)[0], 8):
            platform, _, offset = _at("HHL", self._data, place)
            if platform in {0, 3} and (kind := _at("H", self._data, table + offset)[0]) in {4, 12}:
                best = max(best, (kind, table + offset))
        if best[0] == 12:
            return self._wide_segments(best[1])
        if best[0] == 4:
            return self._narrow_segments(best[1])
        raise UnusableFont(str(self.path))

    def _wide_segments(self, at: int) -> tuple[array[int], array[int], list[tuple[int, int]]]:
        count = _at("L", self._data, at + 12)[0]
        values = _numbers("I", self._data[at + 16 : at + 16 + 12 * count])
        return values[::3], values[1::3], [(glyph, 0) for glyph in values[2::3]]

    def _narrow_segments(self, at: int) -> tuple[array[int], array[int], list[tuple[int, int]]]:
        size = _at("H", self._data, at + 6)[0]
        parts = [
            _numbers("H", self._data[start : start + size])
            for start in (at + 14, *(at + 16 + size * n for n in (1, 2, 3)))
        ]
        last, first, delta, jump = parts
        places = [
            (0, at + 16 + 3 * size + 2 * n + jump[n]) if jump[n] else (first[n] + delta[n], 0)
            for n in range(size // 2)
        ]
        self._deltas = delta
        return first, last, places

    def glyph(self, code: int) -> int:
        """Return the number of a character's glyph, 0 where the font has none."""
        first, last, places = self._segments
        n = bisect_right(first, code) - 1
        if n < 0 or code > last[n]:
            return 0
        glyph, place = places[n]
        if not place:
            return (glyph + code - first[n]) & 0xFFFF
        found = _at("H", self._data, place + 2 * (code - first[n]))[0]
        return (found + self._deltas[n]) & 0xFFFF if found else 0

    def advance(self, glyph: int) -> int:
        """Return how far a glyph moves the pen, in thousandths of the size."""
        entry = min(glyph, self._metrics - 1)
        return self._scaled(_at("H", self._data, self._tables[b"hmtx"][0] + 4 * entry)[0])

    @cached_property
    def _places(self) -> array[int]:
        """Where each glyph's outline begins in the glyf table."""
        if self._has_long_places:
            return _numbers("I", self._table(b"loca"))
        return array("I", (2 * place for place in _numbers("H", self._table(b"loca"))))

    def _outline(self, glyph: int) -> bytes:
        start = self._tables[b"glyf"][0]
        return self._data[start + self._places[glyph] : start + self._places[glyph + 1]]

    def _with_parts(self, glyphs: Iterable[int]) -> dict[int, bytes]:
        """Return the outlines of the glyphs and of all that they are put together from."""
        outlines: dict[int, bytes] = {}
        waiting = [0, *glyphs]
        while waiting:
            glyph = waiting.pop()
            if glyph not in outlines and glyph < self._glyphs:
                outlines[glyph] = self._outline(glyph)
                waiting.extend(_parts(outlines[glyph]))
        return outlines

    def _widths(self, used: Iterable[int], metrics: int, count: int) -> bytes:
        """Return the width table with nothing in it for the glyphs left out, so that it packs well."""
        full, short = self._table(b"hmtx"), bytearray(4 * metrics + 2 * (count - metrics))
        for glyph in used:
            start = 4 * glyph if glyph < metrics else 2 * (glyph + metrics)
            end = start + (4 if glyph < metrics else 2)
            source = start if glyph < metrics else 2 * (glyph + self._metrics)
            short[start:end] = full[source : source + end - start]
        return bytes(short)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font file with the outlines of these glyphs alone, each under its own number."""
        outlines = self._with_parts(glyphs)
        count = max(outlines) + 1
        places, body = array("I", [0]), bytearray()
        for glyph in sorted(outlines):
            places.extend([len(body)] * (glyph + 1 - len(places)))
            body += outlines[glyph]
            body += bytes(-len(body) % 4)
            places.append(len(body))
        places.byteswap()
        metrics = min(self._metrics, count)
        tables: dict[bytes, bytes] = {
            tag: self._table(tag) for tag in (b"cvt ", b"fpgm", b"prep") if tag in self._tables
        }
        tables |= {
            b"head": _patched(self._table(b"head"), 50, 1),
            b"hhea": _patched(self._table(b"hhea"), 34, metrics),
            b"hmtx": self._widths(outlines, metrics, count),
            b"maxp": _patched(self._table(b"maxp"), 4, count),
            b"loca": places.tobytes(),
            b"glyf": bytes(body),
        }
        return _font_file(tables)


def _parts(outline: bytes) -> Iterator[int]:
    """Yield the glyphs that a composite glyph is put together from."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    place, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        yield glyph
        place += 8 if flags & _LONG_ARGUMENTS else 6
        place += next((size for flag, size in _SCALES.items() if flags & flag), 0)


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(
        ">LHHHH", _GLYF[0], count, 16 << power, power, 16 * count - (16 << power)
    )
    body, offset = bytearray(), 12 + 16 * count
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        checksum = sum(_numbers("I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">LLL", checksum, offset + len(body), len(table))
        body += padded
    return bytes(directory + body)


def faces_in(path: Path) -> Iterator[Face]:
    """Yield the usable fonts of a file, several from a collection."""
    with path.open("rb") as file:
        start = file.read(12)
    count = struct.unpack_from(">L", start, 8)[0] if start[:4] == b"ttcf" else 1
    for index in range(min(count, 16)):
        try:
            yield Face(path, index)
        except UnusableFont:
            continue
