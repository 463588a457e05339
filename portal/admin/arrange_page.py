"""The order of a draft's clauses: moved, split, joined and deleted with buttons, each step with an undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.admin.clause_lines import clause_line
from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.undoing import number, step_text, undo_step
from portal.models import Clause, Edition
from portal.models.saved_states import newest_state
from portal.publishing.drafting.arranging import Arranged, NotArranged, delete, join, move, split
from portal.publishing.workflow.holding import hold

NEEDED = ("add_clause", "change_clause", "delete_clause")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of a clause before which it can be cut, by its offset in the text."""

    offset: int
    line: str


def arrange(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show a draft's clauses with what can be done to each, and do what is asked."""
    edition = edition_or_404(model_admin, request, object_id, *NEEDED)
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    if request.method == "POST":
        return _do(request, edition)
    rows = list(edition.clauses.order_by("rank"))
    asked = {name: request.GET.get(name, "") for name in ("move", "split")}
    context = page_context(model_admin, request, edition, _("条文の並び")) | {
        "rows": [(row.key, clause_line(row)) for row in rows],
        "draft_state": newest_state(edition),
        "moving": next((row for row in rows if row.key == asked["move"]), None),
        "splitting": next((row for row in rows if row.key == asked["split"]), None),
        "cuts": [cut for row in rows if row.key == asked["split"] for cut in _cuts(row)],
        "undo": request.GET.get("undo", ""),
    }
    return TemplateResponse(request, "admin/portal/edition/arrange.html", context)


def _cuts(row: Clause) -> list[Cut]:
    cuts, offset = [], 0
    for line in row.text.split("\n"):
        if offset and line.strip():
            cuts.append(Cut(offset, line))
        offset += len(line) + 1
    return cuts


def _do(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Do the step that a button names, `verb:key:more`; what cannot be done is told above the list as it is now."""
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    key, _colon, more = rest.partition(":")
    if verb == "undo":
        undo_step(request, edition, rest)
        return _back(edition, {}, "")
    try:
        arranged = _arranged(request, edition, verb, key, more)
    except NotArranged as refusal:
        messages.error(request, str(refusal))
        return _back(edition, {}, key)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(edition, {}, key)
    _tell(request, verb, arranged)
    done = step_text(edition, arranged.before, arranged.after, by=request.user)
    return _back(edition, {"undo": done} if done else {}, key)


@transaction.atomic
def _arranged(request: HttpRequest, edition: Edition, verb: str, key: str, more: str) -> Arranged:
    """Take the step in the order that was on the screen; raises NotArranged where another one is saved by now."""
    hold(edition)
    if number(request.POST.get("state", "")) != newest_state(edition):
        message = _("この画面を開いたあとで保存がありました。いまの並びを確かめて、もう一度操作してください。")
        raise NotArranged(message)
    step = _step(edition, verb, key, more)
    if step is None:
        raise NotArranged(_("操作を選び直してください。"))
    return step(by=request.user)


def _step(edition: Edition, verb: str, key: str, more: str) -> Callable[..., Arranged] | None:
    if verb in ("up", "down"):
        return partial(move, edition, key, behind=_neighbour(edition, key, verb))
    if verb == "behind":
        return partial(move, edition, key, behind=more)
    if verb == "cut":
        return partial(split, edition, key, number(more))
    simple: dict[str, Callable[..., Arranged]] = {"join": join, "delete": delete}
    return partial(simple[verb], edition, key) if verb in simple else None


def _neighbour(edition: Edition, key: str, direction: str) -> str:
    """The key of the clause behind which this one stands once it is one place up or down."""
    keys = list(edition.clauses.order_by("rank").values_list("key", flat=True))
    if key not in keys:
        return key
    place = keys.index(key)
    behind = place - 2 if direction == "up" else place + 1
    return keys[behind] if 0 <= behind < len(keys) else "" if direction == "up" else key


def _tell(request: HttpRequest, verb: str, arranged: Arranged) -> None:
    told = {"cut": _("条文を分けました。"), "join": _("次の条文とつなげました。"), "delete": _("条文を削除しました。")}
    messages.success(request, told.get(verb, _("条文を移しました。")))
    if arranged.dropped:
        words = _("、").join(_("「{words}」").format(words=words) for words in arranged.dropped)
        messages.warning(request, _("つなげたため、次の言葉はなくなりました: {words}").format(words=words))


def _back(edition: Edition, asked: dict[str, str], key: str) -> HttpResponse:
    query = f"?{urlencode(asked)}" if asked else ""
    place = f"#clause-{key}" if key else ""
    return redirect(f"{reverse('admin:portal_edition_arrange', args=[edition.pk])}{query}{place}")
