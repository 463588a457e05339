"""What stands in paragraphs beside plain text: each word once, where a reader of the page would look for it."""

from __future__ import annotations

import pytest

from portal.importing.docx import read_docx
from portal.text.parser import parse
from portal.text.tree import Kind
from tests.importing.docx.word_files import NAMESPACES, WORD, p, r, row, table, word_file

TAB, BREAK, PAGE = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>'


def text(body: str, **parts: str) -> str:
    return read_docx(word_file(body, **parts), name="a.docx").text.removesuffix("\n")


def notes(body: str, **parts: str) -> list[str]:
    return [str(note) for note in read_docx(word_file(body, **parts), name="a.docx").notes]


def field(instruction: str, result: str | None = None) -> str:
    """A complex field; None is one without a result."""
    shown = "" if result is None else f"{_character('separate')}{result if result.startswith('<') else r(result)}"
    return f"{_character('begin')}{r(instruction, tag='instrText')}{shown}{_character('end')}"


def _character(kind: str, content: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{content}</w:fldChar></w:r>'


def drawing(content: str) -> str:
    return f"<w:r><w:drawing><wp:inline><a:graphic>{content}</a:graphic></wp:inline></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (TAB, "甲　乙"),
        (BREAK, "甲\n乙"),
        (PAGE, "甲\n乙"),
        ("<w:r><w:cr/></w:r>", "甲\n乙"),
        ("<w:r><w:noBreakHyphen/></w:r>", "甲-乙"),
        ("<w:r><w:softHyphen/></w:r>", "甲乙"),
        (r("\u00ad"), "甲乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "甲☑乙"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "甲α乙"),
        ('<w:r><w:sym w:font="ＭＳ 明朝" w:char="203B"/></w:r>', "甲※乙"),
        ('<w:r><w:sym w:font="Marlett" w:char="F001"/></w:r>', "甲〓乙"),
        (f'<w:hyperlink r:id="x">{r("月見")}</w:hyperlink>', "甲月見乙"),
        (f"<w:smartTag>{r('月見')}</w:smartTag>", "甲月見乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('月見')}</w:sdtContent></w:sdt>", "甲月見乙"),
        (f'<w:fldSimple w:instr=" REF x ">{r("月見")}</w:fldSimple>', "甲月見乙"),
        (field(" REF x \\h ", "第3条"), "甲第3条乙"),
        (field(" IF ", "<w:r/>" + field(" REF y ", "月見")), "甲月見乙"),
        (field(" EQ \\o\\ac(○,12) "), "甲⑫乙"),
        (field(" EQ \\o\\ac(○,印) "), "甲㊞乙"),
        (field(' EQ \\* jc2 \\* "Font:ＭＳ 明朝" \\* hps10 \\o\\ad(\\s\\up 9(きそん),毀損) '), "甲毀損（きそん）乙"),
        (field(" EQ \\f(1,2) "), "甲1/2乙"),
        (_character("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + _character("end"),
         "甲☑乙"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>'
         f"{r('x')}</w:sdtContent></w:sdt>", "甲☐乙"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
         "甲a/b乙"),
        ("<m:oMath><m:d><m:e><m:r><m:t>1+r</m:t></m:r></m:e></m:d></m:oMath>", "甲(1+r)乙"),
        (r("秘", "<w:vanish/>"), "甲乙"),
        (r("秘", '<w:vanish w:val="0"/>'), "甲秘乙"),
    ],
)  # fmt: skip
def test_what_stands_between_two_words(run: str, expected: str) -> None:
    assert text(p("甲", run, "乙")) == expected


def test_indents_of_tabs_go_and_tabs_beside_latin_words_are_plain_blanks() -> None:
    assert text(p(TAB, "2", TAB, "Each", TAB, "user", TAB)) == "2 Each user"


def test_blank_paragraphs_leave_one_blank_line() -> None:
    assert text(p() + p("甲") + p() + p(" ") + p("乙") + p(PAGE) + p("丙") + p()) == "甲\n\n乙\n\n丙"


def test_ruby_stands_in_brackets_and_is_told() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('き')}</w:rt><w:rubyBase>{r('毀')}</w:rubyBase></w:ruby></w:r>"
    assert text(p(ruby, "損")) == "毀（き）損"
    assert notes(p(ruby, "損")) == ["ルビ1個を、語の後の（　）に書きました（1行目）。不要なら消してください。"]


@pytest.mark.parametrize("fallback_first", [False, True])
def test_a_text_box_is_read_once_after_its_paragraph(fallback_first: bool) -> None:
    box = f"<w:txbxContent>{p('箱の中')}{p('二行目')}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps">{drawing(f"<wps:txbx>{box}</wps:txbx>")[5:-6]}</mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    ways = f"<mc:AlternateContent>{old + new if fallback_first else new + old}</mc:AlternateContent>"
    body = p("甲は", f"<w:r>{ways}</w:r>", "払う。") + p("乙")
    assert text(body) == "甲は払う。\n箱の中\n二行目\n乙"
    assert notes(body) == ["テキストボックス1個の文字を、付いている段落の後に置きました（1行目）。"]


