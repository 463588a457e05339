"""Reading PDFs: lines, tables and comparisons as printed, what is noted, and what is refused with words."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import pytest

from portal.importing.imported import Imported, UnreadableFile
from portal.importing.pdf.reader import read_pdf
from tests.importing.pdf.written_pdfs import encrypted, nested_forms, pdf_of, rules, text_at, turned

SENTENCE = "月見商会株式会社（以下「当社」という。）は、この規約に基づき月見クラウドを提供する。"


def printed(lines: Sequence[str], *, x: float = 60, top: float = 780, size: float = 10) -> str:
    """Lines below each other."""
    return "".join(text_at(x, top - 1.6 * size * place, line, size) for place, line in enumerate(lines))


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph cut into lines of so many characters."""
    return [text[start : start + width] for start in range(0, len(text), width)]


def codes(read: Imported) -> set[str]:
    return {note.code for note in read.notes}


TERMS = [
    "第１条（目的）",
    *wrapped(f"１　{SENTENCE}", 20),
    "２　当社は、これを改める。",
    "第２条（通知）",
    "当社は、通知する。",
]
TEXT = f"第１条（目的）\n１　{SENTENCE}\n２　当社は、これを改める。\n第２条（通知）\n当社は、通知する。\n"


def test_wrapped_lines_become_paragraphs() -> None:
    read = read_pdf(pdf_of(printed(TERMS)), name="a.pdf")
    assert (read.text, read.old_text) == (TEXT, None)


def test_running_lines_and_page_numbers_go_and_a_paragraph_goes_on_over_the_page() -> None:
    long = wrapped(f"１　{SENTENCE * 6}", 40)
    pages = [long[:3], long[3:6], long[6:]]
    drawn = [
        text_at(60, 800, "月見クラウド利用規約") + printed(lines, top=760) + text_at(290, 30, f"- {number} -")
        for number, lines in enumerate(pages, 1)
    ]
    read = read_pdf(pdf_of(text_at(60, 790, "月見クラウド利用規約") + drawn[0], *drawn[1:]), name="a.pdf")
    assert f"１　{SENTENCE * 6}\n" in read.text
    assert "- 2 -" not in read.text
    assert read.text.count("月見クラウド利用規約") == 1


@pytest.mark.parametrize("foot", ["1 / 1", "1", "- 1 -", "月見商会　　1 / 1　　案"])
def test_the_page_number_of_a_sole_page_goes(foot: str) -> None:
    read = read_pdf(pdf_of(printed(TERMS) + text_at(200, 30, foot)), name="a.pdf")
    assert read.text == TEXT
    assert codes(read) & {"page_numbers", "running_lines"}


def test_page_numbers_among_other_words_go_from_two_pages() -> None:
    pages = [
        printed(lines) + text_at(200, 30, f"月見商会　　{number} / 2")
        for number, lines in enumerate((TERMS[:-2], TERMS[-2:]), 1)
    ]
    assert read_pdf(pdf_of(*pages), name="a.pdf").text == TEXT


TITLE = "月見クラウド利用規約"
MORE = ["第３条（委託）", *wrapped(f"１　{SENTENCE}", 20)]


def test_a_line_over_both_of_two_pages_goes_but_not_one_that_begins_something() -> None:
    pages = [TITLE, *TERMS], MORE
    headed = [text_at(480, 820, "社外秘") + printed(lines) for lines in pages]
    assert read_pdf(pdf_of(*headed), name="a.pdf").text == f"{TITLE}\n{TEXT}第３条（委託）\n１　{SENTENCE}\n"
    listed = [printed(["（１）　なし", *lines]) for lines in pages]
    assert read_pdf(pdf_of(*listed), name="a.pdf").text.count("なし") == 2


def test_a_title_that_is_said_over_the_second_page_too_is_said_once() -> None:
    read = read_pdf(pdf_of(*(printed([TITLE, *lines]) for lines in (TERMS, MORE))), name="a.pdf")
    assert read.text == f"{TITLE}\n{TEXT}第３条（委託）\n１　{SENTENCE}\n"


@pytest.mark.parametrize("foot", ["料金は 1 / 2 とする。", "2 / 3", "割引　　1 / 2", "第１号の 1"])
def test_a_last_line_that_is_no_page_number_of_the_sole_page_stays(foot: str) -> None:
    read = read_pdf(pdf_of(printed(TERMS) + text_at(200, 30, foot)), name="a.pdf")
    assert "".join(read.text.splitlines()[-1].split()) == "".join(foot.split())


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_shown_turned_read_alike(angle: int) -> None:
    assert "".join(read_pdf(turned(pdf_of(printed(TERMS)), angle), name="a.pdf").text.split()) == "".join(TEXT.split())


