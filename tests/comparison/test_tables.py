"""Comparison tables, case by case, as each house style prints them."""

from dataclasses import replace
from pathlib import Path

from portal.comparison.compare import compare, rebuild
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, Elision
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind
from portal.text.writer import write
from tests.case_files import Case, assert_same_text, parametrize
from tests.comparison.notation import rows

CASES = Path(__file__).parent / "cases"
STYLES = BUILT_IN | {
    "ignore-width": replace(THREE_COLUMN, ignore_width=True),
    "compact": replace(THREE_COLUMN, unchanged_units=Elision.RUN),
    "each": replace(THREE_COLUMN, unchanged_articles=Elision.EACH, unchanged_units=Elision.EACH),
    "full": replace(THREE_COLUMN, unchanged_articles=Elision.FULL),
    "context": replace(THREE_COLUMN, context=True),
}


@parametrize(CASES)
def test_two_texts_give_the_rows_of_their_case(case: Case) -> None:
    styles = [name for name in case.sections if name in STYLES]
    assert styles, f"no section of {case.title} names a style: {', '.join(STYLES)}"
    for name in styles:
        table = compare(parse(case["旧"]).document, parse(case["新"]).document, style=STYLES[name])
        assert_same_text(case[name], rows(table), what=f"{case.title} ({name})\n\n{case['旧']}\n\n→\n\n{case['新']}")


@parametrize(CASES)
def test_the_cells_stand_for_the_whole_texts(case: Case) -> None:
    for style in STYLES.values():
        table = compare(parse(case["旧"]).document, parse(case["新"]).document, style=style)
        assert_same_text(normalise(case["旧"]), rebuild(table, normalise(case["旧"]), side="old"), what="旧")
        assert_same_text(normalise(case["新"]), rebuild(table, normalise(case["新"]), side="new"), what="新")


def test_a_heading_that_takes_a_line_of_its_own_on_one_side_only_is_printed_whole():
    style = replace(THREE_COLUMN, unchanged_articles=Elision.FULL)
    old, new = (parse(f"規約\n第１条（目的）{end}会は、会員。").document for end in ("\n", ""))
    table = compare(old, new, style=style)
    for side, document in (("old", old), ("new", new)):
        assert rebuild(table, write(document), side=side) == write(document)


def test_one_key_on_a_table_of_contents_and_on_an_article_is_compared():
    old = Document((Clause(Kind.TABLE_OF_CONTENTS, label="目次", form="L\n", text="第１条", key="k"),))
    new = Document((Clause(Kind.ARTICLE, label="第１条", number=(1,), form="L\n", text="第１条", key="k"),))
    table = compare(old, new, style=THREE_COLUMN)
    for side, document in (("old", old), ("new", new)):
        assert rebuild(table, write(document), side=side) == write(document)
