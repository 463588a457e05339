"""Inline marks on the page of an edition: links, emphasis and pictures, and nothing else that a text could slip in."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given

from portal.text.html import document_html
from portal.text.parser import parse
from tests.text.test_inline import any_words, marked_words

HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '[x](https://a.jp/"onmouseover="alert(1))',
    "[x](https://a.jp/'onmouseover='alert(1))",
    '[<script>alert(1)</script>](https://a.jp/"><script>)',
    "[<img src=x onerror=alert(1)>](https://a.jp)",
    "**<script>alert(1)</script>**",
    '!["><script>alert(1)</script>](attachment:a.png)',
    '![図](attachment:"><script>.png)',
    "![図](javascript:alert(1))",
    "![図](https://a.jp/x.png)",
    "[[[x](https://a.jp)](https://b.jp)](https://c.jp)",
    "**[**x](https://a.jp)**",
    "https://a.jp/<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>https://a.jp</a>",
    'a"onclick="x@b.jp',
]


class Tags(HTMLParser):
    """Every tag with its attributes, the text, and whether tags close as they opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("img", "col"):
            assert not (tag == "a" and "a" in self.open)
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def html(line: str, **options: object) -> str:
    return document_html(parse(f"第１条（目的）\n１．{line}\n\n第２条（他）\nあ。\n").document, **options)


def shown(line: str, **options: object) -> str:
    """What stands beside the label."""
    _, _, behind = html(line, **options).partition('<span class="label">１．</span>')
    return behind.partition("</p>")[0]


def test_a_link_shows_its_words_and_carries_its_address_for_paper() -> None:
    assert shown("[料金表](https://a.jp/?b&c)をご覧ください。") == (
        '<span class="named-link" data-address="https://a.jp/?b&amp;c">'
        '<a class="link" href="https://a.jp/?b&amp;c" rel="noreferrer">料金表</a></span>をご覧ください。'
    )


def test_a_mail_link_is_printed_without_its_scheme() -> None:
    assert shown("[窓口](mailto:a@b.jp)") == (
        '<span class="named-link" data-address="a@b.jp">'
        '<a class="link" href="mailto:a@b.jp" rel="noreferrer">窓口</a></span>'
    )


def test_addresses_written_as_such_are_links() -> None:
    assert shown("https://a.jp/bとc@d.jp。") == (
        '<a class="link" href="https://a.jp/b" rel="noreferrer">https://a.jp/b</a>と'
        '<a class="link" href="mailto:c@d.jp" rel="noreferrer">c@d.jp</a>。'
    )


def test_emphasis_is_strong() -> None:
    assert shown("**重要**な**こと**です。") == "<strong>重要</strong>な<strong>こと</strong>です。"


def test_a_reference_in_emphasis_leads_to_what_it_names() -> None:
    assert shown("**第２条**による。") == '<strong><a class="reference" href="#art-2">第２条</a></strong>による。'


def test_a_reference_in_a_links_words_is_no_link_in_the_link() -> None:
    links = Tags(html("[表（第２条）](https://a.jp)、第２条による。")).of("a")
    assert [each["class"] for each in links if each["class"] != "anchor"] == ["link", "reference"]


def test_a_reference_in_an_address_or_a_pictures_name_is_none() -> None:
    page = html("[表](https://第２条.jp/)と![図](attachment:第２条.png)", image_address=lambda name: f"/{name}")
    assert 'class="reference"' not in page


def test_a_picture_is_shown_with_its_description() -> None:
    page = shown("![構成図](attachment:a.png)", image_address={"a.png": "/files/1?a&b"}.get)
    assert page == '<img class="picture" src="/files/1?a&amp;b" alt="構成図">'


def test_a_picture_among_words_is_as_high_as_they_are() -> None:
    page = shown("印![印](attachment:a.png)です。", image_address=lambda _: "/a")
    assert page == '印<img class="picture among-words" src="/a" alt="印">です。'


def test_a_picture_without_description_is_called_by_its_name() -> None:
    assert 'alt="a.png"' in shown("![](attachment:a.png)", image_address=lambda _: "/a")


def test_a_picture_that_is_not_there_is_shown_in_words() -> None:
    assert shown("![構成図](attachment:a.png)") == '<span class="picture-words">〔図：構成図〕</span>'


def test_marks_in_a_table_are_drawn_too() -> None:
    page = document_html(
        parse(
            "第１条（表）\n次の表\n| **甲** | [a\\|b](https://a.jp) |\n| a@b.jp | ![図](attachment:c.png) |\n"
        ).document,
        image_address=lambda _: "/c",
    )
    assert "<td><strong>甲</strong></td>" in page
    assert ">a|b</a></span></td>" in page
    assert ">a@b.jp</a></td>" in page
    assert '<td><img class="picture" src="/c" alt="図"></td>' in page


def test_a_record_at_the_front_has_its_links() -> None:
    page = document_html(parse("規約\n最新版：https://a.jp/\n\n第１条（目的）\nあ。\n").document)
    assert 'href="https://a.jp/"' in page


def test_a_heading_in_bold_stays_a_heading() -> None:
    page = document_html(parse("**第１条（目的）**\nあ。\n").document)
    assert "strong" not in page
    assert '<span class="label">第１条</span>' in page


def test_a_text_without_marks_is_shown_as_before() -> None:
    assert shown("a * b ** c [d] (e) <f>") == "a * b ** c [d] (e) &lt;f&gt;"


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("line", ["{}", "あ{}い", "・{}", "| {} | あ |", "（１）{}"])
def test_hostile_words_are_words(words: str, line: str) -> None:
    page = Tags(html(f"次のとおり\n{line.format(words)}", image_address=lambda name: f'/"><b>{name}'))
    assert page.of("script", "b", "iframe") == []
    for attributes in page.of("a", "img"):
        assert {name for name in attributes if name.startswith("on")} == set()
        address = attributes.get("href") or attributes.get("src") or ""
        assert address.startswith(("#", "https://", "mailto:", '/"><b>'))


@given(any_words)
def test_any_words_close_what_they_open(words: str) -> None:
    Tags(html(words))


@given(marked_words)
def test_between_the_markers_nothing_is_lost(words: str) -> None:
    assert Tags(html(f"あ{words}")).text.count("い") == words.count("い")


@pytest.mark.parametrize("unit", ["[", "**", "**a**", "[a](https://a.jp)", "[a](https://", "第２条**", "a@b.jp "])
def test_a_hundred_thousand_signs_are_shown_in_time(unit: str) -> None:
    document = parse(f"第１条（目的）\n１．{unit * (100_000 // len(unit))}\n\n第２条（他）\nあ。\n").document
    started = time.process_time()
    document_html(document)
    assert time.process_time() - started < 20
