"""Comment (意見): what somebody says of a draft or one of its clauses, answered and resolved."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommentQuerySet(models.QuerySet):
    """Comments in threads of one level: a comment and its answers."""

    def threads(self) -> CommentQuerySet:
        """Those that are no answers, each with its answers and the links that those came by."""
        return self.filter(parent=None).prefetch_related("answers__link")

    def unresolved(self) -> CommentQuerySet:
        """Threads that nobody has resolved."""
        return self.filter(parent=None, resolved_at=None)


class Comment(models.Model):
    """One comment. `clause_key` is "" where the whole edition is meant; authors are account ids or a link's readers."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="comments", verbose_name=_("版")
    )
    clause_key = models.CharField(_("条文の識別子"), max_length=32, blank=True, db_index=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("答える意見")
    )
    author_id = models.BigIntegerField(_("書いた人の番号"), null=True)
    author_name = models.CharField(_("書いた人"), max_length=200)
    link = models.ForeignKey(
        "portal.ReviewLink", on_delete=models.CASCADE, null=True, related_name="comments", verbose_name=_("リンク")
    )
    quoted = models.TextField(_("対象の言葉"), max_length=1000, blank=True)
    text = models.TextField(_("意見"), max_length=5000)
    written_at = models.DateTimeField(_("書いた日時"), default=timezone.now)
    resolved_at = models.DateTimeField(_("解決日時"), null=True)
    resolved_by_id = models.BigIntegerField(_("解決した人の番号"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("意見")
        verbose_name_plural = pgettext_lazy("plural", "意見")
        ordering = ["edition", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(parent=None) | Q(resolved_at=None), name="comment_threads_are_resolved")
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_resolved(self) -> bool:
        """Whether the thread that this comment begins is resolved."""
        return self.resolved_at is not None

    def resolve(self, *, by_id: int | None, at: datetime) -> None:
        """Mark the thread as resolved; saves."""
        self.resolved_at, self.resolved_by_id = at, by_id
        self.save(update_fields=["resolved_at", "resolved_by_id"])
