"""Numbers in every spelling that legal texts use, and what is no number."""

import pytest

from portal.text.numbering.numerals import (
    half_width,
    katakana,
    parse_aiueo,
    parse_big_roman,
    parse_double_latin,
    parse_iroha,
    parse_kanji,
    parse_latin,
    parse_number,
    parse_roman,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("18", 18),
        ("１８", 18),
        ("1８", 18),
        ("〇", 0),
        ("一", 1),
        ("十", 10),
        ("十八", 18),
        ("二十", 20),
        ("二十八", 28),
        ("百", 100),
        ("百一", 101),
        ("百二十三", 123),
        ("二百三十", 230),
        ("千", 1000),
        ("千二百三", 1203),
        ("二千二十四", 2024),
        ("一万", 10_000),
        ("万", 10_000),
        ("二十三万四千", 234_000),
        ("二〇二四", 2024),
        ("一二", 12),
        ("999999999", 999_999_999),
    ],
)
def test_a_number_is_read_in_any_spelling(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a", "第一", "1.5", "一2", "十百", "二二十", "十二三", "一万万", "-1", "²", "٣"),
        *("1" * 10, "1" * 5000, "一" * 10, "一" * 5000, "万" * 3),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_only_kanji_are_kanji_numbers() -> None:
    assert parse_kanji("12") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("i", 1),
        ("iii", 3),
        ("iv", 4),
        ("ix", 9),
        ("xiv", 14),
        ("xl", 40),
        ("xcix", 99),
        ("ｉｖ", 4),
        ("ⅳ", 4),
        ("ⅹⅲ", 13),
        ("ccclxxxviii", 388),
    ],
)
def test_a_roman_number_is_read(text: str, value: int) -> None:
    assert parse_roman(text) == value


@pytest.mark.parametrize("text", ["", "I", "iiii", "vx", "iix", "a", "i i", "c" * 20_000])
def test_letters_that_are_no_roman_number(text: str) -> None:
    assert parse_roman(text) is None


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("Ⅳ", 4), ("ＸＩＩ", 12), ("i", None), ("Iv", None)])
def test_a_roman_number_in_capitals_is_read(text: str, value: int | None) -> None:
    assert parse_big_roman(text) == value


@pytest.mark.parametrize(
    ("sign", "iroha", "aiueo"),
    [
        ("イ", 1, 2),
        ("い", 1, 2),
        ("ｲ", 1, 2),
        ("㋑", 1, 2),
        ("ヰ", 25, None),
        ("ー", None, None),
        ("ガ", None, None),
        ("", None, None),
    ],
)
def test_kana_of_every_kind_have_their_places(sign: str, iroha: int | None, aiueo: int | None) -> None:
    assert (parse_iroha(sign), parse_aiueo(sign)) == (iroha, aiueo)


def test_katakana_leaves_other_signs_as_they_are() -> None:
    assert katakana("いろは二ー") == "イロハ二ー"


@pytest.mark.parametrize(
    ("text", "value", "doubled"),
    [
        ("a", 1, None),
        ("Ｚ", 26, None),
        ("aa", 27, 1),
        ("bb", 28, 2),
        ("ab", 28, None),
        ("ba", None, None),
        ("aaa", None, None),
        ("い", None, None),
        ("", None, None),
    ],
)
def test_letters_go_on_beyond_z(text: str, value: int | None, doubled: int | None) -> None:
    assert (parse_latin(text), parse_double_latin(text)) == (value, doubled)


def test_half_width_leaves_kana_and_kanji() -> None:
    assert half_width("（Ａ１）カナ漢字　。") == "(A1)カナ漢字　。"
