"""Where a row stands: in words, Japanese and English, and as an anchor."""

import pytest

from portal.comparison.addresses.places import Places
from portal.comparison.table import At, Part
from portal.text.parser import parse
from portal.text.tree import Document, Kind, Number

TERMS = """\
みなと規約
毎度ありがとうございます。
第一編　総則
第１章　利用
第１条（目的）
本を借ります。
| 区分 | 料金 |
| 本 | 無料 |
第１８条の２（会費）
１　会費は、無料です。
連絡先　港図書館
２　次のものは、有料です。
（１）写し
ア　白黒
（２）手紙
・速達
・書留
第２編　雑則
附則
第１条（施行）
四月から適用します。
附則（２０２４年９月１日）
第１条（施行）
九月から適用します。
附則
この規約は、２０２６年９月１日から施行します。
別表第一（第３条関係）
千円
別紙１
第１条（様式）
様式は、別に定めます。
"""
DOCUMENT = parse(TERMS).document
LABELS = [f"{clause.context}/{clause.label}" for clause in DOCUMENT]


def at(label: str, part: Part = Part.CLAUSE, *path: Number) -> At:
    """The first clause of this label, or the one behind "…/" of its 附則."""
    index = next(index for index, clause in enumerate(DOCUMENT) if label in (clause.label, LABELS[index]))
    return At(index, part, path)


APPENDED = At(len(DOCUMENT.clauses) - 1, Part.CLAUSE)
PREAMBLE = At(1, Part.LEAD, ((),))


@pytest.mark.parametrize(
    ("place", "japanese", "english", "anchor"),
    [
        (At(0, Part.CLAUSE), "題名", "Title", "title"),
        (PREAMBLE, "前文", "Preamble", "preamble-p1"),
        (at("第一編"), "第一編", "Part 1", "part-1"),
        (at("第１章"), "第一編第１章", "Part 1, Chapter 1", "chapter-1"),
        (at("第２編"), "第２編", "Part 2", "part-2"),
        (at("第１条", Part.HEADING), "第1条", "Article 1", "art-1"),
        (at("第１条", Part.LEAD, ()), "第1条", "Article 1", "art-1-p1"),
        (at("第１８条の２", Part.LEAD, (1,)), "第18条の2第1項", "Article 18-2, paragraph 1", "art-18-2-p1"),
        (at("第１８条の２", Part.BLOCK, (1,)), "第18条の2第1項", "Article 18-2, paragraph 1", "art-18-2-p1"),
        (
            at("第１８条の２", Part.ITEM, (2,), (2,)),
            "第18条の2第2項第2号",
            "Article 18-2, paragraph 2, item (2)",
            "art-18-2-p2-i2",
        ),
        (
            at("第１８条の２", Part.ITEM, (2,), (1,), (1,)),
            "第18条の2第2項第1号ア",
            "Article 18-2, paragraph 2, item (1), ア",
            "art-18-2-p2-i1-s1",
        ),
        (at("別表第一"), "別表第一", "Appended Table 1", "table-1"),
        (APPENDED, "別紙１第1条", "Annex 1, Article 1", "sheet-1-art-1"),
    ],
)
def test_a_place_is_cited_as_a_reader_would(place: At, japanese: str, english: str, anchor: str) -> None:
    places = Places(DOCUMENT)
    assert (places.words(place), places.named(place).english, places.anchor(place)) == (japanese, english, anchor)


@pytest.mark.parametrize(
    ("place", "japanese", "english"),
    [
        (at("第１条"), "", ""),
        (at("第１条", Part.HEADING), "見出し", "caption"),
        (at("第１章", Part.HEADING), "章名", "chapter title"),
        (at("第１条", Part.LEAD, ()), "本文", "main text"),
        (at("第１条", Part.BLOCK, ()), "表", "table"),
        (PREAMBLE, "", ""),
        (at("別表第一", Part.LEAD, ()), "", ""),
        (at("第１８条の２", Part.PARAGRAPH, (2,)), "第2項", "paragraph 2"),
        (at("第１８条の２", Part.LEAD, (2,)), "第2項柱書", "paragraph 2, opening words"),
        (at("第１８条の２", Part.BLOCK, (1,)), "第1項に続く部分", "text following paragraph 1"),
        (at("第１８条の２", Part.ITEM, (2,), (1,)), "第2項第1号", "paragraph 2, item (1)"),
        (at("第１８条の２", Part.BLOCK, (2,), (2,)), "第2項第2号の箇条書", "paragraph 2, item (2), list"),
    ],
)
def test_what_a_row_shows_of_its_clause_has_a_name(place: At, japanese: str, english: str) -> None:
    assert Places(DOCUMENT).named_unit(place) == (japanese, english)
    assert Places(DOCUMENT).unit_words(place) == japanese


