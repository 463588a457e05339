"""The PDFs that are sealed with an edition: the edition itself, and its comparison table.

Always in Japanese, whatever language the person at work reads, and without the announcement time:
the bytes follow from the arguments alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.comparison.html import table_html
from portal.comparison.table import ComparisonTable
from portal.publishing.pdf_process import (
    MissingGlyph,
    Passage,
    PdfError,
    PdfFailed,
    PdfUnavailable,
    html_to_pdf,
)
from portal.text.html import document_html
from portal.text.html.hanging import WIDEST_LABEL
from portal.text.html.markup import Safe
from portal.text.html.pipe_tables import COLUMN_SHARES
from portal.text.tree import MAIN, Clause, Document, Kind, unmarked

__all__ = [
    "ComparisonFace",
    "EditionFace",
    "MissingGlyph",
    "PdfError",
    "PdfFailed",
    "PdfUnavailable",
    "render_comparison_pdf",
    "render_edition_pdf",
]


@dataclass(frozen=True, slots=True)
class EditionFace:
    """What an edition's PDF says around its text; "" and None print nothing."""

    terms_name: str
    title: str = ""
    edition_label: str = ""
    effective_date: date | None = None
    issuer_name: str = ""
    issuer_address: str = ""
    issuer_representative: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonFace:
    """What a comparison table's PDF says around the table; "" and None print nothing."""

    terms_name: str
    old_label: str
    new_label: str
    old_date: date | None = None
    new_date: date | None = None
    issuer_name: str = ""


def render_edition_pdf(face: EditionFace, document: Document) -> bytes:
    """Render an edition, A4 upright. Raises PdfUnavailable, MissingGlyph or PdfFailed."""
    passages = [*_face_passages(face), *_document_passages(document)]
    return html_to_pdf(edition_page(face, document), passages)


def render_comparison_pdf(face: ComparisonFace, table: ComparisonTable) -> bytes:
    """Render a comparison table, A4 lying. Raises PdfUnavailable, MissingGlyph or PdfFailed."""
    passages = [*_face_passages(face), *_table_passages(table)]
    return html_to_pdf(comparison_page(face, table), passages)


def edition_page(face: EditionFace, document: Document) -> str:
    """The page that an edition's PDF is made of. A title line in the text is the page's title."""
    title = _title(document) or face.title or face.terms_name
    return _page(
        "pdf/edition.html",
        {
            "face": face,
            "name": _spaced(face.terms_name or title or "約款", face.edition_label),
            "title": title,
            "effective": _in_force_from(face.effective_date),
            "document": _safe(document_html(document, permalinks=False, with_title=False)),
        },
    )


def comparison_page(face: ComparisonFace, table: ComparisonTable) -> str:
    """The page that a comparison table's PDF is made of."""
    headings = dict(zip(table.style.columns, table.style.headings, strict=True))
    label = f"新旧対照表{_in_brackets(_from_old_to_new(face))}"
    return _page(
        "pdf/comparison.html",
        {
            "face": face,
            "name": _spaced(face.terms_name, label),
            "label": label,
            "title": _spaced(face.terms_name, "新旧対照表", between="\u3000"),
            "effective": _in_force_from(face.new_date),
            "sides": (
                _side(headings["old"], face.old_label, face.old_date),
                _side(headings["new"], face.new_label, face.new_date),
            ),
            "table": _safe(table_html(table)),
        },
    )


def _side(heading: str, label: str, day: date | None) -> str:
    """旧：第2版（2023年1月1日施行）, as far as it is known; "" for nothing known."""
    in_force = _in_force_from(day)
    stated = label + _in_brackets(in_force) if label else in_force
    return f"{heading}：{stated}" if stated else ""


def _from_old_to_new(face: ComparisonFace) -> str:
    return (f"{face.old_label}から" if face.old_label else "") + face.new_label


def _in_force_from(day: date | None) -> str:
    return f"{japanese_date(day)}施行" if day else ""


def _in_brackets(words: str) -> str:
    return f"（{words}）" if words else ""


def _spaced(*words: str, between: str = " ") -> str:
    return between.join(word for word in words if word)


def _page(template: str, context: dict[str, object]) -> str:
    """Fill a template; its style sheet hangs and indents by half ems, and columns share 24ths."""
    lengths = [(number, f"{number / 2:g}em") for number in range(1, WIDEST_LABEL + 1)]
    shares = [(share, f"{100 * share / COLUMN_SHARES:.3f}%") for share in range(1, COLUMN_SHARES + 1)]
    return render_to_string(template, context | {"lengths": lengths, "shares": shares})


def japanese_date(day: date | None) -> str:
    """2024年9月1日, or "" for no date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _title(document: Document) -> str:
    """The title line that a document begins with, "" for none."""
    first = next(iter(document), None)
    if first is None or first.kind is not Kind.TITLE:
        return ""
    return (unmarked(first.filled_form) + first.text).strip()


def _safe(html: Safe) -> SafeString:
    return mark_safe(html)  # document_html and table_html escape at the leaf


def _face_passages(face: EditionFace | ComparisonFace) -> Iterator[Passage]:
    for field in fields(face):
        value = getattr(face, field.name)
        if isinstance(value, str):
            yield Passage(str(_FACE_PLACES[field.name]), value)


_FACE_PLACES = {
    "terms_name": _("約款名"),
    "title": _("題名"),
    "edition_label": _("版の名前"),
    "old_label": _("旧の版の名前"),
    "new_label": _("新の版の名前"),
    "issuer_name": _("事業者名"),
    "issuer_address": _("事業者の住所"),
    "issuer_representative": _("事業者の代表者"),
}


def _document_passages(document: Document) -> Iterator[Passage]:
    line_of = gettext("{place}の{number}行目")
    for clause in document:
        place = _place(clause)
        yield Passage(place, clause.filled_form)
        for number, line in enumerate(clause.text.splitlines(), start=1):
            yield Passage(line_of.format(place=place, number=number), line)


def _place(clause: Clause) -> str:
    """A clause in words: its heading, or its first words where it has none, and the 附則 it stands in."""
    name = clause.heading or gettext("「{words}」").format(words=clause.text.strip()[:20])
    if clause.context in (MAIN, "") or clause.kind is Kind.SUPPLEMENTARY_PROVISION:
        return name
    return f"{clause.context} {name}"


def _table_passages(table: ComparisonTable) -> Iterator[Passage]:
    style = table.style
    yield Passage(gettext("新旧対照表の見出し"), "".join((*style.headings, style.remark_heading, style.closing)))
    headings = dict(zip(style.columns, style.headings, strict=True)) | {"remark": style.remark_heading}
    row_of = gettext("新旧対照表の{number}行目（{column}）")
    for number, row in enumerate(table.rows, start=1):
        for column, words in (("new", row.new.text), ("old", row.old.text), ("remark", row.remark)):
            yield Passage(row_of.format(number=number, column=headings[column]), words)
