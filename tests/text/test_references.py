"""References: what is read as one, what it means, and what holds for the references of every text."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.body import parse_body
from portal.text.parser import parse
from portal.text.references import Fault, FaultKind, Level, Reference, Relative, Target, read_references
from portal.text.tree import MAIN, Document, Unit
from tests.case_files import INPUT, Case, assert_same_text, parametrize
from tests.generated import FORMS, TOKENS, Form, Terms, any_text, mutated, mutations, terms
from tests.text.reference_outline import reference_outline
from tests.work import calls_of

CASES = Path(__file__).parent / "references"

WORDS = (
    *("第１条", "第二条第一項", "第３条第２項第１号イ", "第1条の2", "前条", "次条", "同条", "本条", "この条", "前二条"),
    *("前項", "次項", "同項", "本項", "前各項", "第１項", "各項", "前号", "次号", "同号", "前各号", "各号", "次の各号"),
    *(
        "第２号",
        "２号",
        "イ",
        "ロ",
        "（１）",
        "①",
        "附則第１条",
        "この附則",
        "本則第１条",
        "別表",
        "別表第一",
        "様式１",
    ),
    *(
        "この章",
        "第１章",
        "第二節",
        "前章",
        "同法第１条",
        "民法第１条",
        "（目的）",
        "「第２項」",
        "中「",
        "」とあるのは",
    ),
    *(
        "及び",
        "、",
        "から",
        "まで",
        "又は",
        "～",
        "の",
        "（",
        "）",
        "を除く。",
        "改正後の会則第１条",
        "以下「規約」という",
    ),
    *("Section 1.1(a)", "Articles 1 to 3", "this Article", " and 2", " of the Civil Code", "Schedule 1", "item (a)"),
    *(
        "第１、",
        "第２～",
        "３条",
        "１条２項",
        "に定める",
        "前々条",
        "前々項",
        "第(1)号",
        "②",
        "（ア）",
        "ア",
        "第2.2条",
        "1.1項",
    ),
    *("2.1に", "別紙１及び", "別紙A", "第一号様式", "この規約第１条", "改正前の第１条", "令和二年改正附則第１項"),
    *(
        "同法",
        "民法の",
        "GDPR",
        "他の規約",
        "上記各号",
        "paragraph (a) of ",
        ", subsection (b)",
        "Part 1",
        " (Fees)",
        "§ 2",
    ),
)


def references_of(text: str) -> tuple[Reference, ...]:
    """The references of what `text` parses to."""
    return read_references(parse(text).document)


def reference_of(text: str, words: str) -> Reference:
    """The one reference written as `words`."""
    (found,) = (reference for reference in references_of(text) if reference.words == words)
    return found


# --- the grammar ---


@parametrize(CASES)
def test_references_are_read_as_their_case_says(case: Case) -> None:
    assert_same_text(case["参照"], reference_outline(case[INPUT]), what=case[INPUT])


def test_a_reference_says_of_which_parts_it_is_made() -> None:
    text = "規約\n第１条（甲）\n第２条（乙）第１項第１号イによる。\n第２条（乙）\n次の者\n（１）次の者\nイ　甲\n"
    reference = reference_of(text, "第２条（乙）第１項第１号イ")
    written = parse(text).document.clauses[reference.clause].written
    parts = [(part.level, written[part.start : part.end], part.number) for part in reference.parts]
    assert parts == [
        (Level.ARTICLE, "第２条", (2,)),
        (Level.PARAGRAPH, "第１項", (1,)),
        (Level.ITEM, "第１号", (1,)),
        (Level.SUBITEM, "イ", (1,)),
    ]
    assert written[reference.caption_start :].startswith("乙）")
    assert reference.target == Target(2, ((), (1,), (1,)))


def test_relative_parts_have_no_number_and_may_count() -> None:
    text = "規約\n第１条\n１．甲\n２．乙\n３．前二項、同項及び次の各号による。\n"
    parts = [reference.parts[0] for reference in references_of(text)]
    assert [(part.relative, part.number, part.count) for part in parts] == [
        (Relative.PREVIOUS, (), 2),
        (Relative.SAME, (), 1),
        (Relative.FOLLOWING_EACH, (), 1),
    ]


def test_the_ends_of_a_range_know_each_other() -> None:
    references = references_of("規約\n第１条\n第１条から第３条まで及び第２条による。\n第２条\n甲\n第３条\n乙\n")
    assert [reference.through for reference in references] == [1, 0, -1]


def test_a_fault_names_the_part_that_fails() -> None:
    text = "規約\n第１条（甲）\n第２条第３項第１号による。\n第２条（乙）\n１．甲\n２．乙\n"
    fault = reference_of(text, "第２条第３項第１号").fault
    assert fault is not None
    assert (fault.kind, fault.part) == (FaultKind.NO_PARAGRAPH, 1)


def test_a_paragraph_that_is_a_whole_clause_is_an_article() -> None:
    """In terms without 条 第２項 names the clause labelled ２．, and a 号 of it that is not there is none."""
    text = "方針\n\n1. 目的\n利用します。\n\n2. 提供\n第1項第9号による。\n"
    reference = reference_of(text, "第1項第9号")
    assert [part.level for part in reference.parts] == [Level.ARTICLE, Level.ITEM]
    assert reference.fault == Fault(FaultKind.NO_ITEM, 1)


def test_a_number_that_shares_its_unit_is_a_part_without_it() -> None:
    text = "規約\n第１条\n１．甲\n２．乙\n３．第１、２項による。\n"
    first, second = references_of(text)
    assert [first.words, second.words] == ["第１", "２項"]
    assert [part.level for part in (*first.parts, *second.parts)] == [Level.PARAGRAPH, Level.PARAGRAPH]


def test_what_is_quoted_behind_a_decimal_number_is_no_caption_of_the_article() -> None:
    text = "Terms\n\n1. Fees\n1.1 Section 2 (Term) and Section 2.1 (Renewal) apply.\n\n2. Term\n2.1 It ends.\n"
    assert [reference.caption for reference in references_of(text)] == ["Term", ""]


@pytest.mark.parametrize("text", ["", "第", "第１条", "（第１条", "「第１条中「前条」", "前条" * 50, "第１条から" * 50])
def test_a_text_of_nothing_else_is_read(text: str) -> None:
    assert_references_hold(text)


TERMS = (
    "dnet-onboarding/clean.txt",
    "desknets-cloud-14-15/new.txt",
    "desknets-sync/new.txt",
    "tsukuroa-work-rules/v5.txt",
)


@pytest.mark.parametrize("name", TERMS)
def test_what_real_terms_refer_to_is_there_or_left_out(corpus: Path, name: str) -> None:
    found = references_of((corpus / name).read_text(encoding="utf-8"))
    assert found
    assert {reference.fault.kind for reference in found if reference.fault is not None} <= {FaultKind.LEFT_OUT}


def test_the_main_provisions_of_a_statute_refer_to_nothing_that_is_not_there(corpus: Path) -> None:
    document = parse((corpus / "electricity-business-act/new.txt").read_text(encoding="utf-8")).document
    found = [each for each in read_references(document) if document.clauses[each.clause].context == MAIN]
    faults = [(each.words, each.fault.kind) for each in found if each.fault is not None]
    assert len(found) > 2400
    # The statute says 編 of a 章: a slip of its own.
    assert faults == [("この編", FaultKind.NOT_INSIDE)]


# --- what holds for every text ---


def assert_references_hold(text: str) -> None:
    """Fail when a reference of `text` does not show its words, lies across another, or means what is not there."""
    document = parse(text).document
    references = read_references(document)
    behind = (0, 0)
    for place, reference in enumerate(references):
        assert (reference.clause, reference.start) >= behind, reference
        behind = (reference.clause, reference.end)
        assert_words(document, reference)
        assert_meaning(document, reference)
        if reference.through >= 0:
            assert references[reference.through].clause == reference.clause
            assert reference.through != place


def assert_words(document: Document, reference: Reference) -> None:
    """Fail when words, parts and caption do not stand where they say."""
    written = document.clauses[reference.clause].written
    assert written[reference.start : reference.end] == reference.words
    offsets = [offset for part in reference.parts for offset in (part.start, part.end)]
    assert offsets == sorted(offsets)
    assert reference.start <= offsets[0]
    assert offsets[-1] <= reference.end
    if reference.caption:
        assert written.startswith(reference.caption, reference.caption_start)


def assert_meaning(document: Document, reference: Reference) -> None:
    """Fail unless there is exactly one of a law, targets that exist, and a fault of a part that exists."""
    assert [bool(reference.law), bool(reference.targets), reference.fault is not None].count(True) == 1, reference
    assert len(set(reference.targets)) == len(reference.targets)
    for target in reference.targets:
        assert unit_at(document, target) or not target.path, reference
    if reference.fault is not None:
        assert 0 <= reference.fault.part < len(reference.parts)


def unit_at(document: Document, target: Target) -> Unit | None:
    """The first unit in reading order with a target's path, also where two 項 share a number."""
    units = list(parse_body(document.clauses[target.clause].text).paragraphs)
    for depth, number in enumerate(target.path):
        units = [unit for unit in units if unit.number == number]
        if depth + 1 < len(target.path):
            units = [child for unit in units for child in unit.children]
    return units[0] if units else None


