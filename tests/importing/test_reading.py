"""The front door of the readers: formats told by content, pasted words, and what other formats are told."""

from __future__ import annotations

import io
import zipfile

import pytest

from portal.importing import reading
from portal.importing.imported import Imported, TrackedChoice, UnreadableFile
from portal.importing.reading import read_pasted, read_terms

TERMS = "月見規約\n第1条（目的）\nこの規約は、条件を定める。\n"
TABLE = "旧\t新\n第1条（目的）\t第1条（趣旨）\n（新設）\t２　通知する。\n"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("name", ["規約.txt", "規約.md", "規約.docx"])
def test_text_is_read_in_four_encodings_whatever_its_name(encoding: str, name: str) -> None:
    assert read_terms(TERMS.encode(encoding), name=name).text == TERMS


def test_shift_jis_is_noted() -> None:
    assert [note.code for note in read_terms(TERMS.encode("cp932"), name="a.txt").notes] == ["decoded_cp932"]


def test_a_text_that_is_a_comparison_table_gives_two_editions_and_says_what_stands_beside_it() -> None:
    read = read_terms(f"新旧対照表\n{TABLE}".encode(), name="a.txt")
    assert (read.old_text, read.text) == ("第1条（目的）\n", "第1条（趣旨）\n２　通知する。\n")
    assert "「新旧対照表」" in str(read.notes[0])


def test_cells_of_neither_edition_are_told() -> None:
    read = read_pasted("条番号\t旧\t新\t備考\n第1条\t目的を定める。\t趣旨を定める。\t用語の整理\n")
    assert (read.old_text, read.text) == ("目的を定める。\n", "趣旨を定める。\n")
    assert [note.code for note in read.notes] == ["other_cells"]
    assert "2個（「第1条」「用語の整理」）" in str(read.notes[0])


def test_a_text_of_a_mail_s_encoding_is_refused_and_not_read_as_letters() -> None:
    with pytest.raises(UnreadableFile, match="ISO-2022-JP"):
        read_terms(TERMS.encode("iso2022_jp"), name="a.txt")


def test_word_and_pdf_go_to_their_readers_by_content(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, str]] = []

    def word(data: bytes, *, name: str, tracked: TrackedChoice) -> Imported:
        calls.append((name, tracked.value))
        return Imported("word")

    def pdf(data: bytes, *, name: str) -> Imported:
        return Imported("pdf")

    monkeypatch.setattr("portal.importing.docx.read_docx", word)
    monkeypatch.setattr(reading, "read_pdf", pdf)
    assert read_terms(zipped("word/document.xml"), name="a.pdf", tracked=TrackedChoice.REJECT).text == "word"
    assert calls == [("a.pdf", "reject")]
    assert read_terms(b"%PDF-1.7 x", name="a.docx").text == "pdf"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old", "「Word文書（.docx）」で保存し直して"),
        (b"{\\rtf1 x}", "リッチテキスト"),
        (zipped("xl/workbook.xml"), "Excelファイル"),
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (b"\x89PNG\r\n\x1a\n\0\0", "画像"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "画像"),
        ("<!DOCTYPE html><p>規約".encode(), "ウェブページ"),
        (b"<?xml version='1.0'?><a/>", "ウェブページ"),
        (b"a\0b", "テキストファイルではありません"),
        ("規約".encode("utf-16")[:-1], "文字コードが壊れて"),
    ],
    ids=["doc", "rtf", "xlsx", "pptx", "png", "jpeg", "html", "xml", "binary", "utf-16"],
)
def test_other_formats_are_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_terms(data, name="規約.txt")
    assert words in str(refusal.value)
    assert "規約.txt" in str(refusal.value)


def test_files_and_pasted_words_beyond_the_limit_are_refused(settings) -> None:
    settings.IMPORT_FILE_BYTES = 10
    with pytest.raises(UnreadableFile, match="上限は10バイト"):
        read_terms(b"x" * 11, name="a.txt")
    with pytest.raises(UnreadableFile, match="貼り付けたテキスト"):
        read_pasted("規約規約")


def test_pasted_words_are_cleaned_and_a_pasted_table_gives_two_editions() -> None:
    assert read_pasted(TERMS.replace("\n", "\r\n")).text == TERMS
    assert read_pasted("⽬的\n").text == "目的\n"
    assert read_pasted(TABLE).old_text == "第1条（目的）\n"
    assert read_pasted("") == Imported("")


def test_a_paste_of_200_pages_comes_back_whole() -> None:
    long = "".join(f"第{number}条（見出し）\n{'当社は、通知する。' * 40}\n" for number in range(1, 500))
    assert read_pasted(long).text == long
