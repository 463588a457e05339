"""What the admin's scripts ask: JSON in, JSON out, and an answer in words to what no script of ours would send."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

Asked = dict[str, Any]


class NotUnderstood(Exception):
    """A request that the script would not send."""


def answered(request: HttpRequest, answer: Callable[[Asked], JsonResponse]) -> JsonResponse:
    """Read a request and answer it; a refusal where it is too long (413) or not to be understood (400)."""
    try:
        return answer(_read(request))
    except RequestDataTooBig:
        return refusal(_("文が長すぎて送れません。いくつかの文書に分けるか、管理者に相談してください。"), 413)
    except NotUnderstood:
        return refusal(_("要求を読めませんでした。画面を読み込み直してください。"), 400)


def words(asked: Asked, name: str, default: str | None = None) -> str:
    """Return a text that was sent. Raises NotUnderstood for anything else."""
    value = asked.get(name, default)
    if not isinstance(value, str):
        raise NotUnderstood
    return value


def lines(asked: Asked, name: str) -> str:
    """Return a text of many lines, with the portal's line ends. Raises NotUnderstood."""
    return words(asked, name).replace("\r\n", "\n").replace("\r", "\n")


def refusal(message: str, status: int) -> JsonResponse:
    """Return an answer that says why nothing was done."""
    return JsonResponse({"message": message}, status=status)


def _read(request: HttpRequest) -> Asked:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood from error
    if not isinstance(asked, dict):
        raise NotUnderstood
    return asked
