"""Two people decide at the same moment, in threads with connections of their own, on both databases."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.models import Decision, Edition
from portal.publishing.decisions import broken_links
from portal.publishing.findings import DecisionRefused
from portal.publishing.workflow import approving
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.redating import cancel_announcement, redate_announcement
from portal.publishing.workflow.review import ReviewState, review_of
from portal.publishing.workflow.submitting import submit_edition
from tests.factories import make_edition
from tests.publishing.workflow.conftest import AHEAD, edit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_pdfs")]


def make_person(name, group):
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def people(transactional_db):
    groups = {"kian": "起案者", "shonin": "承認者", "kohyo": "公表担当"}
    return {name: make_person(name, group) for name, group in groups.items()}


@pytest.fixture
def submitted(people):
    draft = make_edition(effective_date=AHEAD)
    edit(draft, people["kian"], "ひとつ目の目的です。")
    submit_edition(draft, by=people["kian"])
    return draft


@pytest.fixture
def approved(submitted, people):
    approve_edition(submitted, by=people["shonin"], manifest_sha256=review_of(submitted).manifest_sha256)
    return submitted


def names(results):
    return sorted("refused" if isinstance(result, DecisionRefused) else type(result).__name__ for result in results)


def state_of(edition):
    kinds = list(Decision.objects.filter(edition=edition).order_by("sequence").values_list("kind", flat=True))
    return kinds, review_of(edition).state, broken_links(edition.terms_id)


def test_of_two_submissions_one_wins(people, reachable_database, in_threads):
    draft = make_edition(effective_date=AHEAD)
    edit(draft, people["kian"], "ひとつ目の目的です。")
    reachable_database()
    results = in_threads(*[lambda: submit_edition(draft, by=people["kian"])] * 2)
    assert names(results) == ["Decision", "refused"], results
    [found] = in_threads(lambda: state_of(draft))
    assert found == (["submitted"], ReviewState.IN_REVIEW, [])


def test_of_two_approvals_by_one_person_one_counts(people, submitted, reachable_database, in_threads):
    manifest = review_of(submitted).manifest_sha256
    reachable_database()
    results = in_threads(*[lambda: approve_edition(submitted, by=people["shonin"], manifest_sha256=manifest)] * 2)
    assert names(results) == ["Decision", "refused"], results
    [found] = in_threads(lambda: state_of(submitted))
    assert found == (["submitted", "approved"], ReviewState.APPROVED, [])


def test_of_two_announcements_one_wins(people, approved, reachable_database, in_threads):
    reachable_database()
    results = in_threads(*[lambda: announce_approved(approved, by=people["kohyo"])] * 2)
    assert names(results) == ["Publication", "refused"], results
    [found] = in_threads(lambda: state_of(approved))
    assert found == (["submitted", "approved", "announced"], ReviewState.ANNOUNCED, [])


def test_an_edit_during_an_approval_waits_and_then_sends_back(
    people, submitted, reachable_database, in_threads, monkeypatch
):
    manifest = review_of(submitted).manifest_sha256
    reachable_database()
    verified, original = threading.Event(), approving.append_decision

    def append(*args, **kwargs):
        verified.set()
        # The writer must be waiting for our lock by then; half a second is ample, and too short only proves less.
        threading.Event().wait(0.5)
        return original(*args, **kwargs)

    monkeypatch.setattr(approving, "append_decision", append)

    def interfere():
        verified.wait(20)
        edit(submitted, people["kian"], "承認のあいだに直しました。")

    results = in_threads(lambda: approve_edition(submitted, by=people["shonin"], manifest_sha256=manifest), interfere)
    assert names(results) == ["Decision", "NoneType"], results
    [found] = in_threads(lambda: state_of(submitted))
    assert found == (["submitted", "approved", "sent_back"], ReviewState.DRAFT, [])


def test_an_edit_and_an_approval_at_once_never_leave_an_edited_text_approved(
    people, submitted, reachable_database, in_threads
):
    manifest = review_of(submitted).manifest_sha256
    reachable_database()
    in_threads(
        lambda: approve_edition(submitted, by=people["shonin"], manifest_sha256=manifest),
        lambda: edit(submitted, people["kian"], "同時に直しました。"),
    )
    [(kinds, state, broken)] = in_threads(lambda: state_of(submitted))
    assert (kinds[-1], state, broken) == ("sent_back", ReviewState.DRAFT, [])


def test_redating_and_cancelling_at_once_leave_one_truth(people, approved, reachable_database, in_threads):
    announce_approved(approved, by=people["kohyo"], announced_at=timezone.now() + timedelta(days=3))
    reachable_database()
    at = timezone.now() + timedelta(days=5)
    results = in_threads(
        lambda: redate_announcement(approved, by=people["kohyo"], announced_at=at, reason="延期"),
        lambda: cancel_announcement(approved, by=people["kohyo"], reason="中止"),
    )
    assert isinstance(results[1], type(approved.publication)), results
    [(frozen, public, broken)] = in_threads(
        lambda: (
            Edition.objects.get(pk=approved.pk).is_frozen,
            list(Edition.objects.public(at)),
            broken_links(approved.terms_id),
        )
    )
    assert (frozen, public, broken) == (False, [], [])
