"""The page of the whole-text editor: opened, checked, saved, and what comes of saving."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.editor.conflicts import HAND, read_choices, saved_since, shown_conflicts
from portal.admin.editor.form import EditorForm
from portal.admin.editor.panel import SAVED, comparison_part, edition_in_force, outline_part, problems_part
from portal.admin.frozen import frozen_reason
from portal.admin_site import REASON, Typed, typed_fields
from portal.models import Edition, WorkingCopy
from portal.models.frozen import Frozen
from portal.models.saved_states import newest_state
from portal.publishing.drafting.saving import Counts, Outcome, Saved, save_text
from portal.publishing.drafting.typed import TypedPlaces, typed_document
from portal.publishing.drafting.working_copies import copy_of, discard_copy, keep_copy
from portal.publishing.workflow.review import review_of
from portal.text.editing.lines import Positions
from portal.text.normalise import normalise
from portal.text.tree import Document
from portal.text.writer import write

PERMISSIONS = ("add_clause", "change_clause", "delete_clause")
"""A text as a whole adds, changes and deletes."""


def editor(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show a draft's text in one field, and save it. Raises PermissionDenied, Http404."""
    edition = edition_or_404(model_admin, request, object_id, *PERMISSIONS)
    page = _Page(model_admin, request, edition)
    if edition.is_frozen:
        return page.refused()
    return page.posted() if request.method == "POST" else page.opened()


