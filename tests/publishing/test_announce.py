"""Announcing: what it seals, records and freezes, and that it does all of it or nothing."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.utils import timezone

from portal.models import Actor, Bundle, Decision, Edition, Publication, SealedFile
from portal.models.canonical import sha256
from portal.models.triggers import drop_triggers
from portal.publishing.announce import announce_edition, findings_of
from portal.publishing.bundling.members import add_to_bundle
from portal.publishing.decisions import broken_links
from portal.publishing.findings import AlreadyAnnounced, AnnouncementRefused, DecisionRefused
from portal.publishing.pdf import MissingGlyph, PdfFailed, PdfUnavailable
from portal.publishing.sealing import sealed_json
from portal.publishing.storage import read_sealed
from portal.publishing.workflow import announcing, files
from tests.factories import TEXT, make_edition, make_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]

AHEAD = timezone.localdate() + timedelta(days=60)


def codes(refusal):
    return [finding.code for finding in refusal.value.findings if finding.blocks]


def stored_names():
    folders, _ = storages["sealed"].listdir("")
    return sorted(name for folder in folders for name in storages["sealed"].listdir(folder)[1])


@pytest.fixture
def draft():
    return make_edition(effective_date=AHEAD)


def test_a_first_edition_is_sealed_as_json_and_pdf(draft):
    publication = announce_edition(draft, by=None)
    files = {file.role: file for file in draft.sealed_files.all()}
    assert set(files) == {"json", "edition_pdf"}
    assert read_sealed(files["json"]) == sealed_json(draft)
    assert publication.json_sha256 == files["json"].sha256 == sha256(sealed_json(draft))
    assert files["edition_pdf"].filename == f"{draft.terms.slug}-1.pdf"
    assert stored_names() == sorted(file.sha256 for file in files.values())


def test_a_later_edition_has_the_comparison_with_its_base_too(draft):
    announce_edition(draft, by=None)
    second = make_edition(terms=draft.terms, effective_date=AHEAD, text=TEXT.replace("使い方", "用い方"))
    announce_edition(second, by=None)
    comparison = second.sealed_files.get(role="comparison_pdf")
    assert "用い方" in read_sealed(comparison).decode()
    assert comparison.filename == f"{draft.terms.slug}-1-2.pdf"
    sealed = json.loads(read_sealed(second.sealed_files.get(role="json")))
    assert sealed["base"] == {"number": 1, "json_sha256": draft.publication.json_sha256}


def test_the_comparison_is_in_the_house_style_of_the_terms():
    terms = make_terms(house_style="two-column")
    announce_edition(make_edition(terms=terms, effective_date=AHEAD), by=None)
    second = make_edition(terms=terms, effective_date=AHEAD)
    announce_edition(second, by=None)
    assert "two-column" in read_sealed(second.sealed_files.get(role="comparison_pdf")).decode()


def test_the_chain_names_who_decided_what_and_holds(draft):
    user = get_user_model().objects.create_user("hanako", last_name="月見")
    announce_edition(draft, by=user, reason="年度の改定")
    decisions = list(Decision.objects.order_by("sequence"))
    assert [decision.kind for decision in decisions] == ["submitted", "approved", "announced"]
    assert {(decision.actor_id, decision.reason) for decision in decisions} == {(user.pk, "年度の改定")}
    assert len({decision.subject_hash for decision in decisions}) == 1
    assert decisions[0].previous_hash == ""
    assert decisions[2].previous_hash == decisions[1].hash
    assert broken_links(draft.terms_id) == []
    assert Actor.objects.get(pk=user.pk).name == "月見"


def test_without_an_instant_it_is_public_now(draft):
    before = timezone.now()
    publication = announce_edition(draft, by=None)
    assert before <= publication.announced_at <= timezone.now()
    assert (publication.registered_at, publication.is_migrated) == (publication.announced_at, False)
    assert Edition.objects.public().get() == draft
    assert publication.effective_at == draft.terms.start_of(AHEAD)


def test_an_instant_ahead_keeps_it_from_the_public_until_then(draft):
    at = timezone.now() + timedelta(days=3)
    publication = announce_edition(draft, by=None, announced_at=at)
    assert draft.is_frozen
    assert not publication.is_migrated
    assert list(Edition.objects.public()) == []
    assert list(Edition.objects.public(at)) == [draft]


def test_an_instant_in_the_past_is_a_stated_fact():
    draft = make_edition(effective_date=date(2020, 4, 1))
    at = datetime(2020, 3, 1, tzinfo=UTC)
    publication = announce_edition(draft, by=None, announced_at=at)
    assert publication.is_migrated
    assert publication.announced_at == at
    assert timezone.now() - publication.registered_at < timedelta(minutes=1)


def test_a_scheduled_instant_that_passes_while_the_pdfs_are_made_is_no_fact_of_the_past(draft, monkeypatch):
    at = timezone.now() + timedelta(hours=1)
    meanwhile(monkeypatch, lambda: monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=3)))
    publication = announce_edition(draft, by=None, announced_at=at)
    assert (publication.announced_at, publication.is_migrated) == (at, False)
    assert publication.registered_at > at


def test_what_is_sealed_does_not_say_when_it_was_announced(draft):
    before = sealed_json(draft)
    announce_edition(draft, by=None, announced_at=timezone.now() + timedelta(days=3))
    assert sealed_json(Edition.objects.get()) == before
    assert b"announced" not in before


def test_an_instant_without_a_time_zone_is_refused(draft):
    with pytest.raises(ValueError, match="time zone"):
        announce_edition(draft, by=None, announced_at=datetime(2024, 9, 1))  # noqa: DTZ001


def test_an_edition_is_announced_once(draft):
    announce_edition(draft, by=None)
    with pytest.raises(AlreadyAnnounced, match="すでに公表されています"):
        announce_edition(draft, by=None)
    assert Decision.objects.count() == 3


def test_findings_that_do_not_block_are_acknowledged_by_name():
    draft = make_edition(effective_date=AHEAD, text=TEXT.replace("第2条", "第4条"))
    with pytest.raises(AnnouncementRefused, match="6行目") as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == []
    announce_edition(draft, by=None, acknowledge=True)
    details = draft.decisions.get(kind="announced").details
    assert details["acknowledged"] == [{"code": "article_gap", "line": 6}]


def test_a_refusal_names_everything_and_changes_nothing():
    draft = make_edition(effective_date=None, summary=" ", text="")
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(draft, by=None, acknowledge=True)
    assert codes(refusal) == ["no_effective_date", "no_summary", "no_text"]
    assert "改定の概要がありません" in str(refusal.value)
    assert_nothing_announced(draft)
    assert stored_names() == []


def assert_nothing_announced(draft):
    assert not Edition.objects.get(pk=draft.pk).is_frozen
    for model in (Decision, Publication, SealedFile, Actor):
        assert not model.objects.exists(), model


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MissingGlyph("☃", "第1条"), "missing_glyph"),
        (PdfUnavailable("apt-get install …"), "pdf_unavailable"),
        (PdfFailed("壊れました"), "pdf_failed"),
    ],
)
def test_what_hinders_the_pdf_refuses_the_announcement(draft, monkeypatch, error, code):
    def fail(candidate):
        raise error

    monkeypatch.setattr(files, "render_files", fail)
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == [code]
    assert str(error) in str(refusal.value)
    assert_nothing_announced(draft)


def test_a_storage_that_cannot_be_written_refuses_the_announcement(draft, monkeypatch):
    def fail(content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "store", fail)
    with pytest.raises(AnnouncementRefused, match="No space left") as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == ["not_stored"]
    assert_nothing_announced(draft)


def test_without_the_triggers_nothing_is_announced(draft):
    from django.db import connection

    drop_triggers(connection)
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == ["triggers_missing"]


def test_a_crash_after_storing_leaves_files_and_nothing_else(draft, monkeypatch):
    user = get_user_model().objects.create_user("hanako")

    def crash(edition):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(announcing, "rebuild_publication", crash)
        with pytest.raises(RuntimeError):
            announce_edition(draft, by=user)
    assert_nothing_announced(draft)
    orphans = stored_names()
    assert len(orphans) == 2
    announce_edition(draft, by=user)
    assert stored_names() == orphans


def meanwhile(monkeypatch, action):
    """Let `action` happen while the PDFs are made."""
    original = files.render_files

    def render(candidate):
        monkeypatch.setattr(files, "render_files", original)
        action()
        return original(candidate)

    monkeypatch.setattr(files, "render_files", render)


def test_an_edition_put_into_a_bundle_while_the_pdfs_are_made_is_not_announced_alone(draft, monkeypatch):
    bundle = Bundle.objects.create(name="料金改定")
    meanwhile(monkeypatch, lambda: add_to_bundle(bundle, draft, by=None))
    with pytest.raises(DecisionRefused) as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == ["in_bundle"]
    assert not Decision.objects.exists()


def test_an_edit_while_the_pdfs_are_made_refuses_the_announcement(draft, monkeypatch):
    meanwhile(monkeypatch, lambda: draft.clauses.filter(rank=2048).update(text="別の目的です。"))
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == ["changed_meanwhile"]
    assert_nothing_announced(draft)


def test_a_rename_of_the_issuer_while_the_pdfs_are_made_refuses_the_announcement(draft, monkeypatch):
    issuer = draft.terms.service.issuer
    meanwhile(monkeypatch, lambda: type(issuer).objects.update(name="別の会社"))
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(draft, by=None)
    assert codes(refusal) == ["changed_meanwhile"]


def test_an_announcement_of_the_same_edition_while_the_pdfs_are_made_wins(draft, monkeypatch):
    meanwhile(monkeypatch, lambda: announce_edition(draft, by=None))
    with pytest.raises(AlreadyAnnounced):
        announce_edition(draft, by=None)
    assert Publication.objects.count() == 1


def test_an_announcement_of_another_edition_while_the_pdfs_are_made_outdates_the_base(draft, monkeypatch):
    announce_edition(draft, by=None)
    second = make_edition(terms=draft.terms, effective_date=AHEAD)
    third = make_edition(terms=draft.terms, effective_date=AHEAD, number=3, base=draft)
    meanwhile(monkeypatch, lambda: announce_edition(second, by=None))
    with pytest.raises(AnnouncementRefused) as refusal:
        announce_edition(third, by=None)
    assert codes(refusal) == ["base_outdated"]


def test_findings_are_told_without_announcing(draft):
    assert findings_of(draft) == ()
    announce_edition(draft, by=None)
    assert [finding.code for finding in findings_of(draft)] == ["already_announced"]


class TestGroupsThatMustApprove:
    @pytest.fixture
    def owed(self, draft):
        draft.terms.approval_groups.add(Group.objects.create(name="法務"))
        return draft

    def test_a_draft_that_nobody_approved_is_not_announced_past_them(self, owed, quick_pdfs):
        with pytest.raises(AnnouncementRefused, match="「法務」の承認が要ります"):
            announce_edition(owed, by=None, acknowledge=True)
        assert "not_approved" in [finding.code for finding in findings_of(owed)]
        assert not owed.is_frozen

    def test_what_was_announced_long_ago_is_entered_as_it_was(self, owed, quick_pdfs):
        announce_edition(owed, by=None, acknowledge=True, announced_at=datetime(2024, 8, 1, tzinfo=UTC))
        assert owed.is_frozen
