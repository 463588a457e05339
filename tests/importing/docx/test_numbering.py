"""List numbers that are no text: written and counted as Word writes and counts them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.importing.docx import read_docx
from portal.importing.docx.number_formats import written_number
from portal.text.body import parse_body
from portal.text.parser import parse
from tests.importing.docx.word_files import abstract, level, num, p, r, restart, word_file

JOBUN = abstract(0, level(0, "第%1条"), level(1, "%2"), level(2, "（%3）"), level(3, "%4", "irohaFullWidth"))


def lines(body: str, **parts: str) -> list[str]:
    return read_docx(word_file(body, **parts), name="規約.docx").text.split("\n")[:-1]


def labels(places: Sequence[tuple[int, int]], numbering: str) -> list[str]:
    """The labels of paragraphs in these lists and levels."""
    found = lines("".join(p("★文", num=place) for place in places), numbering=numbering)
    return [line.partition("★")[0].strip("\u3000 ") for line in found]


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", "1 2 3 10 11 20 100 101"),
        ("decimalZero", "01 02 03 10 11 20 100 101"),
        ("decimalFullWidth", "１ ２ ３ １０ １１ ２０ １００ １０１"),
        ("japaneseCounting", "一 二 三 十 十一 二十 百 百一"),
        ("japaneseLegal", "壱 弐 参 壱拾 壱拾壱 弐拾 壱百 壱百壱"),
        ("ideographDigital", "一 二 三 一〇 一一 二〇 一〇〇 一〇一"),
        ("chineseCounting", "一 二 三 十 十一 二十 一○○ 一○一"),
        ("chineseCountingThousand", "一 二 三 十 十一 二十 一百 一百零一"),
        ("irohaFullWidth", "イ ロ ハ ヌ ル ネ ニ ホ"),
        ("iroha", "ｲ ﾛ ﾊ ﾇ ﾙ ﾈ ﾆ ﾎ"),
        ("aiueoFullWidth", "ア イ ウ コ サ ト ク ケ"),
        ("aiueo", "ｱ ｲ ｳ ｺ ｻ ﾄ ｸ ｹ"),
        ("decimalEnclosedCircle", "① ② ③ ⑩ ⑪ ⑳ 100 101"),
        ("decimalEnclosedCircleChinese", "① ② ③ ⑩ ⑪ ⑳ 100 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑶ ⑽ ⑾ ⒇ 100 101"),
        ("ideographEnclosedCircle", "㈠ ㈡ ㈢ ㈩ 11 20 100 101"),
        ("ideographTraditional", "甲 乙 丙 癸 11 20 100 101"),
        ("lowerLetter", "a b c j k t vvvv wwww"),
        ("upperLetter", "A B C J K T VVVV WWWW"),
        ("lowerRoman", "i ii iii x xi xx c ci"),
        ("upperRoman", "I II III X XI XX C CI"),
        ("ordinal", "1st 2nd 3rd 10th 11th 20th 100th 101st"),
        ("001, 002, 003, ...", "001 002 003 010 011 020 100 101"),
    ],
)
def test_numbers_are_written_in_the_format_of_the_list(number_format: str, written: str) -> None:
    values = (1, 2, 3, 10, 11, 20, 100, 101)
    assert [written_number(value, number_format) for value in values] == written.split()


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234, "千二百三十四"), (10_000, "一万"), (12_345_678, "千二百三十四万五千六百七十八"), (0, "〇")],
)
def test_large_numbers_are_counted_in_kanji(value: int, written: str) -> None:
    assert written_number(value, "japaneseCounting") == written


@pytest.mark.parametrize("value", [999_999_999, -3, 0])
@pytest.mark.parametrize("number_format", ["upperRoman", "lowerLetter", "japaneseCounting", "aiueo", "chicago"])
def test_a_number_that_a_format_cannot_write_is_written_briefly(value: int, number_format: str) -> None:
    assert len(written_number(value, number_format) or "") <= 100


def test_an_unknown_format_is_written_in_decimals_and_told() -> None:
    file = word_file(p("目的", num=(1, 0)), numbering=abstract(0, level(0, "%1.", "ganada")) + num(1, 0))
    read = read_docx(file, name="a.docx")
    assert read.text == "1.　目的\n"
    assert "番号の書式（ganada）を知らないため、1個を算用数字にしました。確かめてください。" in map(str, read.notes)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)], "第1条 1 2 （1） 第2条 1 （1）"),
        ([(1, 1), (1, 2), (1, 0), (1, 1)], "1 （1） 第2条 1"),
        ([(1, 0), (1, 3), (1, 3), (1, 2), (1, 3)], "第1条 イ ロ （2） イ"),
    ],
    ids=[
        "lower levels begin again",
        "a list that begins below has begun above",
        "a level that was skipped counts as used",
    ],
)
def test_levels_count(places: list[tuple[int, int]], expected: str) -> None:
    assert labels(places, JOBUN + num(1, 0)) == expected.split()


def test_lists_on_one_definition_go_on_counting_together() -> None:
    assert labels([(1, 0), (2, 0), (1, 0)], JOBUN + num(1, 0) + num(2, 0)) == ["第1条", "第2条", "第3条"]


def test_a_start_override_begins_again_once() -> None:
    numbering = JOBUN + num(1, 0) + num(2, 0, restart(0, 5))
    assert labels([(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)], numbering) == ["第1条", "第2条", "第5条", "第6条", "第7条"]


def test_overrides_of_higher_levels_are_spent_when_a_list_begins_inside() -> None:
    numbering = JOBUN + num(1, 0) + num(2, 0, restart(0, 1) + restart(1, 1))
    assert labels([(1, 0), (1, 1), (2, 1), (2, 0), (2, 1)], numbering) == ["第1条", "1", "1", "第2条", "1"]


def test_an_overridden_level_has_its_own_format() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "Article %1", "upperRoman")}</w:lvlOverride>'
    assert labels([(1, 0), (2, 0)], JOBUN + num(1, 0) + num(2, 0, other)) == ["第1条", "Article II"]


def test_a_level_may_go_on_under_a_new_higher_number() -> None:
    chapters = abstract(0, level(0, "第%1章"), level(1, "第%2条", more='<w:lvlRestart w:val="0"/>'))
    assert labels([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], chapters + num(1, 0)) == [
        "第1章",
        "第1条",
        "第2条",
        "第2章",
        "第3条",
    ]


def test_a_level_may_begin_again_under_one_level_only() -> None:
    levels = abstract(0, level(0, "%1章"), level(1, "%2節"), level(2, "%3", more='<w:lvlRestart w:val="1"/>'))
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(places, levels + num(1, 0)) == ["1章", "1節", "1", "2節", "2", "2章", "1節", "1"]


def test_legal_levels_are_decimal_throughout() -> None:
    levels = abstract(0, level(0, "%1", "upperRoman", start=3), level(1, "%1.%2", "aiueo", more="<w:isLgl/>"))
    assert labels([(1, 0), (1, 1)], levels + num(1, 0)) == ["III", "3.1"]


def test_a_format_without_number_leaves_the_words_of_the_label() -> None:
    assert labels([(1, 0)], abstract(0, level(0, "附則%1", "none")) + num(1, 0)) == ["附則"]


def test_numbers_go_on_over_other_paragraphs_and_through_tables() -> None:
    body = p("目的", num=(1, 0)) + p("説明") + f"<w:tbl><w:tr><w:tc>{p('定義', num=(1, 0))}</w:tc></w:tr></w:tbl>"
    assert lines(body + p("範囲", num=(1, 0)), numbering=JOBUN + num(1, 0)) == [
        "第1条　目的", "説明", "第2条　定義", "第3条　範囲",
    ]  # fmt: skip


STYLES = """
<w:style w:type="paragraph" w:styleId="Jo"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ko"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ko2"><w:basedOn w:val="Ko"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def test_styles_number_paragraphs_at_the_level_that_names_them() -> None:
    levels = abstract(
        0, level(0, "第%1条", more='<w:pStyle w:val="Jo"/>'), level(1, "%2", more='<w:pStyle w:val="Ko"/>')
    )
    body = (
        p("目的", style="Jo")
        + p("一", style="Ko")
        + p("二", style="Ko2")
        + p("定義", style="Jo")
        + p("文", style="Loop")
    )
    assert lines(body, numbering=levels + num(1, 0), styles=STYLES) == [
        "第1条　目的", "1　一", "2　二", "第2条　定義", "文",
    ]  # fmt: skip


