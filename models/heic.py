"""HEIC photographs of telephones, decoded in a process of its own that needs nothing but this file.

A few changed bytes end the decoder with the process it runs in.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from io import BytesIO

MARKS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")
"""What stands in such a file from its fifth byte on."""
MOMENT = 20
"""Bytes of the answer before the picture: when it was taken, as a camera writes it."""
TOO_LARGE = 3
"""The exit code for a picture of too many dots."""
_EXIF, _TAKEN = 0x8769, 0x9003


def is_known() -> bool:
    """Return whether the part that decodes them is installed."""
    return find_spec("pi_heif") is not None


def _decode(data: bytes, most_pixels: int, longest: int) -> bytes:
    """Return when it was taken, then the picture upright as BMP, its longer side no longer."""
    from pi_heif import register_heif_opener  # noqa: PLC0415 - only in the process of its own
    from PIL import Image  # noqa: PLC0415 - as above

    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(data), formats=("HEIF",)) as image:
        if image.width * image.height > most_pixels:
            sys.exit(TOO_LARGE)
        taken = str(image.getexif().get_ifd(_EXIF).get(_TAKEN, ""))
        image.thumbnail((longest, longest))
        out = BytesIO()
        image.convert("RGB").save(out, "BMP")
    return taken.encode("ascii", "replace")[:MOMENT].ljust(MOMENT) + out.getvalue()


def _main() -> None:
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    most_pixels, longest = map(int, head.split())
    sys.stdout.buffer.write(_decode(data, most_pixels, longest))


if __name__ == "__main__":
    _main()
