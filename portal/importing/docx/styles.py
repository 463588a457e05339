"""What styles say about numbers and hidden text, with what they are based on."""

from __future__ import annotations

from dataclasses import dataclass

from portal.importing.docx.names import NUM_PR, P_PR, R_PR, VAL, w
from portal.importing.docx.xml_parts import Element

LONGEST_CHAIN = 50
"""Styles that are based on one another; people make chains of five."""
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class NumberProperties:
    """Which list and level a paragraph or style names; None where it names none. `style` is the style that did."""

    num_id: str | None = None
    level: int | None = None
    style: str = ""

    def over(self, below: NumberProperties) -> NumberProperties:
        """Return these properties, and those below where these say nothing."""
        return NumberProperties(
            below.num_id if self.num_id is None else self.num_id,
            below.level if self.level is None else self.level,
            self.style or below.style,
        )


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Read `word/styles.xml`, None where the file has none."""
        found = [] if root is None else list(root.iter(w("style")))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._default = next((s.get(w("styleId"), "") for s in found if _is_default_of_paragraphs(s)), "")
        self._numbers: dict[str, NumberProperties] = {}
        self._hidden: dict[str, bool] = {}

    def numbering(self, style_id: str) -> NumberProperties:
        """Return the list and level of a paragraph style ("" is the default one) and of what it is based on."""
        style_id = style_id or self._default
        if style_id not in self._numbers:
            properties = NumberProperties()
            for name, style in self._chain(style_id):
                properties = properties.over(number_properties(style.find(P_PR), style=name))
            self._numbers[style_id] = properties
        return self._numbers[style_id]

    def hides(self, style_id: str) -> bool:
        """Whether a paragraph or character style hides text."""
        if style_id not in self._hidden:
            said = (is_on(style.find(f"{R_PR}/{w('vanish')}")) for _name, style in self._chain(style_id))
            self._hidden[style_id] = next((hidden for hidden in said if hidden is not None), False)
        return self._hidden[style_id]

    def _chain(self, style_id: str) -> list[tuple[str, Element]]:
        """Return a style and those it is based on, each once however they refer to each other."""
        chain: dict[str, Element] = {}
        while style_id in self._styles and style_id not in chain and len(chain) < LONGEST_CHAIN:
            chain[style_id] = self._styles[style_id]
            style_id = value(chain[style_id].find(w("basedOn"))) or ""
        return list(chain.items())


def number_properties(properties: Element | None, *, style: str = "") -> NumberProperties:
    """Return what a w:pPr says about numbers; `style` is the style that says it."""
    number = None if properties is None else properties.find(NUM_PR)
    if number is None:
        return NumberProperties()
    num_id = value(number.find(w("numId")))
    return NumberProperties(num_id, whole(number.find(w("ilvl"))), style if num_id else "")


def value(element: Element | None) -> str | None:
    """Return the w:val of an element, None where there is no element or no value."""
    return None if element is None else element.get(VAL)


def whole(element: Element | None) -> int | None:
    """Return the w:val of an element as a number that fits nine digits, else None."""
    written = value(element) or ""
    digits = written.removeprefix("-")
    return int(written) if digits.isdecimal() and digits.isascii() and len(digits) <= 9 else None


def is_on(element: Element | None) -> bool | None:
    """Return what a property that is on or off says; None where it is not there."""
    return None if element is None else element.get(VAL, "1") not in _OFF


def _is_default_of_paragraphs(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default"), "0") not in _OFF
