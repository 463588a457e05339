"""The summary of a comparison in the language of the moment: its sentences, and its counts in one line."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from portal.comparison.addresses.bilingual import Bilingual
from portal.comparison.summary.making import Counts, Summary
from portal.comparison.summary.phrases import BETWEEN_PHRASES, SENTENCE, Phrase, Sentence, joined

_ARTICLES = {
    "added": _("追加{count}"),
    "deleted": _("削除{count}"),
    "changed": _("変更{count}"),
    "moved": _("移動{count}"),
    "renumbered": _("番号のみの変更{count}"),
    "respelled": _("表記のみの変更{count}"),
}


def change_sentences(summary: Summary) -> tuple[str, ...]:
    """Return the sentences of a summary: 第24条　第2項を追加, or Article 24: paragraph 2 added."""
    return tuple(map(change_sentence, summary.sentences))


def change_sentence(sentence: Sentence) -> str:
    """Return one sentence, with a capital where the language has them."""
    what = joined(map(_phrase, sentence.phrases), gettext(BETWEEN_PHRASES))
    return gettext(SENTENCE).format(place=_words(sentence.place), what=what) if sentence.place else capfirst(what)


def change_counts(counts: Counts) -> tuple[str, ...]:
    """Return how much changed, what did not change left out: 条など：追加1、変更3, then 章・節など：2, 題名の変更."""
    numbers = asdict(counts)
    parts = [gettext(message).format(count=numbers[name]) for name, message in _ARTICLES.items() if numbers[name]]
    lines = []
    if parts:
        lines.append(gettext("条など：{parts}").format(parts=gettext("、").join(parts)))
    if counts.headings:
        lines.append(gettext("章・節など：{count}").format(count=counts.headings))
    if counts.title:
        lines.append(gettext("題名の変更"))
    return tuple(lines)


def _phrase(phrase: Phrase) -> str:
    return gettext(phrase.message).format(**{name: _words(value) for name, value in phrase.values})


def _words(value: Bilingual) -> str:
    return value.japanese if (get_language() or "ja").startswith("ja") else value.english