def test_articles_of_several_supplements_never_read_the_same() -> None:
    places = Places(DOCUMENT)
    named = [places.named_clause(At(index, Part.CLAUSE)) for index in range(len(DOCUMENT.clauses))]
    supplements = [name for name in named if "附則" in name.japanese]
    assert [name.japanese for name in supplements] == [
        "附則",
        "附則第1条",
        "附則（2024年9月1日）",
        "附則（2024年9月1日）第1条",
        "附則（2026年9月1日施行）",
    ]
    assert [name.english for name in supplements][2:] == [
        "Supplementary Provisions (1 September 2024)",
        "Supplementary Provisions (1 September 2024), Article 1",
        "Supplementary Provisions (1 September 2026)",
    ]
    assert len(set(named)) == len(named)


def test_supplements_of_which_nothing_tells_the_day_are_counted() -> None:
    document = parse("第１条\n本。\n附則\n第１条\n甲。\n附則\n第１条\n乙。\n").document
    places = Places(document)
    words = [places.words(At(index, Part.CLAUSE)) for index in range(1, 5)]
    assert words == ["1番目の附則", "1番目の附則第1条", "2番目の附則", "2番目の附則第1条"]
    assert places.named_clause(At(4, Part.CLAUSE)).english == "Supplementary Provisions (no. 2), Article 1"


def test_an_only_supplement_has_its_day_when_asked_to_be_distinct() -> None:
    document = parse("第１条\n本。\n附則\n２０２４年９月１日から施行します。\n").document
    assert Places(document).words(At(1, Part.CLAUSE)) == "附則"
    assert Places(document, distinct=True).words(At(1, Part.CLAUSE)) == "附則（2024年9月1日施行）"


def test_numbers_that_run_through_are_cited_alone() -> None:
    document = parse("Terms\nArticle 1 (Scope)\n1. These terms apply.\n2. They are free.\n").document
    place = At(len(document.clauses) - 1, Part.PARAGRAPH, ((2,),))
    assert Places(document).named(place) == ("Article 1(2)", "Article 1(2)")
    assert Places(document).named_unit(place) == ("Article 1(2)", "Article 1(2)")


def test_the_name_of_the_clause_is_left_out_for_those_who_know_it() -> None:
    document = parse("Terms\nArticle 1 (Scope)\n1. These terms apply.\n2. They are free.\n").document
    places, place = Places(document), At(len(document.clauses) - 1, Part.PARAGRAPH, ((2,),))
    assert places.unit_within(place) == ("(2)", "(2)")
    assert places.in_clause(place, places.unit_within(place)) == ("Article 1(2)", "Article 1(2)")


def test_the_only_paragraph_of_a_numbered_heading_is_its_main_text() -> None:
    places, place = Places(parse("案内\n1. 情報\n氏名です。\n2. 窓口\n港です。\n").document), At(1, Part.LEAD, ((),))
    assert places.named(place) == ("1", "1")
    assert places.named_unit(place) == ("本文", "main text")


def test_what_follows_a_line_elided_below_a_heading_is_in_the_article() -> None:
    document = parse("第8条（甲）\n本。\n（略）\n第9条（乙）\n（略）\n2 本。\n（略）\n7 本。\n（略）\n").document
    places = Places(document)
    assert [places.clause_words(At(index, Part.CLAUSE)) for index in range(len(document.clauses))] == [
        "第8条",
        "（略）",
        "第9条",
        "第9条",
        "第9条",
        "（略）",
    ]
    place = At(3, Part.PARAGRAPH, ((),))
    assert (places.named(place), places.anchor(place)) == (("第9条第2項", "Article 9, paragraph 2"), "art-9-p2")
    assert places.named_unit(At(4, Part.PARAGRAPH, ((),))).japanese == "（略）の後の部分"


