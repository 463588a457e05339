from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from portal.models import Terms
from tests.factories import announce, make_edition
from tests.views.examples import make_moon, text

HERE = "/moon/terms-of-use/"


def day(value: date) -> str:
    return f'<time datetime="{value.isoformat()}">{value.year}年{value.month}月{value.day}日</time>'


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def test_terms_show_the_edition_in_force_since_when_and_what_is_coming(client: Client, moon: Terms) -> None:
    shown = page(client, HERE)
    assert (
        f'第2版 <span class="state state-in_force">施行中</span> {day(date(2024, 9, 1))}から適用されています。' in shown
    )
    assert f"{day(date(2025, 4, 1))}からは、第3版が適用されます。" in shown
    assert f'href="{HERE}editions/3/"' in shown
    assert f'href="{HERE}compare/2/3/"' in shown
    assert (
        f'2番目の概要</span><br><a class="screen-only" href="{HERE}compare/1/2/">第1版と第2版の新旧対照表</a>' in shown
    )
    assert "2番目の言葉です。" in shown
    assert "3番目の言葉です。" not in shown


def test_the_next_edition_shows_from_the_first_instant_of_its_day(
    client: Client, moon: Terms, at: time_machine.Traveller
) -> None:
    at.move_to(datetime(2025, 3, 31, 23, 59, 59, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False)
    assert "2番目の言葉です。" in page(client, HERE)
    at.move_to(datetime(2025, 4, 1, 0, 0, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False)
    assert "3番目の言葉です。" in page(client, HERE)


def test_a_superseded_edition_says_so_and_leads_to_the_one_in_force(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}editions/1/")
    assert f"{day(date(2023, 4, 1))}から{day(date(2024, 8, 31))}まで適用されました。現在は適用されません。" in shown
    assert f"現在適用されているのは第2版（{day(date(2024, 9, 1))}から）です。" in shown
    assert f'<a class="screen-only" href="{HERE}">第2版を読む</a>' in shown
    assert "1番目の言葉です。" in shown


def test_an_upcoming_edition_says_that_it_does_not_apply_yet(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}editions/3/")
    assert f"まだ適用されていません。{day(date(2025, 4, 1))}から適用されます。" in shown
    assert f"現在適用されているのは第2版（{day(date(2024, 9, 1))}から）です。" in shown


def test_terms_whose_first_edition_is_coming_say_that_none_applies(client: Client, db: None) -> None:
    announce(make_edition(terms=make_moon(), effective_date=date(2025, 4, 1)))
    shown = page(client, HERE)
    assert "現在適用されている版はありません。" in shown
    assert f"第1版を公表しています。{day(date(2025, 4, 1))}から適用されます。" in shown


def test_terms_whose_only_edition_was_withdrawn_say_that_none_applies(client: Client, db: None) -> None:
    announce(make_edition(terms=make_moon()), withdrawn_at=datetime(2024, 9, 15, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert "現在適用されている版はありません。" in page(client, HERE)
    assert f"{day(date(2024, 9, 15))}に撤回されました。適用されません。" in page(client, f"{HERE}editions/1/")
    assert '<span class="state state-withdrawn">撤回</span>' in page(client, f"{HERE}editions/")


def test_an_edition_replaced_before_its_day_says_that_it_never_applied(
    client: Client, moon: Terms, at: time_machine.Traveller
) -> None:
    announce(make_edition(terms=moon, text=text("差替え"), effective_date=date(2025, 4, 1)))
    assert "適用なし" in page(client, f"{HERE}editions/")
    at.move_to(datetime(2025, 4, 1, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False)
    assert "適用される前に第4版に替わりました。" in page(client, f"{HERE}editions/3/")


def test_the_list_shows_state_period_announcement_and_files_of_each_edition(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}editions/")
    rows = shown.split('<tr role="row">')[2:]
    assert ["第3版" in rows[0], "第2版" in rows[1], "第1版" in rows[2]] == [True, True, True]
    assert "公表済・施行前" in rows[0]
    assert f"{day(date(2025, 4, 1))}から</td>" in rows[0]
    assert day(date(2024, 9, 20)) in rows[0]
    assert f'href="{HERE}compare/2/3/"' in rows[0]
    assert f'href="{HERE}editions/3.pdf"' in rows[0]
    assert f'href="{HERE}compare/2/3.pdf"' in rows[0]
    assert "施行中" in rows[1]
    assert f"{day(date(2024, 9, 1))}から{day(date(2025, 3, 31))}まで" in rows[1]
    assert "失効" in rows[2]
    assert f"移行登録（{day(date(2024, 10, 1))}登録）" in rows[2]
    assert "移行登録" not in rows[1]
    assert "compare" not in rows[2]


def test_downloads_state_their_size(client: Client, moon: Terms) -> None:
    edition = moon.editions.get(number=2)
    size = edition.sealed_files.get(role="edition_pdf").size
    assert f"第2版のPDF（{size}\xa0バイト）" in client.get(HERE).content.decode()


def test_terms_without_headings_have_no_table_of_contents(client: Client, db: None) -> None:
    announce(make_edition(terms=make_moon(), text="月見クラウド利用規約\n\n月を見る約束です。\n"))
    shown = page(client, HERE)
    assert "月を見る約束です。" in shown
    assert "目次" not in shown


def test_an_edition_without_files_offers_none(client: Client, db: None) -> None:
    announce(make_edition(terms=make_moon()))
    assert ".pdf" not in page(client, HERE)


@pytest.mark.parametrize(
    "address",
    ["editions/0/", "editions/02/", "editions/９/", "editions/99999999999999999999/", "editions/-1/", "nope/"],
)
def test_what_is_no_edition_is_not_found(client: Client, moon: Terms, address: str) -> None:
    assert client.get(HERE + address).status_code == 404


def test_the_page_is_in_the_readers_language_and_the_terms_stay_japanese(client: Client, moon: Terms) -> None:
    shown = client.get(HERE, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in shown
    assert '<article class="document" lang="ja"' in shown
    assert '<html lang="ja">' in client.get(HERE).content.decode()
