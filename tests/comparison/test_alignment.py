"""What stands opposite what: by key, by text, by likeness; each thing once, in order."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.alignment.chains import heaviest_chain, is_rising
from portal.comparison.alignment.clauses import align_documents
from portal.comparison.alignment.likeness import likeness
from portal.comparison.alignment.sequences import Rules, align
from portal.comparison.compare import compare
from portal.comparison.table import RowKind
from portal.text.parser import parse
from portal.text.tree import Document
from tests.generated import FORMS, Form, Terms, any_text, mutated, mutations, terms

OLD = "第１条（会費）\n会員は、会費を年に一度、係に納めます。\n第２条（雑則）\n細目は、係が別に定めて知らせます。\n"
NEW = "第１条（開館）\n図書室は、毎日九時に開きます。\n第２条（閉館）\n図書室は、毎日十七時に閉じます。\n"


def with_keys(document: Document, *keys: str) -> Document:
    """Return the document with these keys for its clauses."""
    clauses = tuple(clause._replace(key=key) for clause, key in zip(document, keys, strict=True))
    return replace(document, clauses=clauses)


def test_clauses_of_one_key_stand_opposite_each_other_however_they_changed() -> None:
    old, new = with_keys(parse(OLD).document, "a", "b"), with_keys(parse(NEW).document, "a", "c")
    assert align_documents(old, new)[0] == (0, 0)
    kinds = [row.kind for row in compare(old, new).rows]
    assert kinds == [RowKind.CHANGED, RowKind.CHANGED, RowKind.DELETED_ARTICLE, RowKind.ADDED_ARTICLE]


def test_a_key_is_stronger_than_an_equal_text() -> None:
    old = with_keys(parse(OLD).document, "a", "b")
    new = with_keys(parse(OLD).document, "b", "a")
    assert set(align_documents(old, new)) == {(0, 1), (1, 0)}


def test_without_key_unlike_articles_are_not_one_article() -> None:
    pairs = align_documents(parse(OLD).document, parse(NEW).document)
    assert all(None in pair for pair in pairs), pairs


def test_an_article_of_a_supplementary_provision_is_none_of_the_main_provision() -> None:
    old = parse("第１条（会費）\n会費は、千円とします。\n附則\n第１条（施行）\n四月から適用します。\n").document
    new = parse("第１条（施行）\n四月から適用します。\n").document
    assert (2, 0) not in align_documents(old, new)


@given(any_text(), any_text())
def test_every_clause_of_any_two_texts_is_paired_or_alone_once(old: str, new: str) -> None:
    assert_each_once(parse(old).document, parse(new).document)


@given(terms(), st.sampled_from(FORMS), mutations())
def test_every_clause_of_edited_terms_is_paired_or_alone_once(written: Terms, form: Form, changes: tuple) -> None:
    text = written.write(form)
    assert_each_once(parse(text).document, parse(mutated(text, changes)).document)


def assert_each_once(old: Document, new: Document) -> None:
    """Fail when a clause is missing from the alignment or in it twice."""
    pairs = align_documents(old, new)
    assert Counter(pair[0] for pair in pairs if pair[0] is not None) == Counter(range(len(old.clauses)))
    assert Counter(pair[1] for pair in pairs if pair[1] is not None) == Counter(range(len(new.clauses)))


# --- sequences of any sort ---

LETTERS: Rules[str] = Rules(
    text=str,
    names=(lambda letter: letter,),
    score=lambda one, other: 0.9 if one.lower() == other.lower() else 0.0,
    threshold=0.5,
    leftover=lambda one, other: {one, other} == {"x", "y"},
)
"""Equal letters are one thing, letters of both cases are alike, x and y go together where nothing else does."""


def test_deletions_stand_before_additions_at_one_place() -> None:
    assert align("apb", "aqb", LETTERS).pairs == ((0, 0), (1, None), (None, 1), (2, 2))


def test_alike_things_pair_in_order_and_leftovers_by_rule() -> None:
    alignment = align("axBc", "aybC", LETTERS)
    assert alignment.pairs == ((0, 0), (1, 1), (2, 2), (3, 3))
    assert alignment.weak == {(1, 1)}


def test_the_fewest_things_give_way() -> None:
    alignment = align("abcde", "bcdea", LETTERS)
    assert alignment.crossing == ((0, 4),)
    assert alignment.pairs == ((0, None), (1, 0), (2, 1), (3, 2), (4, 3), (None, 4))


def test_of_two_that_cross_the_shorter_gives_way() -> None:
    alignment = align(["short", "a longer one"], ["a longer one", "short"], LETTERS)
    assert alignment.crossing == ((0, 1),)


@given(st.text(alphabet="abcABxy", max_size=12), st.text(alphabet="abcABxy", max_size=12))
def test_every_thing_stands_in_the_alignment_once_and_in_order(old: str, new: str) -> None:
    alignment = align(old, new, LETTERS)
    assert [pair[0] for pair in alignment.pairs if pair[0] is not None] == list(range(len(old)))
    assert [pair[1] for pair in alignment.pairs if pair[1] is not None] == list(range(len(new)))
    assert all((i, None) in alignment.pairs and (None, j) in alignment.pairs for i, j in alignment.crossing)


@given(st.text(alphabet="abcABxy", max_size=12), st.text(alphabet="abcABxy", max_size=12))
def test_an_alignment_is_the_same_the_other_way_round(old: str, new: str) -> None:
    there, back = align(old, new, LETTERS), align(new, old, LETTERS)
    assert {pair for pair in there.pairs if None not in pair} == {(i, j) for j, i in back.pairs if None not in (i, j)}


# --- chains ---

WEIGHTED = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=9)


@given(WEIGHTED)
def test_no_chain_is_heavier_than_the_heaviest(pairs: list[tuple[int, int, int]]) -> None:
    weights = {pair[:2]: max(other[2] for other in pairs if other[:2] == pair[:2]) for pair in pairs}
    chains = (chain for size in range(len(weights) + 1) for chain in combinations(sorted(weights), size))
    heaviest = max(sum(weights[pair] for pair in chain) for chain in chains if is_rising(chain))
    found = heaviest_chain([(*pair, weight) for pair, weight in weights.items()])
    assert is_rising(found)
    assert sum(weights[pair] for pair in found) == heaviest


# --- likeness ---


def test_likeness_ignores_width_and_blanks() -> None:
    assert likeness("（１） 会員", "(1)会員") == 1.0


def test_likeness_of_unlike_texts_is_low_and_of_edits_high() -> None:
    assert likeness("会員は、本を借ります。", "図書室は、毎日開きます。") < 0.3
    assert likeness("会員は、本を二冊借ります。", "会員は、本を三冊借ります。") > 0.6
    assert likeness("", "会員") == 0.0
    assert likeness("", "") == 1.0


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == likeness(other, one)


def test_a_chapter_line_that_kept_its_key_moves_and_the_articles_stay() -> None:
    text = "第１章　入会\n第１条　一つ定めます。\n第２章　利用\n第２条　二つ定めます。\n"
    old = with_keys(parse(text).document, "a", "b", "c", "d")
    moved = (old.clauses[0], old.clauses[2], old.clauses[1], old.clauses[3])
    new = replace(old, clauses=moved)
    kinds = {row.kind for row in compare(old, new).rows}
    assert kinds == {RowKind.ELIDED, RowKind.MOVED, RowKind.MOVED_AWAY}
    assert [row.new.text for row in compare(old, new).rows if row.kind is RowKind.MOVED] == ["第２章　利用"]
