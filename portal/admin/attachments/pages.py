"""The screens of an edition's files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.admin.attachments.forms import AttachmentChangeForm, AttachmentForm, upload_of
from portal.admin.attachments.rows import file_rows
from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.frozen import FreezingAdmin, frozen_reason
from portal.admin.starting.page import add_errors
from portal.models import Attachment, Edition
from portal.models.frozen import Frozen
from portal.publishing.drafting.attached_files import PICTURES, AttachmentRefused
from portal.publishing.drafting.attaching import (
    attach,
    describe_attachment,
    move_attachment,
    remove_attachment,
    replace_attachment,
)
from portal.publishing.storage import read_sealed

LIST = "admin:portal_edition_attachments"


def attachments(model_admin: FreezingAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List an edition's files, and add one."""
    permissions = ["view_attachment", *(["add_attachment"] if request.method == "POST" else [])]
    edition = edition_or_404(model_admin, request, object_id, *permissions)
    form = AttachmentForm(*_sent(request), request=request)
    if request.method == "POST":
        answer = _tried(model_admin, request, edition, form, lambda: _attach(request, edition, form))
        if answer is not None:
            return answer
    context = page_context(model_admin, request, edition, _("添付の一覧")) | {
        "rows": file_rows(edition),
        "form": form,
        **_rights(request, edition),
    }
    return TemplateResponse(request, "admin/portal/edition/attachments.html", context)


def attachment(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, pk: int) -> HttpResponseBase:
    """Rename a file, or put another one in its place."""
    edition = edition_or_404(model_admin, request, object_id, "view_attachment", "change_attachment")
    found = _attachment_or_404(edition, pk)
    form = AttachmentChangeForm(*_sent(request), request=request, initial={"title": found.title, "name": found.name})
    answer = _tried(model_admin, request, edition, form, lambda: _change(request, found, form))
    if answer is not None:
        return answer
    context = page_context(model_admin, request, edition, _("添付を変更")) | {"form": form, "attachment": found}
    return TemplateResponse(request, "admin/portal/edition/attachments_change.html", context)


def delete(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, pk: int) -> HttpResponseBase:
    """Ask whether a file is to be taken out, and take it out."""
    edition = edition_or_404(model_admin, request, object_id, "view_attachment", "delete_attachment")
    found = _attachment_or_404(edition, pk)
    answer = _tried(model_admin, request, edition, None, lambda: _remove(request, found))
    if answer is not None:
        return answer
    row = next(row for row in file_rows(edition) if row.file == found)
    context = page_context(model_admin, request, edition, _("添付を削除")) | {"row": row}
    return TemplateResponse(request, "admin/portal/edition/attachments_delete.html", context)


def move(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, pk: int) -> HttpResponseBase:
    """Put a file one place earlier or later."""
    edition = edition_or_404(model_admin, request, object_id, "view_attachment", "change_attachment")
    found = _attachment_or_404(edition, pk)
    steps = -1 if request.POST.get("to") == "up" else 1
    answer = _tried(model_admin, request, edition, None, lambda: _move(request, found, steps))
    return answer or redirect(LIST, edition.pk)


def file(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, pk: int) -> HttpResponseBase:
    """Send a file's bytes to staff, whether its edition is public or not. Raises SealedBytesLost."""
    edition = edition_or_404(model_admin, request, object_id, "view_attachment")
    found = _attachment_or_404(edition, pk)
    return FileResponse(
        BytesIO(read_sealed(found)),
        as_attachment=found.content_type not in PICTURES,
        filename=found.filename,
        content_type=found.content_type,
    )


def _tried(
    model_admin: FreezingAdmin,
    request: HttpRequest,
    edition: Edition,
    form: AttachmentForm | None,
    verb: Callable[[], str],
) -> HttpResponseBase | None:
    """Do what a POST asks, say so and go back to the list; None where the form is to be shown (again)."""
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return None
    try:
        messages.success(request, verb())
        return redirect(LIST, edition.pk)
    except Frozen:
        return model_admin.refusal(request, edition)
    except (AttachmentRefused, ValidationError) as error:
        if form is not None:
            add_errors(form, _said_of_file(error))
            return None
        messages.error(request, str(error))
        return redirect(LIST, edition.pk)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _said_of_file(error: AttachmentRefused | ValidationError) -> ValidationError:
    return error if isinstance(error, ValidationError) else ValidationError({"file": str(error)})


def _attach(request: HttpRequest, edition: Edition, form: AttachmentForm) -> str:
    content, filename = upload_of(form) or (b"", "")
    name, title = form.cleaned_data["name"], form.cleaned_data["title"]
    added = attach(edition, content=content, filename=filename, name=name, title=title, by=request.user)
    return _("「{title}」を添付しました。").format(title=added)


def _change(request: HttpRequest, found: Attachment, form: AttachmentForm) -> str:
    upload = upload_of(form)
    name, title = form.cleaned_data["name"], form.cleaned_data["title"]
    with transaction.atomic():
        if upload:
            content, filename = upload
            replace_attachment(found, content=content, filename=filename, by=request.user)
        changed = describe_attachment(found, name=name, title=title, by=request.user)
    words = _("「{title}」を差し替えました。") if upload else _("「{title}」の名前と題名を保存しました。")
    return words.format(title=changed)


def _remove(request: HttpRequest, found: Attachment) -> str:
    remove_attachment(found, by=request.user)
    return _("「{title}」を削除しました。").format(title=found)


def _move(request: HttpRequest, found: Attachment, steps: int) -> str:
    move_attachment(found, steps=steps, by=request.user)
    return _("「{title}」の並び順を変えました。").format(title=found)


def _attachment_or_404(edition: Edition, pk: int) -> Attachment:
    found = edition.attachments.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def _rights(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Which ways of changing the list the template offers; for an announced edition, why none."""
    if edition.is_frozen:
        return {"frozen_reason": frozen_reason(edition)}
    return {f"may_{verb}": request.user.has_perm(f"portal.{verb}_attachment") for verb in ("add", "change", "delete")}
