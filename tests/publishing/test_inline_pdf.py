"""Inline marks in PDFs, read back: links that lead out, their addresses on paper, pictures with their words."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from PIL import Image

from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN
from portal.publishing.faces import ComparisonFace, EditionFace
from portal.publishing.glyphs import missing_files
from portal.publishing.pdf import ImageFile, PdfFailed, edition_page, render_comparison_pdf, render_edition_pdf
from portal.publishing.pdf_images import MOST_BYTES, image_addresses
from portal.publishing.pdf_process import html_to_pdf
from portal.text.parser import parse
from tests.machine import require
from tests.publishing.test_pdf import tags_of
from tests.text.test_inline_html import HOSTILE

FACE = EditionFace("月見クラウド利用規約")
TERMS = """\
月見クラウド利用規約

第１条（料金）
１．料金は、[料金表](https://a.jp/price?a=1&b=2)と**第２条**による。
２．問合せは、info@b.jp、https://c.jp/d.html 又は[窓口](mailto:m@e.jp)とする。

第２条（構成）
１．構成は、次の図のとおりとする。
![構成図](attachment:kousei.png)
２．ない図は、次のとおりとする。
![ない図](attachment:nai.png)
"""


def picture(width: int = 40, height: int = 20, *, kind: str = "PNG") -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "#336699").save(written, kind)
    return written.getvalue()


@pytest.fixture(scope="module", autouse=True)
def fonts_and_libraries() -> None:
    require(not missing_files(), "the PDF fonts")


@pytest.fixture(scope="module")
def edition() -> bytes:
    return render_edition_pdf(FACE, parse(TERMS).document, {"kousei.png": ImageFile(picture())})


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in reader(pdf).pages)


def links_of(pdf: bytes) -> list[tuple[str, str]]:
    """Each link out of the file: what it says of itself, and where it leads."""
    notes = [note.get_object() for page in reader(pdf).pages for note in page.get("/Annots", ())]
    return [(note["/Contents"], note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]


def elements_of(pdf: bytes, kind: str) -> list[dict[str, object]]:
    """The elements of a kind in the structure tree."""
    return [each for each in map(reader(pdf).get_object, range(1, 2000)) if _is(each, kind)]


def _is(each: object, kind: str) -> bool:
    return isinstance(each, dict) and each.get("/S") == f"/{kind}"


def test_links_lead_out_of_the_file(edition: bytes) -> None:
    assert links_of(edition) == [
        ("料金表", "https://a.jp/price?a=1&b=2"),
        ("info@b.jp", "mailto:info@b.jp"),
        ("https://c.jp/d.html", "https://c.jp/d.html"),
        ("窓口", "mailto:m@e.jp"),
    ]


def test_the_address_behind_words_is_printed_and_no_marker_is(edition: bytes) -> None:
    text = text_of(edition)
    assert "料金表（https://a.jp/price?a=1&b=2）と第２条による。" in text
    assert "又は窓口（m@e.jp）とする。" in text
    assert "**" not in text
    assert "](" not in text


def test_a_picture_has_its_description_for_those_who_hear_it(edition: bytes) -> None:
    assert [image.name for page in reader(edition).pages for image in page.images] != []
    assert tags_of(edition).count("Figure") == 1
    assert [figure["/Alt"] for figure in elements_of(edition, "Figure")] == ["構成図"]


def test_a_picture_that_is_not_there_is_told_in_words(edition: bytes) -> None:
    assert "〔図：ない図〕" in text_of(edition)


def test_equal_pictures_make_equal_bytes(edition: bytes) -> None:
    assert render_edition_pdf(FACE, parse(TERMS).document, {"kousei.png": ImageFile(picture())}) == edition


def test_a_jpeg_is_a_picture_whatever_it_is_called() -> None:
    pdf = render_edition_pdf(FACE, parse(TERMS).document, {"kousei.png": ImageFile(picture(kind="JPEG"))})
    assert tags_of(pdf).count("Figure") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "読めません"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "読めません"),
        (picture(kind="GIF"), "読めません"),
        (picture(300, 300)[:200], "読めません"),
        (picture(300, 300, kind="JPEG")[:700], "読めません"),
        (picture() + b"\0" * MOST_BYTES, "大きすぎます"),
        (picture(6000, 5000), "大きすぎます"),
    ],
    ids=["empty", "SVG", "GIF", "cut PNG", "cut JPEG", "bytes", "pixels"],
)
def test_what_is_no_picture_or_too_large_is_refused_by_its_name(content: bytes, words: str) -> None:
    with pytest.raises(PdfFailed, match=f"「kousei.png」.*{words}"):
        image_addresses({"kousei.png": ImageFile(content)})("kousei.png")


@pytest.mark.parametrize("address", ["data:image/svg+xml;base64,PHN2Zy8+", "data:text/html,a", "https://a.jp/x.png"])
def test_the_worker_still_refuses_every_other_address(address: str) -> None:
    with pytest.raises(PdfFailed, match="refused to fetch"):
        html_to_pdf(f'<html lang="ja"><title>t</title><img alt="a" src="{address}">', [])


def test_hostile_words_are_words_in_the_page_of_the_pdf() -> None:
    text = "第１条（目的）\n" + "\n".join(f"{place}．{words}" for place, words in enumerate(HOSTILE, start=1)) + "\n"
    document = parse(text).document
    page = edition_page(FACE, document)
    assert "<script" not in page
    assert "<b>" not in page
    links = links_of(render_edition_pdf(FACE, document))
    assert links != []
    assert all(target.startswith(("https://", "mailto:")) for _, target in links)


def test_a_comparison_has_live_links_and_marks_the_changed_address() -> None:
    old, new = (parse(TERMS.replace("price", price)).document for price in ("price", "fees"))
    face = ComparisonFace("月見クラウド利用規約", "第1版", "第2版")
    pdf = render_comparison_pdf(face, compare(old, new, style=THREE_COLUMN))
    assert "料金表（https://a.jp/fees?a=1&b=2）" in text_of(pdf)
    assert {target for _, target in links_of(pdf)} >= {"https://a.jp/fees?a=1&b=2", "https://a.jp/price?a=1&b=2"}
