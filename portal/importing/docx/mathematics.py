"""Formulas of Word as text on one line."""

from __future__ import annotations

from portal.importing.docx.names import MATH
from portal.importing.docx.xml_parts import Element

_BETWEEN = {f"{MATH}num": ("", "/"), f"{MATH}sup": ("^", ""), f"{MATH}deg": ("", "")}
_SIGN_OF_SUMS = "∫"


def written_formula(element: Element) -> str:
    """Return the signs of an m:oMath in order: fractions with /, powers with ^, roots with √, brackets as drawn."""
    if element.tag == f"{MATH}t":
        return element.text or ""
    inside = "".join(written_formula(child) for child in element)
    if element.tag == f"{MATH}d":
        return _sign(element, "d", "begChr", "(") + inside + _sign(element, "d", "endChr", ")")
    if element.tag == f"{MATH}nary":
        return _sign(element, "nary", "chr", _SIGN_OF_SUMS) + inside
    if element.tag == f"{MATH}rad":
        return f"√{inside}"
    before, after = _BETWEEN.get(str(element.tag), ("", ""))
    return before + inside + after if inside else ""


def _sign(element: Element, kind: str, name: str, usual: str) -> str:
    found = element.find(f"{MATH}{kind}Pr/{MATH}{name}")
    return usual if found is None else found.get(f"{MATH}val", "")
