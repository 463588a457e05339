"""Print comparison tables as PDFs, beside headless Chromium printing the same HTML in the same run.

Rendering needs Django: import this module behind `django.setup()`.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN
from portal.comparison.table import ComparisonTable
from portal.publishing.comparison_pdf import comparison_page
from portal.publishing.pdf import ComparisonFace, PdfUnavailable, render_comparison_pdf
from portal.text.parser import parse
from tests.benchmarks.timing import best_of_each, report
from tests.benchmarks.workloads import terms_of_a_shop

FEW, MANY = 200, 1_000
"""Rows."""
CHROMIUM_LIMIT, GROWTH_LIMIT = 4.0, 6.0
RUNS = 2
"""A PDF takes seconds."""
FACE = ComparisonFace("みなと倉庫利用規約", "第1版", "第2版", issuer_name="みなと倉庫株式会社")


def report_pdfs() -> None:
    """Print how long PDFs of 200 and of 1,000 rows take, or why none were made."""
    few, many = (partial(render_comparison_pdf, FACE, table_of(rows)) for rows in (FEW, MANY))
    chromium = shutil.which("chromium")
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        page = Path(folder) / "page.html"
        page.write_text(comparison_page(FACE, table_of(FEW)), encoding="utf-8")
        peer = [partial(print_page, chromium, page)] if chromium else []
        try:
            of_few, of_many, *of_peer = best_of_each((few, many, *peer), runs=RUNS)
        except PdfUnavailable as error:
            print(f"skipped: PDFs: {error}")
            return
    report_beside_chromium(of_few, of_peer)
    report(f"growth, PDF of {FEW:,} to {MANY:,} rows", of_many / of_few, "× the time", GROWTH_LIMIT)


def report_beside_chromium(ours: float, of_chromium: list[float]) -> None:
    """Print how long the PDF takes beside Chromium's of the same page, in seconds: one, or none if it is missing."""
    for seconds in of_chromium:
        report(f"PDF of {FEW:,} rows", ours / seconds, "× chromium --print-to-pdf", CHROMIUM_LIMIT)
        print(f"(ours {ours:.2f} s, Chromium {seconds:.2f} s, each from the start of its process)")
    if not of_chromium:
        print("skipped: PDF beside Chromium (no chromium here; bin/setup test installs it)")


def table_of(rows: int) -> ComparisonTable:
    """Return a table of so many rows, three columns, most of them with changes."""
    old, new = (parse(text).document for text in terms_of_a_shop(articles=rows // 5))
    table = compare(old, new, style=THREE_COLUMN)
    if len(table.rows) < rows:
        raise RuntimeError(f"the table has {len(table.rows)} rows, not {rows}")
    return replace(table, rows=table.rows[:rows])


def print_page(chromium: str, page: Path) -> None:
    """Let headless Chromium print a page to a PDF beside it."""
    pdf = page.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    arguments = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'profile'}")
    command = [chromium, *arguments, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    if not pdf.exists():
        raise RuntimeError("Chromium printed nothing")
