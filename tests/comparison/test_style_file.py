"""House styles as JSON: what is taken and written back, and what is refused with a sentence that says what to do."""

import json
from dataclasses import fields, replace
from enum import StrEnum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, TWO_COLUMN, Cut, Elision, HouseStyle, Paper
from portal.comparison.styles.files import (
    KEYS,
    StyleError,
    built_in_style,
    fingerprint,
    nearest_built_in,
    style_base,
    style_from_json,
    style_from_values,
    style_to_json,
    style_values,
)
from portal.comparison.styles.rules import LIMITS, NAME_LIMIT, WITH_PLACE, WORDS_LIMIT, whole_problems
from portal.text.parser import parse

built_in = pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)


def refusals(text: str) -> list[str]:
    with pytest.raises(StyleError) as refusal:
        style_from_json(text)
    return [str(problem) for problem in refusal.value.problems]


# --- what is taken ---


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_style_is_found_by_its_name(name: str) -> None:
    assert built_in_style(name).name == name
    assert style_from_json(json.dumps({"base": name})) == BUILT_IN[name]


def test_an_empty_object_is_the_three_column_style() -> None:
    assert style_from_json("{}") == THREE_COLUMN


def test_what_a_file_names_replaces_what_its_base_has() -> None:
    values = {
        "base": "two-column",
        "name": "minato",
        "columns": ["old", "new"],
        "headings": ["変更前", "変更後"],
        "cut": "unit",
        "unchanged_units": "each",
        "paper": "portrait",
        "remarks": True,
        "added_unit": "新設",
        "moved": "旧{place}",
        "moved_away_cell": "→ {place}",
    }
    expected = replace(
        TWO_COLUMN,
        name="minato",
        columns=("old", "new"),
        headings=("変更前", "変更後"),
        cut=Cut.UNIT,
        unchanged_units=Elision.EACH,
        paper=Paper.PORTRAIT,
        remarks=True,
        added_unit="新設",
        moved="旧{place}",
        moved_away_cell="→ {place}",
    )
    assert style_from_json(json.dumps(values)) == expected
    assert style_from_values(values) == expected


def test_a_file_saved_with_a_byte_order_mark_is_read() -> None:
    assert style_from_json('\ufeff{"base": "government"}') == BUILT_IN["government"]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("aozora", "aozora"),
        ("青空の様式", "青空の様式"),
        ("様式 (1)", "様式-1"),
        ("a" * 60, "a" * 40),
        ("()", "government"),
    ],
)
def test_a_style_without_a_name_is_called_as_its_file_is(stem: str, name: str) -> None:
    assert style_from_json('{"base": "government"}', name=stem).name == name


@pytest.mark.parametrize("words", ["{{}}", "{place}{place}", "移動", ""])
def test_braces_are_taken_as_they_are_filled_in(words: str) -> None:
    style = style_from_json(json.dumps({"moved_away_cell": words, "moved": words}))
    assert style.moved.format(place="第3条") == words.replace("{place}", "第3条").replace("{{}}", "{}")


