"""The admin site: its name, the front page that shows editions by state, and forms that come too late.

Beside the screens and not among them: the screens register with the site while it is being made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from itertools import chain
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.csrf import csrf_failure as plain_csrf_failure

from portal.models import (
    Bundle,
    Clause,
    Comment,
    ComparisonStyle,
    Edition,
    Issuer,
    ReviewLink,
    RowRemark,
    Service,
    Terms,
)
from portal.models.style_labels import LABELS
from portal.views.review import unsent as review_forms

REASON = "history_change_reason"
"""The field in which an editor says why; simple-history's name for it."""

EDITED = (Clause, Edition, Terms, Service, Issuer, ComparisonStyle, RowRemark, Bundle, ReviewLink, Comment)

View = Callable[..., HttpResponseBase]


class PortalAdminSite(admin.AdminSite):
    """Django's admin; a form sent after the session ended is shown again instead of being thrown away."""

    site_header = gettext_lazy("約款ポータル 管理")
    site_title = gettext_lazy("約款ポータル 管理")
    index_title = gettext_lazy("約款・規約の管理")
    index_template = "admin/portal/index.html"

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        guarded: View = super().admin_view(view, cacheable)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not self.has_permission(request) and typed_fields(request):
                return unsent_form(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(keeping, view)


def unsent_form(request: HttpRequest) -> TemplateResponse:
    """Show what was typed into a form that was not taken, with the way to log in and come back."""
    context = {
        "title": _("ログインし直してください"),
        "site_header": PortalAdminSite.site_header,
        "site_title": PortalAdminSite.site_title,
        "typed": typed_fields(request),
        "login": reverse("admin:login", query={"next": request.path}),
    }
    return TemplateResponse(request, "admin/portal/unsent_form.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not that of the session: somebody logged in again meanwhile, or forged it."""
    if request.path.startswith(reverse("admin:index")) and typed_fields(request):
        return unsent_form(request).render()
    if review_forms.is_reader_s(request):
        return review_forms.unsent_form(request)
    return plain_csrf_failure(request, reason)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody had typed into a field."""

    name: str
    value: str


def typed_fields(request: HttpRequest) -> list[Typed]:
    """Return the fields of the form that people type into, as the screen names them."""
    names = _field_names()
    return [Typed(names[key], str(value)) for key, value in request.POST.items() if key in names and value]


def _field_names() -> dict[str, str]:
    fields = chain.from_iterable(model._meta.fields for model in reversed(EDITED))
    of_styles = {name: str(label) for name, label in LABELS.items()}
    of_forms = {REASON: _("変更理由"), "pasted": _("貼り付けた本文"), "old_text": _("対照表の旧の側の本文")}
    return of_styles | {field.name: str(field.verbose_name) for field in fields} | of_forms
