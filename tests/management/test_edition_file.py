"""A file of any format as one edition for a command: which side of a table, and what the notes say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from portal.importing.imported import FileComment, Imported, TrackedChanges, TrackedChoice
from portal.management import edition_file
from portal.management.edition_file import read_edition_file

TABLE = "旧\t新\n第1条（目的）\t第1条（趣旨）\n"


def read(path: Path, side: str | None = None, tracked: TrackedChoice = TrackedChoice.ACCEPT) -> tuple[str, list[str]]:
    cleaned = read_edition_file(str(path), tracked=tracked, side=side)
    return cleaned.text, [note.code for note in cleaned.notes]


@pytest.mark.parametrize(
    ("side", "text"), [(None, "第1条（趣旨）\n"), ("new", "第1条（趣旨）\n"), ("old", "第1条（目的）\n")]
)
def test_of_a_comparison_table_the_new_side_is_read_unless_the_old_is_asked_for(
    tmp_path: Path, side: str | None, text: str
) -> None:
    path = tmp_path / "表.txt"
    path.write_text(TABLE)
    assert read(path, side) == (text, ["side"])


def test_a_side_of_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "規約.txt"
    path.write_text("規約\n第1条（目的）\n定める。\n")
    with pytest.raises(CommandError, match="新旧対照表ではない"):
        read(path, "old")


def test_tracked_changes_and_comments_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Imported("規約\n", comments=(FileComment("甲", "確かめる"),), tracked=TrackedChanges(2, 1))
    monkeypatch.setattr(edition_file, "read_terms_path", lambda path, *, tracked: found)
    for choice, words in ((TrackedChoice.ACCEPT, "反映して"), (TrackedChoice.REJECT, "元に戻して")):
        cleaned = read_edition_file("a.docx", tracked=choice, side=None)
        assert [note.code for note in cleaned.notes] == ["tracked_changes", "comments_left"]
        assert words in str(cleaned.notes[0])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="見つかりません"):
        read(tmp_path / "ない.pdf")
