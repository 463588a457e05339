"""What the cases cannot show of reading a text: where a problem stands, hostile lines, what is unlike its neighbour."""

from time import process_time

import pytest

from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.tree import Kind
from portal.text.writer import write

LONG = 100_000
SECONDS = 5.0
"""A pattern that tries a line over and over takes a minute and more for one so long."""

BEGINNINGS = (
    "",
    "第",
    "第1条",
    "第1条 ",
    "第1条から第2条",
    "別表1",
    "第1章",
    "附則 ",
    "# a",
    "Article 1 ",
    "（令和",
    "1.",
    "目",
)
REPEATED = (
    "（",
    "(（)",
    "「",
    "＜",
    "第",
    "条",
    "の二",
    "の",
    "、",
    "：",
    "-",
    "#",
    "*",
    "1.",
    "1",
    "年月日",
    "1年",
    "　",
    "千",
)


@pytest.mark.parametrize("sign", REPEATED)
def test_a_long_line_of_one_sign_takes_no_time(sign: str) -> None:
    for beginning in BEGINNINGS:
        text = f"{beginning}{sign * (LONG // len(sign))}x\n本を借ります。"
        begun = process_time()
        document = parse(text).document
        assert process_time() - begun < SECONDS
        assert write(document) == normalise(text)


def test_a_number_of_any_length_is_read_past() -> None:
    text = f"Article {'9' * 5000} Fees\n第{'9' * 5000}条（会費）\n§ {'1.' * 5000}1 Fees\n別表{'9' * 5000}\n"
    assert write(parse(text).document) == text


def test_a_line_like_an_article_is_said_to_be_none_and_why() -> None:
    quoted, unread = parse("第1条（準用）\n次の者に、\n第3条（会員）\nの定めを準用します。\n第9条会費を除く。").problems
    assert (quoted.line, quoted.place and (quoted.place.clause, quoted.place.start, quoted.place.end)) == (
        3,
        (0, 14, 21),
    )
    assert str(quoted) == "「第3条（会員）」は条の見出しの形ですが、前後から引用と見て本文として読みました。"
    assert str(unread) == "「第9条会費を除く。」は条の見出しの形ですが、番号が続かないため本文として読みました。"


def test_a_title_of_two_lines_is_one_name() -> None:
    assert (
        parse("みなと図書室\n利用規約（法人向け）\n\n第1条（目的）\n本を貸します。").title
        == "みなと図書室 利用規約（法人向け）"
    )


def test_a_title_is_named_without_the_marks_of_markdown() -> None:
    assert parse("**みなと図書室利用規約**\n第1条（目的）\n本を貸します。").title == "みなと図書室利用規約"


@pytest.mark.parametrize("brackets", ["（）", "()", "【】", "「」", "＜＞", "[]"])
def test_empty_brackets_are_no_caption(brackets: str) -> None:
    for text in (f"（目的）\n第1条{brackets}\n本を貸します。", f"## 第1条 {brackets}{brackets}\n本を貸します。"):
        parsed = parse(text)
        assert write(parsed.document) == text
        assert parsed.document.clauses[0].kind is Kind.ARTICLE
