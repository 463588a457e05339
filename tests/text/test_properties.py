"""What holds for every text: nothing is lost or raises, parsing twice changes nothing, what was written is read."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.cleaning import clean
from portal.text.normalise import VOICING_MARKS, normalise
from portal.text.numbering.labels import BLANKS
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.tree import Document, Kind, UnitKind
from tests.generated import FORMS, Form, Terms, any_text, many_articles, mutated, mutations, rewrapped, terms
from tests.generated_trees import (
    Disguise,
    Written,
    clauses_of,
    disguises,
    written_by_several_hands,
    written_english_terms,
    written_statutes,
    written_terms,
)
from tests.text.invariants import (
    assert_anchors_are_unique,
    assert_bodies_hold_every_line,
    assert_body_holds_every_line,
    assert_clauses_stand_in_the_text,
    assert_links_lead_somewhere,
    assert_mending_comes_to_an_end,
    assert_problems_point_into_the_text,
    assert_references_stand_where_they_say,
    assert_renumbering_keeps_its_word,
    assert_round_trip,
)
from tests.text.nothing_lost import assert_nothing_lost
from tests.work import calls_of

ANY_TREE = st.one_of(written_terms(), written_by_several_hands(), written_english_terms(), written_statutes())


# --- normalise ---


@given(any_text())
def test_normalise_twice_is_normalise_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(any_text())
def test_normalise_keeps_its_guarantees(text: str) -> None:
    text = normalise(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", text)
    assert not re.search(f"[{BLANKS}]$", text, re.MULTILINE)
    assert not [sign for sign in text if 0x2F00 <= ord(sign) <= 0x2FD5]
    for before, mark in pairwise(text):
        assert mark not in VOICING_MARKS or len(unicodedata.normalize("NFC", before + mark)) > 1


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=0x3000, max_codepoint=0x2FA1F)))
def test_normalise_changes_no_character_it_does_not_name(text: str) -> None:
    kept = "".join(sign for sign in text if sign not in VOICING_MARKS + "\u3000\ufeff")
    assert normalise(kept) == kept


def plainly_normalised(text: str) -> str:
    """The guarantees of `normalise`, one pass each: what its quick way through has to come to."""
    text = re.sub("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"(?m)^[ \u3000]*\t[ \u3000\t]*", lambda match: match.group().replace("\t", "    "), text)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\t", " "))
    text = re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff]", "", text)
    text = re.sub("[\u2f00-\u2fd5]", lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = re.sub(f"[か-ヾ][{VOICING_MARKS}]", lambda match: unicodedata.normalize("NFC", match.group()), text)
    return "\n".join(line.rstrip(BLANKS) for line in text.split("\n"))


@given(
    st.text(alphabet="甲か\u3099\u309aはa ⼀⽇\u3000\u00a0\t\n\r\x0b\x0c\x85\u2028\x00\x7f\ufeff\ud800・", max_size=40)
)
def test_normalise_does_what_its_guarantees_say_one_after_another(text: str) -> None:
    assert normalise(text) == plainly_normalised(text)


# --- parse and write ---


@given(any_text())
def test_any_text_comes_back(text: str) -> None:
    assert_round_trip(text)


@given(terms(), st.sampled_from(FORMS), mutations())
def test_carelessly_edited_terms_come_back(written: Terms, form: Form, changes: tuple) -> None:
    assert_round_trip(mutated(written.write(form), changes))


@given(terms(), st.sampled_from(FORMS), st.integers(3, 40))
def test_wrapped_terms_come_back(written: Terms, form: Form, width: int) -> None:
    assert_round_trip(rewrapped(written.write(form), width))


@given(terms(), st.sampled_from(FORMS))
def test_what_was_written_is_read(written: Terms, form: Form) -> None:
    read = [clause for clause in parse(written.write(form)).document if clause.kind is Kind.ARTICLE]
    articles = (*written.articles, *written.supplementary)
    assert [clause.caption for clause in read] == [article.caption for article in articles]
    for clause, article in zip(read, articles, strict=True):
        units = list(parse_body(clause.text).walk())
        items = [unit.text for unit in units if unit.kind is UnitKind.ITEM]
        assert items == [item for _, items in article.paragraphs for item in items], clause.text
        leads = [unit.lines[0].text for unit in units if unit.kind is UnitKind.PARAGRAPH]
        assert leads[-len(article.paragraphs) :] == [lead for lead, _ in article.paragraphs], clause.text


@given(ANY_TREE)
def test_a_tree_becomes_text_and_the_text_the_tree(written: Written) -> None:
    document = assert_round_trip(written.text)
    assert clauses_of(document) == written.clauses, written.text
    assert_bodies_hold_every_line(document)


@given(ANY_TREE, disguises())
def test_what_pdfs_and_editors_do_to_characters_changes_no_tree(written: Written, disguise: Disguise) -> None:
    disguised = parse(disguise(written.text))
    assert disguised == parse(written.text), disguise


@given(ANY_TREE, mutations(), st.none() | st.integers(2, 60))
def test_a_carelessly_edited_tree_comes_back(written: Written, changes: tuple, width: int | None) -> None:
    text = mutated(written.text, changes)
    document = assert_round_trip(rewrapped(text, width) if width else text)
    assert_clauses_stand_in_the_text(document)
    assert_bodies_hold_every_line(document)


@given(any_text())
def test_clause_starts_point_at_the_clauses(text: str) -> None:
    assert_clauses_stand_in_the_text(parse(text).document)


# --- body ---


@given(any_text())
def test_a_body_holds_every_line_once_and_in_order(text: str) -> None:
    assert_body_holds_every_line(normalise(text))


# --- anchors, checks, references ---


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_anchors_are_unique(text: str) -> None:
    assert_anchors_are_unique(parse(text).document)


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_every_problem_names_a_place_that_is_there_and_a_mend_that_can_be_made(text: str) -> None:
    assert_problems_point_into_the_text(text)


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_every_reference_stands_where_it_says_and_points_at_what_is_there(text: str) -> None:
    assert_references_stand_where_they_say(parse(text).document)


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_renumbering_does_what_it_says(text: str) -> None:
    assert_renumbering_keeps_its_word(parse(text).document)


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_mending_comes_to_an_end(text: str) -> None:
    assert_mending_comes_to_an_end(parse(text).document)


@given(any_text() | ANY_TREE.map(lambda written: written.text))
def test_links_lead_somewhere(text: str) -> None:
    assert_links_lead_somewhere(parse(text).document)


# --- clean ---


@given(any_text())
def test_clean_loses_nothing(text: str) -> None:
    assert_nothing_lost(text, clean(text))


@given(terms(), st.sampled_from(FORMS), st.integers(15, 40), mutations(most=4))
def test_clean_loses_nothing_of_wrapped_terms(written: Terms, form: Form, width: int, changes: tuple) -> None:
    text = mutated(rewrapped(written.write(form), width), changes)
    assert_nothing_lost(text, clean(text))


@given(ANY_TREE, st.integers(15, 60), st.sampled_from(("", "\n", "\x0c", "\n\n図書室\n\x0c")), st.integers(5, 20))
def test_clean_loses_nothing_of_pages(written: Written, width: int, edge: str, length: int) -> None:
    lines = rewrapped(written.text, width).split("\n")
    pages = ["\n".join(lines[start : start + length]) for start in range(0, len(lines), length)]
    text = "".join(f"{page}\n- {number} -\n{edge}" for number, page in enumerate(pages, 1))
    assert_nothing_lost(text, clean(text))


# --- work ---


NASTY = {
    "articles": many_articles,
    "closings": lambda count: "第1条　本\n" + "\n以上\n" * count + "\n本\n",
    "contents": lambda count: "".join(f"目次\n第{number}章\n\n" for number in range(1, count + 1)),
    "captions": lambda count: "（目的）\n" * count,
    "items": lambda count: "第1条\n" + "".join(f"（{number}）本\n" for number in range(1, count + 1)),
    "labels that no series holds": lambda count: "第1条\n" + "1.1 本\n" * count,
    "references": lambda count: "第1条\n" + "前条及び第２条第３項から第５項まで、各号、同項並びに" * count,
    "definitions": lambda count: "第1条\n" + "会員（以下「本」という。）は、「本」を、" * count,
    "definitions in lines": lambda count: "".join(f"第{n}条\n本（以下「本{n}」という。）\n" for n in range(1, count)),
    "pages": lambda count: "".join(f"図書室\n会は、本を貸す\n- {n} -\n\x0c" for n in range(1, count)),
    "kanji two": lambda count: "第一条　本\n一　本\nイ　本\nロ　本\nハ　本\n" + "二　本\n" * count,
}


@pytest.mark.parametrize("name", NASTY)
def test_twice_the_text_is_about_twice_the_work(name: str) -> None:
    for step in (parse, clean, parse_body, in_document(read_references), in_document(check)):
        once, twice = (calls_of(partial(step, NASTY[name](count))) for count in (200, 400))
        assert twice < 2.6 * once + 100, f"{step}: {once} calls for 200, {twice} for 400"


def in_document(step: Callable[[Document], object]) -> Callable[[str], object]:
    """Return the step for the document that a text is read into."""
    return lambda text: step(parse(text).document)
