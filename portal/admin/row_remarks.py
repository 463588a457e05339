"""Remarks and notes written on the comparison table itself: a form in the row that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.row_remark_form import RowRemarkForm, address_text, read_address
from portal.comparison.addresses.places import Places
from portal.comparison.formats.html import table_html
from portal.comparison.formats.row_names import where
from portal.comparison.rows.overrides import RowAddress, lost, row_addresses
from portal.comparison.table import ComparisonTable, Row
from portal.models import Edition, Frozen
from portal.publishing.drafting.carrying import row_overrides
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.edition_tables import edition_table
from portal.publishing.workflow.holding import hold
from portal.text.html.markup import Safe
from portal.views.reading_aids import TEXT_LANGUAGE, spoken

WRITING = ("add_rowremark", "change_rowremark", "delete_rowremark")


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on a row, for its part of the page. `form` is there for the row that is being edited."""

    anchor: str
    address: str
    place: str
    is_ours: bool
    form: RowRemarkForm | None


def remarks(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show the table with a way to write on each row, and write what is sent."""
    if request.method == "POST":
        return _written(model_admin, request, edition_or_404(model_admin, request, object_id, *WRITING))
    edition = edition_or_404(model_admin, request, object_id)
    asked = read_address(request.GET.get("row", ""))
    form = RowRemarkForm(edition=edition, address=asked) if asked and _may_write(request, edition) else None
    return _page(model_admin, request, edition, form)


def _may_write(request: HttpRequest, edition: Edition) -> bool:
    return request.user.has_perms([f"portal.{name}" for name in WRITING]) and not edition.is_frozen


def _written(model_admin: Any, request: HttpRequest, edition: Edition) -> HttpResponseBase:
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    form = RowRemarkForm(request.POST, edition=edition)
    if _is_written(request, edition, form):
        return redirect(f"{reverse('admin:portal_edition_remarks', args=[edition.pk])}#{_anchor(form.address)}")
    return _page(model_admin, request, edition, form)


@transaction.atomic
def _is_written(request: HttpRequest, edition: Edition, form: RowRemarkForm) -> bool:
    """Hold the edition, so that nobody writes on the row between the form's question and the writing."""
    hold(edition)
    return form.is_valid() and _write(request, edition, form)


def _page(model_admin: Any, request: HttpRequest, edition: Edition, form: RowRemarkForm | None) -> HttpResponseBase:
    context = page_context(model_admin, request, edition, _("対照表の備考")) | {
        "may_write": _may_write(request, edition),
        **_table_context(request, edition, form),
    }
    return TemplateResponse(request, "admin/portal/edition/remarks.html", context)


def _write(request: HttpRequest, edition: Edition, form: RowRemarkForm) -> bool:
    """Write what the form says; False, with the error in the form, where that is refused."""
    said = form.cleaned_data
    try:
        set_row_remark(
            edition,
            form.address,
            remark=form.wanted,
            note=said["note"],
            by=request.user,
            reason=said["history_change_reason"],
        )
    except (Frozen, ValidationError) as refusal:
        form.add_error(None, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return False
    messages.success(request, _("備考を保存しました。"))
    return True


def _table_context(request: HttpRequest, edition: Edition, form: RowRemarkForm | None) -> dict[str, Any]:
    style = edition.terms.style
    if edition.base is None:
        return {"has_base": False}
    table = edition_table(edition.base, edition, style=style)
    overrides = row_overrides(edition)
    gone = lost(overrides, table)
    context: dict[str, Any] = {"has_base": True, "has_remarks": bool(style.remarks), "has_changes": table.has_changes}
    context["lost"] = [(address_text(one.address), one) for one in gone]
    # A form for no row of the table, lost or never there, stands below it: what was typed is shown.
    context["lost_form"] = form if form is not None and form.address not in row_addresses(table) else None
    if table.has_changes:
        ours = {override.address for override in overrides}
        tools = tuple(_tools(request, table, ours, form)) if _may_write(request, edition) else ()
        context["table"] = mark_safe(table_html(table, spoken=spoken(), below_remarks=tools))
    return context


def _tools(
    request: HttpRequest, table: ComparisonTable, ours: set[RowAddress], form: RowRemarkForm | None
) -> Iterator[Safe]:
    """For each row what stands below its remark: a way to the form, or the form."""
    places = {"old": Places(table.old), "new": Places(table.new)}
    for row, address in zip(table.rows, row_addresses(table), strict=True):
        yield _tool(request, row, address, places, ours, form) if address else Safe("")


def _tool(
    request: HttpRequest,
    row: Row,
    address: RowAddress,
    places: dict[str, Places],
    ours: set[RowAddress],
    form: RowRemarkForm | None,
) -> Safe:
    written = Written(
        anchor=_anchor(address),
        address=urlencode({"row": address_text(address)}),
        place=_place(row, places),
        is_ours=address in ours,
        form=form if form is not None and form.address == address else None,
    )
    return Safe(render_to_string("admin/portal/edition/_row_remark.html", {"row": written}, request=request))


def _place(row: Row, places: dict[str, Places]) -> str:
    side, at = where(row) or ("new", None)
    if at is None:
        return ""
    named = places[side].named(at)
    return named.japanese if get_language() == TEXT_LANGUAGE else named.english


def _anchor(address: RowAddress) -> str:
    return "remark-" + "-".join((address.side, address.clause_key, _path_name(address.path), address.part.value))


def _path_name(path: Sequence[Sequence[int]]) -> str:
    return ".".join("_".join(map(str, number)) for number in path)
