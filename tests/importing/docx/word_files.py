"""Word files made by hand for tests: the XML that Word writes, as little of it as a case needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": WORD,
        "r": OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part(root: str, content: str) -> str:
    """Return a part with its root element, `root` as in "numbering"."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def word_file(body: str, *, entries: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """Return a .docx with this content of w:body; `parts` holds the contents of other parts ("numbering", "comments").

    `entries` adds or replaces whole entries of the zip by their names.
    """
    files = {
        "[Content_Types].xml": _content_types(list(parts)),
        "_rels/.rels": _relations({"document": "word/document.xml"}, main=True),
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{kind}.xml": part(_ROOTS.get(kind, kind), content) for kind, content in parts.items()},
    }
    return zipped({name: content.encode() for name, content in files.items()} | dict(entries or {}))


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


_ROOTS = {"header": "hdr", "footer": "ftr"}


def _content_types(kinds: list[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_CONTENT}.{kind}+xml"/>' for kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str], *, main: bool = False) -> str:
    kinds = {"document": "officeDocument"} if main else {}
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kinds.get(kind, kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'


def p(*runs: str, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """Return a paragraph; a run that is no XML is text. `num` is (numId, ilvl)."""
    its_style = f'<w:pStyle w:val="{style}"/>' if style else ""
    its_number = "" if num is None else f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    own = f"<w:pPr>{its_style}{its_number}{properties}</w:pPr>" if its_style or its_number or properties else ""
    return f"<w:p>{own}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "", *, tag: str = "t") -> str:
    """Return a run of text."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def ins(*runs: str, author: str = "佐藤") -> str:
    """Return runs that somebody put in."""
    return _tracked("ins", "".join(run if run.startswith("<") else r(run) for run in runs), author)


def dele(*texts: str, author: str = "佐藤") -> str:
    """Return texts that somebody took out."""
    return _tracked("del", "".join(r(text, tag="delText") for text in texts), author)


def moved(direction: str, text: str, author: str = "佐藤") -> str:
    """Return text that was moved "From" or "To" a place."""
    return _tracked(f"move{direction}", r(text), author)


def mark_of(kind: str, author: str = "佐藤") -> str:
    """Return the properties of a paragraph whose mark was put in or taken out."""
    return f'<w:rPr><w:{kind} w:id="9" w:author={quoteattr(author)}/></w:rPr>'


def _tracked(kind: str, content: str, author: str) -> str:
    return f'<w:{kind} w:id="1" w:author={quoteattr(author)} w:date="2026-04-01T09:00:00Z">{content}</w:{kind}>'


def level(
    index: int,
    text: str,
    number_format: str = "decimal",
    *,
    start: int = 1,
    suffix: str = "",
    more: str = "",
    fonts: str = "",
) -> str:
    """Return a w:lvl."""
    its_suffix = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    its_fonts = f'<w:rPr><w:rFonts w:ascii="{fonts}"/></w:rPr>' if fonts else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}{its_suffix}'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>{its_fonts}</w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """Return a w:abstractNum."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{more}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    """Return a w:num."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def restart(index: int, start: int) -> str:
    """Return a w:lvlOverride that lets a list begin again."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a w:tc; a paragraph that is no XML is text."""
    content = "".join(words if words.startswith("<") else p(words) for words in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a w:tr; a cell that is no XML is text."""
    content = "".join(words if words.startswith("<w:tc") else cell(words) for words in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def table(*rows: str) -> str:
    """Return a w:tbl."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
