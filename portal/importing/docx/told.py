"""Notes on what was written out, joined or left out, each told once with a count and the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from portal.importing.docx.marks import Mark
from portal.text.cleaning import Note
from portal.text.messages import gettext_noop

_MOST_LINES = 10
_PLACED = {
    "image": gettext_noop(
        "図や画像{count}個は取り込みませんでした（{lines}行目）。要る文字があれば書き足してください。"
    ),
    "hidden": gettext_noop("隠し文字{count}か所は取り込みませんでした（{lines}行目）。"),
    "embedded": gettext_noop("埋め込まれた別の文書{count}個は取り込みませんでした（{lines}行目）。"),
    "symbol": gettext_noop("フォントの記号{count}個を読めないため「〓」としました（{lines}行目）。直してください。"),
    "formula": gettext_noop("数式{count}個を1行の文字にしました（{lines}行目）。確かめてください。"),
    "ruby": gettext_noop("ルビ{count}個を、語の後の（　）に書きました（{lines}行目）。不要なら消してください。"),
    "box": gettext_noop("テキストボックス{count}個の文字を、付いている段落の後に置きました（{lines}行目）。"),
    "note": gettext_noop("脚注・文末注{count}個の文を、印のある段落や表の後に置きました（{lines}行目）。"),
    "nested": gettext_noop("表の中の表{count}個は、セルの文字として1行にしました（{lines}行目）。"),
    "merged": gettext_noop(
        "結合されたセル{count}個は、文字を最初のセルだけに書き、続きのセルを空にしました（{lines}行目）。"
        "同じ文字が何度も立つと、変更が何か所にもなるためです。"
    ),
}
_COUNTED = {
    "number": gettext_noop("Wordの自動番号{count}個を、印刷されるとおりの文字にしました。"),
    "page": gettext_noop("目次のページ番号{count}個を除きました。"),
}
_UNPLACED = {
    "image": gettext_noop("図や画像{count}個は取り込みませんでした。"),
    "hidden": gettext_noop("隠し文字{count}か所は取り込みませんでした。"),
    "symbol": gettext_noop("フォントの記号{count}個を読めないため「〓」としました。"),
    "ruby": gettext_noop("ルビ{count}個を、語の後の（　）に書きました。"),
}
"""What is told of a comparison table, whose cells become lines of two texts."""


def placed_notes(marks: Iterable[Mark]) -> tuple[Note, ...]:
    """Return a note for each kind of thing marked in a text, with the lines where it stands (the first ten)."""
    lines = _lines_by_kind(marks)
    placed = [
        _note(kind, message, count=len(lines[kind]), lines=_listed(lines[kind]))
        for kind, message in _PLACED.items()
        if kind in lines
    ]
    return (*_counted(lines, _COUNTED), *placed)


def unplaced_notes(marks: Iterable[Mark]) -> tuple[Note, ...]:
    """Return the notes on a text that was divided afterwards, so that lines would say nothing."""
    return _counted(_lines_by_kind(marks), _COUNTED | _UNPLACED)


def unknown_formats(formats: Iterable[str]) -> tuple[Note, ...]:
    """Return the note on list numbers whose format is not known."""
    names = list(formats)
    message = gettext_noop("番号の書式（{formats}）を知らないため、{count}個を算用数字にしました。確かめてください。")
    return (_note("number_format", message, count=len(names), formats="、".join(sorted(set(names)))),) if names else ()


def added_contents_heading(count: int) -> tuple[Note, ...]:
    """Return the note on tables of contents that had no heading."""
    message = gettext_noop("見出しのない目次{count}個の前に「目次」を補いました。")
    return (_note("contents_heading", message, count=count),) if count else ()


def fields_without_result(count: int) -> tuple[Note, ...]:
    """Return the note on fields that Word fills in when it prints."""
    message = gettext_noop("フィールドの番号{count}個はファイルに値がなく、取り込めませんでした。書き足してください。")
    return (_note("field", message, count=count),) if count else ()


def left_out_furniture(words: str) -> tuple[Note, ...]:
    """Return the note on headers and footers that say something."""
    message = gettext_noop("ヘッダーとフッターの文字（{words}）は取り込みませんでした。")
    return (_note("furniture", message, words=words),) if words else ()


def two_editions(*, remarks: int, outside: tuple[str, ...]) -> tuple[Note, ...]:
    """Return the notes on a comparison table: both sides read, remarks and what stands outside left out."""
    both = gettext_noop("新旧対照表として、新と旧の二つの版を読みました。")
    dropped = gettext_noop("備考などの欄{count}個は取り込みませんでした。")
    around = gettext_noop("表の外の{count}行は取り込みませんでした（{words}）。")
    notes = [_note("two_editions", both)]
    if remarks:
        notes.append(_note("remarks", dropped, count=remarks))
    if outside:
        notes.append(_note("outside", around, count=len(outside), words=shortened(" / ".join(outside))))
    return tuple(notes)


def shortened(words: str, longest: int = 80) -> str:
    """Return the beginning of words that a note repeats."""
    return words if len(words) <= longest else words[:longest] + "…"


def _lines_by_kind(marks: Iterable[Mark]) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for mark in marks:
        lines[mark.what].append(mark.line)
    return lines


def _counted(lines: dict[str, list[int]], messages: dict[str, str]) -> tuple[Note, ...]:
    return tuple(_note(kind, message, count=len(lines[kind])) for kind, message in messages.items() if kind in lines)


def _listed(lines: list[int]) -> str:
    distinct = sorted(set(lines))
    return "、".join(map(str, distinct[:_MOST_LINES])) + ("…" if len(distinct) > _MOST_LINES else "")


def _note(kind: str, message: str, **values: object) -> Note:
    return Note(f"docx_{kind}", message, tuple((name, str(value)) for name, value in values.items()))
