"""A file of any format that a command reads as one edition, and the options that say how."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.importing.imported import Imported, TrackedChanges, TrackedChoice, UnreadableFile
from portal.importing.reading import read_terms_path
from portal.text.cleaning import Cleaned, Note

SIDES = ("new", "old")


def add_reading_arguments(parser: CommandParser) -> None:
    """Add --tracked and --side."""
    parser.add_argument(
        "--tracked",
        choices=[choice.value for choice in TrackedChoice],
        default=TrackedChoice.ACCEPT.value,
        help=_("Wordの変更履歴をすべて反映（accept）するか、元に戻す（reject）か。なければ反映する"),
    )
    parser.add_argument("--side", choices=SIDES, help=_("新旧対照表のどちら側を読むか。なければ新（new）"))


def read_edition_file(path: str, *, tracked: TrackedChoice, side: str | None) -> Cleaned:
    """Return the words of one edition with notes on how they were read; of a comparison table the new or old `side`.

    Raises CommandError where the file cannot be read, and for a side of a file that is no comparison table.
    """
    try:
        read = read_terms_path(path, tracked=tracked)
    except UnreadableFile as error:
        raise CommandError(str(error)) from error
    if read.old_text is None and side is not None:
        raise CommandError(_("%(file)s は新旧対照表ではないため、--side は指定できません。") % {"file": path})
    text = read.old_text if side == "old" and read.old_text is not None else read.text
    return Cleaned(text, (*_notes_on_choices(read, tracked, side), *read.notes))


def _notes_on_choices(read: Imported, tracked: TrackedChoice, side: str | None) -> tuple[Note, ...]:
    """What the options meant for this file, and what of it is not entered."""
    notes = []
    if read.old_text is not None:
        old = gettext_noop("新旧対照表です。旧の側を読みました（新の側は --side new）。")
        new = gettext_noop("新旧対照表です。新の側を読みました（旧の側は --side old）。")
        notes.append(Note("side", old if side == "old" else new))
    if read.tracked:
        notes.append(_note_on_tracked(read.tracked, tracked))
    if read.comments:
        words = gettext_noop("ファイルのコメント{count}件は登録しません。")
        notes.append(Note("comments_left", words, (("count", str(len(read.comments))),)))
    return tuple(notes)


def _note_on_tracked(changes: TrackedChanges, choice: TrackedChoice) -> Note:
    accepted = gettext_noop("変更履歴（挿入{insertions}、削除{deletions}、移動{moves}）をすべて反映して読みました。")
    rejected = gettext_noop("変更履歴（挿入{insertions}、削除{deletions}、移動{moves}）をすべて元に戻して読みました。")
    counts = {"insertions": changes.insertions, "deletions": changes.deletions, "moves": changes.moves}
    values = tuple((name, str(count)) for name, count in counts.items())
    return Note("tracked_changes", accepted if choice is TrackedChoice.ACCEPT else rejected, values)
