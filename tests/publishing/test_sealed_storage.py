"""The folder of sealed files: a file is there whole or not at all."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from portal.publishing.sealed_storage import SealedStorage

NAME = "ab/abcd"


@pytest.fixture
def storage(tmp_path):
    return SealedStorage(location=str(tmp_path))


class Interrupted(ContentFile):
    """Content whose second part never comes."""

    def chunks(self, chunk_size=None):
        yield self.read()[:3]
        raise OSError("disk full")


def test_a_file_keeps_its_name_and_cannot_be_written_by_accident(storage):
    assert storage.save(NAME, ContentFile(b"words")) == NAME
    assert Path(storage.path(NAME)).read_bytes() == b"words"
    assert Path(storage.path(NAME)).stat().st_mode & 0o777 == 0o444


def test_saving_a_name_again_replaces_its_bytes_and_adds_no_file(storage):
    storage.save(NAME, ContentFile(b"wor"))
    assert storage.save(NAME, ContentFile(b"words")) == NAME
    assert Path(storage.path(NAME)).read_bytes() == b"words"
    assert storage.listdir("ab") == ([], ["abcd"])


def test_a_file_that_could_not_be_written_whole_is_not_there(storage):
    with pytest.raises(OSError, match="disk full"):
        storage.save(NAME, Interrupted(b"words"))
    assert storage.listdir("ab") == ([], [])


def test_nobody_sees_a_file_before_it_is_whole(storage):
    seen = []

    class Watched(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"wor"
            seen.append(storage.exists(NAME))
            yield b"ds"

    storage.save(NAME, Watched(b""))
    assert seen == [False]
    assert Path(storage.path(NAME)).read_bytes() == b"words"
