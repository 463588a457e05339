"""The screens of bundles."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from portal.models import Bundle, Edition
from portal.publishing.bundling.members import add_to_bundle, bundle_review
from portal.publishing.workflow.review import ReviewState
from tests.admin.pages import address
from tests.factories import TEXT, announce, make_edition, make_terms

pytestmark = pytest.mark.usefixtures("quick_pdfs")

DECISIONS = ("submit", "approve", "send_back", "announce", "redate", "cancel")


def page(bundle, name):
    return reverse(f"admin:portal_bundle_{name}", args=[bundle.pk])


def ours(client):
    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def bundle(login, draft):
    made = Bundle.objects.create(name="料金改定")
    other = make_terms()
    announce(make_edition(terms=other))
    later = timezone.now().date() + timedelta(days=30)
    second = make_edition(terms=other, effective_date=later)
    Edition.objects.filter(pk=draft.pk).update(effective_date=later)
    for edition in (draft, second):
        add_to_bundle(made, edition, by=None)
    return made


def test_a_bundle_is_made_and_takes_drafts(login, draft):
    client = login("起案者")
    response = client.post(address("add", Bundle), {"name": "料金改定", "reason": "", "history_change_reason": ""})
    made = Bundle.objects.get()
    assert response["Location"] == address("change", made)
    html = client.get(address("change", made)).content.decode()
    assert str(draft) in html
    assert "版はまだ入っていません" in html
    client.post(page(made, "members"), {"add": draft.pk})
    assert made.editions.get() == draft
    client.post(page(made, "members"), {"remove": draft.pk})
    assert not made.editions.exists()


@pytest.mark.parametrize("sent", [{}, {"add": "x"}, {"add": "9" * 30}, {"remove": "1"}, {"add": "", "remove": ""}])
def test_odd_choices_are_told_and_change_nothing(login, bundle, sent):
    html = login("起案者").post(page(bundle, "members"), sent, follow=True).content.decode()
    assert "選び直してください" in html
    assert bundle.editions.count() == 2


def test_all_tables_stand_on_one_page(login, bundle):
    changed, same = bundle_review(bundle).editions
    same.replace_document(same.base.document())
    clause = changed.clauses.get(label="第1条")
    clause.text = "新しい目的です。"
    clause.save()
    html = login("閲覧者").get(page(bundle, "tables")).content.decode()
    assert 'class="comparison' in html
    assert "もとの版との違いはありません" in html


def test_a_bundle_is_submitted_approved_and_announced_on_its_pages(login, bundle):
    drafter, approver, announcer = (login(name) for name in ("起案者", "承認者", "公表担当"))
    asked = {"reason": "お願いします", "acknowledge": "on"}
    assert drafter.post(page(bundle, "submit"), asked).status_code == 302
    form = approver.get(page(bundle, "approve")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": ""}
    assert approver.post(page(bundle, "approve"), sent).status_code == 302
    assert bundle_review(bundle).state == ReviewState.APPROVED
    html = announcer.get(page(bundle, "announce")).content.decode()
    for edition in bundle.editions.all():
        assert str(edition) in html
    sent = {"when": "now", "reason": "", "acknowledge": "on"}
    assert announcer.post(page(bundle, "announce"), sent).status_code == 302
    assert bundle_review(bundle).state == ReviewState.ANNOUNCED


def test_who_submitted_is_refused_as_approver_in_words(login, bundle):
    client = login("superuser")
    assert client.post(page(bundle, "submit"), {"reason": "", "acknowledge": "on"}).status_code == 302
    form = client.get(page(bundle, "approve")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": "自分で"}
    response = client.post(page(bundle, "approve"), sent)
    assert response.status_code == 409
    html = response.content.decode()
    assert "ご自身" in html
    assert "自分で" in html


def test_a_step_that_is_not_next_says_so(login, bundle):
    html = login("公表担当").get(page(bundle, "announce")).content.decode()
    assert "この操作ができる段階にありません" in html


MAY = {
    "submit": {"起案者"},
    "approve": {"承認者"},
    "send_back": {"起案者", "承認者"},
    "announce": {"公表担当"},
    "redate": {"公表担当"},
    "cancel": {"公表担当"},
}


@pytest.mark.parametrize("group", ["起案者", "承認者", "公表担当", "閲覧者"])
def test_each_group_sees_its_own_decisions_and_no_others(login, bundle, group):
    client = login(group)
    for name in DECISIONS:
        expected = 200 if group in MAY[name] else 403
        assert client.get(page(bundle, name)).status_code == expected, name
        if expected == 403:
            assert client.post(page(bundle, name), {"reason": "x"}).status_code == 403
    may_change = group == "起案者"
    assert client.post(page(bundle, "members"), {"remove": "0"}).status_code == (302 if may_change else 403)
    assert client.get(reverse("admin:portal_bundle_bulk")).status_code == (200 if may_change else 403)
    assert bundle.editions.count() == 2


def test_a_bundle_that_is_not_there_is_not_found(login, db):
    client = login("起案者")
    for name in (*DECISIONS[:1], "tables"):
        for pk in (999, 10**20):
            assert client.get(reverse(f"admin:portal_bundle_{name}", args=[pk])).status_code == 404


def test_words_are_changed_in_many_terms_in_two_steps(login, announced):
    client = login("起案者")
    url = reverse("admin:portal_bundle_bulk")
    asked = {"words": "月見株式会社", "by": "日和株式会社"}
    html = client.get(url, asked).content.decode()
    assert "1か所を置き換えます" in html
    assert "<u" in html
    assert not Edition.objects.drafts().exists()
    shown = re.search(r'name="terms" value="([\d:]+)"', html)[1]
    chosen = {"terms": shown, "name": "会社名の変更", "reason": "商号変更"}
    response = client.post(url, asked | chosen)
    bundle = Bundle.objects.get()
    assert response["Location"] == address("change", bundle)
    assert "日和株式会社" in bundle.editions.get().clauses.get(label="第2条").text


def test_a_change_in_bulk_that_is_refused_keeps_what_was_typed(login, announced):
    client = login("起案者")
    asked = {"words": "月見株式会社", "by": "日和株式会社", "name": "会社名の変更", "reason": "商号変更"}
    html = client.post(reverse("admin:portal_bundle_bulk"), asked).content.decode()
    assert "一つ以上選んでください" in html
    assert "商号変更" in html
    assert not Bundle.objects.exists()


def test_a_line_end_cannot_be_put_into_many_terms(login, announced):
    asked = {"words": "月見株式会社", "by": "日和\n株式会社", "name": "会社名の変更", "reason": "商号変更"}
    html = login("起案者").post(reverse("admin:portal_bundle_bulk"), asked).content.decode()
    assert "改行は使えません" in html
    assert not Bundle.objects.exists()


def test_words_that_no_terms_have_are_told(login, announced):
    html = login("起案者").get(reverse("admin:portal_bundle_bulk"), {"words": "存在しない", "by": ""}).content.decode()
    assert "どの約款の最新の本文にもありません" in html


def test_markup_is_shown_as_text(login, terms):
    script = "<script>alert(1)</script>"
    announce(make_edition(terms=terms, text=TEXT.replace("月見株式会社", script), title=script))
    client, bundle = login("起案者"), Bundle.objects.create(name=script, reason=script)
    draft = make_edition(terms=terms, title=script, summary=script, text=TEXT.replace("月見株式会社", script))
    add_to_bundle(bundle, draft, by=None)
    bulk = reverse("admin:portal_bundle_bulk")
    for url in (
        address("change", bundle),
        page(bundle, "tables"),
        page(bundle, "submit"),
        f"{bulk}?words=alert&by={script}",
    ):
        assert script not in client.get(url).content.decode()


def test_a_list_of_bundles_asks_no_more_for_more_of_them(login, bundle, django_assert_max_num_queries):
    client = login("閲覧者")
    for number in range(8):
        made = Bundle.objects.create(name=f"改定{number}")
        add_to_bundle(made, make_edition(terms=make_terms()), by=None)
    client.get(address("changelist", Bundle))
    with django_assert_max_num_queries(12):
        assert client.get(address("changelist", Bundle)).status_code == 200
