"""Links of references: which words lead where, and that a page with them says what it says without."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.html import document as html_document
from portal.text.html import document_html
from portal.text.parser import parse
from portal.text.references.links import reference_links
from portal.text.tree import Clause, Document, Kind
from tests.generated import FORMS, TOKENS, Form, Terms, any_text, mutated, mutations, terms
from tests.work import calls_of

LINK = re.compile(r'<a class="reference" href="#([^"]*)">([^<]*)</a>')
MARKUP = """<script>alert("x")</script> & 'y'"""
ARTICLES = """\
第２条（乙）
１．あ
２．次のとおり
（１）あ
イ．あ
ロ．い
（２）い
第３条（丙）
あ
"""
WORDS = (
    *("第１条", "第二条第２項", "第３条（丙）第２項第１号イ", "前条", "次条", "同条", "本条", "前項", "次の各号"),
    *("前号", "第２号", "附則第１項", "別表第１", "この章", "から", "まで", "及び", "、", "Section 1(a)", "Article 2 "),
    *("\\|", "（", "）", "| ", " |\n", "・", "<b>", "&amp;", '"', "（１）", "イ　"),
)


def links_of(text: str) -> list[tuple[str, str]]:
    """The linked words of a text and where they lead, in reading order."""
    document = parse(text).document
    return [
        (clause.written[link.start : link.end], link.anchor)
        for clause, links in zip(document, reference_links(document), strict=True)
        for link in links
    ]


def links_in(words: str) -> list[tuple[str, str]]:
    """The links of these words as the first article of terms."""
    return links_of(f"規約\n第１条（甲）\n{words}\n{ARTICLES}")


# --- where words lead ---


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("第２条", "art-2"),
        ("第３条（丙）", "art-3"),
        ("第２条（乙）第２項第１号ロ", "art-2-p2-i1-s2"),
        ("第３条第１項", "art-3-p1"),
        ("次条", "art-2"),
        ("第２条第２号", "art-2-p2-i2"),
    ],
)
def test_a_reference_leads_to_the_place_it_names(words: str, anchor: str) -> None:
    assert links_in(f"会員は、{words}による。") == [(words, anchor)]


def test_each_member_of_a_list_leads_to_its_own_place() -> None:
    assert links_in("第２条第１項、第２項並びに第３条による。") == [
        ("第２条第１項", "art-2-p1"),
        ("第２項", "art-2-p2"),
        ("第３条", "art-3"),
    ]


def test_each_end_of_a_range_leads_to_its_own_place() -> None:
    assert links_in("第２条から第３条までによる。") == [("第２条", "art-2"), ("第３条", "art-3")]


def test_words_that_mean_several_lead_to_the_first_and_none_to_the_items_below_them() -> None:
    assert links_of("規約\n第１条\n１．あ\n２．い\n３．前二項による。\n４．次の各号\n（１）甲\n（２）乙\n") == [
        ("前二項", "art-1-p1"),
    ]


def test_all_items_of_another_paragraph_lead_to_what_holds_them() -> None:
    first = "規約\n第１条\n１．次の者\n（１）甲\n（２）乙\n２．前項各号による。\n"
    assert links_of(f"{first}第２条\n第１条第１項各号及び第１条各項による。\n") == [
        ("前項各号", "art-1-p1"),
        ("第１条第１項各号", "art-1-p1"),
        ("第１条各項", "art-1"),
    ]


@pytest.mark.parametrize("words", ["民法第２条", "第９条", "第２条第９項", "前条"])
def test_what_is_elsewhere_or_nowhere_is_no_link(words: str) -> None:
    assert links_in(f"{words}による。") == []


@pytest.mark.parametrize("words", ["本条", "この条", "第１条", "第１条第１項", "本項"])
def test_what_the_words_stand_in_is_no_link(words: str) -> None:
    assert links_in(f"{words}による。") == []


@pytest.mark.parametrize("words", ["この章", "第１章"])
def test_the_chapter_in_which_words_stand_is_no_link_when_they_say_so(words: str) -> None:
    found = links_of(f"規約\n第１章　甲\n第１条\n{words}による。\n第２章　乙\n第２条\nあ\n")
    assert found == ([] if words == "この章" else [("第１章", "chapter-1")])


def test_another_paragraph_of_the_same_article_is_a_link() -> None:
    assert links_of("規約\n第１条\n１．本条第２項による。\n２．第１条第１項及び第１条第２項による。\n") == [
        ("本条第２項", "art-1-p2"),
        ("第１条第１項", "art-1-p1"),
    ]


def test_a_supplement_and_an_appendix_lead_back_and_are_led_to() -> None:
    main = "規約\n第１条\n附則第２項及び別表第１による。\n"
    assert links_of(f"{main}附則\n１　第１条による。\n２　前項による。\n別表第１\n第１条の額\n") == [
        ("附則第２項", "suppl-p2"),
        ("別表第１", "table-1"),
        ("第１条", "art-1"),
        ("前項", "suppl-p1"),
        ("第１条", "art-1"),
    ]


def test_headings_titles_records_and_contents_hold_no_links() -> None:
    head = "第２条の規約\n目次\n第１章　甲（第１条・第２条）\n第１章　甲\n"
    text = f"{head}第１条\nあ\n第２条\nい\n別表（第１条関係）\nう\n文書番号：第１条\n"
    kinds = {clause.kind for clause in parse(text).document}
    assert {Kind.TITLE, Kind.TABLE_OF_CONTENTS, Kind.COLOPHON, Kind.APPENDIX} <= kinds
    assert links_of(text) == []


def test_one_of_several_units_with_one_number_leads_to_the_first() -> None:
    assert links_of("規約\n第１条\n１．あ\n１．い\n２．う\n第２条\n第１条第１項による。\n") == [
        ("第１条第１項", "art-1-p1")
    ]


def test_items_without_words_above_them_are_led_to() -> None:
    assert links_of("規約\n第１条\n（１）あ\n（２）い\n第２条\n第１条第１項及び第１条第２号による。\n") == [
        ("第１条第１項", "art-1-p1-i1"),
        ("第１条第２号", "art-1-p1-i2"),
    ]


def test_a_caption_that_reads_as_a_reference_is_part_of_the_link_around_it() -> None:
    text = "規約\n第１条（Section 1）\nあ\n第２条\n第１条（Section 1）による。\n"
    assert links_of(text) == [("第１条（Section 1）", "art-1")]


def test_a_link_knows_its_target_by_key_and_path() -> None:
    document = parse("規約\n第１条\n第２条第２項第１号による。\n第２条\n１．あ\n２．い\n（１）う\n").document
    keyed = Document(tuple(clause._replace(key=f"key-{place}") for place, clause in enumerate(document)))
    (link,) = reference_links(keyed)[1]
    assert (link.key, link.path) == ("key-2", ((2,), (1,)))


# --- the page ---


def shown(text: str, **options: str) -> str:
    return document_html(parse(text).document, **options)


def test_exactly_the_words_of_a_reference_are_the_link() -> None:
    page = shown("規約\n第１条（甲）\n会員は、第２条（乙）の者を除く。\n第２条（乙）\nあ\n")
    assert '会員は、<a class="reference" href="#art-2">第２条（乙）</a>の者を除く。' in page


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("１．第２条\n２．あ", '<span class="label">１．</span><a class="reference" href="#art-2">第２条</a></p>'),
        (
            "（１）第２条\n（２）あ",
            '<span class="label">（１）</span><a class="reference" href="#art-2">第２条</a></p>',
        ),
        ("・第２条", '<span class="marker">・</span><a class="reference" href="#art-2">第２条</a></li>'),
        ("| 第２条 |", '<td><a class="reference" href="#art-2">第２条</a></td>'),
        (r"| \| 第２条 \| |", '<td>| <a class="reference" href="#art-2">第２条</a> |</td>'),
        ("あ\n　次条　\nい", '<p class="line"><a class="reference" href="#art-2">次条</a></p>'),
    ],
)
def test_links_stand_in_every_sort_of_line(written: str, printed: str) -> None:
    assert printed in shown(f"規約\n第１条（甲）\n{written}\n第２条（乙）\nあ\n")


def test_a_preamble_has_links() -> None:
    assert LINK.findall(shown("規約\n前文\n第１条のとおり定めます。\n第１条（甲）\nあ\n")) == [("art-1", "第１条")]


def test_a_prefix_stands_before_what_links_lead_to() -> None:
    page = shown("規約\n第１条\n次条\n第２条\nあ\n", anchor_prefix="old-")
    assert LINK.findall(page) == [("old-art-2", "次条")]


def test_a_title_that_is_not_shown_is_still_the_documents_name() -> None:
    document = parse("みなと利用規約\n第１条\nみなと利用規約第２条による。\n第２条\nあ\n").document
    page = document_html(document, with_title=False)
    assert 'class="clause title"' not in page
    assert LINK.findall(page) == [("art-2", "第２条")]


def test_only_the_title_that_a_document_begins_with_is_left_out() -> None:
    clauses = tuple(Clause(kind, text=f"{kind}\n") for kind in (Kind.TITLE, Kind.PREAMBLE, Kind.TITLE))
    for first in (0, 1):
        page = document_html(Document(clauses[first:]), with_title=False)
        assert re.findall('class="clause ([a-z]+)"', page) == ["preamble", "title"]


def test_markup_around_and_inside_links_is_inert() -> None:
    words = f"{MARKUP}第２条（{MARKUP}）{MARKUP}"
    clause = Clause(Kind.ARTICLE, "第１条", (1,), MARKUP, f"{words}\n・{words}\n| {words} |\n", "L（C）\n")
    other = Clause(Kind.ARTICLE, "第２条", (2,), MARKUP, "あ\n", "L（C）\n")
    page = document_html(Document((clause, other)), anchor_prefix='"><b>')
    assert page.count('<a class="reference" href="#&quot;&gt;&lt;b&gt;art-2">') == 3
    assert "<script" not in page
    assert "<b>" not in page


# --- what holds for every text ---


def assert_links_hold(document: Document) -> None:
    """Fail unless links change nothing of a page but make words of single lines lead to what is there."""
    with pytest.MonkeyPatch.context() as patch:
        linked = document_html(document, anchor_prefix="x-")
        patch.setattr(html_document, "reference_links", lambda _: ((),) * len(document.clauses))
        plain = document_html(document, anchor_prefix="x-")
    assert LINK.sub(r"\2", linked) == plain
    ids = re.findall(r' id="([^"]*)"', plain)
    assert len(ids) == len(set(ids))
    assert {anchor for anchor, _ in LINK.findall(linked)} <= set(ids)
    for clause, links in zip(document, reference_links(document), strict=True):
        offsets = [offset for link in links for offset in (link.start, link.end)]
        assert offsets == sorted(offsets)
        assert all(0 <= link.start < link.end <= len(clause.written) for link in links)


@given(any_text())
def test_links_of_any_text_hold(text: str) -> None:
    assert_links_hold(parse(text).document)


@given(st.lists(st.sampled_from((*WORDS, *WORDS, *TOKENS)), max_size=80).map("".join))
def test_links_in_any_order_hold(text: str) -> None:
    assert_links_hold(parse(f"規約\n第１条（甲）\n{text}\n{ARTICLES}").document)


@given(terms(), st.sampled_from(FORMS), st.lists(st.sampled_from(WORDS), max_size=12), mutations(most=4))
def test_links_in_terms_hold(written: Terms, form: Form, words: list[str], changes: tuple) -> None:
    lines = written.write(form).split("\n")
    for place, found in enumerate(words):
        lines[-1 - place % len(lines)] += found
    assert_links_hold(parse(mutated("\n".join(lines), changes)).document)


@given(st.sampled_from(list(Kind)), st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_links_in_every_kind_of_clause_hold(kind: Kind, text: str) -> None:
    clause = Clause(kind, "第１条", (1,), "第２条", f"{text}\n", "L（C）\n")
    assert_links_hold(Document((clause, *parse(ARTICLES).document)))


def test_links_of_real_documents_hold(corpus) -> None:
    for path in ("dnet-onboarding/clean.txt", "tsukuroa-work-rules/v5.txt", "electricity-business-act/new.txt"):
        document = parse((corpus / path).read_text()).document
        assert_links_hold(document)
        assert sum(map(len, reference_links(document))) > 50


@pytest.mark.parametrize(
    "nasty",
    [
        lambda count: "第１条\n" + "第２条第１項及び前項の" * count + "\n第２条\nあ",
        lambda count: "第１条\n" + "次条及び\n" * count + "第２条\nあ",
        lambda count: "第１条\n|" + "第２条 \\| " * count + "|\n第２条\nあ",
        lambda count: "第１条\n" + "".join(f"（{n}）前号\n" for n in range(1, count + 1)),
    ],
    ids=["one line", "lines", "a cell", "items"],
)
def test_twice_the_links_are_about_twice_the_work(nasty) -> None:
    documents = [parse(nasty(count)).document for count in (200, 400)]
    once, twice = (calls_of(partial(document_html, document)) for document in documents)
    assert twice < 2.6 * once + 500