def texts_of_references() -> st.SearchStrategy[str]:
    """Texts of headings, labels and the words of references in any order."""
    return st.lists(st.sampled_from((*WORDS, *WORDS, *TOKENS)), max_size=80).map("".join)


@given(any_text())
def test_references_of_any_text_hold(text: str) -> None:
    assert_references_hold(text)


@given(texts_of_references())
def test_references_in_any_order_hold(text: str) -> None:
    assert_references_hold(text)


@given(terms(), st.sampled_from(FORMS), st.lists(st.sampled_from(WORDS), max_size=12), mutations(most=4))
def test_references_in_terms_hold(written: Terms, form: Form, words: list[str], changes: tuple) -> None:
    lines = written.write(form).split("\n")
    for place, found in enumerate(words):
        lines[-1 - place % len(lines)] += found
    assert_references_hold(mutated("\n".join(lines), changes))


@given(terms(), st.sampled_from(FORMS))
def test_every_article_and_unit_is_found_by_its_number(written: Terms, form: Form) -> None:
    """What a reference by number names in each article is the unit of that number."""
    text = written.write(form)
    count = len(written.articles)
    pointers = "、".join(f"第{number}条" for number in range(1, count + 1))
    document = parse(f"{text}\n第{count + 1}条（終わり）\n会は、{pointers}による。\n").document
    if written.supplementary:
        return
    found = [reference.target for reference in read_references(document) if reference.words.startswith("第")]
    assert [document.clauses[target.clause].number for target in found if target] == [(n + 1,) for n in range(count)]


