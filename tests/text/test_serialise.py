"""The values of `parse_terms --json`: the keys others rely on."""

import json

from portal.text.checks import check
from portal.text.parser import parse
from portal.text.serialise import parsed_values

TERMS = """\
みなと利用規約 2024年4月1日 第2版

第１章　総則

第１８条の２（貸出し）
１．会員は、次の物を借りることができます。
（１）本
イ　辞書
ロ　図鑑
２．係は、（３）を決めます。
（５）雑誌
附則（2024年4月1日）
第１条（施行）
四月から適用します。
"""


def test_a_document_has_the_values_of_the_contract() -> None:
    parsed = parse(TERMS)
    values = json.loads(json.dumps(parsed_values(parsed, parsed.problems), ensure_ascii=False))
    assert values["title"] == "みなと利用規約"
    assert values["metadata"] == {"date": "2024-04-01", "edition_label": "第2版"}
    assert [(clause["kind"], clause["context"], clause["number"]) for clause in values["clauses"]] == [
        ("title", "main", []),
        ("chapter", "main", [1]),
        ("article", "main", [18, 2]),
        ("supplementary_provision", "附則（2024年4月1日）", []),
        ("article", "附則（2024年4月1日）", [1]),
    ]
    assert [(clause["label"], clause["caption"]) for clause in values["clauses"][1:]] == [
        ("第１章", "総則"),
        ("第１８条の２", "貸出し"),
        ("附則", "2024年4月1日"),
        ("第１条", "施行"),
    ]


def test_an_article_has_its_paragraphs_items_and_subitems() -> None:
    article = parsed_values(parse(TERMS), ())["clauses"][2]
    assert article["paragraphs"] == [
        {
            "number": [1],
            "label": "１．",
            "text": "会員は、次の物を借りることができます。",
            "items": [
                {
                    "number": [1],
                    "label": "（１）",
                    "text": "本",
                    "subitems": [
                        {"number": [1], "label": "イ", "text": "辞書", "subitems": []},
                        {"number": [2], "label": "ロ", "text": "図鑑", "subitems": []},
                    ],
                }
            ],
        },
        {"number": [2], "label": "２．", "text": "係は、（３）を決めます。\n（５）雑誌", "items": []},
    ]


def test_a_problem_has_line_code_severity_sentence_place_and_mend() -> None:
    parsed = parse("規約\n第１条（貸出し）\n次の本を貸します。\n（１）叉は\n（３）雑誌\n")
    problems = json.loads(json.dumps(parsed_values(parsed, check(parsed.document))["problems"]))
    assert problems == [
        {
            "line": 4,
            "code": "slip",
            "severity": "warning",
            "message": "「叉は」は書き誤りのようです。「又は」にしてください。",
            "place": {"clause": 1, "start": 22, "end": 24, "path": [[], [1]]},
            "mend": [{"clause": 1, "start": 22, "before": "叉は", "after": "又は"}],
        },
        {
            "line": 5,
            "code": "number_gap",
            "severity": "warning",
            "message": "「（３）」の番号が前から続いていません。番号を確かめてください。",
            "place": {"clause": 1, "start": 25, "end": 28, "path": [[], [3]]},
            "mend": [],
        },
    ]


def test_a_problem_of_the_whole_document_has_no_place() -> None:
    (problem,) = parsed_values(parse(""), check(parse("").document))["problems"]
    assert (problem["code"], problem["place"], problem["mend"]) == ("no_text", None, [])
