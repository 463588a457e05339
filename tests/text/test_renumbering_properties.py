"""Renumbering keeps what references mean, in generated terms and in real ones, wherever something is put in or out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.text.edits import apply_edits
from portal.text.renumbering import renumber
from portal.text.tree import Document
from tests.generated import Mutation, any_text, mutated, mutations
from tests.text.generated_references import drafted, referring_terms
from tests.text.renumbering_drafts import (
    PLACEHOLDER,
    Draft,
    articles,
    fails,
    moved,
    units_behind_first,
    units_with_siblings,
    with_article,
    with_keys,
    with_unit,
    with_unit_first,
    without,
    without_unit,
    wrong_with,
)

TERMS = ("desknets-cloud-14-15/new.txt", "dnet-onboarding/clean.txt", "tsukuroa-work-rules/v5.txt")
STATUTE = "electricity-business-act/new.txt"
PLACES = 4
"""Articles of a real document at which drafts are made, and of its 項 and 号."""
SECONDS = 10
"""For one paragraph of 5,000 characters on a slow machine."""
WAYS = pytest.mark.parametrize(("branch", "with_base"), [(False, False), (False, True), (True, False), (True, True)])


def base(corpus: Path, name: str) -> Document:
    """Return a real document with keys."""
    return with_keys((corpus / name).read_text(encoding="utf-8"))


def drafts_of_articles(document: Document, places: list[int]) -> Iterator[Draft | None]:
    """Articles put in, with and without a number, taken out, and moved."""
    for place, at in enumerate(places):
        yield with_article(document, at)
        yield with_article(document, at, document.clauses[at].label)
        yield without(document, at)
        yield moved(document, at, places[(7 * place + 5) % len(places)])


def drafts_of_units(document: Document) -> Iterator[Draft | None]:
    """項, 号 and 細分 put in and taken out."""
    pairs = [(at, *pair) for at in articles(document) for pair in units_with_siblings(document.clauses[at])]
    for at, unit, following in pairs[:: max(1, len(pairs) // PLACES // 2)]:
        yield with_unit(document, at, following)
        yield without_unit(document, at, unit, following)


@WAYS
@pytest.mark.parametrize("name", TERMS)
def test_articles_of_real_terms_come_and_go(corpus: Path, name: str, branch: bool, with_base: bool) -> None:
    document = base(corpus, name)
    places = articles(document)
    drafts = drafts_of_articles(document, places[:: max(1, len(places) // PLACES)])
    assert [found for draft in drafts for found in fails(draft, branch=branch, with_base=with_base)] == []


@WAYS
@pytest.mark.parametrize("name", TERMS)
def test_units_of_real_terms_come_and_go(corpus: Path, name: str, branch: bool, with_base: bool) -> None:
    drafts = drafts_of_units(base(corpus, name))
    assert [found for draft in drafts for found in fails(draft, branch=branch, with_base=with_base)] == []


@pytest.mark.parametrize("name", TERMS)
def test_units_of_real_terms_move_to_the_front(corpus: Path, name: str) -> None:
    document = base(corpus, name)
    places = [(at, *units) for at in articles(document) for units in units_behind_first(document.clauses[at])]
    drafts = [with_unit_first(document, *place) for place in places[:: max(1, len(places) // PLACES // 2)]]
    assert [found for draft in drafts for found in fails(draft, branch=False, with_base=True)] == []


def test_a_paragraph_that_repeats_itself_is_compared_at_once() -> None:
    """Sign by sign, by way of longest common stretches, this takes three quarters of a minute."""
    first, second = "第1条　会員は、本を返す。", "第2条　会員は、前条により返す。"
    before = with_keys(f"{first}\n{second}\n第3条　{'第2条甲' * 1000}\n")
    draft = with_keys(f"{first}\n第○条　会員は、借りる。\n{second}\n第3条　{'第2条乙甲' * 1000}\n")
    keys = ("k0", "", "k1", "k2")
    draft = replace(draft, clauses=tuple(c._replace(key=key) for c, key in zip(draft.clauses, keys, strict=True)))
    start = time.perf_counter()
    made = renumber(draft, before=before)
    assert time.perf_counter() - start < SECONDS
    assert made.document.clauses[3].text == "第3条乙甲" * 1000


@pytest.mark.parametrize("name", (*TERMS, STATUTE))
def test_real_documents_need_no_renumbering(corpus: Path, name: str) -> None:
    document = base(corpus, name)
    for branch in (False, True):
        assert renumber(document, branch=branch).edits == renumber(document, before=document, branch=branch).edits == ()


@pytest.mark.parametrize("branch", [False, True])
def test_a_statute_takes_an_article_in_the_middle(corpus: Path, branch: bool) -> None:
    document = base(corpus, STATUTE)
    draft = with_article(document, articles(document)[370 if branch else 130])
    assert draft is not None
    made = renumber(draft.draft, branch=branch)
    relative = {edit.before for edit in made.edits} - {PLACEHOLDER}
    assert not branch or relative <= {"前条", "前二条", "前三条", "次条"}
    assert wrong_with(made, draft, branch=branch, with_base=False) == []


@WAYS
@given(st.data())
def test_generated_terms_keep_what_references_mean(branch: bool, with_base: bool, data: st.DataObject) -> None:
    terms = data.draw(referring_terms())
    draft = data.draw(drafted(terms))
    assert fails(draft, branch=branch, with_base=with_base) == []


@given(any_text(), any_text(), st.booleans(), st.booleans())
def test_any_text_can_be_renumbered(text: str, before: str, branch: bool, with_base: bool) -> None:
    check_edits(with_keys(text), with_keys(before) if with_base else None, branch)


@pytest.mark.parametrize("name", TERMS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations(), branch=st.booleans(), with_base=st.booleans())
def test_careless_drafts_can_be_renumbered(
    corpus: Path, name: str, changes: tuple[Mutation, ...], branch: bool, with_base: bool
) -> None:
    text = (corpus / name).read_text(encoding="utf-8")
    check_edits(with_keys(mutated(text, changes)), with_keys(text) if with_base else None, branch)


def check_edits(document: Document, before: Document | None, branch: bool) -> None:
    """Fail when the edits do not make the document, or numbering it again by its labels finds more to do."""
    made = renumber(document, before=before, branch=branch)
    assert apply_edits(document, made.edits) == made.document
    if before is None and not made.doubts:
        assert renumber(made.document, branch=branch).edits == ()
