from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from exporters.pictures import fitted, width_within


def saved(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def test_a_small_photograph_is_printed_as_it_is(photo):
    assert fitted(photo, 30).data == photo


def test_a_large_scan_is_brought_down_to_what_print_shows():
    found = fitted(saved(Image.new("RGB", (4000, 3000)), "JPEG"), 100)
    assert (found.width, found.height) == (1181, 886)


def test_a_photograph_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    found = fitted(saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif), 100)
    assert (found.width, found.height) == (20, 40)


def test_what_is_clear_becomes_white_paper():
    found = fitted(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"), 10)
    with Image.open(BytesIO(found.data)) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_none(data):
    assert fitted(data, 30) is None


def test_a_photograph_that_ends_too_soon_is_none():
    whole = saved(Image.effect_noise((900, 900), 50), "PNG")
    assert fitted(whole[: len(whole) // 2], 30) is None


def test_a_sideways_scan_is_brought_down_by_the_width_it_is_printed_in():
    exif = Image.Exif()
    exif[0x0112] = 6
    found = fitted(saved(Image.new("RGB", (3000, 4000)), "JPEG", exif=exif), 100)
    assert (found.width, found.height) == (1181, 886)


def test_a_picture_of_more_dots_than_are_ever_kept_is_not_read():
    body = saved(Image.new("1", (9_001, 9_001)), "PNG")
    assert fitted(body, 100) is None


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x02\0\0\0aa\0\0\0\0\0\0",
        b"Exif\0\0II",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
    ],
)
def test_a_sound_picture_whose_camera_data_are_broken_is_shown_as_it_lies(exif):
    found = fitted(saved(Image.new("RGB", (2000, 1000)), "JPEG", exif=exif), 100)
    assert (found.width, found.height) == (1181, 591)


def test_only_what_is_ever_kept_is_opened():
    assert fitted(saved(Image.new("RGB", (40, 20)), "EPS"), 30) is None
    assert fitted(saved(Image.new("RGB", (40, 20)), "PNG"), 30)


def test_a_picture_fills_its_room_as_far_as_its_shape_allows():
    assert width_within(saved(Image.new("RGB", (400, 300)), "PNG"), 171, 90) == 120
    assert width_within(saved(Image.new("RGB", (400, 100)), "PNG"), 171, 90) == 171
    assert width_within(b"no picture", 171, 90) == 171
