"""Files that are too large, refused while they arrive: neither memory nor disk holds more than the limit of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class LimitedUploadHandler(FileUploadHandler):
    """Pass over a file of more bytes than any form of the portal takes, and let the request say so.

    The rest of the form is read all the same, so that what was typed beside the file can be shown again.
    """

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > largest_upload():
            _passed_over(self.request).add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind this one."""


def largest_upload() -> int:
    """Return the bytes of the largest file that any form takes."""
    return max(settings.IMPORT_FILE_BYTES, settings.ATTACHMENT_BYTES)


def was_too_large(request: HttpRequest, field: str) -> bool:
    """Whether the file of a form's field was passed over because it was too large."""
    return field in _passed_over(request)


def _passed_over(request: Any) -> set[str]:
    return request.__dict__.setdefault("_passed_over_uploads", set())
