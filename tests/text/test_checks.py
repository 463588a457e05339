"""Findings on a whole document: the cases in `checks/`, and what they do not show.

A case lists its findings, a line each: 3行目 第1条第2項 注意 reference_self …. Below stands what would put it right:
直し is done by `mend`, 直す案 is left for a person. `-- 表記` holds house terms, `-- 直した後` the text after `mend`.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given

from portal.text.body import parse_body
from portal.text.checks import NEEDS_DECISION, check
from portal.text.checks.house_terms import HouseTerm, HouseTermsError, read_house_terms
from portal.text.checks.mends import mend
from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.places import place_words
from portal.text.tree import Document, Problem, Severity
from portal.text.writer import write
from tests.benchmarks.timing import best_of_each
from tests.case_files import INPUT, Case, assert_same_text, parametrize
from tests.generated import any_text

CASES = Path(__file__).parent / "checks"
SEVERITIES = {Severity.BLOCKS: "妨げ", Severity.WARNING: "注意", Severity.HINT: "参考"}

TERMS = """\
みなと規約

（目的）
第１条　本を借ります。

（会費）
第３条　無料です。
附則
第１条　四月から施行します。
"""


def told(document: Document, problems: tuple[Problem, ...]) -> Iterator[str]:
    """Yield findings in the notation of the cases."""
    for problem in problems:
        place = "全体"
        if problem.place is not None:
            clause = document.clauses[problem.place.clause]
            words = place_words(clause, parse_body(clause.text), problem.place.path)
            place = f"{problem.line}行目 {words}"
        yield f"{place} {SEVERITIES[problem.severity]} {problem.code} {problem}"
        for edit in problem.mend:
            proposal = "直す案" if problem.code in NEEDS_DECISION else "直し"
            yield f"  {proposal} 「{edit.before}」→「{edit.after}」"


@parametrize(CASES)
def test_a_document_has_the_findings_of_its_case(case: Case) -> None:
    document = parse(case[INPUT]).document
    findings = check(document, house_terms=read_house_terms(case["表記"]))
    assert_same_text(case["指摘"], "\n".join(told(document, findings)), what=case[INPUT])


@parametrize(CASES)
def test_a_document_reads_after_its_mends_as_its_case_says(case: Case) -> None:
    if "直した後" in case.sections:
        mended = mend(parse(case[INPUT]).document, house_terms=read_house_terms(case["表記"]))
        assert_same_text(case["直した後"], write(mended.document), what=case[INPUT])


def test_a_finding_points_at_the_line_of_the_label() -> None:
    finding = check(parse(TERMS).document)[0]
    assert TERMS.split("\n")[finding.line - 1] == "第３条　無料です。"
    assert finding.place is not None
    clause = parse(TERMS).document.clauses[finding.place.clause]
    assert clause.written[finding.place.start : finding.place.end] == "第３条"


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
        (2, "目に見えない文字U+202E"),
        (2, "目に見えない文字U+200B"),
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


# --- house terms ---


def test_house_terms_are_read_with_either_slash_and_without_empty_lines() -> None:
    assert read_house_terms("及び/および\n\n 又は ／ または \n") == (
        HouseTerm("及び", "および"),
        HouseTerm("又は", "または"),
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("及び", "「及び」は「良い表記/避ける表記」の形ではありません"),
        ("及び/", "の形ではありません"),
        ("及び/および/オヨビ", "の形ではありません"),
        ("及び/及び", "良い表記と避ける表記が同じです"),
        ("及び/および\n並びに/および", "「および」を避ける行が二つあります"),
        ("及び/および\nおよび/オヨビ", "「および」が、良い表記としても避ける表記としても"),
        (f"{'長' * 41}/短い", "一つの表記は40字までです"),
    ],
)
def test_house_terms_that_cannot_be_followed_are_refused(lines: str, says: str) -> None:
    with pytest.raises(HouseTermsError, match=says):
        read_house_terms(lines)


def test_house_terms_given_one_by_one_are_read_line_by_line() -> None:
    assert read_house_terms(["及び/および", "又は/または"]) == read_house_terms("及び/および\n又は/または")
    with pytest.raises(HouseTermsError, match="「及び」は"):
        read_house_terms(["及び\n又は/または"])


# --- how long it takes ---


def in_one_article(lines: Iterable[str]) -> Document:
    """A document with all lines below one article."""
    return parse("みなと規約\n第１条（本）\n" + "\n".join(lines)).document


CROWDED = {
    "definitions": lambda count: (f"本{number}（以下「図書{number}」という。）図書" for number in range(count)),
    "items that name themselves": lambda count: (f"（{number}）第{number}号の本" for number in range(1, count + 1)),
    "項 that name what is before": lambda count: (f"（{number}）前項及び第９項" for number in range(1, count + 1)),
    "slips": lambda count: ("本をを貸すｱ叉は" for _ in range(count)),
    "brackets": lambda count: ("（「" for _ in range(count)),
    "numbers to be given": lambda count: ("第●条、第　条第　　第○" for _ in range(count)),
}


@pytest.mark.parametrize("name", CROWDED)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    small, large = (in_one_article(CROWDED[name](count)) for count in (1000, 4000))
    of_small, of_large = best_of_each((partial(check, small), partial(check, large)), runs=2)
    assert of_large < 10 * of_small + 0.1


# --- properties ---


@given(any_text())
def test_every_finding_names_words_that_stand_there(text: str) -> None:
    document = parse(text).document
    lines = write(document).split("\n")
    for problem in check(document):
        if problem.place is None:
            continue
        written = document.clauses[problem.place.clause].written
        assert 0 <= problem.place.start <= problem.place.end <= len(written)
        begins = written.rfind("\n", 0, problem.place.start) + 1
        assert lines[problem.line - 1].startswith(written[begins:].split("\n")[0])


@given(any_text())
def test_every_mend_can_be_made_and_adds_no_line(text: str) -> None:
    document = parse(text).document
    for problem in check(document):
        mended = write(apply_edits(document, problem.mend))
        assert mended.count("\n") == write(document).count("\n")
        assert not problem.mend or mended != write(document)


@given(any_text())
def test_mending_what_was_mended_changes_nothing(text: str) -> None:
    mended = mend(parse(text).document).document
    assert write(mend(mended).document) == write(mended)
    assert [problem for problem in check(mended) if problem.mend and problem.code not in NEEDS_DECISION] == []
