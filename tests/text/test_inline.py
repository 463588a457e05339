"""Inline marks: what is one, what is none, and that finding them loses nothing and takes no more time than reading."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.inline import Inline, InlineKind, Marks, address_spans, meets, read_inline, shown_words

LINK, ADDRESS, STRONG, IMAGE = InlineKind.LINK, InlineKind.ADDRESS, InlineKind.STRONG, InlineKind.IMAGE


def found(words: str) -> list[tuple[InlineKind, str, str]]:
    """Every mark: its kind, the words in it, where it leads; what is inside another behind it."""
    return [(mark.kind, words[mark.first : mark.last], mark.target) for mark in flat(read_inline(words))]


def flat(marks: Marks) -> list[Inline]:
    return [each for mark in marks for each in (mark, *flat(mark.inside))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[料金表](https://a.example.jp/x?y=1#z)です", (LINK, "料金表", "https://a.example.jp/x?y=1#z")),
        ("[窓口](http://例え.jp:8080/)", (LINK, "窓口", "http://例え.jp:8080/")),
        ("[窓口](mailto:a.b+c@example.co.jp)", (LINK, "窓口", "mailto:a.b+c@example.co.jp")),
        ("詳細はhttps://a.jp/b_c/をご覧", (ADDRESS, "https://a.jp/b_c/", "https://a.jp/b_c/")),
        ("（https://a.jp/b.html）。", (ADDRESS, "https://a.jp/b.html", "https://a.jp/b.html")),
        ("「https://a.jp」、", (ADDRESS, "https://a.jp", "https://a.jp")),
        ("see https://a.jp/b.", (ADDRESS, "https://a.jp/b", "https://a.jp/b")),
        ("(see https://a.jp/b?c=d&e).", (ADDRESS, "https://a.jp/b?c=d&e", "https://a.jp/b?c=d&e")),
        ("メール:info@example.jpへ", (ADDRESS, "info@example.jp", "mailto:info@example.jp")),
        ("E-mail info@example.jp.", (ADDRESS, "info@example.jp", "mailto:info@example.jp")),
        ("これは**重要**です", (STRONG, "重要", "")),
        ("![構成図](attachment:kousei-1.png)", (IMAGE, "構成図", "kousei-1.png")),
        ("図![](attachment:印.jpg)です", (IMAGE, "", "印.jpg")),
    ],
)
def test_a_mark_is_found(words: str, expected: tuple[InlineKind, str, str]) -> None:
    assert found(words) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "[言葉](javascript:alert)",
        "[言葉](JavaScript:alert(1))",
        "[言葉](data:text/html,あ)",
        "[言葉](vbscript:x)",
        "[言葉](//a.jp)",
        "[言葉](/a)",
        "[言葉](a.html)",
        "[言葉](#art-1)",
        "[言葉](ftp://a.jp)",
        "[言葉](file:///etc/passwd)",
        "[言葉](https://)",
        "[言葉](https:///a)",
        "[言葉](mailto:)",
        "[言葉](mailto:a)",
        "[言葉] (mailto:a)",
        "[言葉]（mailto:a）",
        "[](mailto:a)",
        "[ ](mailto:a)",
        "[言\n葉](mailto:a)",
        "https://",
        "https://●●.jp",
        "ｈｔｔｐｓ：//a.jp",
        "a@b",
        "a＠b.jp",
        "****",
        "** 重要 **",
        "**重要 **",
        "**\u3000重要**",
        "**重\n要**",
        "***重要***",
        "**重要",
        "*重要*",
        "__重要__",
        "_重要_",
        "<b>重要</b>",
        "![図](a.png)",
        "![図](attachment:)",
        "![図](attachment:../a.png)",
        '![図](attachment:a"b.png)',
        "![図](attachment:a b.png)",
        "![[図]](attachment:a.png)",
    ],
)
def test_what_is_not_exactly_a_mark_stays_text(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize("ending", [" b", '"onclick=', "'x", "<b>", "\x01", "\u202e", "\u3000", "`", "\\", "|", "あ"])
def test_blanks_quotes_and_signs_end_an_address(ending: str) -> None:
    assert found(f"https://a.jp/b{ending}") == [(ADDRESS, "https://a.jp/b", "https://a.jp/b")]
    assert LINK not in {kind for kind, _, _ in found(f"[x](https://a.jp/b{ending})")}


@pytest.mark.parametrize(
    "words", ["https://bank.example@evil.jp/", "https://u:p@evil.jp/", "[銀行](https://bank.example@evil.jp)"]
)
def test_an_address_that_hides_its_host_behind_a_name_is_none(words: str) -> None:
    assert [target for _, _, target in found(words) if target.startswith("http")] == []


def test_emphasis_may_hold_links_and_a_links_words_may_hold_emphasis() -> None:
    assert found("**詳細は[手引き](https://a.jp)**") == [
        (STRONG, "詳細は[手引き](https://a.jp)", ""),
        (LINK, "手引き", "https://a.jp"),
    ]
    assert found("[**手**引き](https://a.jp)") == [(LINK, "**手**引き", "https://a.jp"), (STRONG, "手", "")]


def test_emphasis_that_would_cross_a_link_is_none() -> None:
    assert found("**手[引**き](https://a.jp)") == [(LINK, "引**き", "https://a.jp")]


def test_what_a_reader_sees_has_no_markers() -> None:
    words = "**詳細は[手引き](https://a.jp)**、![図](attachment:a.png)、a@b.jp、![](attachment:a.png)"
    assert shown_words(words) == "詳細は手引き、〔図：図〕、a@b.jp、〔図〕"


def test_addresses_are_known_by_their_places() -> None:
    words = "**[第３条](https://a.jp/3)**と![第３条](attachment:第３条.png)とhttps://b.jp"
    assert [words[start:end] for start, end in address_spans(words)] == [
        "](https://a.jp/3)",
        "](attachment:第３条.png)",
        "https://b.jp",
    ]
    spans = address_spans(words)
    assert not meets(spans, 0, words.index("]"))
    assert meets(spans, 0, words.index("]") + 1)
    assert not meets(spans, words.index("とhttps"), words.index("https://b"))


PIECES = ["**", "*", "[", "]", "](", "(", ")", "![", "https://", "mailto:", "attachment:", "a.jp", "@", "あ", " ", "\n"]
any_words = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)
marked_words = st.lists(
    st.sampled_from(
        ["**い**", "[う](https://a.jp)", "![え](attachment:b.png)", "c@d.jp", "お", "**[か](mailto:e@f.jp)**"]
    )
).map("。".join)


def markers(mark: Inline, words: str) -> tuple[str, str]:
    return words[mark.start : mark.first], words[mark.last : mark.end]


@given(st.one_of(any_words, marked_words))
def test_marks_stand_in_order_and_none_crosses_another(words: str) -> None:
    def check(marks: Marks, start: int, end: int) -> None:
        for mark in marks:
            assert start <= mark.start <= mark.first <= mark.last <= mark.end <= end
            check(mark.inside, mark.first, mark.last)
            start = mark.end

    check(read_inline(words), 0, len(words))


@given(st.one_of(any_words, marked_words))
def test_what_is_seen_and_the_markers_are_the_text(words: str) -> None:
    def rebuilt(marks: Marks, start: int, end: int) -> str:
        text = ""
        for mark in marks:
            before, behind = markers(mark, words)
            text += words[start : mark.start] + before + rebuilt(mark.inside, mark.first, mark.last) + behind
            start = mark.end
        return text + words[start:end]

    assert rebuilt(read_inline(words), 0, len(words)) == words


@given(st.one_of(any_words, marked_words))
def test_a_mark_leads_only_where_marks_may_lead(words: str) -> None:
    for mark in flat(read_inline(words)):
        if mark.kind in (LINK, ADDRESS):
            assert mark.target.startswith(("https://", "http://", "mailto:"))
        assert not set("\"'<>\n\x00 ") & set(mark.target)


@given(marked_words)
def test_marks_between_other_words_are_all_found(words: str) -> None:
    seen = shown_words(words)
    assert not any(sign in seen for sign in ("**", "](", "attachment"))


UNITS = (
    *("[", "**", "**a", "![", "[](", "https://", "https://a.", "https://a:", "a@", "@a.", "a@a.", "[a](https://a.jp:"),
    *("[a](mailto:a@a.", "![a](attachment:a", "[a](https://a.jp)", "**a**", "a@b.jp ", "**[a](https://b.jp)"),
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_hundred_thousand_signs_take_no_longer_than_their_reading(unit: str) -> None:
    words = unit * 100_000
    started = time.process_time()
    marks = read_inline(words)
    assert time.process_time() - started < 5  # a quadratic search takes minutes
    assert len(marks) <= 200_000
