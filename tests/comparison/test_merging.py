"""Two people's changes to one draft made one: cases a lawyer can read, and what holds for any three texts."""

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.merging import Conflict, Merged, chosen, merge, resolved, with_keys_of
from portal.comparison.merging.parts import content, joined
from portal.text.parser import parse
from portal.text.places import clause_words
from portal.text.tree import Clause, Document, Kind
from portal.text.writer import write
from tests.case_files import Case, assert_same_text, parametrize
from tests.generated import FORMS, Form, Terms, any_text, many_articles, mutated, mutations, terms
from tests.work import calls_of

CASES = Path(__file__).parent / "merging"


def based(text: str, key: str = "b") -> Document:
    """The document of a text, its clauses with keys in order."""
    document = parse(text).document
    clauses = tuple(clause._replace(key=f"{key}{place}") for place, clause in enumerate(document))
    return replace(document, clauses=clauses)


def saved(text: str, base: Document) -> Document:
    """The document as the other one saved it: with the keys of what they began from, new ones for what is new."""
    document = with_keys_of(parse(text).document, base)
    clauses = tuple(clause if clause.key else clause._replace(key=f"t{i}") for i, clause in enumerate(document))
    return replace(document, clauses=clauses)


def typed(text: str) -> Document:
    """The document as it comes from a text field: without keys."""
    return parse(text).document


def merged(case: Case) -> Merged:
    base = based(case["もと"])
    return merge(base, saved(case["先"], base), typed(case["手元"]))


@parametrize(CASES)
def test_two_drafts_are_merged_as_their_case_says(case: Case) -> None:
    made = merged(case)
    sections = {
        "後": write(made.document),
        "衝突": "\n".join(map(spoken, made.conflicts)),
        "取込": "\n".join(f"{change.kind} {clause_words(change.clause)}" for change in made.taken),
    }
    if "先を選ぶ" in case.sections:
        sections["先を選ぶ"] = write(resolved(made, {conflict.key: "theirs" for conflict in made.conflicts}))
    for name, text in sections.items():
        assert_same_text(case[name], text, what=f"{case.title}: {name}")


def spoken(conflict: Conflict) -> str:
    sides = {"もと": conflict.base, "先": conflict.theirs, "手元": conflict.mine}
    one = next(clause for clause in sides.values() if clause)
    return " ".join([clause_words(one), *(f"{name}={side.text if side else 'なし'}" for name, side in sides.items())])


@parametrize(CASES)
def test_without_a_choice_mine_stands_where_two_conflict(case: Case) -> None:
    made = merged(case)
    assert resolved(made, {}) == made.document
    assert resolved(made, {conflict.key: "mine" for conflict in made.conflicts}) == made.document


def test_keys_come_from_the_first_source_that_knows_the_clause_and_none_comes_twice() -> None:
    text = "第1条（目的）\n本の貸出しを定める。\n\n第2条（会員）\n会員は、町に住む者とする。"
    first, second = based(text.partition("\n\n")[0], "a"), based(text, "b")
    made = with_keys_of(parse(text + "\n\n第3条（罰則）\n遅れた会員には、貸さない。").document, first, second)
    assert [clause.key for clause in made] == ["a0", "b1", ""]
    twice = with_keys_of(parse(f"{text}\n\n{text}").document, first, first)
    assert [clause.key for clause in twice].count("a0") == 1


def article(text: str = "本を貸す。", **changes: object) -> Clause:
    return Clause(Kind.ARTICLE, "第1条", (1,), "貸出し", text, "L（C）\n", 1, key="k")._replace(**changes)


def test_a_text_that_one_took_away_is_never_glued_to_the_heading_of_the_other() -> None:
    """第1条（貸出し） without text has no line end in its form: a text behind it would stand on its line."""
    bare = article("", form="L（C）")
    made, conflicts = joined(article(), article("本と雑誌を貸す。"), bare)
    assert (made, conflicts) == (bare, True)
    made, conflicts = joined(article(), bare, article("本と雑誌を貸す。"))
    assert (made.written, conflicts) == ("第1条（貸出し）\n本と雑誌を貸す。", True)


def test_a_label_is_never_lost_in_a_form_without_one() -> None:
    made, conflicts = joined(article(), article(label="", number=(), form="C\n"), article(label="第2条", number=(2,)))
    assert made.written == "第2条（貸出し）\n本を貸す。"
    assert conflicts


def test_who_decides_a_conflict_sees_the_clause_that_the_choice_gives() -> None:
    """Choosing theirs takes the text in conflict, and leaves the number that only mine changed."""
    base, theirs = Document((article(),)), Document((article("先。"),))
    conflict = merge(base, theirs, Document((article("手元。", label="第2条", number=(2,)),))).conflicts[0]
    assert chosen(conflict, "theirs") == article("先。", label="第2条", number=(2,))
    assert chosen(conflict, "mine") == article("手元。", label="第2条", number=(2,))
    gone = merge(base, Document(), Document((article("手元。"),))).conflicts[0]
    assert (chosen(gone, "theirs"), chosen(gone, "mine")) == (None, article("手元。"))


