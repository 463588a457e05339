"""How much a page of a PDF has to be drawn, found out before it is: forms may draw forms ten times each, and so on."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def content_size(page: Any, *, most: int) -> int:
    """Return the bytes of instructions, unpacked, that a pdfplumber page takes: a form's as often as it is drawn.

    Whatever is more than `most` bytes counts as one more than that; so does a form that draws itself.
    """
    contents = resolve1(page.page_obj.contents)
    streams = [resolve1(stream) for stream in (contents if isinstance(contents, list) else [contents])]
    distinct = {id(found): found for found in streams if isinstance(found, PDFStream)}.values()
    counter = _Counter(most)
    return counter.cap(sum(counter.size(stream, _forms(page.page_obj.resources)) for stream in distinct))


class _Counter:
    """Counts streams, each once however often it is drawn."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._sizes: dict[int, int] = {}

    def cap(self, size: int) -> int:
        """The size, or one more than the most."""
        return min(size, self.most + 1)

    def size(self, stream: PDFStream, forms: Mapping[str, Any]) -> int:
        """Return what drawing a stream once takes; `forms` are those of the stream that draws it."""
        known = self._sizes.get(id(stream))
        if known is not None:
            return known
        self._sizes[id(stream)] = self.most + 1  # for a form that draws itself
        data = _unpacked(stream, self.most)
        forms = _forms(stream.get("Resources")) or forms
        drawn = Counter(name.decode("latin-1") for name in _DRAWN.findall(data))
        inner = ((count, resolve1(forms.get(name))) for name, count in drawn.items())
        size = len(data) + sum(count * self.size(form, forms) for count, form in inner if _is_form(form))
        self._sizes[id(stream)] = self.cap(size)
        return self._sizes[id(stream)]


def _forms(resources: Any) -> Mapping[str, Any]:
    resolved = resolve1(resources)
    found = resolve1(resolved.get("XObject")) if isinstance(resolved, dict) else None
    return found if isinstance(found, dict) else {}


def _is_form(found: Any) -> bool:
    return isinstance(found, PDFStream) and literal_name(resolve1(found.get("Subtype"))) == "Form"


def _unpacked(stream: PDFStream, most: int) -> bytes:
    """The bytes of a stream, one more than the most at most; one that is packed twice is unpacked once."""
    raw = stream.get_rawdata()
    if raw is None:
        return bytes(stream.data or b"")
    if not any(str(name).endswith(("FlateDecode'", "Fl'", "FlateDecode", "Fl")) for name, _ in stream.get_filters()):
        return bytes(raw)
    try:
        return zlib.decompressobj().decompress(raw, most + 1)
    except zlib.error:
        return bytes(raw)
