"""What a link shows: the text with what its readers said of it, and the comparison with the base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.models import Actor, Attachment, Clause, Comment, Edition, ReviewLink, RowRemark
from portal.publishing.reviewing.consents import subject_hash
from portal.publishing.reviewing.links import last_day, link_token
from portal.publishing.reviewing.threads import ClauseThreads, by_clause, clause_name, threads_of
from portal.text.html.document import Below
from portal.text.html.markup import Safe
from portal.text.tree import Clause as Node
from portal.text.tree import Document
from portal.views.drafts import draft_comparison, draft_reading, is_public
from portal.views.review.forms import CommentBox
from portal.views.review.opening import behind_link, with_forms
from portal.views.review.reader import known


@require_safe
@behind_link
def text(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Show the text as it is now."""
    return text_page(request, link)


@require_safe
@behind_link
def comparison(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Show what changes from the base, in the terms' house style."""
    base = link.edition.base
    if base is None:
        raise Http404
    context = draft_comparison(link.edition, base, request.GET, text_page=address(link, "text"))
    return render(request, "portal/review/comparison.html", context | link_context(link))


def text_page(
    request: HttpRequest, link: ReviewLink, *, sent: CommentBox | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the text; `sent` is a comment that was not taken, shown again where it belongs."""
    # Before the text is read: what changes in between is then not consented to unseen.
    shown = subject_hash(link.edition) if link.may_consent else ""
    document = link.edition.document()
    groups = by_clause(document, threads_of(link.edition, link=link))
    writing = _Writing(request, link, _placed(sent, document, groups), is_closed=link.edition.is_frozen)
    below = writing.below(groups)
    context = draft_reading(link.edition, document, file_url=lambda file: file_address(link, file), below=below)
    context |= link_context(link)
    context |= {
        "whole": writing.answers(_threads(groups, is_gone=False)),
        "gone": writing.answers(_threads(groups, is_gone=True)),
        "writing": writing,
        "whole_box": writing.box(),
        "sent": sent,
        "shown": shown if context["is_draft"] else "",
        "typed": [] if sent is None or writing.is_open else [(_("お名前"), sent.name), (_("意見"), sent.text)],
        "name": known(request, link, "name"),
    }
    return with_forms(render(request, "portal/review/edition.html", context | more, status=status))


def link_context(link: ReviewLink) -> dict[str, Any]:
    """Return what every page behind a link says: who asks whom, until when, and how the draft stands."""
    edition, changed_at = link.edition, _changed_at(link.edition)
    return {
        "link": link,
        "last_day": last_day(link),
        "asker": _maker(link),
        "is_public": is_public(edition),
        "updated_at": changed_at if changed_at and changed_at > link.created_at else None,
        **{f"{name}_url": address(link, name) for name in ("text", "comparison", "edition_pdf", "comparison_pdf")},
        **{f"{name}_url": address(link, name) for name in ("comment", "consent", "ask_mail", "check_mail", "give")},
    }


def address(link: ReviewLink, name: str) -> str:
    """Return the address of a page behind a link."""
    return reverse(f"review:{name}", args=[link_token(link)])


def file_address(link: ReviewLink, file: Attachment) -> str:
    """Return the address of a file of the draft."""
    return reverse("review:file", args=[link_token(link), file.pk])


@dataclass(frozen=True, slots=True)
class _Writing:
    """What a reader may write on the page, and has written."""

    request: HttpRequest
    link: ReviewLink
    sent: CommentBox | None
    is_closed: bool

    @property
    def is_open(self) -> bool:
        """Whether comments may be sent."""
        return self.link.may_comment and not self.is_closed

    def box(self, *, clause: str = "", thread: int | None = None) -> CommentBox:
        """Return the form for a place, with what was typed into it."""
        if self.sent is not None and (self.sent.clause, self.sent.thread) == (clause, thread):
            return self.sent
        return CommentBox(clause, thread, name=known(self.request, self.link, "name"))

    def answers(self, threads: Iterable[Comment]) -> list[tuple[Comment, CommentBox]]:
        """Return threads, each with the form that answers it."""
        return [(thread, self.box(clause=thread.clause_key, thread=thread.pk)) for thread in threads]

    def below(self, groups: Iterable[ClauseThreads]) -> Below:
        """Return what makes the threads and the form below a clause."""
        threads = {group.key: group.threads for group in groups if group.key}
        template, comment_url = get_template("portal/review/_clause.html"), address(self.link, "comment")

        def made(clause: Node) -> Safe:
            of_clause = self.answers(threads.get(clause.key, ()))
            if not of_clause and not self.is_open:
                return Safe("")
            box = self.box(clause=clause.key)
            context = {"threads": of_clause, "box": box, "name": clause_name(clause), "writing": self}
            return Safe(template.render(context | {"comment_url": comment_url}, self.request))

        return made


def _placed(sent: CommentBox | None, document: Document, groups: Iterable[ClauseThreads]) -> CommentBox | None:
    """What was not taken, moved to the form for the whole where its own place is not on the page any more."""
    if sent is None:
        return None
    if sent.thread is not None:
        shown = {thread.pk: thread.clause_key for group in groups for thread in group.threads if not thread.is_resolved}
        if sent.thread in shown:
            return replace(sent, clause=shown[sent.thread])
    elif sent.clause in {clause.key for clause in document}:
        return sent
    return replace(sent, clause="", thread=None)


def _threads(groups: Iterable[ClauseThreads], *, is_gone: bool) -> tuple[Comment, ...]:
    """The threads about the whole, or those about clauses that are gone."""
    return next((group.threads for group in groups if not group.key and group.is_gone == is_gone), ())


def _maker(link: ReviewLink) -> Actor | None:
    return Actor.objects.filter(pk=link.created_by_id).first() if link.created_by_id else None


def _changed_at(edition: Edition) -> datetime | None:
    """When anything of a draft was last changed: words, facts, files, remarks on the table."""
    parts = (model.history.filter(edition_id=edition.pk) for model in (Clause, Attachment, RowRemark))
    last = (rows.aggregate(last=Max("history_date"))["last"] for rows in (edition.history.all(), *parts))
    return max(filter(None, last), default=None)
