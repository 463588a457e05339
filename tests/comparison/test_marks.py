"""Marks inside a pair of texts: what a person would underline. The cases are the two texts with their marks."""

from pathlib import Path

from portal.comparison.wording import mark
from tests.case_files import Case, assert_same_text, parametrize
from tests.comparison.notation import marked, unmarked

CASES = Path(__file__).parent / "marks"


@parametrize(CASES)
def test_marks_are_where_a_person_would_underline(case: Case) -> None:
    old, new = unmarked(case["旧"]), unmarked(case["新"])
    old_marks, new_marks = mark(old, new)
    expected = f"旧 {case['旧']}\n新 {case['新']}"
    assert_same_text(expected, f"旧 {marked(old, old_marks)}\n新 {marked(new, new_marks)}", what=case.title)
