"""Files to attach, made by hand: as small as they can be, and hostile ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(colour: str = "navy", *, form: str = "PNG") -> bytes:
    """Return a picture of four pixels."""
    content = BytesIO()
    Image.new("RGB", (2, 2), colour).save(content, form)
    return content.getvalue()


def workbook(*names: str) -> bytes:
    """Return a zip with the parts of an Excel file, and more parts of these names."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", *names):
            archive.writestr(name, "<x/>")
    return content.getvalue()


def archive(*names: str) -> bytes:
    """Return a zip with empty parts of these names."""
    content = BytesIO()
    with ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "")
    return content.getvalue()


def huge_picture(side: int = 50_000) -> bytes:
    """Return a PNG of a few bytes that says it has `side` by `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    )
