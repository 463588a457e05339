"""Mail about decisions: to whom it goes, what it says, and that no mail server undoes a decision."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import override_settings
from django.utils import translation

from portal.models import Edition
from portal.publishing.findings import DecisionRefused
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.mail import MailReport
from portal.publishing.workflow.review import ReviewState, review_of
from portal.publishing.workflow.sending_back import send_back_edition
from portal.publishing.workflow.submitting import submit_edition
from portal.publishing.workflow.withdrawing import withdraw_edition
from tests.publishing.workflow.conftest import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that takes a decision, lets it be committed, and returns who got mail."""

    def run(verb, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **kwargs)
        assert all(len(message.to) == 1 for message in mail.outbox)
        return [message.to[0].removesuffix("@example.jp") for message in mail.outbox]

    return run


def approval(edition):
    return {"manifest_sha256": review_of(edition).manifest_sha256}


def test_a_submission_goes_to_those_who_may_approve_it(committed, draft, drafter, approver, person, announcer):
    person("both", "起案者", "承認者")
    assert committed(submit_edition, draft, by=drafter) == ["shonin", "both"]


def test_who_wrote_last_is_not_asked_to_approve(committed, draft, drafter, approver, person):
    edit(draft, person("both", "起案者", "承認者"), "直しました。")
    assert committed(submit_edition, draft, by=drafter) == ["shonin"]


def test_superusers_and_who_left_are_not_asked(committed, draft, drafter, approver, person, django_user_model):
    django_user_model.objects.create_superuser("root", "root@example.jp")
    django_user_model.objects.filter(pk=person("gone", "承認者").pk).update(is_active=False)
    assert committed(submit_edition, draft, by=drafter) == ["shonin"]


def test_a_submission_goes_to_the_groups_that_must_approve(committed, draft, drafter, approver, person):
    draft.terms.approval_groups.add(Group.objects.create(name="法務"))
    person("lawyer", "承認者", "法務")
    person("reader", "閲覧者", "法務")
    assert committed(submit_edition, draft, by=drafter) == ["lawyer"]


def test_the_rest_of_the_way(committed, draft, drafter, approver, announcer, person):
    writer = person("kakite", "起案者")
    edit(draft, writer, "書き手の目的です。")
    submit_edition(draft, by=drafter)
    assert committed(send_back_edition, draft, by=approver, reason="第1条") == ["kian", "kakite"]
    submit_edition(draft, by=drafter)
    assert committed(approve_edition, draft, by=approver, **approval(draft)) == ["kohyo"]
    assert committed(announce_approved, draft, by=announcer) == ["kian", "shonin", "kakite"]
    assert committed(withdraw_edition, draft, by=announcer, reason="誤り") == ["kian", "shonin", "kakite"]


def test_an_approval_that_is_not_the_last_asks_nobody_to_announce(committed, draft, drafter, announcer, person):
    for name in ("法務", "事業"):
        draft.terms.approval_groups.add(Group.objects.create(name=name))
    submit_edition(draft, by=drafter)
    first, second = person("a", "承認者", "法務"), person("b", "承認者", "事業")
    assert committed(approve_edition, draft, by=first, **approval(draft)) == []
    assert committed(approve_edition, draft, by=second, **approval(draft)) == ["kohyo"]


def test_an_edit_that_sends_back_tells_who_submitted(committed, draft, drafter, person):
    submit_edition(draft, by=drafter)
    assert committed(edit, draft, person("other", "起案者"), "ほかの人が直しました。") == ["kian"]


@override_settings(SITE_URL="https://terms.example.jp/")
def test_it_says_what_who_why_and_where_in_japanese_whatever_the_sender_reads(committed, draft, drafter, approver):
    with translation.override("en"):
        committed(submit_edition, draft, by=drafter, reason="年度の改定です。")
    [message] = mail.outbox
    assert message.subject == "［約款ポータル］承認のお願い: 月見クラウド利用規約 第1版"
    assert "kianさんが、月見クラウド利用規約 第1版を照会に出しました。" in message.body
    assert "理由: 年度の改定です。" in message.body
    assert f"https://terms.example.jp/admin/portal/edition/{draft.pk}/change/" in message.body


def test_a_name_with_line_ends_makes_no_header(committed, draft, drafter, approver):
    terms = draft.terms
    terms.name = "規約\r\nBcc: x@example.jp"
    terms.save()
    committed(submit_edition, Edition.objects.get(pk=draft.pk), by=drafter, acknowledge=True)
    [message] = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["shonin@example.jp"]


@override_settings(EMAIL_BACKEND="tests.publishing.workflow.no_such_backend.Backend")
def test_a_mail_server_that_fails_undoes_nothing_and_is_told(committed, draft, drafter, approver, caplog):
    reports = []
    committed(submit_edition, draft, by=drafter, told=reports.append)
    assert reports == [MailReport(sent=0, failed=("shonin",))]
    assert "no mail about a decision was sent" in caplog.text
    assert review_of(draft).state == ReviewState.IN_REVIEW


def test_an_address_that_is_refused_leaves_nobody_else_out(committed, draft, drafter, person):
    for name, address in (("a", "a@example.jp"), ("b", "no address"), ("c", "c@example.jp")):
        person(name, "承認者", mail=address)
    reports = []
    with override_settings(EMAIL_BACKEND="tests.publishing.workflow.refusing_mail.EmailBackend"):
        assert committed(submit_edition, draft, by=drafter, told=reports.append) == ["a", "c"]
    assert reports == [MailReport(sent=2, failed=("b",))]


def test_who_has_no_address_is_told(committed, draft, drafter, approver, person):
    person("kami", "承認者", mail="")
    reports = []
    assert committed(submit_edition, draft, by=drafter, told=reports.append) == ["shonin"]
    assert reports == [MailReport(sent=1, without_address=("kami",))]


def test_a_decision_that_is_refused_sends_nothing(committed, draft, drafter):
    submit_edition(draft, by=drafter)

    def refused():
        with pytest.raises(DecisionRefused):
            submit_edition(draft, by=drafter)

    assert committed(refused) == []
