"""Renumbering, case by case: the draft, its edits, what is to be confirmed, and the text after them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.places import clause_words
from portal.text.renumbering import Renumbering, renumber
from portal.text.tree import Clause, Document
from portal.text.writer import write
from tests.case_files import INPUT, Case, assert_same_text, parametrize

CASES = Path(__file__).parent / "renumbering"
BASE, EDITS, DOUBTS, AFTER = "もと", "変更", "確認", "後"
BRANCH = "枝番の"


def keyed(base: Document, draft: Document) -> Document:
    """Give the clauses of a draft the keys of those of the base that bear the same caption, text or label."""
    keys = dict.fromkeys(range(len(draft.clauses)), "")
    for name in (_caption, _words, _label):
        known = {name(clause): clause.key for clause in reversed(base.clauses) if clause.key not in keys.values()}
        for index, clause in enumerate(draft.clauses):
            keys[index] = keys[index] or known.pop(name(clause), "")
    return replace(draft, clauses=tuple(clause._replace(key=keys[i]) for i, clause in enumerate(draft.clauses)))


def _caption(clause: Clause) -> tuple[str, ...]:
    return (clause.kind, clause.caption, clause.context) if clause.caption else _words(clause)


def _words(clause: Clause) -> tuple[str, ...]:
    return clause.kind, clause.label, clause.text


def _label(clause: Clause) -> tuple[str, ...]:
    return clause.kind, clause.label, clause.context


def renumbered(case: Case, *, branch: bool) -> tuple[Document, Renumbering, Document | None]:
    """Return the draft, its renumbering, and the base if the case has one."""
    draft, base = parse(case[INPUT]).document, None
    if BASE in case.sections:
        base = parse(case[BASE]).document
        base = replace(base, clauses=tuple(c._replace(key=f"k{i}") for i, c in enumerate(base.clauses)))
        draft = keyed(base, draft)
    return draft, renumber(draft, before=base, branch=branch), base


def edits(draft: Document, made: Renumbering) -> Iterator[str]:
    """The edits, a line each."""
    for edit in made.edits:
        place = clause_words(draft.clauses[edit.clause])
        yield f"{place} 「{edit.before}」→「{edit.after}」"


def sections(case: Case, *, branch: bool) -> dict[str, str]:
    """What the sections of a case must say."""
    draft, made, _ = renumbered(case, branch=branch)
    prefix = BRANCH if branch else ""
    return {
        prefix + EDITS: "\n".join(edits(draft, made)),
        prefix + DOUBTS: "\n".join(f"{doubt.line}行目 {doubt.code} {doubt}" for doubt in made.doubts),
        prefix + AFTER: write(made.document),
    }


@pytest.mark.parametrize("branch", [False, True], ids=["numbers", "branches"])
@parametrize(CASES)
def test_a_draft_is_renumbered_as_its_case_says(case: Case, branch: bool) -> None:
    made = sections(case, branch=branch)
    expected = {name: text for name, text in case.sections.items() if name in made}
    if not branch:
        expected.setdefault(DOUBTS, "")
    for name, text in expected.items():
        assert_same_text(text, made[name], what=f"{case[INPUT]}\n-- {name}")


@pytest.mark.parametrize("branch", [False, True], ids=["numbers", "branches"])
@parametrize(CASES)
def test_what_was_renumbered_is_left_alone(case: Case, branch: bool) -> None:
    draft, made, base = renumbered(case, branch=branch)
    assert apply_edits(draft, made.edits) == made.document
    for before in (base, None):
        assert [*edits(made.document, renumber(made.document, before=before, branch=branch))] == []
