from __future__ import annotations

import struct
import subprocess

import pytest

from exporters import truetype
from exporters.fonts import (
    BUNDLED,
    font_folders,
    load_fonts,
    missing_glyphs,
    stand_in_sentence,
    stand_ins,
)
from exporters.pdf import write_pdf
from exporters.sheet import Paragraph, Sheet, Table
from exporters.truetype import Face, UnusableFont, faces_in
from models.fields import Field, Kind

SERIF = BUNDLED / "NotoSerifSC-Regular.ttf"


def named(data, name):
    """Return a font's file under another family name of its own length."""
    old = "Noto Serif SC".encode("utf-16-be")
    return data.replace(old, name.ljust(13).encode("utf-16-be"))


def map_of(data, kind):
    """Return where the character map of a kind begins in a font's file."""
    table = Face(SERIF)._tables[b"cmap"][0]
    for n in range(struct.unpack_from(">H", data, table + 2)[0]):
        start = table + struct.unpack_from(">L", data, table + 4 + 8 * n + 4)[0]
        if struct.unpack_from(">H", data, start)[0] == kind:
            return start
    raise LookupError(kind)


@pytest.fixture
def official(tmp_path):
    """A folder where 仿宋 is installed, as an office computer has it."""
    folder = tmp_path / "fonts" / "office"
    folder.mkdir(parents=True)
    data = bytearray(named(SERIF.read_bytes(), "仿宋"))
    runs = map_of(data, 12)
    count = struct.unpack_from(">L", data, runs + 12)[0]
    starts = [struct.unpack_from(">L", data, runs + 16 + 12 * n)[0] for n in range(count)]
    kept = sum(start < 0x9000 for start in starts)  # an old font: many names are not in it
    struct.pack_into(">L", data, runs + 12, kept)
    (folder / "simfang.ttf").write_bytes(data)
    (folder / "broken.ttf").write_bytes(b"no font")
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "letters.otf").write_bytes(b"OTTO")
    return folder.parent


