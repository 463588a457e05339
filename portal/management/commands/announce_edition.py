"""`manage.py announce_edition --service SLUG --terms SLUG --edition N`: announce a draft."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.management.edition_options import (
    add_announcing_arguments,
    add_place_arguments,
    announce_and_tell,
    find_user,
    read_instant,
    refuse_blocked,
    tell_findings,
)
from portal.models import Edition
from portal.publishing.announce import findings_of
from portal.publishing.workflow.holding import bundle_hindrance


class Command(BaseCommand):
    """Announce an edition that was entered as a draft; findings that do not block are listed and acknowledged."""

    help = _("下書きの版を公表します。公表を妨げない指摘は一覧を示し、承知のうえで公表したと記録します。")

    def add_arguments(self, parser: CommandParser) -> None:
        add_place_arguments(parser)
        add_announcing_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help=_("公表せず、指摘だけを示す"))

    def handle(self, *args: Any, **options: Any) -> None:
        edition = self._find(options["service"], options["terms"], options["edition"])
        by = find_user(options["by"])
        at = read_instant(options["announced_at"], edition.terms.zone)
        bundled = bundle_hindrance(edition)
        findings = (*([bundled] if bundled else []), *findings_of(edition, announced_at=at))
        tell_findings(findings, self.stdout)
        if options["dry_run"]:
            refuse_blocked(findings)
            self.stdout.write(_("--dry-run のため、公表していません。"))
            return
        announce_and_tell(edition, self.stdout, by=by, at=at, reason=options["reason"])

    def _find(self, service: str, terms: str, number: int) -> Edition:
        editions = Edition.objects.select_related("terms__service").filter(terms__service__slug=service)
        edition = editions.filter(terms__slug=terms, number=number).first()
        if edition is None:
            message = _(
                "%(service)s/%(terms)s に番号%(number)dの版がありません。先に import_terms か管理画面で作ってください。"
            )
            raise CommandError(message % {"service": service, "terms": terms, "number": number})
        return edition
