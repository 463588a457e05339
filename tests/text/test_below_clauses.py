"""What a page shows below each clause of a document."""

from portal.text.html import document_html
from portal.text.html.markup import Safe, element, text
from portal.text.parser import parse
from portal.text.tree import Clause

TEXT = "規約\n\n第1条（目的）\n本文一\n\n第2条（定義）\n本文二\n"


def below(clause: Clause) -> Safe:
    return element("p", text(f"below {clause.label or clause.text}"))


def test_each_clause_is_followed_by_what_is_made_for_it():
    html = document_html(parse(TEXT).document, below=below)
    order = ["規約</p>", "below 規約", "本文一", "below 第1条", "本文二", "below 第2条"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert "</section><p>below 第1条</p>" in html


def test_a_title_that_is_not_shown_takes_what_is_below_it_along():
    assert "below 規約" not in document_html(parse(TEXT).document, with_title=False, below=below)


def test_nothing_stands_below_unless_asked_for():
    assert "below" not in document_html(parse(TEXT).document)