@pytest.fixture
def collection(tmp_path):
    """A collection of one font, as simsun.ttc is one of several."""
    data = bytearray(SERIF.read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    for place in range(12 + 8, 12 + 16 * count, 16):
        struct.pack_into(">L", data, place, struct.unpack_from(">L", data, place)[0] + 16)
    path = tmp_path / "simsun.ttc"
    path.write_bytes(b"ttcf" + struct.pack(">LLL", 0x10000, 1, 16) + data)
    return path


def test_without_official_fonts_every_one_has_a_stand_in(tmp_path):
    assert stand_ins(load_fonts((tmp_path,))) == (
        ("方正小标宋", "思源宋体 Bold"),
        ("仿宋", "思源宋体 Regular"),
        ("楷体", "思源宋体 Regular"),
        ("黑体", "思源黑体 Regular"),
        ("宋体", "思源宋体 Regular"),
    )


def test_an_installed_official_font_is_used(official):
    fonts = load_fonts((official,))
    assert fonts.faces["body"][0].path.name == "simfang.ttf"
    assert "仿宋" not in {name for name, _ in stand_ins(fonts)}


def test_the_fonts_that_stand_in_are_told_in_one_sentence(tmp_path, official):
    without = stand_in_sentence(load_fonts((tmp_path / "没有",)))
    assert without.startswith(
        "这台电脑没有方正小标宋、仿宋、楷体、黑体、宋体，页面以思源宋体、思源黑体代替"
    )
    assert "仿宋" not in stand_in_sentence(load_fonts((official,)))


def test_a_font_in_a_collection_is_found(collection):
    [face] = faces_in(collection)
    assert "Noto Serif SC" in face.families
    assert face.advance(face.glyph(ord("中"))) == 1000


def test_a_character_missing_in_one_font_is_taken_from_the_next(official):
    fonts = load_fonts((official,))
    assert fonts.face_for("body", "甲") is fonts.faces["body"][0]
    assert fonts.face_for("body", "龚") in fonts.faces["body"][1:]
    assert fonts.face_for("body", "𠮷") is None


def test_a_map_of_the_older_sort_gives_the_same_glyphs(tmp_path):
    data = bytearray(SERIF.read_bytes())
    struct.pack_into(">H", data, map_of(data, 12), 99)
    (tmp_path / "a.ttf").write_bytes(data)
    old, new = Face(tmp_path / "a.ttf"), Face(SERIF)
    common = [*range(0x20, 0x2000), *range(0x4E00, 0xA000)]
    assert [old.glyph(code) for code in common] == [new.glyph(code) for code in common]
    assert old.glyph(ord("𬭎")) == 0


@pytest.mark.parametrize("damage", ["map", "names"])
def test_a_damaged_official_font_is_as_good_as_none(tmp_path, damage):
    data = bytearray(named(SERIF.read_bytes(), "仿宋"))
    if damage == "map":
        struct.pack_into(">H", data, map_of(data, 12), 99)
        struct.pack_into(">H", data, map_of(data, 4), 99)
    else:
        data[Face(SERIF)._tables[b"name"][0] + 6 :] = b""
    (tmp_path / "simfang.ttf").write_bytes(data)
    assert load_fonts((tmp_path,)).faces["body"][0].path.parent == BUNDLED


def test_a_glyph_put_together_from_others_names_them():
    head = struct.pack(">5h", -1, 0, 0, 9, 9)
    parts = struct.pack(">HHhh", 0x21, 7, 1, 2) + struct.pack(">HHbbH", 0x28, 8, 1, 2, 0x4000)
    last = struct.pack(">HHbb", 0x00, 9, 0, 0)
    assert list(truetype._parts(head + parts + last)) == [7, 8, 9]


def test_glyphs_no_font_has_are_told_with_where_they_stand(tmp_path):
    table = Table((Field("姓名", Kind.NAME),), (("王𬭎㛃䶮",), ("李𠮷",), ("𠮷\u200d",)))
    assert missing_glyphs(Sheet("名册", (Paragraph("无缺字"), table)), load_fonts((tmp_path,))) == [
        ("𠮷", "第2行姓名")
    ]


@pytest.mark.parametrize("data", [b"", b"OTTO" + bytes(60), b"\0\1\0\0\0\1" + bytes(40)])
def test_what_is_no_truetype_font_is_refused(tmp_path, data):
    (tmp_path / "a.ttf").write_bytes(data)
    with pytest.raises((UnusableFont, ValueError)):
        Face(tmp_path / "a.ttf")


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path):
    face = Face(SERIF)
    data = bytearray(SERIF.read_bytes())
    struct.pack_into(">H", data, face._tables[b"OS/2"][0] + 8, 2)
    (tmp_path / "a.ttf").write_bytes(data)
    assert list(faces_in(tmp_path / "a.ttf")) == []


def test_a_cut_down_font_is_small_and_keeps_its_glyphs(tmp_path):
    face = Face(SERIF)
    glyphs = [face.glyph(ord(c)) for c in "中国é"]
    (tmp_path / "small.ttf").write_bytes(face.subset(glyphs))
    from reportlab.pdfbase.ttfonts import TTFontParser

    part = TTFontParser(str(tmp_path / "small.ttf"), validate=0)
    assert {"glyf", "loca", "hmtx", "head", "hhea", "maxp"} <= part.table.keys()


def test_the_installed_font_and_the_bundled_one_share_a_line(
    official, tmp_path, monkeypatch, no_progress, pdf_words
):
    home = tmp_path / "home"
    home.mkdir()
    official.rename(home / ".fonts")
    monkeypatch.setenv("HOME", str(home))
    load_fonts.cache_clear()
    try:
        write_pdf(tmp_path / "a.pdf", Sheet("题", (Paragraph("甲龚𬭎乙"),)), no_progress)
    finally:
        load_fonts.cache_clear()
    assert "甲龚𬭎乙" in pdf_words(tmp_path / "a.pdf")
    listed = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], check=True, capture_output=True, text=True
    )
    names = [line.split("+")[1].split()[0] for line in listed.stdout.splitlines()[2:]]
    assert names.count("NotoSerifSC-Regular") == 2


def test_windows_keeps_fonts_for_all_and_for_one(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("WINDIR", str(tmp_path / "Windows"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert font_folders() == (
        tmp_path / "Windows" / "Fonts",
        tmp_path / "Local" / "Microsoft" / "Windows" / "Fonts",
    )
