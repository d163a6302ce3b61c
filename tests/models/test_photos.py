"""A photograph is kept upright, small enough, and without what a telephone wrote into it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from models.attachments import Attachment
from models.branch import Branch
from models.errors import AppError
from models.members import Member
from models.members.movements import enter
from models.photos import photo_of, prepared, read_photo, set_photo
from models.store import Store

ORIENTATION, GPS = 0x0112, 0x8825


def photograph(size=(60, 40), *, turned=1, kind="JPEG"):
    image = Image.new("RGB", size, "red")
    exif = image.getexif()
    exif[ORIENTATION] = turned
    exif.get_ifd(GPS)[1] = "N"
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


def test_a_photograph_is_turned_upright_and_loses_its_place():
    made = opened(prepared(photograph(turned=6)))
    assert made.size == (40, 60)
    assert dict(made.getexif()) == {}


def test_a_large_photograph_is_reduced_to_2560_pixels():
    assert max(opened(prepared(photograph((4000, 3000)))).size) == 2560


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x00\x00\x18ftypheic0000", "HEIC"),
        (b"not a picture", "不是能读取的图片"),
        (photograph()[:200], "不是能读取的图片"),
        (b"", "不是能读取的图片"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data, words):
    with pytest.raises(AppError, match=words):
        prepared(data)


def test_a_photograph_is_set_changed_and_taken_off_each_as_one_step():
    with Store.memory(Branch(name="甲")) as store:
        member = enter(store, Member(name="赵敏"))
        set_photo(store, member, b"first")
        first = store.get(Member, member.id)
        assert photo_of(store, first) == b"first"
        set_photo(store, first, b"second")
        second = store.get(Member, member.id)
        assert (photo_of(store, second), len(store.all(Attachment))) == (b"second", 1)
        set_photo(store, second, b"")
        assert photo_of(store, store.get(Member, member.id)) == b""
        for kept in (b"second", b"first", b""):
            store.undo()
            assert photo_of(store, store.get(Member, member.id)) == kept


def test_only_pictures_are_opened_and_never_more_than_fits(tmp_path, monkeypatch):
    called = tmp_path / "called"
    script = tmp_path / "gs"
    script.write_text(f"#!/bin/sh\ntouch {called}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    drawing = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n%%EOF\n"
    with pytest.raises(AppError, match="不是能读取的图片"):
        prepared(drawing)
    assert not called.exists()
    out = BytesIO()
    Image.new("1", (13_000, 13_000)).save(out, "PNG")
    with pytest.raises(AppError, match="图片太大"):
        prepared(out.getvalue())


def test_what_is_no_file_is_not_read(tmp_path):
    with pytest.raises(AppError, match="不是文件"):
        read_photo(tmp_path)
