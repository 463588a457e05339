"""The page of an edition leads to whatever its reader typed there and did not save."""

import pytest
from django.contrib.auth import get_user_model

from portal.publishing.drafting.working_copies import keep_copy
from tests.admin.pages import address


@pytest.fixture
def client(login):
    return login("起案者")


def keep(draft, place, user=None):
    by = user or get_user_model().objects.get(username="起案者")
    keep_copy(draft, {"text": "書きかけの文。", "kind": "article"}, by=by, seen=0, place=place)


def copies(client, draft):
    return client.get(address("change", draft)).context["kept_copies"]


def test_each_copy_leads_to_the_page_that_offers_it(client, draft):
    first, second = draft.clauses.get(label="第1条"), draft.clauses.get(label="第2条")
    for place in ("", first.key, f"new:{second.key}", "new:", "new:end"):
        keep(draft, place)
    found = copies(client, draft)
    assert {copy.name for copy in found} == {"全文の編集", "第1条（目的）", "新しい条文"}
    for copy in found:
        page = client.get(copy.url)
        assert page.status_code == 200, copy.url
        assert "書きかけの文。" in page.content.decode(), copy.url


def test_copies_of_others_and_of_clauses_that_are_gone_are_not_listed(client, draft):
    keep(draft, "", get_user_model().objects.create_user("other"))
    keep(draft, "f" * 32)
    assert copies(client, draft) == []
    assert "作業中の控え</h2>" not in client.get(address("change", draft)).content.decode()
