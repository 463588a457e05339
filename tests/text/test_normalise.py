"""What normalise changes, and what it must not: names and signs in a contract."""

import unicodedata

import pytest
from hypothesis import given

from portal.text.normalise import fold, normalise
from tests.generated import any_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\r\n乙\r丙\x0c丁\x0b戊\x85己\u2028庚\u2029辛", "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛"),
        ("\t甲\t乙", "    甲 乙"),
        ("　\t甲", "　    甲"),
        ("甲 　\u00a0\n乙　", "甲\n乙"),
        ("　甲", "　甲"),
        ("か\u3099き\u309aハ\u309a", "がき\u309aパ"),
        ("⽇⺟⻑", "日母長"),
        ("\ufeff甲\x00乙\x1f丙\x7f", "甲乙丙"),
        ("甲\ud800乙", "甲\ufffd乙"),
        ("甲\x00 \n", "甲\n"),
    ],
    ids=ascii,  # pytest-xdist cannot send the name of a test with half a surrogate pair in it
)
def test_a_text_is_normalised(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    "text", ["神塚福", "①㈱１Ａ（）ｶﾅ", "𠮷野家", "髙﨑", "葛\U000e0100", "👨‍👩‍👧", "一\u200b二", "ゔ", "…‥〜～"]
)
def test_a_name_or_sign_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


def test_folding_ignores_width_and_blanks_only() -> None:
    assert fold("（１） 甲　Ａ\n乙") == "(1)甲A乙"
    assert fold("カ") != fold("か")


def by_definition(text: str) -> str:
    """What `fold` must come to, whichever way it takes: NFKC, then no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@given(any_text())
def test_folding_is_nfkc_without_blanks(text: str) -> None:
    assert fold(text) == by_definition(text)


def test_every_character_folds_by_definition_between_others() -> None:
    for character in map(chr, range(0x10000)):
        for text in (character, f"か{character}（ﾊ", f"A{character}\u3099"):
            assert fold(text) == by_definition(text), ascii(character)
