"""`manage.py compare_terms OLD NEW`: the comparison table of two text files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from portal.comparison.compare import compare
from portal.comparison.formats.html import page_html
from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.formats.serialise import table_values
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, Elision, HouseStyle
from portal.comparison.styles.files import StyleError, built_in_style, style_from_json
from portal.comparison.summary.making import summarise
from portal.comparison.table import ComparisonTable, RowKind
from portal.importing.imported import UnreadableFile
from portal.importing.text import read_terms_file
from portal.publishing.change_sentences import change_counts, change_sentences
from portal.publishing.comparison_files import FORMATS
from portal.publishing.pdf import ComparisonFace, PdfError, render_comparison_pdf
from portal.publishing.sentences import sentence
from portal.text.parser import parse
from portal.text.tree import Parsed

KIND_NAMES = {
    RowKind.TITLE: gettext_lazy("題名の変更"),
    RowKind.UNCHANGED: gettext_lazy("変更なし"),
    RowKind.CHANGED: gettext_lazy("変更"),
    RowKind.RENUMBERED: gettext_lazy("番号の変更"),
    RowKind.MOVED: gettext_lazy("移動先"),
    RowKind.MOVED_AWAY: gettext_lazy("移動元"),
    RowKind.ADDED_UNIT: gettext_lazy("項・号などの追加"),
    RowKind.ADDED_ARTICLE: gettext_lazy("条などの新設"),
    RowKind.DELETED_UNIT: gettext_lazy("項・号などの削除"),
    RowKind.DELETED_ARTICLE: gettext_lazy("条などの削除"),
    RowKind.ELIDED: gettext_lazy("略"),
}


LONG = 300_000
"""Characters of both texts from which the command says what it is doing: reading and comparing take over a second."""


class ListStyles(argparse.Action):
    """Print the names of the built-in styles with their columns, and leave."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        for style in BUILT_IN.values():
            print(f"{style.name}\t{'｜'.join(style.headings)}")
        parser.exit()


