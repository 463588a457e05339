"""What may be attached to an edition: PDF, Excel, PNG and JPEG, told by their bytes and never by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from PIL import Image

from portal.publishing.pdf_images import MOST_BYTES as MOST_PICTURE_BYTES
from portal.publishing.pdf_images import MOST_PIXELS

PDF = "application/pdf"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG = "image/png", "image/jpeg"
EXTENSIONS = {PDF: "pdf", EXCEL: "xlsx", PNG: "png", JPEG: "jpg"}
_OTHER_ENDINGS = {JPEG: (".jpeg",)}
PICTURES = frozenset({PNG, JPEG})

LONGEST_FILENAME = 255
LONGEST_NAME = 100
MOST_ZIP_PARTS = 10_000
_WORKBOOK, _MACROS = "xl/workbook.xml", "xl/vbaproject.bin"
_WIDE_BLANK = "\u3000"
_OUTSIDE_NAMES = re.compile(r"[^\w\-.]+")


class AttachmentRefused(Exception):
    """A file that is not attached; the message says why and what to do."""


def content_type_of(content: bytes) -> str:
    """Return what a file is by its bytes. Raises AttachmentRefused for one too large or of another kind."""
    if not content:
        raise AttachmentRefused(gettext("ファイルが空です。ファイルを選び直してください。"))
    if len(content) > settings.ATTACHMENT_BYTES:
        raise AttachmentRefused(too_large_words())
    for sign, read in _READERS.items():
        if content.startswith(sign):
            return read(content)
    raise AttachmentRefused(
        gettext("添付できるのは、PDF、Excel（.xlsx）、PNG、JPEG のファイルです。中身がどれでもありません。")
    )


def too_large_words() -> str:
    """Say that a file is larger than what may be attached."""
    limit = filesizeformat(settings.ATTACHMENT_BYTES)
    return gettext("ファイルが大きすぎます。添付できるのは{limit}までです。").format(limit=limit)


def plain_filename(filename: str) -> str:
    """Return a file's name without folders and without characters that no name should have."""
    last = unicodedata.normalize("NFC", filename).replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in last if sign.isprintable() or sign == _WIDE_BLANK).strip(". \u3000")
    stem, dot, extension = printable.rpartition(".")
    return f"{stem[: LONGEST_FILENAME - len(extension) - 1]}{dot}{extension}"[:LONGEST_FILENAME] or "file"


def safe_filename(filename: str, content_type: str) -> str:
    """Return a file's name for those who save it: with the ending of what it is, for .hta or .exe would be run."""
    plain, extension = plain_filename(filename), EXTENSIONS[content_type]
    if plain.lower().endswith((f".{extension}", *_OTHER_ENDINGS.get(content_type, ()))):
        return plain
    return f"{plain[: LONGEST_FILENAME - len(extension) - 1]}.{extension}"


def proposed_name(filename: str, content_type: str) -> str:
    """Return a name by which the text can call a file: that of the file, in characters that names may have."""
    stem = plain_filename(filename).rpartition(".")[0] or plain_filename(filename)
    words = _OUTSIDE_NAMES.sub("-", stem).strip("-.") or "file"
    extension = EXTENSIONS[content_type]
    return f"{words[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def _pdf(_content: bytes) -> str:
    return PDF


def _workbook(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise AttachmentRefused(
            gettext("Excel のファイルとして読めません。保存し直して、選び直してください。")
        ) from error
    if len(names) > MOST_ZIP_PARTS:
        raise AttachmentRefused(too_large_words())
    if _WORKBOOK not in names:
        raise AttachmentRefused(
            gettext("Excel のファイル（.xlsx）ではありません。Word の文書などは、PDF にして添付してください。")
        )
    if _MACROS in names:
        raise AttachmentRefused(gettext("マクロのある Excel は添付できません。.xlsx で保存し直してください。"))
    return EXCEL


def _picture(content: bytes) -> str:
    """A picture that can be shown on paper: read whole, so that a broken one is refused here and not on the PDF."""
    if len(content) > MOST_PICTURE_BYTES:
        raise _too_large_picture()
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large_picture()
            image.load()
            return PNG if image.format == "PNG" else JPEG
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large_picture() from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise AttachmentRefused(gettext("図を読めません。PNG か JPEG で保存し直してください。")) from error


def _too_large_picture() -> AttachmentRefused:
    message = gettext("図が大きすぎます。{megabytes}MB、{pixels}万画素までにしてください。")
    return AttachmentRefused(message.format(megabytes=MOST_PICTURE_BYTES >> 20, pixels=MOST_PIXELS // 10_000))


_READERS: dict[bytes, Callable[[bytes], str]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": _workbook,
    b"\x89PNG\r\n\x1a\n": _picture,
    b"\xff\xd8\xff": _picture,
}
"""How files of each kind begin, and who looks further."""
