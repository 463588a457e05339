"""The whole path on real documents: a text file in at one end, public pages and PDFs out at the other."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import pypdf
import pytest
from django.core.management import call_command
from django.test import Client

from portal.models import Clause, Edition, SealedRole
from portal.publishing.storage import read_sealed
from portal.text.cleaning import clean
from portal.text.normalise import normalise
from portal.text.writer import write

DOCUMENTS = (
    ("desknets-cloud-14-15/old.txt", "cloud", "terms", 14, "2020-07-01"),
    ("desknets-cloud-14-15/new.txt", "cloud", "terms", 15, "2023-02-06"),
    ("desknets-sync/old.txt", "sync", "terms", 1, "2021-04-01"),
    ("desknets-sync/new.txt", "sync", "terms", 2, "2022-04-01"),
    ("dnet-onboarding/source.txt", "onboarding", "terms", 1, "2022-06-01"),
    ("tsukuroa-work-rules/v3.txt", "tsukuroa", "rules", 3, "2021-05-21"),
    ("tsukuroa-work-rules/v4.txt", "tsukuroa", "rules", 4, "2023-06-21"),
    ("tsukuroa-work-rules/v5.txt", "tsukuroa", "rules", 5, "2024-01-21"),
)

FONTS = ("BIZUD", "BIZ-UD", "IPAmj", "DejaVu")


def run(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def import_document(path: Path, service: str, terms: str, number: int, effective: str, *arguments: str) -> str:
    where = ("--service", service, "--terms", terms, "--edition", number, "--effective", effective)
    facts = ("--summary", "改定の概要", "--basis-kind", "reasonable", "--basis", "契約の目的に反せず合理的")
    return run("import_terms", path, *where, *facts, *arguments)


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def squeezed(text: str) -> str:
    """Text without blanks, pipes and the rules of tables, as a page or PDF shows it."""
    lines = (line for line in text.splitlines() if not re.fullmatch(r"[|:\- ]*-[|:\- ]*", line.strip()))
    return re.sub(r"[\s|]", "", "".join(lines))


def shown(html: str) -> str:
    """The words of a page's terms, without marks of its own."""
    terms = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert terms, "the page shows no terms"
    return squeezed(unescape(re.sub(r"<[^>]*>", "", terms.group())))


@pytest.fixture
def announced(db: None, corpus: Path) -> Path:
    """All documents of the corpus that are terms, imported and announced by command as 移行登録, with real PDFs."""
    announce_all(corpus)
    return corpus


@pytest.fixture
def quickly_announced(db: None, corpus: Path, quick_pdfs: None) -> Path:
    """The same without rendering PDFs."""
    announce_all(corpus)
    return corpus


def announce_all(corpus: Path) -> None:
    for path, service, terms, number, effective in DOCUMENTS:
        told = import_document(
            corpus / path, service, terms, number, effective,
            "--announced-at", f"{effective}T00:00:00+09:00", "--announce",
        )  # fmt: skip
        assert "公表しました（移行登録）" in told, told


def test_real_terms_go_from_file_to_page_and_pdf_without_losing_a_character(announced: Path) -> None:
    for path, service, terms, number, _ in DOCUMENTS:
        edition = Edition.objects.public().get(terms__service__slug=service, number=number)
        source = normalise(clean((announced / path).read_text(encoding="utf-8")).text)
        assert write(edition.document()) == source, path
        assert squeezed(source) in shown(page(f"/{service}/{terms}/editions/{number}/")), path
        for file in edition.sealed_files.exclude(role=SealedRole.JSON):
            assert_fonts_are_embedded(read_sealed(file))
    assert "第15版" in page("/cloud/terms/")
    assert "第5版" in page("/tsukuroa/rules/")


def assert_fonts_are_embedded(pdf: bytes) -> None:
    for sheet in pypdf.PdfReader(BytesIO(pdf)).pages:
        for font in sheet["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert descriptor["/FontFile2"].get_object().get_data()
            assert any(name in descendant.get_object()["/BaseFont"] for name in FONTS)


def test_clauses_of_real_terms_keep_their_keys_from_edition_to_edition(quickly_announced: Path) -> None:
    keys = {
        number: set(Clause.objects.filter(edition__number=number, edition__terms__slug="rules").values_list("key"))
        for number in (3, 4, 5)
    }
    assert keys[3] < keys[4]
    assert keys[4] == keys[5]


def test_any_two_real_editions_are_compared(quickly_announced: Path) -> None:
    neighbours = page("/cloud/terms/compare/14/15/")
    assert neighbours.count('data-kind="added_article"') == 2
    far_apart = page("/tsukuroa/rules/compare/3/5/")
    assert "満" in far_apart and "65" in far_apart
    assert Client().get("/cloud/terms/compare/14/15.pdf")["Content-Type"] == "application/pdf"


def test_a_second_import_of_the_same_files_changes_nothing(quickly_announced: Path) -> None:
    before = list(Clause.history.values_list("history_id"))
    for path, service, terms, number, effective in DOCUMENTS:
        assert "変更はありません" in import_document(quickly_announced / path, service, terms, number, effective)
    assert list(Clause.history.values_list("history_id")) == before


@pytest.mark.parametrize("state", ["old", "new"])
def test_a_statute_is_imported_as_a_draft_that_nobody_sees(db: None, corpus: Path, state: str) -> None:
    told = import_document(corpus / f"electricity-business-act/{state}.txt", "law", "act", 1, "2025-04-01")
    articles = {"old": 470, "new": 600}[state]
    assert f"条 {articles}、" in told
    assert Clause.objects.filter(kind="article").count() == articles
    for path in ("/law/", "/law/act/", "/law/act/editions/", "/law/act/editions/1/", "/law/act/editions/1.pdf"):
        assert Client().get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("pair", "style", "skip"),
    [("desknets-cloud-14-15", "three-column", ()), ("desknets-sync", "two-column", ("--skip", "10"))],
)
def test_published_tables_come_out_as_their_publishers_made_them(
    corpus: Path, tmp_path: Path, pair: str, style: str, skip: tuple[str, ...]
) -> None:
    folder = corpus / pair
    predicted = tmp_path / "predicted.json"
    predicted.write_text(run("compare_terms", folder / "old.txt", folder / "new.txt", "--style", style, "--json"))
    score = corpus.parent / "measure" / "score_table.py"
    command = [sys.executable, str(score), str(folder / "table.json"), str(predicted), *skip, "-v"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "rows P 1.000 R 1.000 F1 1.000" in done.stdout, done.stdout
    matched = re.search(r"remark on matched (\d+)/(\d+)", done.stdout)
    assert matched and matched[1] == matched[2], done.stdout


@pytest.mark.parametrize("state", ["old", "new"])
def test_a_statute_parses_into_its_official_structure(corpus: Path, tmp_path: Path, state: str) -> None:
    folder = corpus / "electricity-business-act"
    parsed = tmp_path / "parsed.json"
    parsed.write_text(run("parse_terms", folder / f"{state}.txt", "--json"))
    score = corpus.parent / "measure" / "score_structure.py"
    command = [sys.executable, str(score), str(folder / f"{state}.structure.tsv"), str(parsed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_hard_wrapped_text_parses_into_the_same_clauses_as_its_clean_text(corpus: Path) -> None:
    wrapped, joined = (
        json.loads(run("parse_terms", corpus / "dnet-onboarding" / name, "--json"))
        for name in ("source.txt", "clean.txt")
    )
    assert wrapped["clauses"] == joined["clauses"]
    assert wrapped["metadata"] == joined["metadata"]
