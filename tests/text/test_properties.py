"""What holds for every text: nothing is lost, nothing raises, parsing twice changes nothing."""

import re
import unicodedata
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.clean import clean
from portal.text.normalise import VOICING_MARKS, normalise
from portal.text.parser import parse
from portal.text.tree import Body, Kind, UnitKind
from portal.text.writer import clause_starts, write
from tests.case_files import assert_same_text
from tests.generated import FORMS, Form, Terms, any_text, many_articles, mutated, mutations, rewrapped, terms
from tests.text.nothing_lost import assert_nothing_lost
from tests.work import calls_of

BLANKS = " \u3000\u00a0"


def assert_round_trip(text: str) -> None:
    """Fail when the text does not come back, or when parsing it again gives another document."""
    document = parse(text).document
    assert_same_text(normalise(text), write(document), what="the text does not come back")
    assert parse(write(document)).document == document


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


@given(any_text())
def test_every_problem_names_a_line_and_fills_its_sentence(text: str) -> None:
    parsed = parse(text)
    last = normalise(text).count("\n") + 1
    for problem in (*parsed.problems, *check(parsed.document)):
        assert 1 <= problem.line <= last, problem
        assert str(problem)


@given(any_text())
def test_clause_starts_point_at_the_clauses(text: str) -> None:
    document = parse(text).document
    written = write(document)
    for start, clause in zip(clause_starts(document), document, strict=True):
        assert written.startswith(clause.written, start)


# --- body ---


@given(any_text())
def test_a_body_holds_every_line_once_and_in_order(text: str) -> None:
    text = normalise(text)
    assert_same_text("\n".join(filled_lines(text)), "\n".join(body_lines(parse_body(text), text)), what=text)


def filled_lines(text: str) -> list[str]:
    """The lines of a text without blanks at their edges, blank lines left out."""
    return [line.strip(BLANKS) for line in text.split("\n") if line.strip(BLANKS)]


def body_lines(body: Body, text: str) -> list[str]:
    """The lines of a body put together again from labels, separators and offsets."""
    lines = []
    for unit in body.walk():
        own = [text[line.start : line.end] for line in unit.lines]
        assert own == [line.text for line in unit.lines]
        assert text.startswith(unit.label, unit.start)
        if unit.label:
            same_line = bool(unit.lines) and "\n" not in text[unit.start : unit.lines[0].start]
            own[:1] = [unit.label + unit.separator + own[0]] if same_line else [unit.label, *own[:1]]
        lines += own
    return lines


@given(any_text())
def test_units_begin_in_reading_order(text: str) -> None:
    starts = [unit.start for unit in parse_body(normalise(text)).walk()]
    assert starts == sorted(starts)


# --- anchors ---


@given(any_text())
def test_anchors_are_unique(text: str) -> None:
    document = parse(text).document
    names = anchors(document)
    assert len(names) == len(document.clauses)
    assert len(set(names)) == len(names), sorted(names)
    for name, clause in zip(names, document, strict=True):
        of_units = list(unit_anchors(name, parse_body(clause.text)).values())
        assert len(set(of_units)) == len(of_units)


# --- clean ---


@given(any_text())
def test_clean_loses_nothing(text: str) -> None:
    assert_nothing_lost(text, clean(text))


@given(terms(), st.sampled_from(FORMS), st.integers(15, 40), mutations(most=4))
def test_clean_loses_nothing_of_wrapped_terms(written: Terms, form: Form, width: int, changes: tuple) -> None:
    text = mutated(rewrapped(written.write(form), width), changes)
    assert_nothing_lost(text, clean(text))


# --- work ---


NASTY = {
    "articles": many_articles,
    "closings": lambda count: "第1条　本\n" + "\n以上\n" * count + "\n本\n",
    "contents": lambda count: "".join(f"目次\n第{number}章\n\n" for number in range(1, count + 1)),
    "captions": lambda count: "（目的）\n" * count,
    "items": lambda count: "第1条\n" + "".join(f"（{number}）本\n" for number in range(1, count + 1)),
    "kanji two": lambda count: "第一条　本\n一　本\nイ　本\nロ　本\nハ　本\n" + "二　本\n" * count,
}


def test_twice_the_text_is_about_twice_the_work() -> None:
    for name, text_of in NASTY.items():
        once, twice = (calls_of(partial(parse, text_of(count))) for count in (300, 600))
        assert twice < 2.6 * once, f"{name}: {once} calls for 300, {twice} for 600"
