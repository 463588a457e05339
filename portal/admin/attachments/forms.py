"""What the screens of an edition's files ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.admin.uploads import was_too_large
from portal.models.attachment import validate_attachment_name
from portal.publishing.drafting.attached_files import EXTENSIONS, too_large_words

ACCEPTED = ",".join(f".{extension}" for extension in (*EXTENSIONS.values(), "jpeg"))


class UploadInput(forms.ClearableFileInput):
    """A field for a file; `data-most-bytes` lets the browser refuse one before it is sent."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, *, accept: str, most_bytes: int, too_large: str) -> None:
        super().__init__({"accept": accept, "data-most-bytes": most_bytes, "data-too-large": too_large})


class AttachmentForm(forms.Form):
    """A file with its title and the name by which the text calls it."""

    file = forms.FileField(label=_("ファイル"))
    title = forms.CharField(
        label=_("題名"),
        max_length=200,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("利用者に見せる名前。例: 別紙1　料金表。空ならファイルの名前を見せます。"),
    )
    name = forms.CharField(
        label=_("名前"),
        max_length=100,
        required=False,
        validators=[validate_attachment_name],
        widget=AdminTextInputWidget,
        help_text=_("本文から呼ぶ名前とアドレス。空ならファイルの名前から作ります。例: 料金表.pdf"),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        field = self.fields["file"]
        field.widget = UploadInput(
            accept=ACCEPTED, most_bytes=settings.ATTACHMENT_BYTES, too_large=str(too_large_words())
        )
        field.widget.is_required = field.required
        field.help_text = _("PDF、Excel（.xlsx）、PNG、JPEG。図は本文に入れられます。")
        if was_too_large(request, "file"):
            # Nothing of it was kept; that a file is missing would be the wrong thing to say.
            field.required = False

    def clean(self) -> dict[str, Any]:
        if was_too_large(self.request, "file"):
            self.add_error("file", ValidationError(too_large_words(), code="too-large"))
        return super().clean() or {}


class AttachmentChangeForm(AttachmentForm):
    """The same for a file that is there: another file only where it is to be replaced."""

    field_order = ("title", "name", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].label = _("差し替えるファイル")
        self.fields["name"].required = True
        self.fields["name"].help_text = _("本文から呼ぶ名前とアドレス。改めたら、本文の図の呼び名も改めます。")


def upload_of(form: AttachmentForm) -> tuple[bytes, str] | None:
    """Return the bytes and the name of the file that was sent; None for none."""
    file: UploadedFile | None = form.cleaned_data.get("file")
    return (file.read(), file.name or "") if file else None
