import re
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from portal.comparison.house_style import THREE_COLUMN
from portal.models import Terms
from portal.publishing.comparison_files import FORMATS
from tests.factories import announce, make_comparison_style, make_edition
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
    assert '<ins class="mark">' in shown and '<del class="mark">' in shown
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
    assert "番目の言葉です。" in changed


@pytest.mark.parametrize(
    ("query", "current"),
    [
        ("", ["様式どおり", "示す"]),
        ("?rows=changed", ["変更のある行だけ", "示す"]),
        ("?rows=all&width=ignore", ["全文", "示さない"]),
    ],
)
def test_the_ways_to_see_a_table_are_links_and_the_current_ones_are_marked(
    client: Client, moon: Terms, query: str, current: list[str]
) -> None:
    shown = page(client, f"{HERE}1/2/{query}")
    assert re.findall('aria-current="true">(.*?)<', shown) == current
    addresses = re.findall(rf'<a href="({HERE}1/2/[^"]*)" rel="nofollow"', shown)
    assert len(addresses) == 5
    assert all(client.get(address.replace("&amp;", "&")).status_code == 200 for address in addresses)


def test_the_choice_goes_into_downloads_and_into_the_next_comparison(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}1/2/?rows=all&width=ignore")
    assert f'href="{HERE}1/2.docx?rows=all&amp;width=ignore"' in shown
    assert f'href="{HERE}1/2.pdf"' in shown
    assert '<input type="hidden" name="rows" value="all">' in shown
    answer = client.get(HERE, {"old": "1", "new": "3", "rows": "all", "width": "ignore"})
    assert answer["Location"] == f"{HERE}1/3/?rows=all&width=ignore"


def test_a_query_that_means_nothing_is_dropped(client: Client, moon: Terms) -> None:
    assert "hidden" not in re.findall("<input[^>]*>", page(client, f"{HERE}1/2/?rows=x&width=%3Cscript%3E"))
    assert client.get(HERE, {"old": "1", "new": "3", "rows": "x"})["Location"] == f"{HERE}1/3/"


def test_changed_rows_lead_to_themselves_and_into_both_texts(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}1/2/")
    ids = re.findall('<tr id="([^"]*)"', shown)
    assert ids and re.findall('class="anchor" href="#([^"]*)"', shown) == ids
    addresses = set(re.findall('class="to-text" href="([^"]*)"', shown))
    for address in addresses:
        path, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in page(client, path)


def test_the_table_is_named_for_those_who_hear_it(client: Client, moon: Terms) -> None:
    assert "<caption>第1版と第2版の新旧対照表</caption>" in page(client, f"{HERE}1/2/")


def test_what_changed_is_told_above_the_table_in_the_readers_language(client: Client, moon: Terms) -> None:
    told = re.search('<details class="changes-told" open>.*?</details>', page(client, f"{HERE}1/2/"))[0]
    assert told.count("<li>") > 0 and "第1条" in told
    english = client.get(f"{HERE}1/2/", headers={"accept-language": "en"}).content.decode()
    assert "Article 1" in re.search("<details.*?</details>", english, re.DOTALL)[0]


def test_each_sentence_of_what_changed_leads_to_its_row(client: Client, moon: Terms) -> None:
    shown = page(client, f"{HERE}1/2/")
    told = re.search('<details class="changes-told".*?</details>', shown)[0]
    addresses = re.findall('<li><a href="#([^"]*)">第[12]条', told)
    assert addresses == ["row-art-1-p1", "row-art-2-p1"]
    assert set(addresses) <= set(re.findall('<tr id="([^"]*)"', shown))


def test_words_of_the_terms_in_english_sentences_are_marked_as_japanese(client: Client, db: None) -> None:
    terms = make_moon()
    for caption in ("目的", "<b>趣旨"):
        written = f"規約\n第1条（{caption}）\n本を借ります。\n"
        announce(make_edition(terms=terms, text=written))
    english = client.get(f"{HERE}1/2/", headers={"accept-language": "en"}).content.decode()
    told = re.search("<ul>.*?</ul>", re.search("<details.*?</details>", english, re.DOTALL)[0], re.DOTALL)[0]
    assert 'caption changed to “&lt;b&gt;<span lang="ja">趣旨</span>”' in told


def test_what_the_marks_mean_is_said_once_in_the_readers_language(client: Client, moon: Terms) -> None:
    assert page(client, f"{HERE}1/2/").count("下線") == 1
    english = client.get(f"{HERE}1/2/", headers={"accept-language": "en"}).content.decode()
    assert "Underlined and coloured passages are those that changed." in english


def test_texts_too_long_to_compare_for_anyone_have_a_page_that_says_so(
    client: Client, moon: Terms, settings: Settings
) -> None:
    settings.COMPARISON_CHARACTERS = 10
    shown = page(client, f"{HERE}1/2/")
    assert "この2つの版は長いため" in shown
    assert "<table" not in shown and ".docx" not in shown
    for suffix in FORMATS:
        answer = client.get(f"{HERE}1/2.{suffix}?rows=all")
        assert (answer.status_code, answer["Location"]) == (302, f"{HERE}1/2/?rows=all")


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


@pytest.mark.parametrize("house_style_ignores", [False, True])
def test_texts_that_differ_in_width_alone_are_not_said_to_be_equal(
    client: Client, db: None, house_style_ignores: bool
) -> None:
    style = make_comparison_style(replace(THREE_COLUMN, ignore_width=True)).name
    terms = make_moon(house_style=style if house_style_ignores else "three-column")
    for sentence in ("２冊です。", "2冊です。"):
        announce(make_edition(terms=terms, text=text(sentence)))
    shown = page(client, f"{HERE}1/2/" if house_style_ignores else f"{HERE}1/2/?width=ignore")
    assert "全角・半角と空白のほかの違いはありません。" in shown
    assert "本文に違いはありません。" not in shown
    to_all = re.search(r'<a href="([^"]*)" rel="nofollow">示す</a>', shown)[1]
    assert '<ins class="mark">2</ins>' in page(client, to_all)


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