NASTY = {
    "references": lambda count: "第１条\n" + "第１条第１項及び前項の" * count,
    "brackets": lambda count: "第１条\n" + "（第１条" * count,
    "closing brackets": lambda count: "第１条\n" + "民法（甲）第１条）" * count,
    "quotes": lambda count: "第１条\n" + "第１条中「甲」" * count,
    "numbers": lambda count: "第１条\n" + "第１" * count,
    "branches": lambda count: "第１条\n第１条" + "の２" * count,
    "each": lambda count: "第１条\n" + "前項各号" * count,
    "items": lambda count: "第１条\n次の各号\n" + "".join(f"（{n}）前号の本\n" for n in range(1, count + 1)),
    "articles": lambda count: "".join(f"第{n}条\n前条及び第１条から前条までによる。\n" for n in range(1, count + 1)),
    "aliases": lambda count: "第１条\n" + "個人の法律（以下「法」という。）" * count,
    "shared units": lambda count: "第１条\n" + "第１、" * count + "第１、２項" * count,
    "numbers in lists": lambda count: "第１条\n" + "１、" * count + "条",
    "the same law": lambda count: "第１条\n民法" + "の同法第１条" * count,
    "laws named": lambda count: "第１条\n" + "民法及び" * count + "同法第１条" * count,
    "asides": lambda count: "第１条\n" + "（第１条を除く" * count,
    "signs": lambda count: "第１条\n第１条第１号" + "イ（１）ロ" * count + "、①" * count,
    "appendices": lambda count: "第１条\n別紙１" + "及び２" * count + "\n別紙１\n甲\n",
    "dated supplements": lambda count: "第１条\n" + "令和二年改正附則第１項" * count + "\n附則\n１　甲\n附則\n１　乙\n",
    "wordless": lambda count: "".join(f"{n}. 甲\n前項及び第1項による。\n" for n in range(1, count + 1)),
    "decimals": lambda count: "第1条 甲\n1.1 甲\n" + "1.1に定める第1.1条及び" * count,
    "signs in lists": lambda count: "Article 1\n" + "item (a) of Section 1(a), (b), " * count,
    "english": lambda count: "Article 1\n" + "Sections 1, 2 and 3 of the Act and this Article " * count,
}


@pytest.mark.parametrize("name", NASTY)
def test_twice_the_references_are_about_twice_the_work(name: str) -> None:
    documents = [parse(NASTY[name](count)).document for count in (200, 400)]
    once, twice = (calls_of(partial(read_references, document)) for document in documents)
    assert twice < 2.6 * once + 500, f"{name}: {once} calls for 200, {twice} for 400"
