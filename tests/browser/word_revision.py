"""The revision as it arrives from Word: terms with automatic numbers, tracked changes and a comment, by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml

from tests.importing.docx.word_files import NAMESPACES, abstract, dele, ins, level, mark_of, num, p

TEXT = """\
月見クラウド利用規約

第1条（目的）
この規約は、月見クラウド（以下「本サービス」といいます。）を利用する条件を定めます。

第2条（定義）
この規約の言葉は、次の意味で使います。
（１）契約者　当社と利用契約を結んだ方
（２）当社　月見株式会社

第3条（利用料金）
１　契約者は、毎月の利用料金を翌月10日までに支払います。
２　前項の日までに支払いがないとき、当社は、本サービスの提供を止めることができます。

第4条（解約）
１　契約者は、いつでも利用契約を解約できます。
２　解約しても、前条第1項の利用料金は返しません。

附則
この規約は、2025年4月1日から施行します。
"""
"""The edition in force, in our own words; Word has the same with its own numbers."""

COMMENT = "末日でよいか、経理に確かめてください。"
ARTICLE, PARAGRAPH, ITEM = 0, 1, 2
LEVELS = (level(0, "第%1条"), level(1, "%2", "decimalFullWidth"), level(2, "（%3）", "decimalFullWidth"))
LIST, OWN_LIST = 900, 901


def revision_in_word() -> bytes:
    """Return a .docx: TEXT, in which somebody put off a payment, added a 号 and a 項, and named a wrong article."""
    document = docx.Document()
    _add_list(document)
    document.add_heading("月見クラウド利用規約", level=0)
    for paragraph in _paragraphs():
        document.element.body.insert(-1, _element(paragraph))
    due = next(paragraph for paragraph in document.paragraphs if "毎月の利用料金" in paragraph.text)
    document.add_comment(due.runs, COMMENT, author="山田", initials="山")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs() -> Iterator[str]:
    yield _numbered(ARTICLE, "（目的）")
    yield p("この規約は、月見クラウド（以下「本サービス」といいます。）を利用する条件を定めます。")
    yield _numbered(ARTICLE, "（定義）")
    yield p("この規約の言葉は、次の意味で使います。")
    yield _numbered(ITEM, "契約者　当社と利用契約を結んだ方")
    yield _numbered(ITEM, "当社　月見株式会社")
    yield _put_in(ITEM, "利用者　契約者が本サービスを使わせる方")
    yield _numbered(ARTICLE, "（利用料金）")
    yield _numbered(PARAGRAPH, "契約者は、毎月の利用料金を翌月", dele("10日"), ins("末日"), "までに支払います。")
    yield _numbered(PARAGRAPH, "前項の日までに支払いがないとき、当社は、本サービスの提供を止めることができます。")
    yield _numbered(ARTICLE, "（解約）")
    yield _numbered(PARAGRAPH, "契約者は、いつでも利用契約を解約できます。")
    yield _numbered(PARAGRAPH, "解約しても、前条第1項の利用料金は返しません。")
    yield _put_in(PARAGRAPH, "解約した月の料金は、第2条（利用料金）の日までに支払います。")
    yield p("附則")
    yield p("この規約は、", dele("2025年4月1日"), ins("2026年12月1日"), "から施行します。")


def _numbered(depth: int, *words: str) -> str:
    return p(*words, num=(OWN_LIST, depth))


def _put_in(depth: int, words: str) -> str:
    """A paragraph that is new with its mark, and so its number."""
    return p(ins(words), num=(OWN_LIST, depth), properties=mark_of("ins"))


def _add_list(document: Document) -> None:
    """Put a list of our own where Word keeps lists: in numbering.xml, before and behind those of the template."""
    root = document.part.numbering_part.element
    own = _element(f"<w:numbering>{abstract(LIST, *LEVELS)}{num(OWN_LIST, LIST)}</w:numbering>")
    first = next(child for child in root if child.tag.endswith("}num"))
    first.addprevious(own[0])
    root.append(own[0])


def _element(xml: str) -> Any:
    tag, _, rest = xml.partition(">")
    return parse_xml(f"{tag} {NAMESPACES}>{rest}")
