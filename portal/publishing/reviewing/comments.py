"""Comments of a draft and its clauses: written, answered, resolved, opened again, taken over from files. All atomic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from portal.importing.imported import FileComment
from portal.models import Actor, Comment, Edition, ReviewLink
from portal.publishing.reviewing.authors import Author
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce, holding_draft
from portal.text.tree import Clause, Document

LONGEST_TEXT, LONGEST_NAME, LONGEST_QUOTE = 5000, 200, 1000
"""Characters, as the columns of `Comment` have them."""

QUOTED_BEGINNING = 80
"""Characters of a clause that are kept with a comment, to say what it was about when the clause is gone."""

FIRST_DAY = date(1980, 1, 1)
"""Before this no file has comments: programs write the year 1 for a day that they do not know."""

PER_HOUR = 30
"""Comments that the readers of one link may write in an hour."""


def add_comment(edition: Edition, *, author: Author, text: str, clause_key: str = "") -> Comment:
    """Begin a thread about a clause of a draft, or about the whole ("").

    Raises Frozen, ValidationError for blank or too long words, ReviewRefused for a clause that is not there and for a
    link that does not allow it, TooMuchAtOnce.
    """
    with holding_draft(edition) as held:
        _check_author(held, author)
        quoted = _beginning(_clause(held, clause_key)) if clause_key else ""
        return _write(held, author, text, clause_key=clause_key, quoted=quoted)


def answer(comment: Comment, *, author: Author, text: str) -> Comment:
    """Answer in a thread; a link's reader only in threads of that link that are open. Raises as `add_comment`."""
    with holding_draft(comment.edition) as held:
        _check_author(held, author)
        thread = Comment.objects.get(pk=comment.parent_id or comment.pk)
        if author.link is not None and (thread.link_id != author.link.pk or thread.is_resolved):
            raise ReviewRefused(gettext("この意見には返信できません。新しい意見として書いてください。"))
        return _write(held, author, text, clause_key=thread.clause_key, parent=thread)


def resolve(comment: Comment, *, by: Any) -> None:
    """Mark a thread as resolved; raises Frozen."""
    with holding_draft(comment.edition):
        comment.resolve(by_id=Actor.objects.record(by), at=timezone.now())


def reopen(comment: Comment) -> None:
    """Open a resolved thread again; raises Frozen."""
    with holding_draft(comment.edition):
        comment.resolved_at, comment.resolved_by_id = None, None
        comment.save(update_fields=["resolved_at", "resolved_by_id"])


def add_file_comments(edition: Edition, comments: Sequence[FileComment], document: Document) -> list[Comment]:
    """Keep the comments of an imported file, each on the clause of its line; without a line on the whole.

    `document` is what was read from the file, with the keys of the edition's clauses; lines count in its text.
    A comment that the same author made in the same words before, in a file imported earlier, is not kept again. Raises
    Frozen. Words that are too long are cut.
    """
    with holding_draft(edition) as held:
        keys = _keys_by_line(document)
        known = set(held.comments.filter(author_id=None, link=None).values_list("author_name", "text", "quoted"))
        said = (
            comment for comment in comments if comment.text.strip() and tuple(_words(comment).values()) not in known
        )
        return [_keep(held, comment, keys) for comment in said]


def _words(comment: FileComment) -> dict[str, str]:
    """Who said what of which words, as columns hold it."""
    return {
        "author_name": _cut(comment.author.strip() or gettext("（名前の記録なし）"), LONGEST_NAME),
        "text": _cut(comment.text.strip(), LONGEST_TEXT),
        "quoted": _cut(comment.quoted.strip(), LONGEST_QUOTE),
    }


def _keep(edition: Edition, comment: FileComment, keys: Sequence[str]) -> Comment:
    return Comment.objects.create(
        edition=edition,
        clause_key=keys[comment.line - 1] if 0 < comment.line <= len(keys) else "",
        written_at=_written_at(edition, comment),
        **_words(comment),
    )


def _written_at(edition: Edition, comment: FileComment) -> datetime:
    """The beginning of the day on which a file says it was written; now where it does not say, or cannot be right."""
    now = timezone.now()
    if comment.written_on is None or not FIRST_DAY <= comment.written_on <= edition.terms.day_of(now):
        return now
    return datetime.combine(comment.written_on, time.min, tzinfo=edition.terms.zone)


def _keys_by_line(document: Document) -> list[str]:
    """The key of the clause on each line of a document's text; a blank line is of the clause below it."""
    keys: list[str] = []
    for clause in document:
        keys += [clause.key] * (clause.gap + clause.written.count("\n") + 1)
    return keys


def _check_author(edition: Edition, author: Author) -> None:
    if not author.name:
        raise ValidationError({"name": gettext("お名前を書いてください。")})
    if len(author.name) > LONGEST_NAME:
        raise ValidationError({"name": _too_long(LONGEST_NAME)})
    if author.link is not None:
        _check_link(edition, author.link)


def _check_link(edition: Edition, link: ReviewLink) -> None:
    now = timezone.now()
    if link.edition_id != edition.pk or not link.may_comment or not link.is_valid(now):
        raise ReviewRefused(gettext("このリンクでは意見を書けません。"))
    if link.comments.filter(written_at__gt=now - timedelta(hours=1)).count() >= PER_HOUR:
        message = gettext("1時間に書ける意見は{number}件までです。しばらくしてから送ってください。")
        raise TooMuchAtOnce(message.format(number=PER_HOUR))


def _write(edition: Edition, author: Author, text: str, **fields: Any) -> Comment:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError({"text": gettext("意見を書いてください。")})
    if len(words) > LONGEST_TEXT:
        raise ValidationError({"text": _too_long(LONGEST_TEXT)})
    return Comment.objects.create(
        edition=edition, author_id=author.user_id, author_name=author.name, link=author.link, text=words, **fields
    )


def _clause(edition: Edition, key: str) -> Clause:
    row = edition.clauses.filter(key=key).first()
    if row is None:
        raise ReviewRefused(gettext("この条文は、いまの案にはもうありません。全体への意見として書いてください。"))
    return row.node()


def _beginning(clause: Clause) -> str:
    return _cut(" ".join(clause.written.split()), QUOTED_BEGINNING)


def _too_long(limit: int) -> str:
    return gettext("{limit}字以内で書いてください。").format(limit=limit)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"
