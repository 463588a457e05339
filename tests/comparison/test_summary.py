"""What a comparison comes to, in both languages: the case files read as an announcement would."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, HouseStyle
from portal.comparison.summary.making import Counts, Summary, summarise, summary_of
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.publishing.change_sentences import change_counts, change_sentence, change_sentences
from portal.text.parser import parse
from portal.text.tree import Number
from tests.benchmarks.workloads import WORST, Pair
from tests.case_files import Case, assert_same_text, parametrize
from tests.generated import FORMS, Form, Terms, any_text, mutated, mutations, terms
from tests.work import calls_of

SUMMARIES = Path(__file__).parent / "summaries"


def told(summary: Summary, language: str) -> str:
    """Counts and sentences, a line each."""
    with translation.override(language):
        return "\n".join([*change_counts(summary.counts), *change_sentences(summary)])


@parametrize(SUMMARIES)
def test_two_editions_are_summed_up_as_their_case_says(case: Case) -> None:
    summary = summary_of(parse(case["旧"]).document, parse(case["新"]).document)
    assert_same_text(case["要約"], told(summary, "ja"), what=f"{case.title}（要約）")
    assert_same_text(case["summary"], told(summary, "en"), what=f"{case.title} (summary)")


@parametrize(SUMMARIES)
def test_every_house_style_has_the_same_summary(case: Case) -> None:
    old, new = parse(case["旧"]).document, parse(case["新"]).document
    for style in BUILT_IN.values():
        assert summarise(compare(old, new, style=style)) == summary_of(old, new, ignore_width=style.ignore_width)


def test_what_a_sentence_says_of_itself_is_the_japanese() -> None:
    summary = table(
        "第1条（料金）\n百円です。\n", "第1条（料金）\n二百円です。\n", row(RowKind.CHANGED, lead(0), lead(0))
    )
    with translation.override("en"):
        assert [str(sentence) for sentence in summarise(summary).sentences] == ["第1条を変更"]


@given(any_text(), any_text())
def test_any_two_texts_have_a_summary(old: str, new: str) -> None:
    summary = summary_of(parse(old).document, parse(new).document)
    assert all(str(sentence) for sentence in summary.sentences)
    with translation.override("en"):
        assert all(change_sentence(sentence) for sentence in summary.sentences)


@given(terms(), st.sampled_from(FORMS), mutations())
def test_a_summary_is_empty_where_nothing_changed(written: Terms, form: Form, changes: tuple) -> None:
    old = written.write(form)
    same = summary_of(parse(old).document, parse(old).document)
    assert same == Summary()
    new = mutated(old, changes)
    differs = compare(parse(old).document, parse(new).document).has_changes
    changed = summary_of(parse(old).document, parse(new).document)
    assert differs or changed == Summary()


@pytest.mark.parametrize(("make", "most"), [pytest.param(make, most, id=name) for name, make, most in WORST])
def test_twice_the_worst_table_is_about_twice_the_work(make: Callable[[int], Pair], most: int) -> None:
    """As comparing is, in calls."""
    size = most // 10
    tables = [compare(*(parse(text).document for text in make(count))) for count in (size // 8, size // 2, size)]
    _, once, twice = (calls_of(partial(summarise, table)) for table in tables)
    assert twice < 2.6 * once, f"{once} calls for {size // 2}, {twice} for {size}"


# --- tables made by hand: what texts rarely do ---

OLD = """\
第1条（目的）
1　本を貸します。
2　雑誌も貸します。
第2条（期間）
期間は、七日間とします。
"""
NEW = """\
第1条（目的）
本を貸します。
第2条（期間）
1　期間は、七日間とします。
2　雑誌も貸します。
第3条（地図）
地図も貸します。
"""


def lead(clause: int, *path: Number) -> At:
    return At(clause, Part.LEAD, path or ((),))


def row(kind: RowKind, old: At | None, new: At | None, *, texts: tuple[str, str] = ("甲", "乙")) -> Row:
    return Row(kind, Cell(texts[0] if old else ""), Cell(texts[1] if new else ""), "", old, new)


def table(old: str, new: str, *rows: Row, style: HouseStyle = THREE_COLUMN) -> ComparisonTable:
    return ComparisonTable(style, rows, (), parse(old).document, parse(new).document)


def sentences(*rows: Row, old: str = OLD, new: str = NEW) -> tuple[list[str], list[str]]:
    summary = summarise(table(old, new, *rows))
    return told(summary, "ja").split("\n")[1:], told(summary, "en").split("\n")[1:]


def test_a_unit_that_moved_to_another_article_is_told_at_both() -> None:
    away, there = At(0, Part.PARAGRAPH, ((2,),)), At(1, Part.PARAGRAPH, ((2,),))
    rows = [
        row(RowKind.UNCHANGED, lead(0, (1,)), lead(0)),
        row(RowKind.MOVED_AWAY, away, there),
        row(RowKind.UNCHANGED, lead(1), lead(1, (1,))),
        row(RowKind.MOVED, away, there),
    ]
    assert sentences(*rows) == (
        ["第1条　旧第2項を第2条第2項に移動", "第2条　旧第1条第2項を第2項に移動"],
        [
            "Article 1: former paragraph 2 moved to Article 2, paragraph 2",
            "Article 2: former Article 1, paragraph 2 moved to paragraph 2",
        ],
    )


def test_an_article_made_of_a_paragraph_says_where_it_came_from() -> None:
    rows = [
        row(RowKind.ADDED_UNIT, None, At(2, Part.HEADING)),
        row(RowKind.MOVED, At(0, Part.PARAGRAPH, ((2,),)), lead(2)),
    ]
    assert sentences(*rows) == (
        ["第3条（地図）を追加（旧第1条第2項から移動）"],
        ["Article 3 (地図) added (moved from former Article 1, paragraph 2)"],
    )


def test_an_article_that_became_a_paragraph_says_where_it_went() -> None:
    rows = [
        row(RowKind.DELETED_UNIT, At(1, Part.HEADING), None),
        row(RowKind.MOVED_AWAY, lead(1), At(0, Part.PARAGRAPH, ((3,),))),
    ]
    japanese, _ = sentences(*rows, new="第1条（目的）\n1　本を貸します。\n2　雑誌も貸します。\n3　七日間とします。\n")
    assert japanese == ["旧第2条（期間）を削除（第1条第3項に移動）"]


def test_a_moved_article_of_the_same_number_names_its_chapters() -> None:
    texts = (
        "第1章　総則\n第1条（甲）\n本。\n第2章　雑則\n第2条（乙）\n紙。\n",
        "第1章　総則\n第2条（乙）\n紙。\n第2章　雑則\n第1条（甲）\n本。\n",
    )
    moved = row(RowKind.MOVED, At(3, Part.HEADING), At(1, Part.HEADING))
    assert sentences(moved, old=texts[0], new=texts[1]) == (
        ["第2条を第2章から第1章に移動"],
        ["Article 2 moved from Chapter 2 to Chapter 1"],
    )


def test_long_lists_say_how_many_more_there_are() -> None:
    items = "".join(f"（{number}）品{number}\n" for number in range(1, 20))
    rows = [row(RowKind.UNCHANGED, lead(0), lead(0))]
    rows += [row(RowKind.CHANGED, at, at) for at in (At(0, Part.ITEM, ((), (n,))) for n in range(1, 20, 2))]
    text = f"第1条（品）\n品は、次のとおりとします。\n{items}"
    assert sentences(*rows, old=text, new=text) == (
        ["第1条　第1号・第3号・第5号・第7号ほか6か所を変更"],
        ["Article 1: items (1), (3), (5) and (7) (and 6 other places) changed"],
    )


def test_a_unit_that_differs_in_width_only_is_told_as_notation() -> None:
    rows = [
        row(RowKind.CHANGED, lead(0, (1,)), lead(0, (1,)), texts=("1　7日", "1　７日")),
        row(RowKind.CHANGED, lead(0, (2,)), lead(0, (2,))),
    ]
    assert sentences(*rows, new=OLD) == (
        ["第1条　第1項の表記を変更、第2項を変更"],
        ["Article 1: notation of paragraph 1 changed; paragraph 2 changed"],
    )


def test_counts_tell_articles_from_units_and_headings() -> None:
    texts = "第1章　総則\n第1条（甲）\n1　本。\n2　紙。\n"
    rows = [
        row(RowKind.CHANGED, At(0, Part.HEADING), At(0, Part.HEADING)),
        row(RowKind.CHANGED, lead(1, (1,)), lead(1, (1,))),
        row(RowKind.ADDED_UNIT, None, lead(1, (2,))),
    ]
    summary = summarise(table(texts, texts.replace("総則", "通則"), *rows))
    assert summary.counts == Counts(changed=1, headings=1, added_units=1, changed_units=1)


def test_elided_and_unchanged_rows_say_nothing() -> None:
    whole = At(0, Part.CLAUSE)
    rows = (row(RowKind.ELIDED, whole, whole), row(RowKind.UNCHANGED, lead(1), lead(1, (1,))))
    assert summarise(table(OLD, NEW, *rows)) == Summary()


def test_a_table_without_its_editions_has_an_empty_summary() -> None:
    assert summarise(ComparisonTable(THREE_COLUMN, (row(RowKind.CHANGED, lead(3), lead(3)),))) == Summary()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_markup_in_a_caption_stays_text(language: str) -> None:
    """Pages escape it; here it is only carried."""
    rows = (row(RowKind.CHANGED, At(0, Part.HEADING), At(0, Part.HEADING)),)
    new = "第1条（<script>）\n1　本を貸します。\n2　雑誌も貸します。\n"
    assert "<script>" in told(summarise(table(OLD, new, *rows)), language)
