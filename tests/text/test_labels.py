"""Labels at a line's start, and which number follows which."""

import pytest

from portal.text.labels import follows, parse_branches, read_labels


@pytest.mark.parametrize(
    ("line", "style", "number", "label", "separator"),
    [
        ("１．会員", "decimal_dot", (1,), "１．", ""),
        ("12. 会員", "decimal_dot", (12,), "12.", " "),
        ("２　会員", "decimal_blank", (2,), "２", "　"),
        ("2 会員", "decimal_blank", (2,), "2", " "),
        ("２の３　会員", "decimal_blank", (2, 3), "２の３", "　"),
        ("1.1 会員", "multi_decimal", (1, 1), "1.1", " "),
        ("1.10.2 会員", "multi_decimal", (1, 10, 2), "1.10.2", " "),
        ("第２項　会員", "paragraph_word", (2,), "第２項", "　"),
        ("（１）会員", "decimal", (1,), "（１）", ""),
        ("( 2 ) 会員", "decimal", (2,), "( 2 )", " "),
        ("⑴会員", "decimal", (1,), "⑴", ""),
        ("3) 会員", "decimal_half", (3,), "3)", " "),
        ("①会員", "circled", (1,), "①", ""),
        ("㊿会員", "circled", (50,), "㊿", ""),
        ("一　会員", "kanji", (1,), "一", "　"),
        ("二十三　会員", "kanji", (23,), "二十三", "　"),
        ("三の二　会員", "kanji", (3, 2), "三の二", "　"),
        ("三、会員", "kanji", (3,), "三、", ""),
        ("（四）会員", "kanji_brackets", (4,), "（四）", ""),
        ("㈣会員", "kanji_brackets", (4,), "㈣", ""),
        ("イ　会員", "iroha", (1,), "イ", "　"),
        ("ロ．会員", "iroha", (2,), "ロ．", ""),
        ("ニ　会員", "iroha", (4,), "ニ", "　"),
        ("ア　会員", "aiueo", (1,), "ア", "　"),
        ("ウ．会員", "aiueo", (3,), "ウ．", ""),
        ("(ア)会員", "aiueo_brackets", (1,), "(ア)", ""),
        ("（イ）会員", "iroha_brackets", (1,), "（イ）", ""),
        ("(iv) 会員", "roman_brackets", (4,), "(iv)", " "),
        ("ⅳ．会員", "roman", (4,), "ⅳ．", ""),
        ("ii. 会員", "roman", (2,), "ii.", " "),
        ("(b) member", "latin_brackets", (2,), "(b)", " "),
        ("ｂ）会員", "latin", (2,), "ｂ）", ""),
        ("（Ｃ）会員", "big_latin_brackets", (3,), "（Ｃ）", ""),
        ("B. member", "big_latin", (2,), "B.", " "),
        ("1", "decimal_dot", None, "", ""),
    ],
)
def test_a_label_is_read(line: str, style: str, number: tuple | None, label: str, separator: str) -> None:
    readings = {reading.style: reading for reading in read_labels(line)}
    if number is None:
        assert not readings
        return
    assert style in readings, f"{line}: {sorted(readings)}"
    found = readings[style]
    assert (found.number, found.text, found.separator) == (number, label, separator)
    assert line.startswith(found.text + found.separator)


@pytest.mark.parametrize(
    "line",
    [
        *("", "会員", "1.5倍", "３．１４円", "2024年9月1日", "１００円", "1,000円", "第２項の場合", "第２項、第３項"),
        *(
            "一般会員",
            "イベント",
            "（目的）",
            "（以下「会員」といいます。）",
            "「１」",
            "a member",
            "Article 3",
            "二人",
            "アに",
        ),
        "1" * 5000 + "．会員",
    ],
)
def test_a_line_without_label_has_none(line: str) -> None:
    assert read_labels(line) == ()


def test_i_is_a_roman_one_and_a_latin_ninth() -> None:
    assert {reading.style: reading.number for reading in read_labels("(i) member")} == {
        "roman_brackets": (1,),
        "latin_brackets": (9,),
    }


def test_kanji_two_may_stand_for_katakana_ni() -> None:
    readings = {reading.style: (reading.number, reading.slip) for reading in read_labels("二　会員")}
    assert readings == {"kanji": ((2,), ""), "iroha": ((4,), "ニ")}


@pytest.mark.parametrize(
    ("line", "number", "last"),
    [
        ("二及び三　削除", (2,), (3,)),
        ("五から七まで　削除", (5,), (7,)),
        ("三の二から三の四まで　削除", (3, 2), (3, 4)),
    ],
)
def test_a_range_has_a_last_number(line: str, number: tuple, last: tuple) -> None:
    reading = read_labels(line)[0]
    assert (reading.number, reading.last) == (number, last)


@pytest.mark.parametrize(
    ("text", "number"),
    [("18", (18,)), ("18の2", (18, 2)), ("十八の二の三", (18, 2, 3)), ("1.1", (1, 1)), ("18のx", ()), ("", ())],
)
def test_branches_are_read(text: str, number: tuple) -> None:
    assert parse_branches(text) == number


@pytest.mark.parametrize(
    ("number", "previous", "does"),
    [
        ((2,), (1,), True),
        ((3,), (1,), False),
        ((1,), (1,), False),
        ((1,), (2,), False),
        ((18, 2), (18,), True),
        ((18, 3), (18,), False),
        ((18, 3), (18, 2), True),
        ((19,), (18, 2), True),
        ((20,), (18, 2), False),
        ((18, 2, 2), (18, 2), True),
        ((18, 3), (18, 2, 2), True),
        ((1,), (), False),
        ((), (1,), False),
    ],
)
def test_which_number_follows(number: tuple, previous: tuple, does: bool) -> None:
    assert follows(number, previous) is does
