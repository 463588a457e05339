"""House styles from JSON: what is taken, and what is refused with a sentence that says what to do."""

import json
from dataclasses import replace

import pytest

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, TWO_COLUMN, Cut
from portal.comparison.style_file import StyleError, built_in_style, style_from_json


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_style_is_found_by_its_name(name: str) -> None:
    assert built_in_style(name).name == name
    assert style_from_json(json.dumps({"base": name})) == BUILT_IN[name]


def test_an_empty_object_is_the_three_column_style() -> None:
    assert style_from_json("{}") == THREE_COLUMN


def test_what_a_file_names_replaces_what_its_base_has() -> None:
    values = {
        "base": "two-column",
        "name": "minato",
        "columns": ["old", "new"],
        "headings": ["変更前", "変更後"],
        "cut": "unit",
        "remarks": True,
        "added_unit": "新設",
        "moved_away_cell": "→ {heading}",
    }
    expected = replace(
        TWO_COLUMN,
        name="minato",
        columns=("old", "new"),
        headings=("変更前", "変更後"),
        cut=Cut.UNIT,
        remarks=True,
        added_unit="新設",
        moved_away_cell="→ {heading}",
    )
    assert style_from_json(json.dumps(values)) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1行目がJSONとして読めません"),
        ('{\n"name": }', "2行目がJSONとして読めません"),
        ("[]", '{"base": "three-column", …} の形'),
        ('"three-column"', '{"base": "three-column", …} の形'),
        ('{"base": "four-column"}', "様式「four-column」はありません。使える様式: three-column, two-column"),
        ('{"base": 3}', "様式「3」はありません"),
        ('{"colour": "red"}', "様式の項目「colour」はありません。使える項目: added_article, "),
        ('{"remarks": "yes"}', "「remarks」は true か false にしてください（今の値: 'yes'）"),
        ('{"remarks": 1}', "「remarks」は true か false にしてください"),
        ('{"changed": true}', "「changed」は文字列にしてください（今の値: True）"),
        ('{"changed": null}', "「changed」は文字列にしてください"),
        ('{"cut": "article"}', "「cut」は unit, paragraph のどれか"),
        ('{"cut": ["unit"]}', "「cut」は unit, paragraph のどれか"),
        ('{"columns": ["new", "new"]}', '「columns」は "new" と "old" を一つずつ'),
        ('{"columns": "new"}', "「columns」は文字列二つの配列"),
        ('{"headings": ["新"]}', "「headings」は文字列二つの配列"),
        ('{"headings": ["新", 1]}', "「headings」は文字列二つの配列"),
        ('{"moved_away_cell": "{place}へ"}', "「moved_away_cell」で使える差し込みは {heading} だけ"),
        ('{"moved_away_cell": "{へ"}', "「moved_away_cell」で使える差し込みは {heading} だけ"),
        ('{"moved_away_cell": "{heading.x}"}', "「moved_away_cell」で使える差し込みは {heading} だけ"),
        ('{"moved_away_cell": "{heading:>999999999}"}', "「moved_away_cell」で使える差し込みは {heading} だけ"),
        ('{"moved_away_cell": "{heading[0]}"}', "「moved_away_cell」で使える差し込みは {heading} だけ"),
        ("[" * 100_000, '{"base": "three-column", …} の形'),
    ],
)
def test_a_style_that_cannot_be_used_is_refused_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(StyleError) as refusal:
        style_from_json(text)
    assert says in str(refusal.value)


def test_an_unknown_name_lists_the_names_there_are() -> None:
    with pytest.raises(StyleError, match="three-column, two-column"):
        built_in_style("")
