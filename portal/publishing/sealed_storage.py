"""A folder for sealed files: each is there whole or not at all, and on the disk before its row is committed."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

READ_ONLY = 0o444


class SealedStorage(FileSystemStorage):
    """Files whose names follow from their bytes: whoever saves a name again saves the same bytes."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name as it is."""
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as part:
            try:
                for chunk in content.chunks():
                    part.write(chunk)
                part.flush()
                os.fchmod(part.fileno(), READ_ONLY)
                os.fsync(part.fileno())
                os.replace(part.name, path)
            except BaseException:
                os.unlink(part.name)
                raise
        _sync_folder(path.parent)
        return name


def _sync_folder(folder: Path) -> None:
    """Put the folder's new entry on the disk, without which a power cut loses a file that was written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
