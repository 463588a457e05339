"""Clauses are edited one by one: the number and the heading's form follow, nothing typed is lost."""

import pytest

from portal.models import Clause
from portal.text.writer import write
from tests.admin.pages import address, form_values, send
from tests.factories import make_edition


@pytest.fixture
def client(login):
    return login("起案者")


@pytest.fixture
def article(draft):
    return draft.clauses.get(label="第1条")


def add_address(edition, **place):
    query = "&".join(f"{name}={row.pk}" for name, row in place.items())
    return f"{address('add', Clause)}?edition={edition.pk}&{query}"


def text_of(edition):
    return write(edition.document())


def errors(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def test_saving_leads_back_to_the_clause_in_its_edition(client, article):
    response = send(client, address("change", article), text="改めました。")
    assert response["Location"] == f"{address('change', article.edition)}#clause-{article.pk}"


def test_saving_without_a_change_writes_no_history(client, draft, article):
    for row in (article, draft, draft.clauses.get(label="第2条")):
        before = row.history.count()
        assert send(client, address("change", row), history_change_reason="なにも").status_code == 302
        assert row.history.count() == before


def test_line_ends_of_browsers_and_indents_are_kept_as_the_text_core_wants_them(client, article):
    send(client, address("change", article), text="　字下げした文。\r\n２\t次の項。　\r\n\r\n")
    article.refresh_from_db()
    assert article.text == "　字下げした文。\n２ 次の項。"


def test_a_new_label_brings_its_number(client, article):
    send(client, address("change", article), label="第十八条の二")
    article.refresh_from_db()
    assert (article.label, article.number) == ("第十八条の二", "18_2")


@pytest.mark.parametrize(
    ("kind", "label", "says"),
    [
        ("article", "18条", "「18条」は条の番号の表記として読めません"),
        ("article", "", "条には番号の表記が要ります"),
        ("chapter", "第1条", "章の番号の表記として読めません"),
        ("preamble", "第1条", "前文には番号の表記がありません"),
        ("article", "第1条（目的）", "条の番号の表記として読めません"),
    ],
)
def test_an_unreadable_label_is_refused_in_words_and_nothing_is_lost(client, article, kind, label, says):
    typed = {"kind": kind, "label": label, "text": "長く書いた本文。\r\n二行目。", "caption": "見出し"}
    response = send(client, address("change", article), history_change_reason="理由", **typed)
    assert says in " ".join(errors(response)["label"])
    page = response.content.decode()
    for value in ("長く書いた本文。", "二行目。", "見出し", "理由"):
        assert value in page
    article.refresh_from_db()
    assert article.label == "第1条"


def test_a_caption_taken_away_takes_its_brackets_along(client, draft, article):
    send(client, address("change", article), caption="")
    assert "\n第1条\nこの規約は" in text_of(draft)
    send(client, address("change", article), caption="（趣旨）")
    assert "\n第1条（趣旨）\nこの規約は" in text_of(draft)


def test_an_article_emptied_leaves_no_blank_line_behind(client, draft, article):
    send(client, address("change", article), text="")
    assert "第1条（目的）\n\n第2条" in text_of(draft)
    send(client, address("change", article), text="ふたたび。")
    assert "第1条（目的）\nふたたび。\n\n第2条" in text_of(draft)


def test_a_clause_goes_behind_before_and_at_the_end(client, draft, article):
    second = draft.clauses.get(label="第2条")
    new = {"kind": "article", "label": "第1条の2", "caption": "適用", "text": "後に。"}
    assert send(client, add_address(draft, after=article), **new).status_code == 302
    send(client, add_address(draft, before=second), **new | {"label": "第1条の3", "text": "前に。"})
    send(client, add_address(draft), kind="article", label="第1条", caption="経過措置", text="終わりに。")
    expected = ["第1条", "第1条の2", "第1条の3", "第2条", "附則", "第1条"]
    assert [clause.label for clause in draft.clauses.order_by("rank") if clause.label] == expected
    assert "第1条の2（適用）\n後に。\n\n第1条の3（適用）\n前に。\n\n第2条（定義）" in text_of(draft)
    assert draft.document().clauses[-1].context == "附則"
    assert draft.clauses.get(label="第1条の2").history.get().history_user_id is not None


def test_many_insertions_at_one_place_keep_the_order(client, draft, article):
    for number in range(2, 16):
        new = {"kind": "article", "label": f"第1条の{number}", "text": "…"}
        assert send(client, add_address(draft, after=article), **new).status_code == 302
    numbers = [clause.number for clause in draft.document() if clause.number[:1] == (1,)]
    assert numbers == [(1,), *((1, number) for number in range(15, 1, -1))]


def test_an_insertion_keeps_rows_and_keys_of_the_others(client, draft, article):
    before = {clause.key: clause.pk for clause in draft.clauses.all()}
    send(client, add_address(draft, before=article), kind="chapter", label="第1章", caption="総則")
    after = {clause.key: clause.pk for clause in draft.clauses.all()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1
    assert "第1章　総則" in text_of(draft)


def test_a_wrong_place_is_not_guessed(client, draft, article):
    other = make_edition(terms=draft.terms, number=9).clauses.first()
    for query in (f"edition={draft.pk}&after={other.pk}", "edition=999999", "after=1", "edition=x"):
        response = client.post(f"{address('add', Clause)}?{query}", {"kind": "article", "label": "第9条"})
        assert response.status_code == 302
        assert response["Location"] == address("changelist", type(draft))
    assert not draft.clauses.filter(label="第9条").exists()


def test_deleting_leads_back_to_the_edition(client, draft, article):
    response = client.post(address("delete", article), {"post": "yes"})
    assert response["Location"] == address("change", draft)
    assert "第1条" not in text_of(draft)


def test_deleting_a_supplementary_provision_moves_what_stood_in_it(client, draft):
    send(client, add_address(draft), kind="article", label="第1条", text="附則の条。")
    assert draft.document().clauses[-1].context == "附則"
    client.post(address("delete", draft.clauses.get(kind="supplementary_provision")), {"post": "yes"})
    assert draft.document().clauses[-1].context == "main"


def test_a_heading_inside_the_text_is_saved_and_pointed_out(client, article):
    url = address("change", article)
    values = form_values(client, url) | {"text": "目的です。\r\n第2条（定義）\r\n定義です。"}
    page = client.post(url, values, follow=True).content.decode()
    assert "本文の中の「第2条（定義）」は条文の見出しに見えます" in page


def test_what_somebody_saved_meanwhile_is_not_overwritten_unawares(login, client, article):
    url = address("change", article)
    mine = form_values(client, url) | {"text": "わたしの文。"}
    assert send(login("superuser"), url, text="あの人の文。").status_code == 302
    response = client.post(url, mine)
    page = response.content.decode()
    assert "さんが保存しました" in page
    assert "わたしの文。" in page
    article.refresh_from_db()
    assert article.text == "あの人の文。"
    form = response.context["adminform"].form
    again = {name: form[name].value() for name in mine}
    assert again["text"] == "わたしの文。"
    assert client.post(url, again).status_code == 302
    article.refresh_from_db()
    assert article.text == "わたしの文。"


def test_odd_numbering_in_the_text_is_shown_with_its_line(client, article):
    send(client, address("change", article), text="次のとおり。\r\n(1) 一\r\n(3) 三")
    page = client.get(address("change", article)).content.decode()
    assert "本文の3行目" in page
    assert "番号が前から続いていません" in page
