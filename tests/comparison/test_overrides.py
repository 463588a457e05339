"""Staff's own remarks and notes: on which row they are printed, and how they follow what they speak of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.comparison.formats.plain_text import plain_text
from portal.comparison.house_style import GOVERNMENT, THREE_COLUMN, TWO_COLUMN, WORD_LEVEL, Cut, Elision, HouseStyle
from portal.comparison.merging import with_keys_of
from portal.comparison.rows.overrides import (
    NOWHERE,
    RowOverride,
    carried,
    lost,
    row_address,
    row_addresses,
    with_overrides,
)
from portal.comparison.table import ComparisonTable, Part, RowKind
from portal.text.parser import parse
from portal.text.tree import Document
from tests.generated import FORMS, Form, Terms, any_text, mutated, mutations, terms

OLD = """貸出規程

第1条（目的）
この規程は、本の貸出しを定める。

第2条（貸出し）
会員は、本を三冊まで借りられる。
２　期間は、二週間とする。
３　会員は、次のことをしない。
（１）又貸し
（２）書き込み

第3条（罰則）
遅れた会員には、貸さない。"""
NEW = OLD.replace("二週間", "三週間").replace("書き込み", "書込みと切取り").partition("\n\n第3条")[0]

STYLES = (
    THREE_COLUMN,
    WORD_LEVEL,
    replace(THREE_COLUMN, cut=Cut.PARAGRAPH),
    replace(THREE_COLUMN, unchanged_articles=Elision.FULL, context=True),
)


def keyed(text: str, *, keys: str = "k") -> Document:
    """The document of a text, its clauses with keys in order."""
    document = parse(text).document
    clauses = tuple(clause._replace(key=f"{keys}{place}") for place, clause in enumerate(document))
    return replace(document, clauses=clauses)


def edited(text: str, before: Document, *, keys: str) -> Document:
    """The document of a text that was typed over another: with the keys of what goes on, new ones for what is new."""
    document = with_keys_of(parse(text).document, before)
    clauses = tuple(clause if clause.key else clause._replace(key=f"{keys}{i}") for i, clause in enumerate(document))
    return replace(document, clauses=clauses)


def table(new: str = NEW, **changes: object) -> ComparisonTable:
    return compare(keyed(OLD), keyed(new), style=replace(THREE_COLUMN, **changes))


def override(path: tuple = ((2,),), part: Part = Part.LEAD, **values: object) -> RowOverride:
    return RowOverride(**({"clause_key": "k2", "side": "new", "path": path, "part": part} | values))


def remarks(made: ComparisonTable) -> dict[str, str]:
    """The remark of each row by the first words of its new cell, of the old one where it was deleted."""
    cells = ((row.old if row.kind is RowKind.DELETED_ARTICLE else row.new, row.remark) for row in made.rows)
    return {cell.text.partition("\n")[0]: remark for cell, remark in cells}


def test_a_remark_takes_the_place_of_the_styles_on_its_row_alone() -> None:
    before, after = remarks(table()), remarks(with_overrides(table(), [override(remark="（期間の延長）")]))
    assert before["２　期間は、三週間とする。"] == "(変更)"
    assert after == before | {"２　期間は、三週間とする。": "（期間の延長）"}


def test_a_note_stands_on_a_line_of_its_own_below_the_styles_remark() -> None:
    made = with_overrides(table(), [override(note="会員の求めによる。")])
    assert remarks(made)["２　期間は、三週間とする。"] == "(変更)\n会員の求めによる。"


def test_an_empty_remark_prints_none_and_leaves_the_note() -> None:
    made = with_overrides(table(), [override(remark="", note="会員の求めによる。")])
    assert remarks(made)["２　期間は、三週間とする。"] == "会員の求めによる。"


def test_a_deleted_article_is_known_by_its_place_in_the_old_edition() -> None:
    gone = override((), Part.CLAUSE, clause_key="k3", side="old", remark="（第2条に統合）")
    assert remarks(with_overrides(table(), [gone]))["第3条（罰則）"] == "（第2条に統合）"


def test_a_row_for_what_is_left_out_has_no_address() -> None:
    made = table()
    elided = [row for row in made.rows if row.kind is RowKind.ELIDED]
    assert elided
    assert all(row_address(made, row) is None for row in elided)


def test_editions_without_keys_have_no_addresses() -> None:
    made = compare(parse(OLD).document, parse(NEW).document)
    assert set(row_addresses(made)) == {None}


def test_of_two_paragraphs_with_one_number_the_first_has_the_address() -> None:
    made = table(NEW.replace("３　会員は", "２　会員は"))
    addresses = [address for address in row_addresses(made) if address is not None]
    assert len(addresses) == len(set(addresses))
    assert None in row_addresses(made)


def test_the_place_something_moved_from_and_the_one_it_moved_to_are_two_rows() -> None:
    second = "会員は、本を三冊まで借りられる。"
    made = table(OLD.replace(f"{second}\n", "").replace("貸さない。", f"貸さない。\n２　{second}"))
    addresses = {row.kind: row_address(made, row) for row in made.rows}
    assert addresses[RowKind.MOVED_AWAY].side == "old"
    assert addresses[RowKind.MOVED].side == "new"


def test_a_style_without_remarks_shows_neither_remark_nor_note() -> None:
    for style in (TWO_COLUMN, GOVERNMENT):
        made = compare(keyed(OLD), keyed(NEW), style=style)
        assert with_overrides(made, [override(remark="独自", note="注")]) == made


def test_remark_and_note_are_escaped_on_the_page_and_stand_in_plain_text() -> None:
    made = with_overrides(table(), [override(remark="<script>a</script>", note="<script>b</script>")])
    page = str(table_html(made))
    assert "<script>" not in page
    assert "&lt;script&gt;a&lt;/script&gt;" in page
    assert "&lt;script&gt;b&lt;/script&gt;" in page
    assert "<script>a</script> <script>b</script>" in plain_text(made)


def test_what_speaks_of_no_row_is_lost_and_changes_nothing() -> None:
    gone = override(((9,),), note="どこにもない。")
    assert with_overrides(table(), [gone]) == table()
    assert lost([gone, override()], table()) == (gone,)


def test_an_override_follows_its_paragraph_when_one_is_put_in_before_it() -> None:
    after = NEW.replace("２　期間", "２　会員証を示す。\n３　期間").replace("３　会員は、次の", "４　会員は、次の")
    assert carried([override(note="注")], keyed(NEW), keyed(after)) == (override(((3,),), note="注"),)


def test_an_override_follows_its_item() -> None:
    item = override(((3,), (2,)), Part.ITEM, note="注")
    after = NEW.replace("（１）又貸し\n", "").replace("（２）書込み", "（１）書込み")
    assert carried([item], keyed(NEW), keyed(after)) == (override(((3,), (1,)), Part.ITEM, note="注"),)


def test_an_override_follows_its_clause_to_another_place() -> None:
    before, after = keyed(NEW), keyed(NEW.replace("三週間", "四週間"))
    moved = replace(after, clauses=(after.clauses[0], after.clauses[2], after.clauses[1]))
    assert carried([override(note="注")], before, moved) == (override(note="注"),)


def test_an_override_of_a_paragraph_that_is_gone_keeps_its_path_and_is_lost() -> None:
    last = override(((3,),), note="注")
    after = NEW.partition("３　会員")[0].rstrip()
    assert carried([last], keyed(NEW), keyed(after)) == (last,)
    assert lost([last], table(after)) == (last,)


def test_an_override_of_a_paragraph_that_is_gone_is_not_taken_for_the_one_with_its_number_now() -> None:
    after = NEW.replace("２　期間は、三週間とする。\n", "").replace("３　会員は、次の", "２　会員は、次の")
    kept = carried([override(note="注")], keyed(NEW), keyed(after))
    assert kept == (override(((2,), NOWHERE), note="注"),)
    assert lost(kept, table(after)) == kept


def test_two_that_lost_the_same_place_stay_two() -> None:
    before = [override(((2,), NOWHERE), note="先"), override(note="後")]
    after = NEW.replace("２　期間は、三週間とする。\n", "").replace("３　会員は、次の", "２　会員は、次の")
    kept = carried(before, keyed(NEW), keyed(after))
    assert [one.note for one in kept] == ["先", "後"]
    assert len({one.address for one in kept}) == 2


def test_an_override_of_the_old_edition_or_of_a_clause_that_is_gone_stays_as_it_is() -> None:
    kept = [override(side="old"), override(clause_key="gone"), override((), Part.HEADING)]
    assert carried(kept, keyed(NEW), keyed("別の文。")) == tuple(kept)


@given(terms(), st.sampled_from(FORMS), mutations(), mutations(), st.sampled_from(STYLES))
def test_every_row_with_a_remark_keeps_it_whatever_is_edited(
    written: Terms, form: Form, changes: tuple, more: tuple, style: HouseStyle
) -> None:
    """All stay, in order, no two with one address; without an edit they are the same."""
    old, text = keyed(written.write(form)), mutated(written.write(form), changes)
    before = edited(text, old, keys="b")
    after = edited(mutated(text, more), before, keys="a")
    made = compare(old, before, style=style)
    every = [
        RowOverride(address.clause_key, address.side, address.path, address.part, note=str(place))
        for place, address in enumerate(row_addresses(made))
        if address is not None
    ]
    assert not lost(every, made)
    assert carried(every, before, before) == tuple(every)
    kept = carried(every, before, after)
    assert [one.note for one in kept] == [one.note for one in every]
    assert len({one.address for one in kept}) == len(kept)


@given(any_text(), any_text(), any_text())
def test_no_text_makes_it_raise(first: str, second: str, third: str) -> None:
    old = keyed(first)
    before = edited(second, old, keys="b")
    made = compare(old, before)
    addresses = [address for address in row_addresses(made) if address is not None]
    every = [RowOverride(one.clause_key, one.side, one.path, one.part, note="注") for one in addresses]
    assert len(carried(every, before, edited(third, before, keys="a"))) == len(every)
    notes = [row.remark for row in with_overrides(made, every).rows if row.remark.endswith("注")]
    assert len(notes) == len(every)


@given(any_text(), any_text())
def test_clauses_of_one_key_that_are_nothing_alike_do_not_make_it_raise(before: str, after: str) -> None:
    """Whoever edits a clause may make something else of it."""
    old, new = keyed(before), keyed(after)
    every = [override(((2,),), part, clause_key=clause.key) for clause in old for part in Part]
    assert len(carried(every, old, new)) == len(every)
