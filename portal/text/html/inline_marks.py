"""Inline marks as HTML."""

from __future__ import annotations

from collections.abc import Callable

from portal.text.html.markup import Safe, classes, element, text, void
from portal.text.inline import Inline, picture_words, printed_address

ImageAddress = Callable[[str], str | None]
"""Where the picture lies that the text calls by a name; None where there is none to show."""


def no_image(_name: str) -> None:
    """Know no picture: all are shown in words."""
    return


def strong(content: Safe) -> Safe:
    """Words that are set off."""
    return element("strong", content)


def link(mark: Inline, content: Safe) -> Safe:
    """A link out of the document.

    No page that it leads to is told where the reader came from: the address of a draft is a secret.
    """
    return element("a", content, class_="link", href=mark.target, rel="noreferrer")


def link_for_paper(mark: Inline, content: Safe) -> Safe:
    """A link that hides its address behind words, which style sheets for paper print behind it."""
    return element("span", link(mark, content), class_="named-link", data_address=printed_address(mark.target))


def picture(description: str, name: str, images: ImageAddress, *, is_alone: bool) -> Safe:
    """A picture with its description, or the words that stand for it; one without description is called by its name.

    One that is not alone on its line, a sign among words, is no higher than they are.
    """
    address, description = images(name), description.strip()
    if not address:
        return element("span", text(picture_words(description)), class_="picture-words")
    return void(
        "img", class_=classes("picture", "" if is_alone else "among-words"), src=address, alt=description or name
    )
