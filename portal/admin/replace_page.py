"""Find and replace across a draft: every place is shown first, and chosen; the step can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.replacement_form import ReplacementForm
from portal.admin.undoing import NONE, number, step_text, undo_step
from portal.models import Edition
from portal.models.saved_states import newest_state
from portal.publishing.drafting.replacing import NotReplaced, Replaced, Replacement, replace_words
from portal.text.editing.replacing import Found, changes_structure
from portal.text.tree import Document

MOST_SHOWN = 500
"""Places shown at a time: more are replaced in several steps."""


class ReplaceForm(ReplacementForm):
    """The same, and why it is done."""

    history_change_reason = forms.CharField(label=gettext_lazy("変更理由"), required=False, max_length=500)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place found: its number, the clause it is in, and the words there."""

    index: int
    clause: str
    found: Found
    chosen: bool


def replace(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show where words stand in a draft, and replace them in the places chosen."""
    edition = edition_or_404(model_admin, request, object_id, "change_clause")
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    if request.method == "POST" and "undo" in request.POST:
        undo_step(request, edition, request.POST["undo"])
        return redirect(_address(edition))
    asked = request.POST if request.method == "POST" else request.GET
    form = ReplaceForm(asked if "words" in asked else None)
    done = _replaced(request, edition, form) if request.method == "POST" and form.is_valid() else None
    if done is not None:
        messages.success(request, _("{count}か所を置き換えました。").format(count=done.count))
        undo = step_text(edition, done.before, done.after, by=request.user)
        return redirect(f"{_address(edition)}?{urlencode({'undo': undo})}")
    context = page_context(model_admin, request, edition, _("探して置き換える")) | {"form": form}
    if form.is_bound and form.is_valid():
        context |= _places(request, edition.document(), form.replacement)
    context |= {"draft_state": newest_state(edition), "undo": request.GET.get("undo", "")}
    return TemplateResponse(request, "admin/portal/edition/replace.html", context)


def _places(request: HttpRequest, document: Document, replacement: Replacement) -> dict[str, Any]:
    found = replacement.found(document)
    chosen = _numbers(request.POST.getlist("place")) if request.method == "POST" else None
    names = [clause.heading or clause.text[:20] for clause in document]
    edits = replacement.edits(document)
    shown = [
        ShownPlace(index, names[one.clause], one, chosen is None or index in chosen)
        for index, one in enumerate(found[:MOST_SHOWN])
    ]
    return {
        "places": shown,
        "count": len(found),
        "left": len(found) - len(shown),
        "changes_structure": bool(edits) and changes_structure(document, edits),
    }


def _replaced(request: HttpRequest, edition: Edition, form: ReplaceForm) -> Replaced | None:
    """Replace what was chosen; None, with the error in the form, where that is refused."""
    chosen = _numbers(request.POST.getlist("place"))
    if not chosen:
        form.add_error(None, _("置き換える箇所を一つ以上選んでください。"))
        return None
    try:
        return replace_words(
            edition,
            form.replacement,
            chosen=chosen,
            seen=number(request.POST.get("state", "")),
            by=request.user,
            reason=form.cleaned_data["history_change_reason"],
        )
    except (NotReplaced, ValidationError) as refusal:
        form.add_error(None, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return None


def _numbers(texts: list[str]) -> set[int]:
    return {number(text) for text in texts} - {NONE}


def _address(edition: Edition) -> str:
    return reverse("admin:portal_edition_replace", args=[edition.pk])
