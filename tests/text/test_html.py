"""A document as HTML: complete, in order, escaped, with headings that skip no level."""

import re
from html.parser import HTMLParser

import pytest

from portal.text.html import contents_html, document_html
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind
from portal.text.writer import write

TERMS = """\
ゆうなぎ利用約款

目次
第１章　総則
第２章　利用

この約款は、当社が定めます。

第１章　総則

第１条（目的）
この約款は、サービスの利用に適用します。
次の窓口にご連絡ください。
・電話
・手紙

第２条（定義）
１．用語の意味は、次のとおりです。
（１）サービス
イ．本体
ロ．付属品
（２）利用者
２．料金は、次の表によります。
| 区分 | 料金 |
| --- | ---: |
| 基本 | 1,000円 |

第２章　利用

第１節　申込み

第３条　利用者は、申し込みます。

附則（2024年9月1日）
第１条（施行期日）
この約款は、2024年9月1日から施行します。

別表第１（第２条関係）
| 甲 | 乙 |
"""
OURS = {
    "section",
    "h2",
    "span",
    "a",
    "div",
    "p",
    "ul",
    "li",
    "table",
    "tbody",
    "tr",
    "td",
    "colgroup",
    "col",
    "nav",
    "ol",
}
MARKUP = """<script>alert("x")</script> & 'y'"""


class Page(HTMLParser):
    """What a page holds: its text, headings with their level, and tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def heading_levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]

    def ids(self) -> list[str | None]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


def shown(text: str, **options: object) -> Page:
    return Page(document_html(parse(text).document, **options))


def squeezed(text: str) -> str:
    """Text without blanks, without pipes and without the dashes that align a table's columns."""
    lines = (line for line in text.splitlines() if not re.fullmatch(r"[|:\- 　]*-[|:\- 　]*", line))
    return re.sub(r"[\s|]", "", "".join(lines))


def test_every_character_is_shown_once_and_in_order() -> None:
    assert squeezed(shown(TERMS).text) == squeezed(TERMS)


@pytest.mark.parametrize(
    "path",
    [
        "dnet-onboarding/clean.txt",
        "tsukuroa-work-rules/v5.txt",
        "desknets-cloud-14-15/new.txt",
        "desknets-sync/new.txt",
        "electricity-business-act/new.txt",
    ],
)
def test_every_character_of_a_real_document_is_shown(corpus, path: str) -> None:
    document = parse((corpus / path).read_text()).document
    assert squeezed(Page(document_html(document)).text) == squeezed(write(document))


def test_headings_follow_the_clauses_without_skipping_a_level() -> None:
    assert shown(TERMS).heading_levels == [2, 3, 3, 2, 3, 4, 2, 3, 2]


def test_a_preamble_with_a_heading_holds_no_article() -> None:
    preamble = Clause(Kind.PREAMBLE, label="前文", text="あ\n", form="L\n")
    article = Clause(Kind.ARTICLE, label="第１条", number=(1,), text="い\n", form="L\n")
    assert Page(document_html(Document((preamble, article)))).heading_levels == [2, 2]


def test_articles_without_chapters_are_headings_of_the_level_asked_for() -> None:
    assert shown("第１条（目的）\nあ\n\n第２条（定義）\nい\n", heading_level=3).heading_levels == [3, 3]


def test_headings_deeper_than_html_has_stay_at_the_lowest() -> None:
    text = "第一編　一\n\n第一章　二\n\n第一節　三\n\n第一款　四\n\n第一目　五\n\n（六）\n第一条　あ\n"
    assert shown(text).heading_levels == [2, 3, 4, 5, 6, 6]


def test_an_article_can_be_linked_to_by_its_number() -> None:
    html = document_html(parse("第１８条の２（点検）\nあ\n").document)
    assert '<a class="anchor" href="#art-18-2" aria-label="第１８条の２へのリンク"></a>' in html
    assert '<section class="clause article" id="art-18-2">' in html


def test_a_prefix_keeps_two_documents_on_one_page_apart() -> None:
    both = shown(TERMS, anchor_prefix="old-").ids() + shown(TERMS, anchor_prefix="new-").ids()
    assert len(set(both)) == len(both) > 20
    assert [each for each in both if not str(each).startswith(("old-", "new-"))] == []


def test_links_to_articles_can_be_left_out() -> None:
    assert "anchor" not in document_html(parse(TERMS).document, permalinks=False)


def test_a_label_is_text_in_an_element_that_hangs() -> None:
    html = document_html(parse("第１条（目的）\n１．あ\n２．い\n").document)
    assert (
        '<div class="unit paragraph labelled hang-4" id="art-1-p2">'
        '<p class="line"><span class="label">２．</span>い</p></div>' in html
    )


