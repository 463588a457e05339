"""`manage.py renumber_terms FILE [--before OLD] [--branch] [--json] [--apply]`: numbers anew, references kept."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from portal.comparison.merging.keys import with_keys_of
from portal.management.text_files import read_file, write_back
from portal.publishing.sentences import sentence
from portal.text.body import parse_body
from portal.text.parser import parse
from portal.text.places import place_words
from portal.text.renumbering import Renumbering, renumber
from portal.text.renumbering.units import path_at
from portal.text.serialise import Value, problem_values
from portal.text.tree import Document
from portal.text.writer import clause_starts, write


class Command(BaseCommand):
    """Print what renumbering would change, each place with before and after, and write it on demand."""

    requires_system_checks = ()
    help = _("条・項・号の番号を付け直し、引用も改めます。変更の一覧を表示し、--apply で書き込みます。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("番号を付け直すテキストファイル"))
        parser.add_argument(
            "--before", metavar="OLD", help=_("改定のもとにしたファイル。引用が何を指していたかをこれで決めます")
        )
        parser.add_argument(
            "--branch", action="store_true", help=_("番号をずらさず、加えた条・号を枝番（第18条の2）にする")
        )
        parser.add_argument("--json", action="store_true", help=_("JSONで出力する"))
        parser.add_argument("--apply", action="store_true", help=_("変更をファイルに書き込む"))

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = read_file(options["file"])
        document = parse(cleaned.text).document
        before = None
        if options["before"] is not None:
            before = _with_own_keys(parse(read_file(options["before"]).text).document)
            document = with_keys_of(document, before)
        made = renumber(document, before=before, branch=options["branch"])
        applied = options["apply"] and bool(made.edits)
        if applied:
            write_back(Path(options["file"]), cleaned, made.document, option="--apply")
        if options["json"]:
            values = renumbering_values(document, made) | {"notes": list(map(str, cleaned.notes)), "applied": applied}
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))
            return
        closing = _closing(made, options["file"], applied=applied)
        for line in (*map(sentence, cleaned.notes), *_told(document, made), closing):
            self.stdout.write(line)


def renumbering_values(document: Document, made: Renumbering) -> dict[str, list[Value]]:
    """Return the edits and doubts of a renumbering of `document` as values for JSON, each with its place in words.

    Lines and columns count from 1 in the text before the edits.
    """
    places = _Places(document)
    return {
        "edits": [
            places.values(edit.clause, edit.start) | {"before": edit.before, "after": edit.after} for edit in made.edits
        ],
        "doubts": [
            problem_values(doubt) | places.values(doubt.place.clause, doubt.place.start)
            for doubt in made.doubts
            if doubt.place is not None
        ],
    }


class _Places:
    """Where in the text of a document, and in which article, an offset of a clause is."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.starts = clause_starts(document)
        self.lines = [match.start() for match in re.finditer("^", write(document), re.MULTILINE)]

    def values(self, index: int, start: int) -> Value:
        """Return line, column and the article in words."""
        clause = self.document.clauses[index]
        offset = self.starts[index] + start
        line = bisect_right(self.lines, offset)
        words = place_words(clause, parse_body(clause.text), path_at(clause, start))
        return {"line": line, "column": offset - self.lines[line - 1] + 1, "words": words}


def _told(document: Document, made: Renumbering) -> Iterator[str]:
    """The edits, then the doubts, a line each."""
    values = renumbering_values(document, made)
    for value in values["edits"]:
        yield _("{words}（{line}行{column}字目）: 「{before}」→「{after}」").format(**value)
    if values["doubts"]:
        yield _("確かめてください（%d件）") % len(values["doubts"])
    for value, doubt in zip(values["doubts"], made.doubts, strict=True):
        place = _("{words}（{line}行{column}字目）").format(**value)
        yield f"  {place}: {sentence(doubt)}"


def _closing(made: Renumbering, path: str, *, applied: bool) -> str:
    if not made.edits:
        return _("付け直す番号はありません。")
    if applied:
        return _("%(count)dか所を %(file)s に書き込みました。") % {"count": len(made.edits), "file": path}
    return _("%dか所が変わります。--apply を付けると書き込みます。") % len(made.edits)


def _with_own_keys(document: Document) -> Document:
    """The document with a key for each clause, so that the clauses that continue them can be told."""
    clauses = tuple(clause._replace(key=str(index)) for index, clause in enumerate(document.clauses))
    return replace(document, clauses=clauses)
