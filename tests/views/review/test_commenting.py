"""Comments of a link's readers: beside the clause, with what they typed kept through every error."""

import pytest

from portal.models import Comment
from portal.publishing.reviewing.authors import reader as by_reader
from portal.publishing.reviewing.authors import staff
from portal.publishing.reviewing.comments import PER_HOUR, add_comment, answer, resolve
from tests.factories import announce
from tests.views.review.conftest import address, another_link, send

TYPED = "ここまで書いた意見です。"


@pytest.fixture
def article(draft):
    return draft.clauses.get(label="第1条")


def comment(client, link, **values):
    return send(client, address(link), address(link, "comments/"), **{"name": "月見先生", "text": TYPED} | values)


def test_a_comment_is_kept_and_shown_below_its_clause(reader, link, article):
    response = comment(reader, link, clause=article.key)
    saved = Comment.objects.get()
    assert (saved.clause_key, saved.text, saved.link, saved.author_id) == (article.key, TYPED, link, None)
    assert (response.status_code, response.url) == (302, f"{address(link)}#comment-{saved.pk}")
    page = reader.get(address(link)).content.decode()
    assert page.index("新しく定めます。") < page.index(f'id="comment-{saved.pk}"') < page.index("第2条のきまりです。")


def test_a_line_end_counts_as_one_character(reader, link):
    lines = "\r\n".join(["あ" * 99] * 50)
    assert comment(reader, link, text=lines).status_code == 302
    assert len(Comment.objects.get().text) == 4999


def test_the_name_is_asked_once(reader, link):
    comment(reader, link)
    assert 'value="月見先生"' in reader.get(address(link)).content.decode()


def test_the_name_is_that_of_one_link(reader, link, draft, drafter):
    other = another_link(draft, drafter, may_comment=True, may_consent=False)
    comment(reader, link)
    assert "月見先生" not in reader.get(address(other)).content.decode()


def test_the_reader_sees_their_own_threads_with_the_answers_and_no_others(reader, link, draft, drafter):
    other = another_link(draft, drafter, may_comment=True, may_consent=False)
    add_comment(draft, author=staff(drafter), text="社内だけの話")
    add_comment(draft, author=by_reader(other, "別の人"), text="別の人の話")
    own = add_comment(draft, author=by_reader(link, "月見先生"), text="自分の話")
    answer(own, author=staff(drafter), text="担当者の返事")
    page = reader.get(address(link)).content.decode()
    assert [words in page for words in ("自分の話", "担当者の返事", "社内だけの話", "別の人の話")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_reader_answers_in_a_thread(reader, link, draft, drafter):
    own = add_comment(draft, author=by_reader(link, "月見先生"), text="自分の話")
    assert comment(reader, link, thread=own.pk).status_code == 302
    assert [each.text for each in own.answers.all()] == [TYPED]


def test_a_thread_of_others_cannot_be_answered_nor_found_out(reader, link, draft, drafter):
    inside = add_comment(draft, author=staff(drafter), text="社内だけの話")
    assert comment(reader, link, thread=inside.pk).status_code == comment(reader, link, thread=999).status_code == 404
    assert not inside.answers.exists()


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "名" * 201}, 422),
        ({"text": "あ" * 5001}, 422),
        ({"text": "a\x00b"}, 422),
        ({"clause": "gone"}, 409),
        ({"clause": "長" * 40}, 422),
        ({"thread": "x"}, 422),
        ({"thread": str(2**70)}, 422),
        ({"thread": "²"}, 422),
        ({"name": "", "thread": "9" * 5000}, 422),
    ],
    ids=[
        "no name",
        "long name",
        "long text",
        "null",
        "gone clause",
        "long clause",
        "word",
        "huge",
        "superscript",
        "endless",
    ],
)
def test_what_is_not_taken_is_shown_again(reader, link, values, status):
    response = comment(reader, link, **values)
    page = response.content.decode()
    assert response.status_code == status
    assert (values.get("text", TYPED)).replace("\x00", "") in page.replace("\x00", "")
    assert "意見はまだ送られていません" in page
    assert not Comment.objects.exists()


def test_the_form_of_the_clause_is_open_with_what_was_typed(reader, link, article):
    page = comment(reader, link, clause=article.key, name="").content.decode()
    form = page[page.index("<details open>") :]
    assert form.index(TYPED) < form.index("</details>")
    assert page.count(TYPED) == 1


def test_too_many_comments_are_refused_with_the_text_kept(reader, link, draft):
    for _ in range(PER_HOUR):
        add_comment(draft, author=by_reader(link, "月見先生"), text="意見")
    response = comment(reader, link)
    assert response.status_code == 429
    assert TYPED in response.content.decode()
    assert Comment.objects.count() == PER_HOUR


def test_an_answer_to_a_thread_that_was_resolved_meanwhile_is_shown_again(reader, link, draft, drafter):
    own = add_comment(draft, author=by_reader(link, "月見先生"), text="自分の話")
    resolve(own, by=drafter)
    response = comment(reader, link, thread=own.pk)
    assert response.status_code == 409
    assert TYPED in response.content.decode()


def test_a_comment_after_announcing_is_refused_with_the_text_kept(reader, link, draft):
    reader.get(address(link))
    announce(draft)
    response = send(reader, "/admin/login/", address(link, "comments/"), name="月見先生", text=TYPED)
    assert response.status_code == 409
    assert TYPED in response.content.decode()
    assert not Comment.objects.exists()


def test_a_link_for_reading_alone_takes_no_comment(reader, draft, drafter):
    mute = another_link(draft, drafter, may_comment=False, may_consent=True)
    assert comment(reader, mute).status_code == 404
    assert "意見を書く" not in reader.get(address(mute)).content.decode()


def test_a_form_needs_its_token_though_there_is_no_account(reader, link):
    for page in ("comments/", "consent/code/", "consent/confirm/", "consent/give/"):
        assert reader.post(address(link, page), {"name": "月見先生", "text": TYPED}).status_code == 403
    assert not Comment.objects.exists()


def test_what_was_typed_is_shown_when_the_token_is_refused(reader, link):
    response = reader.post(address(link, "comments/"), {"name": "月見先生", "text": TYPED})
    assert TYPED in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
