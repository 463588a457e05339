"""New 項, 号 and 号の細分: cases a lawyer can read, and what holds for any text and every line of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portal.text.body import parse_body
from portal.text.editing.lines import applied, text_edits
from portal.text.editing.units import (
    Insertion,
    insert_item_after,
    insert_paragraph_after,
    insert_subitem_after,
    next_unit,
)
from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.tree import Document, UnitKind
from portal.text.writer import write
from tests.case_files import INPUT, Case, assert_same_text, parametrize
from tests.generated import FORMS, Form, Terms, any_text, many_articles, terms
from tests.work import calls_of

CASES = Path(__file__).parent / "units"
ACTS = {"項": insert_paragraph_after, "号": insert_item_after, "細分": insert_subitem_after}
NONE = "なし"
SENTENCE = "会員は、借りた本を返さなければならない。"


def edited(document: Document, made: Insertion) -> str:
    """The text with the unit in it."""
    return applied(write(document), text_edits(document, made.edits))


@parametrize(CASES)
def test_a_unit_is_put_in_as_its_case_says(case: Case) -> None:
    text = case[INPUT]
    line = text.count("\n", 0, text.index("▼")) + 1
    document = parse(text.replace("▼", "")).document
    for name in case.sections.keys() & ACTS.keys():
        made = ACTS[name](document, line)
        got = NONE
        if made is not None:
            whole = edited(document, made)
            got = f"{whole[: made.caret]}▲{whole[made.caret :]}"
        assert_same_text(case[name], got, what=f"{case.title}: {name}")


def test_what_goes_on_is_a_unit_of_the_level_of_the_line() -> None:
    document = parse(
        "第1条（貸出し）\n会員は、次の本を借りる。\n（１）次の小説\nア　長編\n２　期間は、二週間とする。"
    ).document
    kinds = [made.kind if made else None for made in (next_unit(document, line) for line in range(1, 6))]
    paragraph, item, subitem = UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.SUBITEM
    assert kinds == [paragraph, paragraph, item, subitem, paragraph]


def test_an_article_without_text_and_a_line_that_is_not_there_have_no_unit() -> None:
    document = parse("\n第1条（貸出し）\n\n第2条（期間）\n二週間とする。").document
    for act in (*ACTS.values(), next_unit):
        assert act(document, 2) is None
        assert act(document, 1) is None
        assert act(document, -5) is None
    assert insert_paragraph_after(document, 10**9) == insert_paragraph_after(document, 5)


def test_the_document_after_the_edits_is_the_text_after_them() -> None:
    document = parse("第1条（貸出し）\n三冊まで借りられる。\n２　二週間とする。").document
    made = insert_paragraph_after(document, 2)
    assert made is not None
    assert write(apply_edits(document, made.edits)) == edited(document, made)


def insertions(document: Document, data: st.DataObject) -> Iterator[Insertion]:
    """All that can be put in on some lines."""
    for _ in range(5):
        line = data.draw(st.integers(-1, write(document).count("\n") + 3))
        found = (act(document, line) for act in (*ACTS.values(), next_unit))
        yield from (made for made in found if made is not None)


@given(any_text(), st.data())
def test_whatever_the_text_only_labels_change_and_lines_are_put_in(text: str, data: st.DataObject) -> None:
    document = parse(text).document
    for made in insertions(document, data):
        assert made.edit.before == ""
        assert made.edit.after.strip("\n").strip() == made.label
        after = edited(document, made)
        assert after[: made.caret].rstrip().endswith(made.label)
        labels = {unit.label for clause in document for unit in parse_body(clause.text).walk()}
        assert all(edit.before in labels for edit in made.renumbered)


@given(terms(), st.sampled_from(FORMS), st.data())
def test_in_terms_what_is_typed_at_the_caret_is_read_as_the_new_unit(
    written: Terms, form: Form, data: st.DataObject
) -> None:
    document = parse(written.write(form)).document
    for made in insertions(document, data):
        after = edited(document, made)
        words = SENTENCE if made.kind is UnitKind.PARAGRAPH else "切り取ること"
        typed = f"{after[: made.caret]}{words}{after[made.caret :]}"
        before, now = units(document), units(parse(typed).document)
        assert len(now) == len(before) + 1, typed
        assert (made.kind, made.label, words) in now, typed


def units(document: Document) -> list[tuple[UnitKind, str, str]]:
    found = (unit for clause in document for unit in parse_body(clause.text).walk())
    return [(unit.kind, unit.label, unit.text.partition("\n")[0]) for unit in found]


def test_twice_the_text_is_about_twice_the_work() -> None:
    documents = [parse(many_articles(count)).document for count in (100, 200)]
    insert_item_after(documents[0], 5)
    once, twice = (calls_of(partial(insert_subitem_after, document, 5)) for document in documents)
    assert twice < 2.8 * once, f"{once} calls for 100 articles, {twice} for 200"
