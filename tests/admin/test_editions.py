"""Editions in the admin: beginning a revision, its clauses in order, findings, preview, comparison, lists by state."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.admin.states import EditionState, in_state, state_of, with_state
from portal.comparison.house_style import THREE_COLUMN
from portal.comparison.rows.overrides import RowAddress
from portal.comparison.table import Part
from portal.models import (
    Clause,
    Consent,
    Decision,
    DecisionKind,
    Edition,
    MailCode,
    Publication,
    ReviewLink,
    SealedFile,
    Service,
    Terms,
    WorkingCopy,
)
from portal.publishing.decisions import append_decision
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.reviewing.authors import reader
from portal.publishing.reviewing.comments import add_comment
from portal.publishing.reviewing.links import make_link
from tests.admin.pages import address, send
from tests.factories import announce, make_comparison_style, make_edition, make_service, make_terms
from tests.views.examples import AT, make_hidden, make_moon, make_public


@pytest.fixture
def client(login):
    return login("起案者")


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_number_that_is_taken_is_refused_with_the_next_free_one(client, announced, draft):
    response = send(client, address("change", draft), number="1", summary="書いた概要")
    assert response.status_code == 200
    assert "番号1の版がすでにあります。空いている次の番号は3です。" in response.content.decode()
    assert "書いた概要" in response.content.decode()
    draft.refresh_from_db()
    assert draft.number == 2


def test_clauses_stand_in_order_with_their_links(client, draft):
    page = page_of(client, address("change", draft))
    clauses = list(draft.clauses.order_by("rank"))
    places = [page.index(f'id="clause-{clause.pk}"') for clause in clauses]
    assert places == sorted(places)
    for clause in clauses:
        for link in (address("change", clause), address("delete", clause), f"after={clause.pk}", f"before={clause.pk}"):
            assert link in page


def test_findings_name_clause_and_line(client, draft):
    article = draft.clauses.get(label="第2条")
    article.text = "次のとおり。\n(1) 一\n(3) 三"
    article.save()
    draft.summary, draft.effective_date = "", None
    draft.save()
    response = client.get(address("findings", draft))
    findings = response.context["findings"]
    assert [one.finding.code for one in findings.blocking] == ["no_effective_date", "no_summary"]
    assert [(one.clause.name, one.line) for one in findings.warnings] == [("第2条（定義）", 3)]
    page = response.content.decode()
    assert address("change", article) in page
    assert "本文の3行目" in page


def test_findings_of_an_announced_edition_are_those_of_its_text(client, announced):
    assert "確認事項はありません" in page_of(client, address("findings", announced))


def test_a_preview_reads_like_the_public_page_and_says_it_is_not_public(client, draft):
    page = page_of(client, address("preview", draft))
    assert 'id="art-1"' in page
    assert "公開されていません" in page
    assert reverse("portal:edition", args=["moon", "terms-of-use", 2]) not in page


def test_staff_pages_are_kept_by_nobody(client, draft):
    for name in ("preview", "comparison", "findings"):
        response = client.get(address(name, draft))
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert client.post(address(name, draft)).status_code == 405


def test_the_comparison_shows_what_changed_from_the_base(client, draft):
    assert "違いはありません" in page_of(client, address("comparison", draft))
    article = draft.clauses.get(label="第1条")
    article.text = "この規約は、月見クラウドの用い方を定めます。"
    article.save()
    assert '<ins class="mark">用い</ins>' in page_of(client, address("comparison", draft))


def test_the_comparison_does_not_call_texts_equal_that_differ_in_width(client, draft):
    Terms.objects.update(house_style=make_comparison_style(replace(THREE_COLUMN, ignore_width=True)).name)
    article = draft.clauses.get(label="第1条")
    article.text = article.text.replace("。", "。 ")
    article.save()
    page = page_of(client, address("comparison", draft))
    assert "全角・半角と空白のほかの違いはありません" in page and "版との違いはありません" not in page


def test_the_comparison_of_a_first_edition_says_there_is_none(client, announced):
    assert "新旧対照表はありません" in page_of(client, address("comparison", announced))


def test_pages_of_no_edition_are_not_found(client):
    for name in ("preview", "comparison", "findings"):
        assert client.get(reverse(f"admin:portal_edition_{name}", args=[999999])).status_code == 404


@time_machine.travel(AT, tick=False)
def test_every_edition_is_in_one_state_in_lists_and_filters(client):
    terms = make_moon()
    editions = [*make_public(terms), *make_hidden(terms)]
    withdrawn = make_edition(terms=make_terms())
    announce(withdrawn, withdrawn_at=datetime(2024, 9, 15, tzinfo=UTC))
    expected = {
        editions[0]: EditionState.SUPERSEDED,
        editions[1]: EditionState.IN_FORCE,
        editions[2]: EditionState.UPCOMING,
        editions[3]: EditionState.EMBARGOED,
        editions[4]: EditionState.DRAFT,
        withdrawn: EditionState.WITHDRAWN,
    }
    assert {edition: state_of(edition) for edition in with_state(Edition.objects.all())} == expected
    for state in EditionState:
        wanted = {edition for edition, its_state in expected.items() if its_state == state}
        assert set(in_state(state)) == wanted
        listed = client.get(address("changelist", Edition), {"state": state.value}).context["cl"].result_list
        assert set(listed) == wanted


@time_machine.travel(AT, tick=False)
def test_the_front_page_shows_editions_by_state(client):
    terms = make_moon()
    editions = [*make_public(terms), *make_hidden(terms)]
    page = page_of(client, reverse("admin:index"))
    assert "約款ポータル 管理" in page
    shown = [address("change", edition) in page for edition in editions]
    assert shown == [False, True, True, True, True]


def test_decisions_of_an_edition_are_one_link_away_and_show_their_chain(client, announced):
    page = page_of(client, address("change", announced))
    link = f"{address('changelist', Decision)}?edition__id__exact={announced.pk}"
    assert link in page
    decision = announced.decisions.get()
    assert f"<code>{decision.hash[:8]}</code>" in page_of(client, link)
    page = page_of(client, address("change", decision))
    assert decision.hash in page
    assert "正しくつながっています" in page


def fill(*, services, editions, articles):
    for number in range(services):
        terms = make_terms(service=make_service(name=f"サービス{number}"))
        for each in range(editions):
            text = "規約\n\n" + "\n".join(f"第{n}条（見出し）\n文{n}。\n" for n in range(1, articles + 1))
            edition = make_edition(terms=terms, text=text, effective_date=date(2024, 1, 1 + each))
            if each < editions - 1:
                announce(edition)


LISTS = [address("changelist", model) for model in (Service, Terms, Edition, Clause, Decision, Publication, SealedFile)]


@pytest.mark.parametrize("url", [reverse("admin:index"), *LISTS])
def test_queries_of_lists_do_not_grow_with_rows(client, url):
    fill(services=1, editions=3, articles=2)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page_of(client, url)
        return len(captured)

    queries()
    few = queries()
    fill(services=4, editions=5, articles=6)
    assert queries() == few


def test_queries_of_an_editions_page_do_not_grow_with_clauses(client):
    fill(services=1, editions=1, articles=2)
    fill(services=1, editions=1, articles=60)
    small, large = Edition.objects.order_by("pk")
    counts = []
    for edition in (small, small, large):
        with CaptureQueriesContext(connection) as captured:
            page_of(client, address("change", edition))
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_a_draft_goes_with_all_that_was_said_of_it(login, draft):
    client, user = login("起案者"), get_user_model().objects.create_user("hanako")
    link = make_link(
        draft, addressee="顧問", until=draft.terms.day_of(timezone.now()), may_comment=True, may_consent=True, by=user
    )
    add_comment(draft, author=reader(link, "顧問"), text="意見", clause_key=draft.clauses.first().key)
    MailCode.objects.create(link=link, name="顧問", mail="advisor@example.com", code_hash="!")
    set_row_remark(
        draft, RowAddress("new", draft.clauses.first().key, (), Part.CLAUSE), remark="備考", note="", by=user
    )
    WorkingCopy.objects.create(edition=draft, user=user)
    response = client.post(reverse("admin:portal_edition_delete", args=[draft.pk]), {"post": "yes"})
    assert response.status_code == 302
    assert not Edition.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("record", ["consent", "decision"])
def test_a_draft_with_records_stays_and_the_page_says_what_can_be_done_with_it(login, draft, record):
    if record == "decision":
        append_decision(draft, DecisionKind.SUBMITTED, actor_id=None, at=timezone.now())
    else:
        link = ReviewLink.objects.create(edition=draft, addressee="顧問", expires_at=timezone.now())
        said = {"name": "<b>顧問", "mail": "advisor@example.com", "subject_hash": "0" * 64}
        Consent.objects.create(link=link, edition=draft, at=timezone.now(), **said)
    url = reverse("admin:portal_edition_delete", args=[draft.pk])
    client = login("起案者")
    for page in (client.get(url), client.post(url, {"post": "yes"})):
        assert "次の改定に使えます" in page.content.decode()
        assert "<b>顧問" not in page.content.decode()
    assert Edition.objects.filter(pk=draft.pk).exists()
