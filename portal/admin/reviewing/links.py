"""Review links of an edition: made, copied, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.frozen import FreezingAdmin
from portal.admin.records import names_of
from portal.models import Edition, Frozen, ReviewLink
from portal.publishing.reviewing.consents import consent_lines
from portal.publishing.reviewing.links import (
    LONGEST_DAYS,
    check_until,
    last_day,
    link_token,
    make_link,
    revoke_link,
    usual_days,
)

LARGEST = 2**63


class LinkForm(forms.Form):
    """Whom a link is for, until when, and what it allows."""

    addressee = forms.CharField(label=gettext_lazy("宛先"), max_length=200)
    until = forms.DateField(label=gettext_lazy("有効期限"), widget=forms.DateInput(attrs={"type": "date"}))
    may_comment = forms.BooleanField(label=gettext_lazy("意見を書ける"), required=False, initial=True)
    may_consent = forms.BooleanField(label=gettext_lazy("同意を求める"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = edition.terms.day_of(timezone.now())
        self.fields["until"].initial = self._today + timedelta(days=usual_days())
        self.fields["addressee"].help_text = ReviewLink._meta.get_field("addressee").help_text
        self.fields["may_consent"].help_text = ReviewLink._meta.get_field("may_consent").help_text
        self.fields["until"].help_text = _("この日の終わりまで開けます。{days}日後までの日を選べます。").format(
            days=LONGEST_DAYS
        )

    def clean_until(self) -> Any:
        """Refuse a day that is past or too far ahead."""
        until = self.cleaned_data["until"]
        try:
            check_until(until, today=self._today)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return until


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link in the list; `address` is "" for those who may not make links, for it lets its reader write."""

    link: ReviewLink
    maker: str
    address: str
    comments: int
    consents: int

    @property
    def last_day(self) -> date:
        """The last day on which the link opens, where the terms are."""
        return last_day(self.link)

    @property
    def is_valid(self) -> bool:
        """Whether the link opens now."""
        return self.link.is_valid()

    @property
    def mail(self) -> str:
        """The address for a mail with the link in it."""
        subject = _("確認のお願い：{edition}").format(edition=self.link.edition)
        return f"mailto:?subject={quote(subject)}&body={quote(self.address)}"


def links(model_admin: FreezingAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List the links of an edition, and make one."""
    needed = ("view_reviewlink", "add_reviewlink") if request.method == "POST" else ("view_reviewlink",)
    edition = edition_or_404(model_admin, request, object_id, *needed)
    if request.method != "POST":
        return _page(model_admin, request, edition, LinkForm(edition=edition))
    form = LinkForm(request.POST, edition=edition)
    if not form.is_valid():
        return _page(model_admin, request, edition, form)
    try:
        make_link(edition, by=request.user, **form.cleaned_data)
    except Frozen:
        return model_admin.refusal(request, edition)
    messages.success(request, _("リンクを作りました。一覧の先頭のアドレスを渡してください。"))
    return redirect("admin:portal_edition_links", edition.pk)


def revoke(model_admin: FreezingAdmin, request: HttpRequest, object_id: int, link_id: int) -> HttpResponseBase:
    """Close a link at once."""
    edition = edition_or_404(model_admin, request, object_id, "view_reviewlink", "change_reviewlink")
    link = edition.review_links.filter(pk=link_id).first() if link_id < LARGEST else None
    if link is None:
        raise Http404
    revoke_link(link, by=request.user)
    messages.success(request, _("リンクを取り消しました。もう開けません。"))
    return redirect("admin:portal_edition_links", edition.pk)


def _page(model_admin: FreezingAdmin, request: HttpRequest, edition: Edition, form: LinkForm) -> HttpResponseBase:
    context = page_context(model_admin, request, edition, capfirst(pgettext("plural", "確認用リンク"))) | {
        "form": form,
        "is_frozen": edition.is_frozen,
        "lines": _lines(request, edition),
        "consents": consent_lines(edition) if request.user.has_perm("portal.view_consent") else (),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/portal/edition/links.html", context, status=status)


def _lines(request: HttpRequest, edition: Edition) -> list[LinkLine]:
    rows = edition.review_links.annotate(
        comment_count=Count("comments", distinct=True), consent_count=Count("consents", distinct=True)
    )
    found = list(rows.order_by("-created_at", "-pk"))
    names = names_of({link.created_by_id for link in found})
    may_hand_out = request.user.has_perm("portal.add_reviewlink")
    return [
        LinkLine(
            link=link,
            maker=names[link.created_by_id],
            address=_address(request, link) if may_hand_out else "",
            comments=link.comment_count,
            consents=link.consent_count,
        )
        for link in found
    ]


def _address(request: HttpRequest, link: ReviewLink) -> str:
    return request.build_absolute_uri(reverse("review:text", args=[link_token(link)]))
