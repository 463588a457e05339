"""Checks and renumbering leave addresses alone, and read on in emphasis and in the words of links."""

import pytest

from portal.text.checks import check
from portal.text.checks.defined_terms import read_definitions
from portal.text.checks.examined import examine
from portal.text.checks.house_terms import read_house_terms
from portal.text.checks.mends import mend
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.tree import Document, Problem
from portal.text.writer import write

TERMS = """\
月見クラウド利用規約

第１条（目的）
１．この規約は、**月見クラウド**の条件を定めます（**第２条第１項**を除きます。）。
２．料金は、[料金表（第３条）](https://tsukimi.example.jp/price?a=1&b=2)をご覧ください。
３．**解約は、月末までに申し出てください。**
４．申込みは、https://web.tsukimi.example.jp/Web/3.html によります。
５．問合せは、info@tsukimi.example.jp にしてください。

第２条（構成）
１．構成は、次の図のとおりです。
![構成図](attachment:第３条の図.png)
２．利用者は、これに従います。

第３条（料金）
料金は、無料です。

附則
この規約は、2026年12月1日から施行します。
"""


def document(line: str) -> Document:
    return parse(TERMS.replace("料金は、無料です。", line)).document


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_marks_give_no_cause_for_findings() -> None:
    assert codes(check(parse(TERMS).document)) == []


def test_references_in_emphasis_and_links_are_found_and_those_in_addresses_are_not() -> None:
    assert [reference.words for reference in read_references(parse(TERMS).document)] == ["第２条第１項", "第３条"]


def test_house_terms_never_change_an_address() -> None:
    terms = read_house_terms("Web/WEB\nサーバー/サーバ")
    text = "WEBの[WEBの表](https://a.jp/WEB/)とWEB@a.jpと![WEBの図](attachment:サーバ_WEB.png)によります。"
    mended = write(mend(document(text), house_terms=terms).document)
    assert "Webの[Webの表](https://a.jp/WEB/)とWEB@a.jpと![Webの図](attachment:サーバ_WEB.png)によります。" in mended


def test_a_slip_in_an_address_is_none() -> None:
    assert codes(check(document("図は、![図](attachment:をを.png)とします。"))) == []
    assert codes(check(document("図は、![図をを](attachment:a.png)とします。"))) == ["slip"]


def test_a_finding_over_many_places_has_no_mend_in_an_address() -> None:
    text = "**３日**と3日と5日と7日と![３日の図](attachment:３日.png)によります。"
    (found,) = check(document(text))
    clause = document(text).clauses[found.place.clause if found.place else 0]
    assert found.code == "digit_width"
    assert [clause.written[edit.start - 1] for edit in found.mend if edit.before == "３"] == ["*", "["]


def test_a_picture_without_description_is_told() -> None:
    (found,) = check(document("図は、次のとおりです。\n![](attachment:a.png)"))
    assert (found.code, found.values) == ("picture_without_words", (("name", "a.png"),))
    assert codes(check(document("図は、次のとおりです。\n**![ ](attachment:a.png)**"))) == ["picture_without_words"]


@pytest.mark.parametrize("written", ["「**月額料金**」", "**「月額料金」**", "「月額料金」"])
def test_a_word_is_defined_in_bold_as_well(written: str) -> None:
    text = f"当社は、毎月の代金（以下{written}といいます。）を請求します。月額料金は、返しません。"
    assert [definition.term for definition in read_definitions(examine(document(text)))] == ["月額料金"]