class _Page:
    """One request for the editor of one draft."""

    def __init__(self, model_admin: ModelAdmin, request: HttpRequest, edition: Edition) -> None:
        self.model_admin, self.request, self.edition = model_admin, request, edition

    def opened(self) -> HttpResponseBase:
        """The saved text; what was typed and not saved is offered first, and shown when it is asked for."""
        state, text = newest_state(self.edition), write(self.edition.document())
        copy = copy_of(self.edition, by=self.request.user)
        if copy is None or normalise(copy.values.get("text", "")) == text:
            return self._editor(EditorForm(initial={"text": text, "seen": state}))
        if self.request.GET.get("copy") == "continue":
            return self._editor(EditorForm(initial={**copy.values, "seen": copy.seen}), continues=copy)
        return self._offer(copy)

    def posted(self) -> HttpResponseBase:
        """Whatever a form of the editor's pages asks for."""
        if "_discard" in self.request.POST:
            discard_copy(self.edition, by=self.request.user)
            messages.success(self.request, _("作業中の控えを捨てました。保存済みの文から始めます。"))
            return redirect("admin:portal_edition_editor", self.edition.pk)
        form = EditorForm(self.request.POST)
        if not form.is_valid() or "_check" in self.request.POST:
            self._keep(form)
            return self._editor(form, checks="_check" in self.request.POST)
        try:
            return self._saved(form, self._save(form))
        except Frozen:
            return self.refused()
        except ValidationError as error:
            self._keep(form)
            form.add_error(None, [_("保存していません。入力した内容は下に残っています。"), *error.messages])
            return self._editor(form)

    def refused(self) -> HttpResponseBase:
        """An announced edition: nothing is saved, and what was typed can be copied."""
        return self._render(
            "refused", _("変更できません"), status=403, reason=frozen_reason(self.edition), typed=self._typed()
        )

    def _save(self, form: EditorForm) -> Saved:
        return save_text(
            self.edition,
            form.cleaned_data["text"],
            by=self.request.user,
            reason=form.reason,
            seen=form.cleaned_data["seen"],
            choices=read_choices(self.request.POST),
        )

    def _saved(self, form: EditorForm, saved: Saved) -> HttpResponseBase:
        if saved.outcome in (Outcome.SAVED, Outcome.UNCHANGED):
            messages.success(self.request, _told(saved))
            return redirect(reverse("admin:portal_edition_editor", args=[self.edition.pk], query={"saved": "1"}))
        self._keep(form)
        since = saved_since(self.edition, form.cleaned_data["seen"])
        if saved.outcome is Outcome.CONFLICTING:
            return self._conflicts(form, saved, since)
        merged = EditorForm(initial={"text": saved.text, REASON: form.reason, "seen": saved.state})
        return self._editor(merged, since=since, is_kept=True)

    def _keep(self, form: EditorForm) -> None:
        """Keep what was sent and not saved, as far as it could be read."""
        sent = form.cleaned_data
        if "text" in sent and "seen" in sent:
            values = {"text": sent["text"], REASON: sent.get(REASON, "")}
            keep_copy(self.edition, values, by=self.request.user, seen=sent["seen"])

    def _editor(self, form: EditorForm, *, checks: bool = False, **context: Any) -> HttpResponseBase:
        text = form["text"].value() or ""
        parts = {"outline": outline_part(text, live=False)}
        if checks:
            parts["problems"] = problems_part(self.edition, text, live=False)
            parts["comparison"] = comparison_part(self.edition, text)
        is_kept = context.pop("is_kept", False) or "saved" in self.request.GET
        return self._render(
            "editor",
            _("全文の編集"),
            form=form,
            parts=parts,
            is_kept=is_kept,
            is_reviewed=review_of(self.edition).is_open,
            in_force=edition_in_force(self.edition),
            start=self._start(text),
            most_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or "",
            csrf_cookie=settings.CSRF_COOKIE_NAME,
            **context,
        )

    def _start(self, text: str) -> int | None:
        """Where the clause that the address names (?clause=KEY) stands in the text field; None for none."""
        key = self.request.GET.get("clause")
        document = typed_document(self.edition, text) if key else Document()
        index = next((index for index, clause in enumerate(document) if clause.key == key), None)
        return None if index is None else TypedPlaces(text).utf16(Positions(document).offset_of(index, 0))

    def _offer(self, copy: WorkingCopy) -> HttpResponseBase:
        difference = comparison_part(self.edition, copy.values.get("text", ""), SAVED)
        has_moved_on = newest_state(self.edition) != copy.seen
        return self._render(
            "editor_copy", _("作業中の控え"), copy=copy, difference=difference, has_moved_on=has_moved_on
        )

    def _conflicts(self, form: EditorForm, saved: Saved, since: list[Any]) -> HttpResponseBase:
        assert saved.merged is not None  # nothing else conflicts
        conflicts = shown_conflicts(saved.merged.conflicts, self.request.POST)
        return self._render(
            "editor_conflicts",
            _("二人の変更を合わせる"),
            form=form,
            conflicts=conflicts,
            taken=len(saved.merged.taken),
            since=since,
            at=saved.state,
            asks_again="at" in self.request.POST,
        )

    def _render(self, name: str, title: str, *, status: int = 200, **context: Any) -> HttpResponseBase:
        folder = "admin/portal/" if name == "refused" else "admin/portal/edition/"
        whole = page_context(self.model_admin, self.request, self.edition, title) | context
        return TemplateResponse(self.request, f"{folder}{name}.html", whole, status=status)

    def _typed(self) -> list[Typed]:
        """What was typed: in this form, on the page of conflicts too, else what is kept."""
        by_hand = [
            Typed(_("自分で書き直した条文"), str(value))
            for name, value in self.request.POST.items()
            if name.startswith(HAND) and value
        ]
        copy = copy_of(self.edition, by=self.request.user)
        kept = [Typed(_("作業中の控え"), copy.values.get("text", ""))] if copy else []
        return [*typed_fields(self.request), *by_hand] or kept


def _told(saved: Saved) -> str:
    if saved.outcome is Outcome.UNCHANGED:
        return _("変わったところはありません。履歴にも何も書いていません。")
    told = [words for words in _counted(saved.counts) if words]
    if not told:
        return _("保存しました（空行や並びのほかは変わっていません）。")
    return _("保存しました。{counts}").format(counts=_("、").join(told))


def _counted(counts: Counts) -> tuple[str, ...]:
    return (
        ngettext("変更{count}条文", "変更{count}条文", counts.changed).format(count=counts.changed)
        if counts.changed
        else "",
        ngettext("追加{count}条文", "追加{count}条文", counts.added).format(count=counts.added) if counts.added else "",
        ngettext("削除{count}条文", "削除{count}条文", counts.deleted).format(count=counts.deleted)
        if counts.deleted
        else "",
    )
