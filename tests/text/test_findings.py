"""Findings on real documents: the slips that people have listed are found, and few others are.

Which of the findings are false a person has judged (see the note to issue 3); the counts below only keep
a careless rule from flooding a sound document.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from portal.text.checks import NEEDS_DECISION, check
from portal.text.checks.house_terms import read_house_terms
from portal.text.checks.mends import mend
from portal.text.cleaning import clean
from portal.text.parser import parse
from portal.text.tree import Document, Kind, Problem
from portal.text.writer import write
from tests.generated import Mutation, mutated, mutations
from tests.text.test_corpus import few_examples, read

TERMS = (
    "desknets-cloud-14-15/new.txt",
    "desknets-sync/new.txt",
    "dnet-onboarding/clean.txt",
    "tsukuroa-work-rules/v5.txt",
)
STATUTES = ("electricity-business-act/old.txt", "electricity-business-act/new.txt")
ONBOARDING = "dnet-onboarding/clean.txt"

CODES = {
    "ref_title_mismatch": "reference_caption",
    "ref_self": "reference_self",
    "ref_wrong_target": "reference_without_list",
    "ref_incomplete_enum": "reference_incomplete",
    "ref_para_of_single_para_article": "reference_only_paragraph",
    "catch_all_not_last": "catch_all_not_last",
    "kanji_for_katakana": "kanji_for_katakana",
    "dup_definition": "defined_twice",
    "use_before_definition": "used_before_definition",
    "typo": "slip",
    "style": "style",
    "missing_period": "missing_period",
    "width": "digit_width",
    "variant": "spelling",
}
"""The rules of findings.json that a machine can know, and what the checks call them."""
OF_THE_WHOLE = ("spelling", "digit_width")
"""Told once, where the rarer way is first met."""


def document_of(corpus: Path, name: str) -> Document:
    """Return a document of the corpus as it is read."""
    return parse(clean(read(corpus, name)).text).document


def slips(corpus: Path) -> list[dict[str, str]]:
    """The slips that people listed, those left out that only a person can know."""
    listed = json.loads((corpus / "dnet-onboarding/findings.json").read_text(encoding="utf-8"))
    return [slip for slip in listed if slip["rule"] in CODES]


def test_each_listed_slip_that_a_machine_can_know_is_found(corpus: Path) -> None:
    wanted = Counter(CODES[slip["rule"]] for slip in slips(corpus))
    found = Counter(problem.code for problem in check(document_of(corpus, ONBOARDING)))
    assert wanted - found == Counter()


def test_a_listed_slip_is_found_where_it_is(corpus: Path) -> None:
    document = document_of(corpus, ONBOARDING)
    problems = check(document)
    missed = [slip for slip in slips(corpus) if not any(is_of(document, problem, slip) for problem in problems)]
    assert missed == []


def is_of(document: Document, problem: Problem, slip: dict[str, str]) -> bool:
    """Whether a finding is that of a slip: its kind, its article (but for the document's habits), its words."""
    if problem.place is None:
        return False
    clause = document.clauses[problem.place.clause]
    words = clause.written[problem.place.start : problem.place.end]
    is_there = problem.code in OF_THE_WHOLE or f"第{clause.number[0] if clause.number else 0}条" in slip["place"]
    return (
        problem.code == CODES[slip["rule"]] and is_there and (problem.code in OF_THE_WHOLE or words[:4] in slip["text"])
    )


@pytest.mark.parametrize("name", STATUTES)
def test_a_statute_has_at_most_one_finding_for_a_hundred_articles(corpus: Path, name: str) -> None:
    document = document_of(corpus, name)
    articles = sum(clause.kind is Kind.ARTICLE for clause in document)
    assert 100 * len(check(document)) <= articles


@pytest.mark.parametrize(
    ("name", "most"),
    [("desknets-cloud-14-15/new.txt", 4), ("desknets-sync/new.txt", 8), ("tsukuroa-work-rules/v5.txt", 10)],
)
def test_terms_are_not_flooded(corpus: Path, name: str, most: int) -> None:
    assert len(check(document_of(corpus, name))) <= most


@pytest.mark.parametrize("name", (*TERMS, STATUTES[1]))
def test_after_all_mends_none_of_what_they_mend_is_left(corpus: Path, name: str) -> None:
    mended = mend(document_of(corpus, name))
    left = [str(problem) for problem in check(mended.document) if problem.mend and problem.code not in NEEDS_DECISION]
    assert left == []
    assert write(mend(mended.document).document) == write(mended.document)


def test_house_terms_settle_the_spelling(corpus: Path) -> None:
    house_terms = read_house_terms("及び/および\n又は/または\n但し/ただし")
    document = document_of(corpus, ONBOARDING)
    hits = Counter(problem.code for problem in check(document, house_terms=house_terms))
    mended = mend(document, house_terms=house_terms).document
    assert hits["house_term"] == sum(write(document).count(word) for word in ("および", "または", "ただし"))
    assert not any(word in write(mended) for word in ("および", "または", "ただし"))


@pytest.mark.parametrize("name", TERMS)
@few_examples
@given(changes=mutations())
def test_careless_edits_are_checked_and_mended(corpus: Path, name: str, changes: list[Mutation]) -> None:
    document = parse(mutated(read(corpus, name), changes)).document
    for problem in check(document):
        assert str(problem)
    mended = mend(document).document
    assert write(mend(mended).document) == write(mended)
