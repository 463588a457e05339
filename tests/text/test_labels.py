"""Labels at a line's start, and which number follows which."""

import pytest

from portal.text.numbering.labels import follows, parse_branches, read_labels


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
        ("1、会員", "decimal_comma", (1,), "1、", ""),
        ("1, 会員", "decimal_comma", (1,), "1,", " "),
        ("１：会員", "decimal_colon", (1,), "１：", ""),
        ("1-1 会員", "multi_dash", (1, 1), "1-1", " "),
        ("１－２会員", "multi_dash", (1, 2), "１－２", ""),
        ("1.1会員", "multi_decimal", (1, 1), "1.1", ""),
        ("1.1.会員", "multi_decimal", (1, 1), "1.1.", ""),
        ("3.7.5.1 Fees", "multi_decimal", (3, 7, 5, 1), "3.7.5.1", " "),
        ("２．１０月１日に", "decimal_dot", (2,), "２．", ""),
        ("第１号", "item_word", (1,), "第１号", ""),
        ("第一号の２　会員", "item_word", (1, 2), "第一号の２", "　"),
        ("（３）の２　会員", "decimal", (3, 2), "（３）の２", "　"),
        ("①の２　会員", "circled", (1, 2), "①の２", "　"),
        ("一ノ二　会員", "kanji", (1, 2), "一ノ二", "　"),
        ("イの二　会員", "iroha", (1, 2), "イの二", "　"),
        ("一）会員", "kanji_half", (1,), "一）", ""),
        ("ア）会員", "aiueo_half", (1,), "ア）", ""),
        ("ｱ. 会員", "aiueo", (1,), "ｱ.", " "),
        ("㋑会員", "aiueo_circled", (2,), "㋑", ""),
        ("㋑会員", "iroha_circled", (1,), "㋑", ""),
        ("い　会員", "hiragana_iroha", (1,), "い", "　"),
        ("（う）会員", "hiragana_aiueo_brackets", (3,), "（う）", ""),
        ("（ⅱ）会員", "roman_brackets", (2,), "（ⅱ）", ""),
        ("(aa) member", "latin_brackets", (27,), "(aa)", " "),
        ("(bb) member", "double_latin_brackets", (2,), "(bb)", " "),
        ("(ac) member", "latin_brackets", (29,), "(ac)", " "),
        ("IV. member", "big_roman", (4,), "IV.", " "),
        ("(IX) member", "big_roman_brackets", (9,), "(IX)", " "),
        ("Ａ　会員", "big_latin", (1,), "Ａ", "　"),
        ("[1] 会員", "square", (1,), "[1]", " "),
        ("〔１〕会員", "tortoise", (1,), "〔１〕", ""),
        ("<1>会員", "angle", (1,), "<1>", ""),
        ("❷会員", "black_circled", (2,), "❷", ""),
        ("⓷会員", "double_circled", (3,), "⓷", ""),
        ("⒋会員", "decimal_dot", (4,), "⒋", ""),
        ("㊁会員", "kanji_circled", (2,), "㊁", ""),
        ("ⓒ会員", "latin_circled", (3,), "ⓒ", ""),
        ("Ⓒ会員", "big_latin_circled", (3,), "Ⓒ", ""),
        ("⒞会員", "latin_brackets", (3,), "⒞", ""),
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
            "A社",
            "I am",
            "A member",
            "USA. Today",
            "i.e. a reader",
            "10:30",
            "2024.4.1に",
            "0120-365-800",
            "1-",
            "は、会員",
            "1.1倍",
            "２～４日",
            "[注]",
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


@pytest.mark.parametrize(
    ("line", "number", "meant"),
    [("二　会員", (4,), "ニ"), ("（二）会員", (4,), "ニ"), ("八　会員", (3,), "ハ"), ("千．会員", (8,), "チ")],
)
def test_a_kanji_may_stand_for_the_katakana_it_looks_like(line: str, number: tuple, meant: str) -> None:
    slips = [reading for reading in read_labels(line) if reading.slip]
    assert [(reading.number, reading.slip) for reading in slips] == [(number, meant)]
    assert slips[0].style.startswith("iroha")


def test_a_hiragana_may_stand_for_its_katakana() -> None:
    assert {reading.style: (reading.number, reading.slip) for reading in read_labels("へ　会員")} == {
        "hiragana_iroha": ((6,), ""),
        "hiragana_aiueo": ((29,), ""),
        "iroha": ((6,), "ヘ"),
    }


@pytest.mark.parametrize(
    ("line", "weak", "in_sentence"),
    [
        ("（１）会員", False, False),
        ("（１）の会員", True, True),
        ("（１）のり", False, False),
        ("①から③まで", True, True),
        ("1、会員", True, False),
        ("1.1 会員", False, False),
        ("1.1会員", True, False),
        ("2 年以内", True, True),
        ("２　年以内", False, False),
        ("2 年会費", False, False),
        ("30 days after", True, True),
        ("一、二の者", True, True),
        ("一、一の宮", True, True),
        ("一、会員", False, False),
        ("イ、ロ又はハ", True, True),
        ("イ、ロシア", False, False),
        ("(a) to pay", False, False),
        ("(a) above", True, True),
        ("(a) to (c)", True, True),
        ("A.Member", True, False),
        ("い　会員", True, False),
        ("２．１０月", True, False),
        ("[1] 会員", True, False),
    ],
)
def test_a_label_is_weak_where_other_lines_begin_like_it(line: str, weak: bool, in_sentence: bool) -> None:
    likeliest = read_labels(line)[0]
    assert (likeliest.weak, likeliest.in_sentence) == (weak, in_sentence)


@pytest.mark.parametrize(
    ("line", "number", "last"),
    [
        ("二及び三　削除", (2,), (3,)),
        ("五から七まで　削除", (5,), (7,)),
        ("三の二から三の四まで　削除", (3, 2), (3, 4)),
        ("２～４（略）", (2,), (4,)),
        ("２・３　（略）", (2,), (3,)),
        ("2-4 (略)", (2,), (4,)),
        ("２～４　", (2,), (4,)),
        ("（１）から（３）まで　略", (1,), (3,)),
        ("①～③（略）", (1,), (3,)),
        ("第２項から第４項まで　（略）", (2,), (4,)),
        ("二、三及び五　（略）", (2,), (5,)),
    ],
)
def test_a_range_has_a_last_number(line: str, number: tuple, last: tuple) -> None:
    reading = read_labels(line)[0]
    assert (reading.number, reading.last) == (number, last)


@pytest.mark.parametrize("line", ["２～４日", "1-2 ", "４～２（略）", "（１）～３（略）", "２～４（略称）"])
def test_what_leaves_nothing_out_is_no_range(line: str) -> None:
    assert all(reading.last == reading.number for reading in read_labels(line))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18", (18,)),
        ("18の2", (18, 2)),
        ("十八の二の三", (18, 2, 3)),
        ("1.1", (1, 1)),
        ("1-1", (1, 1)),
        ("18のx", ()),
        ("", ()),
    ],
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
