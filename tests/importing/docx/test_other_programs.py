"""Files made by python-docx and by LibreOffice: no character lost, and numbers as LibreOffice prints them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from portal.importing.docx import read_docx
from portal.importing.imported import TrackedChanges, TrackedChoice
from tests.importing.docx.word_files import NAMESPACES, WORD, abstract, level, num, p, restart, word_file
from tests.machine import require

FILES = Path(__file__).parent / "files"
FORMATS = (
    "decimal", "decimalZero", "japaneseCounting", "irohaFullWidth", "iroha", "aiueoFullWidth", "aiueo",
    "decimalEnclosedCircle", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ideographTraditional",
    "chineseCountingThousand",
)  # fmt: skip
"""Formats that LibreOffice writes as Word does, up to 46; it has others of its own for the rest."""
SAVED_WRONG = ("iroha", "irohaFullWidth")
"""LibreOffice prints them right and saves each as the other."""
LEVELS = (level(0, "第%1条"), level(1, "%2."), level(2, "(%3)"), level(3, "%1.%2.%4", "lowerLetter"))
PLACES: Mapping[str, tuple[tuple[int, int], ...]] = {
    "levels": ((1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 3), (1, 3), (1, 0)),
    "begins below": ((1, 1), (1, 2), (1, 0), (1, 1)),
    "shared": ((1, 0), (2, 0), (1, 0), (2, 1), (1, 1), (3, 0), (3, 1), (1, 0), (3, 0), (2, 0)),
    "begins again inside": ((1, 0), (1, 1), (1, 1), (4, 1), (4, 1), (4, 0), (4, 1), (4, 0), (1, 0)),
}


def numbering() -> str:
    restarts = "".join(restart(index, 1) for index in range(4))
    return abstract(0, *LEVELS) + num(1, 0) + num(2, 0) + num(3, 0, restart(0, 1)) + num(4, 0, restarts)


def by_python_docx() -> bytes:
    """Terms as python-docx makes them: its template, its styles, a list of our own, a table with merged cells."""
    document = docx.Document()
    _add_lists(document)
    document.add_heading("月見クラウド利用規約", level=0)
    articles = (
        ("（目的）", 0),
        ("本規約は、条件を定めます。", 1),
        ("利用者は、従います。", 1),
        ("次の者", 2),
        ("（定義）", 0),
    )
    for words, place in articles:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {NAMESPACES}><w:ilvl w:val="{place}"/><w:numId w:val="901"/></w:numPr>'
        ))  # fmt: skip
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph(f"{style} の項目", style=style)
    table = document.add_table(rows=3, cols=3)
    for index, cell in enumerate(table._cells):
        cell.text = f"欄{index}"
    table.cell(0, 0).merge(table.cell(1, 1))
    document.add_paragraph("改行\nとタブ\tと 空白。")
    comment = document.add_comment(document.paragraphs[2].runs[0], "定めすぎでは。", author="山田", initials="山")
    assert comment.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_lists(document: Document) -> None:
    root = document.part.numbering_part.element
    own = parse_xml(f"<w:numbering {NAMESPACES}>{abstract(900, *LEVELS)}{num(901, 900)}</w:numbering>")
    first_num = next(child for child in root if child.tag.endswith("}num"))
    first_num.addprevious(own[0])
    root.append(own[0])


def inputs() -> dict[str, bytes]:
    formats = {
        f"format {name}": word_file("".join(p("文", num=(1, 0)) for _n in range(46)),
                                    numbering=abstract(0, level(0, "%1", name)) + num(1, 0))
        for name in FORMATS
    }  # fmt: skip
    places = {name: word_file("".join(p("文", num=place) for place in listed), numbering=numbering())
              for name, listed in PLACES.items()}  # fmt: skip
    return {**formats, **places, "python-docx": by_python_docx()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our files, `saved` by LibreOffice as .docx, and as `printed` text; two runs for all, for each takes seconds."""
    require(which("soffice"), "soffice (libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("word")
    for name, data in inputs().items():
        (folder / f"{name}.docx").write_bytes(data)
    (folder / "月見.fodt").write_bytes((FILES / "月見.fodt").read_bytes())
    sources = sorted(folder.glob("*.*"))
    _convert(folder, "saved", "docx", sources)
    _convert(folder, "printed", "txt:Text (encoded):UTF8", [file for file in sources if file.suffix == ".docx"])
    return folder


def _convert(folder: Path, target: str, kind: str, sources: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / target)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=150)


