"""What the pages of decisions tell: when an edition will be public, what was accepted, where to mend what lacks."""

import re
from datetime import timedelta

import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from portal.admin.workflow.status import edition_status, told_instant
from portal.models import Bundle, Comment, Edition
from portal.publishing.bundling.deciding import approve_bundle, submit_bundle
from portal.publishing.bundling.members import add_to_bundle
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.submitting import submission_findings, submit_edition
from tests.admin.pages import address
from tests.admin.workflow.conftest import AHEAD, user, write
from tests.factories import make_edition


def text_of(response):
    return response.content.decode()


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


class TestWhenItBecomesPublic:
    def test_the_announcement_says_the_hour(self, clients, approved):
        day = timezone.localdate() + timedelta(days=5)
        values = {"when": "at", "day": day.isoformat(), "hour": "00:00"}
        response = clients["公表担当"].post(address("announce", approved), values)
        told = told_instant(approved.terms.start_of(day), approved)
        assert f"{told}に公表されます。" in said(response)

    def test_an_announcement_for_now_says_from_when_it_is_in_force(self, clients, approved):
        response = clients["公表担当"].post(address("announce", approved), {"when": "now"})
        assert said(response)[1:] == [f"{AHEAD.year}年{AHEAD.month}月{AHEAD.day}日から施行されます。"]

    def test_a_moved_announcement_says_the_new_hour(self, clients, embargoed):
        day = timezone.localdate() + timedelta(days=9)
        values = {"when": "at", "day": day.isoformat(), "hour": "10:00", "reason": "決算のため"}
        response = clients["公表担当"].post(address("redate", embargoed), values)
        told = told_instant(embargoed.terms.start_of(day) + timedelta(hours=10), embargoed)
        assert f"{told}に公表されます。" in said(response)

    def test_a_bundle_says_the_one_hour_of_all_of_it(self, clients, draft):
        bundle = Bundle.objects.create(name="春の改定")
        add_to_bundle(bundle, draft, by=user("起案者"))
        submit_bundle(bundle, by=user("起案者"), acknowledge=True)
        manifests = {draft.pk: review_of(draft).manifest_sha256}
        approve_bundle(bundle, by=user("承認者"), manifests=manifests)
        day = timezone.localdate() + timedelta(days=5)
        values = {"when": "at", "day": day.isoformat(), "hour": "00:00", "acknowledge": "on"}
        response = clients["公表担当"].post(address("announce", bundle), values)
        assert f"{told_instant(draft.terms.start_of(day), draft)}に公表されます。" in said(response)

    def test_the_step_says_what_was_planned_beside_the_hour_of_the_decision(self, embargoed):
        planned = told_instant(embargoed.publication.announced_at, embargoed)
        steps = [step.what for step in edition_status(user("閲覧者"), embargoed).steps]
        assert steps[-1] == f"公表（{planned}の予定）"
        with time_machine.travel(embargoed.publication.announced_at + timedelta(days=1)):
            assert edition_status(user("閲覧者"), embargoed).steps[-1].what == f"公表（{planned}の予定）"

    def test_the_step_of_an_announcement_for_now_plans_nothing(self, clients, approved):
        clients["公表担当"].post(address("announce", approved), {"when": "now"})
        edition = Edition.objects.get(pk=approved.pk)
        assert edition_status(user("閲覧者"), edition).steps[-1].what == "公表"


