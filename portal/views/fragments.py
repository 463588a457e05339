"""What editions are shown as, kept by what it was made from: the sealed JSON's hash, the renderer, the language.

The same words always render to the same fragment, so a kept one is never stale and needs no clearing; of a draft, the
hash is that of what would be sealed now. What readers can ask for in many ways (a comparison of any two editions, as
page or file) is kept compressed.
"""

from __future__ import annotations

import functools
import hashlib
import threading
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from portal import comparison, publishing, text
from portal.comparison.formats.html import table_html
from portal.comparison.formats.row_links import Links
from portal.comparison.formats.sentence_rows import sentence_rows
from portal.comparison.styles.files import fingerprint
from portal.comparison.summary.making import summarise
from portal.comparison.table import ComparisonTable
from portal.models import Edition
from portal.models.canonical import sha256
from portal.publishing.change_sentences import change_counts, change_sentences
from portal.publishing.comparison_files import FileFormat
from portal.publishing.edition_tables import edition_table
from portal.publishing.faces import comparison_face, pair_words
from portal.publishing.sealing import sealed_json
from portal.text.html import contents_html, document_html
from portal.text.tree import Document
from portal.views.attached import image_address
from portal.views.reading_aids import TEXT_LANGUAGE, contents_words, link_label, links_of_rows, spoken
from portal.views.table_choice import TableChoice

KEPT_SECONDS = 7 * 24 * 3600

Value = TypeVar("Value")


def edition_fragments(edition: Edition) -> tuple[SafeString, SafeString]:
    """Return an edition's text and its table of contents as HTML."""

    def made() -> tuple[str, str]:
        document = edition.document()
        html = document_html(document, link_label=link_label(), image_address=image_address(edition))
        return html, contents_html(document, **contents_words())

    document, contents = _kept(f"edition:{_sealed(edition)}", made)
    return mark_safe(document), mark_safe(contents)


@dataclass(frozen=True, slots=True)
class ComparisonFragment:
    """A comparison as its page shows it: the table, "" for equal texts; what changed in numbers and sentences.

    `rows` are the names of the table's rows that the sentences speak of, "" for none.
    """

    table: SafeString
    counts: tuple[str, ...]
    sentences: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The sentences, each with its row."""
        return tuple(zip(self.sentences, self.rows, strict=True))


def comparison_fragment(
    old: Edition, new: Edition, choice: TableChoice, *, links: Links | None = None
) -> ComparisonFragment | None:
    """Return the comparison of two editions; None for texts too long for that.

    Its rows lead to the public pages of both unless `links` says otherwise.
    """
    links = links or links_of_rows(old, new)

    def made() -> tuple[bytes, tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None:
        table = _compared(old, new, choice)
        if table is None:
            return None
        summary, shown = summarise(table), choice.narrowed(table)
        caption = pair_words(old.printed_label, new.printed_label)
        html = table_html(shown, caption=caption, spoken=spoken(), links=links) if table.has_changes else ""
        rows = sentence_rows(shown, summary.sentences)
        return zlib.compress(html.encode()), change_counts(summary.counts), change_sentences(summary), rows

    parts = _kept(f"{_pair(old, new, choice)}:page:{_hash(links)}", made, alone=_making)
    return None if parts is None else ComparisonFragment(mark_safe(zlib.decompress(parts[0]).decode()), *parts[1:])


def comparison_file(old: Edition, new: Edition, choice: TableChoice, file: FileFormat) -> bytes | None:
    """Return the comparison of two public editions as a file, in Japanese; None for texts too long for that."""
    face = comparison_face(old, new)

    def made() -> bytes | None:
        table = _compared(old, new, choice)
        return None if table is None else zlib.compress(file.make(face, choice.narrowed(table)))

    with override(TEXT_LANGUAGE):
        packed = _kept(f"{_pair(old, new, choice)}:{file.suffix}:{_hash(face)}", made, alone=_making)
    return None if packed is None else zlib.decompress(packed)


_making = threading.Lock()
"""A long table takes seconds and some hundred megabytes: one is made at a time in this process."""


def _compared(old: Edition, new: Edition, choice: TableChoice) -> ComparisonTable | None:
    """Return the table of two editions; None for texts too long for that."""
    documents = old.document(), new.document()
    return None if are_too_long(*documents) else edition_table(old, new, style=choice.style, documents=documents)


def are_too_long(old: Document, new: Document) -> bool:
    """Whether two editions are longer than what anyone may have compared by asking."""
    return old.characters + new.characters > settings.COMPARISON_CHARACTERS


def _pair(old: Edition, new: Edition, choice: TableChoice) -> str:
    """What a table follows from."""
    asked = f"{fingerprint(choice.style)}:{choice.rows}:{settings.COMPARISON_CHARACTERS}"
    return f"comparison:{_sealed(old)}:{_sealed(new)}:{asked}"


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def _sealed(edition: Edition) -> str:
    publication = getattr(edition, "publication", None)
    if publication is None or publication.cancelled_at is not None:
        return sha256(sealed_json(edition))
    return publication.json_sha256


def _kept(key: str, made: Callable[[], Value], *, alone: AbstractContextManager[object] | None = None) -> Value:
    """Return what is kept under a key, or make and keep it; with `alone`, whoever waited for it looks again first."""
    key = f"{renderer()}:{get_language()}:{key}"
    found = cache.get(key)
    if found is None:
        with alone or nullcontext():
            found = cache.get_or_set(key, made, KEPT_SECONDS)
    return cast(Value, found)


@functools.cache
def renderer() -> str:
    """Return a short hash of the sources that render: a version that nobody has to remember to raise."""
    packages = (text, comparison, publishing)
    files = (path for package in packages for path in sorted(Path(package.__path__[0]).rglob("*")))
    sources = (path for path in files if path.suffix in (".py", ".xml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
