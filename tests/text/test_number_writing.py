"""Numbers written as sample labels write theirs; reading what was written gives the number back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.edits import read_number
from portal.text.numbering.labels import read_labels
from portal.text.numbering.number_writing import DigitWidths, UnwritableNumber, kanji, write_label
from portal.text.numbering.numerals import AIUEO, CIRCLED, IROHA, parse_kanji, parse_number
from portal.text.tree import Number


@pytest.mark.parametrize(
    ("sample", "of", "number", "written"),
    [
        ("第１７条", (17,), (18, 2), "第１８条の２"),
        ("第17条", (17,), (18,), "第18条"),
        ("第 17 条", (17,), (18,), "第 18 条"),
        ("第十七条", (17,), (18, 2, 3), "第十八条の二の三"),
        ("第一八条", (18,), (20,), "第二〇条"),
        ("第１８条の２", (18, 2), (18,), "第１８条"),
        ("第十八条の2", (18, 2), (19, 3), "第十九条の3"),
        ("第05条", (5,), (12,), "第12条"),
        ("第05条", (5,), (6,), "第06条"),
        ("第百条", (100,), (1203,), "第千二百三条"),
        ("１．", (1,), (10,), "１０．"),
        ("１．", (1,), (1, 2), "１の２．"),
        ("（１）", (1,), (12,), "（１２）"),
        ("( 1 )", (1,), (2,), "( 2 )"),
        ("一", (1,), (2, 2), "二の二"),
        ("（一）", (1,), (11,), "（十一）"),
        ("①", (1,), (21,), "㉑"),
        ("⒇", (20,), (21,), "(21)"),
        ("㈩", (10,), (11,), "（十一）"),
        ("イ．", (1,), (4,), "ニ．"),
        ("イ", (2,), (4,), "エ"),
        ("二", (4,), (5,), "ホ"),
        ("八．", (3,), (4,), "ニ．"),
        ("い．", (1,), (3,), "は．"),
        ("あ)", (1,), (2,), "い)"),
        ("ｲ", (1,), (2,), "ﾛ"),
        ("㋐", (1,), (2,), "㋑"),
        ("㋑", (1,), (2,), "㋺"),
        ("イの２", (1, 2), (1, 3), "イの３"),
        ("（１）の２", (1, 2), (2,), "（２）"),
        ("（１）の２", (1, 2), (1, 3), "（１）の３"),
        ("1-1", (1, 1), (1, 2), "1-2"),
        ("❶", (1,), (2,), "❷"),
        ("⒛", (20,), (21,), "21."),
        ("ⓐ", (1,), (2,), "ⓑ"),
        ("aa)", (27,), (28,), "bb)"),
        ("aa)", (1,), (2,), "bb)"),
        ("ab.", (28,), (29,), "ac."),
        ("z.", (26,), (27,), "aa."),
        ("a)", (1,), (3,), "c)"),
        ("(ａ)", (1,), (3,), "(ｃ)"),
        ("A.", (1,), (2,), "B."),
        ("i.", (1,), (4,), "iv."),
        ("i.", (9,), (10,), "j."),
        ("Ⅰ", (1,), (4,), "Ⅳ"),
        ("ⅰ．", (1,), (12,), "ⅻ．"),
        ("Ⅻ", (12,), (13,), "ⅩⅢ"),
        ("1.1", (1, 1), (2, 3), "2.3"),
        ("１．１．", (1, 1), (1, 1, 4), "１．１．４．"),
        ("第２項", (2,), (3,), "第３項"),
        ("第一章", (1,), (2, 2), "第二章の二"),
        ("別表第一", (1,), (2,), "別表第二"),
        ("様式第二号の二", (2, 2), (2, 3), "様式第二号の三"),
        ("別紙１", (1,), (1, 2), "別紙１の２"),
        ("Article 3", (3,), (4,), "Article 4"),
        ("Section 3.", (3,), (3, 2), "Section 3-2."),
        ("Article 3-2", (3, 2), (3, 3), "Article 3-3"),
        ("第１８条－２", (18, 2), (18, 3), "第１８条－３"),
        ("Section 3.2(a)", (1,), (2,), "Section 3.2(b)"),
        ("Article IV", (4,), (9,), "Article IX"),
    ],
)
def test_a_label_is_written_as_its_sample_is(sample: str, of: Number, number: Number, written: str) -> None:
    assert write_label(sample, number, of=of) == written
    assert write_label(sample, of, of=of) in (sample, "ニ", "ハ．")


def test_a_range_has_both_its_ends_written() -> None:
    assert write_label("五から七まで", (6,), of=(5,), last=(8,)) == "六から八まで"
    assert write_label("三及び四の二", (4,), of=(3,), last=(5, 2)) == "四及び五の二"
    assert write_label("2-4", (3,), of=(2,), last=(5,)) == "3-5"
    assert write_label("（１）～（３）", (2,), of=(1,), last=(4,)) == "（２）～（４）"
    assert write_label("アからウまで", (2,), of=(1,), last=(4,)) == "イからエまで"
    assert write_label("第55条から第63条まで", (56,), of=(55,), last=(64,)) == "第56条から第64条まで"


@pytest.mark.parametrize(
    ("sample", "of", "number"),
    [
        ("⑤", (5,), (51,)),
        ("⑤", (5,), (5, 2)),
        ("イ", (1,), (49,)),
        ("z", (26,), (53,)),
        ("ⅻ", (12,), (40,)),
        ("ⓩ", (26,), (27,)),
        ("aa", (1,), (27,)),
        ("(a)", (1,), (1, 2)),
        ("第○条", (), (3,)),
        ("第３条", (4,), (5,)),
        ("第３条", (3,), ()),
    ],
)
def test_a_number_without_a_sign_is_refused(sample: str, of: Number, number: Number) -> None:
    with pytest.raises(UnwritableNumber):
        write_label(sample, number, of=of)


def test_a_range_without_an_end_is_refused() -> None:
    with pytest.raises(UnwritableNumber):
        write_label("五", (6,), of=(5,), last=(8,))


@pytest.mark.parametrize(
    ("samples", "written", "adjusted"),
    [
        (("第１条", "第２条", "第10条"), "第１１条", "第11条"),
        (("第１条", "第２条", "第10条"), "第9条", "第９条"),
        (("第１条", "第10条"), "第100条", "第100条"),
        (("第１条", "第１０条"), "第11条", "第11条"),
        (("第１条", "第2条", "第10条"), "第９条", "第９条"),
        ((), "第９条", "第９条"),
    ],
)
def test_one_digit_full_and_two_half_is_a_habit(samples: tuple[str, ...], written: str, adjusted: str) -> None:
    assert DigitWidths.of(samples).adjusted(written) == adjusted


HEADINGS = (
    "第１条",
    "第1条",
    "第 1 条",
    "第一条",
    "第１章",
    "第一節",
    "別表第一",
    "別紙１",
    "様式第１号",
    "第１条の２",
)
LABELS = (
    "１．",
    "1.",
    "（１）",
    "(1)",
    "1)",
    "１　",
    "一　",
    "（一）",
    "第１項　",
    "①",
    "⑴",
    "イ．",
    "ア　",
    "（ア）",
    "a)",
)


@given(st.sampled_from(HEADINGS), st.lists(st.integers(1, 9999), min_size=1, max_size=3).map(tuple))
def test_a_written_heading_reads_as_its_number(sample: str, number: Number) -> None:
    assert read_number(write_label(sample, number, of=read_number(sample))) == number


@given(st.sampled_from(LABELS), st.integers(1, 20), st.integers(1, 26))
def test_a_written_label_reads_as_its_number_in_its_style(sample: str, start: int, value: int) -> None:
    read = read_labels(sample + "会員")[0]
    first = write_label(sample, (start,), of=read.number)
    written = write_label(first, (value,), of=(start,))
    assert (read.style, (value,)) in [(label.style, label.number) for label in read_labels(written + "会員")]


@given(st.integers(0, 99_999_999))
def test_kanji_read_as_the_number_written(value: int) -> None:
    assert parse_kanji(kanji(value)) == value


@given(st.sampled_from(("1", "１", "一", "01")), st.integers(1, 99_999))
def test_a_numeral_reads_as_the_number_written(sample: str, value: int) -> None:
    assert parse_number(write_label(sample, (value,), of=(1,))) == value


@given(st.sampled_from((IROHA, AIUEO, CIRCLED)), st.data())
def test_a_series_goes_from_any_sign_to_any_other(series: str, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, len(series) - 1)) for _ in range(2))
    written = write_label(series[one], (other + 1,), of=(one + 1,))
    both = one < len(AIUEO) and IROHA[one] == AIUEO[one]
    assert written == series[other] or (both and series is AIUEO)
