"""Read terms from text: lines → clauses. The bodies below are read by `body`, on demand.

Every line belongs to exactly one clause, so nothing is lost; what cannot be placed stays in the
clause it stands in, and a problem says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.text import metadata
from portal.text.body import body_problems
from portal.text.contexts import in_context
from portal.text.headings import LONGEST_CAPTION, Head, is_caption, read_head
from portal.text.labels import BLANKS, FIRST, follows, read_labels
from portal.text.messages import gettext_noop
from portal.text.normalise import normalise
from portal.text.tree import Clause, Document, Kind, Number, Parsed, Problem, Severity

LONGEST_TITLE = 80
_EMPTY_ARTICLE = ("削除", "削　除", "（削除）", "(削除)", "欠番", "略", "（略）")


@dataclass(frozen=True, slots=True)
class _Start:
    """A clause's first line, its head, and the line on which its text begins (when not behind the head)."""

    line: int
    head: Head
    text_line: int


def parse(text: str) -> Parsed:
    """Read `text` into a document, with the problems met, its title and what it states of itself. Never raises."""
    lines = normalise(text).split("\n")
    starts, problems = _Reader(lines).read()
    document = _assemble(lines, starts)
    problems.extend(_problems(document))
    title = next((clause.text for clause in document if clause.kind is Kind.TITLE), "")
    return Parsed(
        document,
        tuple(sorted(problems, key=lambda problem: problem.line)),
        metadata.read_title(title).name if title else "",
        metadata.read_metadata(document),
    )


