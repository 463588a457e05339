"""Keeping what somebody is typing: the answer to the script that asks for it (static/js/editor/autosave.js)."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.admin.frozen import frozen_reason
from portal.admin.json_requests import Asked, NotUnderstood, lines, refusal
from portal.models import Edition
from portal.models.working_copy import WHOLE_TEXT
from portal.publishing.drafting.working_copies import keep_copy

GREATEST_STATE = 2**63 - 1


def keep_asked(
    request: HttpRequest,
    asked: Asked,
    edition: Edition,
    *,
    fields: tuple[str, ...],
    newest: int,
    others: str,
    place: str = WHOLE_TEXT,
) -> JsonResponse:
    """Keep the `fields` that were sent, as a working copy of a place; says when, or why not.

    `newest` is the state that is saved now; `others` says that it is newer than the one that typing started from.
    Raises NotUnderstood.
    """
    seen = _seen(asked)
    if asked.get("user") != request.user.pk:
        return refusal(_("別の利用者でログインしています。入力はこの端末に控えてあります。"), 403)
    if edition.is_frozen:
        return refusal(frozen_reason(edition), 409)
    values = {name: lines(asked, name) for name in fields}
    kept = keep_copy(edition, values, by=request.user, seen=seen, place=place)
    at = date_format(timezone.localtime(kept.saved_at), "TIME_FORMAT")
    return JsonResponse({"message": _("{at}に控えました。").format(at=at), "others": others if newest > seen else ""})


def _seen(asked: Asked) -> int:
    """Return the state that typing started from. Raises NotUnderstood."""
    seen = asked.get("seen")
    if not isinstance(seen, int) or not 0 <= seen <= GREATEST_STATE:
        raise NotUnderstood
    return seen
