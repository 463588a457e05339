"""The pages on which editions are decided on: who may be there, what they say, what they do on POST."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.utils import timezone

from portal.admin.workflow.status import told_instant
from portal.models import Bundle, Comment, Decision, Edition
from portal.publishing.workflow.review import ReviewState, review_of
from tests.admin.pages import address, send
from tests.admin.workflow.conftest import AHEAD, user, write

PAGES = {
    "submit": {"起案者", "superuser"},
    "approve": {"承認者", "superuser"},
    "send_back": {"起案者", "承認者", "superuser"},
    "announce": {"公表担当", "superuser"},
    "redate": {"公表担当", "superuser"},
    "cancel": {"公表担当", "superuser"},
    "withdraw": {"公表担当", "superuser"},
}
EVERYBODY = ("起案者", "承認者", "公表担当", "閲覧者", "superuser")


def text_of(response):
    return response.content.decode()


def panel(clients, edition):
    """What the panel says at this moment; a session that has ended meanwhile begins anew."""
    clients["閲覧者"].force_login(user("閲覧者"))
    return text_of(clients["閲覧者"].get(address("change", edition))).split("edition-status")[1]


def kinds(edition):
    return list(edition.decisions.order_by("sequence").values_list("kind", flat=True))


def manifest(edition):
    return {"manifest": review_of(edition).manifest_sha256}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(clients, draft, page, who):
    expected = who in PAGES[page]
    before = Decision.objects.count()
    assert clients[who].get(address(page, draft)).status_code == (200 if expected else 403)
    if not expected:
        assert clients[who].post(address(page, draft), {"reason": "x"}).status_code == 403
        assert Decision.objects.count() == before


@pytest.mark.parametrize("page", PAGES)
def test_visitors_are_sent_to_the_login(client, draft, page):
    assert client.get(address(page, draft)).status_code == 302
    before = Decision.objects.count()
    assert client.post(address(page, draft), {}).status_code == 302
    assert Decision.objects.count() == before


@pytest.mark.parametrize("page", PAGES)
def test_an_edition_that_is_not_there_is_not_found(clients, draft, page):
    url = address(page, draft).replace(f"/{draft.pk}/", f"/{2**64}/")
    assert clients["superuser"].get(url).status_code == 404
    assert clients["superuser"].post(url).status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "embargoed"])
def test_every_page_says_something_in_every_state_and_escapes(request, clients, page, state):
    edition = request.getfixturevalue(state)
    response = clients["superuser"].get(address(page, edition))
    assert response.status_code == 200
    assert address("change", edition) in text_of(response)


class TestSubmitting:
    def test_a_drafter_submits_and_is_led_back(self, clients, draft):
        response = clients["起案者"].post(address("submit", draft), {"reason": "確かめてください", "acknowledge": "on"})
        assert (response.status_code, response.url) == (302, address("change", draft))
        assert review_of(draft).state == ReviewState.IN_REVIEW
        assert review_of(draft).submission.reason == "確かめてください"

    def test_what_forbids_it_is_listed_and_there_is_no_button(self, clients, draft):
        Edition.objects.filter(pk=draft.pk).update(summary="", basis_kind="")
        page = text_of(clients["起案者"].get(address("submit", draft)))
        assert "改定の概要がありません" in page
        assert "変更の根拠が選ばれていません" in page
        assert 'type="submit" class="default"' not in page

    def test_a_post_past_the_list_is_refused_and_keeps_the_reason(self, clients, draft):
        Edition.objects.filter(pk=draft.pk).update(summary="")
        response = clients["起案者"].post(address("submit", draft), {"reason": "早く<script>", "acknowledge": "on"})
        assert response.status_code == 409
        assert "改定の概要がありません" in text_of(response)
        assert "早く&lt;script&gt;" in text_of(response)
        assert kinds(draft) == []

    def test_warnings_need_their_mark(self, clients, draft):
        Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
        page = text_of(clients["起案者"].get(address("submit", draft)))
        assert "解決していない意見が1件" in page
        response = clients["起案者"].post(address("submit", draft), {"reason": "理由"})
        assert response.status_code == 200
        assert "印を付けてください" in text_of(response)
        assert "理由</textarea>" in text_of(response)
        assert kinds(draft) == []

    def test_a_second_click_is_told_and_changes_nothing(self, clients, submitted):
        response = clients["起案者"].post(address("submit", submitted), {"acknowledge": "on", "reason": "もう一度"})
        assert response.status_code == 409
        assert "すでに照会に出ています" in text_of(response)
        assert "もう一度</textarea>" in text_of(response)
        assert kinds(submitted) == ["submitted"]

    def test_an_edition_of_a_bundle_is_led_to_it(self, clients, draft):
        Edition.objects.filter(pk=draft.pk).update(bundle=Bundle.objects.create(name="春の<b>改定"))
        page = text_of(clients["起案者"].get(address("submit", draft)))
        assert "春の&lt;b&gt;改定" in page
        assert "decision-form" not in page


class TestApproving:
    def test_the_page_names_the_sealed_files_and_the_hash(self, clients, submitted):
        page = text_of(clients["承認者"].get(address("approve", submitted)))
        for file in submitted.sealed_files.all():
            assert address("download", file) in page
        assert review_of(submitted).manifest_sha256 in page

    def test_an_approver_approves_what_was_on_the_screen(self, clients, submitted):
        response = clients["承認者"].post(address("approve", submitted), manifest(submitted))
        assert response.status_code == 302
        assert review_of(submitted).state == ReviewState.APPROVED

    def test_a_page_from_before_another_submission_approves_nothing(self, clients, submitted):
        stale = manifest(submitted)
        write(submitted, "書き直した目的です。")
        clients["起案者"].post(address("submit", submitted), {"acknowledge": "on"})
        response = clients["承認者"].post(address("approve", submitted), stale | {"reason": "よし"})
        assert response.status_code == 409
        assert "照会に出し直されました" in text_of(response)
        assert "よし</textarea>" in text_of(response)
        assert "approved" not in kinds(submitted)

    @pytest.mark.parametrize("sent", [{}, {"manifest": "x"}, {"manifest": "<script>"}])
    def test_a_form_without_a_hash_is_refused(self, clients, submitted, sent):
        response = clients["承認者"].post(address("approve", submitted), sent)
        assert response.status_code == 200
        assert "<script>" not in text_of(response).split("decision-form")[1]
        assert kinds(submitted) == ["submitted"]

    def test_who_submitted_is_told_why_not(self, clients, draft):
        clients["superuser"].post(address("submit", draft), {"acknowledge": "on"})
        page = text_of(clients["superuser"].get(address("approve", draft)))
        assert "ご自身が照会に出した版は承認できません" in page
        response = clients["superuser"].post(address("approve", draft), manifest(draft))
        assert response.status_code == 409
        assert "approved" not in kinds(draft)


class TestSendingBack:
    def test_an_approver_sends_back_with_a_reason_and_not_without(self, clients, submitted):
        url = address("send_back", submitted)
        assert clients["承認者"].post(url, {"reason": " "}).status_code == 200
        assert kinds(submitted) == ["submitted"]
        assert clients["承認者"].post(url, {"reason": "第1条"}).status_code == 302
        page = text_of(clients["起案者"].get(address("change", submitted)))
        assert "差戻し" in page
        assert "理由: 第1条" in page

    def test_a_drafter_takes_back_their_own_submission_only(self, clients, draft):
        clients["superuser"].post(address("submit", draft), {"acknowledge": "on"})
        assert clients["起案者"].get(address("send_back", draft)).status_code == 403
        assert clients["起案者"].post(address("send_back", draft), {"reason": "x"}).status_code == 403
        assert clients["superuser"].post(address("send_back", draft), {"reason": "x"}).status_code == 302


class TestChanging:
    @pytest.mark.parametrize(("field", "value"), [("summary", "別の概要です。"), ("title", "月見クラウド新利用規約")])
    def test_another_fact_sends_back_what_was_submitted(self, clients, submitted, field, value):
        assert send(clients["起案者"], address("change", submitted), **{field: value}).status_code == 302
        assert kinds(submitted) == ["submitted", "sent_back"]
        assert submitted.decisions.latest("sequence").details == {"edited": True}

    def test_what_is_sealed_nowhere_sends_nothing_back(self, clients, submitted):
        assert send(clients["起案者"], address("change", submitted), reason="社内の理由です。").status_code == 302
        assert kinds(submitted) == ["submitted"]


class TestAnnouncing:
    def test_now(self, clients, approved):
        response = clients["公表担当"].post(address("announce", approved), {"when": "now"})
        assert response.status_code == 302
        assert approved in Edition.objects.public()

    def test_at_a_time_ahead_in_the_time_zone_of_the_terms(self, clients, approved):
        day = timezone.localdate() + timedelta(days=5)
        values = {"when": "at", "day": day.isoformat(), "hour": "09:30"}
        assert clients["公表担当"].post(address("announce", approved), values).status_code == 302
        at = approved.terms.start_of(day) + timedelta(hours=9, minutes=30)
        assert Edition.objects.get(pk=approved.pk).publication.announced_at == at
        page = text_of(clients["公表担当"].get(address("change", approved)))
        assert address("cancel", approved) in page
        assert address("redate", approved) in page

    @pytest.mark.parametrize(
        "values",
        [
            {},
            {"when": "at"},
            {"when": "at", "day": "2027-13-45", "hour": "99:99"},
            {"when": "at", "day": "9" * 40, "hour": "x"},
            {"when": "<script>"},
        ],
    )
    def test_a_time_that_is_none_is_refused_and_stays_typed(self, clients, approved, values):
        response = clients["公表担当"].post(address("announce", approved), values | {"reason": "決議"})
        assert response.status_code == 200
        assert "決議</textarea>" in text_of(response)
        assert "<script>" not in text_of(response).split("decision-form")[1]
        assert not approved.is_frozen

    def test_a_day_typed_beside_now_is_asked_about(self, clients, approved):
        values = {"when": "now", "day": AHEAD.isoformat()}
        response = clients["公表担当"].post(address("announce", approved), values)
        assert "「日時を決めて」を選ぶか" in text_of(response)
        assert not approved.is_frozen

    def test_a_past_time_is_refused(self, clients, approved):
        values = {"when": "at", "day": "2020-01-01", "hour": "00:00"}
        response = clients["公表担当"].post(address("announce", approved), values)
        assert response.status_code == 409
        assert "もう過ぎています" in text_of(response)

    def test_a_time_that_leaves_too_little_notice_is_refused_with_the_day(self, clients, approved):
        terms = approved.terms
        terms.notice_days, terms.notice_law = 30, "本約款第4条"
        terms.save()
        page = text_of(clients["公表担当"].get(address("announce", approved)))
        assert "公表の期限は" in page
        assert "本約款第4条" in page
        day = AHEAD - timedelta(days=30)
        values = {"when": "at", "day": day.isoformat(), "hour": "09:00"}
        response = clients["公表担当"].post(address("announce", approved), values)
        assert response.status_code == 409
        assert "予告日数が足りません" in text_of(response)

    def test_what_is_missing_is_listed_and_there_is_no_button(self, clients, submitted):
        Comment.objects.create(edition=submitted, author_name="顧問", text="これは？")
        page = text_of(clients["公表担当"].get(address("announce", submitted)))
        assert "まだ承認されていません" in page
        assert "解決していない意見" in page
        assert 'class="default"' not in page

    def test_two_announce_and_the_second_is_told(self, clients, approved):
        assert clients["公表担当"].post(address("announce", approved), {"when": "now"}).status_code == 302
        response = clients["superuser"].post(address("announce", approved), {"when": "now"})
        assert response.status_code == 409
        assert "すでに公表されています" in text_of(response)
        assert kinds(approved).count("announced") == 1


class TestAfterwards:
    def test_redating_moves_the_hour_and_shows_the_present_one(self, clients, embargoed):
        page = text_of(clients["公表担当"].get(address("redate", embargoed)))
        present = embargoed.publication.announced_at.astimezone(embargoed.terms.zone)
        assert f'value="{present.date().isoformat()}"' in page
        day = timezone.localdate() + timedelta(days=9)
        values = {"when": "at", "day": day.isoformat(), "hour": "10:00", "reason": "決算のため"}
        assert clients["公表担当"].post(address("redate", embargoed), values).status_code == 302
        moved = Edition.objects.get(pk=embargoed.pk).publication.announced_at
        assert moved.astimezone(embargoed.terms.zone).date() == day

    def test_redating_to_now_does_not_mind_the_present_hour_in_the_form(self, clients, embargoed):
        present = embargoed.publication.announced_at.astimezone(embargoed.terms.zone)
        values = {"when": "now", "day": present.date().isoformat(), "hour": f"{present:%H:%M}", "reason": "早めます"}
        assert clients["公表担当"].post(address("redate", embargoed), values).status_code == 302
        assert embargoed in Edition.objects.public()

    def test_cancelling_makes_a_draft_again(self, clients, embargoed):
        assert clients["公表担当"].post(address("cancel", embargoed), {"reason": ""}).status_code == 200
        assert embargoed.is_frozen
        assert clients["公表担当"].post(address("cancel", embargoed), {"reason": "見送り"}).status_code == 302
        assert not embargoed.is_frozen
        assert 'name="_save"' in text_of(clients["起案者"].get(address("change", embargoed)))

    def test_withdrawing_says_before_what_will_apply(self, clients, approved):
        clients["公表担当"].post(address("announce", approved), {"when": "now"})
        page = text_of(clients["公表担当"].get(address("withdraw", approved)))
        assert "いま適用されている第1版は、そのまま適用されます。" in page
        first = approved.base
        page = text_of(clients["公表担当"].get(address("withdraw", first)))
        assert "すぐに、適用される版がなくなります。" in page
        assert "第2版は、予定どおり" in page
        assert clients["公表担当"].post(address("withdraw", first), {"reason": "誤り"}).status_code == 302
        assert list(Edition.objects.in_force()) == []
        response = clients["公表担当"].post(address("withdraw", first), {"reason": "誤り"})
        assert response.status_code == 409
        assert "すでに撤回されています" in text_of(response)

    def test_a_public_edition_is_neither_redated_nor_cancelled(self, clients, approved):
        clients["公表担当"].post(address("announce", approved), {"when": "now"})
        for page, values in (("cancel", {"reason": "x"}), ("redate", {"reason": "x", "when": "now"})):
            assert "公表待ちではありません" in text_of(clients["公表担当"].get(address(page, approved)))
            assert clients["公表担当"].post(address(page, approved), values).status_code == 409
        assert kinds(approved)[-1] == "announced"


class TestPanel:
    def test_it_shows_the_next_step_to_those_who_can_take_it(self, clients, draft, submitted):
        assert address("approve", submitted) in text_of(clients["承認者"].get(address("change", submitted)))
        page = text_of(clients["起案者"].get(address("change", submitted)))
        assert address("approve", submitted) not in page
        assert "照会を取り下げる" in page
        assert "承認を待っています" in page
        announcer = text_of(clients["公表担当"].get(address("change", submitted)))
        assert "「公表する」はいまできません。まだ承認されていません。" in announcer

    def test_a_reader_gets_no_button(self, clients, approved):
        page = text_of(clients["閲覧者"].get(address("change", approved)))
        assert "承認済" in page
        for name in PAGES:
            assert address(name, approved) not in page

    def test_it_says_when_an_announced_edition_will_be_public_and_then_in_force(self, clients, embargoed):
        instant, day = embargoed.publication.announced_at, embargoed.publication.effective_at
        with time_machine.travel(instant - timedelta(seconds=1), tick=False):
            assert f"{told_instant(instant, embargoed)}に公表されます。" in panel(clients, embargoed)
        with time_machine.travel(instant, tick=False):
            assert "に公表されます。" not in panel(clients, embargoed)
            assert f"{AHEAD.year}年{AHEAD.month}月{AHEAD.day}日から施行されます。" in panel(clients, embargoed)
        with time_machine.travel(day, tick=False):
            assert "から施行されます。" not in panel(clients, embargoed)

    def test_reasons_and_names_are_escaped(self, clients, submitted):
        approver = user("承認者")
        approver.first_name = "<script>"
        approver.save()
        clients["承認者"].post(address("send_back", submitted), {"reason": "<script>alert(1)</script>"})
        page = text_of(clients["起案者"].get(address("change", submitted)))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "&lt;script&gt;" in page.split("edition-status")[1]

    def test_forms_under_review_say_what_an_edit_does(self, clients, submitted):
        notice = "照会中です。保存して内容が変わると"
        clause = submitted.clauses.first()
        for row in (submitted, clause):
            assert notice in text_of(clients["起案者"].get(address("change", row)))
            assert notice not in text_of(clients["閲覧者"].get(address("change", row)))
        clients["起案者"].post(address("send_back", submitted), {"reason": "直します"})
        assert notice not in text_of(clients["起案者"].get(address("change", clause)))


class TestMail:
    def test_the_screen_says_whom_no_mail_reached(self, clients, draft, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = clients["起案者"].post(address("submit", draft), {"acknowledge": "on"})
        told = [str(message) for message in get_messages(response.wsgi_request)]
        assert any("メールアドレスの登録がないため、承認者さん" in message for message in told), told