def test_words_drawn_as_shapes_are_words() -> None:
    assert text(p("甲", '<w:r><w:pict><v:shape><v:textpath string="見本"/></v:shape></w:pict></w:r>')) == "甲\n見本"


def test_notes_stand_after_the_paragraph_or_table_that_has_their_marks() -> None:
    first, second, end = (f'<w:r><w:{kind}Reference w:id="{i}"/></w:r>' for kind, i in
                          (("footnote", 2), ("footnote", 3), ("endnote", 2)))  # fmt: skip
    body = p("甲", first, "。") + table(row(p_cell("乙", second), "丙")) + p("丁", end)
    parts = {
        "footnotes": f'<w:footnote w:id="2">{p("一")}{p("続き")}</w:footnote>'
        f'<w:footnote w:id="3">{p("二")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p("三")}</w:endnote>',
    }
    assert text(body, **parts) == ("甲（注1）。\n（注1）一\n続き\n| 乙（注2） | 丙 |\n（注2）二\n丁（注3）\n（注3）三")


def p_cell(*runs: str) -> str:
    return f"<w:tc><w:tcPr/>{p(*runs)}</w:tc>"


CONTENTS = (
    p(_character("begin"), r('TOC \\o "1-2"', tag="instrText"), _character("separate"), "第1条（目的）", TAB,
      field("PAGEREF _a \\h", "1"))
    + p("第2条　定義", TAB, "12")
    + p(_character("end"))
)  # fmt: skip


@pytest.mark.parametrize("heading", ["目　次", "もくじ", ""])
def test_a_table_of_contents_keeps_its_lines_without_page_numbers(heading: str) -> None:
    body = p("月見規約") + (p(heading) if heading else "") + CONTENTS + p("第1条（目的）") + p("文") + p("第2条　定義")
    read = read_docx(word_file(body), name="a.docx")
    assert read.text.startswith(f"月見規約\n{heading or '目次'}\n第1条（目的）\n第2条　定義\n\n第1条（目的）\n文\n")
    kinds = [clause.kind for clause in parse(read.text).document.clauses]
    assert kinds.count(Kind.TABLE_OF_CONTENTS) == 1
    assert kinds.count(Kind.ARTICLE) == 2
    assert ("見出しのない目次1個の前に「目次」を補いました。" in map(str, read.notes)) is not bool(heading)


def test_fields_that_do_not_pair_lose_no_words() -> None:
    assert text(p("甲", _character("begin"), r("REF x", tag="instrText"), "乙") + p("丙")) == "甲乙\n丙"


def test_what_is_left_out_is_told_with_its_line() -> None:
    picture = drawing('<a:graphicData><a:blip r:embed="x"/></a:graphicData>')
    body = p("甲") + p("乙", picture) + p(r("秘", "<w:vanish/>"), "丙") + '<w:altChunk r:id="x"/>' + p("丁")
    assert text(body) == "甲\n乙\n丙\n丁"
    assert notes(body) == [
        "図や画像1個は取り込みませんでした（2行目）。要る文字があれば書き足してください。",
        "隠し文字1か所は取り込みませんでした（3行目）。",
        "埋め込まれた別の文書1個は取り込みませんでした（4行目）。",
    ]


def test_text_that_a_style_hides_is_left_out() -> None:
    styles = '<w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert text(p("甲", r("秘", '<w:rStyle w:val="S"/>'), "乙"), styles=styles) == "甲乙"


def test_a_style_separator_joins_two_paragraphs_on_one_line() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert text(p("（目的）", properties=hidden) + p("本規約は") + p("次")) == "（目的）本規約は\n次"


def test_headers_and_footers_are_left_out_and_told_if_they_hold_words() -> None:
    assert notes(p("甲"), header=p("社外秘"), footer=p("- 3 -")) == [
        "ヘッダーとフッターの文字（社外秘）は取り込みませんでした。"
    ]


def test_blanks_that_nothing_preserves_are_the_layout_of_the_file() -> None:
    assert text("<w:p><w:r><w:t>\n  甲\n </w:t></w:r><w:r><w:t xml:space='preserve'> b </w:t></w:r></w:p>") == "甲 b"


def test_kangxi_radicals_and_control_marks_are_as_the_text_core_wants_them() -> None:
    assert text(p("⽉見\u2028規約")) == "月見\n規約"


def test_a_file_in_the_strict_form_is_read_too() -> None:
    names = NAMESPACES.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    entries = {"word/document.xml": f"<w:document {names}><w:body>{p('甲', style='x')}</w:body></w:document>".encode()}
    assert read_docx(word_file("", entries=entries), name="a.docx").text == "甲\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_parts_may_be_encoded_as_xml_may_be(encoding: str) -> None:
    declared = "utf-16" if encoding == "utf-16" else "utf-8"
    document = f"<w:document {NAMESPACES}><w:body>{p('規約')}</w:body></w:document>"
    xml = f'<?xml version="1.0" encoding="{declared}"?>{document}'
    assert read_docx(word_file("", entries={"word/document.xml": xml.encode(encoding)}), name="a.docx").text == "規約\n"
