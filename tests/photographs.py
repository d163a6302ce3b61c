"""Pictures made for a test, as telephones and scanners write them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

ORIENTATION, GPS, EXIF, TAKEN = 0x0112, 0x8825, 0x8769, 0x9003
HEIC = Path(__file__).parent / "data" / "手机照片.heic"
"""64 by 48 dots drawn for these tests and encoded once: blue above, red below, held upright."""


def photograph(size=(60, 40), *, turned=1, kind="JPEG", taken="", colour="red"):
    """Return a picture with its place, which way it was held, and when it was taken."""
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[ORIENTATION] = turned
    exif.get_ifd(GPS)[1] = "N"
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def scan(pages=1):
    """Return a PDF of so many empty pages."""
    made, out = PdfDocument.new(), BytesIO()
    for _ in range(pages):
        made.new_page(595, 842)
    made.save(out)
    made.close()
    return out.getvalue()
