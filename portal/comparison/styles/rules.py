"""What a house style may say: the rules for each of its values, and those for the style as a whole."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import NoReturn, TypeVar

from portal.comparison.house_style import Elision, HouseStyle
from portal.text.messages import gettext_noop

NAME_LIMIT = 40
WORDS_LIMIT = 60
LIMITS = {"legend": 200}
"""Characters of words by key, where they may have more than WORDS_LIMIT."""

WITH_PLACE = ("moved", "moved_away_cell")
"""The words in which {place} is filled in."""

CELL_WORDS = ("added_unit_cell", "added_article_cell", "deleted_unit_cell", "deleted_article_cell")
REMARK_WORDS = (
    *("added_unit", "added_article", "deleted_unit", "deleted_article"),
    *("changed", "words_added", "words_deleted", "renumbered", "moved", "moved_away"),
)

_NAME = re.compile(r"\w[\w.-]*\Z")
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
"""Controls, invisible format characters, halves of surrogate pairs, what is no character, line and paragraph ends."""

_DRAWN = re.compile("二重下線|下線|傍線|アンダーライン")
_SHOWN = 60
_PLACE = ("place", "", None)
_HEADING = ("heading", "", None)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class StyleProblem:
    """One thing that is wrong with a style: the key it belongs to ("" for the file), and a sentence in Japanese.

    `message` has {placeholders} that `values` fill. `key`, `other` and `others` among them are keys of a style.
    """

    key: str
    message: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message.format(**dict(self.values))


class Refused(Exception):
    """A value that its key cannot have."""

    def __init__(self, problem: StyleProblem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def problem(key: str, message: str, **values: object) -> StyleProblem:
    """Return a problem of `key` whose message may name {key}."""
    return StyleProblem(key, message, (("key", key), *((name, str(value)) for name, value in values.items())))


def shown(value: object) -> str:
    """Return a value as JSON writes it, cut short, with nothing in it that cannot be seen."""
    try:
        words = json.dumps(value, ensure_ascii=False)
    except (RecursionError, TypeError, ValueError):
        words = str(type(value).__name__)
    visible = visibly(words[:_SHOWN])
    return visible + ("…" if len(words) > _SHOWN else "")


def visibly(words: str) -> str:
    """Return words with every character that cannot be printed as its code."""
    return "".join(f"\\u{ord(each):04x}" if _is_unprintable(each) else each for each in words)


# --- one value ---


def flag(key: str, value: object) -> bool:
    """Return a value that is true or false. Raises Refused."""
    if not isinstance(value, bool):
        _refuse(key, gettext_noop("「{key}」は true か false にしてください（今の値: {value}）。"), value=shown(value))
    return value


def choice(key: str, value: object, choices: type[Choice]) -> Choice:
    """Return a value that is one of `choices`. Raises Refused."""
    if not isinstance(value, str) or value not in tuple(choices):
        message = gettext_noop("「{key}」は {known} のどれかにしてください（今の値: {value}）。")
        _refuse(key, message, known=", ".join(choices), value=shown(value))
    return choices(value)


def pair(key: str, value: object) -> tuple[str, str]:
    """Return two words in printing order: sides, or the headings of columns. Raises Refused."""
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        message = gettext_noop("「{key}」は文字列二つの配列にしてください（今の値: {value}）。")
        _refuse(key, message, value=shown(value))
    return (value[0], value[1]) if key == "columns" else (words(key, value[0]), words(key, value[1]))


def name(key: str, value: object) -> str:
    """Return a style's name. Raises Refused."""
    _text(key, value)
    if not isinstance(value, str) or len(value) > NAME_LIMIT or not _NAME.match(value):
        message = gettext_noop(
            "「{key}」は、文字・数字・ハイフン・下線・点だけで{limit}字までにしてください（今の値: {value}）。"
        )
        _refuse(key, message, limit=NAME_LIMIT, value=shown(value))
    return value


def words(key: str, value: object) -> str:
    """Return words to print: one line, not too long, {place} only where it is filled in. Raises Refused."""
    text = _text(key, value)
    if text and not text.strip():
        _refuse(key, gettext_noop("「{key}」が空白だけです。何も刷らないなら、空にしてください。"))
    if hidden := next(filter(_is_unprintable, text), ""):
        message = gettext_noop("「{key}」に、改行や目に見えない文字（{code}）は使えません。一行の言葉にしてください。")
        _refuse(key, message, code=f"U+{ord(hidden):04X}")
    if len(text) > (limit := LIMITS.get(key, WORDS_LIMIT)):
        message = gettext_noop("「{key}」は{limit}字までにしてください（今は{count}字）。")
        _refuse(key, message, limit=limit, count=len(text))
    _check_places(key, text)
    return text


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        _refuse(key, gettext_noop("「{key}」は文字列にしてください（今の値: {value}）。"), value=shown(value))
    return value


