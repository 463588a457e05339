"""PDFs written by hand, for what no program writes on purpose: bombs, doubled type, letters without characters."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO

import pypdf

FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Moon /Encoding /UniJIS-UTF16-H /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /Moon /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >>"
    " /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Moon /Flags 4 /FontBBox [0 -120 1000 880]"
    " /Ascent 880 /Descent -120 /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>] >>"
)
"""A Japanese font that is not embedded: its characters are known by their codes."""


def text_at(x: float, y: float, text: str, size: float = 10) -> str:
    """Instructions that print a line at a place, in points from the page's bottom left."""
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Instructions that draw a grid."""
    level = "".join(f"{min(xs)} {y} m {max(xs)} {y} l S\n" for y in ys)
    return level + "".join(f"{x} {min(ys)} m {x} {max(ys)} l S\n" for x in xs)


def pdf_of(*pages: str | bytes, font: str = FONT, extra: str = "") -> bytes:
    """A PDF of A4 pages with these instructions; `extra` are more entries of each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()]
    objects.append(font.encode())
    for place, page in enumerate(pages):
        content = zlib.compress(page if isinstance(page, bytes) else page.encode("latin-1"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * place} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> {extra} >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _file(objects)


def nested_forms(levels: int, times: int, *, last: str = "") -> bytes:
    """A page that draws a form which draws another so many times, and so on; `last` is what the innermost one says."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT.encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /XObject << /X 6 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for level in range(levels):
        is_last = level == levels - 1
        content = (last if is_last else "/X Do " * times).encode("latin-1")
        inner = "" if is_last else f"/XObject << /X {7 + level} 0 R >>"
        head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> {inner} >>"
        objects.append(f"{head} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + written + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def encrypted(data: bytes, *, user: str, owner: str) -> bytes:
    """The same PDF with passwords: to open it (none where empty), and to change it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(data: bytes, angle: int) -> bytes:
    """The same PDF with its pages shown turned."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        page.rotate(angle)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
