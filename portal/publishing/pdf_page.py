"""What the page of every PDF is made of: its template, its lengths, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.publishing.faces import ComparisonFace, EditionFace
from portal.publishing.pdf_process import Passage
from portal.text.html.hanging import WIDEST_LABEL
from portal.text.html.pipe_tables import COLUMN_SHARES


def filled_page(template: str, context: dict[str, object]) -> str:
    """Fill a template; its style sheet hangs and indents by half ems, and columns share 24ths."""
    lengths = [(number, f"{number / 2:g}em") for number in range(1, WIDEST_LABEL + 1)]
    shares = [(share, f"{100 * share / COLUMN_SHARES:.3f}%") for share in range(1, COLUMN_SHARES + 1)]
    return render_to_string(template, context | {"lengths": lengths, "shares": shares})


def face_passages(face: EditionFace | ComparisonFace) -> Iterator[Passage]:
    """Yield what a face says, with the names of its fields."""
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
