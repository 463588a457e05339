"""Real documents: they come back as they were, whatever is done to them, and have the structure they have."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.text.checks import check
from portal.text.cleaning import clean
from portal.text.normalise import fold
from portal.text.parser import parse
from portal.text.serialise import parsed_values
from portal.text.tree import Clause, Document, Severity
from tests.case_files import assert_same_text
from tests.generated import Mutation, mutated, mutations, rewrapped
from tests.text.invariants import assert_clauses_stand_in_the_text, assert_round_trip, assert_sound
from tests.text.nothing_lost import assert_nothing_lost

TERMS = (
    "desknets-cloud-14-15/old.txt",
    "desknets-cloud-14-15/new.txt",
    "desknets-sync/old.txt",
    "desknets-sync/new.txt",
    "dnet-onboarding/source.txt",
    "dnet-onboarding/clean.txt",
    "tsukuroa-work-rules/v3.txt",
    "tsukuroa-work-rules/v4.txt",
    "tsukuroa-work-rules/v5.txt",
)
STATUTES = ("electricity-business-act/old.txt", "electricity-business-act/new.txt")
TABLES = ("desknets-cloud-14-15/source.txt", "desknets-sync/source.txt")
ALL = (*TERMS, *STATUTES, *TABLES)
ROOT = Path(__file__).resolve().parents[2]
MEASURE = ROOT.parent / "shared" / "measure"

few_examples = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(corpus: Path, name: str) -> str:
    """Return a document's text."""
    return (corpus / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_every_promise_is_kept_for_a_real_document(corpus: Path, name: str) -> None:
    assert_sound(read(corpus, name))


@pytest.mark.parametrize("name", ALL)
@few_examples
@given(changes=mutations())
def test_a_real_document_comes_back_after_careless_edits(corpus: Path, name: str, changes: Sequence[Mutation]) -> None:
    assert_clauses_stand_in_the_text(assert_round_trip(mutated(read(corpus, name), changes)))


@pytest.mark.parametrize("name", ALL)
@few_examples
@given(width=st.integers(2, 80))
def test_a_real_document_comes_back_when_wrapped(corpus: Path, name: str, width: int) -> None:
    assert_round_trip(rewrapped(read(corpus, name), width))


@pytest.mark.parametrize("name", TERMS)
@settings(few_examples, max_examples=3)
@given(changes=mutations(), width=st.none() | st.integers(2, 80))
def test_every_promise_is_kept_for_a_real_document_after_careless_edits(
    corpus: Path, name: str, changes: Sequence[Mutation], width: int | None
) -> None:
    text = mutated(read(corpus, name), changes)
    assert_sound(rewrapped(text, width) if width else text)


@pytest.mark.parametrize("name", TERMS)
@few_examples
@given(width=st.integers(20, 60))
def test_clean_loses_nothing_of_a_real_document(corpus: Path, name: str, width: int) -> None:
    text = rewrapped(read(corpus, name), width)
    cleaned = clean(text)
    assert_nothing_lost(text, cleaned)
    assert not {"page_numbers", "running_lines"} & {note.code for note in cleaned.notes}


def test_hard_wrapped_text_gives_the_clauses_of_the_text_cleaned_by_hand(corpus: Path) -> None:
    wrapped = parse(clean(read(corpus, "dnet-onboarding/source.txt")).text)
    by_hand = parse(read(corpus, "dnet-onboarding/clean.txt"))
    assert_same_text(clause_list(by_hand.document), clause_list(wrapped.document), what="clean(source) and clean.txt")
    assert wrapped.metadata == by_hand.metadata


def clause_list(document: Document) -> str:
    """Each clause on a line, its text folded (blanks at joints do not count)."""
    return "\n".join(_clause_line(clause) for clause in document)


def _clause_line(clause: Clause) -> str:
    text = "⏎".join(fold(line) for line in clause.text.split("\n") if fold(line))
    return f"{clause.kind.value} {clause.number} {clause.context} {clause.heading} {text}"


def test_cleaned_text_is_clean(corpus: Path) -> None:
    cleaned = clean(read(corpus, "dnet-onboarding/source.txt"))
    assert clean(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("name", [name for name in TERMS if "source" not in name])
def test_text_that_is_not_wrapped_is_left_alone(corpus: Path, name: str) -> None:
    assert clean(read(corpus, name)).text == read(corpus, name)


@pytest.mark.parametrize("name", [name for name in TERMS if "source" not in name])
def test_nothing_keeps_a_real_document_from_being_announced(corpus: Path, name: str) -> None:
    blocking = [
        str(problem) for problem in check(parse(read(corpus, name)).document) if problem.severity is Severity.BLOCKS
    ]
    assert not blocking


@pytest.mark.parametrize("side", ("old", "new"))
def test_a_statute_has_its_official_structure(corpus: Path, side: str, tmp_path: Path) -> None:
    folder = corpus / "electricity-business-act"
    parsed = parse(read(corpus, f"electricity-business-act/{side}.txt"))
    output = tmp_path / "parsed.json"
    output.write_text(json.dumps(parsed_values(parsed, ())), encoding="utf-8")
    script = MEASURE / "score_structure.py"
    score = subprocess.run(
        [sys.executable, str(script), str(folder / f"{side}.structure.tsv"), str(output)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert score.returncode == 0, score.stdout + score.stderr
