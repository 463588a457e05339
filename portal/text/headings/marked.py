"""Headings behind a mark: ## 第1条 目的, **第1条（目的）**, ■第１条, and Markdown's unnumbered ## はじめに."""

from __future__ import annotations

import re

from portal.text.headings.heads import Head, Reader
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.tree import Kind

HASHES = rf"#{{1,6}}[{BLANKS}]+[^#{BLANKS}]"
"""How a heading of Markdown begins."""

MARKS = "■□●◆◇▼▽◎"
"""What is printed before an article's number to set it off."""

_HASHES = re.compile(rf"#{{1,6}}[{BLANKS}]+")
_MARK = re.compile(rf"[{MARKS}][{BLANKS}]*")
_BOLD = "**"


def read_hashed(line: str, indent: str, read_plain: Reader) -> Head | None:
    """Read a heading of Markdown: it takes the whole line, and with no number in it it is an article without one."""
    match = _HASHES.match(line)
    if match is None:
        return None
    hashes = match.group()
    end = _closing_hashes(line)
    words = line[len(hashes) : len(line) - len(end)]
    head = read_bold(words, "", read_plain) or read_plain(words, "") or _labelled(words) or _unlabelled(words)
    depth = hashes.count("#")
    if head.rest and head.caption:
        return head._replace(form=indent + hashes + head.form, rest=head.rest + end, certain=True, depth=depth)
    form = indent + hashes + head.form + ("C" if head.rest else "") + end
    return head._replace(caption=head.caption or head.rest, form=form, rest="", certain=True, depth=depth)


def _closing_hashes(line: str) -> str:
    """The ` ##` with which some close a heading, or ""."""
    words = line.rstrip("#")
    return line[len(words.rstrip(BLANKS)) :] if words != line and words[-1:] in tuple(BLANKS) else ""


def _labelled(words: str) -> Head | None:
    """1. 料金 or 2.1 Fees."""
    label = next(iter(read_labels(words)), None)
    if label is None or label.weak or len(words) == label.length:
        return None
    caption = words[label.length :]
    return Head(Kind.ARTICLE, label.text, label.number, caption, f"L{label.separator}C", series="#")


def _unlabelled(words: str) -> Head:
    return Head(Kind.ARTICLE, "", (), words, "C", series="#")


def read_bold(line: str, indent: str, read_plain: Reader) -> Head | None:
    """Read **第1条（目的）**, with or without words behind."""
    close = line.find(_BOLD, len(_BOLD))
    if not line.startswith(_BOLD) or close < 0:
        return None
    head = read_plain(line[len(_BOLD) : close], "")
    if head is None or (head.rest and head.caption):
        return None
    behind = line[close + len(_BOLD) :]
    rest = behind.lstrip(BLANKS)
    caption = head.caption or head.rest
    form = f"{indent}{_BOLD}{head.form}{'C' if head.rest else ''}{_BOLD}{behind[: len(behind) - len(rest)]}"
    return head._replace(caption=caption, form=form, rest=rest)


def read_set_off(line: str, indent: str, read_plain: Reader) -> Head | None:
    """Read ■第１条（目的）; a list of articles may look like that, so the number must follow."""
    match = _MARK.match(line)
    head = read_plain(line[match.end() :], "") if match else None
    if match is None or head is None:
        return None
    certain = head.certain and head.kind is not Kind.ARTICLE
    return head._replace(form=indent + match.group() + head.form, certain=certain)
