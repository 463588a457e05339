"""Marks inside a pair of texts: what a person would underline. The cases are the two texts with their marks."""

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.comparison.table import Span
from portal.comparison.wording import Marks, mark, mark_label, whole
from portal.comparison.wording.width import narrow
from portal.text.normalise import fold
from tests.case_files import Case, assert_same_text, parametrize
from tests.comparison.notation import marked, unmarked
from tests.generated import WORDS
from tests.work import calls_of

CASES = Path(__file__).parent / "marks"


@parametrize(CASES)
def test_marks_are_where_a_person_would_underline(case: Case) -> None:
    assert_marks_of(case, ignore_width=False)


@parametrize(CASES / "ignore_width")
def test_width_and_blanks_bear_no_mark_where_they_are_ignored(case: Case) -> None:
    assert_marks_of(case, ignore_width=True)


def assert_marks_of(case: Case, *, ignore_width: bool) -> None:
    """Fail when the texts of a case are marked otherwise than it says."""
    old, new = unmarked(case["旧"]), unmarked(case["新"])
    old_marks, new_marks = mark(old, new, ignore_width=ignore_width)
    expected = f"旧 {case['旧']}\n新 {case['新']}"
    assert_same_text(expected, f"旧 {marked(old, old_marks)}\n新 {marked(new, new_marks)}", what=case.title)