def test_list_zero_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    body = p("目的", style="Jo") + p("説明", style="Jo", num=(0, 0)) + p("定義", style="Jo")
    assert lines(body, numbering=JOBUN + num(1, 0), styles=STYLES) == ["第1条　目的", "説明", "第2条　定義"]


def test_a_list_style_holds_the_levels_of_lists_that_link_to_it() -> None:
    numbering = (
        abstract(0, level(0, "第%1条"), more='<w:styleLink w:val="List"/>')
        + abstract(1, more='<w:numStyleLink w:val="List"/>')
        + num(1, 0)
        + num(2, 1)
    )
    body = p("目的", num=(2, 0)) + p("定義", num=(1, 0))
    assert lines(body, numbering=numbering, styles=STYLES) == ["第1条　目的", "第2条　定義"]


@pytest.mark.parametrize(
    ("text", "suffix", "words", "expected"),
    [
        ("第%1条", "", "（目的）", "第1条（目的）"),
        ("第%1条", "space", "(目的)", "第1条(目的)"),
        ("第%1条", "", "目的", "第1条　目的"),
        ("第%1条", "nothing", "目的", "第1条　目的"),
        ("%1", "nothing", "本規約は", "1　本規約は"),
        ("%1.", "", "本規約は", "1.　本規約は"),
        ("%1.", "space", "These terms", "1. These terms"),
        ("（%1）", "nothing", "利用者", "（1）利用者"),
        ("（%1）", "", "（仮）利用者", "（1）　（仮）利用者"),
        ("第%1条", "", "", "第1条"),
        ("", "", "本規約は", "本規約は"),
    ],
)
def test_a_label_stands_before_its_words_as_terms_are_written(
    text: str, suffix: str, words: str, expected: str
) -> None:
    numbering = abstract(0, level(0, text, suffix=suffix)) + num(1, 0)
    assert lines(p(words, num=(1, 0)) + p("終わり"), numbering=numbering)[0] == expected