class _Reader:
    """Finds where clauses begin, line by line, remembering the last article's number."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.starts: list[_Start] = []
        self.problems: list[Problem] = []
        self.last_article: Number = ()
        self.in_supplementary = False
        self.no_closing_before = 0
        self.heads: dict[tuple[Kind, Number], list[int]] = {}

    def read(self) -> tuple[list[_Start], list[Problem]]:
        line = self._read_opening()
        while line < len(self.lines):
            line = self._read_line(line)
        return self.starts, self.problems

    def _read_opening(self) -> int:
        """Title, colophon and preamble: everything before the first heading."""
        line = self._next_filled(0)
        kinds: list[Kind] = []
        while line < len(self.lines) and not self._begins_clause(line):
            found = self._opening_kind(self.lines[line].strip(BLANKS), kinds)
            if kinds[-1:] != [found]:
                self._start(line, found)
            kinds.append(found)
            line = self._next_filled(line + 1)
        return line

    @staticmethod
    def _opening_kind(text: str, above: list[Kind]) -> Kind:
        """What a line before the first heading is; the title is the first that is no record (日付, 文書番号 …)."""
        if metadata.is_opening_colophon(text):
            return Kind.COLOPHON
        begins_list = any(label.number == FIRST and label.style.startswith("decimal") for label in read_labels(text))
        if set(above) <= {Kind.COLOPHON} and "。" not in text and len(text) <= LONGEST_TITLE and not begins_list:
            return Kind.TITLE
        return Kind.PREAMBLE

    def _start(self, line: int, kind: Kind) -> None:
        self.starts.append(_Start(line, Head(kind, ""), line))

    def _next_filled(self, line: int) -> int:
        while line < len(self.lines) and not self.lines[line]:
            line += 1
        return line

    def _begins_clause(self, line: int) -> bool:
        return self._caption_above(line) is not None or self._head(line) is not None

    def _head(self, line: int) -> Head | None:
        head = read_head(self.lines[line])
        if head is None or head.certain or follows(head.number, self.last_article):
            return head
        return head if not self.last_article and head.number == FIRST else None

    def _caption_above(self, line: int) -> Head | None:
        """The head of an article whose caption stands alone on `line`, above it."""
        if line + 1 >= len(self.lines) or not is_caption(self.lines[line]):
            return None
        head = self._head(line + 1)
        if head is None or head.kind is not Kind.ARTICLE or head.caption:
            return None
        caption = self.lines[line].strip(BLANKS)
        indent = self.lines[line][: -len(caption)]
        return replace(head, caption=caption[1:-1], form=f"{indent}{caption[0]}C{caption[-1]}\n{head.form}")

    def _read_line(self, line: int) -> int:
        """Read one line and return the next to read."""
        captioned = self._caption_above(line)
        head = captioned or self._head(line)
        if head is None:
            self._read_plain_line(line)
            return line + 1
        last = line + 1 if captioned else line
        if head.kind is Kind.ARTICLE and not captioned:
            head = self._with_caption_behind(head, line)
            if self._has_caption_below(head, line):
                head, last = _with_caption_below(head, self.lines[line + 1]), line + 1
        self.starts.append(_Start(line, head, last + 1))
        self._remember(head)
        if head.kind is Kind.TABLE_OF_CONTENTS:
            return self._end_of_contents(line)
        return last + 1

    def _read_plain_line(self, line: int) -> None:
        text = self.lines[line]
        if self._begins_closing(line):
            self._start(line, Kind.COLOPHON)
        elif text and self.starts[-1].head.kind is Kind.TABLE_OF_CONTENTS:
            self._start(line, Kind.PREAMBLE)
        elif text.lstrip(BLANKS).startswith("第") and read_head(text):
            message = gettext_noop("「{line}」は条の見出しの形ですが、番号が続かないため本文として読みました。")
            values = (("line", text.strip(BLANKS)[:30]),)
            self.problems.append(Problem(line + 1, "article_like_line", Severity.HINT, message, values))

    def _begins_closing(self, line: int) -> bool:
        """A record (文書番号), 以上, or a 制定文 set off by a blank line, after which only more of them follow."""
        text = self.lines[line]
        if not text or not metadata.is_closing_colophon(text):
            return False
        kind = self.starts[-1].head.kind if self.starts else None
        set_off = line > 0 and not self.lines[line - 1]
        may_be_provision = not metadata.ends_document(text) and (self.in_supplementary or not set_off)
        if may_be_provision or (kind is Kind.COLOPHON and not set_off):
            return False
        return kind is Kind.COLOPHON or self._only_closing_lines_follow(line + 1)

    def _only_closing_lines_follow(self, line: int) -> bool:
        """Whether nothing but closing lines stands between here and the next clause; looks at no line twice."""
        if line <= self.no_closing_before:
            return False
        while line < len(self.lines):
            text = self.lines[line]
            if text and self._begins_clause(line):
                return True
            if text and not metadata.is_closing_colophon(text):
                self.no_closing_before = line
                return False
            line += 1
        return True

    def _with_caption_behind(self, head: Head, line: int) -> Head:
        """第1条　目的: what stands behind the label is the caption when it reads as one and a body follows."""
        rest = head.rest
        if head.caption or not rest or "。" in rest or len(rest) > LONGEST_CAPTION or rest in _EMPTY_ARTICLE:
            return head
        following = self._next_filled(line + 1)
        if following >= len(self.lines) or self._begins_clause(following):
            return head
        return replace(head, caption=rest, form=head.form + "C", rest="")

    def _has_caption_below(self, head: Head, line: int) -> bool:
        """Whether （目的） on the next line is the caption of this article and not of one that follows."""
        if head.caption or head.rest or line + 1 >= len(self.lines) or not is_caption(self.lines[line + 1]):
            return False
        following = self._next_filled(line + 2)
        return self._caption_above(line + 1) is None and following < len(self.lines)

    def _remember(self, head: Head) -> None:
        if head.kind is Kind.SUPPLEMENTARY_PROVISION:
            self.in_supplementary, self.last_article = True, ()
        elif head.kind in (Kind.APPENDIX, Kind.ELIDED):
            self.in_supplementary = False
        elif head.kind is Kind.ARTICLE:
            self.last_article = head.number

    def _end_of_contents(self, line: int) -> int:
        """The contents end where their first entry comes again, else at a blank line or before the first sentence."""
        first = self._next_filled(line + 1)
        entry = read_head(self.lines[first]) if first < len(self.lines) else None
        places = self._places_of_heads().get((entry.kind, entry.number), []) if entry else []
        again = next(iter(places[bisect_right(places, first) :]), None)
        if again is not None:
            end = again - 1 if is_caption(self.lines[again - 1]) else again
            return self._before_preamble(first, end)
        end = first
        while end < len(self.lines) and self.lines[end] and "。" not in self.lines[end]:
            end += 1
        if end == len(self.lines) or not self.lines[end]:
            return end
        while end > first and read_head(self.lines[end]) is None:
            end -= 1
        return end - 1 if end > first and is_caption(self.lines[end - 1]) else end

    def _before_preamble(self, first: int, end: int) -> int:
        """The blank line behind the entries when sentences, a 前文, stand between them and the first heading."""
        sentence = next((line for line in range(first, end) if "。" in self.lines[line]), end)
        blank = sentence
        while blank > first and self.lines[blank - 1]:
            blank -= 1
        return blank if sentence < end and blank > first else end

    def _places_of_heads(self) -> dict[tuple[Kind, Number], list[int]]:
        """The lines on which each kind and number of heading stands, read once for all tables of contents."""
        if not self.heads:
            for line, text in enumerate(self.lines):
                head = read_head(text)
                if head is not None:
                    self.heads.setdefault((head.kind, head.number), []).append(line)
        return self.heads


def _with_caption_below(head: Head, line: str) -> Head:
    caption = line.strip(BLANKS)
    blank = line[: line.index(caption)]
    return replace(head, caption=caption[1:-1], form=f"{head.form}\n{blank}{caption[0]}C{caption[-1]}")


def _assemble(lines: list[str], starts: list[_Start]) -> Document:
    """Cut the lines at the starts; blank lines between two clauses belong to the second."""
    if not starts:
        return Document(tail=len(lines))
    clauses: list[Clause] = []
    gap = starts[0].line
    ends = [start.line for start in starts[1:]] + [len(lines)]
    for start, end in zip(starts, ends, strict=True):
        filled = _last_filled(lines, start.line, end)
        clauses.append(replace(_clause(lines, start, filled), gap=gap))
        gap = end - filled
    return in_context(Document(tuple(clauses), tail=gap))


def _last_filled(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1]:
        end -= 1
    return end


def _clause(lines: list[str], start: _Start, end: int) -> Clause:
    head = start.head
    below = lines[start.text_line : end]
    form = head.form
    if head.rest:
        text = "\n".join([head.rest, *below])
    else:
        blank_lines = next((place for place, line in enumerate(below) if line), len(below))
        text = "\n".join(below[blank_lines:])
        if text and form:
            form += "\n" * (blank_lines + 1)
    return Clause(head.kind, head.label, head.number, head.caption, text, form)


def _problems(document: Document) -> Iterator[Problem]:
    line = 1
    for clause in document:
        line += clause.gap
        first = line + clause.filled_form.count("\n")
        if clause.kind in (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION):
            yield from body_problems(clause.text, first_line=first)
        if clause.is_heading and clause.text:
            message = gettext_noop("「{heading}」の下に条に属さない文があります。")
            yield Problem(first, "text_under_heading", Severity.HINT, message, (("heading", clause.heading),))
        line += clause.written.count("\n") + 1
