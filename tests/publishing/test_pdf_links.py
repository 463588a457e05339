"""References in an edition's PDF: links to the right place, that nobody sees in print."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from portal.publishing import pdf_process
from portal.publishing.glyphs import missing_files
from portal.publishing.pdf import EditionFace, render_edition_pdf
from portal.publishing.pdf_process import worker_environment
from portal.text.html import document as html_document
from portal.text.parser import parse
from tests.machine import require
from tests.publishing.test_pdf import tags_of

FACE = EditionFace("みなと利用規約")
LONG = "会員は、図書室の本を大切に扱い、期日までに返すものとします。" * 40
TEXT = f"""\
みなと利用規約

第１条（目的）
１．みなと利用規約第３条（会費）第２項第１号ロ、附則第２項及び別表第１による。
２．前項及び第２条から第３条までによる。
| 第３条第１項 | 別表第１ |

第２条（本）
{LONG}

第３条（会費）
１．{LONG}
２．次の者は払わない。
（１）次の者
イ　会長
ロ　書記

附則
１　四月から施行する。
２　前項による。

別表第１
{LONG}
第３条の額
"""
PLACES = {
    "art-1-p1": "１．みなと利用規約",
    "art-2": "第２条（本）",
    "art-3": "第３条（会費）",
    "art-3-p1": "１．会員は、",
    "art-3-p2-i1-s2": "ロ　書記",
    "suppl-p1": "１　四月から施行する。",
    "suppl-p2": "２　前項による。",
    "table-1": "別表第１",
}
"""The anchors that are led to, and how the line begins that stands there."""


@pytest.fixture(scope="module", autouse=True)
def fonts_and_libraries() -> None:
    require(not missing_files(), "the PDF fonts")


@pytest.fixture(scope="module")
def edition() -> bytes:
    return render_edition_pdf(FACE, parse(TEXT).document)


def text_inside(path: Path, page: int, left: float, top: float, width: float, height: float) -> str:
    """The words in a rectangle of a page (from 0), in points from its left upper corner, without blanks."""
    require(shutil.which("pdftotext"), "pdftotext (poppler-utils)")
    area = ["-x", left, "-y", top, "-W", width, "-H", height, "-f", page + 1, "-l", page + 1, "-r", 72]
    command = ["pdftotext", *map(str, (each if isinstance(each, str) else round(each) for each in area)), "-raw"]
    done = subprocess.run([*command, str(path), "-"], capture_output=True, check=True, text=True)
    return re.sub(r"\s", "", done.stdout)


def links_of(pdf: bytes, path: Path) -> list[tuple[str, str]]:
    """The words under each link and where it leads, in reading order."""
    path.write_bytes(pdf)
    found = []
    for number, page in enumerate(pypdf.PdfReader(BytesIO(pdf)).pages):
        for link in (each.get_object() for each in page.get("/Annots", [])):
            left, bottom, right, top = sorted_box(link["/Rect"])
            upper = float(page.mediabox.height) - top
            words = text_inside(path, number, left + 2, upper + 3, right - left - 4, top - bottom - 6)
            found.append((words, str(link["/Dest"])))
    return found


def sorted_box(box: object) -> tuple[float, float, float, float]:
    left, one, right, other = (float(each) for each in box)
    return left, min(one, other), right, max(one, other)


def test_exactly_the_words_of_references_are_links(edition: bytes, tmp_path: Path) -> None:
    assert links_of(edition, tmp_path / "a.pdf") == [
        ("第３条（会費）第２項第１号ロ", "art-3-p2-i1-s2"),
        ("附則第２項", "suppl-p2"),
        ("別表第１", "table-1"),
        ("前項", "art-1-p1"),
        ("第２条", "art-2"),
        ("第３条", "art-3"),
        ("第３条第１項", "art-3-p1"),
        ("別表第１", "table-1"),
        ("前項", "suppl-p1"),
        ("第３条", "art-3"),
    ]


def test_links_lead_to_the_page_and_line_of_what_they_name(edition: bytes, tmp_path: Path) -> None:
    (path := tmp_path / "a.pdf").write_bytes(edition)
    reader = pypdf.PdfReader(BytesIO(edition))
    pages = set()
    for anchor, begins in PLACES.items():
        place = reader.named_destinations[anchor]
        number = reader.get_destination_page_number(place)
        pages.add(number)
        height = float(reader.pages[number].mediabox.height)
        words = text_inside(path, number, place.left - 12, height - place.top, 400, 30)
        assert re.sub(r"\s", "", begins) in words
    assert len(pages) > 2


def test_links_are_tagged_as_such(edition: bytes) -> None:
    assert tags_of(edition).count("Link") == 10


def test_links_say_their_words_to_those_who_hear_them(edition: bytes) -> None:
    annotations = [
        note.get_object() for page in pypdf.PdfReader(BytesIO(edition)).pages for note in page.get("/Annots", ())
    ]
    spoken = [str(note["/Contents"]) for note in annotations if note["/Subtype"] == "/Link"]
    assert spoken[:3] == ["第３条（会費）第２項第１号ロ", "附則第２項", "別表第１"]


def test_links_are_not_to_be_seen_in_print(edition: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(shutil.which("pdftoppm"), "pdftoppm (poppler-utils)")
    monkeypatch.setattr(html_document, "reference_links", lambda document: ((),) * len(document.clauses))
    plain = render_edition_pdf(FACE, parse(TEXT).document)
    assert "Link" not in tags_of(plain)
    for name, pdf in (("with", edition), ("without", plain)):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "60", f"{name}.pdf", name], cwd=tmp_path, check=True)
    pictures = {
        name: [path.read_bytes() for path in sorted(tmp_path.glob(f"{name}-*.ppm"))] for name in ("with", "without")
    }
    assert len(pictures["with"]) > 2
    assert pictures["with"] == pictures["without"]


def test_bytes_with_links_repeat_in_another_process(edition: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pdf_process, "worker_environment", lambda scratch: worker_environment(scratch) | {"PYTHONHASHSEED": "4711"}
    )
    assert render_edition_pdf(FACE, parse(TEXT).document) == edition


def test_a_title_in_markdown_is_printed_without_its_marks() -> None:
    pdf = render_edition_pdf(EditionFace("規約"), parse("# みなと利用規約\n\n第１条（目的）\n定める。\n").document)
    assert pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().startswith("みなと利用規約")
