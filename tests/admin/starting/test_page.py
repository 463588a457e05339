"""改定を始める in the admin: one filled-in form, who may use it, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.models import Edition, Terms
from portal.text.writer import write
from tests.admin.pages import address
from tests.factories import announce, make_edition, make_terms

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def client(login: Any) -> Client:
    return login("起案者")


def start_address(terms: Terms) -> str:
    return reverse("admin:portal_edition_start", args=[terms.pk])


def proposed(client: Client, url: str) -> dict[str, Any]:
    """What the form at this address would send if only the reason were typed."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: getattr(value, "pk", value) or "" for name, value in values.items()} | {"reason": "料金の改定"}


def test_only_the_reason_has_to_be_typed(client: Client, announced: Edition) -> None:
    url = start_address(announced.terms)
    response = client.post(url, proposed(client, url))
    made = Edition.objects.get(number=2)
    assert response["Location"] == address("change", made)
    assert write(made.document()) == write(announced.document())
    assert (made.base, made.reason, made.title) == (announced, "料金の改定", announced.title)
    assert set(made.clauses.values_list("key", flat=True)) == set(announced.clauses.values_list("key", flat=True))


def test_the_page_says_how_the_day_was_found(client: Client, announced: Edition) -> None:
    Terms.objects.update(notice_days=30)
    with time_machine.travel(AT, tick=False):
        response = client.get(start_address(announced.terms))
    page = response.content.decode()
    assert response.context["form"].initial["effective_date"] == date(2027, 1, 1)
    assert 'value="2027-01-01"' in page
    assert "きょう（2026年11月20日）公表すると、予告日数30日で、早くても2026年12月21日からです。" in page
    assert "それ以後の最初の1日、2027年1月1日を案にしました。" in page


def test_an_open_draft_is_told_with_a_link_and_does_not_stop_anybody(client: Client, draft: Edition) -> None:
    url = start_address(draft.terms)
    page = client.get(url).content.decode()
    assert "まだ公表していない版がもうあります" in page
    assert address("change", draft) in page
    assert client.post(url, proposed(client, url)).status_code == 302
    assert draft.terms.editions.filter(number=3).exists()


def test_no_open_draft_is_told_where_there_is_none(client: Client, announced: Edition) -> None:
    assert "まだ公表していない版がもうあります" not in client.get(start_address(announced.terms)).content.decode()


def test_any_edition_can_be_copied(client: Client, announced: Edition) -> None:
    latest = make_edition(terms=announced.terms, text="月見規約\n\n第1条（目的）\n新しい。\n")
    announce(latest)
    url = f"{start_address(announced.terms)}?base={announced.pk}"
    assert "新旧対照表は、第2版と比べて作ります。" in client.get(url).content.decode()
    client.post(url, proposed(client, url))
    made = Edition.objects.get(number=3)
    assert (write(made.document()), made.base) == (write(announced.document()), latest)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"number": "0"},
        {"number": "9" * 30},
        {"number": "1"},
        {"source": "9" * 30},
        {"source": "x"},
        {"effective_date": "2027-02-30"},
        {"title": "長" * 301},
        {"reason": "長" * 5001},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, announced: Edition, wrong: dict[str, str]
) -> None:
    url = start_address(announced.terms)
    response = client.post(url, proposed(client, url) | {"title": "打った題名"} | wrong)
    page = response.content.decode()
    assert response.status_code == 200
    assert "まだ始めていません" in page
    assert wrong.keys() <= response.context["form"].errors.keys()
    assert wrong.get("title", "打った題名") in page
    assert not Edition.objects.filter(number__gt=1).exists()


def test_an_edition_of_other_terms_cannot_be_copied(client: Client, announced: Edition) -> None:
    other = make_edition(terms=make_terms())
    url = start_address(announced.terms)
    response = client.post(url, proposed(client, url) | {"source": other.pk})
    assert "source" in response.context["form"].errors


@pytest.mark.parametrize("base", ["x", "9" * 30, "9" * 5000, "", "-1"])
def test_a_base_that_is_none_is_left_out_of_account(client: Client, announced: Edition, base: str) -> None:
    assert client.get(f"{start_address(announced.terms)}?base={base}").context["proposed"].source == announced


@pytest.mark.parametrize("terms_id", [0, 999, 2**63])
def test_terms_that_are_not_there_are_not_found(client: Client, terms: Terms, terms_id: int) -> None:
    assert client.get(f"/admin/portal/edition/start/{terms_id}/").status_code == 404


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_add_editions_is_refused(login: Any, announced: Edition, group: str, method: str) -> None:
    url = start_address(announced.terms)
    assert getattr(login(group), method)(url, {"reason": "改定", "number": 2}).status_code == 403
    assert Edition.objects.count() == 1


def test_visitors_are_sent_to_the_login(announced: Edition) -> None:
    response = Client().get(start_address(announced.terms))
    assert response["Location"].startswith(reverse("admin:login"))


def test_what_was_typed_after_the_session_ended_is_shown(announced: Edition) -> None:
    response = Client().post(start_address(announced.terms), {"reason": "打った理由"})
    assert response.status_code == 403
    assert "打った理由" in response.content.decode()


def test_markup_in_names_is_shown_as_words(client: Client, terms: Terms) -> None:
    script = "<script>alert(1)</script>"
    Terms.objects.update(name=script)
    make_edition(terms=terms, title=script, edition_label=script)
    page = client.get(start_address(terms)).content.decode()
    assert script not in page
    assert "&lt;script&gt;" in page


def test_the_way_to_a_new_edition_asks_for_the_terms_first(client: Client, announced: Edition) -> None:
    page = client.get(address("add", Edition)).content.decode()
    assert start_address(announced.terms) in page
    assert 'name="number"' not in page
    with_terms = client.get(f"{address('add', Edition)}?terms={announced.terms_id}")
    assert with_terms["Location"] == start_address(announced.terms)


@pytest.mark.parametrize("asked", ["x", "9" * 30, "9" * 5000, "０"])
def test_terms_asked_for_wrongly_are_chosen_from_the_list(client: Client, announced: Edition, asked: str) -> None:
    assert client.get(f"{address('add', Edition)}?terms={asked}").status_code == 200


def test_a_revision_is_one_click_from_the_page_of_the_terms(client: Client, announced: Edition) -> None:
    assert start_address(announced.terms) in client.get(address("change", announced.terms)).content.decode()
    assert start_address(announced.terms) in client.get(address("change", announced)).content.decode()


def test_the_page_is_in_english_for_who_reads_english(client: Client, announced: Edition) -> None:
    page = client.get(start_address(announced.terms), headers={"Accept-Language": "en"}).content.decode()
    assert "Begin a revision" in page
