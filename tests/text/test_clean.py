"""Text from PDFs: wraps joined, page furniture gone, everything else as it was."""

from functools import partial
from pathlib import Path

import pytest

from portal.text.cleaning import clean
from portal.text.cleaning.page_lines import columns
from portal.text.parser import parse
from portal.text.tree import Kind
from tests.case_files import INPUT, Case, assert_same_text, parametrize
from tests.text.nothing_lost import assert_nothing_lost
from tests.work import calls_of

CASES = Path(__file__).parent / "cleaning"
SIGNS = str.maketrans({"␌": "\x0c", "␍": "\r", "␀": "\x00", "␣": " ", "⦿": "\ufeff"})
"""What stands in a case for a character that nobody sees."""

LONG = (
    "会員は、図書室の本を大切に扱い、汚し、又は破ったときは、すみやかに係に申し出て、その指示に従わなければなりません。"
)
PARAGRAPHS = (
    "みなと図書室利用規約",
    "第１条（目的）",
    f"この規約は、図書室の利用について定めます。{LONG}",
    "第２条（貸出し）",
    f"１．会員は、次の本を借りることができます。{LONG}",
    "（１）図書室の本",
    "（２）係が選んだ雑誌であって、図書室が開いている間に読み終えることのできないもの（以下「雑誌」といいます。）",
    f"２．会員は、期限までに本を返します。{LONG}",
    "第３条（会費）",
    f"会費は、無料とします。ただし、第２条（貸出し）に定める本を返さない会員は、年に千円を納めます。{LONG}",
    "第４条（雑則）",
    f"細目は、係が定めます。{LONG}{LONG}",
)
TEXT = "\n".join(PARAGRAPHS) + "\n"


def wrapped(text: str, *, width: int = 36) -> list[str]:
    """Return the lines of `text` broken at `width` characters."""
    return [line[at : at + width] for line in text.rstrip("\n").split("\n") for at in range(0, len(line), width)]


def codes(text: str) -> set[str]:
    """The codes of the notes that cleaning `text` leaves."""
    return {note.code for note in clean(text).notes}


@parametrize(CASES)
def test_a_text_is_cleaned_as_its_case_says(case: Case) -> None:
    cleaned = clean(case[INPUT].translate(SIGNS))
    assert_same_text(case["整形後"].translate(SIGNS), cleaned.text.strip("\n"), what=case[INPUT])
    assert_same_text(case["記録"], "\n".join(map(str, cleaned.notes)), what="notes")


@parametrize(CASES)
def test_cleaning_a_case_loses_nothing_unsaid(case: Case) -> None:
    text = case[INPUT].translate(SIGNS)
    assert_nothing_lost(text, clean(text))


@pytest.mark.parametrize("width", [30, 36, 40])
def test_wrapped_lines_are_joined(width: int) -> None:
    text = "\n".join(wrapped(TEXT, width=width)) + "\n"
    assert_same_text(TEXT, clean(text).text, what=text)
    assert codes(text) == {"lines_joined"}


def test_a_note_says_how_many_lines_were_joined() -> None:
    lines = wrapped(TEXT)
    note = clean("\n".join(lines)).notes[-1]
    assert dict(note.values) == {"count": str(len(lines) - len(PARAGRAPHS))}
    assert str(note) == f"折り返された{len(lines) - len(PARAGRAPHS)}か所の改行をつなぎました。"


def test_a_reference_at_the_start_of_a_wrapped_line_begins_no_article() -> None:
    text = "\n".join(wrapped(TEXT.replace("ただし、第２条", "ただし、本の返却の定めにより、第２条"), width=37))
    articles = [clause.label for clause in parse(clean(text).text).document if clause.kind is Kind.ARTICLE]
    assert articles == ["第１条", "第２条", "第３条", "第４条"]


def test_text_whose_lines_are_paragraphs_stays_as_it_is() -> None:
    for text in (TEXT, TEXT.replace("\n", "\n\n"), TEXT.replace("\n", "\r\n"), "", "\n", "\ufeff" + TEXT):
        assert clean(text).text == text
        assert clean(text).notes == ()


def test_page_numbers_go() -> None:
    lines = wrapped(TEXT)
    text = "\n".join([*lines[:10], "", "- 1 -", "", *lines[10:20], "", "- 2 -", "", *lines[20:], "", "- 3 -", ""])
    assert "- 2 -" not in clean(text).text
    assert "page_numbers" in codes(text)


