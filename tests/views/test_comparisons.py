import pytest
from django.test import Client

from portal.models import Terms
from tests.factories import announce, make_edition
from tests.views.examples import make_moon, text

HERE = "/moon/terms-of-use/compare/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def test_a_comparison_shows_both_editions_the_summary_and_the_table(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}1/2/")
    assert "第1版" in shown and "失効" in shown
    assert "第2版" in shown and "施行中" in shown
    assert "2番目の概要" in shown
    assert '<table class="comparison with-remarks" role="table">' in shown
    assert '<u class="mark">' in shown
    assert f'href="{HERE}1/2.pdf"' in shown


def test_any_two_public_editions_compare_and_the_summaries_between_are_listed(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}1/3/")
    assert "2番目の概要" in shown and "3番目の概要" in shown
    assert f'href="{HERE}1/3.pdf"' not in shown


def test_the_older_edition_on_the_new_side_is_pointed_out(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}3/1/")
    assert "新しい版（第3版）から古い版（第1版）への向きで比べています。" in shown
    assert f'href="{HERE}1/3/"' in shown


def test_rows_without_a_change_can_be_left_out(client: Client, moon: Terms) -> None:
    whole, changed = page(client, f"{HERE}1/2/"), page(client, f"{HERE}1/2/?rows=changed")
    assert "第1条のきまりです。" in whole and "第1条のきまりです。" not in changed
    assert f'href="{HERE}1/2/?rows=changed"' in whole
    assert f'href="{HERE}1/2/"' in changed
    assert "番目の言葉です。" in changed


def test_the_table_has_the_house_style_of_the_terms(client: Client, moon: Terms) -> None:
    moon.house_style = "two-column"
    moon.save()
    shown = page(client, f"{HERE}1/2/")
    assert "改定後" in shown and "備考" not in shown


def test_equal_texts_are_said_to_be_equal(client: Client, db: None) -> None:
    terms = make_moon()
    for _number in range(2):
        announce(make_edition(terms=terms, text=text("同じ言葉です。")))
    shown = page(client, f"{HERE}1/2/")
    assert "この2つの版の本文に違いはありません。" in shown
    assert "<table" not in shown


def test_an_edition_is_not_compared_with_itself(client: Client, moon: Terms) -> None:
    assert client.get(f"{HERE}2/2/").status_code == 404


def test_choosing_two_editions_leads_to_their_comparison(client: Client, moon: Terms) -> None:
    response = client.get(HERE, {"old": "1", "new": "3"})
    assert (response.status_code, response["Location"]) == (302, f"{HERE}1/3/")


def test_the_form_suggests_the_newest_edition_and_the_one_before(client: Client, moon: Terms) -> None:
    shown = page(client, HERE)
    assert '<option value="2" selected>第2版（施行中）</option>' in shown
    assert '<option value="3" selected>第3版（公表済・施行前）</option>' in shown


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2", "2", "同じ版どうしは比べられません。"),
        ("2", "9", "選ばれた版が見つかりません。"),
        ("x", "3", "選ばれた版が見つかりません。"),
        ("2", "", "選ばれた版が見つかりません。"),
    ],
)
def test_a_pair_that_cannot_be_compared_is_refused_in_words(
    client: Client, moon: Terms, old: str, new: str, message: str
) -> None:
    assert message in page(client, f"{HERE}?old={old}&new={new}")


def test_an_address_that_chooses_nothing_shows_the_form_and_no_complaint(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}?utm_source=letter")
    assert '<option value="3" selected>第3版（公表済・施行前）</option>' in shown
    assert 'role="alert"' not in shown


def test_terms_with_one_edition_offer_no_choice(client: Client, db: None) -> None:
    announce(make_edition(terms=make_moon()))
    shown = page(client, HERE)
    assert "<form" not in shown
    assert "比べられる版はありません" in shown
