"""A table as JSON: the keys others rely on, and the table read back as it was."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.comparison.formats.serialise import SCHEMA, UnreadableTable, table_from_values, table_values
from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN, HouseStyle
from portal.comparison.summary.making import Counts
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.text.parser import parse
from tests.generated import FORMS, Form, Terms, mutated, mutations, terms

OLD = parse("第１条（貸出し）\n会員は、本を２冊借ります。\n").document
NEW = parse(
    "第１条（貸出し）\n会員は、本を３冊借ります。\n第２条（会費）\n１　無料です。\n２　寄付を受けます。\n"
).document
LEAD = At(0, Part.LEAD, ((),))
TABLE = ComparisonTable(
    THREE_COLUMN,
    (
        Row(RowKind.UNCHANGED, Cell("第１条（貸出し）"), Cell("第１条（貸出し）")),
        Row(
            RowKind.CHANGED,
            Cell("会員は、本を２冊借ります。", ((6, 7),), ((9, 22),)),
            Cell("会員は、本を３冊借ります。", ((6, 7),), ((9, 22),)),
            "(変更)",
            LEAD,
            LEAD,
        ),
        Row(
            RowKind.ADDED_ARTICLE,
            Cell("(新設)"),
            Cell("第２条（会費）", ((0, 7),), ((22, 30),), ((0, 3),)),
            "(新設)",
            None,
            At(1, Part.CLAUSE),
        ),
    ),
    (Row(RowKind.ELIDED, Cell("(略)"), Cell("(略)")),),
    OLD,
    NEW,
)
PUBLISHED = json.loads((Path(__file__).parents[2] / "docs" / "comparison-schema-1.json").read_text(encoding="utf-8"))
validate = fastjsonschema.compile(PUBLISHED)


def values_of(table: ComparisonTable) -> dict[str, Any]:
    """A table's values after a way through JSON."""
    return json.loads(json.dumps(table_values(table), ensure_ascii=False))


def test_a_table_has_the_values_of_the_contract() -> None:
    values = values_of(TABLE)
    assert (values["schema"], values["style"]) == (1, "three-column")
    assert values["house_style"]["headings"] == ["新", "旧"]
    assert values["rows"][1] == {
        "kind": "changed",
        "old": "会員は、本を２冊借ります。",
        "new": "会員は、本を３冊借ります。",
        "remark": "(変更)",
        "old_marks": [[6, 7]],
        "new_marks": [[6, 7]],
        "old_double": [],
        "new_double": [],
        "old_spans": [[9, 22]],
        "new_spans": [[9, 22]],
        "old_at": place("lead", [[]], "第1条", "Article 1", "art-1-p1"),
        "new_at": place("lead", [[]], "第1条", "Article 1", "art-1-p1"),
    }
    assert values["rows"][2]["old_at"] is None
    assert values["rows"][2]["new_double"] == [[0, 3]]
    assert [row["kind"] for row in values["left_out"]] == ["elided"]


def place(part: str, path: list[list[int]], words: str, english: str, anchor: str) -> dict[str, Any]:
    return {"clause": 0, "part": part, "path": path, "words": words, "english": english, "anchor": anchor}


def test_the_summary_stands_beside_the_rows() -> None:
    summary = values_of(TABLE)["summary"]
    assert summary["sentences"] == ["第1条を変更", "第2条（会費）を追加"]
    assert {name: count for name, count in summary["counts"].items() if count} == {
        "added": 1,
        "changed": 1,
        "changed_units": 1,
    }


def test_a_table_is_read_back_as_it_was() -> None:
    assert table_from_values(values_of(TABLE), old=OLD, new=NEW) == TABLE


def test_a_table_read_back_without_its_editions_is_drawn_as_it_was() -> None:
    alone = table_from_values(values_of(TABLE))
    assert (alone.rows, alone.left_out, alone.style) == (TABLE.rows, TABLE.left_out, TABLE.style)
    assert "会員は、本を" in table_html(alone)
    assert values_of(alone)["rows"][1]["new_at"]["words"] == ""


styles = st.builds(
    replace,
    st.sampled_from(list(BUILT_IN.values())),
    name=st.text(max_size=5),
    headings=st.tuples(st.text(max_size=3), st.text(max_size=3)),
    underline=st.booleans(),
    closing=st.text(max_size=3),
)


@given(styles, terms(), st.sampled_from(FORMS), mutations())
def test_the_table_of_any_two_editions_is_read_back(
    style: HouseStyle, written: Terms, form: Form, changes: tuple
) -> None:
    old, new = written.write(form), mutated(written.write(form), changes)
    table = compare(parse(old).document, parse(new).document, style=style)
    values = values_of(table)
    assert validate(values) == values
    assert table_from_values(values, old=table.old, new=table.new) == table


@pytest.mark.parametrize("table", [TABLE, replace(TABLE, style=GOVERNMENT), ComparisonTable(THREE_COLUMN, ())])
def test_the_values_keep_to_the_published_schema(table: ComparisonTable) -> None:
    assert validate(values_of(table)) == values_of(table)


@pytest.mark.parametrize("wrong", ["kind", "new", "new_marks", "old_at"])
def test_the_published_schema_asks_for_the_keys_of_a_row(wrong: str) -> None:
    values = values_of(TABLE)
    del values["rows"][0][wrong]
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate(values)


def test_the_published_schema_names_all_there_is() -> None:
    definitions = PUBLISHED["definitions"]
    assert set(definitions["row"]["properties"]["kind"]["enum"]) == set(RowKind)
    assert set(definitions["place"]["properties"]["part"]["enum"]) == set(Part)
    assert set(definitions["house_style"]["properties"]) == {field.name for field in fields(HouseStyle)}
    assert set(definitions["summary"]["properties"]["counts"]["properties"]) == {field.name for field in fields(Counts)}


@pytest.mark.parametrize("schema", [0, SCHEMA + 1, None, "1"])
def test_another_schema_is_refused_with_its_number(schema: object) -> None:
    with pytest.raises(UnreadableTable, match=rf"schema: {schema}.*読めるのは 1 です"):
        table_from_values({"schema": schema})


@pytest.mark.parametrize("values", [[], "x", None, 3])
def test_values_that_are_no_object_are_refused(values: Any) -> None:
    with pytest.raises(UnreadableTable):
        table_from_values(values)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rows", None),
        ("rows", [{}]),
        ("rows", [None]),
        ("rows", [values_of(TABLE)["rows"][0] | {"kind": "unheard_of"}]),
        ("rows", [values_of(TABLE)["rows"][0] | {"new": 3}]),
        ("rows", [values_of(TABLE)["rows"][0] | {"new_marks": [[1]]}]),
        ("house_style", {}),
        ("house_style", {"name": "x"}),
        ("house_style", values_of(TABLE)["house_style"] | {"cut": "diagonal"}),
    ],
)
def test_values_that_are_no_table_are_refused(key: str, value: object) -> None:
    with pytest.raises(UnreadableTable, match="対照表のJSON"):
        table_from_values(values_of(TABLE) | {key: value})


def test_keys_that_came_later_are_passed_over_and_those_that_are_missing_have_their_defaults() -> None:
    values = values_of(TABLE)
    values["house_style"]["colour"] = "red"
    del values["house_style"]["paper"]
    assert table_from_values(values, old=OLD, new=NEW) == TABLE
