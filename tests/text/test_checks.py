"""Findings on a whole document that the grammar cases do not show: where they point and how much they weigh."""

from portal.text.checks import check
from portal.text.parser import parse
from portal.text.tree import Document, Severity

TERMS = """\
みなと規約

（目的）
第１条　本を借ります。

（会費）
第３条　無料です。
附則
第１条　四月から施行します。
"""


def test_a_finding_points_at_the_line_of_the_label() -> None:
    finding = check(parse(TERMS).document)[0]
    assert TERMS.split("\n")[finding.line - 1] == "第３条　無料です。"


def test_a_gap_is_a_warning_and_an_ambiguous_anchor_blocks() -> None:
    text = TERMS.replace("第３条", "第１条")
    findings = {finding.code: finding.severity for finding in check(parse(text).document)}
    assert findings == {"article_duplicate": Severity.WARNING, "ambiguous_anchor": Severity.BLOCKS}


def test_an_empty_document_blocks() -> None:
    assert [(finding.code, finding.severity) for finding in check(Document())] == [("no_text", Severity.BLOCKS)]


def test_sound_terms_have_no_finding() -> None:
    assert check(parse(TERMS.replace("第３条", "第２条")).document) == ()
