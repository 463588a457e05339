"""Blanks and blank lines of an imported text stay as they were where its words are the same."""

from dataclasses import replace

from hypothesis import given

from portal.text.editing.layout import with_layout_of
from portal.text.parser import parse
from portal.text.tree import Document
from portal.text.writer import write
from tests.generated import any_text

PRINTED = "規約\n第1条 （目的）\n目的です。\n第2条（定義）\n次のとおりです。\n(1) 利用者\n(2) 会社\n"
BEFORE = "規約\n\n第1条（目的）\n目的です。\n\n第2条（定義）\n次のとおりです。\n(1)　利用者\n(2)　会社\n"


def words(text: str) -> list[str]:
    """All words of a text, without the lines of dashes in its tables."""
    return ["".join(line.split()) for line in text.split("\n") if line.strip(" \t\u3000|:-")]


def keyed(text: str, *keys: str) -> Document:
    document = parse(text).document
    clauses = tuple(clause._replace(key=key) for clause, key in zip(document, keys, strict=True))
    return replace(document, clauses=clauses)


OLD = keyed(BEFORE, "t", "a", "b")


def test_blank_lines_and_blanks_behind_labels_are_no_change() -> None:
    read = keyed(
        "規約\n第1条 （目的）\n目的です。\n第2条（定義）\n次のとおりです。\n(1) 利用者\n(2) 会社\n", "t", "a", "b"
    )
    assert with_layout_of(read, OLD) == OLD


def test_words_that_differ_stand_as_they_were_read_behind_the_same_blank_lines() -> None:
    read = keyed(
        "規約\n第1条（目的）\n新しい目的です。\n第2条（定義）\n次のとおりです。\n(1) 利用者\n(2) 会社\n", "t", "a", "b"
    )
    assert write(with_layout_of(read, OLD)) == BEFORE.replace("目的です。", "新しい目的です。")


def test_a_line_end_is_no_blank() -> None:
    joined = BEFORE.replace("(1)　利用者\n(2)", "(1)　利用者(2)")
    assert write(with_layout_of(keyed(joined, "t", "a", "b"), OLD)) == joined


def test_a_clause_that_is_new_stands_as_it_was_read() -> None:
    read = keyed("規約\n第1条（目的）\n目的です。\n\n\n第3条（雑則）\n雑則です。\n", "t", "a", "")
    assert write(with_layout_of(read, OLD)) == "規約\n\n第1条（目的）\n目的です。\n\n\n第3条（雑則）\n雑則です。\n"


@given(any_text(), any_text())
def test_no_words_are_lost_or_put_in(text: str, other: str) -> None:
    document, before = parse(text).document, parse(other).document
    keys = [str(index) for index in range(max(len(document.clauses), len(before.clauses)))]
    document, before = (
        replace(one, clauses=tuple(c._replace(key=key) for c, key in zip(one, keys, strict=False)))
        for one in (document, before)
    )
    laid_out = write(with_layout_of(document, before))
    assert words(laid_out) == words(write(document))


TABLE = "別表\n| 区分 | 料金 |\n| --- | ---: |\n| 大 | 500円 |\n| 小 | 300円 |\n"


def test_a_table_keeps_the_line_below_its_heading_that_files_do_not_have() -> None:
    before = keyed(TABLE, "a")
    printed = TABLE.replace("| --- | ---: |\n", "")
    assert with_layout_of(keyed(printed, "a"), before) == before
    dearer = with_layout_of(keyed(printed.replace("500円", "600円"), "a"), before)
    assert write(dearer) == TABLE.replace("500円", "600円")


def test_a_table_with_another_heading_stands_as_it_was_read() -> None:
    printed = TABLE.replace("| --- | ---: |\n", "").replace("区分", "種類")
    assert write(with_layout_of(keyed(printed, "a"), keyed(TABLE, "a"))) == printed
