"""PDFs as programs print them, read back: our own (WeasyPrint), Chromium's and LibreOffice's."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which

import docx

from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN, Elision
from portal.importing.pdf.reader import read_pdf
from portal.publishing.glyphs import missing_files
from portal.publishing.pdf import ComparisonFace, EditionFace, render_comparison_pdf, render_edition_pdf
from portal.text.body import parse_body
from portal.text.parser import parse
from tests.machine import require

SENTENCE = (
    "月見商会株式会社（以下「当社」という。）は、この規約に基づき、月見クラウドの利用を希望する者にサービスを提供する。"
)


def terms(words: str) -> str:
    """Thirty articles, each sentence of its own."""
    lines = ["月見クラウド利用規約"]
    for number in range(1, 31):
        lines += [f"第{number}条（見出し{number}）", f"１　およそ{number}番目に、{SENTENCE}", "２　次の各号による。"]
        lines += [f"（{item}）{number}条の{item}番目の{SENTENCE[: 7 * item]}こと" for item in range(1, 6)]
        lines.append(f"３　およそ{number}番目の規定にかかわらず、{words}{SENTENCE}")
    return "\n".join(lines) + "\n"


OLD, NEW = terms("旧の定めにより"), terms("新しい定めにより") + "附則\nこの規約は、2026年12月1日から施行する。\n"


def tree(text: str) -> list[tuple[str, str, str, list[str]]]:
    """What a text says, clause by clause, without blanks."""
    return [
        (
            clause.kind.value,
            clause.label,
            clause.caption,
            [re.sub(r"\s", "", unit.text) for unit in parse_body(clause.text).walk()],
        )
        for clause in parse(text).document
    ]


def test_our_own_edition_pdf_reads_back_as_the_same_document() -> None:
    require(not missing_files(), "the PDF fonts")
    face = EditionFace(
        terms_name="月見クラウド利用規約",
        edition_label="第2版",
        effective_date=date(2026, 12, 1),
        issuer_name="月見商会株式会社",
        issuer_address="東京都",
        issuer_representative="代表取締役　月見葵",
    )
    read = read_pdf(render_edition_pdf(face, parse(NEW).document), name="a.pdf")
    articles = [clause for clause in tree(read.text) if clause[0] != "preamble" and clause[0] != "colophon"]
    wanted = [clause for clause in tree(NEW) if clause[0] != "preamble" and clause[0] != "colophon"]
    assert [clause for clause in wanted if clause not in articles] == []


def test_our_own_comparison_pdf_reads_back_as_both_editions() -> None:
    require(not missing_files(), "the PDF fonts")
    style = replace(THREE_COLUMN, unchanged_articles=Elision.FULL, unchanged_units=Elision.FULL)
    table = compare(parse(OLD).document, parse(NEW).document, style=style)
    face = ComparisonFace("月見", "第1版", "第2版", date(2025, 1, 1), date(2026, 12, 1), "月見商会株式会社")
    read = read_pdf(render_comparison_pdf(face, table), name="a.pdf")
    assert read.old_text is not None
    assert squeezed(read.text) == squeezed(NEW)
    assert squeezed(read.old_text) == squeezed(OLD)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines_of(text: str) -> list[str]:
    """The lines of a text without blanks: a program may print one as mere distance, and narrower."""
    return [squeezed(line) for line in text.splitlines()]


def page(body: str) -> str:
    style = (
        "body{font-size:11pt} td,th{border:1px solid;vertical-align:top;padding:4px} table{border-collapse:collapse}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())


def test_what_chromium_prints_reads_back_in_full(tmp_path: Path) -> None:
    require(which("chromium"), "chromium")
    articles = re.split(r"(?m)^(?=第\d+条)", NEW)
    before = re.split(r"(?m)^(?=第\d+条)", OLD)
    rows = "".join(
        f"<tr><td>{old.strip().replace(chr(10), '<br>')}<td>{new.strip().replace(chr(10), '<br>')}<td>変更"
        for old, new in zip(before, articles, strict=True)
    )
    headings = "<thead><tr><th>改定前<th>改定後<th>備考</thead>"
    (tmp_path / "plain.html").write_text(page(paragraphs(NEW)))
    (tmp_path / "table.html").write_text(page(f"<table>{headings}{rows}</table>"))
    for name in ("plain", "table"):
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={name}.pdf", f"{name}.html"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert lines_of(read_pdf((tmp_path / "plain.pdf").read_bytes(), name="a.pdf").text) == lines_of(NEW)
    read = read_pdf((tmp_path / "table.pdf").read_bytes(), name="a.pdf")
    assert [lines_of(read.old_text or ""), lines_of(read.text)] == [lines_of(OLD), lines_of(NEW)]


def test_what_libreoffice_prints_reads_back_in_full(tmp_path: Path) -> None:
    require(which("soffice"), "soffice (libreoffice-writer-nogui)")
    document = docx.Document()
    for line in NEW.splitlines():
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "月見商会株式会社　機密"
    document.save(str(tmp_path / "plain.docx"))
    table = docx.Document()
    grid = table.add_table(rows=1, cols=2, style="Table Grid")
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "新", "旧"
    for old, new in zip(re.split(r"(?m)^(?=第\d+条)", OLD), re.split(r"(?m)^(?=第\d+条)", NEW), strict=True):
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = new.strip(), old.strip()
    table.save(str(tmp_path / "table.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "plain.docx", "table.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert lines_of(read_pdf((tmp_path / "plain.pdf").read_bytes(), name="a.pdf").text) == lines_of(NEW)
    read = read_pdf((tmp_path / "table.pdf").read_bytes(), name="a.pdf")
    assert [lines_of(read.old_text or ""), lines_of(read.text)] == [lines_of(OLD), lines_of(NEW)]
