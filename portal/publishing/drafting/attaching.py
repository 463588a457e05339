"""Files of an edition (添付): put in, replaced, renamed, put in order, taken out.

Bytes lie in the `sealed` storage under their hash, from the start: an edition that is announced keeps what is there.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from portal.models import Attachment, Edition
from portal.models.canonical import sha256
from portal.models.history import explain
from portal.publishing.drafting.attached_files import (
    LONGEST_NAME,
    PICTURES,
    AttachmentRefused,
    content_type_of,
    proposed_name,
    safe_filename,
)
from portal.publishing.drafting.changing import changing
from portal.publishing.house_language import in_house_language
from portal.publishing.storage import store


def attach(edition: Edition, *, content: bytes, filename: str, name: str = "", title: str = "", by: Any) -> Attachment:
    """Attach a file to a draft, behind those that are there; atomic, with history.

    `name` is what the text calls it, by default that of the file; `title` what readers see. `by` is the user. Raises
    AttachmentRefused for a file that may not be attached, ValidationError by field, Frozen.
    """
    content_type = content_type_of(content)
    with changing(edition, by=by) as held:
        attachment = Attachment(
            edition=held,
            name=name or _free_name(held, proposed_name(filename, content_type)),
            title=title,
            position=_next_position(held),
        )
        _fill(attachment, content, content_type, filename)
        _saved(attachment, by, in_house_language(gettext_lazy("添付しました。")))
        store(content)
        return attachment


def replace_attachment(attachment: Attachment, *, content: bytes, filename: str, by: Any) -> Attachment:
    """Put another file in the place of one, whose key, name and title stay; atomic, with history.

    A picture can only be replaced by a picture, for the text shows it. Raises AttachmentRefused, Frozen.
    """
    content_type = content_type_of(content)
    with changing(attachment.edition, by=by) as held:
        row = _present(held, attachment)
        if (row.content_type in PICTURES) != (content_type in PICTURES):
            raise AttachmentRefused(
                gettext(
                    "図は図と、ほかのファイルはほかのファイルと差し替えてください。違う種類なら、削除して追加します。"
                )
            )
        _fill(row, content, content_type, filename)
        _saved(row, by, in_house_language(gettext_lazy("差し替えました。")))
        store(content)
        return row


def describe_attachment(attachment: Attachment, *, name: str, title: str, by: Any) -> Attachment:
    """Change what a file is called; atomic, with history where something changes. Raises ValidationError, Frozen."""
    with changing(attachment.edition, by=by) as held:
        row = _present(held, attachment)
        if (row.name, row.title) == (name, title):
            return row
        row.name, row.title = name, title
        return _saved(row, by, in_house_language(gettext_lazy("名前か題名を改めました。")))


def remove_attachment(attachment: Attachment, *, by: Any) -> None:
    """Take a file out of a draft; its bytes stay, for history and other editions may need them. Raises Frozen.

    AttachmentRefused where somebody took it out before, as do the other verbs.
    """
    with changing(attachment.edition, by=by) as held:
        row = _present(held, attachment)
        explain(row, by=by)
        row.delete()


def move_attachment(attachment: Attachment, *, steps: int, by: Any) -> None:
    """Put a file so many places later (or earlier, below 0) among those of its edition. Raises Frozen."""
    with changing(attachment.edition, by=by) as held:
        rows = list(held.attachments.order_by("position", "pk"))
        at = rows.index(_present(held, attachment))
        rows.insert(max(0, min(len(rows) - 1, at + steps)), rows.pop(at))
        for position, row in enumerate(rows, start=1):
            if row.position != position:
                row.position = position
                _saved(row, by, in_house_language(gettext_lazy("並び順を変えました。")))


def _present(edition: Edition, attachment: Attachment) -> Attachment:
    """The row as it is now, the edition being held; raises where somebody took it out meanwhile."""
    row = edition.attachments.filter(pk=attachment.pk).first()
    if row is None:
        raise AttachmentRefused(gettext("「{title}」はもう削除されています。").format(title=attachment))
    return row


def _fill(attachment: Attachment, content: bytes, content_type: str, filename: str) -> None:
    """Describe the bytes; they are kept once the row is found right, so that a refusal leaves nothing behind."""
    attachment.content_type = content_type
    attachment.filename = safe_filename(filename, content_type)
    attachment.size = len(content)
    attachment.sha256 = sha256(content)


def _saved(attachment: Attachment, by: Any, reason: str) -> Attachment:
    attachment.name, attachment.title = attachment.name.strip(), attachment.title.strip()
    _refuse_name(attachment)
    attachment.full_clean()
    explain(attachment, by=by, reason=reason)
    attachment.save()
    return attachment


def _refuse_name(attachment: Attachment) -> None:
    """Names stand in addresses: `..` would lead elsewhere, and a name stands for one file of an edition."""
    if not attachment.name.strip("."):
        raise ValidationError({"name": gettext("名前には、ピリオドのほかの文字も要ります。例: 料金表.pdf")})
    others = attachment.edition.attachments.exclude(pk=attachment.pk)
    if others.filter(name=attachment.name).exists():
        message = gettext(
            "この版には「{name}」という添付がすでにあります。別の名前にするか、それを差し替えてください。"
        )
        raise ValidationError({"name": message.format(name=attachment.name)})


def _free_name(edition: Edition, name: str) -> str:
    """The name, with a number where it is taken: 料金表-2.pdf."""
    taken = set(edition.attachments.values_list("name", flat=True))
    stem, _, extension = name.rpartition(".")
    number = 1
    while name in taken:
        number += 1
        ending = f"-{number}.{extension}"
        name = stem[: LONGEST_NAME - len(ending)] + ending
    return name


def _next_position(edition: Edition) -> int:
    last = edition.attachments.order_by("position").last()
    return last.position + 1 if last else 1
