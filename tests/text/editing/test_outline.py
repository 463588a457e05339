"""The outline beside the editor: what stands where, how deep, and which entry a line belongs to."""

from hypothesis import given

from portal.text.editing.outline import entry_at, outline
from portal.text.parser import parse
from portal.text.writer import clause_starts, write
from tests.generated import any_text

TEXT = """貸出規程

前文として、この規程を定める。

第１章　総則

第１条（目的）
この規程は、本の貸出しを定める。
２　雑誌も、本とする。

第２章　貸出し

第１節　会員

第２条（会員）
会員は、町に住む者とする。

附則（２０２４年４月１日）

第１条（施行）
この規程は、公布の日から施行する。

別表第１（第２条関係）

第１条（用語）
用語は、次のとおりとする。
"""


def test_entries_say_what_stands_where_and_how_deep() -> None:
    entries = outline(parse(TEXT).document)
    shown = [f"{e.line:>2} {'  ' * e.level}{e.label}{e.caption or e.words} {e.paragraphs}" for e in entries]
    assert "\n".join(shown) == "\n".join(
        (
            " 1 貸出規程 0",
            " 3 前文として、この規程を定める。 0",
            " 5 第１章総則 0",
            " 7   第１条目的 2",
            "11 第２章貸出し 0",
            "13   第１節会員 0",
            "15     第２条会員 1",
            "18 附則２０２４年４月１日 0",
            "20   第１条施行 1",
            "23 別表第１第２条関係 0",
            "25   第１条用語 1",
        )
    )


def test_a_chapter_behind_a_supplementary_provision_is_outermost() -> None:
    entries = outline(
        parse("第1条　甲は、貸す。\n\n附則\n\n施行日は、別に定める。\n\n第2章　追加\n\n第2条　乙は、返す。").document
    )
    assert [entry.level for entry in entries if entry.label in ("第2章", "第2条")] == [0, 1]


def test_the_entry_of_a_line_is_that_of_its_clause_and_of_the_one_above_for_blank_lines() -> None:
    entries = outline(parse("\n" + TEXT).document)
    assert entry_at(entries, 1) is None
    found = {line: entry_at(entries, line) for line in (2, 3, 8, 10, 11, 1000)}
    assert {line: entry.clause if entry else None for line, entry in found.items()} == {
        2: 0,
        3: 0,
        8: 3,
        10: 3,
        11: 3,
        1000: 10,
    }


@given(any_text())
def test_lines_and_offsets_are_those_of_the_written_text(text: str) -> None:
    document = parse(text).document
    whole, entries = write(document), outline(document)
    assert tuple(entry.offset for entry in entries) == clause_starts(document)
    for entry, clause in zip(entries, document, strict=True):
        assert whole.count("\n", 0, entry.offset) + 1 == entry.line
        assert whole.startswith(clause.written, entry.offset)
        assert entry_at(entries, entry.line) == entry
