"""Parse the XML of a part without ever following or expanding what a DTD says."""

from __future__ import annotations

from typing import TypeAlias
from xml.parsers import expat

from lxml import etree

from portal.importing.docx.names import NAMESPACES_OF_STRICT

Element: TypeAlias = etree._Element
MOST_TAGS = 2_000_000
"""Signs "<" in one part; two hundred pages have some 500,000. A tree takes some 100 bytes for each."""
DEEPEST = 120
"""Elements inside one another: a text box in a table in a text box has some 60. Readers go down by recursion."""


class UnreadableXml(Exception):
    """A part that is no well-formed XML, or that has a DTD, or that is too large or too deep to be a document."""


class TooMuchXml(UnreadableXml):
    """A part with more elements than any document has."""


class _FirstTag(Exception):
    """The prolog is over."""


def parse_xml(data: bytes) -> Element:
    """Return the root of a part, with the names of ISO 29500 strict replaced by the usual ones.

    Raises UnreadableXml. No part of a Word file has a DOCTYPE (ECMA-376 part 2, 6.2.5); one is refused before
    anything behind it is read, so that no entity is ever expanded and nothing fetched.
    """
    _refuse_doctype(data)
    if data.count(b"<") > MOST_TAGS:
        raise TooMuchXml("too many elements")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableXml(str(error)) from error
    if root.xpath("boolean(" + "/*" * (DEEPEST + 1) + ")"):
        raise UnreadableXml("elements too deep")
    if etree.QName(root).namespace in NAMESPACES_OF_STRICT or any(
        namespace in NAMESPACES_OF_STRICT for namespace in root.nsmap.values()
    ):
        _rename_strict(root)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )


def _refuse_doctype(data: bytes) -> None:
    """Let expat, which knows every encoding a part may have, read as far as the first element."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _on_doctype
    parser.StartElementHandler = _on_first_tag
    try:
        parser.Parse(data, True)
    except _FirstTag:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableXml(str(error)) from error


def _on_doctype(*declaration: object) -> None:
    raise UnreadableXml("a document type declaration")


def _on_first_tag(*tag: object) -> None:
    raise _FirstTag


def _rename_strict(root: Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _renamed(str(element.tag))
        for name in element.keys():  # noqa: SIM118 (an element is no mapping)
            renamed = _renamed(str(name))
            if renamed != name:
                element.set(renamed, element.attrib.pop(name))


def _renamed(name: str) -> str:
    namespace, brace, local = name[1:].partition("}")
    usual = NAMESPACES_OF_STRICT.get(namespace) if brace else None
    return f"{{{usual}}}{local}" if usual else name
