"""The PDFs of drafts: 案 on every page, made once, one at a time, never sealed."""

import io
import threading

import pypdf
import pytest
from django.core.files.storage import storages

from portal.models import SealedFile
from portal.publishing import candidate
from portal.publishing.candidate import read_candidate, render_files
from portal.publishing.drafting.attaching import attach
from portal.publishing.pdf import PdfFailed
from portal.publishing.reviewing import draft_files
from portal.publishing.reviewing.draft_files import PdfBusy, draft_comparison_pdf, draft_edition_pdf
from tests.attached import picture


@pytest.fixture
def rendered(monkeypatch):
    """What was rendered, as faces."""
    faces = []

    def render(face, *more, **options):
        faces.append(face)
        return f"%PDF {face}".encode()

    monkeypatch.setattr(candidate, "render_edition_pdf", render)
    monkeypatch.setattr(candidate, "render_comparison_pdf", render)
    return faces


def pages(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_every_page_of_a_draft_is_marked(draft):
    article = draft.clauses.get(label="第1条")
    article.text = "\n".join(f"この規約の{n}番目の言葉です。" for n in range(200))
    article.save()
    for pdf in (draft_edition_pdf(draft), draft_comparison_pdf(draft)):
        texts = pages(pdf)
        assert len(texts) > 2
        assert all("案" in text for text in texts)


def test_what_is_sealed_is_never_marked(draft, rendered):
    render_files(read_candidate(draft.pk))
    assert [face.is_draft for face in rendered] == [False, False]


def test_a_draft_that_did_not_change_is_rendered_once_and_nothing_is_sealed(draft, rendered):
    assert draft_edition_pdf(draft) == draft_edition_pdf(draft)
    assert draft_comparison_pdf(draft) == draft_comparison_pdf(draft)
    assert [face.is_draft for face in rendered] == [True, True]
    assert not SealedFile.objects.exists()


def test_a_draft_that_changed_is_rendered_anew(draft, rendered):
    draft_edition_pdf(draft)
    draft.title = "月見クラウド利用規約（改）"
    draft.save()
    draft_edition_pdf(draft)
    assert [face.title for face in rendered] == ["月見クラウド利用規約", "月見クラウド利用規約（改）"]


def test_a_first_edition_has_no_comparison(draft, rendered):
    assert draft_comparison_pdf(draft.base) is None


def test_a_picture_whose_bytes_are_lost_is_told_as_what_hinders_the_pdf(draft):
    file = attach(draft, content=picture(), filename="fees.png", by=None)
    article = draft.clauses.get(label="第1条")
    article.text = f"料金は次のとおりです。\n![料金](attachment:{file.name})"
    article.save()
    storages["sealed"].delete(file.storage_name)
    with pytest.raises(PdfFailed, match="バックアップ"):
        draft_edition_pdf(draft)


def test_who_cannot_wait_for_another_s_pdf_is_told_so(draft, rendered, monkeypatch):
    monkeypatch.setattr(draft_files, "PATIENCE", 0.01)
    lock = threading.Lock()
    monkeypatch.setattr(draft_files, "_making", lock)
    with lock, pytest.raises(PdfBusy, match="作成中"):
        draft_edition_pdf(draft)
    assert draft_edition_pdf(draft)
