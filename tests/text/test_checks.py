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


def test_characters_that_nobody_sees_are_pointed_out_once_a_line() -> None:
    findings = check(parse("規約\n第1条 あ\u202eい\u202eう\u200b。\n第2条 えお。\n").document)
    assert [(finding.line, str(finding)[:14]) for finding in findings] == [
        (2, "目に見えない文字U+200B"),
        (2, "目に見えない文字U+202E"),
    ]


def test_an_extract_may_leave_numbers_out_and_not_repeat_them() -> None:
    skipped = "規約\n第１条　定めます。\n附則　抄\n第１条　施行します。\n第９条　経過します。\n"
    assert check(parse(skipped).document) == ()
    assert [finding.code for finding in check(parse(skipped.replace("第９条", "第１条", 1)).document)] == [
        "article_duplicate",
        "ambiguous_anchor",
    ]


def test_a_joiner_is_seen_inside_an_emoji_and_unseen_between_words() -> None:
    text = TERMS.replace("第３条", "第２条")
    assert check(parse(text.replace("無料です", "👨‍👩‍👧は無料です")).document) == ()
    unseen = check(parse(text.replace("無料です", "無\u200d料です")).document)
    assert [(finding.code, dict(finding.values)) for finding in unseen] == [("unseen_character", {"code": "U+200D"})]
