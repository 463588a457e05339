"""Real editions: the tables their publishers made, and a statute whose changed articles are known."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from portal.comparison.alignment.clauses import align_documents
from portal.comparison.alignment.likeness import likeness
from portal.comparison.house_style import BUILT_IN, HouseStyle
from portal.text.parser import parse
from portal.text.tree import MAIN, Clause, Document, Kind
from tests.comparison.invariants import assert_sound, table_of
from tests.generated import Mutation, mutated, mutations

SCORE = Path(__file__).resolve().parents[3] / "shared" / "measure" / "score_table.py"
PUBLISHED = (
    ("desknets-cloud-14-15", "three-column", ()),
    # Row 10 is a slip of the people who made the table (corpus/README.md).
    ("desknets-sync", "two-column", ("--skip", "10")),
)
PAIRS = (
    ("desknets-cloud-14-15/old.txt", "desknets-cloud-14-15/new.txt"),
    ("desknets-sync/old.txt", "desknets-sync/new.txt"),
    ("tsukuroa-work-rules/v3.txt", "tsukuroa-work-rules/v4.txt"),
    ("tsukuroa-work-rules/v4.txt", "tsukuroa-work-rules/v5.txt"),
    ("dnet-onboarding/source.txt", "dnet-onboarding/clean.txt"),
    ("tsukuroa-work-rules/v3.txt", "dnet-onboarding/clean.txt"),
)
STATUTE = ("electricity-business-act/old.txt", "electricity-business-act/new.txt")

styles = pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)


def read(corpus: Path, name: str) -> str:
    """Return a document's text."""
    return (corpus / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "style", "arguments"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_a_published_table_is_made_again(
    corpus: Path, folder: str, style: str, arguments: Sequence[str], tmp_path: Path
) -> None:
    output = io.StringIO()
    old, new = (str(corpus / folder / f"{side}.txt") for side in ("old", "new"))
    call_command("compare_terms", old, new, "--style", style, "--json", stdout=output)
    predicted = tmp_path / "table.json"
    predicted.write_text(output.getvalue(), encoding="utf-8")
    command = [sys.executable, str(SCORE), str(corpus / folder / "table.json"), str(predicted), *arguments, "-v"]
    score = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "rows P 1.000 R 1.000 F1 1.000" in score.stdout, score.stdout + score.stderr
    assert score.returncode == 0, score.stdout


@styles
@pytest.mark.parametrize(("old", "new"), (*PAIRS, STATUTE))
def test_the_table_of_two_real_editions_is_sound(corpus: Path, old: str, new: str, style: HouseStyle) -> None:
    assert_sound(read(corpus, old), read(corpus, new), style)


@styles
@pytest.mark.parametrize("name", dict.fromkeys(name for pair in PAIRS[:4] for name in pair))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations())
def test_the_table_of_an_edition_and_its_careless_edit_is_sound(
    corpus: Path, name: str, style: HouseStyle, changes: Sequence[Mutation]
) -> None:
    text = read(corpus, name)
    assert_sound(text, mutated(text, changes), style)


@styles
@pytest.mark.parametrize("name", (*dict.fromkeys(name for pair in PAIRS for name in pair), STATUTE[0]))
def test_a_real_edition_and_itself_have_no_change(corpus: Path, name: str, style: HouseStyle) -> None:
    assert not table_of(read(corpus, name), read(corpus, name), style).has_changes


# --- the statute ---


def test_the_articles_of_the_statute_that_stayed_the_same_are_known(corpus: Path) -> None:
    official = official_statuses(corpus)
    found = {number for number, other, same in paired_articles(corpus) if same and number == other}
    assert found == {number for number, status in official.items() if status == "same"}


def test_the_statuses_of_the_statute_s_articles_are_the_official_ones(corpus: Path) -> None:
    """The official list pairs by number alone: what stands under a number, not where an article went."""
    official, found = official_statuses(corpus), statuses_by_number(corpus)
    differing = {
        number: (official[number], found.get(number)) for number in official if official[number] != found[number]
    }
    assert found.keys() == official.keys()
    assert len(differing) <= 0.01 * len(official), differing


def test_renumbered_articles_of_the_statute_say_what_they_said_before(corpus: Path) -> None:
    """Each of the articles that the official list has as changed, for another now stands under their number."""
    old, new = map(main_articles, documents(corpus))
    moved = [(number, other) for number, other, _ in paired_articles(corpus) if number != other]
    assert len(moved) > 30
    unlike = [pair for pair in moved if likeness(old[pair[0]].text, new[pair[1]].text) < 0.8]
    assert unlike == []


def test_renumbered_articles_of_the_statute_keep_their_order(corpus: Path) -> None:
    numbers = [tuple(map(int, other.split("_"))) for number, other, _ in paired_articles(corpus) if number != other]
    assert all(before < after for before, after in pairwise(numbers))


def statuses_by_number(corpus: Path) -> dict[str, str]:
    """Return same, changed, added or removed by article number, as the alignment sees what stands under it."""
    old, new = map(main_articles, documents(corpus))
    same = {number for number, other, is_same in paired_articles(corpus) if is_same and number == other}
    both = {number: "same" if number in same else "changed" for number in old.keys() & new.keys()}
    return both | dict.fromkeys(old.keys() - new.keys(), "removed") | dict.fromkeys(new.keys() - old.keys(), "added")


def official_statuses(corpus: Path) -> dict[str, str]:
    """Return same, changed, added or removed by article number (18_2), as published: paired by number alone."""
    with (corpus / "electricity-business-act" / "articles.tsv").open(encoding="utf-8") as lines:
        return {row["article_num"]: row["status"] for row in csv.DictReader(lines, delimiter="\t")}


def documents(corpus: Path) -> tuple[Document, Document]:
    """Return the statute's two states."""
    old, new = (parse(read(corpus, name)).document for name in STATUTE)
    return old, new


def main_articles(document: Document) -> dict[str, Clause]:
    """The articles of the 本則 by number."""
    return {
        "_".join(map(str, clause.number)): clause
        for clause in document
        if clause.kind is Kind.ARTICLE and clause.context == MAIN
    }


def paired_articles(corpus: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield old and new number of each paired article of the 本則, and whether it stayed the same."""
    old, new = documents(corpus)
    for old_index, new_index in align_documents(old, new):
        if old_index is None or new_index is None:
            continue
        one, other = old.clauses[old_index], new.clauses[new_index]
        if one.kind is Kind.ARTICLE and one.context == other.context == MAIN:
            yield "_".join(map(str, one.number)), "_".join(map(str, other.number)), one.written == other.written
