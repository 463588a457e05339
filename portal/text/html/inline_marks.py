"""Inline marks as HTML."""

from __future__ import annotations

from collections.abc import Callable

from portal.text.html.markup import Safe, classes, element, text, void
from portal.text.inline import Inline, InlineKind, picture_words, printed_address

ImageAddress = Callable[[str], str | None]
"""Where the picture lies that the text calls by a name; None where there is none to show."""


def no_image(_name: str) -> None:
    """Know no picture: all are shown in words."""
    return


def strong(content: Safe) -> Safe:
    """Words that are set off."""
    return element("strong", content)


def link(mark: Inline, content: Safe) -> Safe:
    """A link out of the document; what hides its address behind words carries it for paper.

    No page that it leads to is told where the reader came from: the address of a draft is a secret.
    """
    is_named = mark.kind is InlineKind.LINK
    return element(
        "a",
        content,
        class_=classes("link", "named" if is_named else ""),
        href=mark.target,
        rel="noreferrer",
        data_address=printed_address(mark.target) if is_named else "",
    )


def picture(description: str, name: str, images: ImageAddress) -> Safe:
    """A picture with its description, or the words that stand for it; one without description is called by its name."""
    address = images(name)
    if not address:
        return element("span", text(picture_words(description.strip())), class_="picture-words")
    return void("img", class_="picture", src=address, alt=description.strip() or name)
