"""How wide labels are printed, and what counts as one."""

import pytest

from portal.text.html.hanging import half_ems, hang, printed_label


@pytest.mark.parametrize(
    ("text", "width"), [("１．", 4), ("1. ", 3), ("（１）", 6), ("か\u3099", 2), ("①", 2), ("", 0)]
)
def test_a_full_width_character_is_two_half_ems(text: str, width: int) -> None:
    assert half_ems(text) == width


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["１．", "２．"], "hang-4"),
        (["９．", "１０．"], "hang-6"),
        (["一　", "二　", "十五の三　"], "hang-4"),
        (["a"], "hang-2"),
        (["第百二十三号の二十四の五　"], "hang-16"),
        ([], ""),
    ],
)
def test_a_series_hangs_by_its_widest_ordinary_label(labels: list[str], expected: str) -> None:
    assert hang(labels) == expected


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("(1) 窓口", "(1) "),
        ("（１）窓口", "（１）"),
        ("３．当社は", "３．"),
        ("・電話", "・"),
        ("- 電話", "- "),
        ("1.5倍とします", ""),
        ("1.5パーセント", ""),
        ("6.4.1に改めました", ""),
        ("1.5 料金", "1.5 "),
        ("1、料金", "1、"),
        ("➢ 電話", "➢ "),
        ("A社は", ""),
        ("２．２０２２年１２月", "２．"),
        ("第１条（目的）", ""),
        ("TEL：0120", ""),
        ("（１）", ""),
        ("", ""),
    ],
)
def test_a_printed_line_hangs_only_by_a_label(line: str, label: str) -> None:
    assert printed_label(line) == label
