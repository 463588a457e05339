"""What the editor's script asks for: JSON in, JSON out. Nothing of a draft is changed here but working copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404
from portal.admin.editor.edit_list import edit_list_html
from portal.admin.editor.form import FIELDS
from portal.admin.editor.jumping import find_place
from portal.admin.editor.pages import PERMISSIONS
from portal.admin.editor.panel import BASE, comparison_part, outline_part, problems_part
from portal.admin.json_requests import Asked, NotUnderstood, answered, lines, words
from portal.admin.keeping import keep_asked
from portal.models import Edition
from portal.models.saved_states import newest_state
from portal.publishing.drafting.proposals import (
    WAYS,
    Proposal,
    caret_in_field,
    propose_mend,
    propose_mends,
    propose_numbers,
    propose_unit,
)
from portal.publishing.drafting.typed import TypedPlaces
from portal.text.editing.lines import Utf16


def _endpoint(view: Callable[[HttpRequest, Edition, Asked], JsonResponse]) -> Callable[..., JsonResponse]:
    """Let a view answer those who may write the text, with a request that was read."""

    @wraps(view)
    def endpoint(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> JsonResponse:
        edition = edition_or_404(model_admin, request, object_id, *PERMISSIONS)
        return answered(request, lambda asked: view(request, edition, asked))

    return endpoint


@_endpoint
def panel(request: HttpRequest, edition: Edition, asked: Asked) -> JsonResponse:
    """Answer with the parts of the panel that are asked for: outline, problems, comparison."""
    text, against = _text(asked), words(asked, "against", BASE)
    make = {
        "outline": lambda: outline_part(text),
        "problems": lambda: problems_part(edition, text),
        "comparison": lambda: comparison_part(edition, text, against),
    }
    wanted = asked.get("parts")
    names = [name for name in make if isinstance(wanted, list) and name in wanted]
    return JsonResponse({name: asdict(make[name]()) for name in names})


@_endpoint
def edits(request: HttpRequest, edition: Edition, asked: Asked) -> JsonResponse:
    """Answer with proposed edits: to renumber, to mend one finding or all, or to put in a unit."""
    text, what = _text(asked), words(asked, "what")
    proposals: dict[str, Callable[[], Proposal | None]] = {
        "renumber": lambda: propose_numbers(edition, text, branch=asked.get("branch") is True),
        "mend": lambda: propose_mend(edition, text, words(asked, "name")),
        "mend_all": lambda: propose_mends(edition, text),
        "unit": lambda: propose_unit(text, _line(asked, text), _way(asked)),
    }
    if what not in proposals:
        raise NotUnderstood
    proposal = proposals[what]()
    if proposal is None:
        return JsonResponse({"edits": [], "message": _nothing(what)})
    return JsonResponse(_as_json(text, proposal) | ({} if proposal.edits else {"message": _nothing(what)}))


@_endpoint
def jump(request: HttpRequest, edition: Edition, asked: Asked) -> JsonResponse:
    """Answer with the place in the text that words name."""
    text, wanted = _text(asked), words(asked, "words")
    found = find_place(text, wanted[:200])
    if found is None:
        return JsonResponse({"message": _("「{words}」は見つかりません。").format(words=wanted[:40])})
    return JsonResponse({"start": TypedPlaces(text).utf16(found)})


@_endpoint
def copy(request: HttpRequest, edition: Edition, asked: Asked) -> JsonResponse:
    """Keep what somebody typed, and say whether others saved meanwhile."""
    others = _("ほかの人がこの版を保存しました。保存するときに、変更を合わせて確かめます。")
    return keep_asked(request, asked, edition, fields=FIELDS, newest=newest_state(edition), others=others)


def _as_json(text: str, proposal: Proposal) -> Asked:
    units = Utf16(text)
    made = [
        {"start": units.offset(edit.start), "end": units.offset(edit.end), "text": edit.after}
        for edit in proposal.edits
    ]
    answer: Asked = {"edits": made, "html": edit_list_html(proposal), "doubts": len(proposal.doubts)}
    if proposal.caret is not None:
        answer["caret"], answer["caret_end"] = caret_in_field(text, proposal)
    return answer


def _nothing(what: str) -> str:
    return {
        "renumber": _("番号に直すところはありません。"),
        "mend": _("この指摘は、もう文にありません。"),
        "mend_all": _("自動で直せる指摘はありません。"),
        "unit": _("ここには入れられません。条の中の行にカーソルを置いてください。"),
    }[what]


def _text(asked: Asked) -> str:
    return lines(asked, "text")


def _way(asked: Asked) -> str:
    way = words(asked, "way")
    if way not in WAYS:
        raise NotUnderstood
    return way


def _line(asked: Asked, text: str) -> int:
    """The line of the text, from 1, on which the caret is."""
    at = asked.get("at")
    if not isinstance(at, int) or at < 0:
        raise NotUnderstood
    return text.count("\n", 0, TypedPlaces(text).code_points(min(at, 2 * len(text)))) + 1
