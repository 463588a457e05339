"""The grammar, case by case: what is read from a text, and that it comes back as it was."""

from pathlib import Path

from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.writer import write
from tests.case_files import INPUT, Case, assert_same_text, parametrize
from tests.text.outline import outline, problems

CASES = Path(__file__).parent / "cases"


@parametrize(CASES)
def test_a_text_is_read_as_its_case_says(case: Case) -> None:
    parsed = parse(case[INPUT])
    expected = case["構造"] + "\n\n問題\n" + case["問題"]
    assert_same_text(expected, outline(parsed) + "\n\n問題\n" + problems(parsed), what=case[INPUT])


@parametrize(CASES)
def test_a_text_comes_back_as_it_was(case: Case) -> None:
    assert_same_text(normalise(case[INPUT]), write(parse(case[INPUT]).document), what=case.title)


@parametrize(CASES)
def test_metadata_is_read_as_the_case_says(case: Case) -> None:
    if "記録" not in case.sections:
        return
    got = "\n".join(f"{name}: {value}" for name, value in parse(case[INPUT]).metadata)
    assert_same_text(case["記録"], got, what=case[INPUT])
