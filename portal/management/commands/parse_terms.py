"""`manage.py parse_terms FILE [--json]`: show what the portal understands of a text."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.importing.imported import UnreadableFile
from portal.importing.text import read_terms_file
from portal.management.edition_options import tell_findings
from portal.management.outline import outline_lines
from portal.publishing.findings import Finding
from portal.publishing.sentences import sentence
from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.parser import parse
from portal.text.serialise import parsed_values
from portal.text.tree import Document, Kind, Parsed, Problem, UnitKind


class Command(BaseCommand):
    """Print clauses and problems of a text file, as an outline or as JSON."""

    requires_system_checks = ()
    help = _("約款のテキストファイルを読み、条・項・号と問題点を表示します。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("読み込むテキストファイル"))
        parser.add_argument("--json", action="store_true", help=_("JSONで出力する"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cleaned = read_terms_file(options["file"])
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        parsed = parse(cleaned.text)
        problems = tuple(sorted((*parsed.problems, *check(parsed.document)), key=lambda problem: problem.line))
        if options["json"]:
            self.stdout.write(json.dumps(parsed_values(parsed, problems, cleaned.notes), ensure_ascii=False, indent=1))
            return
        for note in cleaned.notes:
            self.stdout.write(sentence(note))
        self._print_outline(parsed, problems)

    def _print_outline(self, parsed: Parsed, problems: tuple[Problem, ...]) -> None:
        self.stdout.write(parsed.title or _("（題名なし）"))
        for line in outline_lines(parsed.document):
            self.stdout.write(line)
        self.stdout.write(_("条 %(articles)d、項 %(paragraphs)d、号 %(items)d") % count_units(parsed.document))
        tell_findings(map(Finding.from_problem, problems), self.stdout)


def count_units(document: Document) -> dict[str, int]:
    """Return how many articles, paragraphs and items the document has."""
    counts = Counter(clause.kind.value for clause in document)
    units = Counter(
        unit.kind for clause in document if clause.kind is Kind.ARTICLE for unit in parse_body(clause.text).walk()
    )
    return {
        "articles": counts["article"],
        "paragraphs": units[UnitKind.PARAGRAPH],
        "items": units[UnitKind.ITEM],
    }
