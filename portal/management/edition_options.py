"""What the commands about editions share: options, how they are read, and how results are told."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser, OutputWrapper
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import Edition, Publication
from portal.publishing.announce import announce_edition
from portal.publishing.findings import DecisionRefused, Finding
from portal.text.dates import read_date
from portal.text.numbering.numerals import parse_number
from portal.text.tree import Severity

LARGEST_EDITION = 9_999

SEVERITY_NAMES = {
    Severity.BLOCKS: gettext_lazy("公表を妨げる指摘"),
    Severity.WARNING: gettext_lazy("注意"),
    Severity.HINT: gettext_lazy("参考"),
}


def add_place_arguments(parser: CommandParser) -> None:
    """Add the options that name an edition."""
    parser.add_argument("--service", required=True, metavar="SLUG", help=_("サービスのスラッグ"))
    parser.add_argument("--terms", required=True, metavar="SLUG", help=_("約款のスラッグ"))
    parser.add_argument("--edition", required=True, type=edition_number, metavar="N", help=_("版の番号"))


def edition_number(text: str) -> int:
    """Return the number of an edition as typed; raises ArgumentTypeError for what can be none."""
    number = parse_number(text)
    if number is None or not 1 <= number <= LARGEST_EDITION:
        message = _("版の番号は1から{largest}までの数で書いてください（今の値: {text}）。")
        raise ArgumentTypeError(message.format(largest=LARGEST_EDITION, text=text))
    return number


def add_announcing_arguments(parser: CommandParser) -> None:
    """Add the options that say when and by whom an edition is announced."""
    parser.add_argument(
        "--announced-at",
        metavar="INSTANT",
        help=_("公表日時（例: 2024-08-01T10:00）。時差がなければ約款の時間帯。過去なら移行登録、先なら公表の予約"),
    )
    parser.add_argument("--by", metavar="USER", help=_("公表する人の利用者名。決定の記録に残ります"))
    parser.add_argument("--reason", default="", help=_("理由。決定の記録に残ります"))


def read_day(text: str | None) -> date | None:
    """Return 2024-09-01 or 2024年9月1日 as a date; raises CommandError for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        day = read_date(text)
    if day is None:
        raise CommandError(_("施行日「%s」を日付として読めません。2024-09-01 の形で書いてください。") % text)
    return day


def read_instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    """Return an ISO 8601 instant, in `zone` where it names none; raises CommandError for anything else."""
    if text is None:
        return None
    try:
        given = datetime.fromisoformat(text)
        instant = given if timezone.is_aware(given) else given.replace(tzinfo=zone)
        instant.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError) as error:  # the first or last day a computer knows, on another clock
        message = _("公表日時「%s」を読めません。2024-08-01T10:00 または 2024-08-01T10:00+09:00 の形で書いてください。")
        raise CommandError(message % text) from error
    return instant


def find_user(name: str | None) -> Any:
    """Return the account with this user name, None for none; raises CommandError when there is no such account."""
    if name is None:
        return None
    user = get_user_model()._default_manager.filter(username=name).first()
    if user is None:
        raise CommandError(_("利用者「%s」がいません。管理画面で作るか、--by を直してください。") % name)
    return user


def announce_and_tell(edition: Edition, stdout: OutputWrapper, *, by: Any, at: datetime | None, reason: str) -> None:
    """Announce, acknowledging what does not block, and tell the result; raises CommandError when refused."""
    try:
        publication = announce_edition(edition, by=by, announced_at=at, acknowledge=True, reason=reason)
    except DecisionRefused as refusal:
        blocking = [f"- {finding}" for finding in refusal.findings if finding.blocks]
        message = _("%(label)sを公表できません。\n%(why)s")
        raise CommandError(message % {"label": edition, "why": "\n".join(blocking)}) from refusal
    tell_publication(publication, stdout)


def tell_publication(publication: Publication, stdout: OutputWrapper) -> None:
    """Tell when an edition was or will be announced, from when it applies, and which files were sealed."""
    edition, zone = publication.edition, publication.edition.terms.zone
    announced = date_format(publication.announced_at.astimezone(zone), "DATETIME_FORMAT")
    if publication.announced_at > timezone.now():
        booked = _("%(label)sの公表を予約しました。%(announced)sまで、お客様には見えません。")
        stdout.write(booked % {"label": edition, "announced": announced})
    else:
        migrated = _("（移行登録）") if publication.is_migrated else ""
        stdout.write(_("%(label)sを公表しました%(migrated)s。") % {"label": edition, "migrated": migrated})
    day = date_format(publication.effective_date, "DATE_FORMAT")
    stdout.write(_("公表日時: %(announced)s　施行日: %(day)s") % {"announced": announced, "day": day})
    acknowledged = edition.decisions.filter(kind="announced").latest("sequence").details["acknowledged"]
    if acknowledged:
        stdout.write(_("公表を妨げない指摘%d件を、承知のうえで公表したと記録しました。") % len(acknowledged))
    for file in edition.sealed_files.announced():
        values = {"role": file.get_role_display(), "name": file.filename, "size": file.size, "hash": file.sha256}
        stdout.write(_("%(role)s: %(name)s　%(size)d バイト　SHA-256 %(hash)s") % values)


def tell_findings(findings: Iterable[Finding], stdout: OutputWrapper) -> None:
    """Tell findings one per line with their severity, those that block first."""
    ordered = sorted(findings, key=lambda finding: (not finding.blocks, finding.line))
    for finding in ordered:
        stdout.write(f"{SEVERITY_NAMES[finding.severity]}: {finding}")
    if not ordered:
        stdout.write(_("指摘はありません。"))


def refuse_blocked(findings: Iterable[Finding]) -> None:
    """End a dry run as the announcement would end: raises CommandError where a finding blocks."""
    count = sum(finding.blocks for finding in findings)
    if count:
        message = _("公表を妨げる指摘が%d件あり、このままでは公表できません。--dry-run のため、何も変えていません。")
        raise CommandError(message % count)
