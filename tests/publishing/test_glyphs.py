"""What the PDF fonts can print."""

import pytest

from portal.publishing.glyphs import first_missing, font_files, missing_files, show_variants
from tests.machine import require


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    require(not missing_files(), "the PDF fonts")


def test_the_stack_is_read_from_the_configuration() -> None:
    assert [path.name for path in font_files()] == [
        "BIZUDMincho-Regular.ttf",
        "BIZUDGothic-Regular.ttf",
        "BIZUDGothic-Bold.ttf",
        "ipamjm.ttf",
        "DejaVuSans.ttf",
    ]


@pytest.mark.parametrize(
    "text", ["約款", "𠮷野家 髙﨑 ① ㈱", "☑ ☑\ufe0f", "a\u200db", "\tあ\u3000い\u00a0う", "葛\U000e0100"]
)
def test_what_a_font_has_or_what_is_invisible_is_not_missing(text: str) -> None:
    assert first_missing(text) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [("あ🧿い", "🧿"), ("ไทย", "ไ"), ("あ\a", "\a"), ("犬\U000e01ee", "犬\U000e01ee"), ("\ufe00", "\ufe00")],
)
def test_the_first_character_without_a_glyph_is_named(text: str, missing: str) -> None:
    assert first_missing(text) == missing


def test_a_variant_is_given_to_the_font_that_has_it() -> None:
    html = "<title>葛\U000e0102</title><body class='葛\U000e0102'><p>葛\U000e0100 葛\U000e0102</p>"
    assert show_variants(html) == (
        "<title>葛\U000e0102</title><body class='葛\U000e0102'>"
        "<p><span style=\"font-family: 'BIZ UDMincho'\">葛\U000e0100</span>"
        " <span style=\"font-family: 'IPAmjMincho'\">葛\U000e0102</span></p>"
    )


def test_a_usual_form_needs_no_selector() -> None:
    assert show_variants("<body><p>葛\U000e0101城</p>") == "<body><p>葛城</p>"
