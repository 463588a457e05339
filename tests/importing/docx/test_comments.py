"""Comments of Word files, with the words and the line they are on."""

from __future__ import annotations

from datetime import date

from portal.importing.docx import read_docx
from portal.importing.imported import FileComment
from tests.importing.docx.word_files import dele, p, r, row, table, word_file


def begin(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number: int, *paragraphs: str, author: str = "山田", paragraph_id: str = "") -> str:
    words = "".join(p(r(text)) for text in paragraphs).replace("<w:p>", f'<w:p w14:paraId="{paragraph_id}">')
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-05-01T10:00:00Z">{words}</w:comment>'


def read(body: str, comments: str, **parts: str) -> tuple[FileComment, ...]:
    return read_docx(word_file(body, comments=comments, **parts), name="a.docx").comments


def places(body: str, comments: str, **parts: str) -> list[tuple[str, int]]:
    return [(found.quoted, found.line) for found in read(body, comments, **parts)]


def test_a_comment_has_its_author_day_words_and_place() -> None:
    body = p("月見規約") + p("甲は", begin(0), "直ちに", end(0), "払う。")
    assert read(body, comment(0, "いつ？", "決めること")) == (
        FileComment("山田", "いつ？\n決めること", "直ちに", 2, date(2026, 5, 1)),
    )


def test_a_comment_on_several_paragraphs_quotes_them_and_stands_on_the_first() -> None:
    assert places(p("甲") + begin(0) + p("乙") + p() + p("丙") + end(0) + p("丁"), comment(0, "x")) == [("乙\n\n丙", 2)]


def test_comments_over_one_another_have_each_their_own_words() -> None:
    body = p(begin(0), "甲は", begin(1), "乙に", end(0), "払う", end(1))
    assert places(body, comment(0, "x") + comment(1, "y")) == [("甲は乙に", 1), ("乙に払う", 1)]


def test_a_comment_in_a_table_stands_on_the_line_of_its_row() -> None:
    cell = f"<w:tc><w:tcPr/>{p(begin(0), '百円', end(0))}</w:tc>"
    assert places(p("表") + table(row("甲", "乙"), row("小", cell)), comment(0, "x")) == [("百円", 3)]


def test_a_comment_on_a_place_or_on_words_that_are_gone_still_has_its_line() -> None:
    body = p("甲") + p("乙", end(0)) + p("丙", begin(1), dele("丁"), end(1))
    assert places(body, comment(0, "x") + comment(1, "y")) == [("", 2), ("", 3)]


def test_a_reply_without_a_place_has_that_of_what_it_answers() -> None:
    extended = '<w15:commentEx w15:paraId="B" w15:paraIdParent="A"/><w15:commentEx w15:paraId="A"/>'
    comments = comment(0, "いつ？", paragraph_id="A") + comment(1, "月末", author="佐藤", paragraph_id="B")
    found = read(p("甲") + p(begin(0), "乙", end(0)), comments, commentsExtended=extended)
    assert [(reply.author, reply.text, reply.quoted, reply.line) for reply in found] == [
        ("山田", "いつ？", "乙", 2), ("佐藤", "月末", "乙", 2),
    ]  # fmt: skip


def test_a_comment_that_nothing_in_the_document_names_is_kept() -> None:
    assert places(p("甲"), comment(7, "x")) == [("", 0)]


def test_a_long_quote_is_cut() -> None:
    ((quoted, _line),) = places(p(begin(0), "長" * 1000, end(0)), comment(0, "x"))
    assert quoted == "長" * 300 + "…"


def test_what_others_wrote_stays_text() -> None:
    (found,) = read(p("甲"), comment(0, "<script>alert(1)</script> {count}", author="&lt;b&gt;"))
    assert (found.author, found.text) == ("<b>", "<script>alert(1)</script> {count}")
