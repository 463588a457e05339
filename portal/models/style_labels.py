"""What the values of a house style are called on screen, in the order of the form, and a style in such words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.comparison.house_style import Cut, Elision, HouseStyle, Paper
from portal.comparison.styles.files import StyleError, style_from_json
from portal.comparison.styles.rules import StyleProblem

COLUMNS = ("columns", "headings", "remarks", "remark_heading")
ROWS = ("cut", "show_title", "unchanged_articles", "unchanged_units", "elided", "context", "ignore_width")
CELLS = ("added_unit_cell", "added_article_cell", "deleted_unit_cell", "deleted_article_cell", "moved_away_cell")
REMARKS = (
    *("added_unit", "added_article", "deleted_unit", "deleted_article"),
    *("changed", "words_added", "words_deleted", "renumbered", "moved", "moved_away"),
)
LOOKS = ("underline", "mark_numbers", "double_labels", "legend", "closing", "paper")

LABELS = {
    "name": _("名前"),
    "columns": _("列の並び"),
    "headings": _("列の見出し"),
    "remarks": _("備考の列を置く"),
    "remark_heading": _("備考の列の見出し"),
    "cut": _("行の切り方"),
    "show_title": _("題名の行を、変わらないときも載せる"),
    "unchanged_articles": _("変わらない条"),
    "unchanged_units": _("変わった条の中の、変わらない項・号"),
    "elided": _("略した所の言葉"),
    "context": _("変わった条の上に、編・章・節・附則の行を載せる"),
    "ignore_width": _("全角・半角と空白だけの違いを、違いとしない"),
    "added_unit_cell": _("加わった項・号の、旧の欄"),
    "added_article_cell": _("加わった条の、旧の欄"),
    "deleted_unit_cell": _("なくなった項・号の、新の欄"),
    "deleted_article_cell": _("なくなった条の、新の欄"),
    "moved_away_cell": _("移った条・項・号のもとの場所の、新の欄"),
    "added_unit": _("加わった項・号の備考"),
    "added_article": _("加わった条の備考"),
    "deleted_unit": _("なくなった項・号の備考"),
    "deleted_article": _("なくなった条の備考"),
    "changed": _("言葉が変わった行の備考"),
    "words_added": _("言葉が加わっただけの行の備考"),
    "words_deleted": _("言葉がなくなっただけの行の備考"),
    "renumbered": _("番号だけが変わった行の備考"),
    "moved": _("移ってきた行の備考"),
    "moved_away": _("もとの場所の行の備考"),
    "underline": _("変わった言葉に下線を引く"),
    "mark_numbers": _("繰り上げ・繰り下げで変わった番号にも線を引く"),
    "double_labels": _("加え、削り、移した条・項・号の番号に、二重下線を引く"),
    "legend": _("凡例"),
    "closing": _("表の下の言葉"),
    "paper": _("用紙の向き"),
}
"""Labels by key of the style."""

COLUMN_ORDERS = {("new", "old"): _("新・旧の順（左が新）"), ("old", "new"): _("旧・新の順（左が旧）")}
CHOICES: dict[str, dict[Any, Any]] = {
    "cut": {Cut.UNIT: _("見出し・項・号ごとに一行"), Cut.PARAGRAPH: _("項ごとに一行（号も一緒に）")},
    "unchanged_articles": {
        Elision.FULL: _("全文を載せる"),
        Elision.RUN: _("続く条をまとめて、一行の略にする"),
        Elision.EACH: _("条ごとに、一行の略にする"),
        Elision.OMIT: _("載せない"),
    },
    "unchanged_units": {
        Elision.FULL: _("全文を載せる"),
        Elision.RUN: _("続く項・号をまとめて略す（２～４（略））"),
        Elision.EACH: _("項・号ごとに略す（２（略））"),
        Elision.OMIT: _("載せない"),
    },
    "paper": {Paper.LANDSCAPE: _("A4横"), Paper.PORTRAIT: _("A4縦")},
}
"""What the choices of a value are called, by key."""


def label_of(key: str) -> str:
    """Return what a key of a style is called; a key that there is not, as it is."""
    return str(LABELS.get(key, key))


def value_words(style: HouseStyle, key: str) -> str:
    """Return a value of a style in words; "" for words that print nothing."""
    value = getattr(style, key)
    if key == "columns":
        return str(COLUMN_ORDERS[value])
    if key == "headings":
        return gettext("{first}・{second}").format(first=value[0], second=value[1])
    if isinstance(value, bool):
        return gettext("はい") if value else gettext("いいえ")
    return str(CHOICES[key][value]) if key in CHOICES else value


def style_words(style: HouseStyle) -> list[tuple[str, str]]:
    """Return label and value of all that a style says."""
    return [(label_of(key), value_words(style, key)) for key in (*COLUMNS, *ROWS, *CELLS, *REMARKS, *LOOKS)]


def definition_words(definition: str) -> str:
    """Return a style's JSON in words, a value a line; the JSON itself where it cannot be read."""
    try:
        style = style_from_json(definition)
    except StyleError:
        return definition
    line = gettext("{label}: {value}")
    return "\n".join(line.format(label=label, value=value) for label, value in style_words(style))


def labelled_sentence(problem: StyleProblem) -> str:
    """Return a problem in the reader's language, with labels for keys."""
    values = dict(problem.values)
    for name in {"key", "other", "others"} & values.keys():
        values[name] = gettext("、").join(map(label_of, values[name].split(", ")))
    return gettext(problem.message).format(**values)
