"""What to tell of a PDF that was read: what was left out, put in order, or may not be what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from portal.importing.pdf.contents import PdfPage
from portal.importing.two_sides import quoted
from portal.text.cleaning import Note
from portal.text.messages import gettext_noop

_COUNTED = (
    ("unmapped", gettext_noop("文字コードの分からない文字{count}字を「〓」としました。元の文書と見比べてください。")),
    ("slanted", gettext_noop("斜めや横倒しの文字{count}字（透かしなど）を除きました。")),
    ("outside", gettext_noop("ページの外にはみ出して印刷されない文字{count}字を除きました。")),
    ("twice", gettext_noop("太字のために重ねて印刷された文字{count}字を一度だけ読みました。")),
)
_PAGED = (
    ("columns", gettext_noop("{pages}ページは2段組とみて、左の段、右の段の順に読みました。順序を確かめてください。")),
    ("turned", gettext_noop("{pages}ページは縦書きか横倒しです。向きを直して読みました。表は文字だけを読んでいます。")),
    (
        "over_picture",
        gettext_noop(
            "{pages}ページは画像に重ねた文字（文字認識の結果など）を読みました。誤りがないか確かめてください。"
        ),
    ),
)


def notes_on_pages(pages: Sequence[PdfPage], *, scanned: Sequence[int], losses: int) -> tuple[Note, ...]:
    """Return what was noticed on the pages; `scanned` are those without words, `losses` streams that break off."""
    total = sum((Counter(page.counts) for page in pages), Counter[str]())
    notes = [Note(f"pdf_{name}", words, (("count", str(total[name])),)) for name, words in _COUNTED if total[name]]
    for name, words in _PAGED:
        found = [number for number, page in enumerate(pages, 1) if page.counts.get(name)]
        if found:
            notes.append(_on(f"pdf_{name}", words, found))
    if scanned:
        words = gettext_noop("{pages}ページは画像だけで、文字を読めませんでした。内容を補ってください。")
        notes.append(_on("pdf_scanned", words, scanned))
    if losses:
        words = gettext_noop("ファイルに壊れた箇所が{count}か所あり、読めない文字があるかもしれません。")
        notes.append(Note("pdf_losses", words, (("count", str(losses)),)))
    return (*notes, *_on_words(pages, total["white"]))


def _on(code: str, words: str, pages: Sequence[int]) -> Note:
    return Note(code, words, (("pages", "、".join(map(str, pages))),))


def _on_words(pages: Sequence[PdfPage], white: int) -> list[Note]:
    notes = []
    if white:
        words = gettext_noop("白い文字{count}字（「{words}」など）も読みました。見えない文字でないか確かめてください。")
        shown = next(page.white for page in pages if page.white)
        notes.append(Note("pdf_white", words, (("count", str(white)), ("words", shown))))
    ruby = [word for page in pages for word in page.ruby]
    if ruby:
        words = gettext_noop("ふりがな{count}か所（{words}）を除きました。")
        notes.append(Note("pdf_ruby", words, (("count", str(len(ruby))), ("words", quoted(ruby)))))
    return notes
