"""（略） of a comparison table filled from the text it was made from, where that is certain and nowhere else."""

from __future__ import annotations

import pytest

from portal.publishing.drafting.filling import filled

BASE = """\
月見規約

第1条（目的）
目的を定める。

第2条（料金）
１　百円とする。
２　先に払う。
３　返さない。

第3条（期間）
一年とする。

附則
公布の日から施行する。
"""

CASES = {
    "articles": (
        "第1条（目的）\n目的を定める。\n第2条（料金）\n１　百円とする。\n２　先に払う。\n３　返さない。\n（略）\n",
        "第1条（目的）\n目的を定める。\n第2条（料金）\n１　二百円とする。\n２　先に払う。\n３　返さない。\n（略）\n",
    ),
    "elided before": (
        "（略）\n第2条（料金）\n１　百円とする。\n２～３　（略）\n（略）\n",
        "（略）\n第2条（料金）\n１　二百円とする。\n２～３　（略）\n（略）\n",
    ),
    "not all of it": (
        "第2条（料金）\n１　百円とする。\n２　（略）\n３　返さない。\n",
        "第2条（料金）\n１　二百円とする。\n２　（略）\n３　返さない。\n",
    ),
    "width": (
        "第２条(料金)\n1 百円とする。\n２　（略）\n３　返さない。\n",
        "第2条（料金）\n１　二百円とする。\n２　（略）\n３　返さない。\n",
    ),
}


@pytest.mark.parametrize("old", [case[0] for case in CASES.values()], ids=CASES)
def test_the_old_side_filled_is_the_base(old: str) -> None:
    made = filled(old, old, BASE)
    assert made is not None
    assert [_plain(line) for line in made.split("\n") if line] == [_plain(line) for line in BASE.split("\n") if line]


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_the_new_side_is_the_base_with_its_changes(old: str, new: str) -> None:
    made = filled(new, old, BASE)
    assert made is not None
    wanted = BASE.replace("百円", "二百円")
    assert [line for line in made.split("\n") if line] == [line for line in wanted.split("\n") if line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第2条（料金）\n１　三百円とする。\n（略）\n", "第2条（料金）\n１　二百円とする。\n（略）\n"),
        ("第2条（料金）\n（略）\n", "第2条（料金）\n二百円とする。\n"),
        ("第2条（料金）\n２～３　（略）\n", "第2条（料金）\n３～４　（略）\n"),
        ("第1条（目的）\n第2条（料金）\n（略）\n", "第1条（目的）\n第2条（料金）\n（略）\n"),
        (
            "（略）\n２　先に払う。\n（略）\n（略）\n",
            "（略）\n２　先に払う。\n（略）\n第3条の2（新設）\n新しい。\n（略）\n",
        ),
    ],
    ids=["another text", "elided on one side", "renumbered", "left out unsaid", "something put in between"],
)
def test_what_is_not_certain_is_not_filled(old: str, new: str) -> None:
    assert filled(new, old, BASE) is None


def test_a_sentence_about_leaving_out_is_no_elision() -> None:
    text = "第1条（目的）\n目的を定める。\n第2条（料金）\n１　百円とする。以下略称を用いる\n"
    assert filled(text, text, text) == text


def _plain(line: str) -> str:
    return line.translate(str.maketrans("１２３()", "123（）")).replace(" ", "").replace("\u3000", "")
