"""Comments of an edition in the admin."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal.importing.imported import FileComment
from portal.models import Comment
from portal.publishing.reviewing.authors import reader as by_reader
from portal.publishing.reviewing.authors import staff as by_staff
from portal.publishing.reviewing.comments import add_comment, add_file_comments, answer
from tests.admin.pages import address
from tests.factories import announce, make_edition

READER = "閲覧者"
WRITERS = ("起案者", "承認者", "公表担当")


def page_of(client, draft, query=""):
    return client.get(address("comments", draft) + query).content.decode()


@pytest.mark.parametrize("group", WRITERS)
def test_staff_write_answer_resolve_and_reopen(login, draft, thread, group):
    client, article = login(group), draft.clauses.get(label="第2条")
    assert (
        client.post(address("comments", draft), {"clause": article.key, "text": "定義が要ります。"}).status_code == 302
    )
    assert draft.comments.get(text="定義が要ります。").clause_key == article.key
    assert client.post(address("answer_comment", draft, thread.pk), {"text": "広げました。"}).status_code == 302
    assert thread.answers.get().author_name == group
    client.post(address("resolve_comment", draft, thread.pk))
    assert Comment.objects.get(pk=thread.pk).is_resolved
    client.post(address("reopen_comment", draft, thread.pk))
    assert not Comment.objects.get(pk=thread.pk).is_resolved


def test_a_viewer_reads_and_writes_nothing(login, draft, thread):
    client = login(READER)
    page = page_of(client, draft)
    assert "目的が狭いです。" in page
    assert "<textarea" not in page
    before = list(Comment.objects.values())
    for name, values in (("answer_comment", {"text": "x"}), ("resolve_comment", {}), ("reopen_comment", {})):
        assert client.post(address(name, draft, thread.pk), values).status_code == 403
    assert client.post(address("comments", draft), {"text": "x"}).status_code == 403
    assert list(Comment.objects.values()) == before


def test_threads_stand_below_their_clause_with_their_link(login, draft, thread):
    page = page_of(login("起案者"), draft)
    assert page.index("第1条（目的）</h2>") < page.index("目的が狭いです。")
    assert "リンク: 顧問弁護士" in page
    assert "1件のうち、未解決は1件" in page


def test_a_comment_of_a_file_shows_its_day_alone_and_others_their_hour(login, draft, drafter):
    told = FileComment("顧問", "取り込んだ意見", written_on=date(2024, 9, 3))
    add_file_comments(draft, [told], draft.document())
    comment = add_comment(draft, author=by_staff(drafter), text="書いた意見")
    page = page_of(login("起案者"), draft)
    assert ">2024年9月3日</time>" in page
    assert f">{date_format(localtime(comment.written_at), 'DATETIME_FORMAT')}</time>" in page


def test_only_unresolved_ones_are_shown_if_asked(login, draft, thread, drafter):
    client = login("起案者")
    add_comment(draft, author=by_staff(drafter), text="まだの意見")
    client.post(address("resolve_comment", draft, thread.pk))
    page = page_of(client, draft, "?show=unresolved")
    assert "まだの意見" in page
    assert "目的が狭いです。" not in page


def test_comments_on_a_clause_that_is_gone_are_listed_with_what_it_said(login, draft, thread):
    draft.clauses.get(label="第1条").delete()
    page = page_of(login("起案者"), draft)
    assert "なくなった条文" in page
    assert "使い方を定めます" in page


def test_a_line_end_counts_as_one_character(login, draft):
    client, lines = login("起案者"), "\r\n".join(["あ" * 99] * 50)
    assert client.post(address("comments", draft), {"clause": "", "text": lines}).status_code == 302
    saved = draft.comments.get()
    assert len(saved.text) == 4999
    assert client.post(address("answer_comment", draft, saved.pk), {"text": lines}).status_code == 302


@pytest.mark.parametrize("text", ["", " ", "あ" * 5001])
def test_what_is_not_taken_is_shown_again(login, draft, thread, text):
    client = login("起案者")
    for url in (address("comments", draft), address("answer_comment", draft, thread.pk)):
        response = client.post(url, {"text": text})
        assert response.status_code == 422
        assert text.strip() in response.content.decode()
        assert "errornote" in response.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("clause", ["gone", "<script>", "x" * 500])
def test_a_comment_on_no_clause_is_shown_again(login, draft, clause):
    response = login("起案者").post(address("comments", draft), {"text": "ここまで書いた", "clause": clause})
    assert response.status_code == 422
    assert "ここまで書いた" in response.content.decode()


def test_threads_of_another_edition_and_answers_are_no_threads(login, draft, thread):
    client, other = login("起案者"), make_edition()
    client.post(address("answer_comment", draft, thread.pk), {"text": "答え"})
    for edition, pk in ((other, thread.pk), (draft, thread.answers.get().pk), (draft, 2**70)):
        for name in ("answer_comment", "resolve_comment", "reopen_comment"):
            assert client.post(address(name, edition, pk), {"text": "x"}).status_code == 404
    assert client.get(address("resolve_comment", draft, thread.pk)).status_code == 405


def test_an_announced_edition_s_comments_are_read_only_and_what_was_typed_is_shown(login, draft, thread):
    announce(draft)
    client = login("起案者")
    page = page_of(client, draft)
    assert "目的が狭いです。" in page
    assert "<textarea" not in page
    for name in ("answer_comment", "resolve_comment", "reopen_comment"):
        assert client.post(address(name, draft, thread.pk), {"text": "ここまで書いた"}).status_code == 403
    response = client.post(address("comments", draft), {"text": "ここまで書いた"})
    assert response.status_code == 403
    assert "ここまで書いた" in response.content.decode()
    assert Comment.objects.count() == 1


def test_the_edition_s_page_counts_beside_the_clauses(login, draft, thread):
    page = login("起案者").get(address("change", draft)).content.decode()
    assert "未解決 1件" in page
    assert f"?clause={thread.clause_key}" in page
    assert page.count("意見 1件") == 1


def test_a_clause_s_page_leads_to_its_comments(login, draft, thread):
    row = draft.clauses.get(label="第1条")
    client = login("起案者")
    link = f"{address('comments', draft)}?clause={row.key}#write"
    assert link in client.get(address("change", row)).content.decode()
    assert f'<option value="{row.key}" selected>' in page_of(client, draft, f"?clause={row.key}")


def test_queries_do_not_grow_with_comments(login, draft, link, drafter, django_assert_max_num_queries):
    client = login("起案者")
    for row in draft.clauses.all():
        comment = add_comment(draft, author=by_reader(link, "顧問"), text="意見", clause_key=row.key)
        for _ in range(5):
            add_comment(draft, author=by_staff(drafter), text="社内の意見", clause_key=row.key)
            answer(comment, author=by_reader(link, "顧問"), text="つけ加えます。")
    with django_assert_max_num_queries(25):
        page_of(client, draft)


def test_nothing_is_said_where_there_are_no_comments(login, draft):
    assert "意見はまだありません。" in page_of(login("起案者"), draft)
