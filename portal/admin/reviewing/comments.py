"""The comments of an edition: read by clause, written, answered, resolved, opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.admin.editing import LinesField
from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.frozen import FreezingAdmin
from portal.models import Comment, Edition, Frozen
from portal.publishing.reviewing import comments as verbs
from portal.publishing.reviewing.authors import staff
from portal.publishing.reviewing.consents import consent_lines
from portal.publishing.reviewing.holding import ReviewRefused
from portal.publishing.reviewing.threads import by_clause, clause_name, comment_counts, threads_of
from portal.text.tree import Document

LARGEST = 2**63
UNREADABLE = 422


class CommentForm(forms.Form):
    """A comment on a clause or the whole."""

    clause = forms.ChoiceField(label=gettext_lazy("対象"), required=False)
    text = LinesField(
        label=gettext_lazy("意見"), max_length=verbs.LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(clause.key, clause_name(clause)) for clause in document]
        self.fields["clause"].choices = [("", _("全体")), *named]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer in a thread."""

    text = LinesField(max_length=verbs.LONGEST_TEXT)


def comments(model_admin: FreezingAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show the comments by clause, and write one."""
    needed = ("view_comment", "add_comment") if request.method == "POST" else ("view_comment",)
    edition = edition_or_404(model_admin, request, object_id, *needed)
    if request.method != "POST":
        return _page(model_admin, request, edition)
    form = CommentForm(request.POST, document=edition.document())
    if form.is_valid():
        try:
            saved = verbs.add_comment(
                edition,
                author=staff(request.user),
                text=form.cleaned_data["text"],
                clause_key=form.cleaned_data["clause"],
            )
        except Frozen:
            return model_admin.refusal(request, edition)
        except ReviewRefused as refusal:
            form.add_error("clause", str(refusal))
        else:
            messages.success(request, _("意見を書きました。"))
            return redirect(_at(edition, saved))
    return _page(model_admin, request, edition, form=form)


def answer(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, comment_id: int) -> HttpResponseBase:
    """Answer in a thread; what is not taken is shown again."""
    edition = edition_or_404(model_admin, request, object_id, "view_comment", "add_comment")
    thread = _thread(edition, comment_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(model_admin, request, edition, answering=thread.pk, answer_form=form)
    try:
        saved = verbs.answer(thread, author=staff(request.user), text=form.cleaned_data["text"])
    except Frozen:
        return model_admin.refusal(request, edition)
    return redirect(_at(edition, saved))


def resolve(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, comment_id: int) -> HttpResponseBase:
    """Mark a thread as resolved."""
    return _change(model_admin, request, object_id, comment_id, lambda thread: verbs.resolve(thread, by=request.user))


def reopen(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, comment_id: int) -> HttpResponseBase:
    """Open a resolved thread again."""
    return _change(model_admin, request, object_id, comment_id, verbs.reopen)


def _change(
    model_admin: FreezingAdmin,
    request: HttpRequest,
    object_id: int,
    comment_id: int,
    verb: Callable[[Comment], None],
) -> HttpResponseBase:
    edition = edition_or_404(model_admin, request, object_id, "view_comment", "change_comment")
    thread = _thread(edition, comment_id)
    try:
        verb(thread)
    except Frozen:
        return model_admin.refusal(request, edition)
    return redirect(_at(edition, thread))


def _page(
    model_admin: FreezingAdmin,
    request: HttpRequest,
    edition: Edition,
    *,
    form: CommentForm | None = None,
    answering: int | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponseBase:
    document = edition.document()
    threads, only_unresolved = threads_of(edition), request.GET.get("show") == "unresolved"
    bad = bool((form and form.errors) or answer_form)
    context = page_context(model_admin, request, edition, capfirst(pgettext("plural", "意見"))) | {
        "groups": by_clause(document, threads.filter(resolved_at=None) if only_unresolved else threads),
        "only_unresolved": only_unresolved,
        "counts": comment_counts(edition),
        "form": form or CommentForm(document=document, initial={"clause": request.GET.get("clause", "")}),
        "answering": answering,
        "answer_form": answer_form,
        "consents": consent_lines(edition) if request.user.has_perm("portal.view_consent") else (),
        "is_frozen": edition.is_frozen,
    }
    return TemplateResponse(request, "admin/portal/edition/comments.html", context, status=UNREADABLE if bad else 200)


def _thread(edition: Edition, comment_id: int) -> Comment:
    rows = edition.comments.select_related("edition").filter(parent=None)
    thread = rows.filter(pk=comment_id).first() if comment_id < LARGEST else None
    if thread is None:
        raise Http404
    return thread


def _at(edition: Edition, comment: Comment) -> str:
    return f"{reverse('admin:portal_edition_comments', args=[edition.pk])}#comment-{comment.pk}"
