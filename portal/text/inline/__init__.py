"""Inline marks: links, addresses, emphasis and pictures in the words of a clause, found as spans.

A small subset of Markdown, on one line each; what is not exactly it stays plain text. The text keeps its marks as
written: nothing here changes a character, and offsets count in the words given.

- `model`: a mark and what it holds; `reading`: words read into marks; `showing`: what a reader sees of them.
"""

from portal.text.inline.model import Inline, InlineKind, Marks, marks_within
from portal.text.inline.reading import may_have_marks, read_inline
from portal.text.inline.showing import (
    PICTURE_BRACKETS,
    address_spans,
    meets,
    picture_words,
    printed_address,
    shown_words,
)

__all__ = [
    "PICTURE_BRACKETS",
    "Inline",
    "InlineKind",
    "Marks",
    "address_spans",
    "marks_within",
    "may_have_marks",
    "meets",
    "picture_words",
    "printed_address",
    "read_inline",
    "shown_words",
]
