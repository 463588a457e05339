"""`manage.py lint_terms FILE [--json] [--fix] [--prefer GOOD/AVOID]`: what a careful reader would ask about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.management.edition_options import SEVERITY_NAMES
from portal.management.text_files import read_file, refuse, write_back
from portal.publishing.findings import proposal_of
from portal.publishing.sentences import sentence
from portal.text.checks import NEEDS_DECISION, check
from portal.text.checks.examined import examine
from portal.text.checks.house_terms import HouseTerm, HouseTermsError, read_house_terms
from portal.text.checks.mends import Mended, mend
from portal.text.cleaning import Cleaned
from portal.text.parser import parse
from portal.text.serialise import Value, problem_values
from portal.text.tree import Document, Place, Problem, Severity
from portal.text.writer import write

BLOCKED = 1
"""Exit status: a finding blocks announcing."""


class Command(BaseCommand):
    """Print the findings on a text file by how much they matter, with places and proposals, and carry these out."""

    requires_system_checks = ()
    help = _("約款のテキストファイルを点検し、指摘と直し方を表示します。公表を妨げる指摘があれば終了状態は1です。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("点検するテキストファイル"))
        parser.add_argument("--json", action="store_true", help=_("JSONで出力する"))
        parser.add_argument("--fix", action="store_true", help=_("意味の変わらない直しをファイルに書き込む"))
        parser.add_argument(
            "--prefer",
            action="append",
            default=[],
            metavar=_("良い表記/避ける表記"),
            help=_("表記の決まり（例: 及び/および）。何度でも書けます"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        house_terms = _house_terms(options["prefer"])
        cleaned = read_file(options["file"])
        document = parse(cleaned.text).document
        mended = Mended(document)
        if options["fix"]:
            mended = mend(document, house_terms=house_terms)
            if mended.rounds:
                write_back(Path(options["file"]), cleaned, mended.document, option="--fix")
        problems = _problems(mended.document, house_terms)
        if options["json"]:
            self._print_json(cleaned, mended, problems)
        else:
            self._print(cleaned, mended, problems, fix=options["fix"])
        _refuse_blocking(problems)

    def _print_json(self, cleaned: Cleaned, mended: Mended, problems: tuple[Problem, ...]) -> None:
        after = Places(mended.document)
        values = {
            "findings": [finding_values(after, problem) for problem in problems],
            "fixed": [finding_values(places, problem) for places, problem in _fixed(mended)],
            "notes": [str(note) for note in cleaned.notes],
        }
        self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))

    def _print(self, cleaned: Cleaned, mended: Mended, problems: tuple[Problem, ...], *, fix: bool) -> None:
        for note in cleaned.notes:
            self.stdout.write(sentence(note))
        if fix:
            self._print_fixed(mended)
        for line in _told(Places(mended.document), problems):
            self.stdout.write(line)

    def _print_fixed(self, mended: Mended) -> None:
        fixed = _fixed(mended)
        if not fixed:
            self.stdout.write(_("直せる指摘はありません。ファイルはそのままです。"))
            return
        self.stdout.write(_("直した指摘（%d件）") % len(fixed))
        for places, problem in fixed:
            self.stdout.write(f"  {places.of(problem)}: {proposal_of(problem.mend)}")


class Places:
    """Where the problems of a document are, in words; its clauses are read once for all of them."""

    def __init__(self, document: Document) -> None:
        self.clauses = examine(document)

    def of(self, problem: Problem) -> str:
        """Return the place in words and by line and column (both from 1): 第6条第2項第1号ニ（47行1字目）."""
        if problem.place is None:
            return _("文書全体")
        place = _("{words}（{line}行{column}字目）")
        return place.format(words=self.words(problem.place), line=problem.line, column=self.column(problem.place))

    def words(self, place: Place) -> str:
        """Return the words by which the unit is cited: 第6条第2項第1号ニ."""
        return self.clauses[place.clause].words_of(place.path)

    def column(self, place: Place) -> int:
        """Return the column in its line, from 1."""
        return place.start - self.clauses[place.clause].written.rfind("\n", 0, place.start)


def _fixed(mended: Mended) -> list[tuple[Places, Problem]]:
    """What was mended, in reading order, with the places of the text as it was then."""
    fixed = [
        (places, problem) for made in mended.rounds for places in [Places(made.document)] for problem in made.problems
    ]
    return sorted(fixed, key=lambda found: found[1].line)


def finding_values(places: Places, problem: Problem) -> Value:
    """Return a problem as values for JSON, with its column, its place in words and whether a person must decide."""
    if problem.place is None:
        return problem_values(problem) | {"column": None, "words": "", "needs_decision": False}
    return problem_values(problem) | {
        "column": places.column(problem.place),
        "words": places.words(problem.place),
        "needs_decision": problem.code in NEEDS_DECISION,
    }


def _told(places: Places, problems: tuple[Problem, ...]) -> Iterator[str]:
    """The findings, those that block first, each with its proposal below it."""
    for severity, name in SEVERITY_NAMES.items():
        found = [problem for problem in problems if problem.severity is severity]
        if found:
            yield _("{severity}（{count}件）").format(severity=name, count=len(found))
        for problem in found:
            yield f"  {places.of(problem)}: {sentence(problem)}"
            if problem.mend:
                yield f"    {_proposal(problem)}"
    if not problems:
        yield _("指摘はありません。")


def _proposal(problem: Problem) -> str:
    told = _("直す案（確かめてください）: %s") if problem.code in NEEDS_DECISION else _("直し方: %s")
    return told % proposal_of(problem.mend)


def _house_terms(lines: Iterable[str]) -> tuple[HouseTerm, ...]:
    try:
        # An empty line says nothing in the settings; an empty option is a slip.
        return read_house_terms(line.strip() or "/" for line in lines)
    except HouseTermsError as error:
        refuse(f"--prefer: {sentence(error)}", error)


def _problems(document: Document, house_terms: tuple[HouseTerm, ...]) -> tuple[Problem, ...]:
    """What parsing and the checks find in the document as it now stands."""
    read = parse(write(document))
    found = (*read.problems, *check(read.document, house_terms=house_terms))
    return tuple(sorted(found, key=lambda problem: problem.line))


def _refuse_blocking(problems: Iterable[Problem]) -> None:
    count = sum(problem.severity is Severity.BLOCKS for problem in problems)
    if count:
        raise CommandError(_("公表を妨げる指摘が%d件あります。") % count, returncode=BLOCKED)
