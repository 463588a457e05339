"""House styles by name or from a JSON file that names a built-in style and what differs from it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from string import Formatter
from typing import Any

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, Cut, HouseStyle
from portal.text.messages import gettext_noop

_PAIRS = ("columns", "headings")


class StyleError(ValueError):
    """A house style that cannot be used; `message` says in Japanese what is allowed, `values` fill the placeholders."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = tuple((name, str(value)) for name, value in values.items())
        super().__init__(message.format(**values))


def built_in_style(name: str) -> HouseStyle:
    """Return the built-in style `name`; raises StyleError listing the names there are."""
    if name not in BUILT_IN:
        message = gettext_noop("様式「{name}」はありません。使える様式: {known}")
        raise StyleError(message, name=name, known=", ".join(BUILT_IN))
    return BUILT_IN[name]


def style_from_json(text: str, *, name: str = "") -> HouseStyle:
    """Return the style a JSON object describes: `base` names a built-in style, other keys are HouseStyle's fields.

    A style that says no name of its own is called `name`, and without one as its base is.
    Raises StyleError for JSON that does not parse, an unknown key, or a value of the wrong type.
    """
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        message = gettext_noop("様式ファイルの{line}行目がJSONとして読めません: {why}")
        raise StyleError(message, line=error.lineno, why=error.msg) from error
    except RecursionError:
        values = None
    if not isinstance(values, dict):
        raise StyleError(gettext_noop('様式ファイルは {{"base": "three-column", …}} の形のJSONにしてください。'))
    base = built_in_style(str(values.pop("base", THREE_COLUMN.name)))
    values.setdefault("name", name or base.name)
    return replace(base, **{key: _value(key, value, base) for key, value in values.items()})


def _value(key: str, value: Any, base: HouseStyle) -> Any:
    known = {field.name for field in fields(HouseStyle)}
    if key not in known:
        message = gettext_noop("様式の項目「{key}」はありません。使える項目: {known}")
        raise StyleError(message, key=key, known=", ".join(sorted(known)))
    current = getattr(base, key)
    if key in _PAIRS:
        return _pair(key, value)
    if key == "cut":
        if value not in tuple(Cut):
            message = gettext_noop("「cut」は {known} のどれかにしてください（今の値: {value}）。")
            raise StyleError(message, known=", ".join(Cut), value=repr(value))
        return Cut(value)
    if type(value) is not type(current):
        message = (
            gettext_noop("「{key}」は true か false にしてください（今の値: {value}）。")
            if isinstance(current, bool)
            else gettext_noop("「{key}」は文字列にしてください（今の値: {value}）。")
        )
        raise StyleError(message, key=key, value=repr(value))
    if key == "moved_away_cell":
        _check_placeholder(value)
    return value


def _check_placeholder(value: str) -> None:
    """Raise StyleError for anything in braces but {heading}, which alone is safe to fill in."""
    try:
        parts = [part[1:] for part in Formatter().parse(value) if part[1] is not None]
    except ValueError:
        parts = [("", "", None)]
    if any(part != ("heading", "", None) for part in parts):
        message = gettext_noop("「moved_away_cell」で使える差し込みは {{heading}} だけです（今の値: {value}）。")
        raise StyleError(message, value=repr(value))


def _pair(key: str, value: Any) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        message = gettext_noop("「{key}」は文字列二つの配列にしてください（今の値: {value}）。")
        raise StyleError(message, key=key, value=repr(value))
    if key == "columns" and sorted(value) != ["new", "old"]:
        message = gettext_noop('「columns」は "new" と "old" を一つずつ並べてください（今の値: {value}）。')
        raise StyleError(message, value=repr(value))
    return value[0], value[1]
