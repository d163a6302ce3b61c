"""A picture is kept upright, small enough, and without what a telephone wrote into it."""

from __future__ import annotations

import struct
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.apart import NoAnswer, Why, answer_of
from models.errors import AppError
from models.pictures import cleaned, prepared, read_picture
from tests.photographs import HEIC, ORIENTATION, photograph

MOMENT = datetime(2026, 3, 20, 15, 2)  # noqa: DTZ001 - a camera's local time


def opened(data):
    return Image.open(BytesIO(data))


def saved(image, kind, **more):
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def test_a_photograph_is_turned_upright_and_loses_its_place():
    made = opened(prepared(photograph(turned=6)))
    assert made.size == (40, 60)
    assert dict(made.getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_whichever_way_it_was_held_its_top_is_above(turned, kind):
    upright = Image.new("RGB", (40, 60), "red")
    upright.paste("blue", (0, 0, 40, 20))
    turns = Image.Transpose
    lies = {
        2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE, 6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270,
    }  # fmt: skip
    held = upright.transpose(lies[turned]) if turned in lies else upright
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    made = opened(prepared(saved(held, kind, exif=exif)))
    assert made.size == (40, 60)
    assert made.getpixel((20, 8))[2] > 200
    assert made.getpixel((20, 40))[0] > 200


def test_a_large_photograph_is_reduced_to_2560_pixels():
    assert max(opened(prepared(photograph((4000, 3000)))).size) == 2560


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_when_it_was_taken_is_told_whatever_the_format(kind):
    assert cleaned(photograph(taken="2026:03:20 15:02:00", kind=kind)).taken == MOMENT
    assert cleaned(photograph(taken="0000:00:00 00:00:00", kind=kind)).taken is None
    assert cleaned(photograph(kind=kind)).taken is None


def test_a_heic_photograph_of_a_telephone_is_read_upright_with_its_time():
    made = cleaned(HEIC.read_bytes())
    image = opened(made.body)
    assert (image.format, image.size, made.taken) == ("JPEG", (48, 64), MOMENT)
    assert dict(image.getexif()) == {}


def test_without_the_part_that_decodes_heic_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(AppError, match=r"HEIC 照片，本机不能读取.*另存为 JPG"):
        cleaned(HEIC.read_bytes())


def test_a_heic_file_that_ends_its_decoder_ends_nothing_else():
    data = HEIC.read_bytes()
    for damaged in (data[:400], data[:200] + b"\xff" * 60 + data[260:]):
        with pytest.raises(AppError, match="不是能读取的图片"):
            cleaned(damaged)


SLOW = "import time; time.sleep(60)"
HUNGRY = "raise MemoryError"
LACKING = "import a_part_that_is_not_there"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (SLOW, Why.TOO_SLOW),
        (HUNGRY, Why.NO_MEMORY),
        (LACKING, Why.NOT_STARTED),
        ("1 / 0", Why.ENDED),
    ],
)
def test_why_a_process_of_its_own_gave_no_answer_is_told(tmp_path, script, why):
    path = tmp_path / "script.py"
    path.write_text(script)
    with pytest.raises(NoAnswer) as caught:
        answer_of(str(path), b"", 0.4 if why is Why.TOO_SLOW else 20)
    assert caught.value.why is why


def test_a_heic_photograph_that_the_machine_cannot_read_now_is_not_called_broken(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(AppError, match="没能启动，没有放入；请重新打开"):
        cleaned(HEIC.read_bytes())
    for script, words in ((HUNGRY, "内存不够，没有放入"), (SLOW, "很久也没有读完，没有放入")):
        runner = tmp_path / "python"
        code = "sleep 60" if script is SLOW else "exit 81"
        runner.write_text(f"#!/bin/sh\n{code}\n")
        runner.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(runner))
        monkeypatch.setattr(answer_of, "__defaults__", (0.4,))
        with pytest.raises(AppError, match=words):
            cleaned(HEIC.read_bytes())


def test_pictures_read_at_once_in_several_threads_leave_the_warnings_of_others_alone():
    body = photograph((600, 400), kind="PNG")
    before = warnings.filters
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(cleaned, [body] * 24))) == 24
    assert warnings.filters is before
    with pytest.raises(UserWarning):
        warnings.warn("of another", stacklevel=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_way_of_colour_that_a_scanner_writes_is_read(mode):
    grey = Image.new("I;16", (30, 20), 32768) if mode == "I;16" else None
    image = grey or Image.new("L", (30, 20), 128).convert(mode)
    kind = "PNG" if mode in {"LA", "RGBA", "P"} else "TIFF"
    level = opened(prepared(saved(image, kind))).resize((1, 1)).getpixel((0, 0))[0]
    assert abs(level - 128) < 12


def test_a_scan_of_several_pages_as_one_picture_is_not_cut_to_its_first():
    pages = [Image.new("L", (30, 20), level) for level in (0, 255)]
    with pytest.raises(AppError, match="不止一页，没有放入；请把它另存为 PDF"):
        cleaned(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))


def test_the_pages_of_a_scan_are_not_counted_for_there_may_be_very_many():
    entry, many = struct.pack("<HHHII", 1, 256, 3, 1, 1), 8000
    sound = saved(Image.new("L", (30, 20)), "TIFF")
    at = struct.unpack("<I", sound[4:8])[0]
    count = struct.unpack("<H", sound[at : at + 2])[0]
    end = at + 2 + 12 * count
    chain = (
        entry + struct.pack("<I", len(sound) + 18 * place if place < many else 0)
        for place in range(1, many + 1)
    )
    body = sound[:end] + struct.pack("<I", len(sound)) + sound[end + 4 :] + b"".join(chain)
    begun = monotonic()
    with pytest.raises(AppError, match="不止一页"):
        cleaned(body)
    assert monotonic() - begun < 0.3


@pytest.mark.parametrize("data", [b"not a picture", photograph()[:200], b""])
def test_what_is_no_picture_is_refused_with_a_sentence(data):
    with pytest.raises(AppError, match="不是能读取的图片"):
        prepared(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF"]), st.data())
def test_a_file_broken_anywhere_gives_a_picture_or_a_sentence(kind, data):
    body = bytearray(photograph(turned=6, kind=kind, taken="2026:03:20 15:02:00"))
    places = st.integers(0, min(len(body), 400) - 1)
    for at, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        body[at] = value
    try:
        assert opened(cleaned(bytes(body)).body).format == "JPEG"
    except AppError as error:
        assert "没有放入" in str(error)  # noqa: PT017 - either is right


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
    with pytest.raises(AppError, match="图片太大"):
        prepared(saved(Image.new("1", (13_000, 13_000)), "PNG"))
    with pytest.raises(AppError, match="图片太大"):
        prepared(saved(Image.new("1", (9_001, 9_001)), "PNG"))
    with pytest.raises(AppError, match="图片太大"):
        prepared(bytes(60 * 2**20 + 1))


def test_what_is_no_file_is_not_read(tmp_path):
    with pytest.raises(AppError, match="不是文件"):
        read_picture(tmp_path)
    with pytest.raises(AppError, match=r"不能读取“没有\.jpg”"):
        read_picture(tmp_path / "没有.jpg")