def test_units_are_nested_as_they_stand() -> None:
    html = document_html(parse("第１条（目的）\n１．あ\n（１）い\nイ．う\n").document)
    order = re.findall(r'<div class="unit (\w+(?: depth-\d)?)|(</div>)', html)
    assert [kind or "end" for kind, _ in order] == ["paragraph", "item", "subitem depth-1", *["end"] * 4]


def test_a_label_written_before_its_text_is_marked_as_run_in() -> None:
    html = document_html(parse("第１条　この約款は、あ。\n").document)
    assert 'class="clause article run-in label-6"' in html


@pytest.mark.parametrize("text", ["第１条　・あ\n", "第１条　（１）あ\n", "第１条\nあ\n", "第１条（目的）　あ\n"])
def test_what_cannot_stand_beside_a_label_is_not_run_in(text: str) -> None:
    assert "run-in" not in document_html(parse(text).document)


def test_bullets_become_a_list_that_keeps_its_marks() -> None:
    html = document_html(parse("第１条（連絡先）\nあ\n・電話\n・手紙\n").document)
    assert html.count("<li ") == 2
    assert '<span class="marker">・</span>電話</li>' in html


def test_lines_with_pipes_become_a_table_with_headings_and_alignment() -> None:
    html = document_html(parse(TERMS).document)
    assert '<th scope="col">区分</th><th scope="col" class="align-right">料金</th>' in html
    assert '<td>基本</td><td class="align-right">1,000円</td>' in html


def test_a_table_without_a_line_of_dashes_has_no_heading() -> None:
    html = document_html(parse("別表第１\n| 甲 | 乙 |\n| 丙 |\n").document)
    assert "<th" not in html
    assert "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td></td></tr>" in html


def test_a_wide_table_shares_24_parts_among_its_columns() -> None:
    html = document_html(parse(f"別表第１\n| 甲 | {'長い文。' * 30} | 乙 |\n").document)
    shares = [int(share) for share in re.findall(r'<col class="share-(\d+)">', html)]
    assert sum(shares) == 24
    assert shares[1] == max(shares) >= 16


def test_more_columns_than_twelve_share_their_table_evenly() -> None:
    html = document_html(parse(f"別表第１\n{'| 長い見出し ' * 13}|\n").document)
    assert html.count("<td>") == 13
    assert "<col " not in html


@pytest.mark.parametrize("columns", [9, 12])
def test_the_parts_of_many_columns_are_no_more_than_there_are(columns: int) -> None:
    html = document_html(parse(f"別表第１\n| {'長い文。' * 30} {'| 短 ' * (columns - 1)}|\n").document)
    assert sum(int(share) for share in re.findall(r'<col class="share-(\d+)">', html)) == 24


@pytest.mark.parametrize("kind", list(Kind))
def test_markup_in_any_field_is_inert(kind: Kind) -> None:
    clause = Clause(kind, label=MARKUP, caption=MARKUP, text=f"{MARKUP}\n・{MARKUP}\n| {MARKUP} |\n", form="L（C）\n")
    document = Document((clause,))
    for html in (document_html(document, anchor_prefix='"><b>'), contents_html(document)):
        assert "<script" not in html
        assert {tag for tag, _ in Page(html).tags} <= OURS


def test_a_text_in_any_shape_is_shown_whole() -> None:
    text = f"１．{MARKUP}\n（１）{MARKUP}\nイ．{MARKUP}\n"
    html = document_html(Document((Clause(Kind.ARTICLE, "第１条", (1,), text=text, form="L\n"),)))
    assert Page(html).text.count(MARKUP) == 3


def test_contents_nest_articles_under_their_chapters() -> None:
    html = contents_html(parse(TERMS).document)
    page = Page(html)
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(links) == 9
    assert [link for link in links if link not in {f"#{each}" for each in shown(TERMS).ids()}] == []
    assert re.search(r'<li class="chapter">.*?第１章.*?<ol><li class="article">.*?第１条', html)


def test_a_document_without_headings_has_no_contents() -> None:
    assert contents_html(parse("前文だけです。\n").document) == ""


def test_supplements_that_are_called_alike_are_told_apart_by_their_dates_in_the_contents() -> None:
    document = parse(
        "規約\n第１条（目的）\n定めます。\n附則\n第１条（施行）\n２０２１年４月１日から施行します。\n附則\n令和五年七月一日から施行します。\n"
    ).document
    contents = contents_html(document)
    assert '附則</span><span class="caption">（２０２１年４月１日）</span>' in contents
    assert "（令和五年七月一日）" in contents
    single = parse("規約\n第１条　定めます。\n附則\n２０２１年４月１日から施行します。\n").document
    assert "２０２１年" not in contents_html(single)