class Command(BaseCommand):
    """Compare two files; print the rows or what they come to, or write a file."""

    requires_system_checks = ()
    help = _("二つの約款ファイルを比べ、新旧対照表を作ります。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", help=_("旧版のテキストファイル"))
        parser.add_argument("new", help=_("新版のテキストファイル"))
        parser.add_argument(
            "--style",
            default=THREE_COLUMN.name,
            help=_("様式の名前（%(names)s）またはJSONファイル") % {"names": ", ".join(BUILT_IN)},
        )
        parser.add_argument("--list-styles", action=ListStyles, nargs=0, help=_("様式の名前を並べて終わる"))
        parser.add_argument("--full", action="store_true", help=_("変わらないところも略さずに載せる"))
        parser.add_argument("--ignore-width", action="store_true", help=_("文字の幅と空白だけの違いを示さない"))
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--summary", action="store_true", help=_("変わった条文を数と文で出力する"))
        output.add_argument("--json", action="store_true", help=_("JSONで出力する"))
        output.add_argument("--html", metavar="FILE", help=_("HTMLファイルに書き出す"))
        output.add_argument("--pdf", metavar="FILE", help=_("PDFファイルに書き出す"))
        output.add_argument("--docx", metavar="FILE", help=_("Wordファイルに書き出す"))
        output.add_argument("--xlsx", metavar="FILE", help=_("Excelファイルに書き出す"))
        output.add_argument("--text", dest="txt", metavar="FILE", help=_("テキストファイルに書き出す"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            style = chosen_style(options)
            old, new = (self._read(options[side]) for side in ("old", "new"))
            is_long = old.document.characters + new.document.characters > LONG
            self._tell(_("比べています…"), when=is_long)
            table = compare(old.document, new.document, style=style)
            self._tell(_("%(count)d行の表になりました。出力しています…") % {"count": len(table.rows)}, when=is_long)
            self._write(table, old, new, options)
        except StyleError as error:
            raise CommandError(sentence(error)) from error
        except (UnreadableFile, PdfError) as error:
            raise CommandError(str(error)) from error

    def _read(self, path: str) -> Parsed:
        cleaned = read_terms_file(path)
        for note in cleaned.notes:
            self.stderr.write(f"{path}: {sentence(note)}")
        self._tell(_("%(file)s を読んでいます…") % {"file": path}, when=len(cleaned.text) > LONG)
        self._tell(_("%(file)s には、言葉が一つもありません。") % {"file": path}, when=not cleaned.text.strip())
        return parse(cleaned.text)

    def _tell(self, words: str, *, when: bool) -> None:
        if when:
            self.stderr.write(words)

    def _write(self, table: ComparisonTable, old: Parsed, new: Parsed, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(table_values(table), ensure_ascii=False, indent=1))
        elif options["summary"]:
            self._print_summary(table)
        elif name := next((name for name in MAKERS if options[name] is not None), None):
            self._refuse_own_input(options[name], options)
            self._save(options[name], MAKERS[name](table, old, new))
        else:
            self._print_rows(table)

    def _refuse_own_input(self, path: str, options: dict[str, Any]) -> None:
        given = (options["old"], options["new"], options["style"])
        if any(Path(name).exists() and Path(path).exists() and Path(name).samefile(path) for name in given):
            message = _("%(file)s は、比べるファイルまたは様式のファイルです。別の名前で書き出してください。")
            raise CommandError(message % {"file": path})

    def _save(self, path: str, content: bytes) -> None:
        try:
            Path(path).write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("%(file)s に書き込めません（%(reason)s）。") % {"file": path, "reason": error.strerror}
            ) from error
        self.stderr.write(_("%(file)s に書き出しました（%(size)dバイト）。") % {"file": path, "size": len(content)})

    def _print_summary(self, table: ComparisonTable) -> None:
        summary = summarise(table)
        for line in (*change_counts(summary.counts), *change_sentences(summary)):
            self.stdout.write(line)
        self._say_where_nothing_changed(table)

    def _say_where_nothing_changed(self, table: ComparisonTable) -> None:
        if not table.has_changes:
            ignored = table.style.ignore_width
            self.stdout.write(_("文字の幅と空白のほかに、違いはありません。") if ignored else _("違いはありません。"))

    def _print_rows(self, table: ComparisonTable) -> None:
        shown = (row for row in table.rows if row.kind is not RowKind.UNCHANGED)
        for row in map(as_printed, shown):
            self.stdout.write(f"[{KIND_NAMES[row.kind]}] {row.remark}".rstrip())
            self.stdout.write(f"  {_('旧')}: {row.old.text}")
            self.stdout.write(f"  {_('新')}: {row.new.text}")
        self._say_where_nothing_changed(table)


def chosen_style(options: dict[str, Any]) -> HouseStyle:
    """Return the style with what the other options change in it. Raises StyleError."""
    style = read_style(options["style"])
    if options["full"]:
        style = replace(style, unchanged_articles=Elision.FULL, unchanged_units=Elision.FULL)
    return replace(style, ignore_width=True) if options["ignore_width"] else style


def read_style(name: str) -> HouseStyle:
    """Return the built-in style of this name, or the one a .json file describes, called as the file is.

    Raises StyleError.
    """
    if not name.endswith(".json"):
        return built_in_style(name)
    try:
        return style_from_json(Path(name).read_text(encoding="utf-8"), name=Path(name).stem)
    except (OSError, UnicodeDecodeError) as error:
        raise StyleError(gettext_noop("様式ファイル {file} を読めません。"), file=name) from error


def face_of_files(old: Parsed, new: Parsed) -> ComparisonFace:
    """Return what the PDF says of the two files, as far as their title lines tell."""
    stated_old, stated_new = dict(old.metadata), dict(new.metadata)
    return ComparisonFace(
        terms_name=new.title or old.title,
        old_label=stated_old.get("edition_label", ""),
        new_label=stated_new.get("edition_label", ""),
        old_date=_stated_date(stated_old),
        new_date=_stated_date(stated_new),
    )


def _stated_date(stated: dict[str, str]) -> date | None:
    return date.fromisoformat(stated["date"]) if "date" in stated else None


def _html(table: ComparisonTable, old: Parsed, new: Parsed) -> bytes:
    title = _("%(title)s 新旧対照表") % {"title": new.title or old.title}
    return page_html(table, title=title.strip()).encode()


def _pdf(table: ComparisonTable, old: Parsed, new: Parsed) -> bytes:
    return render_comparison_pdf(face_of_files(old, new), table)


def _file(suffix: str) -> Callable[[ComparisonTable, Parsed, Parsed], bytes]:
    return lambda table, old, new: FORMATS[suffix].make(face_of_files(old, new), table)


MAKERS: dict[str, Callable[[ComparisonTable, Parsed, Parsed], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    **{suffix: _file(suffix) for suffix in ("docx", "xlsx", "txt")},
}
"""The bytes of each file that the command writes, by the name of its option."""
