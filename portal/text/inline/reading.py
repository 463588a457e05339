"""Find the inline marks in words. Every pattern is linear: what it runs over ends where the next could begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.text.inline.model import Inline, InlineKind, Marks

_SIGNS = ("**", "](", "://", "@")
"""Every mark has one of them; most texts have none."""

_BEHIND_HOST = r"[A-Za-z0-9\-._~:/?#@!$&+,;=%]"
"""What RFC 3986 allows behind a host, without brackets, quotes and *, which end an address in a sentence."""
_NO_FULL_STOP = r"[A-Za-z0-9\-_~/#@$&+=%]"
"""What a bare address may end with: no punctuation that belongs to the sentence."""
_PORT = r"(?::[0-9]{1,5}+)?+"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}+@(?:[A-Za-z0-9][A-Za-z0-9\-]{0,62}+\.)+[A-Za-z]{2,63}+(?![A-Za-z0-9@\-])"
_WORDS = r"(?!\s)[^\[\]\n]++(?<!\s)"

_MARK = re.compile(
    # A host may be written in any script; a name before @ (https://bank.example@…) would hide it.
    rf"(?<!!)\[(?P<words>{_WORDS})\]\((?P<target>https?://\w[\w.\-]*+{_PORT}(?:[/?#]{_BEHIND_HOST}*+)?+|mailto:{_MAIL})\)"
    r"|!\[(?P<alt>[^\[\]\n]*+)\]\(attachment:(?P<name>[\w\-.]{1,100}+)\)"
    rf"|(?<![A-Za-z0-9])(?P<address>(?>https?://[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?+{_PORT}"
    rf"(?:[/?#](?:{_BEHIND_HOST}*{_NO_FULL_STOP})?+)?+)(?!@|:[^\s/@]*+@))"
    rf"|(?<![A-Za-z0-9._%+\-])(?<!//)(?P<mail>{_MAIL})"
)
_STRONG = re.compile(r"(?<!\*)\*\*(?![\s*])([^*\n]++)(?<!\s)\*\*(?!\*)")


def may_have_marks(words: str) -> bool:
    """Whether words hold a sign that marks are made of; without one there is nothing to look for."""
    return any(sign in words for sign in _SIGNS)


def read_inline(words: str) -> Marks:
    """Return the marks in words, of one line or of many. Pure; linear in the words."""
    if not may_have_marks(words):
        return ()
    links = [_link(match) for match in _MARK.finditer(words)]
    strong = _uncrossed((_emphasis(match) for match in _STRONG.finditer(words)), links) if "**" in words else ()
    return _nested([*links, *strong])


def _link(match: re.Match[str]) -> Inline:
    """A link, picture or address as it was found."""
    if match["words"] is not None:
        return _mark(match, InlineKind.LINK, "words", match["target"])
    if match["name"] is not None:
        return _mark(match, InlineKind.IMAGE, "alt", match["name"])
    if match["mail"] is not None:
        return _mark(match, InlineKind.ADDRESS, "mail", f"mailto:{match['mail']}")
    return _mark(match, InlineKind.ADDRESS, "address", match["address"])


def _emphasis(match: re.Match[str]) -> Inline:
    return _mark(match, InlineKind.STRONG, 1, "")


def _mark(match: re.Match[str], kind: InlineKind, words: str | int, target: str) -> Inline:
    return Inline(kind, *match.span(), *match.span(words), target)


def _uncrossed(strong: Iterable[Inline], links: list[Inline]) -> Iterator[Inline]:
    """Emphasis whose two markers stand in the same words: in those of one link, or in none."""
    starts = [link.start for link in links]

    def holder(place: int) -> Inline | None:
        index = bisect_right(starts, place) - 1
        return links[index] if index >= 0 and place < links[index].end else None

    for mark in strong:
        link = holder(mark.start)
        if link is holder(mark.last) and (link is None or link.kind is InlineKind.LINK):
            yield mark


def _nested(marks: list[Inline]) -> Marks:
    """Put what lies inside another mark into it."""
    outer: list[tuple[Inline, list[Inline]]] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        if outer and mark.end <= outer[-1][0].end:
            outer[-1][1].append(mark)
        else:
            outer.append((mark, []))
    return tuple(replace(mark, inside=tuple(inside)) if inside else mark for mark, inside in outer)