def test_type_printed_twice_is_read_once_and_noted() -> None:
    twice = printed(TERMS) + printed(TERMS, x=60.3)
    read = read_pdf(pdf_of(twice), name="a.pdf")
    assert read.text == TEXT
    assert "pdf_twice" in codes(read)


def test_kangxi_radicals_become_ideographs_and_are_noted() -> None:
    read = read_pdf(pdf_of(printed(["第１条（⽬的）", "⽤語は、次のとおりとする。"])), name="a.pdf")
    assert read.text == "第１条（目的）\n用語は、次のとおりとする。\n"


def test_readings_above_words_are_set_aside_and_noted() -> None:
    page = text_at(60, 700, "当社は、寄託物を預かる。") + text_at(100, 710.5, "きたくぶつ", 5)
    read = read_pdf(pdf_of(page), name="a.pdf")
    assert read.text == "当社は、寄託物を預かる。\n"
    assert "きたくぶつ" in "".join(str(note) for note in read.notes)


def test_white_words_are_read_and_noted() -> None:
    read = read_pdf(pdf_of(printed(["当社は、通知する。"]) + "1 1 1 rg\n" + text_at(60, 600, "白い文字")), name="a.pdf")
    assert "白い文字" in read.text
    assert "pdf_white" in codes(read)


def test_two_columns_are_read_one_after_the_other_and_noted() -> None:
    left, right = wrapped(SENTENCE * 6, 20)[:12], wrapped("利用者は、料金を支払うものとする。" * 20, 20)[:12]
    read = read_pdf(pdf_of(printed(left, x=60) + printed(right, x=300)), name="a.pdf")
    assert "".join(left) in read.text.replace("\n", "")
    assert "".join(right) in read.text.replace("\n", "")
    assert "pdf_columns" in codes(read)


def cells(columns: Sequence[float], top: float, rows: Sequence[tuple[int, Sequence[Sequence[str]]]]) -> str:
    """A ruled table: rows as high as so many lines, each cell its lines."""
    heights, drawn = [top], ""
    for lines, row in rows:
        for x, cell in zip(columns, row, strict=False):
            drawn += "".join(text_at(x + 5, heights[-1] - 14 - 14 * place, line) for place, line in enumerate(cell))
        heights.append(heights[-1] - 14 * lines - 8)
    return drawn + rules(columns, heights)


def test_an_ordinary_table_stands_in_its_place_with_pipes() -> None:
    page = text_at(60, 780, "料金は、次のとおりとする。") + text_at(60, 600, "以上の料金は、税込みとする。")
    page += cells([60, 200, 340], 760, [(1, [["区分"], ["料金"]]), (1, [["基本|共通"], ["100円"]])])
    assert read_pdf(pdf_of(page), name="a.pdf").text.splitlines() == [
        "料金は、次のとおりとする。",
        "| 区分 | 料金 |",
        "| --- | --- |",
        "| 基本\\|共通 | 100円 |",
        "以上の料金は、税込みとする。",
    ]


WIDTHS = [60, 280, 500, 560]
HEADINGS = (1, [["改定前"], ["改定後"], ["備考"]])


def comparison() -> bytes:
    """A table over two pages, with headings on both; a cell is parted by the page, another says that it is new."""
    old, new = wrapped(f"１　{SENTENCE}", 20), wrapped(f"１　{SENTENCE}また、{SENTENCE}", 20)
    first = cells(
        WIDTHS, 780, [HEADINGS, (1, [["第1条（目的）"], ["第1条（趣旨）"], ["変更"]]), (3, [old[:3], new[:3], []])]
    )
    rest = [
        (4, [old[3:], new[3:], []]),
        (2, [["（新設）"], ["２　当社は、通知する。"], ["新設"]]),
        (1, [["（略）"]] * 3),
    ]
    return pdf_of(text_at(60, 800, "新旧対照表") + first, cells(WIDTHS, 780, [HEADINGS, *rest]))


def test_a_ruled_comparison_table_gives_both_editions() -> None:
    read = read_pdf(comparison(), name="a.pdf")
    assert read.old_text == f"第1条（目的）\n１　{SENTENCE}\n（略）\n"
    assert read.text == f"第1条（趣旨）\n１　{SENTENCE}また、{SENTENCE}\n２　当社は、通知する。\n（略）\n"
    told = "".join(str(note) for note in read.notes)
    assert "「新旧対照表」" in told
    assert "3個（「変更」「新設」「（略）」）" in told


