"""Files that are refused: each with words that say what is wrong, within seconds, and nothing fetched or expanded."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.test import override_settings

from portal.importing.docx import read_docx
from portal.importing.imported import UnreadableFile
from tests.importing.docx.word_files import NAMESPACES, p, part, word_file, zipped

DOCUMENT = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))


def with_document(xml: str, encoding: str = "utf-8") -> bytes:
    return word_file("", entries={DOCUMENT: xml.encode(encoding)})


def with_doctype(doctype: str, body: str) -> bytes:
    return with_document(f"<?xml version='1.0'?>{doctype}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")


def packed(name: str, size: int) -> bytes:
    """A Word file with an entry of zeros."""
    return word_file(p("甲"), entries={name: b"\0" * size})


def lying(data: bytes, claimed: int) -> bytes:
    """The same zip, whose directory claims another size for its document."""
    place = data.rindex(DOCUMENT.encode()) - 46
    return data[: place + 24] + struct.pack("<I", claimed) + data[place + 28 :]


CASES = {
    "empty": (b"", "空のファイル"),
    "text": ("第1条".encode(), "別の形式のファイル"),
    "old doc": (OLE + b"\0" * 2000, "古い形式のOfficeファイル"),
    "encrypted": (OLE + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護"),
    "cut off": (word_file(p("甲" * 50_000))[:-200], "壊れているか、途中で切れて"),
    "begun as a zip": (b"PK\x03\x04" + b"\0" * 100, "壊れているか、途中で切れて"),
    "excel": (zipped({"xl/workbook.xml": b"<x/>"}), "Excelのファイル"),
    "powerpoint": (zipped({"ppt/presentation.xml": b"<x/>"}), "PowerPointのファイル"),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "some zip": (zipped({"写真.txt": b"x"}), "別の形式のファイル"),
    "no document in the root": (word_file("", entries={DOCUMENT: b"<x/>"}), "別の形式のファイル"),
    "bomb": (packed("word/media/x.bin", 60 * 2**20), "展開すると大きくなりすぎる"),
    "bomb in the document": (with_document(" " * (30 * 2**20)), "展開すると大きくなりすぎる"),
    "millions of elements": (word_file("<w:p/>" * 2_000_001), "展開すると大きくなりすぎる"),
    "thousands of entries": (
        word_file(p("甲"), entries={f"word/x{n}": b"" for n in range(10_001)}), "展開すると大きくなりすぎる",
    ),
    "document larger than claimed": (lying(word_file(p("甲" * 500_000)), 100), "壊れているか"),
    "not well formed": (with_document("<w:document"), "壊れているか"),
    "no xml": (with_document(""), "壊れているか"),
    "deep": (with_document(f"<x{'><y' * 5000}>"), "壊れているか"),
    "deep and well formed": (
        word_file("<w:sdt><w:sdtContent>" * 200 + p("甲") + "</w:sdtContent></w:sdt>" * 200), "壊れているか",
    ),
    "billion laughs": (
        with_doctype(f'<!DOCTYPE w:document [<!ENTITY a0 "笑">{ENTITIES}]>', "<w:p>&a12;</w:p>"), "壊れているか",
    ),
    "external entity": (
        with_doctype('<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<w:p>&x;</w:p>"),
        "壊れているか",
    ),
    "external dtd": (with_doctype('<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">', p("甲")), "壊れているか"),
    "undeclared entity": (with_doctype("", "&x;"), "壊れているか"),
    "doctype in another encoding": (
        with_document('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>', "utf-16"),
        "壊れているか",
    ),
    "unknown encoding": (with_document('<?xml version="1.0" encoding="utf-7"?><x/>'), "壊れているか"),
    "no words": (word_file(p() + p(" ")), "文字がありません"),
    "an image alone": (
        word_file(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "画像だけがあり、文字がありません",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), CASES.values(), ids=CASES)
def test_a_file_is_refused_with_words_within_two_seconds(data: bytes, message: str) -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableFile, match=message) as refused:
        read_docx(data, name="規約.docx")
    assert str(refused.value).startswith("規約.docx ")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("other", ["numbering", "styles", "comments", "footnotes"])
def test_no_part_may_have_a_document_type(other: str) -> None:
    entry = f'<!DOCTYPE x [<!ENTITY a "b">]>{part(other, "").partition("?>")[2]}'.encode()
    with pytest.raises(UnreadableFile, match="壊れているか"):
        read_docx(word_file(p("甲"), **{other: ""}, entries={f"word/{other}.xml": entry}), name="a.docx")


@override_settings(IMPORT_FILE_BYTES=100)
def test_a_file_beyond_the_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(UnreadableFile, match="大きすぎます（101バイト）。上限は100バイトです。"):
        read_docx(b"P" * 101, name="a.docx")


def test_what_all_entries_claim_together_is_limited() -> None:
    noise = random.Random(1).randbytes(1000)
    file = word_file(p("甲"), entries={f"word/{n}": noise for n in range(10)})
    with override_settings(IMPORT_UNPACKED_BYTES=9000), pytest.raises(UnreadableFile, match="展開すると大きくなり"):
        read_docx(file, name="a.docx")
    with override_settings(IMPORT_UNPACKED_BYTES=90_000):
        assert read_docx(file, name="a.docx").text == "甲\n"


def test_an_encrypted_entry_is_told_as_protected() -> None:
    data = bytearray(word_file(p("甲")))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(sign) + place] |= 1
    with pytest.raises(UnreadableFile, match="パスワードで保護"):
        read_docx(bytes(data), name="a.docx")


def damaged(file: bytes) -> Iterator[bytes]:
    chance = random.Random(5)
    for _time in range(150):
        copy = bytearray(file)
        for _hit in range(chance.randint(1, 4)):
            copy[chance.randrange(len(copy))] = chance.randrange(256)
        yield bytes(copy)
        yield file[: chance.randrange(len(file))]


def test_damaged_bytes_are_read_or_refused_and_nothing_else() -> None:
    outcomes: set[str] = set()
    for data in damaged(word_file(p("甲は乙に払う。" * 20), numbering="", styles="")):
        try:
            outcomes.add(type(read_docx(data, name="a.docx")).__name__)
        except UnreadableFile:
            outcomes.add("refused")
    assert outcomes == {"Imported", "refused"}


def stored(file: bytes, change: tuple[str, str]) -> bytes:
    """A Word file with other words in its document."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries[DOCUMENT] = entries[DOCUMENT].replace(change[0].encode(), change[1].encode())
    return zipped(entries)


@pytest.mark.parametrize(
    "written",
    [("w:p>", "w:q>"), ("<w:t ", "<w:t w:x='' "),
     ('w:val="1"', 'w:val="999999999999999999999"'), ('w:val="1"', 'w:val="-5"'),
     ('w:val="0"', 'w:val="壱"'), ("w:tr", "w:tc"), ("w:numId", "w:ilvl"), ("w:fldChar ", "w:fldChar w:x='' ")],
)  # fmt: skip
def test_odd_but_well_formed_documents_do_not_raise(written: tuple[str, str]) -> None:
    body = p("甲", num=(1, 0)) + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr></w:tc></w:tr></w:tbl>'
    body += p('<w:r><w:fldChar w:fldCharType="end"/><w:fldChar/></w:r>', "乙", style="x") + "<w:p/><w:tbl/><w:sdt/>"
    try:
        read_docx(stored(word_file(body), written), name="a.docx")
    except UnreadableFile as refused:
        assert "文字がありません" in str(refused)
