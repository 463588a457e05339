"""Read a Word file as terms: the parts of the package put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from django.utils.translation import gettext as _

from portal.importing.docx import told
from portal.importing.docx.alternates import choose_alternates
from portal.importing.docx.comments import read_comments
from portal.importing.docx.comparison_table import read_sides
from portal.importing.docx.marks import marks_of, take_marks, without_marks
from portal.importing.docx.names import P, T, w
from portal.importing.docx.numbering import Numbering
from portal.importing.docx.package import Package
from portal.importing.docx.story import Block, Story
from portal.importing.docx.styles import Styles
from portal.importing.docx.tables import Grid, grid_lines
from portal.importing.docx.tracked import count_tracked, resolve_tracked
from portal.importing.docx.xml_parts import Element
from portal.importing.imported import Imported, TrackedChanges, TrackedChoice, UnreadableFile
from portal.text.cleaning import Note
from portal.text.normalise import normalise

_NO_WORDS = re.compile(r"[\W\d_]*|[-－‐\s]*(?:page)?[\s\d/]*", re.IGNORECASE)
"""What a header or footer may hold without saying anything: a page number."""


def read_docx(data: bytes, *, name: str, tracked: TrackedChoice = TrackedChoice.ACCEPT) -> Imported:
    """Return the words of a Word file as text for `parse`: a line for each paragraph, labels as Word prints them.

    `name` is the file's name for messages; `tracked` says what becomes of tracked changes. A file that is a
    comparison table gives two editions. Raises UnreadableFile for what is no Word file, is encrypted, damaged,
    hostile or beyond the limits in `settings`, and for a file without words.
    """
    package = Package(data, name)
    kinds = ("footnotes", "endnotes", "comments")
    parts = {"main": package.main} | {kind: root for kind in kinds if (root := package.only(kind)) is not None}
    changes = _resolved(parts, tracked)
    styles = Styles(package.only("styles"))
    story = Story(styles, Numbering(package.only("numbering"), styles), _notes_by_id(parts))
    body = package.main.find(w("body"))
    blocks = [] if body is None else story.read(body)
    if not any(map(_says_something, blocks)):
        raise _without_words(name, blocks)
    return _imported(blocks, story, package, parts, changes)


def _resolved(parts: Mapping[str, Element], tracked: TrackedChoice) -> TrackedChanges:
    for root in parts.values():
        choose_alternates(root)
    changes = count_tracked([root for kind, root in parts.items() if kind != "comments"])
    for root in parts.values():
        resolve_tracked(root, tracked)
    return changes


def _imported(
    blocks: list[Block], story: Story, package: Package, parts: Mapping[str, Element], changes: TrackedChanges
) -> Imported:
    text, marks = take_marks(_lines(blocks))
    sides = read_sides(blocks)
    if sides:
        new, old = sides.new, sides.old
        special = (
            *told.two_editions(remarks=len(sides.remarks), outside=sides.outside),
            *told.unplaced_notes(marks),
        )
    else:
        new, old, special = normalise(text), None, told.placed_notes(marks)
    comments = read_comments(
        parts.get("comments"),
        package.only("commentsExtended"),
        ids=story.words.comment_ids,
        marks=marks,
        text=text,
    )
    if sides:
        comments = tuple(replace(comment, line=_line_of(comment.quoted, new)) for comment in comments)
    return Imported(new, old, (*special, *_other_notes(story, package)), comments, changes)


def _other_notes(story: Story, package: Package) -> tuple[Note, ...]:
    return (
        *told.unknown_formats(story.unknown_formats),
        *told.added_contents_heading(story.added_contents_heading),
        *told.fields_without_result(story.without_result),
        *told.left_out_furniture(_furniture(package)),
    )


def _line_of(quoted: str, text: str) -> int:
    """Return the line of the new edition on which commented words stand, 0 where they do not."""
    words = quoted.partition("\n")[0]
    place = text.find(words) if words else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else 0


def _notes_by_id(parts: Mapping[str, Element]) -> dict[tuple[str, str], Element]:
    """Return footnotes and endnotes, known as ("footnote", id)."""
    return {
        (kind, note.get(w("id"), "")): note
        for kind in ("footnote", "endnote")
        if f"{kind}s" in parts
        for note in parts[f"{kind}s"].iterchildren(w(kind))
    }


def _lines(blocks: Iterable[Block]) -> list[str]:
    """Return the document's lines; of several blank ones in a row one stays, of those at its ends none."""
    lines: list[str] = []
    waiting = ""
    blank = False
    for line in chain.from_iterable(grid_lines(b) if isinstance(b, Grid) else [b] for b in blocks):
        if without_marks(line).strip():
            lines += [""] if blank and lines else []
            lines.append(waiting + line)
            waiting, blank = "", False
        else:
            waiting += marks_of(line)
            blank = True
    return [*lines[:-1], lines[-1] + waiting, ""] if lines else [waiting]


def _says_something(block: Block) -> bool:
    return any(without_marks(line).strip(" |-") for line in (grid_lines(block) if isinstance(block, Grid) else [block]))


def _without_words(name: str, blocks: list[Block]) -> UnreadableFile:
    _text, marks = take_marks(_lines(blocks))
    if any(mark.what == "image" for mark in marks):
        return UnreadableFile(
            _("%(file)s には画像だけがあり、文字がありません。文字認識（OCR）をかけたファイルにしてください。")
            % {"file": name}
        )
    return UnreadableFile(_("%(file)s には文字がありません。") % {"file": name})


def _furniture(package: Package) -> str:
    """Return the words of headers and footers, each once, without those that are page numbers alone."""
    paragraphs = [
        "".join(words.text or "" for words in paragraph.iter(T)).strip()
        for kind in ("header", "footer")
        for root in package.related(kind)
        for paragraph in root.iter(P)
    ]
    return told.shortened(" / ".join(dict.fromkeys(line for line in paragraphs if not _NO_WORDS.fullmatch(line))))
