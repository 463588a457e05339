"""`manage.py import_terms FILE …`: enter an edition from a file (Word, PDF, text), and announce it if asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from portal.importing.imported import TrackedChoice
from portal.management.commands.parse_terms import count_units
from portal.management.edition_file import add_reading_arguments, read_edition_file
from portal.management.edition_options import (
    add_announcing_arguments,
    add_place_arguments,
    announce_and_tell,
    find_user,
    read_day,
    read_instant,
    refuse_blocked,
    tell_findings,
)
from portal.models import Basis, Edition, Terms
from portal.publishing.announce import findings_of
from portal.publishing.entering import EditionEntry, Entered, EntryRefused, Outcome, enter_edition
from portal.publishing.examination import examine_facts, examine_wording
from portal.publishing.findings import Finding
from portal.publishing.sentences import sentence
from portal.publishing.terms_entry import TermsEntry, terms_for
from portal.text.cleaning import Cleaned
from portal.text.parser import parse
from portal.text.tree import Kind


class Command(BaseCommand):
    """Enter an edition from a file; the same file again changes nothing."""

    help = _(
        "約款のファイル（Word、PDF、テキスト）を版として登録します。同じファイルをもう一度読ませても何も変わりません。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("読み込むファイル（.docx、PDF、またはUTF-8かシフトJISのテキスト）"))
        add_reading_arguments(parser)
        add_place_arguments(parser)
        parser.add_argument("--effective", metavar="DATE", help=_("施行日（例: 2024-09-01）"))
        parser.add_argument("--label", help=_("版の表記（例: 第十三版）"))
        parser.add_argument("--title", help=_("印刷される題名。なければ本文の題名"))
        parser.add_argument("--summary", help=_("改定の概要"))
        parser.add_argument("--basis-kind", choices=Basis.values, help=_("変更の根拠（どの場合か）"))
        parser.add_argument("--basis", help=_("根拠の理由"))
        parser.add_argument("--issuer", default="", metavar="NAME", help=_("事業者名（サービスを新しく作るとき）"))
        parser.add_argument("--service-name", default="", metavar="NAME", help=_("新しく作るサービスの名称"))
        parser.add_argument("--terms-name", default="", metavar="NAME", help=_("新しく作る約款の名称"))
        parser.add_argument(
            "--notice-days", type=int, metavar="N", help=_("予告日数（約款を新しく作るとき。なければ 0）")
        )
        parser.add_argument("--announce", action="store_true", help=_("登録に続けて公表する"))
        add_announcing_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help=_("何も保存せず、何が起こるかだけを示す"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["announced_at"] and not options["announce"]:
            raise CommandError(_("--announced-at は --announce とともに指定してください。"))
        cleaned = read_edition_file(options["file"], tracked=TrackedChoice(options["tracked"]), side=options["side"])
        by = find_user(options["by"])
        with transaction.atomic():
            terms, notes, entered = self._enter(cleaned, options, by)
            at = read_instant(options["announced_at"], terms.zone)
            for note in notes:
                self.stdout.write(note)
            findings = self._findings(entered, at, announce=options["announce"])
            self._tell_understood(cleaned, entered, findings)
            if options["dry_run"]:
                if options["announce"] and not entered.edition.is_frozen:
                    refuse_blocked(findings)
                    self.stdout.write(_("公表を妨げる指摘はありません。"))
                self.stdout.write(_("--dry-run のため、何も保存していません。"))
                transaction.set_rollback(True)
                return
        if options["announce"]:
            self._announce(entered.edition, by, at, options["reason"])

    def _enter(self, cleaned: Cleaned, options: dict[str, Any], by: Any) -> tuple[Terms, tuple[str, ...], Entered]:
        place = TermsEntry(
            service_slug=options["service"],
            terms_slug=options["terms"],
            issuer_name=options["issuer"],
            service_name=options["service_name"],
            terms_name=options["terms_name"],
            notice_days=options["notice_days"],
        )
        entry = EditionEntry(
            number=options["edition"],
            text=cleaned.text,
            effective_date=read_day(options["effective"]),
            edition_label=options["label"],
            title=options["title"],
            summary=options["summary"],
            basis=options["basis"],
            basis_kind=options["basis_kind"],
        )
        try:
            terms, notes = terms_for(place, title=parse(cleaned.text).title, by=by)
            return terms, notes, enter_edition(terms, entry, by=by)
        except EntryRefused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _findings(self, entered: Entered, at: datetime | None, *, announce: bool) -> tuple[Finding, ...]:
        """All that announcing asks, where that is meant; for a draft what text and facts say, else the text alone."""
        edition, document = entered.edition, entered.parsed.document
        if edition.is_frozen:
            return examine_wording(document)
        if announce:
            return findings_of(edition, announced_at=at)
        wording = examine_wording(document, house_terms=edition.terms.spellings)
        return (*examine_facts(edition, document), *wording)

    def _tell_understood(self, cleaned: Cleaned, entered: Entered, findings: tuple[Finding, ...]) -> None:
        document = entered.parsed.document
        for note in cleaned.notes:
            self.stdout.write(sentence(note))
        counts = count_units(document) | {
            "headings": sum(clause.is_heading for clause in document),
            "provisions": sum(clause.kind is Kind.SUPPLEMENTARY_PROVISION for clause in document),
        }
        self.stdout.write(entered.parsed.title or _("（題名なし）"))
        told = _(
            "条 %(articles)d、項 %(paragraphs)d、号 %(items)d、章・節などの見出し %(headings)d、附則 %(provisions)d"
        )
        self.stdout.write(told % counts)
        tell_findings(findings, self.stdout)
        if entered.outcome is Outcome.UNCHANGED:
            self.stdout.write(_("%s: 変更はありません。") % entered.edition)
        for change in entered.changes:
            self.stdout.write(change)

    def _announce(self, edition: Edition, by: Any, at: datetime | None, reason: str) -> None:
        if edition.is_frozen:
            self.stdout.write(_("%s: すでに公表されています。公表日時などの記録は変えていません。") % edition)
            return
        try:
            announce_and_tell(edition, self.stdout, by=by, at=at, reason=reason)
        except CommandError as error:
            raise CommandError(_("%s\n下書きとしては保存してあります。") % error) from error
