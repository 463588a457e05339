"""Bundles: drafts of several terms that are decided on as one, or not at all."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from portal.models import Bundle, DecisionKind, Edition
from portal.publishing.bundling.deciding import (
    announce_bundle,
    approve_bundle,
    cancel_bundle,
    redate_bundle,
    send_back_bundle,
    submit_bundle,
)
from portal.publishing.bundling.members import add_to_bundle, bundle_review, remove_from_bundle
from portal.publishing.decisions import broken_links
from portal.publishing.drafting.changing import changing
from portal.publishing.findings import DecisionRefused, Finding, NotPermitted
from portal.publishing.workflow import submitting
from portal.publishing.workflow.review import ReviewState
from portal.publishing.workflow.submitting import submit_edition
from tests.factories import announce, make_edition, make_service, make_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]


def member_of(name, username=""):
    user = get_user_model().objects.create_user(username or name, is_staff=True, email=f"{username or name}@example.jp")
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def drafter():
    return member_of("起案者")


@pytest.fixture
def approver():
    return member_of("承認者")


@pytest.fixture
def announcer():
    return member_of("公表担当")


@pytest.fixture
def bundle(drafter):
    """Two drafts of two terms in a bundle; each revises an announced edition."""
    service, made = make_service(), Bundle.objects.create(name="料金改定")
    for name in ("月見クラウド利用約款", "月見クラウド個別規約"):
        terms = make_terms(service=service, name=name)
        first = make_edition(terms=terms)
        announce(first)
        day = timezone.now().date() + timedelta(days=40)
        draft = make_edition(terms=terms, document=first.document(), effective_date=day)
        add_to_bundle(made, draft, by=drafter)
    return made


def state(bundle):
    return bundle_review(bundle).state


def manifests(bundle):
    return {member.edition.pk: member.review.manifest_sha256 for member in bundle_review(bundle).members}


def submitted(bundle, by):
    submit_bundle(bundle, by=by, acknowledge=True)
    return bundle


def approved(bundle, drafter, approver):
    submitted(bundle, drafter)
    approve_bundle(bundle, by=approver, manifests=manifests(bundle))
    return bundle


def kinds(bundle):
    return [
        list(edition.decisions.order_by("sequence").values_list("kind", flat=True)) for edition in bundle.editions.all()
    ]


def test_a_bundle_goes_its_way_as_one(bundle, drafter, approver, announcer):
    approved(bundle, drafter, approver)
    assert state(bundle) == ReviewState.APPROVED
    announce_bundle(bundle, by=announcer, acknowledge=True)
    assert state(bundle) == ReviewState.ANNOUNCED
    assert kinds(bundle) == [["submitted", "approved", "announced"]] * 2
    instants = {edition.publication.announced_at for edition in bundle.editions.all()}
    assert max(instants) - min(instants) < timedelta(seconds=5)
    assert [broken_links(edition.terms_id) for edition in bundle.editions.all()] == [[], []]


def test_a_member_is_not_decided_on_alone(bundle, drafter):
    with pytest.raises(DecisionRefused, match="一括改定「料金改定」"):
        submit_edition(bundle.editions.first(), by=drafter, acknowledge=True)


def test_what_blocks_one_member_stops_all_and_names_it(bundle, drafter):
    broken = bundle.editions.last()
    Edition.objects.filter(pk=broken.pk).update(summary="")
    with pytest.raises(DecisionRefused, match=f"{broken}: 改定の概要がありません"):
        submit_bundle(bundle, by=drafter, acknowledge=True)
    assert kinds(bundle) == [[], []]


def test_who_submitted_a_bundle_does_not_approve_it(bundle, drafter):
    drafter.groups.add(Group.objects.get(name="承認者"))
    submitted(bundle, get_user_model().objects.get(pk=drafter.pk))
    with pytest.raises(DecisionRefused, match="ご自身"):
        approve_bundle(bundle, by=get_user_model().objects.get(pk=drafter.pk), manifests=manifests(bundle))
    assert state(bundle) == ReviewState.IN_REVIEW


def test_a_stale_manifest_of_one_member_approves_none(bundle, drafter, approver):
    submitted(bundle, drafter)
    stale = manifests(bundle) | {bundle.editions.last().pk: "0" * 64}
    with pytest.raises(DecisionRefused):
        approve_bundle(bundle, by=approver, manifests=stale)
    assert kinds(bundle) == [["submitted"]] * 2


def test_an_edit_of_one_member_makes_all_be_approved_anew(bundle, drafter, approver):
    approved(bundle, drafter, approver)
    edited = bundle.editions.first()
    with changing(edited, by=drafter) as held:
        held.summary = "書き直しました。"
        held.save()
    assert state(bundle) == ReviewState.DRAFT
    submitted(bundle, drafter)
    assert state(bundle) == ReviewState.IN_REVIEW
    assert [len(member.review.approvals) for member in bundle_review(bundle).members] == [0, 0]


def test_sending_back_sends_all_back(bundle, drafter, approver):
    submitted(bundle, drafter)
    send_back_bundle(bundle, by=approver, reason="料金を確かめてください。")
    assert state(bundle) == ReviewState.DRAFT
    assert kinds(bundle) == [["submitted", "sent_back"]] * 2


def test_announcing_fails_for_all_where_one_cannot(bundle, drafter, approver, announcer, monkeypatch):
    approved(bundle, drafter, approver)
    last = bundle_review(bundle).editions[-1]
    last.terms.notice_days = 365
    last.terms.save()
    with pytest.raises(DecisionRefused, match="予告日数が足りません"):
        announce_bundle(bundle, by=announcer, acknowledge=True)
    assert state(bundle) == ReviewState.APPROVED
    assert Edition.objects.filter(bundle=bundle).frozen().count() == 0


def test_an_announcement_ahead_is_moved_and_cancelled_for_all(bundle, drafter, approver, announcer):
    approved(bundle, drafter, approver)
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    announce_bundle(bundle, by=announcer, announced_at=soon, acknowledge=True)
    redate_bundle(bundle, by=announcer, announced_at=later, reason="準備のため")
    assert {edition.publication.announced_at for edition in bundle.editions.all()} == {later}
    cancel_bundle(bundle, by=announcer, reason="取りやめ")
    assert state(bundle) == ReviewState.DRAFT
    assert [history[-1] for history in kinds(bundle)] == [DecisionKind.CANCELLED] * 2


@pytest.mark.parametrize("verb", [submit_bundle, announce_bundle])
def test_permission_is_asked_for(bundle, approver, verb):
    with pytest.raises(NotPermitted):
        verb(bundle, by=approver)


def test_an_empty_bundle_is_not_decided_on(drafter):
    with pytest.raises(DecisionRefused, match="版がありません"):
        submit_bundle(Bundle.objects.create(name="空"), by=drafter)


def test_a_bundle_takes_one_draft_of_each_terms(bundle, drafter):
    rival = make_edition(terms=bundle.editions.first().terms)
    with pytest.raises(DecisionRefused, match="すでに入っています"):
        add_to_bundle(bundle, rival, by=drafter)


def test_a_draft_of_another_bundle_is_refused(bundle, drafter):
    with pytest.raises(DecisionRefused, match="料金改定"):
        add_to_bundle(Bundle.objects.create(name="別"), bundle.editions.first(), by=drafter)


def test_members_stay_while_they_are_under_review(bundle, drafter):
    submitted(bundle, drafter)
    with pytest.raises(DecisionRefused, match="照会中"):
        remove_from_bundle(bundle.editions.first(), by=drafter)


def test_putting_in_and_taking_out_stand_in_history(bundle, drafter):
    edition = bundle.editions.first()
    remove_from_bundle(edition, by=drafter)
    edition.refresh_from_db()
    assert edition.bundle is None
    reasons = edition.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert [*reasons][-2:] == ["一括改定「料金改定」に入れました。", "一括改定「料金改定」から外しました。"]


def test_each_person_gets_one_mail_about_all(bundle, drafter, approver, announcer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submitted(bundle, drafter)
    [asked] = mail.outbox
    assert asked.to == [approver.email]
    assert "ほか1件" in asked.subject
    for edition in bundle.editions.all():
        assert str(edition) in asked.body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        approve_bundle(bundle, by=approver, manifests=manifests(bundle))
    assert [one.to for one in mail.outbox] == [[announcer.email]]


def test_whom_no_mail_reached_is_told_once(bundle, drafter, approver, django_capture_on_commit_callbacks):
    get_user_model().objects.filter(pk=approver.pk).update(email="")
    reports = []
    with django_capture_on_commit_callbacks(execute=True):
        submit_bundle(bundle, by=drafter, acknowledge=True, told=reports.append)
    assert [report.without_address for report in reports] == [("承認者",)]


def needing(bundle, *names):
    """Let each member need the approval of a group of its own; return somebody of each group who may approve."""
    people = []
    for edition, name in zip(bundle_review(bundle).editions, names, strict=True):
        group = Group.objects.create(name=name)
        edition.terms.approval_groups.add(group)
        people.append(member_of("承認者", f"{name}の人"))
        people[-1].groups.add(group)
    return people


def test_members_that_need_different_groups_are_approved_by_one_after_the_other(bundle, drafter):
    legal, business = needing(bundle, "法務", "事業")
    submitted(bundle, drafter)
    approve_bundle(bundle, by=legal, manifests=manifests(bundle))
    assert state(bundle) == ReviewState.IN_REVIEW
    approve_bundle(bundle, by=business, manifests=manifests(bundle))
    assert state(bundle) == ReviewState.APPROVED


def test_somebody_of_no_group_that_is_needed_is_told_whose_approval_is(bundle, drafter, approver):
    needing(bundle, "法務", "事業")
    submitted(bundle, drafter)
    with pytest.raises(DecisionRefused, match=r"「法務」|「事業」"):
        approve_bundle(bundle, by=approver, manifests=manifests(bundle))
    assert kinds(bundle) == [["submitted"]] * 2


@pytest.mark.parametrize("step", ["submitted", "announced"])
def test_a_bundle_on_its_way_takes_no_further_draft(bundle, drafter, approver, announcer, step):
    approved(bundle, drafter, approver)
    if step == "announced":
        announce_bundle(bundle, by=announcer, acknowledge=True)
    late = make_edition(terms=make_terms(service=bundle.editions.first().terms.service, name="月見クラウドSLA"))
    with pytest.raises(DecisionRefused, match="差し戻してから" if step == "submitted" else "別の一括改定"):
        add_to_bundle(bundle, late, by=drafter)
    assert Edition.objects.get(pk=late.pk).bundle is None


def test_a_pdf_that_fails_leaves_a_bundle_under_review_as_it_was(bundle, drafter, approver, monkeypatch):
    submitted(bundle, drafter)
    edited = bundle.editions.first()
    with changing(edited, by=drafter) as held:
        held.summary = "書き直しました。"
        held.save()
    before = kinds(bundle)

    def fails(*arguments, **options):
        raise DecisionRefused(Finding("pdf_failed", "PDFを作成できませんでした。"))

    monkeypatch.setattr(submitting, "make_files", fails)
    with pytest.raises(DecisionRefused, match="PDFを作成できませんでした"):
        submitted(bundle, drafter)
    assert kinds(bundle) == before