def test_blank_lines_alone_never_conflict() -> None:
    made, conflicts = joined(article(gap=1), article(gap=2), article("雑誌を貸す。", gap=0))
    assert not conflicts
    assert (made.gap, made.text) == (0, "雑誌を貸す。")


def test_a_clause_put_in_under_one_key_by_both_in_other_words_is_a_conflict() -> None:
    base, theirs, mine = Document(), Document((article("先。"),)), Document((article("手元。"),))
    made = merge(base, theirs, mine)
    assert made.conflicts == (Conflict("k", None, theirs.clauses[0], mine.clauses[0], 0),)
    assert resolved(made, {"k": "theirs"}) == theirs


def test_a_key_that_stands_twice_is_given_to_one_clause() -> None:
    twice = Document((article("一。"), article("二。")))
    made = merge(twice, twice, twice)
    assert [clause.key for clause in made.document].count("k") == 1
    assert [clause.text for clause in made.document] == ["一。", "二。"]


three_texts = st.tuples(any_text(), any_text(), any_text())


@st.composite
def three_drafts(draw: st.DrawFn) -> tuple[str, str, str]:
    """Terms and two careless edits of them."""
    written: Terms = draw(terms())
    form: Form = draw(st.sampled_from(FORMS))
    text = written.write(form)
    return text, mutated(text, draw(mutations())), mutated(text, draw(mutations()))


@given(three_texts | three_drafts())
def test_a_side_that_changed_nothing_changes_nothing(texts: tuple[str, str, str]) -> None:
    base = based(texts[0])
    theirs, mine = saved(texts[1], base), typed(texts[2])
    assert merge(base, base, mine) == Merged(with_keys_of(mine, base))
    assert merge(base, theirs, base).document == theirs
    assert not merge(base, theirs, base).conflicts


@given(three_texts | three_drafts())
def test_the_same_change_on_both_sides_is_made_once(texts: tuple[str, str, str]) -> None:
    base = based(texts[0])
    theirs = saved(texts[1], base)
    assert merge(base, theirs, theirs) == Merged(theirs)
    retyped = merge(base, theirs, typed(texts[1]))
    assert write(retyped.document) == write(theirs)
    assert not retyped.conflicts


@given(three_texts | three_drafts())
def test_no_words_of_either_side_are_lost_unless_told(texts: tuple[str, str, str]) -> None:
    """Each part that a side changed or put in stands in the result, or the conflict on it has both."""
    base = based(texts[0])
    theirs, mine = saved(texts[1], base), with_keys_of(typed(texts[2]), base)
    made = merge(base, theirs, mine)
    told = {conflict.key for conflict in made.conflicts}
    old, new = ({clause.key: clause for clause in side if clause.key} for side in (base, made.document))
    for side in (theirs, mine):
        for clause in side:
            if not clause.key or clause.key in told:
                continue
            before = old.get(clause.key)
            if before is None or content(clause) != content(before):
                after = new[clause.key]
                for name in ("label", "caption", "text", "form"):
                    if before is None or getattr(clause, name) != getattr(before, name):
                        assert getattr(after, name) == getattr(clause, name)
    typed_anew = Counter(content(clause) for clause in mine if not clause.key)
    assert not typed_anew - Counter(content(clause) for clause in made.document)


@given(three_texts | three_drafts())
def test_keys_are_unique_and_no_merged_word_comes_from_nowhere(texts: tuple[str, str, str]) -> None:
    base = based(texts[0])
    made = merge(base, saved(texts[1], base), typed(texts[2]))
    keys = [clause.key for clause in made.document if clause.key]
    assert len(keys) == len(set(keys))
    known = {text for side in texts for clause in parse(side).document for text in (clause.text,)}
    assert all(clause.text in known for clause in made.document)
    for conflict in made.conflicts:
        if conflict.mine is not None:
            assert made.document.clauses[conflict.index].key == conflict.key


@given(three_texts | three_drafts())
def test_choosing_theirs_everywhere_leaves_no_word_that_they_changed_out(texts: tuple[str, str, str]) -> None:
    base = based(texts[0])
    theirs = saved(texts[1], base)
    made = merge(base, theirs, typed(texts[2]))
    final = resolved(made, {conflict.key: "theirs" for conflict in made.conflicts})
    kept = {clause.key: clause for clause in final}
    for conflict in made.conflicts:
        if conflict.theirs is None:
            assert conflict.key not in kept
        elif conflict.base is None or conflict.theirs.text != conflict.base.text:
            assert kept[conflict.key].text == conflict.theirs.text
    keys = [clause.key for clause in final if clause.key]
    assert len(keys) == len(set(keys))


def test_twice_the_clauses_are_about_twice_the_work() -> None:
    def sides(count: int) -> tuple[Document, Document, Document]:
        base = based(many_articles(count))
        theirs = Document(tuple(reversed(base.clauses)))
        return base, theirs, parse(many_articles(count).replace("会費", "利用料")).document

    merge(*sides(10))
    once, twice = (calls_of(partial(merge, *sides(count))) for count in (100, 200))
    assert twice < 2.8 * once, f"{once} calls for 100 articles, {twice} for 200"