def test_a_comparison_without_rules_at_left_and_right_is_read_too() -> None:
    page = cells([60, 280, 500], 780, [(1, [["旧"], ["新"]]), (1, [["第1条（目的）"], ["第1条（趣旨）"]])])
    open_sides = page.replace("60 736 m 60 780 l S\n", "").replace("500 736 m 500 780 l S\n", "")
    assert len(open_sides) < len(page)
    read = read_pdf(pdf_of(open_sides), name="a.pdf")
    assert (read.old_text, read.text) == ("第1条（目的）\n", "第1条（趣旨）\n")


def test_a_comparison_without_any_rules_is_warned_of() -> None:
    row = text_at(60, 740, "第1条（目的）") + text_at(300, 740, "第1条（趣旨）")
    headings = text_at(60, 760, "改定前") + text_at(300, 760, "改定後")
    read = read_pdf(pdf_of(text_at(60, 800, "新旧対照表") + headings + row), name="a.pdf")
    assert "pdf_mixed_sides" in codes(read)
    assert "pdf_mixed_sides" not in codes(read_pdf(PLAIN, name="a.pdf"))


# --- what is refused ---

PLAIN = pdf_of(printed(TERMS))
SCANNED = pdf_of("", "", extra="/Annots []")
CID = "<< /Type /Font /Subtype /Type0 /BaseFont /Moon /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Moon /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>"  # noqa: E501


def picture_pages(count: int) -> bytes:
    """Pages with nothing but a small picture drawn over all of them."""
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
    return pdf_of(*[picture] * count)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no PDF", "PDFではありません"),
        (PLAIN[: len(PLAIN) // 2], "途中で切れています"),
        (b"%PDF-1.7\nrubbish\n%%EOF\n", "PDFとして読めません"),
        (encrypted(PLAIN, user="secret", owner="owner"), "パスワード"),
        (picture_pages(3), "1～3ページには文字の情報がなく"),
        (SCANNED, "文字がありません"),
        (pdf_of(printed(TERMS), font=CID), "文字コードの情報がなく"),
        (pdf_of(b"0 0 m " * (8 << 20)), "1ページは内容が大きすぎて"),
        (nested_forms(9, 10, last=printed(TERMS)), "1ページは内容が大きすぎて"),
    ],
    ids=["other", "cut", "broken", "encrypted", "scanned", "empty", "unmapped", "bomb", "forms"],
)
def test_what_cannot_be_read_is_refused_within_seconds(data: bytes, words: str) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_pdf(data, name="規約.pdf")
    assert "規約.pdf" in str(refusal.value)
    assert time.monotonic() - start < 15


def test_words_in_forms_are_read() -> None:
    assert read_pdf(nested_forms(3, 1, last=printed(TERMS)), name="a.pdf").text == TEXT


def test_a_password_for_changes_alone_does_not_hinder_reading() -> None:
    assert read_pdf(encrypted(PLAIN, user="", owner="owner"), name="a.pdf").text == TEXT


def test_files_and_pages_beyond_the_limits_are_refused(settings) -> None:
    settings.IMPORT_PDF_PAGES = 2
    with pytest.raises(UnreadableFile, match="2ページまで"):
        read_pdf(pdf_of(*[printed(TERMS)] * 3), name="a.pdf")
    settings.IMPORT_FILE_BYTES = 100
    with pytest.raises(UnreadableFile, match="上限は100バイト"):
        read_pdf(PLAIN, name="a.pdf")


def test_a_file_that_takes_too_long_is_given_up(settings) -> None:
    settings.IMPORT_SECONDS = 1
    with pytest.raises(UnreadableFile, match="1秒で読み終わらなかった"):
        read_pdf(pdf_of(*["0 0 m 1 1 l S\n" * 200_000] * 20), name="a.pdf")


def test_some_scanned_pages_among_others_are_noted() -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
    read = read_pdf(pdf_of(printed(TERMS), printed(TERMS), picture), name="a.pdf")
    assert any(note.code == "pdf_scanned" and dict(note.values)["pages"] == "3" for note in read.notes)


def test_every_character_of_long_terms_comes_back() -> None:
    lines = [
        f"第{number}条（見出し{number}）" if number % 9 == 0 else SENTENCE[: 10 + number % 28] for number in range(900)
    ]
    pages = [printed(lines[start : start + 45]) for start in range(0, 900, 45)]
    read = read_pdf(pdf_of(*pages), name="a.pdf")
    assert re.sub(r"\s", "", read.text) == "".join(lines)
