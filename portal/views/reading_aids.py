"""What a page says around the terms' own text, in the reader's language: names of links and lists, words for the ear.

The terms themselves are in Japanese and marked so; these words stand among them and are marked as the reader's.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, gettext

from portal.comparison.formats.html import SPOKEN, Spoken
from portal.comparison.formats.row_links import EditionPage, Links, LinkWords
from portal.models import Edition
from portal.text.html import LinkLabel

TEXT_LANGUAGE = "ja"


def link_label() -> LinkLabel:
    """Return what the permalink of an article is called."""
    return LinkLabel(gettext(LinkLabel().words), _unlike_the_text())


def contents_words() -> dict[str, str]:
    """Return what a table of contents is called, and the language of its headings where the page has another."""
    return {"label": gettext("目次"), "text_language": TEXT_LANGUAGE if _unlike_the_text() else ""}


def spoken() -> Spoken:
    """Return the words for what happened to a row, for tables without remarks."""
    return Spoken({kind: gettext(words) for kind, words in SPOKEN.items()}, _unlike_the_text())


def links_of_rows(old: Edition, new: Edition) -> Links:
    """Return the links of the rows of a comparison, into the public pages of both editions."""
    return links_into(public_page(old), public_page(new))


def links_into(old: EditionPage | None, new: EditionPage | None) -> Links:
    """Return the links of the rows of a comparison into the pages on which its editions are read."""
    return Links(old, new, _link_words())


def public_page(edition: Edition) -> EditionPage:
    """Return the public page of an edition."""
    place = (edition.terms.service.slug, edition.terms.slug, edition.number)
    return EditionPage(reverse("portal:edition", args=place), edition.label)


def _link_words() -> LinkWords:
    words = LinkWords()
    return LinkWords(
        gettext(words.to_row),
        gettext(words.former),
        gettext(words.unnamed),
        gettext(words.text),
        gettext(words.to_text),
        english=bool(_unlike_the_text()),
        language=_unlike_the_text(),
    )


def _unlike_the_text() -> str:
    """The reader's language where it is not that of the terms."""
    language = get_language() or TEXT_LANGUAGE
    return "" if language == TEXT_LANGUAGE else language
