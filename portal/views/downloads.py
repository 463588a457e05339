"""Files to download: sealed PDFs, sent as they were sealed, and comparisons in other formats, made when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.models import Edition, SealedFile, SealedRole
from portal.models.timeline import Timeline
from portal.publishing.comparison_files import FORMATS, FileFormat
from portal.publishing.storage import read_sealed
from portal.views.fragments import comparison_file
from portal.views.freshness import conditional, whole
from portal.views.lookup import pair_or_404, standing_or_404, terms_of, timeline_or_404
from portal.views.table_choice import TableChoice


@dataclass(frozen=True, slots=True)
class Download:
    """A sealed file as offered to readers; `size` in bytes."""

    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Downloads:
    """The sealed PDFs of one edition; `old` is the edition that the comparison starts from."""

    text: Download | None = None
    comparison: Download | None = None
    old: Edition | None = None


@require_safe
def edition_pdf(request: HttpRequest, service: str, terms: str, number: int) -> HttpResponseBase:
    """Send a public edition's sealed PDF."""
    found = timeline_or_404(service, terms, timezone.now())
    edition = standing_or_404(found, number).edition
    name = f"{edition.terms.name} {edition.label}"
    return _send(request, edition, SealedRole.EDITION_PDF, found, name=name)


@require_safe
def comparison_pdf(request: HttpRequest, service: str, terms: str, old: int, new: int) -> HttpResponseBase:
    """Send the comparison that was sealed with the new edition; Http404 for any other pair."""
    found = timeline_or_404(service, terms, timezone.now())
    before, after = standing_or_404(found, old).edition, standing_or_404(found, new).edition
    if after.base_id != before.pk:
        raise Http404
    return _send(request, after, SealedRole.COMPARISON_PDF, found, name=_comparison_name(before, after))


@require_safe
def comparison_in_format(
    request: HttpRequest, service: str, terms: str, old: int, new: int, *, suffix: str
) -> HttpResponseBase:
    """Send the comparison of any two public editions as a file, as the reader chose to see it.

    Texts that are too long for that lead to the page, which says so.
    """
    found = timeline_or_404(service, terms, timezone.now())
    before, after = pair_or_404(found, old, new)
    choice, file = TableChoice.read(request.GET, terms_of(found).style), FORMATS[suffix]
    content = comparison_file(before.edition, after.edition, choice, file)
    if content is None:
        return redirect(reverse("portal:comparison", args=(service, terms, old, new)) + choice.query)
    filename = f"{in_one_part(_comparison_name(before.edition, after.edition))}.{suffix}"
    disposition = content_disposition_header(not file.is_read_in_browser, filename) or "attachment"
    response = HttpResponse(content, content_type=file.content_type, headers={"Content-Disposition": disposition})
    return whole(request, response, editions=found.editions, at=found.at)


def _comparison_name(old: Edition, new: Edition) -> str:
    return gettext("{terms} {old}・{new} 新旧対照表").format(terms=new.terms.name, old=old.label, new=new.label)


def downloads(found: Timeline) -> dict[int, Downloads]:
    """Return what may be downloaded of every edition of a timeline, by primary key, in one query."""
    editions = {edition.pk: edition for edition in found.editions}
    files = {(file.edition_id, file.role): file for file in SealedFile.objects.announced().filter(edition__in=editions)}
    return {
        pk: _downloads(edition, editions.get(edition.base_id) if edition.base_id else None, files)
        for pk, edition in editions.items()
    }


def files_in_formats(old: Edition, new: Edition, choice: TableChoice) -> list[tuple[FileFormat, str]]:
    """Return the formats in which the comparison of two public editions is to be had, with addresses."""
    place = (new.terms.service.slug, new.terms.slug, old.number, new.number)
    return [
        (file, reverse(f"portal:comparison_{suffix}", args=place) + choice.query) for suffix, file in FORMATS.items()
    ]


def _downloads(edition: Edition, old: Edition | None, files: dict[tuple[int, str], SealedFile]) -> Downloads:
    place = (edition.terms.service.slug, edition.terms.slug)
    text = _offer(files.get((edition.pk, SealedRole.EDITION_PDF)), "portal:edition_pdf", *place, edition.number)
    if old is None:
        return Downloads(text)
    comparison = files.get((edition.pk, SealedRole.COMPARISON_PDF))
    return Downloads(text, _offer(comparison, "portal:comparison_pdf", *place, old.number, edition.number), old)


def _offer(file: SealedFile | None, view: str, *arguments: str | int) -> Download | None:
    return Download(reverse(view, args=arguments), file.size) if file else None


def _send(request: HttpRequest, edition: Edition, role: SealedRole, found: Timeline, *, name: str) -> HttpResponseBase:
    """Send a sealed file, its hash being its ETag; raises SealedBytesLost rather than send other bytes.

    The lifetime is that of a page, not for ever: the bytes never change, but which of them an
    address shows follows from decisions. Asking again costs a 304.
    """
    file = SealedFile.objects.announced().filter(edition=edition, role=role).first()
    if file is None:
        raise Http404
    return conditional(
        request,
        lambda: _response(request, file, filename=f"{in_one_part(name)}.pdf"),
        etag=file.sha256,
        editions=found.editions,
        at=found.at,
    )


def _response(request: HttpRequest, file: SealedFile, *, filename: str) -> FileResponse:
    content = BytesIO() if request.method == "HEAD" else BytesIO(read_sealed(file))
    response = FileResponse(content, filename=filename, content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    return response


def in_one_part(name: str) -> str:
    """Return a name without what separates the parts of a path or breaks a line."""
    return "".join("_" if character in "/\\" or not character.isprintable() else character for character in name)
