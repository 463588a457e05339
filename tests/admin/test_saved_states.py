"""The savings of a draft: listed, compared with each other, and brought back."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models.signals import post_init
from django.urls import reverse
from django.utils import timezone

from portal.models import Clause
from portal.models.saved_states import document_at, newest_state, savings
from portal.text.parser import parse
from portal.text.tree import Document
from portal.text.writer import write
from tests.admin.pages import address, send
from tests.factories import TEXT, announce, stating


@pytest.fixture
def client(login):
    return login("起案者")


STEPS = (("change", "第1条"), ("delete", "第2条"))


@pytest.fixture
def thrice(client, draft):
    """The draft after two more savings on later days: 第1条 changed, then 第2条 deleted."""
    first, second = (address(page, draft.clauses.get(label=label)) for page, label in STEPS)
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert send(client, first, text="新しい目的です。").status_code == 302
    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert client.post(second, {"post": "yes"}).status_code == 302
    return draft


def page(edition, name):
    return reverse(f"admin:portal_edition_{name}", args=[edition.pk])


def test_each_saving_is_listed_with_who_and_how_much(client, thrice):
    newest, changed, begun = savings(thrice)
    assert (newest.deleted, changed.changed, begun.added) == (1, 1, 4)
    assert newest.state == newest_state(thrice)
    html = client.get(page(thrice, "states")).content.decode()
    assert "追加0、変更1、削除0" in html
    assert "いまの状態" in html


def test_a_state_is_the_document_as_it_was(thrice):
    newest, changed, begun = savings(thrice)
    assert write(document_at(thrice, begun.state)) == stating(TEXT, thrice.effective_date)
    assert "新しい目的です。" in write(document_at(thrice, changed.state))
    assert write(document_at(thrice, newest.state)) == write(thrice.document())


def test_reading_a_state_reads_no_row_that_was_saved_over(thrice):
    """After thousands of savings that would be the text a hundred times over."""
    article, read = thrice.clauses.get(label="第1条"), []
    for number in range(20):
        article.text = f"目的は{number}です。"
        article.save()
    post_init.connect(lambda **kwargs: read.append(1), sender=Clause.history.model, weak=False, dispatch_uid="reading")
    try:
        document_at(thrice, newest_state(thrice))
    finally:
        post_init.disconnect(sender=Clause.history.model, dispatch_uid="reading")
    assert len(read) == thrice.clauses.count()


def test_two_states_are_compared_in_either_order(client, thrice):
    newest, _, begun = savings(thrice)
    for old, new in ((begun, newest), (newest, begun)):
        html = client.get(page(thrice, "compared_states"), {"old": old.state, "new": new.state}).content.decode()
        assert "新しい" in html
        assert "row-deleted-article" in html


@pytest.mark.parametrize("asked", [{}, {"old": "x", "new": "1"}, {"old": "9" * 30, "new": "0"}])
def test_states_that_are_not_there_are_asked_for_again(client, thrice, asked):
    response = client.get(page(thrice, "compared_states"), asked, follow=True)
    assert "二つ選んでください" in response.content.decode()


def test_a_draft_is_brought_back_with_keys_and_a_reason(client, thrice, announced):
    begun = savings(thrice)[-1]
    sent = {"state": begun.state, "history_change_reason": "方針の変更"}
    assert client.post(page(thrice, "restored"), sent).status_code == 302
    assert write(thrice.document()) == write(document_at(thrice, begun.state))
    keys = [clause.key for clause in announced.document()]
    assert [clause.key for clause in thrice.document()] == keys
    assert savings(thrice)[0].reason.endswith("理由: 方針の変更")


def test_one_clause_is_brought_back_and_the_others_stay(client, thrice):
    record = Clause.history.filter(edition_id=thrice.pk, label="第2条", history_type="+").get()
    history = reverse("admin:portal_clause_simple_history", args=[record.id, record.history_id])
    assert "この条文をこの内容に戻す" in client.get(history).content.decode()
    assert client.post(page(thrice, "restored"), {"clause": record.history_id}).status_code == 302
    assert [row.label for row in thrice.clauses.order_by("rank")] == ["", "第1条", "第2条", "附則"]
    assert thrice.clauses.get(label="第1条").text == "新しい目的です。"


@pytest.mark.parametrize("sent", [{}, {"state": "x"}, {"state": "999999"}, {"clause": "999999"}, {"clause": "1" * 30}])
def test_what_is_not_there_is_not_brought_back(client, thrice, sent):
    before = write(thrice.document())
    response = client.post(page(thrice, "restored"), sent, follow=True)
    assert 'class="error"' in response.content.decode()
    assert write(thrice.document()) == before


def test_the_state_of_another_edition_is_not_brought_in(client, thrice, announced):
    before = write(thrice.document())
    assert client.post(page(thrice, "restored"), {"state": newest_state(announced)}).status_code == 302
    assert write(thrice.document()) == before


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_others_read_and_do_not_restore(login, thrice, group):
    client, (newest, _, begun) = login(group), savings(thrice)
    assert client.get(page(thrice, "states")).status_code == 200
    html = client.get(page(thrice, "compared_states"), {"old": begun.state, "new": newest.state}).content.decode()
    assert "この状態に戻す" not in html
    assert client.post(page(thrice, "restored"), {"state": begun.state}).status_code == 403


def test_an_announced_edition_is_not_restored(client, thrice):
    begun = savings(thrice)[-1]
    announce(thrice)
    assert client.post(page(thrice, "restored"), {"state": begun.state}).status_code == 403
    assert client.get(page(thrice, "restored")).status_code == 405


def test_markup_in_states_is_shown_as_text(client, draft):
    script = "<script>alert(1)</script>"
    new = parse(TEXT.replace("月見クラウドの使い方", script)).document
    draft.replace_document(Document(new.clauses, new.tail), reason=script)
    newest, begun = savings(draft)[0], savings(draft)[-1]
    for url in (page(draft, "states"), f"{page(draft, 'compared_states')}?old={begun.state}&new={newest.state}"):
        assert script not in client.get(url).content.decode()