PARTS = (
    *WORDS,
    *"（）()「」『』【】〔〕、。・　 の を は",
    *(
        "第１２条",
        "第三項",
        "２０２４年４月１日",
        "二十八日",
        "10,000円",
        "サービス",
        "ー",
        "mail.example.com",
        "ｶﾞ",
        "①",
    ),
    *(
        "変更",
        "変動",
        "契約者",
        "利用者",
        "及び",
        "又は",
        "できる",
        "できない",
        "（以下「本」という。）",
        "\t",
        "㈱",
        "か\u3099",
    ),
)
LINE = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n|"), max_size=30)
WORDY_LINE = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)
EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.sampled_from(("", *PARTS))), max_size=4)
TABLE_LINE = st.lists(
    st.sampled_from(("甲", "乙", "１００円", "２００円", "", "会員", "備考")), min_size=1, max_size=4
).map(lambda cells: f"| {' | '.join(cells)} |")
TEXT = st.lists(WORDY_LINE | TABLE_LINE | st.just("| --- | --- |"), max_size=7).map("\n".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A line, and the same line after a few edits."""
    line = draw(WORDY_LINE)
    other = line
    for place, length, words in draw(EDITS):
        other = other[:place] + words + other[place + length :]
    return line, other


PAIRS = edited() | st.tuples(LINE, LINE) | st.tuples(WORDY_LINE, WORDY_LINE) | st.tuples(TEXT, TEXT)
any_pair = given(PAIRS, st.booleans())


@any_pair
def test_swapping_the_texts_swaps_the_marks(texts: tuple[str, str], ignore_width: bool) -> None:
    old, new = texts
    old_marks, new_marks = mark(old, new, ignore_width=ignore_width)
    assert mark(new, old, ignore_width=ignore_width) == (new_marks, old_marks)


@any_pair
def test_marks_are_in_order_within_their_line_and_without_blank_edges(
    texts: tuple[str, str], ignore_width: bool
) -> None:
    for text, marks in sides(texts, mark(*texts, ignore_width=ignore_width)):
        last = -1
        for start, end in marks:
            assert last < start < end <= len(text)
            assert "\n" not in text[start:end]
            assert text[start:end].strip() == text[start:end]
            last = end - 1


@any_pair
def test_no_mark_holds_half_of_a_pair_of_brackets(texts: tuple[str, str], ignore_width: bool) -> None:
    for text, marks in sides(texts, mark(*texts, ignore_width=ignore_width)):
        for opening, closing in bracket_pairs(text):
            for start, end in marks:
                is_bracket_alone = (start, end) in ((opening, opening + 1), (closing, closing + 1))
                held = start <= opening < end, start <= closing < end
                assert held[0] == held[1] or is_bracket_alone, marked_plainly(text, marks)


INSIDE = "[^（(）)「」『』【】〔〕]*"
NEAREST = re.compile(f"[（(]{INSIDE}[）)]|「{INSIDE}」|『{INSIDE}』|【{INSIDE}】|〔{INSIDE}〕")


def bracket_pairs(text: str) -> list[tuple[int, int]]:
    """The nearest brackets of one kind, wide or narrow, with no half bracket between them, within lines and cells."""
    pairs = []
    for line in re.finditer(r"[^\n|]+", text):
        left = line.group()
        while pair := NEAREST.search(left):
            start, end = pair.span()
            pairs.append((line.start() + start, line.start() + end - 1))
            left = f"{left[:start]}・{left[start + 1 : end - 1]}・{left[end:]}"
    return pairs


@any_pair
def test_what_is_not_marked_is_the_same_on_both_sides(texts: tuple[str, str], ignore_width: bool) -> None:
    in_old, in_new = (
        bare(text, marks, folded=ignore_width) for text, marks in sides(texts, mark(*texts, ignore_width=ignore_width))
    )
    assert in_old == in_new


def bare(text: str, marks: tuple[Span, ...], *, folded: bool) -> str:
    """The text outside the marks without blanks and what draws a table."""
    parts, last = [], 0
    for start, end in (*marks, (len(text), len(text))):
        part = "".join(text[last:start].split())
        parts.append(fold(part) if folded else part)
        last = end
    return re.sub(r"[|:-]", "", "".join(parts))


@given(LINE | WORDY_LINE | st.text(max_size=20))
def test_a_narrow_text_is_the_folded_one_and_knows_where_it_stood(text: str) -> None:
    found = narrow(text)
    assert found.text == fold(text)
    spans = [found.original((place, place + 1)) for place in range(len(found.text))]
    assert spans == sorted(spans)
    assert all(fold(text[start:end]) for start, end in spans)


@given(edited() | st.tuples(TEXT, TEXT))
def test_texts_that_fold_to_the_same_bear_no_mark_where_width_is_ignored(texts: tuple[str, str]) -> None:
    old, new = texts
    wider = fold(old).replace("1", "１").replace("(", "（").replace("か", " か")
    assert mark(old, wider, ignore_width=True) == ((), ())
    assert (mark(old, new, ignore_width=True) == ((), ())) == (fold(old) == fold(new)) or "|" in old + new


KANA_AND_KANJI = st.lists(
    st.sampled_from(
        ("会員", "は、", "本", "を", "借り", "ます。", "図書室", "の", "利用料", "「本」", "（家族）", "に")
    ),
    max_size=12,
).map("".join)


@given(KANA_AND_KANJI, KANA_AND_KANJI, KANA_AND_KANJI)
def test_words_that_only_came_in_leave_the_old_side_without_marks(before: str, words: str, behind: str) -> None:
    old_marks, new_marks = mark(before + behind, before + words + behind)
    assert old_marks == ()
    assert bool(new_marks) == bool(words)


@given(st.text(alphabet="会員は、本を。", max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_words_that_came_in_at_many_places_leave_the_old_side_without_marks(old: str, places: list[int]) -> None:
    new = old
    for place in places:
        new = new[:place] + "人" + new[place:]
    assert mark(old, new)[0] == ()


@pytest.mark.parametrize("ignore_width", [False, True])
def test_one_text_has_no_marks(ignore_width: bool) -> None:
    assert mark("本を、\n| 借ります。 |", "本を、\n| 借ります。 |", ignore_width=ignore_width) == ((), ())


def test_offsets_are_those_of_the_texts_as_they_were() -> None:
    assert mark("ｶﾞｲﾄﾞ に 従う", "ガイドに 頼る", ignore_width=True) == (((8, 10),), ((5, 7),))


def test_a_label_is_marked_at_its_number() -> None:
    assert mark_label("第二十八条", "第二十九条") == (((1, 4),), ((1, 4),))


def test_a_label_of_another_form_is_marked_like_words() -> None:
    assert mark_label("１．", "（１）") != mark_label("１．", "２．")


def test_a_label_in_another_width_bears_no_mark_where_width_is_ignored() -> None:
    assert mark_label("第１２条", "第12条") == (((1, 3),), ((1, 3),))
    assert mark_label("第１２条", "第12条", ignore_width=True) == ((), ())


def test_all_of_a_text_is_its_lines_and_the_cells_of_its_tables() -> None:
    text = "　本を、\n\n| 大人 | |\n| --- | --- |\n返す "
    assert marked_plainly(text, whole(text)) == "　[本を、]\n\n| [大人] | |\n| --- | --- |\n[返す] "


def marked_plainly(text: str, marks: tuple[Span, ...]) -> str:
    """The text with brackets around its marks."""
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def sides(texts: tuple[str, str], marks: Marks) -> list[tuple[str, tuple[Span, ...]]]:
    """Each text with its marks."""
    return list(zip(texts, marks, strict=True))


LONG = "会員は、図書室の本を借りるときは、係に会員証を示し、期日までに返さなければなりません"
OTHER = "弁償の額、その支払いの方法及び時期については、みなと市が別表により告示し、館内へ掲げる"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, OTHER),
        (LONG, LONG.replace("会員", "利用者").replace("本", "資料")),
        ("".join(map(chr, range(0x4E00, 0x4E28))), "".join(map(chr, range(0x5E00, 0x5E28)))),
        ("あい" * 20, "いう" * 20),
        (
            "会員（家族を含む。）は、「本」（地図を含む。）を借りる。",
            "会員等は（家族（子）を含む。）、「本を（地図」を借り）る。",
        ),
    ],
    ids=["rewritten", "a term replaced throughout", "nothing in common", "the same few letters", "brackets"],
)
def test_four_times_the_line_is_about_four_times_the_work(old: str, new: str) -> None:
    once, four_times = (calls_of(partial(mark, old * count, new * count)) for count in (125, 500))
    assert four_times < 4.5 * once, f"{once} calls for 5,000 characters, {four_times} for 20,000"


@given(st.integers(0, 39), st.integers(0, 39))
def test_a_long_line_is_marked_where_it_differs(first: int, second: int) -> None:
    sentences = [f"{place}番目の会員は、期日までに本を返します。" for place in range(400)]
    assume(first != second)
    changed = list(sentences)
    changed[first * 10] = changed[first * 10].replace("会員", "利用者")
    changed[second * 10 + 5] = changed[second * 10 + 5].replace("期日まで", "期日の前まで")
    old, new = "".join(sentences), "".join(changed)
    old_marks, new_marks = mark(old, new)
    assert [old[start:end] for start, end in old_marks] == ["会員"]
    assert sorted(new[start:end] for start, end in new_marks) == ["の前", "利用者"]
