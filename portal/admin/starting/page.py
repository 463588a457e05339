"""The screen: one form, filled in, one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.admin.starting.form import StartForm, initial_facts
from portal.admin.undoing import number
from portal.models import Edition, Terms
from portal.publishing.drafting.starting import open_drafts, proposed_revision, start_revision


def start(model_admin: ModelAdmin, request: HttpRequest, terms_id: int) -> HttpResponseBase:
    """Propose a revision of some terms, and begin it. `?base=` names the edition to copy."""
    terms = terms_or_404(model_admin, request, terms_id)
    proposed = proposed_revision(terms, source=_asked_source(request, terms))
    form = StartForm(request.POST if request.method == "POST" else None, terms=terms, initial=initial_facts(proposed))
    if request.method == "POST" and form.is_valid():
        edition = _started(request, form, terms)
        if edition is not None:
            messages.success(request, _("{label}の改定を始めました。").format(label=edition))
            return redirect("admin:portal_edition_change", edition.pk)
    context = terms_context(model_admin, request, terms, _("改定を始める"))
    context |= {"form": form, "proposed": proposed, "drafts": open_drafts(terms)}
    return TemplateResponse(request, "admin/portal/edition/start.html", context)


def terms_or_404(model_admin: ModelAdmin, request: HttpRequest, terms_id: int, *permissions: str) -> Terms:
    """Return the terms for somebody who may add editions and has the portal's `permissions` ("add_clause") too.

    Raises PermissionDenied before it says whether there are such terms, and Http404.
    """
    needed = ["portal.view_edition", "portal.add_edition", *(f"portal.{permission}" for permission in permissions)]
    if not model_admin.has_add_permission(request) or not request.user.has_perms(needed):
        raise PermissionDenied
    terms = Terms.objects.select_related("service").filter(pk=terms_id).first() if terms_id < 2**63 else None
    if terms is None:
        raise Http404
    return terms


def terms_context(model_admin: ModelAdmin, request: HttpRequest, terms: Terms, title: str) -> dict[str, Any]:
    """Return what the templates of such a page show of the terms."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(terms),
        "opts": model_admin.opts,
        "terms": terms,
    }


def add_errors(form: Form, error: ValidationError) -> None:
    """Say beside the fields what the verb refused; beside none what is about a field that is not in the form."""
    known = getattr(error, "error_dict", {None: [error]})
    for name, errors in known.items():
        form.add_error(name if name in form.fields else None, errors)


def _asked_source(request: HttpRequest, terms: Terms) -> Edition | None:
    return terms.editions.filter(pk=number(request.GET.get("base", ""))).first()


def _started(request: HttpRequest, form: StartForm, terms: Terms) -> Edition | None:
    source = form.cleaned_data.get("source")
    try:
        return start_revision(terms, base=source, by=request.user, **form.values())
    except ValidationError as error:
        add_errors(form, error)
        return None
