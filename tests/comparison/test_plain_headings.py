"""Headings of Markdown in cells are printed without their signs, and marks stay on their words."""

import pytest

from portal.comparison.formats.plain_headings import without_markdown
from portal.comparison.table import Cell


def marked(words: str) -> Cell:
    """A cell from words with 【】 around its marks and 《》 around double ones."""
    text = "".join(character for character in words if character not in "【】《》")
    return Cell(text, tuple(_spans(words, "【", "】")), ((0, len(text)),), tuple(_spans(words, "《", "》")))


def _spans(words: str, left: str, right: str) -> list[tuple[int, int]]:
    spans, place = [], 0
    for character in words:
        if character == left:
            spans.append((place, place))
        elif character == right:
            spans[-1] = (spans[-1][0], place)
        place += character not in "【】《》"
    return spans


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("## 第１条（目的）", "第１条（目的）"),
        ("## 第【２】条（目的）", "第【２】条（目的）"),
        ("【## 第２条】（目的）\n１．【貸します】。", "【第２条】（目的）\n１．【貸します】。"),
        ("**第１条（目的）**\n１．あ", "第１条（目的）\n１．あ"),
        ("**第《２》条** 貸し【ます】。", "第《２》条 貸し【ます】。"),
        ("**（【目的】）**", "（【目的】）"),
        ("### **第１条 目的** ###", "第１条 目的"),
        ("## はじ【めに】 ##\nあ", "はじ【めに】\nあ"),
        ("【## 】第１条", "第１条"),
        ("  ## 第１条", "  第１条"),
    ],
)
def test_the_signs_go_and_the_marks_move_along(written: str, printed: str) -> None:
    cell, expected = without_markdown(marked(written)), marked(printed)
    assert (cell.text, cell.marks, cell.double) == (expected.text, expected.marks, expected.double)


@pytest.mark.parametrize(
    "words", ["", "#", "##", "#1 の番号", "**注意**", "****", "** **", "１．## あ", "あ\n## い", "第１条", "# #"]
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert without_markdown(marked(words)) == marked(words)


def test_words_of_the_house_style_stay_as_they_are() -> None:
    cell = Cell("## （新設）")
    assert without_markdown(cell) == cell
