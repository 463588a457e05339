"""Actor: the names behind the plain ids that decisions and history hold."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]")


def account_name(user: Any) -> str:
    """Return what an account's person is called: 月見 花子, Hanako Tsukimi; without a name its login."""
    if _EAST_ASIAN.search(user.first_name + user.last_name):
        return " ".join(filter(None, (user.last_name, user.first_name)))
    return user.get_full_name() or user.get_username()


class ActorManager(models.Manager):
    """Names, written when somebody decides."""

    def record(self, user: Any) -> int | None:
        """Keep the user's present name and return the id for a decision; None for nobody."""
        if user is None:
            return None
        self.update_or_create(id=user.pk, defaults={"name": account_name(user)})
        return user.pk


class Actor(models.Model):
    """A person's name by account id. Erasing the row erases the name; the decisions stay whole."""

    id = models.BigIntegerField(_("利用者番号"), primary_key=True)
    name = models.CharField(_("氏名"), max_length=300)

    objects = ActorManager()

    class Meta:
        verbose_name = _("決定者")
        verbose_name_plural = pgettext_lazy("plural", "決定者")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
