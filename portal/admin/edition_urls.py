"""The addresses of the pages about one edition: /admin/portal/edition/5/findings/ and its like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from portal.admin import arrange_page, edition_pages, replace_page, row_remarks, saved_states_pages
from portal.admin.attachments import pages as attachments
from portal.admin.editor import endpoints
from portal.admin.editor import pages as editor_pages
from portal.admin.frozen import FreezingAdmin
from portal.admin.importing import pages as importing
from portal.admin.reviewing import comments, links
from portal.admin.workflow import pages as workflow_pages
from portal.models import Edition, Frozen

READING = ("GET", "HEAD")
FORM = (*READING, "POST")
ACTION = ("POST",)


class Route(NamedTuple):
    """A page: its address below that of the edition, its name (`admin:portal_edition_NAME`), and its view.

    A view takes (model_admin, request, object_id, and what the address holds besides), and asks for permissions itself.
    """

    address: str
    name: str
    view: Callable[..., HttpResponseBase]
    methods: tuple[str, ...] = READING


ROUTES = (
    Route("findings/", "findings", edition_pages.findings),
    Route("preview/", "preview", edition_pages.preview),
    Route("comparison/", "comparison", edition_pages.comparison),
    Route("edition.pdf", "edition_pdf", edition_pages.edition_pdf),
    Route("comparison.pdf", "comparison_pdf", edition_pages.comparison_pdf),
    Route("links/", "links", links.links, FORM),
    Route("links/<int:link_id>/revoke/", "revoke_link", links.revoke, ACTION),
    Route("comments/", "comments", comments.comments, FORM),
    Route("comments/<int:comment_id>/answer/", "answer_comment", comments.answer, ACTION),
    Route("comments/<int:comment_id>/resolve/", "resolve_comment", comments.resolve, ACTION),
    Route("comments/<int:comment_id>/reopen/", "reopen_comment", comments.reopen, ACTION),
    Route("editor/", "editor", editor_pages.editor, FORM),
    Route("editor/panel/", "editor_panel", endpoints.panel, ACTION),
    Route("editor/edits/", "editor_edits", endpoints.edits, ACTION),
    Route("editor/jump/", "editor_jump", endpoints.jump, ACTION),
    Route("editor/copy/", "editor_copy", endpoints.copy, ACTION),
    Route("import/", "import", importing.into_draft, FORM),
    Route("attachments/", "attachments", attachments.attachments, FORM),
    Route("attachments/<int:pk>/", "attachment", attachments.attachment, FORM),
    Route("attachments/<int:pk>/delete/", "attachment_delete", attachments.delete, FORM),
    Route("attachments/<int:pk>/move/", "attachment_move", attachments.move, ACTION),
    Route("attachments/<int:pk>/file/", "attachment_file", attachments.file),
    Route("remarks/", "remarks", row_remarks.remarks, FORM),
    Route("arrange/", "arrange", arrange_page.arrange, FORM),
    Route("replace/", "replace", replace_page.replace, FORM),
    Route("submit/", "submit", workflow_pages.submit, FORM),
    Route("approve/", "approve", workflow_pages.approve, FORM),
    Route("send-back/", "send_back", workflow_pages.send_back, FORM),
    Route("announce/", "announce", workflow_pages.announce, FORM),
    Route("redate/", "redate", workflow_pages.redate, FORM),
    Route("cancel/", "cancel", workflow_pages.cancel, FORM),
    Route("withdraw/", "withdraw", workflow_pages.withdraw, FORM),
    Route("states/", "states", saved_states_pages.states),
    Route("states/compared/", "compared_states", saved_states_pages.compared_states),
    Route("states/restored/", "restored", saved_states_pages.restored, ACTION),
)


def edition_urls(model_admin: FreezingAdmin) -> list[URLPattern]:
    """Return the patterns of all pages, behind the login of the admin."""
    return [
        path(f"<int:object_id>/{route.address}", _guarded(model_admin, route), name=f"portal_edition_{route.name}")
        for route in ROUTES
    ]


def _guarded(model_admin: FreezingAdmin, route: Route) -> Callable[..., HttpResponseBase]:
    @require_http_methods(route.methods)
    def page(request: HttpRequest, object_id: int, **parts: Any) -> HttpResponseBase:
        try:
            return route.view(model_admin, request, object_id, **parts)
        except Frozen:  # announced between the page's question and its change
            return model_admin.refusal(request, Edition.objects.get(pk=object_id))
        except Edition.DoesNotExist as gone:  # deleted meanwhile
            raise Http404 from gone

    return model_admin.admin_site.admin_view(page)
