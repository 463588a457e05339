"""Sealed bytes by their hash: written once, verified whenever read."""

from __future__ import annotations

import logging
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext

from portal.models import Attachment, SealedFile
from portal.models.canonical import sha256

logger = logging.getLogger(__name__)


class SealedBytesLost(Exception):
    """Sealed bytes are missing, or are no longer those that were sealed."""


def store(content: bytes) -> str:
    """Keep `content` under its SHA-256 and return that. What is kept already is verified, and mended if damaged.

    Raises OSError where the storage cannot be written, SealedBytesLost where it gives back other bytes.
    """
    digest = sha256(content)
    storage, name = _storage(), _name(digest)
    if storage.exists(name):
        if _read(storage, name) == content:
            return digest
        logger.warning("sealed file %s was damaged and is written again", digest)
    storage.save(name, ContentFile(content))
    if _read(storage, name) != content:
        raise SealedBytesLost(_lost(digest))
    return digest


def read_sealed(sealed_file: SealedFile | Attachment) -> bytes:
    """Return the bytes of a sealed or attached file; raises SealedBytesLost when they are missing or changed."""
    storage = _storage()
    if not storage.exists(sealed_file.storage_name):
        raise SealedBytesLost(_lost(sealed_file.filename))
    content = _read(storage, sealed_file.storage_name)
    if sha256(content) != sealed_file.sha256:
        raise SealedBytesLost(_lost(sealed_file.filename))
    return content


def _storage() -> Storage:
    return storages["sealed"]


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _read(storage: Storage, name: str) -> bytes:
    with storage.open(name, "rb") as file:
        return cast(bytes, file.read())


def _lost(name: str) -> str:
    message = gettext(
        "封印したファイル「{name}」が保管場所にないか、内容が変わっています。バックアップから戻してください。"
    )
    return message.format(name=name)
