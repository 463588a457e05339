"""Make HTML from text: escape at the leaf, join parts that are safe already.

`Safe` is a type of its own, so that mypy refuses text that was never escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NewType

Safe = NewType("Safe", str)
"""HTML that may stand in a page as it is."""

EMPTY = Safe("")


def text(value: str) -> Safe:
    """Escape plain text for content and attributes alike."""
    return Safe(escape(value, quote=True))


def join(parts: Iterable[Safe], between: Safe = EMPTY) -> Safe:
    """Put safe parts behind each other."""
    return Safe(between.join(parts))


def element(tag: str, *content: Safe, **attributes: str) -> Safe:
    """An element with escaped attributes; "" leaves an attribute out.

    A trailing underscore is dropped from an attribute's name and others turn into hyphens, so that
    `class_` and `data_kind` can be given.
    """
    return Safe(f"<{tag}{_attributes(attributes)}>{join(content)}</{tag}>")


def void(tag: str, **attributes: str) -> Safe:
    """An element that has no content and no end tag, such as col."""
    return Safe(f"<{tag}{_attributes(attributes)}>")


def classes(*names: str) -> str:
    """A class attribute's value from names, of which some may be ""."""
    return " ".join(name for name in names if name)


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"' for name, value in attributes.items() if value
    )
