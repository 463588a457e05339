"""The house terms of a terms in the admin: what is refused, and the findings that follow from them."""

import pytest
from django.urls import reverse

from portal.models import Terms
from portal.text.parser import parse
from tests.admin.pages import address, send
from tests.factories import make_edition

TEXT = """\
みなと規約
第１条（貸出し）
本<b>雑誌を貸します。
第２条（会費）
第１条（返却）により、本叉は雑誌を返します。
"""


@pytest.fixture
def client(login):
    return login("superuser")


def test_a_line_that_is_no_pair_is_refused_by_name_and_all_that_was_typed_stays(client, terms):
    response = send(client, address("change", terms), name="新しい名", house_terms="及び/および\r\n又は<script>")
    page = response.content.decode()
    assert response.status_code == 200
    assert "「又は&lt;script&gt;」は「良い表記/避ける表記」の形ではありません。例: 及び/および" in page
    assert "及び/および\r\n又は&lt;script&gt;</textarea>" in page
    assert 'value="新しい名"' in page
    assert Terms.objects.get().house_terms == ""


def test_pairs_are_stored_as_they_were_typed(client, terms):
    response = send(client, address("change", terms), house_terms="及び/および\r\n又は／または")
    assert response.status_code == 302
    assert [term.avoid for term in Terms.objects.get().spellings] == ["および", "または"]


def test_findings_show_their_proposals_escaped_and_what_a_person_must_decide(client, terms):
    terms.house_terms = "及び/<b>"
    terms.save()
    edition = make_edition(terms=terms, document=parse(TEXT).document)
    page = client.get(reverse("admin:portal_edition_findings", args=[edition.pk])).content.decode()
    assert "「&lt;b&gt;」は「及び」と書くことにしています。<br>直し方: 「&lt;b&gt;」→「及び」</li>" in page
    assert "直し方: 「叉は」→「又は」" in page
    assert "直す案（確かめてください）: 「返却」→「貸出し」" in page
    assert "<b>" not in page