@pytest.mark.parametrize(
    ("sign", "font", "expected"),
    [("\uf0b7", "Symbol", "・"), ("\uf06c", "Wingdings", "●"), ("\uf0d8", "Wingdings", "➢"), ("o", "Courier New", "○"),
     ("\uf0ff", "Marlett", "・"), ("■", "", "■"), ("-", "", "-")],
)  # fmt: skip
def test_bullets_are_signs_that_any_font_shows(sign: str, font: str, expected: str) -> None:
    numbering = abstract(0, level(0, sign, "bullet", fonts=font)) + num(1, 0)
    assert lines(p("項目", num=(1, 0)), numbering=numbering) == [f"{expected}\u3000項目"]


def test_the_text_core_reads_the_labels() -> None:
    body = (
        p("規約")
        + p("（目的）", num=(1, 0))
        + p("一の文。", num=(1, 1))
        + p("二の文。", num=(1, 1))
        + p("号", num=(1, 2))
    )
    body += p("細分", num=(1, 3)) + p("（定義）", num=(1, 0))
    clauses = parse("\n".join(lines(body, numbering=JOBUN + num(1, 0)))).document.clauses
    assert [(clause.label, clause.caption) for clause in clauses[1:]] == [("第1条", "目的"), ("第2条", "定義")]
    second = parse_body(clauses[1].text).paragraphs[1]
    assert second.number == (2,)
    assert [(item.label, [sub.label for sub in item.children]) for item in second.children] == [("（1）", ["イ"])]


def test_numbers_of_hidden_paragraphs_do_not_count() -> None:
    hidden = p(r("隠す", "<w:vanish/>"), num=(1, 0), properties="<w:rPr><w:vanish/></w:rPr>")
    assert lines(p("目的", num=(1, 0)) + hidden + p("定義", num=(1, 0)), numbering=JOBUN + num(1, 0)) == [
        "第1条　目的",
        "第2条　定義",
    ]


class Counter:
    """How one list counts, said again as simply as possible: the path of the levels above, and how often it was met."""

    def __init__(self) -> None:
        self.path: list[int] = []

    def next(self, depth: int) -> list[int]:
        above = (self.path + [1] * depth)[:depth]
        last = self.path[depth] if len(self.path) > depth else 0
        self.path = [*above, last + 1]
        return self.path


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.booleans())
def test_any_order_of_levels_counts_as_an_outline_does(depths: list[int], shared: bool) -> None:
    levels = [level(i, ".".join(f"%{n + 1}" for n in range(i + 1)), "decimal") for i in range(5)]
    numbering = abstract(0, *levels) + num(1, 0) + num(2, 0)
    places = [(1 + shared * (place % 2), depth) for place, depth in enumerate(depths)]
    counter = Counter()
    assert labels(places, numbering) == [".".join(map(str, counter.next(depth))) for depth in depths]
