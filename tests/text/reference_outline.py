"""The references of a text, one a line, the notation of `tests/text/references/*.txt`.

「第３条第２項」 → 第3条第2項              the words, and the place they mean
「前項各号」 → 第1条第1項第1号、第1条第1項第2号  several places
「第95条」 外部: 民法                     another law or document
「第９条」 不明: 条がない                   no such place, and what is missing
「第２条（定義）」（定義） → 第2条           with a quoted caption
引用「第三条」 → 第3条                     in 「」
"""

from collections.abc import Sequence

from portal.text.body import parse_body
from portal.text.parser import parse
from portal.text.places import place_words
from portal.text.references import FaultKind, Reference, Target, read_references
from portal.text.tree import MAIN, Document

FAULTS = {
    FaultKind.NO_SUPPLEMENT: "附則がない",
    FaultKind.NO_APPENDIX: "別表・別紙がない",
    FaultKind.NO_HEADING: "章・節がない",
    FaultKind.NO_ARTICLE: "条がない",
    FaultKind.NO_PARAGRAPH: "項がない",
    FaultKind.NO_ITEM: "号がない",
    FaultKind.NO_SUBITEM: "細分がない",
    FaultKind.NOTHING_BEFORE: "前にない",
    FaultKind.NOTHING_AFTER: "後にない",
    FaultKind.NOT_INSIDE: "その中にない",
    FaultKind.NO_ANTECEDENT: "先に出たものがない",
    FaultKind.FOLLOWS_FAULT: "先に出たものが不明",
    FaultKind.AMBIGUOUS: "二つ以上ある",
    FaultKind.LEFT_OUT: "略されている",
}


def reference_outline(text: str) -> str:
    """Return the references of what `text` parses to."""
    document = parse(text).document
    return "\n".join(_line(document, reference) for reference in read_references(document))


def _line(document: Document, reference: Reference) -> str:
    words = f"{'引用' if reference.quoted else ''}「{reference.words}」"
    if reference.caption:
        words += f"（{reference.caption}）"
    if reference.is_external:
        return f"{words} 外部: {reference.law}"
    if reference.fault is not None:
        return f"{words} 不明: {FAULTS[reference.fault.kind]}"
    return f"{words} → {_places(document, reference.targets)}"


def _places(document: Document, targets: Sequence[Target]) -> str:
    return "、".join(_place(document, target) for target in targets)


def _place(document: Document, target: Target) -> str:
    """The words of a place, with its caption where several clauses have its label."""
    clause = document.clauses[target.clause]
    words = place_words(clause, parse_body(clause.text), target.path)
    is_one = [other.label for other in document].count(clause.label) == 1
    return words if is_one or clause.context != MAIN else f"{words}（{clause.caption}）"
