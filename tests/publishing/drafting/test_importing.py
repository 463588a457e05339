"""Importing a text into a draft: keys go on, what would be lost is told, nothing is overwritten unseen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from portal.importing.imported import FileComment
from portal.models import Clause, Comment, Edition, Terms
from portal.models.frozen import Frozen
from portal.models.saved_states import newest_state
from portal.publishing.drafting.importing import (
    ChangedMeanwhile,
    Counts,
    Effects,
    Facts,
    Overwritten,
    effects,
    enter_imported,
    import_as_draft,
    overwritten,
    understand,
)
from portal.publishing.drafting.old_side import compare_old_side
from portal.publishing.drafting.starting import start_revision
from portal.text.parser import parse
from portal.text.writer import write
from tests.factories import TEXT, announce, make_edition, make_terms

SECOND = TEXT[TEXT.index("第2条") : TEXT.index("附則")]
CHANGED = TEXT.replace("使い方を定めます。", "使い方と料金を定めます。")
MORE = TEXT.replace("附則", "第3条（料金）\n料金は、別に定めます。\n\n附則")


@pytest.fixture
def draft(db: None) -> Edition:
    announced = make_edition()
    announce(announced)
    return start_revision(announced.terms, by=None, reason="改定")


def entered(edition: Edition, text: str, **values: object) -> Edition:
    return enter_imported(edition, text, by=None, seen=newest_state(edition), **values)


def test_clauses_keep_their_keys_and_only_what_changed_gets_history(draft: Edition) -> None:
    before = {clause.label: clause.key for clause in draft.document()}
    rows = Clause.history.filter(edition_id=draft.pk).count()
    entered(draft, CHANGED, reason="「料金.docx」から取り込みました。")
    assert write(draft.document()) == CHANGED
    assert {clause.label: clause.key for clause in draft.document()} == before
    new = Clause.history.filter(edition_id=draft.pk).order_by("history_id")[rows:]
    assert [(row.label, row.history_change_reason) for row in new] == [("第1条", "「料金.docx」から取り込みました。")]


def test_the_same_text_again_writes_nothing(draft: Edition) -> None:
    state = newest_state(draft)
    entered(draft, write(draft.document()))
    assert newest_state(draft) == state


def test_a_draft_that_changed_since_it_was_looked_at_is_not_overwritten(draft: Edition) -> None:
    seen = newest_state(draft)
    entered(draft, MORE)
    with pytest.raises(ChangedMeanwhile):
        enter_imported(draft, CHANGED, by=None, seen=seen)
    assert write(draft.document()) == MORE


def test_an_announced_edition_takes_no_text(draft: Edition) -> None:
    announce(draft)
    with pytest.raises(Frozen):
        entered(draft, CHANGED)


def test_comments_of_the_file_stand_at_their_clauses(draft: Edition) -> None:
    line = CHANGED.split("\n").index("(2) 当社　月見株式会社") + 1
    entered(draft, CHANGED, comments=[FileComment("法務花子", "この言い方でよいか", "月見株式会社", line)])
    comment = Comment.objects.get()
    assert (comment.author_name, comment.text) == ("法務花子", "この言い方でよいか")
    assert comment.clause_key == draft.clauses.get(label="第2条").key


def test_comments_follow_their_words_where_the_text_was_mended_after_it_was_read(draft: Edition) -> None:
    line = CHANGED.split("\n").index("(2) 当社　月見株式会社") + 1
    said = [("当社　月見株式会社", line), ("⽉見株式会社", line), ("もうない言葉", line), ("", 0)]
    mended = CHANGED.replace("第1条", "書き足した前文\nと、もう一行\n" * 20 + "第1条", 1)
    entered(draft, mended, comments=[FileComment("花子", f"意見{n}", *one) for n, one in enumerate(said)])
    second = draft.clauses.get(label="第2条").key
    assert [comment.clause_key for comment in Comment.objects.order_by("text")] == [second, second, "", ""]


def test_comments_that_cannot_be_kept_leave_the_text_as_it_was(draft: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write(draft.document())
    monkeypatch.setattr(Comment.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        entered(draft, MORE, comments=[FileComment("花子", "意見")])
    assert write(draft.document()) == before


def test_what_is_understood_is_counted_and_looked_through(draft: Edition) -> None:
    understood = understand(MORE.replace("(2)", "(3)"), terms=draft.terms, edition=draft)
    assert understood.counts == Counts(articles=3, paragraphs=4, items=2, supplements=1, elided=0)
    assert [(entry.label, entry.caption) for entry in understood.entries[1:4]] == [
        ("第1条", "目的"),
        ("第2条", "定義"),
        ("第3条", "料金"),
    ]
    assert any("(3)" in finding.message or finding.line for finding in understood.findings)


def test_what_an_import_does_is_counted_by_clause(draft: Edition) -> None:
    def done(text: str) -> Effects:
        return effects(draft.document(), understand(text, terms=draft.terms, edition=draft).document)

    assert done(CHANGED) == Effects(changed=1)
    assert done(MORE) == Effects(added=1)
    assert done(TEXT.replace(SECOND, "")).deleted == 1
    assert not done(write(draft.document()))


def test_what_was_written_into_the_draft_and_would_be_lost_is_told(draft: Edition) -> None:
    entered(draft, CHANGED)
    assert draft.base is not None
    base = draft.base.document()

    def lost(text: str) -> tuple[Overwritten, ...]:
        document = understand(text, terms=draft.terms, edition=draft).document
        return overwritten(document, draft=draft.document(), base=base)

    assert lost(TEXT) == (Overwritten("第1条（目的）", False),)
    assert lost(CHANGED) == ()
    assert lost(MORE.replace("(2) 当社", "(2) 会社")) == (Overwritten("第1条（目的）", False),)
    assert lost("月見クラウド利用規約\n\n第2条（定義）\nない。\n") == (Overwritten("第1条（目的）", True),)


def test_a_new_draft_revises_the_latest_announced_edition(draft: Edition) -> None:
    announce(draft)
    made = import_as_draft(draft.terms, CHANGED, facts=Facts("料金", number=5, label="第五版"), by=None)
    assert (made.base, made.number, made.edition_label, made.reason) == (draft, 5, "第五版", "料金")
    keys = {clause.label: clause.key for clause in draft.document()}
    assert {clause.label: clause.key for clause in made.document()} == keys


def test_both_sides_of_a_table_become_two_editions(db: None) -> None:
    terms = make_terms()
    new = import_as_draft(terms, CHANGED, facts=Facts("移行", number=2), before=TEXT, by=None)
    old = terms.editions.get(number=1)
    assert (write(old.document()), write(new.document())) == (TEXT, CHANGED)
    assert new.base == old
    assert {c.label: c.key for c in old.document()} == {c.label: c.key for c in new.document()}


def test_a_first_edition_has_none_before_it(db: None) -> None:
    terms = make_terms()
    with pytest.raises(ValidationError) as refused:
        import_as_draft(terms, CHANGED, facts=Facts("移行", number=1), before=TEXT, by=None)
    assert list(refused.value.error_dict) == ["number"]
    assert not Terms.objects.get(pk=terms.pk).editions.exists()


def test_a_text_that_no_row_can_hold_leaves_no_draft_behind(db: None) -> None:
    terms = make_terms()
    with pytest.raises(ValidationError):
        import_as_draft(terms, f"規約\n\n第1条（{'長' * 2000}）\nあ。\n", facts=Facts("移行"), by=None)
    assert not terms.editions.exists()


# --- the old side of a table ---

BASE = parse(TEXT).document


@pytest.mark.parametrize(
    "old",
    [
        TEXT,
        TEXT.replace("第1条", "第１条"),
        "第1条（目的）\nこの規約は、月見クラウドの使い方を定めます。\n\n（略）\n",
        "第2条（定義）\nこの規約の言葉は、次のとおりです。\n（略）\n(2) 当社　月見株式会社\n\n（略）\n",
        "第2条（定義）\nこの規約の言葉は、次のとおりです。\n(1) （略）\n(2) 当社　月見株式会社\n\n（略）\n",
    ],
    ids=["whole", "width", "excerpt", "elided lines", "elided item"],
)
def test_an_old_side_that_says_what_the_base_says_is_the_same(old: str) -> None:
    assert compare_old_side(old, BASE).is_same


def test_an_old_side_that_says_something_else_is_told_by_clause() -> None:
    found = compare_old_side(TEXT.replace("申込みをした人", "契約した人"), BASE)
    assert [one.name for one in found.differences] == ["第2条（定義）"]
    assert "契約した人" in found.differences[0].stated
    assert "申込みをした人" in found.differences[0].base


def test_a_clause_that_only_one_has_is_told() -> None:
    assert [one.name for one in compare_old_side(MORE, BASE).differences] == ["第3条（料金）"]
    without = "月見クラウド利用規約\n\n第1条（目的）\nこの規約は、月見クラウドの使い方を定めます。\n"
    assert "第2条（定義）" in compare_old_side(without, BASE).missing