def test_numbers_that_do_not_count_up_stay() -> None:
    lines = wrapped(TEXT)
    text = "\n".join([*lines[:10], "", "7", "", *lines[10:20], "", "3", "", *lines[20:]])
    assert "\n7\n" in clean(text).text
    assert "page_numbers" not in codes(text)


def paged(lines: list[str], *, length: int) -> list[list[str]]:
    """Return the lines as pages of `length` lines."""
    return [lines[start : start + length] for start in range(0, len(lines), length)]


def test_a_footer_that_counts_and_the_header_below_it_go_without_form_feeds() -> None:
    pages = paged(wrapped(TEXT * 4), length=14)
    text = "".join(
        "\n".join(["みなと図書室", "", *page, "", f"第二版　 {number}\n"]) for number, page in enumerate(pages, 1)
    )
    cleaned = clean(text)
    assert "第二版" not in cleaned.text
    assert "みなと図書室\n" not in cleaned.text
    assert str(cleaned.notes[0]).endswith(f"合わせて{2 * len(pages)}行を除きました。")


def test_a_caption_between_blank_lines_that_comes_again_stays() -> None:
    pages = paged(wrapped(TEXT * 4), length=14)
    text = "\n".join("\n".join([*page, "", "解説", ""]) for page in pages if page[-1].endswith("。"))
    assert clean(text + "\n".join(wrapped(TEXT))).text.count("解説") == text.count("解説") > 0


def test_lines_of_a_font_whose_letters_have_their_own_widths_are_joined() -> None:
    lines = [cut for line in PARAGRAPHS * 3 for cut in ragged(line)]
    assert_same_text(TEXT * 3, clean("\n".join(lines)).text, what="\n".join(lines))


def ragged(line: str) -> list[str]:
    """Cut a line at 30 to 34 characters, by turns."""
    cuts = []
    for width in (34, 30, 32, 31, 33, 34, 30, 32):
        cuts += [line[:width]] * bool(line)
        line = line[width:]
    return cuts


def test_a_record_at_the_foot_of_each_page_stands_once_at_the_end() -> None:
    lines = wrapped(TEXT)
    foot = "文書番号：ＡＢ－１２"
    text = "\n".join([*lines[:8], foot, "\x0c" + lines[8], *lines[9:16], foot, "\x0c" + lines[16], *lines[17:], foot])
    cleaned = clean(text)
    assert cleaned.text.count(foot) == 1
    assert_same_text(f"{TEXT}\n{foot}\n", cleaned.text, what=text)
    assert "records_moved" in codes(text)
    assert dict(parse(cleaned.text).metadata)["document_number"] == "ＡＢ－１２"


def test_an_empty_line_behind_each_line_is_no_paragraph_end() -> None:
    text = "\n\n".join(wrapped(TEXT))
    assert_same_text(TEXT, clean(text).text, what=text)


def test_two_latin_words_keep_a_blank_between_them() -> None:
    english = (
        "Members shall return every book on time and tell the desk at once when a book is lost or damaged by them."
    )
    body = TEXT.replace("細目は、係が定めます。", english)
    words_broken = "\n".join(line.rstrip() for line in wrapped(body, width=36))
    assert "on time" in clean(words_broken).text or "every book" in clean(words_broken).text


@pytest.mark.parametrize(("text", "width"), [("会員", 4), ("ab", 2), ("（１）", 6), ("ｱ", 1), ("…", 2), ("", 0)])
def test_columns_count_full_width_twice(text: str, width: int) -> None:
    assert columns(text) == width


def test_a_paragraph_may_run_over_the_edge_of_a_page() -> None:
    lines = wrapped(TEXT)
    text = "\n".join([*lines[:7], "\x0c" + lines[7], *lines[8:15]]) + "\x0c" + "\n".join(lines[15:])
    assert_same_text(TEXT, clean(text).text, what=text)


def test_twice_the_text_is_about_twice_the_work() -> None:
    once, twice = (calls_of(partial(clean, "\n".join(wrapped(TEXT * count)))) for count in (40, 80))
    assert twice < 2.6 * once, f"{once} calls, {twice} for twice the text"


def test_twice_the_labels_apart_from_their_text_take_about_twice_the_work() -> None:
    text = "第一条\n\n会員は、次の本を大切に扱います。\n\n一\n\n図書室の本\n\n"
    once, twice = (calls_of(partial(clean, text * count)) for count in (100, 200))
    assert twice < 2.6 * once, f"{once} calls, {twice} for twice the text"
