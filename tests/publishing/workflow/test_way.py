"""A draft's way to the public: who may take which step, what each step records, and what refuses it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.models import Basis, Bundle, Comment, Decision, Edition, SealedFile
from portal.models.canonical import sha256
from portal.publishing.announce import announce_edition, findings_of
from portal.publishing.decisions import broken_links
from portal.publishing.drafting.attaching import attach
from portal.publishing.findings import AlreadyAnnounced, DecisionRefused, NotPermitted
from portal.publishing.sealing import sealed_json
from portal.publishing.storage import read_sealed
from portal.publishing.workflow import announcing, files
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.redating import cancel_announcement, redate_announcement
from portal.publishing.workflow.review import ReviewState, review_of
from portal.publishing.workflow.sending_back import send_back_edition
from portal.publishing.workflow.submitting import submit_edition
from portal.publishing.workflow.withdrawing import consequence_of_withdrawal, withdraw_edition
from tests.factories import TEXT, announce, make_edition, make_terms
from tests.publishing.workflow.conftest import AHEAD, edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def kinds(edition):
    return list(edition.decisions.order_by("sequence").values_list("kind", flat=True))


def fresh(edition):
    return Edition.objects.get(pk=edition.pk)


@pytest.fixture
def submitted(draft, drafter):
    submit_edition(draft, by=drafter)
    return draft


@pytest.fixture
def approved(submitted, approver):
    approve_edition(submitted, by=approver, manifest_sha256=review_of(submitted).manifest_sha256)
    return submitted


@pytest.fixture
def embargoed(approved, announcer):
    announce_approved(approved, by=announcer, announced_at=timezone.now() + timedelta(days=3))
    return approved


class TestSubmitting:
    def test_it_seals_the_candidate_and_records_what_was_submitted(self, draft, drafter):
        decision = submit_edition(draft, by=drafter, reason="確かめてください")
        sealed = {file.role: file for file in draft.sealed_files.filter(manifest_sha256=decision.subject_hash)}
        assert read_sealed(sealed["json"]) == sealed_json(draft)
        assert decision.details["json_sha256"] == sha256(sealed_json(draft))
        assert set(decision.details) == {"files", "json_sha256", "style", "required", "acknowledged"}
        assert (decision.actor_id, decision.reason) == (drafter.pk, "確かめてください")
        assert review_of(draft).state == ReviewState.IN_REVIEW
        assert not draft.is_frozen

    def test_nothing_of_a_candidate_is_announced(self, submitted):
        assert list(SealedFile.objects.announced()) == []

    @pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
    def test_only_drafters_submit(self, draft, person, group):
        with pytest.raises(NotPermitted):
            submit_edition(draft, by=person("x", group))
        assert kinds(draft) == []

    def test_what_is_missing_refuses_it_all_at_once(self, drafter):
        first = make_edition()
        announce(first)
        draft = make_edition(terms=first.terms, effective_date=None, summary="", basis_kind="", basis="", text="")
        with pytest.raises(DecisionRefused) as refusal:
            submit_edition(draft, by=drafter, acknowledge=True)
        blocking = [finding.code for finding in refusal.value.findings if finding.blocks]
        assert blocking == ["no_effective_date", "no_summary", "no_basis_kind", "no_basis", "no_text"]
        assert kinds(draft) == []

    def test_short_notice_and_open_comments_only_warn(self, drafter):
        draft = make_edition(terms=make_terms(notice_days=90), effective_date=AHEAD)
        Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
        with pytest.raises(DecisionRefused) as refusal:
            submit_edition(draft, by=drafter)
        assert {finding.code: finding.blocks for finding in refusal.value.findings} == {
            "unresolved_comments": False,
            "short_notice": False,
        }
        decision = submit_edition(draft, by=drafter, acknowledge=True)
        assert [entry["code"] for entry in decision.details["acknowledged"]] == ["unresolved_comments", "short_notice"]

    def test_submitting_twice_is_refused(self, submitted, drafter):
        with pytest.raises(DecisionRefused) as refusal:
            submit_edition(submitted, by=drafter)
        assert codes(refusal) == ["already_submitted"]
        assert kinds(submitted) == ["submitted"]

    def test_the_same_content_again_uses_the_same_files(self, submitted, drafter):
        send_back_edition(submitted, by=drafter, reason="もう一度見ます")
        before = SealedFile.objects.count()
        submit_edition(submitted, by=drafter)
        assert SealedFile.objects.count() == before

    def test_a_change_while_the_files_are_made_refuses_it(self, draft, drafter, monkeypatch):
        original = files.render_files

        def render(candidate):
            edit(draft, drafter, "別の目的です。")
            return original(candidate)

        monkeypatch.setattr(files, "render_files", render)
        with pytest.raises(DecisionRefused) as refusal:
            submit_edition(draft, by=drafter)
        assert codes(refusal) == ["changed_meanwhile"]
        assert kinds(draft) == []

    def test_an_edition_of_a_bundle_goes_with_the_others(self, draft, drafter):
        draft.bundle = Bundle.objects.create(name="春の改定")
        draft.save()
        with pytest.raises(DecisionRefused, match="春の改定") as refusal:
            submit_edition(draft, by=drafter)
        assert codes(refusal) == ["in_bundle"]


class TestApproving:
    def test_it_names_who_approved_what(self, submitted, approver):
        review = review_of(submitted)
        decision = approve_edition(submitted, by=approver, manifest_sha256=review.manifest_sha256, reason="可")
        assert decision.details == {"group": "", "completes": True}
        assert (decision.actor_id, decision.subject_hash) == (approver.pk, review.manifest_sha256)
        assert review_of(submitted).state == ReviewState.APPROVED

    @pytest.mark.parametrize("group", ["起案者", "公表担当", "閲覧者"])
    def test_only_approvers_approve(self, submitted, person, group):
        with pytest.raises(NotPermitted):
            approve_edition(submitted, by=person("x", group), manifest_sha256=review_of(submitted).manifest_sha256)

    def test_who_submitted_cannot_approve(self, draft, person):
        both = person("both", "起案者", "承認者")
        submit_edition(draft, by=both)
        assert self.refused(draft, both) == ["own_submission"]

    def test_who_wrote_last_cannot_approve(self, draft, drafter, person):
        both = person("both", "起案者", "承認者")
        edit(draft, both, "わたしの目的です。")
        submit_edition(draft, by=drafter)
        assert self.refused(draft, both) == ["own_edit"]

    def test_who_wrote_before_somebody_else_may_approve(self, draft, drafter, person):
        both = person("both", "起案者", "承認者")
        edit(draft, both, "わたしの目的です。")
        edit(draft, drafter, "直した目的です。")
        submit_edition(draft, by=drafter)
        assert self.refused(draft, both) == []

    def test_a_superuser_is_bound_by_four_eyes(self, draft, django_user_model):
        root = django_user_model.objects.create_superuser("root")
        submit_edition(draft, by=root)
        assert self.refused(draft, root) == ["own_submission"]

    def test_another_manifest_than_the_one_on_the_screen_is_not_approved(self, submitted, approver):
        with pytest.raises(DecisionRefused) as refusal:
            approve_edition(submitted, by=approver, manifest_sha256="0" * 64)
        assert codes(refusal) == ["other_submission"]

    def test_a_draft_and_an_approved_edition_are_not_approved(self, draft, drafter, approver, person):
        assert self.refused(draft, approver) == ["not_in_review"]
        submit_edition(draft, by=drafter)
        assert self.refused(draft, approver) == []
        assert self.refused(draft, person("other", "承認者")) == ["not_in_review"]

    def test_a_rename_of_the_issuer_sends_it_back_in_nobody_s_name(self, submitted, approver):
        issuer = submitted.terms.service.issuer
        issuer.name = "月見ホールディングス株式会社"
        issuer.save()
        assert self.refused(submitted, approver) == ["changed_since_submission"]
        last = submitted.decisions.latest("sequence")
        assert (last.kind, last.actor_id, last.details) == ("sent_back", None, {"edited": True})

    def test_another_style_of_the_table_sends_it_back(self, submitted, approver):
        submitted.terms.house_style = "two-column"
        submitted.terms.save()
        assert self.refused(submitted, approver) == ["changed_since_submission"]

    def refused(self, edition, by, **more):
        try:
            approve_edition(edition, by=by, manifest_sha256=review_of(edition).manifest_sha256, **more)
        except DecisionRefused as refusal:
            return [finding.code for finding in refusal.findings]
        return []


class TestApprovalsOfSeveralGroups:
    @pytest.fixture
    def submitted(self, draft, drafter):
        for name in ("法務", "事業"):
            draft.terms.approval_groups.add(Group.objects.create(name=name))
        submit_edition(draft, by=drafter)
        return draft

    def approve(self, edition, by, group=None):
        return approve_edition(edition, by=by, manifest_sha256=review_of(edition).manifest_sha256, group=group)

    def test_each_group_approves_once_and_the_last_one_completes(self, submitted, person):
        first = self.approve(submitted, person("a", "承認者", "法務"))
        assert review_of(submitted).missing == ("事業",)
        second = self.approve(submitted, person("b", "承認者", "事業"))
        assert [first.details, second.details] == [
            {"group": "法務", "completes": False},
            {"group": "事業", "completes": True},
        ]
        assert review_of(submitted).state == ReviewState.APPROVED

    def test_an_approver_of_no_such_group_is_told_which_are_needed(self, submitted, approver):
        with pytest.raises(DecisionRefused, match="法務") as refusal:
            self.approve(submitted, approver)
        assert codes(refusal) == ["other_group"]

    def test_a_superuser_in_no_group_is_none_of_them(self, submitted, django_user_model):
        with pytest.raises(DecisionRefused) as refusal:
            self.approve(submitted, django_user_model.objects.create_superuser("root"))
        assert codes(refusal) == ["other_group"]

    def test_who_is_in_both_says_for_which_and_does_not_approve_twice(self, submitted, person):
        both = person("both", "承認者", "法務", "事業")
        with pytest.raises(DecisionRefused) as refusal:
            self.approve(submitted, both)
        assert codes(refusal) == ["choose_group"]
        self.approve(submitted, both, "事業")
        with pytest.raises(DecisionRefused) as refusal:
            self.approve(submitted, both, "法務")
        assert codes(refusal) == ["approved_before"]

    def test_a_group_that_was_renamed_since_is_known_by_its_number(self, submitted, person):
        Group.objects.filter(name="法務").update(name="法務部")
        assert self.approve(submitted, person("a", "承認者", "法務部")).details["group"] == "法務"

    def test_half_of_the_approvals_announce_nothing(self, submitted, person, announcer):
        self.approve(submitted, person("a", "承認者", "法務"))
        with pytest.raises(DecisionRefused, match="事業") as refusal:
            announce_approved(submitted, by=announcer)
        assert codes(refusal) == ["not_approved"]


class TestSendingBack:
    def test_an_approver_sends_back_with_a_reason(self, submitted, approver):
        with pytest.raises(DecisionRefused) as refusal:
            send_back_edition(submitted, by=approver, reason="　\n")
        assert codes(refusal) == ["no_reason"]
        decision = send_back_edition(submitted, by=approver, reason="第1条が曖昧です。")
        assert (decision.reason, decision.details) == ("第1条が曖昧です。", {"taken_back": False})
        assert review_of(submitted).sent_back == decision

    def test_who_submitted_takes_it_back_and_another_drafter_does_not(self, submitted, drafter, person):
        with pytest.raises(NotPermitted):
            send_back_edition(submitted, by=person("x", "起案者"), reason="x")
        assert send_back_edition(submitted, by=drafter, reason="直します").details == {"taken_back": True}

    def test_an_approved_edition_is_sent_back_too_and_a_draft_is_not(self, approved, approver):
        send_back_edition(approved, by=approver, reason="やめます")
        with pytest.raises(DecisionRefused) as refusal:
            send_back_edition(approved, by=approver, reason="やめます")
        assert codes(refusal) == ["not_under_review"]


class TestEditing:
    def test_an_edit_sends_back_and_says_so_and_a_saving_that_changes_nothing_does_not(self, approved, drafter):
        edit(approved, drafter, "ひとつ目の目的です。")
        assert review_of(approved).state == ReviewState.APPROVED
        edit(approved, drafter, "変えた目的です。")
        last = approved.decisions.latest("sequence")
        assert (last.kind, last.actor_id, last.details) == ("sent_back", drafter.pk, {"edited": True})

    def test_what_was_sent_back_is_not_announced(self, approved, drafter, announcer):
        edit(approved, drafter, "変えた目的です。")
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(approved, by=announcer)
        assert codes(refusal) == ["not_submitted"]


class TestAnnouncing:
    def test_it_announces_the_files_that_were_submitted_and_makes_none(self, approved, announcer, monkeypatch):
        monkeypatch.setattr(files, "render_files", None)
        publication = announce_approved(approved, by=announcer, reason="取締役会決議")
        review = review_of(approved)
        assert publication.manifest_sha256 == review.manifest_sha256
        assert set(SealedFile.objects.announced()) == set(approved.sealed_files.all())
        assert fresh(approved).is_frozen
        assert list(Edition.objects.public()) == [approved]
        assert kinds(approved) == ["submitted", "approved", "announced"]
        assert broken_links(approved.terms_id) == []

    def test_the_approver_may_announce(self, submitted, person):
        both = person("both", "承認者", "公表担当")
        approve_edition(submitted, by=both, manifest_sha256=review_of(submitted).manifest_sha256)
        assert announce_approved(submitted, by=both)

    @pytest.mark.parametrize("group", ["起案者", "承認者", "閲覧者"])
    def test_only_announcers_announce(self, approved, person, group):
        with pytest.raises(NotPermitted):
            announce_approved(approved, by=person("x", group))
        assert not fresh(approved).is_frozen

    def test_a_past_instant_is_for_the_command(self, approved, announcer):
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(approved, by=announcer, announced_at=timezone.now() - timedelta(minutes=1))
        assert codes(refusal) == ["announced_in_the_past"]

    def test_a_draft_is_refused_with_all_that_is_missing(self, announcer):
        draft = make_edition(effective_date=None, summary="")
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(draft, by=announcer)
        assert codes(refusal) == ["not_submitted", "no_effective_date", "no_summary"]

    def test_unresolved_comments_refuse_it(self, approved, announcer):
        comment = Comment.objects.create(edition=approved, author_name="顧問", text="これは？")
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(approved, by=announcer)
        assert codes(refusal) == ["unresolved_comments"]
        comment.resolve(by_id=None, at=timezone.now())
        announce_approved(approved, by=announcer)

    def test_short_notice_refuses_it_and_names_the_law(self, approved, announcer):
        terms = approved.terms
        terms.notice_days, terms.notice_law = 90, "本約款第4条"
        terms.save()
        with pytest.raises(DecisionRefused, match="本約款第4条") as refusal:
            announce_approved(approved, by=announcer)
        assert codes(refusal) == ["short_notice"]

    @pytest.mark.parametrize("basis", [Basis.EDITORIAL, Basis.BENEFIT, Basis.CONSENT])
    def test_a_ground_without_notice_is_announced_on_the_last_day(self, drafter, approver, announcer, basis):
        draft = make_edition(terms=make_terms(notice_days=90), effective_date=AHEAD, basis_kind=basis)
        submit_edition(draft, by=drafter)
        approve_edition(draft, by=approver, manifest_sha256=review_of(draft).manifest_sha256)
        assert announce_approved(draft, by=announcer)

    def test_findings_that_were_accepted_at_submission_are_not_asked_for_again(self, drafter, approver, announcer):
        draft = make_edition(effective_date=AHEAD, text=TEXT.replace("第2条", "第4条"))
        with pytest.raises(DecisionRefused):
            submit_edition(draft, by=drafter)
        submit_edition(draft, by=drafter, acknowledge=True)
        approve_edition(draft, by=approver, manifest_sha256=review_of(draft).manifest_sha256)
        announce_approved(draft, by=announcer)
        assert draft.is_frozen

    def test_a_finding_that_is_new_since_is_asked_for(self, approved, announcer):
        terms = approved.terms
        terms.house_terms = "用途/目的"
        terms.save()
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(approved, by=announcer)
        assert set(codes(refusal)) == {"house_term"}
        announce_approved(approved, by=announcer, acknowledge=True)
        acknowledged = approved.decisions.get(kind="announced").details["acknowledged"]
        assert {entry["code"] for entry in acknowledged} == {"house_term"}

    def test_a_base_that_is_no_longer_the_one_before_refuses_it(self, drafter, approver, announcer):
        first = make_edition(effective_date=AHEAD)
        announce(first)
        second = make_edition(terms=first.terms, effective_date=AHEAD)
        submit_edition(second, by=drafter, acknowledge=True)
        approve_edition(second, by=approver, manifest_sha256=review_of(second).manifest_sha256)
        withdraw_edition(first, by=announcer, reason="やめます")
        with pytest.raises(DecisionRefused) as refusal:
            announce_approved(second, by=announcer)
        assert codes(refusal) == ["base_unannounced"]

    def test_sealed_bytes_that_are_lost_refuse_it(self, approved, announcer):
        file = approved.sealed_files.get(role="edition_pdf")
        storages["sealed"].delete(file.storage_name)
        with pytest.raises(DecisionRefused, match="バックアップ") as refusal:
            announce_approved(approved, by=announcer)
        assert codes(refusal) == ["sealed_file_lost"]

    def test_attached_bytes_that_are_lost_refuse_it(self, draft, drafter, approver, announcer):
        file = attach(draft, content=b"%PDF-1.7 fees", filename="fees.pdf", by=drafter)
        submit_edition(draft, by=drafter)
        approve_edition(draft, by=approver, manifest_sha256=review_of(draft).manifest_sha256)
        storages["sealed"].delete(file.storage_name)
        with pytest.raises(DecisionRefused, match=r"fees\.pdf") as refusal:
            announce_approved(draft, by=announcer)
        assert codes(refusal) == ["sealed_file_lost"]

    def test_announcing_twice_is_refused(self, approved, announcer):
        announce_approved(approved, by=announcer)
        with pytest.raises(AlreadyAnnounced):
            announce_approved(approved, by=announcer)
        assert kinds(approved).count("announced") == 1

    def test_a_crash_after_the_decision_leaves_nothing(self, approved, announcer, monkeypatch):
        def crash(edition):
            raise RuntimeError("power cut")

        with monkeypatch.context() as patch:
            patch.setattr(announcing, "rebuild_publication", crash)
            with pytest.raises(RuntimeError):
                announce_approved(approved, by=announcer)
        assert kinds(approved) == ["submitted", "approved"]
        announce_approved(approved, by=announcer)


class TestAnnouncingAtOnce:
    """`announce_edition`, the way of the command line, beside a review."""

    def test_it_does_not_announce_past_those_who_were_asked(self, submitted):
        with pytest.raises(DecisionRefused) as refusal:
            announce_edition(submitted, by=None)
        assert codes(refusal) == ["not_approved"]
        assert [finding.code for finding in findings_of(submitted)] == ["not_approved"]

    def test_it_announces_what_was_approved(self, approved, monkeypatch):
        monkeypatch.setattr(files, "render_files", None)
        assert announce_edition(approved, by=None).manifest_sha256 == review_of(approved).manifest_sha256
        assert kinds(approved) == ["submitted", "approved", "announced"]

    def test_what_changed_since_the_approval_is_sent_back(self, approved):
        issuer = approved.terms.service.issuer
        issuer.name = "月見ホールディングス株式会社"
        issuer.save()
        with pytest.raises(DecisionRefused) as refusal:
            announce_edition(approved, by=None)
        assert codes(refusal) == ["changed_since_submission"]
        assert kinds(approved)[-1] == "sent_back"

    def test_an_edition_of_a_bundle_is_not_announced_alone(self, draft):
        draft.bundle = Bundle.objects.create(name="春の改定")
        draft.save()
        with pytest.raises(DecisionRefused) as refusal:
            announce_edition(draft, by=None)
        assert codes(refusal) == ["in_bundle"]
        place = ["--service", draft.terms.service.slug, "--terms", draft.terms.slug, "--edition", "1"]
        with pytest.raises(CommandError, match="指摘が1件"):
            call_command("announce_edition", *place, "--dry-run", stdout=StringIO())

    def test_a_change_needs_the_kind_of_its_ground_unless_it_is_history(self):
        first = make_edition(effective_date=AHEAD)
        announce(first)
        second = make_edition(terms=first.terms, effective_date=AHEAD, basis_kind="")
        with pytest.raises(DecisionRefused) as refusal:
            announce_edition(second, by=None)
        assert codes(refusal) == ["no_basis_kind"]
        announce_edition(second, by=None, announced_at=timezone.now() - timedelta(days=1))


class TestRedating:
    def test_it_moves_the_hour_and_nothing_else(self, embargoed, announcer):
        at = timezone.now() + timedelta(days=5)
        before = embargoed.publication
        after = redate_announcement(embargoed, by=announcer, announced_at=at, reason="社長の都合")
        assert after.announced_at == at
        assert (after.registered_at, after.manifest_sha256) == (before.registered_at, before.manifest_sha256)
        assert list(Edition.objects.public(at - timedelta(seconds=1))) == []
        assert list(Edition.objects.public(at)) == [embargoed]
        assert broken_links(embargoed.terms_id) == []

    def test_it_can_be_now(self, embargoed, announcer):
        redate_announcement(embargoed, by=announcer, announced_at=None, reason="早めます")
        assert list(Edition.objects.public()) == [embargoed]

    def test_it_needs_permission_a_reason_and_a_time_ahead(self, embargoed, announcer, drafter):
        at = timezone.now() + timedelta(days=5)
        with pytest.raises(NotPermitted):
            redate_announcement(embargoed, by=drafter, announced_at=at, reason="x")
        with pytest.raises(DecisionRefused) as refusal:
            redate_announcement(embargoed, by=announcer, announced_at=at, reason="")
        assert codes(refusal) == ["no_reason"]
        with pytest.raises(DecisionRefused) as refusal:
            redate_announcement(embargoed, by=announcer, announced_at=at - timedelta(days=9), reason="x")
        assert codes(refusal) == ["announced_in_the_past"]

    def test_the_notice_is_counted_from_the_new_day(self, embargoed, announcer):
        terms = embargoed.terms
        terms.notice_days = 30
        terms.save()
        late = terms.start_of(AHEAD - timedelta(days=20))
        with pytest.raises(DecisionRefused) as refusal:
            redate_announcement(embargoed, by=announcer, announced_at=late, reason="x")
        assert codes(refusal) == ["short_notice"]

    def test_it_may_not_pass_a_later_edition_nor_an_earlier_one(self, embargoed, announcer):
        at = embargoed.publication.announced_at
        second = make_edition(terms=embargoed.terms, effective_date=AHEAD)
        announce(second, at + timedelta(days=1))
        with pytest.raises(DecisionRefused) as refusal:
            redate_announcement(embargoed, by=announcer, announced_at=at + timedelta(days=2), reason="x")
        assert codes(refusal) == ["successor_public_before"]
        with pytest.raises(DecisionRefused) as refusal:
            redate_announcement(second, by=announcer, announced_at=at - timedelta(days=1), reason="x")
        assert codes(refusal) == ["predecessor_not_public"]

    @pytest.mark.parametrize("seconds", [-30, -1, 0, 1])
    def test_at_the_hour_and_just_before_it_nothing_moves(self, embargoed, announcer, seconds):
        at = embargoed.publication.announced_at
        with time_machine.travel(at + timedelta(seconds=seconds), tick=False):
            for verb in (
                lambda: redate_announcement(embargoed, by=announcer, announced_at=None, reason="x"),
                lambda: cancel_announcement(embargoed, by=announcer, reason="x"),
            ):
                with pytest.raises(DecisionRefused) as refusal:
                    verb()
                assert codes(refusal) == ["already_public"]

    def test_a_second_before_that_it_still_does(self, embargoed, announcer):
        at = embargoed.publication.announced_at
        with time_machine.travel(at - timedelta(seconds=31), tick=False):
            cancel_announcement(embargoed, by=announcer, reason="x")
        assert not fresh(embargoed).is_frozen


class TestCancelling:
    def test_a_cancelled_edition_is_a_draft_and_never_public(self, embargoed, announcer, drafter):
        at = embargoed.publication.announced_at
        cancel_announcement(embargoed, by=announcer, reason="見送ります")
        assert not fresh(embargoed).is_frozen
        for instant in (None, at, at + timedelta(days=90)):
            assert list(Edition.objects.public(instant)) == []
        edit(embargoed, drafter, "書き直した目的です。")
        assert review_of(embargoed).state == ReviewState.DRAFT
        assert broken_links(embargoed.terms_id) == []

    def test_announced_anew_it_serves_its_new_files_only(self, embargoed, announcer, drafter, approver):
        cancel_announcement(embargoed, by=announcer, reason="見送ります")
        edit(embargoed, drafter, "書き直した目的です。")
        submit_edition(embargoed, by=drafter)
        approve_edition(embargoed, by=approver, manifest_sha256=review_of(embargoed).manifest_sha256)
        publication = announce_approved(embargoed, by=announcer)
        assert publication.cancelled_at is None
        served = SealedFile.objects.announced().filter(edition=embargoed)
        assert {file.manifest_sha256 for file in served} == {publication.manifest_sha256}
        sealed = json.loads(read_sealed(served.get(role="json")))
        assert "書き直した目的です。" in [clause["text"] for clause in sealed["clauses"]]
        assert list(Edition.objects.public()) == [embargoed]
        assert broken_links(embargoed.terms_id) == []

    def test_an_edition_that_a_later_one_stands_on_is_not_cancelled(self, embargoed, announcer):
        later = make_edition(terms=embargoed.terms, effective_date=AHEAD)
        announce(later, embargoed.publication.announced_at)
        with pytest.raises(DecisionRefused, match="第2版") as refusal:
            cancel_announcement(embargoed, by=announcer, reason="x")
        assert codes(refusal) == ["later_edition_stands_on_it"]

    def test_a_draft_and_a_public_edition_are_not_cancelled(self, approved, announcer):
        with pytest.raises(DecisionRefused) as refusal:
            cancel_announcement(approved, by=announcer, reason="x")
        assert codes(refusal) == ["not_announced"]
        announce_approved(approved, by=announcer)
        with pytest.raises(DecisionRefused) as refusal:
            cancel_announcement(approved, by=announcer, reason="x")
        assert codes(refusal) == ["already_public"]


class TestWithdrawing:
    @pytest.fixture
    def two(self):
        first = make_edition()
        announce(first)
        second = make_edition(terms=first.terms)
        announce(second)
        return first, second

    def test_the_edition_before_applies_again(self, two, announcer):
        first, second = two
        consequence = consequence_of_withdrawal(second, timezone.now())
        assert (consequence.in_force, consequence.changes) == (first, True)
        publication = withdraw_edition(second, by=announcer, reason="誤り")
        assert publication.withdrawn_at is not None
        assert list(Edition.objects.in_force()) == [first]
        assert set(Edition.objects.public()) == {first, second}
        assert broken_links(first.terms_id) == []

    def test_without_one_before_nothing_applies(self, announcer):
        only = make_edition()
        announce(only)
        consequence = consequence_of_withdrawal(only, timezone.now())
        assert (consequence.in_force, consequence.changes) == (None, True)
        withdraw_edition(only, by=announcer, reason="誤り")
        assert list(Edition.objects.in_force()) == []

    def test_withdrawing_what_is_to_come_changes_nothing_today(self, announcer):
        first = make_edition()
        announce(first)
        coming = make_edition(terms=first.terms, effective_date=AHEAD)
        announce(coming)
        consequence = consequence_of_withdrawal(coming, timezone.now())
        assert (consequence.in_force, consequence.upcoming, consequence.changes) == (first, None, False)
        withdraw_edition(coming, by=announcer, reason="見送り")
        assert list(Edition.objects.upcoming()) == []

    def test_what_is_superseded_withdrawn_hidden_or_a_draft_is_not_withdrawn(self, two, announcer, draft, embargoed):
        first, second = two
        assert self.refused(first, announcer) == ["not_applying"]
        assert self.refused(embargoed, announcer) == ["not_public_yet"]
        withdraw_edition(second, by=announcer, reason="誤り")
        assert self.refused(second, announcer) == ["withdrawn_before"]
        assert self.refused(make_edition(), announcer) == ["not_public_yet"]

    def test_it_needs_permission_and_a_reason(self, two, announcer, drafter):
        with pytest.raises(NotPermitted):
            withdraw_edition(two[1], by=drafter, reason="x")
        assert self.refused(two[1], announcer, reason=" ") == ["no_reason"]
        assert Decision.objects.filter(kind="withdrawn").count() == 0

    def refused(self, edition, by, reason="x"):
        with pytest.raises(DecisionRefused) as refusal:
            withdraw_edition(edition, by=by, reason=reason)
        return codes(refusal)
