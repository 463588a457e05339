"""What a link opens, for how long, and what its pages say to browsers and search engines."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.comparison.rows.overrides import RowAddress
from portal.comparison.table import Part
from portal.models import Attachment, ReviewLink
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.reviewing.links import link_token, revoke_link
from portal.views.review.urls import urlpatterns
from tests.factories import announce
from tests.views.review.conftest import NEIGHBOUR, address

MIDNIGHT = datetime(2024, 10, 2, tzinfo=ZoneInfo("Asia/Tokyo"))
READING = ("", "comparison/", "consent/")


def test_the_text_and_the_comparison_are_shown_as_a_draft(client, link):
    for page in ("", "comparison/"):
        shown = client.get(address(link, page)).content.decode()
        assert "新しく定めます。" in shown
        assert '<span class="draft-mark">案</span>' in shown
        assert "月見 花子から、顧問弁護士への確認" in shown or "花子 月見から、顧問弁護士への確認" in shown


def test_a_link_opens_to_the_last_second(client, link, at):
    at.move_to(MIDNIGHT - timedelta(seconds=1), tick=False)
    assert client.get(address(link)).status_code == 200
    at.move_to(MIDNIGHT, tick=False)
    assert client.get(address(link)).status_code == 410


@pytest.mark.parametrize("end", ["expired", "revoked"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_ended_link_says_so_and_nothing_else(client, link, draft, drafter, at, end, method):
    if end == "revoked":
        revoke_link(link, by=drafter)
    else:
        at.move_to(MIDNIGHT, tick=False)
    for pattern in urlpatterns:
        url = address(link, str(pattern.pattern).removeprefix("<str:token>/").replace("<int:pk>", "1"))
        response = getattr(client, method)(url)
        if response.status_code == 405:
            continue
        page = response.content.decode()
        assert response.status_code == 410
        assert ("取り消されました" if end == "revoked" else "期限は過ぎました") in page
        assert [word for word in (draft.terms.name, draft.label, link.addressee, "花子", "月見") if word in page] == []
        assert response["Cache-Control"] == "no-store, private"


def test_unknown_and_tampered_tokens_get_the_page_of_any_unknown_address(client, link):
    unknown = client.get("/no-such-service/").content
    token = link_token(link)
    tokens = ["x", token[:-2] + "xx", f"{token}x", link_token(ReviewLink(nonce="unknown")), token.partition(".")[0]]
    for wrong in tokens:
        for page in ("", "comparison/", "edition.pdf", "files/1/"):
            response = client.get(f"/review/{wrong}/{page}")
            assert (response.status_code, response.content) == (404, unknown)
            assert response["Cache-Control"] == "no-store"


def test_nobody_keeps_or_lists_what_is_shown(client, link, quick_pdfs):
    for page in (*READING, "edition.pdf", "comparison.pdf"):
        response = client.get(address(link, page))
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] in ("no-referrer", "same-origin")
        assert "ETag" not in response.headers
        if response["Content-Type"].startswith("text/html") and response.status_code == 200:
            assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_only_pages_with_forms_tell_this_site_where_a_request_comes_from(client, link, quick_pdfs):
    policies = {page: client.get(address(link, page))["Referrer-Policy"] for page in ("", "comparison/", "edition.pdf")}
    assert policies == {"": "same-origin", "comparison/": "no-referrer", "edition.pdf": "no-referrer"}


def test_a_link_shows_no_neighbour_and_nothing_internal(client, link, quick_pdfs):
    for page in (*READING, "edition.pdf", "comparison.pdf"):
        shown = client.get(address(link, page), follow=True).content.decode()
        assert NEIGHBOUR not in shown
        assert "社内の理由" not in shown
        assert "/admin/" not in shown


def test_the_token_stands_on_no_printed_page(client, link):
    for page in READING:
        assert "print-only" not in client.get(address(link, page), follow=True).content.decode()


def test_reading_gives_no_session(client, link):
    client.get(address(link))
    assert "sessionid" not in client.cookies


def test_an_earlier_draft_is_not_shown_for_the_present_one(client, link, draft, at):
    assert "に更新されました" not in client.get(address(link)).content.decode()
    at.shift(timedelta(minutes=5))
    article = draft.clauses.get(label="第1条")
    article.text = "1. さらに改めます。"
    article.save()
    page = client.get(address(link)).content.decode()
    assert "さらに改めます。" in page
    assert "この案は2024年10月1日12:05に更新されました。" in page


def test_other_files_and_remarks_are_told_as_an_update_too(client, link, draft, drafter, at):
    """What a reader consents to covers them."""
    at.shift(timedelta(minutes=5))
    picture = {"filename": "a.png", "content_type": "image/png", "size": 1, "sha256": "0" * 64}
    file = Attachment.objects.create(edition=draft, name="a.png", **picture)
    assert "12:05に更新されました。" in client.get(address(link)).content.decode()
    at.shift(timedelta(minutes=5))
    file.delete()
    assert "12:10に更新されました。" in client.get(address(link)).content.decode()
    at.shift(timedelta(minutes=5))
    row = RowAddress("new", draft.clauses.get(label="第1条").key, (), Part.CLAUSE)
    set_row_remark(draft, row, remark="備考", note="", by=drafter)
    assert "12:15に更新されました。" in client.get(address(link)).content.decode()


@pytest.mark.parametrize(("days", "words"), [(-1, "公表されました。"), (1, "内容が決まりました。")])
def test_after_announcing_the_state_is_said_and_nothing_can_be_sent(client, link, draft, days, words):
    announce(draft, datetime(2024, 10, 1, 12, tzinfo=ZoneInfo("Asia/Tokyo")) + timedelta(days=days))
    page = client.get(address(link)).content.decode()
    assert words in page
    assert "<form" not in page
    assert "draft-mark" not in page
    assert ("/editions/4/" in page) is (days < 0)


def test_a_link_without_base_has_no_comparison(client, link, draft):
    draft.base = None
    draft.save()
    assert client.get(address(link, "comparison/")).status_code == 404
    assert client.get(address(link, "comparison.pdf")).status_code == 404
    assert "comparison" not in client.get(address(link)).content.decode().replace("comparison.css", "")


def test_a_file_of_another_edition_is_not_there(client, link):
    assert client.get(address(link, "files/1/")).status_code == 404
    assert client.get(address(link, f"files/{2**70}/")).status_code == 404


def test_a_public_service_cannot_take_the_address():
    from portal.models.slugs import RESERVED

    assert "review" in RESERVED
