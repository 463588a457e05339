"""The order of clauses: moved, split, joined and deleted with buttons, each step with an undo."""

import pytest
from django.urls import reverse

from portal.admin import arrange_page
from portal.models import Clause
from portal.models.saved_states import newest_state
from portal.text.writer import write
from tests.factories import announce


@pytest.fixture
def client(login):
    return login("起案者")


def url(edition):
    return reverse("admin:portal_edition_arrange", args=[edition.pk])


def key_of(edition, label):
    return edition.clauses.get(label=label).key


def labels(edition):
    return [row.label or row.kind for row in edition.clauses.order_by("rank")]


def do(client, edition, what, **values):
    return client.post(url(edition), {"state": newest_state(edition), "do": what} | values, follow=True)


def undo_of(response):
    """What the button "元に戻す" of a page would send."""
    return f"undo:{response.context['undo']}"


def test_a_clause_goes_up_and_down_and_keeps_its_key(client, draft):
    first, second = key_of(draft, "第1条"), key_of(draft, "第2条")
    do(client, draft, f"up:{second}")
    assert labels(draft) == ["title", "第2条", "第1条", "附則"]
    do(client, draft, f"down:{second}")
    assert labels(draft) == ["title", "第1条", "第2条", "附則"]
    assert (key_of(draft, "第1条"), key_of(draft, "第2条")) == (first, second)


def test_the_first_goes_no_higher_and_the_last_no_lower(client, draft):
    before = write(draft.document())
    do(client, draft, f"up:{draft.clauses.order_by('rank').first().key}")
    do(client, draft, f"down:{draft.clauses.order_by('rank').last().key}")
    assert write(draft.document()) == before


def test_a_clause_moves_to_a_place_that_is_chosen(client, draft):
    provision, title = key_of(draft, "附則"), draft.clauses.get(kind="title").key
    page = client.get(url(draft), {"move": provision}).content.decode()
    assert "移し先を選んでください" in page
    do(client, draft, f"behind:{provision}:{title}")
    assert labels(draft) == ["title", "附則", "第1条", "第2条"]
    supplementary = draft.clauses.get(label="第1条").supplementary_key
    assert supplementary == provision
    do(client, draft, f"behind:{provision}:{key_of(draft, '第2条')}")
    assert labels(draft) == ["title", "第1条", "第2条", "附則"]
    assert draft.clauses.get(label="第1条").supplementary_key == ""


def test_a_step_is_undone_by_one_press(client, draft):
    before = write(draft.document())
    for what in (
        f"delete:{key_of(draft, '第1条')}",
        f"join:{key_of(draft, '第1条')}",
        f"down:{key_of(draft, '第1条')}",
    ):
        response = do(client, draft, what)
        assert write(draft.document()) != before
        do(client, draft, undo_of(response))
        assert write(draft.document()) == before


def test_a_deleted_clause_comes_back_with_its_key(client, draft):
    key = key_of(draft, "第1条")
    response = do(client, draft, f"delete:{key}")
    assert not draft.clauses.filter(key=key).exists()
    do(client, draft, undo_of(response))
    assert key_of(draft, "第1条") == key


def test_an_undo_that_comes_too_late_is_refused_and_loses_nothing(client, draft):
    response = do(client, draft, f"delete:{key_of(draft, '第1条')}")
    do(client, draft, f"down:{key_of(draft, '第2条')}")
    after = write(draft.document())
    refused = do(client, draft, undo_of(response))
    assert "取り消せません" in refused.content.decode()
    assert write(draft.document()) == after


def test_an_article_is_split_at_a_line_and_the_rest_gets_a_number(client, draft):
    key = key_of(draft, "第2条")
    page = client.get(url(draft), {"split": key})
    assert [cut.line for cut in page.context["cuts"]] == ["(1) 利用者　申込みをした人", "(2) 当社　月見株式会社"]
    do(client, draft, f"cut:{key}:{page.context['cuts'][1].offset}")
    assert labels(draft) == ["title", "第1条", "第2条", "第3条", "附則"]
    assert draft.clauses.get(label="第3条").text == "(2) 当社　月見株式会社"
    assert key_of(draft, "第2条") == key


