"""The pictures of a PDF: their bytes are handed over, for the worker fetches nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from portal.publishing.pdf_process import PdfFailed
from portal.text.html.inline_marks import ImageAddress

MOST_BYTES = 5 << 20
MOST_PIXELS = 25_000_000
"""What a picture on A4 cannot show more of; a small file can hold enough to fill the worker's memory."""

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture's bytes: PNG or JPEG, whatever its name says."""

    content: bytes

    def data_uri(self, name: str) -> str:
        """Return the picture as an address that holds it. Raises PdfFailed for what is no such picture or too large."""
        return f"data:{_TYPES[self._format(name)]};base64,{b64encode(self.content).decode('ascii')}"

    def _format(self, name: str) -> str:
        """The name of the format, after the whole picture was read: a cut one would be printed in part, for ever."""
        if len(self.content) > MOST_BYTES:
            raise PdfFailed(_too_large(name))
        try:
            with Image.open(BytesIO(self.content), formats=tuple(_TYPES)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise PdfFailed(_too_large(name))
                image.load()
                return str(image.format)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            message = _("図「%(name)s」を読めません。PNG か JPEG の図にしてください。")
            raise PdfFailed(message % {"name": name}) from error


Images = Mapping[str, ImageFile]
"""Pictures by the names that the text calls them."""

NO_IMAGES: Images = {}


def image_addresses(images: Images) -> ImageAddress:
    """Return where the pictures of a page lie: in the page itself."""

    def address(name: str) -> str | None:
        return images[name].data_uri(name) if name in images else None

    return address


def _too_large(name: str) -> str:
    values = {"name": name, "megabytes": MOST_BYTES >> 20, "pixels": MOST_PIXELS // 10_000}
    return _("図「%(name)s」が大きすぎます。%(megabytes)sMB、%(pixels)s万画素までにしてください。") % values