class TestWhatWasAccepted:
    def submitted_with_a_doubt(self, draft):
        write(draft, "この規約は、第99条により<script>を定めます。")
        Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
        submit_edition(draft, by=user("起案者"), acknowledge=True)
        return draft

    def test_the_approver_reads_it_in_words_and_at_its_clause(self, clients, draft):
        edition = self.submitted_with_a_doubt(draft)
        found = submission_findings(edition)
        assert {finding.code for finding in found} > {"unresolved_comments"}
        page = text_of(clients["承認者"].get(address("approve", edition)))
        assert "承知のうえで照会に出しました" in page
        for finding in found:
            assert finding.message.replace("<script>", "&lt;script&gt;") in page
        assert address("change", edition.clauses.get(label="第1条")) in page
        assert "<script>を" not in page

    def test_the_approver_of_a_bundle_reads_it_with_its_edition(self, clients, draft):
        bundle = Bundle.objects.create(name="春の改定")
        add_to_bundle(bundle, draft, by=user("起案者"))
        Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
        submit_bundle(bundle, by=user("起案者"), acknowledge=True)
        page = text_of(clients["承認者"].get(address("approve", bundle)))
        assert "起案者が承知のうえで照会に出したものです。" in page
        assert f"{draft}: 解決していない意見が1件あります。" in page

    def test_what_holds_no_longer_is_counted(self, clients, draft):
        edition = self.submitted_with_a_doubt(draft)
        edition.comments.all().delete()
        page = text_of(clients["承認者"].get(address("approve", edition)))
        assert "解決していない意見" not in page
        assert "承知した事項のうち、1件はいまは当てはまりません" in page

    def test_where_nothing_was_accepted_that_is_said(self, clients, quick_pdfs):
        sound = make_edition(effective_date=AHEAD)
        submission = submit_edition(sound, by=user("起案者"))
        assert submission.details["acknowledged"] == []
        page = text_of(clients["承認者"].get(address("approve", sound)))
        assert "承知した確認事項はありませんでした" in page


class TestTheWayToWhatIsMissing:
    def test_a_missing_fact_leads_to_its_field(self, clients, draft):
        Edition.objects.filter(pk=draft.pk).update(summary="", basis_kind="", effective_date=None)
        page = text_of(clients["起案者"].get(address("change", draft)))
        for name in ("summary", "basis_kind", "effective_date"):
            assert f'href="{address("change", draft)}#id_{name}"' in page
            assert f'id="id_{name}"' in page

    def test_open_comments_lead_to_the_comments(self, clients, draft):
        Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
        link = f'href="{reverse("admin:portal_edition_comments", args=[draft.pk])}">意見の画面へ'
        for page in ("change", "submit", "findings"):
            assert link in text_of(clients["起案者"].get(address(page, draft)))

    def test_a_style_that_cannot_be_used_leads_to_the_terms(self, clients, draft):
        terms = draft.terms
        type(terms).objects.filter(pk=terms.pk).update(house_style="なくなった様式")
        page = text_of(clients["起案者"].get(address("change", draft)))
        assert f'href="{address("change", terms)}">約款の画面へ' in page


def test_the_box_that_accepts_stands_before_its_words(clients, draft):
    Comment.objects.create(edition=draft, author_name="顧問", text="これは？")
    bundle = Bundle.objects.create(name="春の改定")
    pages = [text_of(clients["起案者"].get(address("submit", draft)))]
    add_to_bundle(bundle, draft, by=user("起案者"))
    pages.append(text_of(clients["起案者"].get(address("submit", bundle))))
    for page in pages:
        label = page.split('<label for="id_acknowledge">')[1].split("</label>")[0]
        assert label.startswith('<input type="checkbox" name="acknowledge"')
        assert label.endswith("進めます。")


def test_a_reason_that_may_stay_empty_is_said_to(clients, submitted):
    stays = "なくてもかまいません。"
    assert stays in text_of(clients["承認者"].get(address("approve", submitted)))
    assert stays not in text_of(clients["承認者"].get(address("send_back", submitted)))


def test_an_announcement_is_asked_when_and_never_assumed(clients, approved):
    client = clients["公表担当"]
    html = client.get(address("announce", approved)).content.decode()
    assert not re.search(r'name="when"[^>]*checked', html)
    assert client.post(address("announce", approved), {"acknowledge": "on"}).status_code == 200
    assert not approved.is_frozen