def test_items_below_an_elided_line_keep_their_numbers() -> None:
    places = Places(parse("第5条（甲）\n（略）\n(1)～(4) （略）\n(5) 本\n").document)
    assert places.named(At(1, Part.ITEM, ((), (5,)))) == ("第5条第5号", "Article 5, item (5)")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第1編　甲\n第1条\n本。\n第2条\n本。\n第2編　乙\n第1条\n本。\n", ["第1編第1条", "第1編第2条", "第2編第1条"]),
        (
            "第1章　甲\n第1条\n本。\n第2章　乙\n第1条\n本。\n附則\n第1条\n本。\n",
            ["第1章第1条", "第2章第1条", "附則第1条"],
        ),
        (
            "第1編　甲\n第1章　丙\n第1条\n本。\n第2章　丁\n第1条\n本。\n第2編　乙\n第1章　丙\n第1条\n本。\n",
            ["第1編第1章第1条", "第1編第2章第1条", "第2編第1章第1条"],
        ),
        ("第1編　甲\n第1章　丙\n第1条\n本。\n第2編　乙\n第1章　丙\n第1条\n本。\n", ["第1編第1条", "第2編第1条"]),
        ("第1章　甲\n第1条\n本。\n第1条\n本。\n第2章　乙\n第2条\n本。\n", ["第1条", "第1条", "第2条"]),
        ("第1章　甲\n第1条\n本。\n附則\n第1条\n本。\n別紙1\n第1条\n本。\n", ["第1条", "附則第1条", "別紙1第1条"]),
    ],
)
def test_articles_have_the_headings_that_tell_them_from_others_of_their_number(text: str, words: list[str]) -> None:
    document = parse(text).document
    places = Places(document)
    named = [places.clause_words(At(index, Part.CLAUSE)) for index in range(len(document.clauses))]
    assert [name for name in named if "条" in name] == words


@pytest.mark.parametrize(
    ("line", "japanese", "english"),
    [
        ("第3版（2024年4月1日）", "日付・版の行", "Date and edition line"),
        ("第3版", "版の行", "Edition line"),
        ("平成20年4月1日　制定\n令和7年4月1日　改正", "日付の行", "Date lines"),
        ("（令和5年条例第3号）", "番号の行", "Number line"),
        ("最終改定日：2024年4月1日", "最終改定日の行", "“最終改定日” line"),
        ("制定日：2020年4月1日\n改定日：2024年4月1日", "制定日・改定日の行", "“制定日” and “改定日” lines"),
        ("港町図書室長　山田", "奥付", "Colophon"),
        ("この規約は、2024年4月1日に改めました。", "前文", "Preamble"),
        ("本の貸出しは、次の条件によります。", "前文", "Preamble"),
    ],
)
def test_lines_below_the_title_are_called_by_what_they_say(line: str, japanese: str, english: str) -> None:
    kind = Kind.COLOPHON if japanese == "奥付" else None
    document = parse(f"図書室規約\n{line}\n第1条（目的）\n本を貸します。\n").document
    clauses = document.clauses
    if kind:
        document = Document((clauses[0], clauses[1]._replace(kind=kind), *clauses[2:]))
    assert Places(document).named(At(1, Part.CLAUSE)) == (japanese, english)


def test_entries_of_an_appendix_have_the_numbers_of_the_text() -> None:
    document = parse(
        "第1条　本。\n別表第1　部屋\n1 大部屋\n2 会議室\n(1) 机\n別表第2　本\n(1) 小説\n(2) 地図\n"
    ).document
    places = Places(document)
    assert places.named(At(1, Part.PARAGRAPH, ((2,),))) == ("別表第1の2の項", "Appended Table 1, item 2")
    assert places.words(At(1, Part.ITEM, ((2,), (1,)))) == "別表第1の2の項(1)"
    entry = next(path for path in (((), (2,)), ((2,),)) if places.words(At(2, Part.ITEM, path)) != "別表第2")
    assert places.words(At(2, Part.ITEM, entry)) == "別表第2(2)"


def test_multi_decimal_numbers_are_cited_as_they_are_written() -> None:
    document = parse(
        "規約\n１．総則\n１．１ 本を貸します。\n１．２ 紙を貸します。\n２．雑則\n２．１ 定めます。\n"
    ).document
    places = Places(document)
    for number, words in ((1, "１．１"), (2, "１．２")):
        place = At(1, Part.PARAGRAPH, ((1, number),))
        assert places.named(place) == places.named_unit(place) == (words, words)


def test_a_place_that_the_edition_does_not_have_has_no_words() -> None:
    places = Places(Document())
    place = At(3, Part.ITEM, ((1,), (2,)))
    assert (places.words(place), places.clause_words(place), places.unit_words(place), places.anchor(place)) == (
        ("",) * 4
    )
