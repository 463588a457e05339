"""The files of public editions (添付): named on their page, shown in their text, sent to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.models import Attachment, Edition
from portal.publishing.edition_images import PICTURE_TYPES
from portal.publishing.storage import read_sealed
from portal.text.html.inline_marks import ImageAddress
from portal.views.freshness import conditional
from portal.views.lookup import standing_or_404, timeline_or_404


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as readers are offered it; `size` in bytes."""

    title: str
    url: str
    size: int
    content_type: str
    is_shown_in_browser: bool


def attached_files(edition: Edition) -> list[AttachedFile]:
    """Return the files of a public edition in order, in one query."""
    return [_offer(edition, file) for file in edition.attachments.order_by("position", "pk")]


def image_address(edition: Edition) -> ImageAddress:
    """Return where the pictures of a public edition's text lie; asks the database once a picture is called."""
    known: set[str] = set()

    def address(name: str) -> str | None:
        if not known:
            known.update(edition.attachments.filter(content_type__in=PICTURE_TYPES).values_list("name", flat=True))
            known.add("")
        return file_url(edition, name) if name in known else None

    return address


def file_url(edition: Edition, name: str) -> str:
    """Return the public address of a file by its name."""
    place = (edition.terms.service.slug, edition.terms.slug, edition.number, name)
    return reverse("portal:edition_file", args=place)


@require_safe
def edition_file(request: HttpRequest, service: str, terms: str, number: int, name: str) -> HttpResponseBase:
    """Send a file of a public edition, its hash being its ETag; a picture is shown, anything else is downloaded.

    Raises SealedBytesLost rather than send other bytes.
    """
    found = timeline_or_404(service, terms, timezone.now())
    files = standing_or_404(found, number).edition.attachments.all()
    # Compared here and not by the database: PostgreSQL takes no U+0000.
    file = next((file for file in files if file.name == name), None)
    if file is None:
        raise Http404
    return conditional(
        request, lambda: file_response(request, file), etag=file.sha256, editions=found.editions, at=found.at
    )


def _offer(edition: Edition, file: Attachment) -> AttachedFile:
    return AttachedFile(
        str(file), file_url(edition, file.name), file.size, file.content_type, file.content_type in PICTURE_TYPES
    )


def file_response(request: HttpRequest, file: Attachment) -> FileResponse:
    """Send a file's bytes: a picture to be shown, anything else to be saved. Raises SealedBytesLost."""
    content = BytesIO() if request.method == "HEAD" else BytesIO(read_sealed(file))
    is_download = file.content_type not in PICTURE_TYPES
    response = FileResponse(content, as_attachment=is_download, filename=file.filename, content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