def test_joining_tells_the_words_that_go(client, draft):
    page = do(client, draft, f"join:{key_of(draft, '第1条')}").content.decode()
    assert "「第2条」" in page
    joined = draft.clauses.get(label="第1条").text
    assert "（定義）" in joined
    assert joined.endswith("(2) 当社　月見株式会社")


def test_what_cannot_be_joined_is_refused_in_words(client, draft):
    page = do(client, draft, f"join:{key_of(draft, '附則')}").content.decode()
    assert "最後の条文なので" in page


@pytest.mark.parametrize(
    "what", ["", "up", "up:none", "cut:none:3", "behind:none:none", "delete:", "undo:1:2", "dance:x"]
)
def test_odd_requests_change_nothing_and_say_so(client, draft, what):
    before = write(draft.document())
    response = do(client, draft, what)
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert write(draft.document()) == before


def test_a_page_that_is_out_of_date_does_nothing(client, draft):
    stale = newest_state(draft)
    do(client, draft, f"down:{key_of(draft, '第1条')}")
    after = write(draft.document())
    response = do(client, draft, f"delete:{key_of(draft, '第1条')}", state=stale)
    assert "もう一度操作してください" in response.content.decode()
    assert write(draft.document()) == after


def test_history_names_who_moved_a_clause_and_why(client, draft):
    do(client, draft, f"up:{key_of(draft, '第2条')}")
    record = Clause.history.filter(edition_id=draft.pk).latest("history_id")
    assert (record.history_user.username, record.history_change_reason) == ("起案者", "条文を移しました。")


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_others_may_not(login, draft, group):
    client = login(group)
    assert client.get(url(draft)).status_code == 403
    assert client.post(url(draft), {"do": f"delete:{key_of(draft, '第1条')}"}).status_code == 403
    assert labels(draft) == ["title", "第1条", "第2条", "附則"]


def test_an_announced_edition_stays_as_it_is(client, draft):
    announce(draft)
    assert client.get(url(draft)).status_code == 403
    assert client.post(url(draft), {"do": f"delete:{key_of(draft, '第1条')}"}).status_code == 403


def test_markup_in_clauses_is_shown_as_text(client, draft):
    script = "<script>alert(1)</script>"
    clause = draft.clauses.get(label="第2条")
    clause.caption, clause.text = script, f"{script}\n{script}"
    clause.save()
    for asked in ({}, {"move": clause.key}, {"split": clause.key}, {"move": script}, {"undo": script}):
        assert script not in client.get(url(draft), asked).content.decode()


def test_only_the_step_that_was_offered_is_undone(client, draft):
    """To go to any other state needs the right to restore, and a reason."""
    done = do(client, draft, f"delete:{key_of(draft, '第1条')}")
    after = write(draft.document())
    offered, _dot, signature = done.context["undo"].rpartition(".")
    other = f"0:{newest_state(draft)}"
    assert offered.endswith(other.partition(":")[2])
    for step in (other, f"{other}.{signature}", offered):
        assert "取り消せません" in do(client, draft, f"undo:{step}").content.decode()
    assert write(draft.document()) == after


def test_a_step_is_undone_by_who_took_it(client, draft, login):
    step = undo_of(do(client, draft, f"delete:{key_of(draft, '第1条')}"))
    after = write(draft.document())
    do(login("superuser"), draft, step)
    assert write(draft.document()) == after


def test_what_no_clause_can_hold_is_refused_in_words(client, draft):
    row = draft.clauses.get(label="第1条")
    row.text = "あ" * 999_999
    row.save()
    response = do(client, draft, f"join:{row.key}")
    assert (response.status_code, "保存できません" in response.content.decode()) == (200, True)
    assert labels(draft) == ["title", "第1条", "第2条", "附則"]


def test_an_edition_announced_while_a_step_is_taken_stays_as_it_is(client, draft, monkeypatch):
    original = arrange_page._do

    def announced_meanwhile(request, edition):
        announce(draft)
        return original(request, edition)

    monkeypatch.setattr(arrange_page, "_do", announced_meanwhile)
    response = do(client, draft, f"delete:{key_of(draft, '第1条')}")
    assert response.status_code == 403
    assert "公表済み" in response.content.decode()
    assert labels(draft) == ["title", "第1条", "第2条", "附則"]
