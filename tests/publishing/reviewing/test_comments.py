"""Comments: on a clause or the whole, answered, resolved, limited, taken over from files."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.importing.imported import FileComment
from portal.models import Comment, Frozen
from portal.models.actor import account_name
from portal.publishing.reviewing.authors import Author, reader, staff
from portal.publishing.reviewing.comments import (
    LONGEST_TEXT,
    PER_HOUR,
    add_comment,
    add_file_comments,
    answer,
    reopen,
    resolve,
)
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce
from portal.publishing.reviewing.links import make_link, revoke_link
from portal.publishing.reviewing.threads import by_clause, comment_counts, threads_of
from portal.text.parser import parse
from tests.factories import TEXT, announce, make_edition
from tests.publishing.reviewing.conftest import UNTIL


@pytest.fixture
def article(draft):
    return draft.clauses.get(label="第1条")


def groups(edition, **choice):
    return [
        (group.name, [thread.text for thread in group.threads])
        for group in by_clause(edition.document(), threads_of(edition, **choice))
    ]


def test_a_comment_keeps_who_wrote_it_and_what_it_was_about(draft, drafter, article):
    comment = add_comment(draft, author=staff(drafter), text="  目的が\r\n狭いです。 ", clause_key=article.key)
    assert (comment.author_id, comment.author_name) == (drafter.pk, account_name(drafter))
    assert comment.text == "目的が\n狭いです。"
    assert comment.quoted == "第1条（目的） この規約は、月見クラウドの使い方を定めます。"


def test_threads_stand_in_the_order_of_the_clauses_the_whole_first(draft, drafter, article):
    second = draft.clauses.get(label="第2条")
    for key, text in ((second.key, "二"), ("", "全体に"), (article.key, "一")):
        add_comment(draft, author=staff(drafter), text=text, clause_key=key)
    assert groups(draft) == [("全体", ["全体に"]), ("第1条（目的）", ["一"]), ("第2条（定義）", ["二"])]


def test_a_comment_follows_its_clause_and_is_kept_when_that_is_gone(draft, drafter, article):
    add_comment(draft, author=staff(drafter), text="ここ", clause_key=article.key)
    renumbered = draft.document()
    draft.replace_document(
        type(renumbered)(
            tuple(c._replace(label="第5条", number=(5,)) if c.key == article.key else c for c in renumbered),
            renumbered.tail,
        )
    )
    assert groups(draft) == [("第5条（目的）", ["ここ"])]
    draft.clauses.get(key=article.key).delete()
    assert groups(draft) == [("なくなった条文", ["ここ"])]
    assert "使い方を定めます" in Comment.objects.get().quoted


def test_a_comment_on_a_clause_that_is_not_there_is_refused(draft, drafter):
    other = make_edition()
    with pytest.raises(ReviewRefused, match="もうありません"):
        add_comment(draft, author=staff(drafter), text="ここ", clause_key=other.clauses.first().key)


@pytest.mark.parametrize("text", ["", " \r\n ", "あ" * (LONGEST_TEXT + 1)])
def test_blank_and_endless_comments_are_refused(draft, drafter, text):
    with pytest.raises(ValidationError):
        add_comment(draft, author=staff(drafter), text=text)


@pytest.mark.parametrize("name", ["", "   ", "名" * 201])
def test_a_reader_has_a_name(draft, link, name):
    with pytest.raises(ValidationError):
        add_comment(draft, author=reader(link, name), text="意見")


def test_answers_join_the_thread_even_when_given_to_an_answer(draft, drafter, link):
    thread = add_comment(draft, author=reader(link, "顧問"), text="問い")
    first = answer(thread, author=staff(drafter), text="答え")
    second = answer(first, author=staff(drafter), text="もう一つ")
    assert [first.parent, second.parent] == [thread, thread]
    assert [each.text for each in threads_of(draft).get().answers.all()] == ["答え", "もう一つ"]


def test_resolving_and_reopening(draft, drafter):
    thread = add_comment(draft, author=staff(drafter), text="問い")
    resolve(thread, by=drafter)
    assert (thread.is_resolved, thread.resolved_by_id, comment_counts(draft).unresolved) == (True, drafter.pk, 0)
    reopen(thread)
    assert (thread.is_resolved, thread.resolved_by_id, comment_counts(draft).unresolved) == (False, None, 1)


def test_counts_are_by_clause(draft, drafter, article):
    for key in ("", article.key, article.key):
        add_comment(draft, author=staff(drafter), text="意見", clause_key=key)
    counts = comment_counts(draft)
    assert (counts.threads, counts.unresolved, counts.unresolved_by_clause) == (3, 3, {"": 1, article.key: 2})


def test_nobody_writes_about_an_announced_edition(draft, drafter, link):
    thread = add_comment(draft, author=staff(drafter), text="問い")
    announce(draft)
    for write in (
        lambda: add_comment(draft, author=staff(drafter), text="意見"),
        lambda: add_comment(draft, author=reader(link, "顧問"), text="意見"),
        lambda: answer(thread, author=staff(drafter), text="答え"),
        lambda: resolve(thread, by=drafter),
        lambda: reopen(thread),
        lambda: add_file_comments(draft, [FileComment("花子", "意見")], draft.document()),
    ):
        with pytest.raises(Frozen):
            write()
    assert Comment.objects.count() == 1


# --- what a link's reader may not ---


def test_a_reader_answers_only_in_open_threads_of_their_own_link(draft, drafter, link):
    other = make_link(draft, addressee="別", until=UNTIL, may_comment=True, may_consent=False, by=drafter)
    inside = add_comment(draft, author=staff(drafter), text="社内")
    theirs = add_comment(draft, author=reader(other, "別の人"), text="別")
    done = add_comment(draft, author=reader(link, "顧問"), text="済み")
    resolve(done, by=drafter)
    for thread in (inside, theirs, done):
        with pytest.raises(ReviewRefused):
            answer(thread, author=reader(link, "顧問"), text="返信")
    assert groups(draft, link=link) == [("全体", ["済み"])]


def test_a_reader_writes_no_more_than_so_many_comments_an_hour(draft, link, clock):
    for _ in range(PER_HOUR):
        add_comment(draft, author=reader(link, "顧問"), text="意見")
    with pytest.raises(TooMuchAtOnce, match="30件"):
        add_comment(draft, author=reader(link, "顧問"), text="意見")
    clock.shift(timedelta(hours=1))
    add_comment(draft, author=reader(link, "顧問"), text="意見")


def test_the_limit_counts_answers_too_and_not_those_of_staff(draft, drafter, link):
    thread = add_comment(draft, author=reader(link, "顧問"), text="意見")
    for _ in range(PER_HOUR - 1):
        answer(thread, author=reader(link, "顧問"), text="返信")
    with pytest.raises(TooMuchAtOnce):
        answer(thread, author=reader(link, "顧問"), text="返信")
    answer(thread, author=staff(drafter), text="社内から")


@pytest.mark.parametrize("end", ["revoke", "forbid", "expire", "other"])
def test_a_reader_writes_only_where_the_link_allows_it(draft, drafter, link, clock, end):
    edition = draft
    if end == "revoke":
        revoke_link(link, by=drafter)
    elif end == "forbid":
        link.may_comment = False
    elif end == "expire":
        clock.move_to(link.expires_at)
    else:
        edition = make_edition()
    with pytest.raises(ReviewRefused):
        add_comment(edition, author=reader(link, "顧問"), text="意見")


# --- comments in files ---


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_the_comments_of_a_file_stand_on_the_clauses_of_their_lines(draft):
    document = draft.document()
    comments = [
        FileComment("法務　一郎", "定義が要ります。", quoted="利用者", line=line_of(TEXT, "(1) 利用者")),
        FileComment("", "いつからですか。", line=line_of(TEXT, "施行します"), written_on=date(2024, 9, 3)),
        FileComment("一郎", "見出しについて", line=line_of(TEXT, "第1条（目的）")),
        FileComment("一郎", "題名について", line=1),
        FileComment("一郎", "どこでもない", line=999),
        FileComment("一郎", "全体に"),
        FileComment("一郎", "   ", line=1),
    ]
    saved = add_file_comments(draft, comments, document)
    assert len(saved) == 6
    assert groups(draft) == [
        ("全体", ["どこでもない", "全体に"]),
        ("月見クラウド利用規約", ["題名について"]),
        ("第1条（目的）", ["見出しについて"]),
        ("第2条（定義）", ["定義が要ります。"]),
        ("附則", ["いつからですか。"]),
    ]
    first, second = saved[:2]
    assert (first.author_name, first.quoted, first.author_id, first.link) == ("法務　一郎", "利用者", None, None)
    assert second.author_name == "（名前の記録なし）"
    assert second.written_at.astimezone(draft.terms.zone).date() == date(2024, 9, 3)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 30), date(9999, 12, 31)])
def test_a_day_that_cannot_be_right_is_not_believed(draft, day):
    comment = add_file_comments(draft, [FileComment("一郎", "意見", written_on=day)], draft.document())[0]
    assert abs(comment.written_at - timezone.now()) < timedelta(minutes=1)


def test_lines_are_counted_through_blank_ones(draft):
    text = "\n\n規約\n\n\n第1条（一）\n\n本文\n\n第2条（二）\n本文二\n\n"
    document = parse(text).document
    keyed = type(document)(tuple(c._replace(key=f"key-{n}") for n, c in enumerate(document)), document.tail)
    draft.replace_document(keyed)
    lines = text.splitlines()
    comments = [
        FileComment("一郎", f"{number}", line=number) for number in range(1, len(lines) + 1) if lines[number - 1]
    ]
    add_file_comments(draft, comments, keyed)
    assert groups(draft) == [("規約", ["3"]), ("第1条（一）", ["6", "8"]), ("第2条（二）", ["10", "11"])]


def test_a_file_s_endless_words_are_cut(draft):
    comment = add_file_comments(draft, [FileComment("名" * 300, "字" * 6000, quoted="引" * 2000)], draft.document())[0]
    assert (len(comment.author_name), len(comment.text), len(comment.quoted)) == (200, 5000, 1000)


def test_an_author_without_account_is_a_name_alone():
    assert Author("一郎") == Author("一郎", None, None)


def test_a_file_imported_again_does_not_double_its_comments(draft):
    said = [FileComment("花子", "要確認", "使い方"), FileComment("花子", "要確認", "目的"), FileComment("", "記名なし")]
    for _ in range(2):
        add_file_comments(draft, said, draft.document())
    assert draft.comments.count() == 3
    add_file_comments(draft, [FileComment("花子", "直しました", "使い方")], draft.document())
    assert draft.comments.count() == 4
