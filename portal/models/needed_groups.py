"""Groups whose approval terms need: none is deleted while it is needed, or their editions would do without it."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext

from portal.models.terms import Terms


def terms_needing(group: Any) -> QuerySet[Terms]:
    """Return the terms whose editions need the approval of a group."""
    return Terms.objects.filter(approval_groups=group)


def refuse_needed_group(*, instance: Any, **kwargs: Any) -> None:
    """Raise ProtectedError for a group that terms need, naming them; receives Django's pre_delete of groups.

    Django deletes the rows of a relation to many with the group, whatever they mean.
    """
    needing = list(terms_needing(instance))
    if needing:
        message = gettext(
            "グループ「{group}」の承認が要る約款があるため、削除できません（{terms}）。"
            "先に、約款・規約の「承認に要る部門」から外してください。"
        )
        names = gettext("、").join(map(str, needing))
        raise ProtectedError(message.format(group=instance, terms=names), set(needing))