def read(file: Path) -> str:
    return read_docx(file.read_bytes(), name=file.name).text


def without_blanks(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.split("\n") if line.strip()]


def visible_characters(data: bytes) -> Counter[str]:
    """Every character in w:t of the body and the notes, counted by other means than the reader's."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            if name in archive.namelist():
                root = ElementTree.fromstring(archive.read(name))
                for parent in root.iter():
                    for fallback in [child for child in parent if child.tag.endswith("}Fallback")]:
                        parent.remove(fallback)
                for words in root.iter(f"{{{WORD}}}t"):
                    found.update("".join((words.text or "").split()))
    return found


@pytest.mark.parametrize("name", [*(f"format {name}" for name in FORMATS), *PLACES])
def test_numbers_are_those_that_libreoffice_prints(folder: Path, name: str) -> None:
    own, theirs = read(folder / f"{name}.docx"), (folder / "printed" / f"{name}.txt").read_text("utf-8-sig")
    if name == "format decimalEnclosedCircle":
        # Word has no circles beyond 20; LibreOffice has, up to 50.
        own, theirs = own[: own.index("21")], theirs[: theirs.index("㉑")]
    assert without_blanks(own) == without_blanks(theirs)


@pytest.mark.parametrize(
    "name", [*(f"format {name}" for name in FORMATS if name not in SAVED_WRONG), *PLACES, "python-docx"]
)
def test_a_file_saved_again_by_libreoffice_reads_the_same(folder: Path, name: str) -> None:
    saved = read(folder / "saved" / f"{name}.docx")
    assert without_blanks(saved) == without_blanks(read(folder / f"{name}.docx"))


def test_a_file_of_python_docx() -> None:
    read_file = read_docx(by_python_docx(), name="a.docx")
    assert read_file.text == (
        "月見クラウド利用規約\n第1条（目的）\n1.　本規約は、条件を定めます。\n2.　利用者は、従います。\n(1)　次の者\n"
        "第2条（定義）\n1. List Number の項目\n2. List Number の項目\n・　List Bullet の項目\n"
        "| 欄0　欄1　欄3　欄4 |  | 欄2 |\n|  |  | 欄5 |\n| 欄6 | 欄7 | 欄8 |\n改行\nとタブ　と 空白。\n"
    )
    (comment,) = read_file.comments
    assert (comment.author, comment.text, comment.quoted, comment.line) == (
        "山田", "定めすぎでは。", "本規約は、条件を定めます。", 3,
    )  # fmt: skip


@pytest.mark.parametrize("file", ["python-docx.docx", "saved/python-docx.docx", "saved/月見.docx", "saved/levels.docx"])
def test_every_visible_character_is_in_the_text(folder: Path, file: str) -> None:
    data = (folder / file).read_bytes()
    missing = visible_characters(data) - Counter(read(folder / file))
    assert not missing


@pytest.mark.parametrize(("tracked", "days"), [(TrackedChoice.ACCEPT, "十四日"), (TrackedChoice.REJECT, "三十日")])
def test_a_file_of_libreoffice_with_everything_in_it(folder: Path, tracked: TrackedChoice, days: str) -> None:
    found = read_docx((folder / "saved" / "月見.docx").read_bytes(), name="月見.docx", tracked=tracked)
    assert found.text.split("\n") == [
        "月見クラウド利用規約",
        "第1条（目的）",
        "1.本規約は、月見クラウドの利用の条件を定めます。（注1）",
        "（注1）月見は登録商標です。",
        "2.利用者は、次の事項を守ります。",
        "(1)鍵を他人に渡さないこと。",
        "(2)記録を毀（き）損しないこと。",
        "ｲ　電子の記録",
        "ﾛ　紙の記録",
        "第2条（解約）",
        f"1.解約は、{days}前までに申し出ます。",
        "箱の中の注意",
        "| 区分 | 料金 |",
        "| 小\\|中 | 100円　（税別） |",
        "以上",
        "",
    ]
    assert found.tracked == TrackedChanges(insertions=1, deletions=1)
    (comment,) = found.comments
    assert (comment.author, comment.text, comment.line) == ("山田", "日付を足しますか。", 15)
