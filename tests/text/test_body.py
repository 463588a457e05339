"""What a line is, what is said about odd numbers, and how deep and how slow a body can get."""

from collections.abc import Callable
from functools import partial

import pytest

from portal.text.body import DEEPEST, body_problems, line_kind, parse_body
from portal.text.tree import Edit, LineKind, Place
from tests.work import calls_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("・名札", LineKind.BULLET),
        ("●名札", LineKind.BULLET),
        ("➢ 名札", LineKind.BULLET),
        ("✓名札", LineKind.BULLET),
        ("\uf0b7 名札", LineKind.BULLET),
        ("- 名札", LineKind.BULLET),
        ("－　名札", LineKind.BULLET),
        ("〇　名札", LineKind.BULLET),
        ("-名札", LineKind.TEXT),
        ("---", LineKind.TEXT),
        ("-", LineKind.TEXT),
        ("〇名札", LineKind.TEXT),
        ("●●株式会社", LineKind.TEXT),
        ("○年○月○日", LineKind.TEXT),
        ("・・・", LineKind.TEXT),
        ("△100円", LineKind.TEXT),
        ("> 名札", LineKind.TEXT),
        ("| 名札 |", LineKind.TABLE),
        ("名札", LineKind.TEXT),
    ],
)
def test_what_a_line_is(line: str, kind: LineKind) -> None:
    assert line_kind(line) is kind


def test_a_gap_is_placed_at_its_label() -> None:
    (problem,) = body_problems("次のとおり\n（１）名札\n　（１）紐\n　（３）糸", first_line=7, clause=3, offset=100)
    assert (problem.line, problem.code) == (10, "number_gap")
    assert problem.place == Place(3, 119, 122, ((), (1,), (3,)))
    assert problem.mend == ()


@pytest.mark.parametrize(
    ("text", "code", "edit"),
    [
        ("イ　甲\nロ　乙\nハ　丙\n二　丁\nホ　戊", "kanji_for_katakana", Edit(2, 22, "二", "ニ")),
        ("（イ）甲\n（ロ）乙\n（ハ）丙\n（二）丁\n（ホ）戊", "kanji_for_katakana", Edit(2, 26, "二", "ニ")),
        ("イ　甲\nロ　乙\nハ　丙\nに　丁\nホ　戊", "hiragana_for_katakana", Edit(2, 22, "に", "ニ")),
    ],
)
def test_a_slip_is_mended_at_its_sign(text: str, code: str, edit: Edit) -> None:
    (problem,) = body_problems(text, clause=2, offset=10)
    assert (problem.code, problem.mend) == (code, (edit,))
    assert text[edit.start - 10 :].startswith(edit.before)


def test_what_is_in_order_is_no_problem() -> None:
    assert body_problems("１．甲\n２．乙\n（１）丙\n（２）丁\n３．戊") == ()


def test_units_stand_within_one_another_only_so_deep() -> None:
    units = list(parse_body("\n".join(" " * depth + "1. 本" for depth in range(3000))).walk())
    assert len(units) == DEEPEST


NASTY: dict[str, Callable[[int], str]] = {
    "first ones": lambda count: "（１）本\n" * count,
    "weak ones": lambda count: "本\n" + "1、本\n２、本\n" * count,
    "late ones": lambda count: "本\n" + "（３）本\n（４）本\n" * count,
    "late paragraphs": lambda count: "本です。\n" + "３　本\n４．本\n本\n" * count,
    "ambiguous ones": lambda count: "(a) x\n" + "(h) x\n(i) x\n" * count,
    "slips": lambda count: "一　本\nイ　本\nロ　本\nハ　本\n" + "に　本\n二　本\n" * count,
    "deeper ones": lambda count: "\n".join(" " * (line % 80) + "1. 本" for line in range(count)),
    "many parts": lambda count: "\n".join(".".join("1" * (line % 40 + 1)) + " x" for line in range(count)),
    "lists that are announced": lambda count: "1. 次の本\n" * count,
    "lists within": lambda count: "3. 次の本\n・本\n1. 本\n2. 本\n4. 本です。\n" * count,
    "ranges": lambda count: "１、２、３、４、５、６、７、８、９、１０、１、２（略）\n" * count,
}


@pytest.mark.parametrize("name", NASTY)
def test_twice_the_labels_are_about_twice_the_work(name: str) -> None:
    body_problems(NASTY[name](10))  # patterns and labels that are read once for all
    once, twice = (calls_of(partial(body_problems, NASTY[name](count))) for count in (300, 600))
    assert twice < 2.3 * once, f"{once} calls for 300, {twice} for 600"
