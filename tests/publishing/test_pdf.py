"""PDFs read back: text complete and in order, our fonts only, tagged, the same bytes every time."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from portal.comparison.house_style import THREE_COLUMN, TWO_COLUMN, Paper
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.publishing import pdf_process
from portal.publishing.comparison_pdf import comparison_page
from portal.publishing.glyphs import missing_files
from portal.publishing.pdf import (
    ComparisonFace,
    EditionFace,
    MissingGlyph,
    PdfError,
    PdfFailed,
    PdfUnavailable,
    edition_page,
    render_comparison_pdf,
    render_edition_pdf,
)
from portal.publishing.pdf_process import ROOT, Limits, html_to_pdf, worker_environment
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind
from tests.machine import require

FACE = EditionFace(
    terms_name="ゆうなぎ利用約款",
    edition_label="第3版",
    effective_date=date(2024, 9, 1),
    issuer_name="株式会社ゆうなぎ",
    issuer_address="東京都港区海岸一丁目",
    issuer_representative="代表取締役　浜辺葵",
)
TERMS = """\
ゆうなぎ利用約款

第１章　総則

第１条（目的）
この約款は、サービスの利用に適用します。

第２条（定義）
１．用語の意味は、次のとおりです。
（１）サービス
イ．本体
（２）利用者
２．料金は、次の表によります。
| 区分 | 料金 |
| --- | ---: |
| 基本 | 1,000円 |

