"""A reader's consent, in three steps: name and mail address, the code that was mailed, the consent itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from portal.models import Consent, Frozen, ReviewLink
from portal.publishing.reviewing.consents import SHORT, give_consent, subject_hash
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce
from portal.publishing.reviewing.mail_codes import ATTEMPTS, DIGITS, MINUTES, confirm_code, send_code
from portal.views.drafts import draft_facts
from portal.views.review.commenting import CONFLICT, TOO_MANY, UNREADABLE
from portal.views.review.forms import AddressForm, CodeForm
from portal.views.review.opening import View, behind_link, with_forms
from portal.views.review.reader import code_of, keep, known
from portal.views.review.reading import address, link_context, text_page


def asked_for_consent(view: View) -> View:
    """Http404 where the link asks for no consent."""

    def page(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
        if not link.may_consent:
            raise Http404
        return view(request, link)

    return page


@require_safe
@behind_link
@asked_for_consent
def consent(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Show the step that comes next."""
    if not known(request, link, "mail"):
        return redirect(f"{address(link, 'text')}#consent")
    return _step(request, link)


@require_POST
@behind_link
@asked_for_consent
def ask_mail(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Mail a code to the address that was typed."""
    if link.edition.is_frozen:
        return text_page(request, link, status=CONFLICT)
    form, status = AddressForm(request.POST), UNREADABLE
    if form.is_valid() and form.cleaned_data["shown"] != subject_hash(link.edition):
        form.add_error(None, gettext("お読みになったあとで案が更新されました。もう一度お読みください。"))
        status = CONFLICT
    if form.is_valid():
        try:
            row = send_code(link, name=form.cleaned_data["name"], mail=form.cleaned_data["mail"])
        except (ReviewRefused, ValidationError) as error:
            status = TOO_MANY if isinstance(error, TooMuchAtOnce) else UNREADABLE
            form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        else:
            keep(request, link, **form.cleaned_data, code=row.pk, given=None)
            return redirect(address(link, "consent"))
    return text_page(request, link, status=status, consent_form=form)


@require_POST
@behind_link
@asked_for_consent
def check_mail(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Take the code; whatever is not right about it, the answer is the same."""
    form, row = CodeForm(request.POST), code_of(request, link)
    if form.is_valid() and row is not None and confirm_code(row, form.cleaned_data["code"]):
        return redirect(address(link, "consent"))
    message = gettext("コードが違うか、使えなくなっています。メールの数字を確かめるか、はじめからやり直してください。")
    return _step(request, link, error=message, typed=request.POST.get("code", ""), status=UNREADABLE)


@require_POST
@behind_link
@asked_for_consent
def give(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Record the consent to what was shown, or show what has changed since."""
    row = code_of(request, link)
    if row is None:
        return redirect(address(link, "consent"))
    try:
        given = give_consent(row, shown=known(request, link, "shown"))
    except (ReviewRefused, Frozen) as error:
        keep(request, link, mail="", code=None)
        return text_page(request, link, status=CONFLICT, refusal=str(error))
    keep(request, link, given=given.pk)
    return redirect(address(link, "consent"))


def _given(request: HttpRequest, link: ReviewLink) -> Consent | None:
    pk = known(request, link, "given")
    return Consent.objects.filter(pk=pk, link=link).first() if pk else None


def _step(request: HttpRequest, link: ReviewLink, *, status: int = 200, **more: Any) -> HttpResponse:
    row = code_of(request, link)
    shown = known(request, link, "shown")
    context = draft_facts(link.edition) | link_context(link)
    context |= {
        "name": known(request, link, "name"),
        "mail": known(request, link, "mail"),
        "short_hash": shown[:SHORT],
        "is_confirmed": row is not None and row.used_at is not None,
        "given": _given(request, link),
        "digits": DIGITS,
        "minutes": MINUTES,
        "attempts": ATTEMPTS,
    }
    return with_forms(render(request, "portal/review/consent.html", context | more, status=status))
