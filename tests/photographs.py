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


def endless_scan(levels=12):
    """Return a PDF of 3 KB whose page draws a form ten times, which draws another ten times …"""

    def drawing(form):
        return f"<</XObject<</F {form} 0 R>>>>"

    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources{drawing(5)}>>",
        "<</Length 5>>stream\n/F Do\nendstream",
    ]
    for number in range(6, 6 + levels):
        drawn = "/F Do " * 10 if number < 5 + levels else "0 0 9 9 re f "
        parts.append(
            "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]"
            f"/Resources{drawing(min(number, 4 + levels))}/Length {len(drawn)}>>stream\n{drawn}\nendstream"
        )
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj{part}\nendobj\n"
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{''.join(places)}"
    size = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>"
    return f"{body}{head}{size}startxref\n{len(body)}\n%%EOF".encode()
