"""Tables that Word and Excel files are tried on: made by hand, from the demo, from the corpus, and from anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN, HouseStyle, Paper
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.demo.manifest import read_demo
from portal.publishing.faces import ComparisonFace
from portal.text.parser import parse

ROOT = Path(__file__).resolve().parents[2]

FACE = ComparisonFace("ゆうなぎ利用約款", "第2版", "第3版", date(2023, 1, 1), date(2024, 9, 1), "株式会社ゆうなぎ")

PAYLOADS = (
    *("<script>alert(1)</script>", "</w:t></w:r>", "<r>太字</r>", "<r><t>x</t></r>", "&amp;&lt;", "\"'", "]]>"),
    *('=HYPERLINK("http://example.com","押す")', "+1+1", "-1+1", "@SUM(A1)", "＝A1", "{=1}", "'=1", "1,000", "(1)"),
    *("2024-09-01", "1/2", "TRUE", "#REF!", "http://example.com", "mailto:a@example.com", "internal:Sheet1!A1"),
    *(
        "a\tb",
        "\t=1",
        "a\x01b",
        "a\x0bb",
        "a\ud83db",
        "a\ufffeb",
        "a\r\nb",
        "_x0041_",
        "𠮷野家",
        "葛\U000e0100",
    ),
    *("&P&N&A", "が゙", " 前後 ", "　字下げ", "a  b", "x" * 300, "{{ terms }}", "%s{place}"),
)

PAIRS = (
    ("desknets-cloud-14-15/old.txt", "desknets-cloud-14-15/new.txt"),
    ("desknets-sync/old.txt", "desknets-sync/new.txt"),
    ("tsukuroa-work-rules/v3.txt", "tsukuroa-work-rules/v4.txt"),
    ("electricity-business-act/old.txt", "electricity-business-act/new.txt"),
)


def row(new: str, old: str, *marks: tuple[int, int], remark: str = "(変更)", double: tuple = ()) -> Row:
    return Row(RowKind.CHANGED, Cell(old, (), ((0, 1),)), Cell(new, marks, ((0, 1),), double), remark)


def table(*rows: Row, style: HouseStyle = THREE_COLUMN) -> ComparisonTable:
    return ComparisonTable(style, rows)


def payload_table(words: str) -> tuple[ComparisonFace, ComparisonTable]:
    """Words in every field there is: plain, marked in part, marked from end to end."""
    style = replace(
        THREE_COLUMN, headings=(words, words), remark_heading=words, legend=words, closing=words, elided=words
    )
    cells = row(words, words, (0, 1), remark=words, double=((1, 2),)), row(words, words, (0, len(words)), remark=words)
    return ComparisonFace(words, words, words, date(2023, 1, 1), None, words), table(*cells, style=style)


def long_table(rows: int, *, paper: Paper = Paper.LANDSCAPE) -> ComparisonTable:
    """As many rows, about 200 characters each side, six in ten with marks."""
    words = (
        "当社は、利用者が料金を支払わないときは、十日前までに通知したうえで、サービスの提供を停止することがあります。"
        * 4
    )
    made = (
        row(f"（{number}）{words}", f"（{number}）{words}", *[(5, 9), (30, 41)] * (number % 10 < 6))
        for number in range(1, rows + 1)
    )
    return table(*made, style=replace(THREE_COLUMN, paper=paper))


@cache
def demo_tables() -> dict[str, ComparisonTable]:
    """Every two neighbouring editions of the demo in every built-in style."""
    return {
        f"{terms.slug}-{new.number}-{style.name}": compare(
            parse(old.text).document, parse(new.text).document, style=style
        )
        for service in read_demo(date(2026, 11, 20)).services
        for terms in service.terms
        for old, new in pairwise(terms.editions)
        for style in BUILT_IN.values()
    }


def corpus_table(corpus: Path, pair: tuple[str, str], style: HouseStyle) -> ComparisonTable:
    old, new = (parse((corpus / name).read_text(encoding="utf-8")).document for name in pair)
    return compare(old, new, style=style)


def digests_elsewhere(module: str, function: str) -> set[str]:
    """Hashes of a file made by processes that hash strings in another way and live in other time zones."""
    script = (
        "import django; django.setup()\n"
        f"from {module} import {function}\n"
        "from tests.publishing.office_tables import FACE, digest, long_table\n"
        f"print(digest({function}(FACE, long_table(20))))"
    )
    places = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    worlds = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "TZ": "America/New_York"})
    return {
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | places | world, capture_output=True, text=True, check=True
        ).stdout.strip()
        for world in worlds
    }


def digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


# --- anything ---

_CHARACTERS = "約款第1条１２のをは、。「」（）() \u3000\n\n||\\-:=+@&<>'\"\t\x00\r\ud800\ufffe𠮷\u3099_x0041_<r>"
_LINES = ("| a | b |", "| --- | ---: |", "|", "| x \\| y |", "　（１）金", "1. 二", "・点", "")
_TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=60) | st.lists(st.sampled_from(_LINES), max_size=6).map(
    "\n".join
)


@st.composite
def _cells(draw: st.DrawFn) -> Cell:
    text = draw(_TEXTS)
    places = st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted)
    single, double = (tuple(zip(found[::2], found[1::2], strict=False)) for found in (draw(places), draw(places)))
    return Cell(text, single, ((0, 1),), double)


_ROWS = st.builds(Row, kind=st.sampled_from(RowKind), old=_cells(), new=_cells(), remark=_TEXTS)

any_tables = st.builds(
    ComparisonTable, style=st.sampled_from((THREE_COLUMN, GOVERNMENT)), rows=st.lists(_ROWS, max_size=4).map(tuple)
)
