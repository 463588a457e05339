"""Every sentence of a summary leads to the row that shows what it tells."""

from itertools import product

import pytest

from portal.comparison.compare import compare
from portal.comparison.formats.narrowing import only_changes
from portal.comparison.formats.row_names import row_names
from portal.comparison.formats.sentence_rows import sentence_rows
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, TWO_COLUMN, HouseStyle
from portal.comparison.summary.making import summarise
from portal.comparison.summary.phrases import Sentence
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.text.parser import parse

OLD = """\
貸出規程
第1条（目的）
本を貸します。
第2条（期間）
1　期間は、七日とします。
2　期間は、窓口で延ばせます。
3　返す日は、紙でお知らせします。
第3条（料金）
毎月の会費を、前払いで口座に振り込んでいただきます。
第4条（弁償）
なくした本は、同じ本で弁償していただきます。
第5条（案内）
案内は、掲示板に掲げます。
"""
NEW = """\
貸出利用規程
第1条（弁償）
なくした本は、同じ本で弁償していただきます。
第2条（目的）
本を貸します。
第3条（期間）
1　期間は、七日とします。
2　返す日は、紙でお知らせします。
第4条（場所）
場所は、港の図書館とします。
第5条（案内）
案内は、窓口に掲げます。
"""


def made(style: HouseStyle) -> ComparisonTable:
    return compare(parse(OLD).document, parse(NEW).document, style=style)


def led_to(table: ComparisonTable) -> dict[str, str]:
    sentences = summarise(table).sentences
    return dict(zip(map(str, sentences), sentence_rows(table, sentences), strict=True))


def test_a_sentence_leads_to_the_first_row_of_its_article_that_changed() -> None:
    assert led_to(made(THREE_COLUMN)) == {
        "題名を「貸出利用規程」に変更": "row-title",
        "旧第4条を第1条に移動": "row-art-1",
        "第2条　旧第1条（番号のみの変更）": "row-art-2",
        "第3条（旧第2条）　旧第2項を削除、旧第3項を第2項に繰上げ": "row-art-3",
        "旧第3条（料金）を削除": "row-old-art-3",
        "第4条（場所）を追加": "row-art-4",
        "第5条を変更": "row-art-5-p1",
    }


@pytest.mark.parametrize(("style", "narrow"), list(product(BUILT_IN.values(), (False, True))))
def test_every_sentence_leads_to_a_row_of_the_table_that_is_shown(style: HouseStyle, narrow: bool) -> None:
    table = only_changes(made(style)) if narrow else made(style)
    led = led_to(table)
    unshown = {"題名を「貸出利用規程」に変更"} if not style.show_title else set()
    assert {sentence for sentence, name in led.items() if not name} <= unshown
    assert set(led.values()) - {""} <= set(row_names(table))


def test_a_sentence_of_what_the_table_leaves_out_leads_nowhere() -> None:
    table = made(TWO_COLUMN)
    sentences = summarise(table).sentences
    empty = ComparisonTable(TWO_COLUMN, (), table.rows, table.old, table.new)
    assert set(sentence_rows(empty, sentences)) == {""}


def test_a_row_that_points_elsewhere_is_taken_only_where_there_is_no_other() -> None:
    article = Cell("第1条（弁償）", (), ((0, 8),))
    pointer = Row(RowKind.MOVED_AWAY, article, Cell("（第2条へ移動）"), "", At(0, Part.CLAUSE), At(1, Part.CLAUSE))
    moved = Row(RowKind.MOVED, article, article, "", At(0, Part.CLAUSE), At(1, Part.CLAUSE))
    old, new = parse("第1条（弁償）\n").document, parse("第1条（目的）\n第2条（弁償）\n").document
    sentence = Sentence((), old=0, new=1)
    both, alone = (ComparisonTable(THREE_COLUMN, rows, (), old, new) for rows in ((pointer, moved), (pointer,)))
    assert sentence_rows(both, [sentence]) == ("row-art-2",)
    assert sentence_rows(alone, [sentence]) == ("row-old-art-1",)
