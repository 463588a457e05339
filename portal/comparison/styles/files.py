"""House styles by name, from JSON that names a built-in style and what differs from it, and back into JSON."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, HouseStyle
from portal.comparison.styles.rules import (
    NAME_LIMIT,
    Refused,
    StyleProblem,
    choice,
    flag,
    name,
    pair,
    problem,
    shown,
    visibly,
    whole_problems,
    words,
)
from portal.text.messages import gettext_noop

KEYS = tuple(field.name for field in fields(HouseStyle))
"""What a style consists of, in the order in which it is written."""

_GONE = {
    "show_elided": gettext_noop(
        "「{key}」はなくなりました。代わりに「{other}」に、変わらない条をどう載せるかを書いてください"
        "（run は一行の略、omit は載せない）。"
    )
}
_INSTEAD = {"show_elided": "unchanged_articles"}


class StyleError(ValueError):
    """A house style that cannot be used: `problems` are all that is wrong with it, in the order they were met.

    `message` and `values` are the first problem's; `str()` gives all of them in Japanese, one a line.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.problems: tuple[StyleProblem, ...] = (
            StyleProblem("", message, tuple((name, str(value)) for name, value in values.items())),
        )
        super().__init__(message)

    @classmethod
    def of(cls, problems: Iterable[StyleProblem]) -> StyleError:
        """Return an error that carries all of these problems; there is at least one."""
        found = tuple(problems)
        error = cls(found[0].message)
        error.problems = found
        return error

    @property
    def message(self) -> str:
        """The first problem's sentence in Japanese, with {placeholders}."""
        return self.problems[0].message

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What fills them."""
        return self.problems[0].values

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def built_in_style(name: str) -> HouseStyle:
    """Return the built-in style `name`; raises StyleError listing the names there are."""
    if name not in BUILT_IN:
        message = gettext_noop("様式「{name}」はありません。使える様式: {known}")
        raise StyleError(message, name=visibly(name), known=", ".join(BUILT_IN))
    return BUILT_IN[name]


def style_from_json(text: str, *, name: str = "") -> HouseStyle:
    """Return the style a JSON object describes: `base` names a built-in style, other keys are HouseStyle's fields.

    A style that says no name of its own is called `name` (a file's, say: what a name cannot hold becomes a
    hyphen), and without one as its base is. Raises StyleError with everything that is wrong.
    """
    doubled: list[str] = []
    values = _object(text, doubled)
    again = gettext_noop("「{key}」が二度書かれています。一つにしてください。")
    return _style(values, name, [problem(visibly(key), again) for key in doubled])


def style_base(text: str) -> str:
    """Return the name of the built-in style that a style's JSON begins from. Raises StyleError as reading it does."""
    base = _object(text, []).get("base", THREE_COLUMN.name)
    return base if isinstance(base, str) and base in BUILT_IN else THREE_COLUMN.name


def style_from_values(values: Mapping[str, object], *, name: str = "") -> HouseStyle:
    """Return the style that `base` and values by HouseStyle's fields describe, as `style_from_json` does."""
    return _style(values, name, [])


def style_values(style: HouseStyle) -> dict[str, Any]:
    """Return all values of a style as JSON has them, by key."""
    return {key: _plain(getattr(style, key)) for key in KEYS}


def style_to_json(style: HouseStyle, *, base: str = "", whole: bool = False) -> str:
    """Return a style as JSON that `style_from_json` reads: its base and what differs from it, or with `whole` all.

    Without a built-in style's name as `base` it is the one from which the fewest values differ.
    """
    origin = style_values(built_in_style(base) if base else nearest_built_in(style))
    values = {key: value for key, value in style_values(style).items() if whole or value != origin[key]}
    lines = ({"base": origin["name"]} | values).items()
    written = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in lines)
    return "{\n" + ",\n".join(written) + "\n}\n"


def nearest_built_in(style: HouseStyle) -> HouseStyle:
    """Return the built-in style from which the fewest values differ."""
    return min(BUILT_IN.values(), key=lambda known: sum(getattr(known, key) != getattr(style, key) for key in KEYS))


def fingerprint(style: HouseStyle) -> str:
    """Return a short hash of all values of a style: what is made in the style can be kept under it."""
    return hashlib.sha256(json.dumps(style_values(style)).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _object(text: str, doubled: list[str]) -> dict[str, Any]:
    """Return the JSON object that `text` is, collecting keys that it has twice. Raises StyleError."""

    def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            doubled.extend([key] if key in found else [])
            found[key] = value
        return found

    try:
        values = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=no_key_twice)
    except json.JSONDecodeError as error:
        message = gettext_noop("様式ファイルの{line}行目がJSONとして読めません: {why}")
        raise StyleError(message, line=error.lineno, why=error.msg) from error
    except (RecursionError, ValueError):  # nested too deep; a number of thousands of digits
        values = None
    if not isinstance(values, dict):
        raise StyleError(gettext_noop('様式ファイルは {{"base": "three-column", …}} の形のJSONにしてください。'))
    return values


def _style(values: Mapping[str, object], name: str, found: list[StyleProblem]) -> HouseStyle:
    base = _base(values.get("base", THREE_COLUMN.name), found)
    read: dict[str, Any] = {"name": _name_from(name) or base.name}
    for key, value in values.items():
        if key != "base":
            try:
                read[key] = _value(key, value)
            except Refused as refused:
                found.append(refused.problem)
    style = replace(base, **read)
    refused_keys = {one.key for one in found}
    found += [one for one in whole_problems(style) if one.key not in refused_keys]
    if found:
        raise StyleError.of(found)
    return style


def _base(value: object, found: list[StyleProblem]) -> HouseStyle:
    """Return the built-in style of this name; where there is none, say so and go on with the usual one."""
    if isinstance(value, str) and value in BUILT_IN:
        return BUILT_IN[value]
    message = gettext_noop("「{key}」は {known} のどれかにしてください（今の値: {value}）。")
    found.append(problem("base", message, known=", ".join(BUILT_IN), value=shown(value)))
    return THREE_COLUMN


def _name_from(words: str) -> str:
    """Return a name that a style can have from that of a file."""
    return re.sub(r"[^\w.-]+", "-", words).strip("-.")[:NAME_LIMIT]


def _value(key: str, value: object) -> Any:
    """Return the value of a key as HouseStyle has it. Raises Refused."""
    if key not in KEYS:
        raise Refused(_unknown(key))
    usual = getattr(THREE_COLUMN, key)
    if isinstance(usual, bool):
        return flag(key, value)
    if isinstance(usual, StrEnum):
        return choice(key, value, type(usual))
    if isinstance(usual, tuple):
        return pair(key, value)
    return name(key, value) if key == "name" else words(key, value)


def _unknown(key: str) -> StyleProblem:
    if key in _GONE:
        return problem(key, _GONE[key], other=_INSTEAD[key])
    for near in _near(key):
        message = gettext_noop("様式の項目「{key}」はありません。「{other}」のことではありませんか。")
        return problem(visibly(key), message, other=near)
    message = gettext_noop("様式の項目「{key}」はありません。使える項目: {known}")
    return problem(visibly(key), message, known=", ".join(sorted(KEYS)))


def _near(key: str) -> Iterator[str]:
    yield from get_close_matches(key[:NAME_LIMIT].casefold(), ("base", *KEYS), n=1, cutoff=0.7)
