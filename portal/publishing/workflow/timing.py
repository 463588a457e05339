"""When an announcement is to be public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from portal.publishing.findings import AnnouncementRefused, Finding


@dataclass(frozen=True, slots=True)
class Timing:
    """When an announcement is to be public: at an aware instant, or (None) as soon as it is recorded.

    Whether it is a fact of the past is settled when it is asked for: a scheduled instant may pass while PDFs are made.
    """

    announced_at: datetime | None
    is_migrated: bool

    @classmethod
    def asked_for(cls, announced_at: datetime | None) -> Timing:
        """Return the timing of an announcement asked for now; raises ValueError for an instant without a time zone."""
        if announced_at is not None and timezone.is_naive(announced_at):
            raise ValueError("announced_at needs a time zone")
        return cls(announced_at, is_migrated=announced_at is not None and announced_at < timezone.now())

    @classmethod
    def ahead(cls, announced_at: datetime | None) -> Timing:
        """Return the timing of an announcement that is no fact of the past.

        Raises AnnouncementRefused for an instant that has passed, ValueError for one without a time zone.
        """
        timing = cls.asked_for(announced_at)
        if timing.is_migrated:
            message = gettext("公表日時がもう過ぎています。先の日時にするか、「今すぐ」を選んでください。")
            raise AnnouncementRefused(Finding("announced_in_the_past", message))
        return timing
