"""Bytes under their hash: written once, verified, mended."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from portal.models import SealedFile
from portal.models.canonical import sha256
from portal.publishing.storage import SealedBytesLost, read_sealed, store

pytestmark = pytest.mark.django_db

CONTENT = "約款".encode()
NAME = f"{sha256(CONTENT)[:2]}/{sha256(CONTENT)}"


def sealed_file(content):
    return SealedFile(sha256=sha256(content), filename="cloud-1.json")


def test_bytes_are_kept_under_their_hash():
    assert store(CONTENT) == sha256(CONTENT)
    with storages["sealed"].open(NAME) as file:
        assert file.read() == CONTENT
    assert read_sealed(sealed_file(CONTENT)) == CONTENT


def test_storing_again_writes_no_second_file():
    store(CONTENT)
    store(CONTENT)
    assert storages["sealed"].listdir(NAME[:2]) == ([], [sha256(CONTENT)])


def test_a_file_left_half_written_is_mended(caplog):
    storages["sealed"].save(NAME, ContentFile(CONTENT[:3]))
    store(CONTENT)
    assert read_sealed(sealed_file(CONTENT)) == CONTENT
    assert "written again" in caplog.text


def test_the_same_bytes_stored_at_the_same_moment_leave_one_file(monkeypatch):
    storage = storages["sealed"]
    storage.save(NAME, ContentFile(CONTENT))
    exists, not_yet = type(storage).exists, iter([False])
    monkeypatch.setattr(type(storage), "exists", lambda self, name: next(not_yet, exists(self, name)))
    store(CONTENT)
    assert storage.listdir(NAME[:2]) == ([], [sha256(CONTENT)])


def test_missing_and_changed_bytes_are_not_given_out():
    with pytest.raises(SealedBytesLost, match=r"cloud-1\.json"):
        read_sealed(sealed_file(CONTENT))
    storages["sealed"].save(NAME, ContentFile(b"other"))
    with pytest.raises(SealedBytesLost, match="バックアップ"):
        read_sealed(sealed_file(CONTENT))