附則（2024年9月1日）
この約款は、2024年9月1日から施行します。
"""
LYING = {"top": 55, "bottom": 540}
SECOND_COLUMN, BELOW_TITLE = 386, 90
COMPARISON_FACE = ComparisonFace(
    "ゆうなぎ利用約款", "第2版", "第3版", date(2023, 1, 1), date(2024, 9, 1), "株式会社ゆうなぎ"
)


@pytest.fixture(scope="module", autouse=True)
def fonts_and_libraries() -> None:
    require(not missing_files(), "the PDF fonts")


@pytest.fixture(scope="module")
def edition() -> bytes:
    return render_edition_pdf(FACE, parse(TERMS).document)


def document(*lines: str) -> Document:
    return Document((Clause(Kind.ARTICLE, "第１条", (1,), "目的", "\n".join(lines) + "\n", "L（C）\n"),))


def comparison(*rows: Row) -> ComparisonTable:
    return ComparisonTable(THREE_COLUMN, rows)


def row(new: str, old: str, *marks: tuple[int, int]) -> Row:
    return Row(RowKind.CHANGED, Cell(old, (), ((0, 1),)), Cell(new, marks, ((0, 1),)), "(変更)")


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def body_pages(pdf: bytes, tmp_path: Path, *, top: int = 75, bottom: int = 765, left: int = 0) -> list[str]:
    """The text of each page between header and footer (in points from the page's top and left edge)."""
    require(shutil.which("pdftotext"), "pdftotext (poppler-utils)")
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf)
    area = ["-x", str(left), "-y", str(top), "-W", "850", "-H", str(bottom - top)]
    command = ["pdftotext", "-r", "72", *area, "-raw", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return done.stdout.removesuffix("\f").split("\f")


def body_text(pdf: bytes, tmp_path: Path, **area: int) -> str:
    """The text of all pages between header and footer, without blanks."""
    return re.sub(r"\s", "", "".join(body_pages(pdf, tmp_path, **area)))


def squeezed(text: str) -> str:
    lines = (line for line in text.splitlines() if not re.fullmatch(r"[|:\- ]*-[|:\- ]*", line.strip()))
    return re.sub(r"[\s|]", "", "".join(lines))


def tags_of(pdf: bytes) -> list[str]:
    """The kinds of all elements of the structure tree, in reading order."""
    found = []

    def walk(element: object) -> None:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif isinstance(element, dict):
            if "/S" in element:
                found.append(element["/S"][1:])
            walk(element.get("/K"))

    walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


# --- what a reader gets ---


def test_the_text_extracts_whole_and_in_order(edition: bytes, tmp_path: Path) -> None:
    title, rest = TERMS.split("\n", 1)
    face = "第3版2024年9月1日施行株式会社ゆうなぎ東京都港区海岸一丁目代表取締役浜辺葵"
    assert body_text(edition, tmp_path) == title + face + squeezed(rest)


@pytest.mark.parametrize("path", ["dnet-onboarding/clean.txt", "tsukuroa-work-rules/v5.txt"])
def test_a_real_document_extracts_whole_and_in_order(corpus: Path, tmp_path: Path, path: str) -> None:
    text = (corpus / path).read_text()
    pdf = render_edition_pdf(EditionFace("約款"), parse(text).document)
    assert body_text(pdf, tmp_path) == squeezed(text)


def test_a_label_with_its_text_beside_it_extracts_in_order(tmp_path: Path) -> None:
    text = "（目的）\n第一条　この約款は、適用する。\n２　次のとおりとする。\n一　甲\n\n第二条の三　支払う。\n"
    pdf = render_edition_pdf(EditionFace("約款"), parse(text).document)
    assert body_text(pdf, tmp_path) == "約款" + squeezed(text)
    assert re.sub(r"\s", "", reader(pdf).pages[0].extract_text()).startswith("約款" + squeezed(text))


def test_header_and_footer_say_which_edition_of_what_and_from_when(edition: bytes) -> None:
    long = render_edition_pdf(FACE, document(*["あいうえお。"] * 60))
    second = reader(long).pages[1].extract_text()
    for words in ("ゆうなぎ利用約款", "第3版", "株式会社ゆうなぎ", "2 / 2", "2024年9月1日施行"):
        assert words in second


def test_an_edition_of_which_nothing_is_known_is_its_text(tmp_path: Path) -> None:
    pdf = render_edition_pdf(EditionFace(""), document("あ"))
    assert re.sub(r"\s", "", reader(pdf).pages[0].extract_text()) == "第１条（目的）あ1/1"
    assert reader(pdf).metadata.title == "約款"
    assert "H1" not in tags_of(pdf)


def test_a_face_with_nothing_but_a_name_prints_no_empty_words() -> None:
    text = reader(render_edition_pdf(EditionFace("約款"), document("あ"))).pages[0].extract_text()
    assert re.sub(r"\s", "", text) == "約款第１条（目的）あ1/1"


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    parts = (
        f"第{number}章　総則\n\n第{number}節　通則\n\n（目的）\n第{number}条　あ。\n" + "２　い。\n" * (number % 7)
        for number in range(1, 100)
    )
    pdf = render_edition_pdf(EditionFace("約款"), parse("\n".join(parts)).document)
    last_lines = [page.strip().splitlines()[-1] for page in body_pages(pdf, tmp_path)]
    assert len(last_lines) > 10
    assert [line for line in last_lines if not line.endswith("。")] == []


def test_chapters_and_articles_are_bookmarks(edition: bytes) -> None:
    def titles(outline: list) -> list:
        return [titles(each) if isinstance(each, list) else each.title for each in outline]

    assert titles(reader(edition).outline) == [
        "第１章　総則",
        ["第１条（目的）", "第２条（定義）"],
        "附則（2024年9月1日）",
    ]


def test_the_pdf_is_tagged_and_names_its_language_and_title(edition: bytes) -> None:
    root = reader(edition).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader(edition).metadata.title == "ゆうなぎ利用約款 第3版"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_headings_and_tables_are_tagged_as_such(edition: bytes) -> None:
    tags = tags_of(edition)
    assert [tag for tag in tags if re.fullmatch(r"H\d", tag)] == ["H1", "H2", "H3", "H3", "H2"]
    assert tags.count("Table") == 1
    assert (tags.count("TH"), tags.count("TD")) == (2, 2)


def test_only_our_fonts_are_used_and_all_are_embedded() -> None:
    pdf = reader(render_edition_pdf(FACE, document("漢字 kana 𠮷野 ☑ 😀")))
    names = set()
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
            names.add(str(descendant["/BaseFont"]).split("+")[1])
    assert names == {"BIZ-UDMincho", "BIZ-UDGothic", "BIZ-UDGothic-Bold", "IPAmjMincho", "DejaVu-Sans"}


def test_qpdf_finds_no_fault(edition: bytes, tmp_path: Path) -> None:
    require(shutil.which("qpdf"), "qpdf")
    (tmp_path / "a.pdf").write_bytes(edition)
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_file_holds_no_time(edition: bytes) -> None:
    assert {key for key in reader(edition).metadata if "Date" in key} == set()
    assert b"CreateDate" not in reader(edition).trailer["/Root"]["/Metadata"].get_data()


# --- comparison ---


def test_a_comparison_reads_row_by_row_and_ends_with_its_closing_words(tmp_path: Path) -> None:
    pdf = render_comparison_pdf(COMPARISON_FACE, comparison(row("（１）料金は二百円", "（１）料金は百円", (6, 8))))
    assert body_text(pdf, tmp_path, **LYING) == (
        "ゆうなぎ利用約款新旧対照表株式会社ゆうなぎ旧：第2版（2023年1月1日施行）新：第3版（2024年9月1日施行）"
        "下線部分は変更箇所新旧備考（１）料金は二百円（１）料金は百円(変更)以上"
    )


def test_a_comparison_lies_on_its_side_and_is_a_tagged_table() -> None:
    pdf = render_comparison_pdf(COMPARISON_FACE, comparison(row("あ", "い"), row("う", "え")))
    box = reader(pdf).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    tags = tags_of(pdf)
    assert (tags.count("Table"), tags.count("TH"), tags.count("TD")) == (1, 3, 6)


def test_a_comparison_stands_upright_where_its_style_says_so() -> None:
    table = ComparisonTable(replace(THREE_COLUMN, paper=Paper.PORTRAIT), (row("あ", "い"),))
    box = reader(render_comparison_pdf(COMPARISON_FACE, table)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_pages_are_numbered_out_of_how_many(tmp_path: Path) -> None:
    pdf = render_comparison_pdf(COMPARISON_FACE, comparison(*[row("あ\n" * 9, "い")] * 12))
    feet = body_pages(pdf, tmp_path, top=LYING["bottom"], bottom=590)
    assert [re.search(r"\d+ / \d+", foot)[0] for foot in feet] == [
        f"{n} / {len(feet)}" for n in range(1, len(feet) + 1)
    ]


def test_the_legend_is_printed_only_where_there_are_lines_to_explain(tmp_path: Path) -> None:
    table = ComparisonTable(replace(THREE_COLUMN, underline=False), (row("あ", "い", (0, 1)),))
    assert "下線" not in body_text(render_comparison_pdf(COMPARISON_FACE, table), tmp_path)


def lines_drawn(old: Cell, new: Cell) -> int:
    """How many lines are drawn on the page of a table of one row, besides its frame."""

    def drawn(*rows: Row) -> int:
        pdf = render_comparison_pdf(COMPARISON_FACE, ComparisonTable(TWO_COLUMN, rows))
        content = reader(pdf).pages[0].get_contents().get_data()
        return sum(line.endswith(b" l") for line in content.splitlines())

    bare = [replace(cell, marks=(), double=()) for cell in (old, new)]
    return drawn(Row(RowKind.MOVED, old, new)) - drawn(Row(RowKind.MOVED, *bare))


@pytest.mark.parametrize(("marks", "double", "lines"), [((0, 3), (), 1), ((0, 3), ((0, 3),), 2)])
def test_marks_are_drawn_as_lines_and_those_of_whole_units_as_two(
    marks: tuple[int, int], double: tuple[tuple[int, int], ...], lines: int
) -> None:
    assert lines_drawn(Cell("（削る）"), Cell("（１）手紙", (marks,), ((0, 5),), double)) == lines


def test_what_was_deleted_is_underlined_and_not_struck_through() -> None:
    """The old side's marks are <del>, which is struck through unless a style sheet says otherwise."""
    assert lines_drawn(Cell("一二三四", ((0, 3),), ((0, 4),)), Cell("五", (), ((0, 1),))) == 1
    assert lines_drawn(Cell("一二三四", ((0, 4),), ((0, 4),)), Cell("（削る）")) == 1


def test_a_row_longer_than_a_page_breaks_and_repeats_the_heading() -> None:
    long = "\n".join(f"{number}行目の文です。" for number in range(100))
    pages = reader(render_comparison_pdf(COMPARISON_FACE, comparison(row("前", "前"), row(long, "短い")))).pages
    assert len(pages) > 2
    for page in pages:
        assert "備考" in page.extract_text()
    text = "".join(page.extract_text() for page in pages)
    assert [number for number in range(100) if f"{number}行目の文です。" not in text] == []


def test_a_short_row_stays_on_one_page(tmp_path: Path) -> None:
    rows = [
        row(f"新{number:02}の" + "規定を次のとおりに改めます。" * (number % 5 + 2), f"旧{number:02}の規定")
        for number in range(60)
    ]
    pages = body_pages(render_comparison_pdf(COMPARISON_FACE, comparison(*rows)), tmp_path, **LYING)
    assert len(pages) > 5
    for words in pages:
        assert re.findall(r"新(\d\d)の", words) == re.findall(r"旧(\d\d)の", words)


def test_no_heading_stands_alone_at_the_foot_of_a_page_of_a_comparison(tmp_path: Path) -> None:
    rows = []
    for number in range(1, 60):
        rows += [row(f"第{number}条（目的）", f"第{number}条（目的）"), *[row("１．あ", "１．い")] * (number % 4 + 1)]
    pages = body_pages(render_comparison_pdf(COMPARISON_FACE, comparison(*rows)), tmp_path, **LYING)
    assert len(pages) > 5
    assert [page for page in pages if "（目的）" in page.split("(変更)")[-2]] == []


def test_lines_with_pipes_are_tables_in_the_cells_of_a_comparison(tmp_path: Path) -> None:
    new, old = (f"１．次の表。\n| 区分 | 料金 |\n| --- | --- |\n| 基本 | {price}円 |\n以下同じ。" for price in (20, 10))
    pdf = render_comparison_pdf(COMPARISON_FACE, comparison(row(new, old)))
    printed = body_text(pdf, tmp_path, **LYING)
    assert printed.endswith(
        "備考１．次の表。区分料金基本20円以下同じ。１．次の表。区分料金基本10円以下同じ。(変更)以上"
    )
    assert tags_of(pdf).count("Table") == 3


@pytest.mark.parametrize("columns", [3, 8, 14])
def test_a_wide_table_stays_inside_its_cell(columns: int, tmp_path: Path) -> None:
    new = f"{'| ' + '長い言葉' * 12} {'| 2024-04-01T00:00:00' * (columns - 1)} |"
    pdf = render_comparison_pdf(ComparisonFace("", "", ""), comparison(row(new, "")))
    right = body_text(pdf, tmp_path, left=SECOND_COLUMN, top=BELOW_TITLE, bottom=LYING["bottom"])
    assert right.startswith("旧備考(変更)")
    assert right.replace("旧備考", "") == "(変更)以上"


@pytest.mark.parametrize(
    ("face", "printed", "header"),
    [
        (ComparisonFace("", "", ""), "新旧対照表", "新旧対照表"),
        (ComparisonFace("約款", "", ""), "約款新旧対照表", "約款新旧対照表"),
        (ComparisonFace("約款", "", "第2版"), "約款新旧対照表新：第2版", "約款新旧対照表（第2版）"),
        (ComparisonFace("", "第1版", ""), "新旧対照表旧：第1版", "新旧対照表（第1版から）"),
        (
            ComparisonFace("約款", "", "", date(2023, 1, 1), date(2024, 9, 1), "会社"),
            "約款新旧対照表会社旧：2023年1月1日施行新：2024年9月1日施行",
            "約款新旧対照表",
        ),
        (ComparisonFace("", "", "", issuer_name="会社"), "新旧対照表会社", "新旧対照表"),
    ],
)
def test_a_face_with_gaps_prints_only_what_is_known(
    face: ComparisonFace, printed: str, header: str, tmp_path: Path
) -> None:
    pdf = render_comparison_pdf(face, comparison(row("あ", "い")))
    assert body_text(pdf, tmp_path, **LYING) == printed + "下線部分は変更箇所新旧備考あい(変更)以上"
    assert body_text(pdf, tmp_path, top=0, bottom=55) == header
    assert reader(pdf).metadata.title.replace(" ", "") == header


def test_the_sides_are_named_as_the_house_style_heads_them(tmp_path: Path) -> None:
    pdf = render_comparison_pdf(COMPARISON_FACE, ComparisonTable(TWO_COLUMN, (row("あ", "い"),)))
    assert "改定前：第2版（2023年1月1日施行）改定後：第3版（2024年9月1日施行）" in body_text(pdf, tmp_path, **LYING)


def test_words_meant_for_the_ear_are_not_printed(tmp_path: Path) -> None:
    pdf = render_comparison_pdf(COMPARISON_FACE, ComparisonTable(TWO_COLUMN, (row("あ", "い"),)))
    assert "変更：" not in body_text(pdf, tmp_path, **LYING)


# --- bytes ---


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_bytes_repeat_in_another_process_with_another_hash_seed_and_time_zone(
    edition: bytes, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    other = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": seed, "LC_ALL": "C"}
    monkeypatch.setattr(pdf_process, "worker_environment", lambda scratch: worker_environment(scratch) | other)
    assert render_edition_pdf(FACE, parse(TERMS).document) == edition


def test_another_text_gives_another_identifier(edition: bytes) -> None:
    other = render_edition_pdf(FACE, parse(TERMS.replace("意味", "定義")).document)
    assert reader(other).trailer["/ID"][0] != reader(edition).trailer["/ID"][0]


def test_size_grows_no_faster_than_the_text() -> None:
    lines = [f"{number}．第{number}の事項をこの約款に定めます。" * 3 for number in range(1, 801)]
    small, large = (render_edition_pdf(FACE, document(*lines[:count])) for count in (80, 800))
    assert len(reader(large).pages) > 8 * len(reader(small).pages)
    assert len(large) < 10 * len(small)


# --- refusals ---


@pytest.mark.parametrize(
    ("character", "code"), [("\U0001f9ff", "U+1F9FF"), ("ก", "U+0E01"), ("犬\U000e01ee", "U+72AC U+E01EE")]
)
def test_a_character_without_a_glyph_is_refused_with_its_place(character: str, code: str) -> None:
    with pytest.raises(MissingGlyph) as refusal:
        render_edition_pdf(FACE, document("一行目", f"二行目{character}です"))
    assert (refusal.value.character, refusal.value.place) == (character, "第１条（目的）の2行目")
    assert str(refusal.value) == (
        f"「{character}」（{code}）はPDFのフォントにない文字です。第１条（目的）の2行目を直してください。"
    )


def test_a_control_character_is_refused() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+0007.*事業者名"):
        render_edition_pdf(EditionFace("約款", issuer_name="会社\a"), document("あ"))


def test_a_missing_glyph_in_a_comparison_is_placed_in_its_row() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        render_comparison_pdf(COMPARISON_FACE, comparison(row("あ", "い"), row("う", "ก")))
    assert refusal.value.place == "新旧対照表の2行目（旧）"


def test_a_missing_glyph_that_only_the_layout_finds_is_refused_too() -> None:
    html = "<html lang=ja><title>a</title><body><p>ก"
    with pytest.raises(MissingGlyph) as refusal:
        html_to_pdf(html, [])
    assert refusal.value.character == "ก"


def test_variants_of_names_keep_their_form_and_their_text(tmp_path: Path) -> None:
    usual, rare = "葛\U000e0101", "葛\U000e0102"
    pdf = render_edition_pdf(EditionFace("約款"), document(f"甲{usual}乙{rare}丙葛丁"))
    assert body_text(pdf, tmp_path) == f"約款第１条（目的）甲葛乙{rare}丙葛丁"


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="a" src="http://127.0.0.1:9/a.png">',
        '<img alt="a" src="file:///etc/passwd">',
        '<img alt="a" src="data:,a">',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<p style="background: url(file:///etc/passwd)">a',
        "<style>@import 'file:///etc/passwd'</style>",
        "<style>@font-face { font-family: a; src: url(https://example.com/a) } p { font-family: a }</style>",
    ],
)
def test_no_address_is_ever_fetched(markup: str) -> None:
    with pytest.raises(PdfFailed, match="refused to fetch"):
        html_to_pdf(f"<html lang=ja><title>a</title><body>{markup}<p>a", [])


def test_markup_in_any_field_is_printed_and_not_obeyed(tmp_path: Path) -> None:
    markup = """<script>a()</script><img src="file:///etc/passwd">&amp;'"""
    face = EditionFace(markup, markup, markup, None, markup, markup, markup)
    clause = Clause(Kind.ARTICLE, markup, (1,), markup, f"{markup}\n", "L（C）\n")
    page = edition_page(face, Document((clause,)))
    assert "<script" not in page
    assert "<img" not in page
    printed = body_text(render_edition_pdf(face, Document((clause,))), tmp_path)
    assert printed == markup.replace(" ", "") * 5 + "{0}（{0}）{0}".format(markup.replace(" ", ""))


def test_markup_in_any_field_of_a_comparison_is_printed_and_not_obeyed() -> None:
    markup = """<script>a()</script><img src="file:///etc/passwd">&amp;'"""
    words = {"headings": (markup, markup), "remark_heading": markup, "legend": markup, "closing": markup}
    cell = Cell(markup, ((3, 9),), ((0, len(markup)),), ((0, 2),))
    table = ComparisonTable(replace(THREE_COLUMN, **words), (Row(RowKind.CHANGED, cell, cell, markup),))
    page = comparison_page(ComparisonFace(markup, markup, markup, None, None, markup), table)
    assert "<script" not in page and "<img" not in page
    assert render_comparison_pdf(ComparisonFace(markup, markup, markup), table).startswith(b"%PDF-")


def test_a_warning_breaks_off_the_rendering() -> None:
    with pytest.raises(PdfFailed, match="colour"):
        html_to_pdf("<html lang=ja><title>a</title><style>p { colour: red }</style><p>a", [])


def test_a_rendering_that_takes_too_long_is_ended() -> None:
    with pytest.raises(PdfFailed, match="0秒"):
        html_to_pdf("<html lang=ja>", [], limits=Limits(wall=0))


def test_a_rendering_that_takes_too_much_time_of_the_processor_is_ended() -> None:
    html = f"<html lang=ja><title>a</title><body>{'<p>あいうえお。' * 60_000}"
    with pytest.raises(PdfFailed, match="途中で終わりました"):
        html_to_pdf(html, [], limits=Limits(cpu=2))


def test_a_rendering_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(PdfError):
        html_to_pdf("<html lang=ja><title>a</title><p>a", [], limits=Limits(memory=64 << 20))


def test_missing_libraries_are_named_with_the_command_that_installs_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advice = "print('WeasyPrint could not import some external libraries.')"  # as it does, before the error
    (tmp_path / "weasyprint.py").write_text(f"{advice}\nraise OSError('cannot load library libpangoft2-1.0-0')")
    other = {"PYTHONPATH": str(tmp_path)}
    monkeypatch.setattr(pdf_process, "worker_environment", lambda scratch: worker_environment(scratch) | other)
    with pytest.raises(PdfUnavailable, match=r"libpangoft2-1.0-0.*apt-get install .*fonts-morisawa-bizud-mincho"):
        render_edition_pdf(FACE, document("あ"))


def test_the_worker_imports_neither_django_nor_settings(tmp_path: Path) -> None:
    code = "import sys, portal.publishing.pdf_worker; print(sorted({'django', 'portal.settings'} & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    environment = worker_environment(str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_worker_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    assert "s3cret" not in json.dumps(worker_environment(str(tmp_path)))
