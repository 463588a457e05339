"""Documents into rows and back: nothing lost, keys kept, history written, few rows touched."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from portal.models import Clause, Frozen
from portal.models.ranks import STEP, spread_ranks
from portal.text.parser import parse
from portal.text.tree import Clause as Node
from portal.text.tree import Document, Kind
from portal.text.writer import write
from tests.factories import TEXT, announce, make_edition

pytestmark = pytest.mark.django_db

TWO_SUPPLEMENTS = """規約

第一章　総則

（目的）
第一条　この規約は、使い方を定める。

第二条の二　細目は、別に定める。


附　則

第一条　この規約は、公布の日から施行する。

附　則（令和六年九月一日）

第一条　この附則は、九月一日から施行する。
２　前の附則は、なお効力を有する。

別表第一
品目　価格

"""


def without_keys(document: Document) -> Document:
    return replace(document, clauses=tuple(clause._replace(key="") for clause in document))


@pytest.mark.parametrize(
    "text", [TEXT, TWO_SUPPLEMENTS, "", "\n\n", "目次のない一行", TWO_SUPPLEMENTS.replace("（令和六年九月一日）", "")]
)
def test_a_document_comes_back_from_the_rows_as_it_was(text):
    document = parse(text).document
    edition = make_edition(document=document)
    assert without_keys(edition.document()) == document
    assert write(edition.document()) == text


def test_clauses_under_a_supplementary_provision_refer_to_its_key():
    edition = make_edition(text=TWO_SUPPLEMENTS)
    provisions = [row.key for row in edition.clauses.filter(kind=Kind.SUPPLEMENTARY_PROVISION)]
    referring = [row.supplementary_key for row in edition.clauses.all() if row.supplementary_key]
    assert referring == [provisions[0]] * 2 + [provisions[1]] * 2
    assert edition.clauses.get(kind=Kind.APPENDIX).supplementary_key == ""


def test_replacing_by_the_same_document_writes_nothing():
    edition = make_edition()
    before = list(edition.clauses.values())
    history = Clause.history.count()
    edition.replace_document(edition.document())
    assert list(edition.clauses.values()) == before
    assert Clause.history.count() == history


def test_a_changed_clause_keeps_key_and_rank_and_writes_one_history_row():
    edition = make_edition()
    document = edition.document()
    changed = document.clauses[1]._replace(text="目的を改めます。")
    edition.replace_document(replace(document, clauses=(document.clauses[0], changed, *document.clauses[2:])))
    row = edition.clauses.get(key=changed.key)
    assert (row.text, row.rank) == ("目的を改めます。", 2 * STEP)
    assert [record.history_type for record in Clause.history.filter(key=row.key)] == ["~", "+"]
    assert Clause.history.filter(history_type="~").count() == 1


def test_an_inserted_clause_writes_one_row():
    edition = make_edition()
    document = edition.document()
    new = Node(Kind.ARTICLE, label="第1条の2", number=(1, 2), text="挿入した条です。", form="L　")
    edition.replace_document(replace(document, clauses=(*document.clauses[:2], new, *document.clauses[2:])))
    row = edition.clauses.get(label="第1条の2")
    assert (row.rank, row.number) == (2 * STEP + STEP // 2, "1_2")
    assert Clause.history.filter(history_type="~").count() == 0


def test_swapped_and_deleted_clauses_keep_their_keys():
    edition = make_edition()
    document = edition.document()
    title, first, second, _ = document.clauses
    edition.replace_document(replace(document, clauses=(second, title, first)))
    assert [clause.key for clause in edition.document()] == [second.key, title.key, first.key]
    assert Clause.history.filter(history_type="-").count() == 1


def test_the_history_of_deleted_clauses_says_who_and_why():
    user = get_user_model().objects.create_user("hanako")
    edition = make_edition()
    document = edition.document()
    edition.replace_document(Document(document.clauses[:2], tail=2), by=user, reason="整理")
    deleted = Clause.history.filter(history_type="-")
    assert len(deleted) == len(document.clauses) - 2
    assert {(row.history_user_id, row.history_change_reason) for row in deleted} == {(user.pk, "整理")}
    saved = edition.history.first()
    assert (saved.tail, saved.history_user_id, saved.history_change_reason) == (2, user.pk, "整理")


def test_a_key_used_twice_is_refused():
    edition = make_edition()
    clause = edition.document().clauses[1]
    with pytest.raises(ValidationError, match="二度"):
        edition.replace_document(Document((clause, clause)))


def test_a_clause_that_no_row_can_hold_is_refused_with_its_place_and_heading():
    edition = make_edition()
    strange = Node(Kind.ARTICLE, label="第9条", number=(9,), form="L<b>C</b>", text="本文")
    with pytest.raises(ValidationError) as refused:
        edition.replace_document(Document((strange,)))
    [message] = refused.value.messages
    assert "1番目の条文" in message
    assert "第9条" in message
    assert edition.clauses.count() == 4


def test_an_announced_edition_refuses_another_document():
    edition = make_edition()
    announce(edition)
    with pytest.raises(Frozen):
        edition.replace_document(parse("別の文").document)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ([], ()),
        ([None, None], (STEP, 2 * STEP)),
        ([STEP, None, 2 * STEP], (STEP, STEP + STEP // 2, 2 * STEP)),
        ([STEP, None], (STEP, 2 * STEP)),
        ([None, STEP], (STEP // 2, STEP)),
        ([2 * STEP, STEP], (STEP, 2 * STEP)),
        ([5, None, 6], (STEP, 2 * STEP, 3 * STEP)),
        ([5, None, 7], (5, 6, 7)),
    ],
)
def test_ranks_are_kept_where_there_is_room(present, expected):
    assert spread_ranks(present) == expected
