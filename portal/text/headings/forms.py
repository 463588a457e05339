"""Lines that begin a clause, in every form that is read.

A new form is one `Form` in `japanese`, `appendix` or `english`: how such a line begins,
its first characters, and what reads it. `heads_in` finds the lines of a text that may begin a clause in one pass;
`read_head` reads a single line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from portal.text.headings import english, japanese
from portal.text.headings.heads import Form, Head, Reader
from portal.text.headings.japanese import ARTICLE, read_article
from portal.text.headings.marked import HASHES, MARKS, read_bold, read_hashed, read_set_off
from portal.text.numbering.labels import BLANKS
from portal.text.numbering.numerals import DIGITS


def read_head(line: str) -> Head | None:
    """Return the clause that `line` (normalised, with its indent) begins, or None."""
    stripped = line.lstrip(BLANKS)
    readers = _READERS.get(stripped[:1])
    if readers is None:
        return None
    indent = line[: len(line) - len(stripped)]
    for read in readers:
        head = read(stripped, indent)
        if head is not None:
            return head
    return None


def heads_in(text: str) -> Iterator[tuple[int, int, Head]]:
    """Yield where the lines of `text` (normalised) that may begin a clause begin and end, and what they say.

    Most are articles, which the pattern that finds the lines reads as well. What stands in a block of code of
    Markdown, between two lines of ``` or ~~~, begins no clause; a single such line is a slip and hides nothing.
    """
    behind_code = 0
    for match in _LINES.finditer("\n" + text):
        offset, start = match.start(), match.start(_LABEL)
        end = text.find("\n", offset)
        if end < 0:
            end = len(text)
        if start >= 0:
            head = read_article(match, end + 1, match.string[offset + 1 : start])
        else:
            head = read_head(text[offset:end])
            if head is None and offset >= behind_code:
                behind_code = _end_of_code(text, offset, end)
        if head is not None and offset >= behind_code:
            yield offset, end, head


def _end_of_code(text: str, offset: int, end: int) -> int:
    """Where the block of code ends that begins at `offset`; 0 where none does."""
    fence = text[offset:end].lstrip(" ")[:3]
    if fence not in _FENCES:
        return 0
    closing = text.find("\n" + fence, end)
    return 0 if closing < 0 else closing + 1


def _read_plain(line: str, indent: str) -> Head | None:
    """Read a heading that no mark stands before."""
    for read in _PLAIN_READERS.get(line[:1], ()):
        head = read(line, indent)
        if head is not None:
            return head
    return None


MarkedReader = Callable[[str, str, Reader], Head | None]


def _behind_a_mark(read: MarkedReader) -> Reader:
    return lambda line, indent: read(line, indent, _read_plain)


def _by_first_character(forms: tuple[Form, ...]) -> dict[str, tuple[Reader, ...]]:
    table: dict[str, tuple[Reader, ...]] = {}
    for form in forms:
        for character in form.starts:
            table[character] = (*table.get(character, ()), form.read)
    return table


_PLAIN = (*japanese.FORMS, *english.FORMS)
_PLAIN_READERS = _by_first_character(_PLAIN)
_BEGINS = "|".join(form.begins for form in _PLAIN)
_FORMS = (
    *_PLAIN,
    Form(HASHES, "#", _behind_a_mark(read_hashed)),
    Form(rf"\*\*(?:{_BEGINS})", "*", _behind_a_mark(read_bold)),
    Form(rf"[{MARKS}][{BLANKS}]*(?:{_BEGINS})", MARKS, _behind_a_mark(read_set_off)),
)
_READERS = _by_first_character(_FORMS)
_FENCES = ("```", "~~~")
_BARE = tuple(form for form in _FORMS if form.starts[0] in DIGITS)
_OTHERS = tuple(form for form in _FORMS if form not in _BARE)
# Most lines that are no heading begin with a number: one pattern is tried on them. Of the others, the first character,
# tested alone, throws out most before the alternatives are tried.
_FIRST_SIGNS = re.escape("".join((*(form.starts for form in _OTHERS), *_FENCES)))
_LINES = re.compile(
    rf"\n[{BLANKS}]*+(?:{ARTICLE}|{'|'.join(form.begins for form in _BARE)}"
    rf"|(?=[{_FIRST_SIGNS}])(?:{'|'.join((*(form.begins for form in _OTHERS), *_FENCES))}))",
    re.MULTILINE,
)
_LABEL = _LINES.groupindex["label"]