def _check_places(key: str, text: str) -> None:
    """Refuse anything in braces but {place}, which alone is safe to fill in, and that where nothing is filled in."""
    if key not in WITH_PLACE:
        if "{place}" in text or "{heading}" in text:
            message = gettext_noop("「{key}」には場所を差し込めません。{{place}} を使えるのは {others} だけです。")
            _refuse(key, message, others=", ".join(WITH_PLACE))
        return
    found = _placeholders(text)
    if _HEADING in found:
        message = gettext_noop(
            "「{key}」の {{heading}} は {{place}} に変わりました。{{place}} と書いてください（今の値: {value}）。"
        )
        _refuse(key, message, value=shown(text))
    if found - {_PLACE}:
        message = gettext_noop("「{key}」で使える差し込みは {{place}} だけです（今の値: {value}）。")
        _refuse(key, message, value=shown(text))


def _placeholders(text: str) -> set[tuple[str | None, str | None, str | None]]:
    """Return what stands in braces: name, format, conversion; where braces do not match, a name that nothing has."""
    try:
        return {part[1:] for part in Formatter().parse(text) if part[1] is not None}
    except ValueError:
        return {("", "", None)}


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTABLE


def _refuse(key: str, message: str, **values: object) -> NoReturn:
    raise Refused(problem(key, message, **values))


# --- the style as a whole ---


def whole_problems(style: HouseStyle) -> Iterator[StyleProblem]:
    """Yield what is wrong with values that are right each for itself."""
    for rule in _RULES:
        yield from rule(style)


def _sides(style: HouseStyle) -> Iterator[StyleProblem]:
    if sorted(style.columns) != ["new", "old"]:
        message = gettext_noop('「{key}」は "new" と "old" を一つずつ並べてください（今の値: {value}）。')
        yield problem("columns", message, value=shown(style.columns))


def _column_headings(style: HouseStyle) -> Iterator[StyleProblem]:
    first, second = (heading.strip() for heading in style.headings)
    if not first or not second:
        yield problem("headings", gettext_noop("「{key}」が空です。どちらの列にも見出しを付けてください。"))
    elif first == second:
        message = gettext_noop("「{key}」が二つとも「{value}」です。どちらが新か分かるように、別の言葉にしてください。")
        yield problem("headings", message, value=visibly(first))


def _remark_heading(style: HouseStyle) -> Iterator[StyleProblem]:
    if not style.remarks:
        return
    if not style.remark_heading.strip():
        message = gettext_noop("「{key}」が空です。備考の列（「{other}」）を置くなら、見出しを付けてください。")
        yield problem("remark_heading", message, other="remarks")
    elif style.remark_heading.strip() in (heading.strip() for heading in style.headings):
        message = gettext_noop("「{key}」がほかの列の見出しと同じ「{value}」です。別の言葉にしてください。")
        yield problem("remark_heading", message, value=visibly(style.remark_heading))


def _visible_changes(style: HouseStyle) -> Iterator[StyleProblem]:
    remarks = style.remarks and any(getattr(style, key) for key in REMARK_WORDS)
    if not (style.underline or remarks or any(getattr(style, key) for key in CELL_WORDS)):
        message = gettext_noop(
            "変更がどこにも見えない様式です。下線を引く（「{key}」）、備考に言葉を書く（「{other}」）、"
            "向かいの欄に言葉を書く（「{others}」など）の、どれかにしてください。"
        )
        yield problem("underline", message, other="remarks", others=CELL_WORDS[0])


def _double_lines(style: HouseStyle) -> Iterator[StyleProblem]:
    if style.double_labels and not style.underline:
        message = gettext_noop("「{key}」は「{other}」と一緒に使います。下線を引かない様式に、二重下線は引けません。")
        yield problem("double_labels", message, other="underline")


def _legend(style: HouseStyle) -> Iterator[StyleProblem]:
    drawn = _DRAWN.search(style.legend)
    if drawn and not style.underline:
        message = gettext_noop(
            "「{key}」に「{value}」とありますが、この様式は下線を引きません。「{key}」を直すか、下線を引いてください（「{other}」）。"
        )
        yield problem("legend", message, value=drawn[0], other="underline")


def _words_for_elided(style: HouseStyle) -> Iterator[StyleProblem]:
    elides: Mapping[str, Elision] = {key: getattr(style, key) for key in ("unchanged_articles", "unchanged_units")}
    eliding = next((key for key, value in elides.items() if value in (Elision.RUN, Elision.EACH)), "")
    if eliding and not style.elided:
        message = gettext_noop(
            "「{key}」が空です。略した所に書く言葉を決めるか、略さないようにしてください（「{other}」）。"
        )
        yield problem("elided", message, other=eliding)


_RULES: tuple[Callable[[HouseStyle], Iterator[StyleProblem]], ...] = (
    _sides,
    _column_headings,
    _remark_heading,
    _visible_changes,
    _double_lines,
    _legend,
    _words_for_elided,
)