# --- what is refused ---


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1行目がJSONとして読めません"),
        ('{\n"name": }', "2行目がJSONとして読めません"),
        ("[]", '{"base": "three-column", …} の形'),
        ('"three-column"', '{"base": "three-column", …} の形'),
        ("[" * 100_000, '{"base": "three-column", …} の形'),
        ("1" * 5000, '{"base": "three-column", …} の形'),
        ('{"base": "four-column"}', "「base」は three-column, three-column-quiet, two-column, government, word-level"),
        ('{"base": 3}', "のどれかにしてください（今の値: 3）"),
        ('{"changed": "改", "changed": "変更"}', "「changed」が二度書かれています"),
        ('{"show_elided": false}', "「show_elided」はなくなりました。代わりに「unchanged_articles」に"),
        ('{"remark_headings": "備考"}', "「remark_headings」はありません。「remark_heading」のことではありませんか"),
        ('{"Cut": "unit"}', "「Cut」はありません。「cut」のことではありませんか"),
        ('{"colour": "red"}', "様式の項目「colour」はありません。使える項目: added_article, "),
        ('{"a\\u202eb": 1}', "様式の項目「a\\u202eb」はありません"),
        ('{"remarks": "yes"}', '「remarks」は true か false にしてください（今の値: "yes"）'),
        ('{"remarks": 1}', "「remarks」は true か false にしてください（今の値: 1）"),
        ('{"double_labels": null}', "「double_labels」は true か false にしてください（今の値: null）"),
        ('{"changed": true}', "「changed」は文字列にしてください（今の値: true）"),
        ('{"changed": null}', "「changed」は文字列にしてください"),
        ('{"changed": {"words": 1}}', "「changed」は文字列にしてください"),
        ('{"cut": "article"}', '「cut」は unit, paragraph のどれかにしてください（今の値: "article"）'),
        ('{"cut": ["unit"]}', "「cut」は unit, paragraph のどれか"),
        ('{"unchanged_articles": false}', "「unchanged_articles」は full, run, each, omit のどれか"),
        ('{"unchanged_units": "compact"}', "「unchanged_units」は full, run, each, omit のどれか"),
        ('{"paper": "A3"}', "「paper」は landscape, portrait のどれか"),
        ('{"columns": ["new", "new"]}', '「columns」は "new" と "old" を一つずつ'),
        ('{"columns": "new"}', "「columns」は文字列二つの配列"),
        ('{"headings": ["新"]}', "「headings」は文字列二つの配列"),
        ('{"headings": ["新", 1]}', "「headings」は文字列二つの配列"),
        ('{"headings": ["新", ""]}', "「headings」が空です"),
        ('{"headings": ["新", "　"]}', "「headings」が空白だけです"),
        ('{"headings": ["新", "新 "]}', "「headings」が二つとも「新」です"),
        ('{"headings": ["新", "備考"]}', "「remark_heading」がほかの列の見出しと同じ「備考」です"),
        ('{"remark_heading": ""}', "「remark_heading」が空です"),
        ('{"name": ""}', "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        ('{"name": "a b"}', "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        ('{"name": "a/b"}', "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        ('{"name": "<script>"}', "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        ('{"name": "a\\n"}', "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        (json.dumps({"name": "a" * 41}), "「name」は、文字・数字・ハイフン・下線・点だけで40字まで"),
        ('{"name": 3}', "「name」は文字列にしてください"),
        (json.dumps({"changed": "変" * 61}), "「changed」は60字までにしてください（今は61字）"),
        (json.dumps({"legend": "線" * 201}), "「legend」は200字までにしてください（今は201字）"),
        ('{"changed": "  "}', "「changed」が空白だけです"),
        ('{"closing": "以\\n上"}', "「closing」に、改行や目に見えない文字（U+000A）は使えません"),
        ('{"closing": "以\\u0000上"}', "（U+0000）"),
        ('{"closing": "以\\u202e上"}', "（U+202E）"),
        ('{"closing": "\\u2028"}', "「closing」が空白だけです"),
        ('{"closing": "以\\ud800"}', "（U+D800）"),
        ('{"closing": "以\\uffff"}', "（U+FFFF）"),
        ('{"moved_away_cell": "{heading}へ"}', "「moved_away_cell」の {heading} は {place} に変わりました"),
        ('{"moved": "旧{heading}"}', "「moved」の {heading} は {place} に変わりました"),
        ('{"moved_away_cell": "{title}へ"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        ('{"moved_away_cell": "{へ"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        ('{"moved": "{place.x}"}', "「moved」で使える差し込みは {place} だけ"),
        ('{"moved_away_cell": "{place:>999999999}"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        ('{"moved_away_cell": "{place[0]}"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        ('{"moved_away_cell": "{place!r}"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        ('{"moved_away_cell": "{}"}', "「moved_away_cell」で使える差し込みは {place} だけ"),
        (
            '{"moved_away": "{place}へ"}',
            "「moved_away」には場所を差し込めません。{place} を使えるのは moved, moved_away_cell",
        ),
        (
            '{"underline": false, "legend": "", "double_labels": true}',
            "「double_labels」は「underline」と一緒に使います",
        ),
        ('{"underline": false}', "「legend」に「下線」とありますが、この様式は下線を引きません"),
        ('{"elided": ""}', "「elided」が空です"),
        ('{"elided": "", "unchanged_articles": "omit", "unchanged_units": "each"}', "（「unchanged_units」）"),
    ],
)
def test_a_style_that_cannot_be_used_is_refused_with_what_to_do(text: str, says: str) -> None:
    (refusal,) = refusals(text)
    assert says in refusal


INVISIBLE = {
    "base": "two-column",
    "underline": False,
    "legend": "",
    "added_unit_cell": "",
    "added_article_cell": "",
    "deleted_unit_cell": "",
    "deleted_article_cell": "",
}


def test_a_style_in_which_nobody_sees_a_change_is_refused() -> None:
    assert refusals(json.dumps(INVISIBLE)) == [
        "変更がどこにも見えない様式です。下線を引く（「underline」）、備考に言葉を書く（「remarks」）、"
        "向かいの欄に言葉を書く（「added_unit_cell」など）の、どれかにしてください。"
    ]
    assert len(refusals(json.dumps(INVISIBLE | {"remarks": True}))) == 1


@pytest.mark.parametrize(
    "seen", [{"underline": True}, {"remarks": True, "changed": "変更"}, {"deleted_unit_cell": "削除"}]
)
def test_one_place_in_which_changes_show_is_enough(seen: dict[str, object]) -> None:
    assert style_from_json(json.dumps(INVISIBLE | seen)).name == "two-column"


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = json.dumps({"base": "no", "colour": 1, "cut": "x", "remarks": 1, "headings": ["", ""], "elided": ""})
    with pytest.raises(StyleError) as refusal:
        style_from_json(text)
    keys = [problem.key for problem in refusal.value.problems]
    assert keys == ["base", "colour", "cut", "remarks", "headings", "elided"]


def test_an_error_speaks_for_its_first_problem_where_one_is_asked_for() -> None:
    with pytest.raises(StyleError) as refusal:
        style_from_json('{"remarks": 1, "changed": 2}')
    error = refusal.value
    assert error.message.format(**dict(error.values)) == str(error.problems[0])
    assert str(error) == "\n".join(map(str, error.problems))
    assert [problem.key for problem in error.problems] == ["remarks", "changed"]


def test_a_long_value_is_shown_cut_short() -> None:
    (refusal,) = refusals(json.dumps({"cut": "x" * 10_000}))
    assert len(refusal) < 200


def test_an_unknown_name_lists_the_names_there_are() -> None:
    with pytest.raises(StyleError, match="three-column, three-column-quiet, two-column, government, word-level"):
        built_in_style("")


@given(
    st.dictionaries(
        st.sampled_from(("base", *KEYS)) | st.text(max_size=9),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=9)
        | st.sampled_from(["new", "old", "unit", "full", "government", "{place}", "{heading}", "{"])
        | st.lists(st.sampled_from(["new", "old", "", "新"]), max_size=3),
    )
)
def test_nothing_but_a_style_that_can_be_used_or_a_refusal_comes_of_any_object(values: dict[str, object]) -> None:
    try:
        style = style_from_json(json.dumps(values), name="file")
    except StyleError as error:
        assert all(str(problem) for problem in error.problems)
        str(error).encode()
    else:
        assert list(whole_problems(style)) == []
        style.moved.format(place="第1条")
        style.moved_away_cell.format(place="第1条")


# --- the built-in styles ---


@built_in
def test_a_built_in_style_stands_its_own_rules(style: HouseStyle) -> None:
    assert style_from_values(style_values(style)) == style


# --- and back ---


def words_of(key: str) -> st.SearchStrategy[str]:
    printed = st.sampled_from("新旧改変更略（）() 　ア1a<&\"'\\")
    words = st.text(printed, max_size=LIMITS.get(key, WORDS_LIMIT)).filter(lambda text: not text or text.strip())
    return words | st.just("旧{place}") if key in WITH_PLACE else words


def values_of(key: str) -> st.SearchStrategy[object]:
    usual = getattr(THREE_COLUMN, key)
    if isinstance(usual, bool):
        return st.booleans()
    if isinstance(usual, StrEnum):
        return st.sampled_from(list(type(usual)))
    if key == "columns":
        return st.sampled_from([("new", "old"), ("old", "new")])
    if key == "headings":
        return st.tuples(words_of(key), words_of(key))
    return st.from_regex(r"[a-z0-9青]{1,40}", fullmatch=True) if key == "name" else words_of(key)


styles = st.fixed_dictionaries({}, optional={key: values_of(key) for key in KEYS}).flatmap(
    lambda values: st.sampled_from(list(BUILT_IN.values())).map(lambda base: replace(base, **values))  # type: ignore[arg-type]
)


@given(style=styles, base=st.sampled_from(["", *BUILT_IN]), whole=st.booleans())
def test_a_style_comes_back_from_its_json(style: HouseStyle, base: str, whole: bool) -> None:
    assume(not list(whole_problems(style)))
    written = style_to_json(style, base=base, whole=whole)
    assert style_from_json(written) == style
    assert style_base(written) == (base or nearest_built_in(style).name)


def test_only_what_differs_from_the_nearest_style_is_written() -> None:
    style = replace(BUILT_IN["government"], name="aozora", headings=("改定案", "現行"), paper=Paper.PORTRAIT)
    assert style_to_json(style) == (
        '{\n  "base": "government",\n  "name": "aozora",\n  "headings": ["改定案", "現行"],\n  "paper": "portrait"\n}\n'
    )


@built_in
def test_a_style_written_whole_needs_nothing_of_its_base(style: HouseStyle) -> None:
    written = json.loads(style_to_json(style, base="word-level", whole=True))
    assert list(written) == ["base", *KEYS]
    assert style_from_values(written | {"base": "two-column"}) == style


def test_styles_that_differ_in_any_value_have_fingerprints_of_their_own() -> None:
    other = {
        "name": "x",
        "columns": ("old", "new"),
        "headings": ("甲", "乙"),
        "cut": Cut.PARAGRAPH,
        "paper": Paper.PORTRAIT,
    }
    other |= {"unchanged_articles": Elision.EACH, "unchanged_units": Elision.EACH}
    changed = [
        replace(THREE_COLUMN, **{field.name: other.get(field.name, _other(getattr(THREE_COLUMN, field.name)))})
        for field in fields(HouseStyle)
    ]
    assert len({fingerprint(style) for style in (THREE_COLUMN, *changed)}) == len(KEYS) + 1
    assert fingerprint(THREE_COLUMN) == fingerprint(replace(THREE_COLUMN))


def _other(value: object) -> object:
    return (not value) if isinstance(value, bool) else f"{value}*"


def test_the_limits_hold_in_what_is_said_about_them() -> None:
    assert (NAME_LIMIT, WORDS_LIMIT, LIMITS) == (40, 60, {"legend": 200})


@given(style=styles)
def test_a_style_that_is_taken_makes_a_table(style: HouseStyle) -> None:
    assume(not list(whole_problems(style)))
    old, new = (parse(f"規約\n\n第1条\n{first}\n\n第2条\n二です。\n").document for first in ("一です。", "一でした。"))
    assert compare(old, new, style=style).style == style
