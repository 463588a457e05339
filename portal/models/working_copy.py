"""WorkingCopy (作業中の控え): what somebody has typed and not saved yet, kept from crashes and lost sessions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WHOLE_TEXT = ""
"""The place of a working copy of an edition's whole text; a clause's key for that clause's form."""


class WorkingCopy(models.Model):
    """One copy per person, edition and place; it has no history, and goes when its text is saved or thrown away.

    `values` holds the form's fields by name; `seen` is the state of the draft (models.saved_states) it started from.
    """

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="working_copies", verbose_name=_("版")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("利用者")
    )
    place = models.CharField(_("場所"), max_length=64, blank=True, default=WHOLE_TEXT)
    values = models.JSONField(_("入力した内容"), default=dict)
    seen = models.BigIntegerField(_("もとにした状態"), default=0)
    saved_at = models.DateTimeField(_("控えた日時"), auto_now=True)

    class Meta:
        verbose_name = _("作業中の控え")
        verbose_name_plural = pgettext_lazy("plural", "作業中の控え")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user", "place"], name="workingcopy_one_per_person_and_place")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.place}"
