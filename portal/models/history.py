"""History rows of what staff edit: who, when, why."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from simple_history.models import HistoricalRecords


def history(name: Any, **options: Any) -> HistoricalRecords:
    """Make the history of a model, called `name` in forms; the user stands in it as a plain id.

    A foreign key would be set to NULL when an account is deleted, and with it the fact who wrote. `options` are those
    of simple-history.
    """
    return HistoricalRecords(
        verbose_name=name,
        verbose_name_plural=name,
        history_change_reason_field=models.TextField(null=True),
        history_user_id_field=models.IntegerField(null=True),
        history_user_getter=_user_of,
        history_user_setter=_set_user,
        **options,
    )


def name_in_history(instance: Any, user: Any) -> None:
    """Let the next history row of `instance` name `user`, where no web request does."""
    instance._history_user = user


def explain(instance: Any, *, by: Any, reason: str = "") -> None:
    """Let the next history row of `instance` say who wrote it and why; without `by` it is whoever makes the request."""
    if by is not None:
        name_in_history(instance, by)
    instance._change_reason = reason or None


def _user_of(record: Any) -> Any:
    """Return the account, or None where nobody was known or the account is gone."""
    if record.history_user_id is None:
        return None
    return get_user_model()._default_manager.filter(pk=record.history_user_id).first()


def _set_user(record: Any, user: Any) -> None:
    record.history_user_id = user.pk if user is not None else None
