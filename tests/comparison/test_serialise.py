"""The values of `compare_terms --json`: the keys others rely on."""

import json

from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN
from portal.comparison.serialise import table_values
from portal.text.parser import parse

OLD = "第１条（貸出し）\n会員は、本を２冊借ります。\n"
NEW = "第１条（貸出し）\n会員は、本を３冊借ります。\n第２条（会費）\n会費は、無料とします。\n"


def test_a_table_has_the_values_of_the_contract() -> None:
    table = compare(parse(OLD).document, parse(NEW).document, style=THREE_COLUMN)
    values = json.loads(json.dumps(table_values(table), ensure_ascii=False))
    assert values == {
        "style": "three-column",
        "rows": [
            row("unchanged", "第１条（貸出し）", "第１条（貸出し）", ""),
            row("changed", "会員は、本を２冊借ります。", "会員は、本を３冊借ります。", "(変更)", [[6, 7]], [[6, 7]]),
            row(
                "added_article",
                "(新設)",
                "第２条（会費）\n会費は、無料とします。",
                "(新設)",
                [],
                [[0, 7], [8, 19]],
            ),
        ],
    }


def row(kind: str, old: str, new: str, remark: str, old_marks: list = (), new_marks: list = ()) -> dict[str, object]:
    """The values of one row; marks are half-open offsets into the printed cells."""
    return {
        "kind": kind,
        "old": old,
        "new": new,
        "remark": remark,
        "old_marks": list(old_marks),
        "new_marks": list(new_marks),
    }
