"""Reading text files: encodings, and what is refused with words."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.importing.imported import UnreadableFile
from portal.importing.text import LARGEST_FILE, read_terms_bytes, read_terms_file

TERMS = "利用規約\n第1条（目的）\nこの規約は、利用の条件を定めます。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert read_terms_bytes(TERMS.encode(encoding), name="a.txt").text == TERMS


def test_shift_jis_is_read_and_said() -> None:
    read = read_terms_bytes(TERMS.encode("cp932"), name="a.txt")
    assert read.text == TERMS
    assert [note.code for note in read.notes] == ["decoded_cp932"]


def test_bytes_of_no_known_encoding_are_refused_with_their_place() -> None:
    with pytest.raises(UnreadableFile, match="4 バイト目"):
        read_terms_bytes("あ".encode() + b"\xff\xfd\xff", name="a.txt")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"PK\x03\x04word", b"\xd0\xcf\x11\xe0old word", b"{\\rtf1 x}", "規約".encode("utf-16"), b"a\0b"],
    ids=["pdf", "docx", "doc", "rtf", "utf-16", "binary"],
)
def test_other_formats_are_refused_whatever_the_file_is_called(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"規約\.txt はテキストファイルではありません"):
        read_terms_bytes(data, name="規約.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"ない\.txt を開けません（見つかりません）。"):
        read_terms_file(tmp_path / "ない.txt")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大きい.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableFile, match="大きすぎます"):
        read_terms_file(path)


def test_no_file_name_is_told_as_one_that_is_missing():
    with pytest.raises(UnreadableFile, match=r'^"" を開けません（見つかりません）。'):
        read_terms_file("")
