"""What became of the files (添付) from one edition to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.models import Attachment, Edition


class FileChangeKind(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that one edition has otherwise than another: what it is called, and what became of it."""

    kind: FileChangeKind
    title: str

    @property
    def remark(self) -> str:
        """What a comparison table says of it, in Japanese as the terms are."""
        return _REMARKS[self.kind]

    def __str__(self) -> str:
        return f"{self.title}：{self.remark}"


_REMARKS = {FileChangeKind.ADDED: "追加", FileChangeKind.REPLACED: "差替え", FileChangeKind.REMOVED: "削除"}


def attachment_changes(old: Edition, new: Edition) -> tuple[FileChange, ...]:
    """Return what became of the files from one edition to another: those of the new one in order, then what is gone."""
    files = list(Attachment.objects.filter(edition__in=(old, new)).order_by("position", "pk"))
    before = {file.key: file for file in files if file.edition_id == old.pk}
    after = {file.key: file for file in files if file.edition_id == new.pk}
    return (*_put_in(before, after.values()), *_taken_out(before.values(), after))


def _put_in(before: dict[str, Attachment], files: Iterable[Attachment]) -> Iterable[FileChange]:
    for file in files:
        former = before.get(file.key)
        if former is None:
            yield FileChange(FileChangeKind.ADDED, str(file))
        elif former.sha256 != file.sha256:
            yield FileChange(FileChangeKind.REPLACED, str(file))


def _taken_out(files: Iterable[Attachment], after: dict[str, Attachment]) -> Iterable[FileChange]:
    return (FileChange(FileChangeKind.REMOVED, str(file)) for file in files if file.key not in after)
