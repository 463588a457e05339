"""The PDF of a comparison table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from portal.comparison.formats.html import table_html
from portal.comparison.table import ComparisonTable
from portal.publishing.faces import (
    FILES_HEADING,
    ComparisonFace,
    comparison_label,
    comparison_title,
    in_force_from,
    sides_in_words,
    spaced,
)
from portal.publishing.pdf_page import face_passages, filled_page
from portal.publishing.pdf_process import Passage, html_to_pdf


def render_comparison_pdf(face: ComparisonFace, table: ComparisonTable) -> bytes:
    """Render a comparison table, A4 as its style lays the paper. Raises PdfUnavailable, MissingGlyph or PdfFailed."""
    files = Passage(gettext("添付の変更"), "".join(face.file_changes))
    passages = [*face_passages(face), *_table_passages(table), files]
    return html_to_pdf(comparison_page(face, table), passages)


def comparison_page(face: ComparisonFace, table: ComparisonTable) -> str:
    """The page that a comparison table's PDF is made of."""
    label = comparison_label(face)
    return filled_page(
        "pdf/comparison.html",
        {
            "face": face,
            "name": spaced(face.terms_name, label),
            "label": label,
            "title": comparison_title(face),
            "effective": in_force_from(face.new_date),
            "paper": table.style.paper.value,
            "sides": sides_in_words(face, table.style),
            "files_heading": FILES_HEADING,
            "table": mark_safe(table_html(table)),  # table_html escapes at the leaf
        },
    )


def _table_passages(table: ComparisonTable) -> Iterator[Passage]:
    style = table.style
    around = (*style.headings, style.remark_heading, style.legend, style.closing)
    yield Passage(gettext("新旧対照表の見出し"), "".join(around))
    headings = dict(zip(style.columns, style.headings, strict=True)) | {"remark": style.remark_heading}
    row_of = gettext("新旧対照表の{number}行目（{column}）")
    for number, row in enumerate(table.rows, start=1):
        for column, words in (("new", row.new.text), ("old", row.old.text), ("remark", row.remark)):
            yield Passage(row_of.format(number=number, column=headings[column]), words)
