"""The values of a house style as form fields, one each, and back as a style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, HouseStyle
from portal.comparison.styles.files import KEYS, StyleError, style_from_values, style_values
from portal.comparison.styles.rules import Refused, StyleProblem, words
from portal.models.comparison_style import BUILT_IN_TITLES
from portal.models.style_labels import (
    CELLS,
    CHOICES,
    COLUMN_ORDERS,
    LABELS,
    LOOKS,
    REMARKS,
    ROWS,
    labelled_sentence,
    value_words,
)

HEADINGS = {"new": "heading_new", "old": "heading_old"}
"""The fields of the column headings by side."""

FIELDSETS = [
    (_("列"), ("columns", *HEADINGS.values(), "remarks", "remark_heading")),
    (_("行の切り方と略"), ROWS),
    (_("欄の言葉"), CELLS),
    (_("備考の言葉"), REMARKS),
    (_("見た目"), LOOKS),
]
"""Names of groups and the fields in them."""

_WORDS_HELP = _("空にすると、何も刷りません。")
_MOVED_HELP = _("{place} と書くと、もとの場所（第8条など）に替わります。")


def _words(key: str, help_text: Any = _WORDS_HELP) -> forms.CharField:
    return forms.CharField(label=LABELS[key], help_text=help_text, required=False, strip=False, widget=_line())


def _heading(label: Any) -> forms.CharField:
    return forms.CharField(label=label, strip=False, widget=_line())


def _line() -> AdminTextInputWidget:
    # A style's words are Japanese whatever the reader's language is.
    return AdminTextInputWidget(attrs={"lang": "ja"})


def _flag(key: str, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=LABELS[key], help_text=help_text, required=False)


def _choice(key: str, help_text: Any = "") -> forms.ChoiceField:
    choices = [(choice.value, name) for choice, name in CHOICES[key].items()]
    return forms.ChoiceField(label=LABELS[key], help_text=help_text, choices=choices)


class StyleValuesForm(forms.Form):
    """What a style says. When the form is valid `style` is the style, named `name` where the form has that field.

    `base` is the built-in style that the style was made from.
    """

    base = forms.ChoiceField(choices=list(BUILT_IN_TITLES.items()), initial=THREE_COLUMN.name, widget=forms.HiddenInput)

    columns = forms.ChoiceField(
        label=LABELS["columns"], choices=[(",".join(order), name) for order, name in COLUMN_ORDERS.items()]
    )
    heading_new = _heading(_("新の列の見出し"))
    heading_old = _heading(_("旧の列の見出し"))
    remarks = _flag("remarks", _("置かないときは、備考の言葉は使われません。"))
    remark_heading = _words("remark_heading", _("備考の列を置くときに使います。"))

    cut = _choice("cut")
    show_title = _flag("show_title")
    unchanged_articles = _choice("unchanged_articles")
    unchanged_units = _choice("unchanged_units")
    elided = _words("elided", _("欄と備考に書きます。括弧の全角・半角も、ここで決めます。"))
    context = _flag("context")
    ignore_width = _flag("ignore_width", _("条や項の対応を取るときは、いつも違いとしません。"))

    added_unit_cell = _words("added_unit_cell")
    added_article_cell = _words("added_article_cell", _("附則・別表などにも使います。"))
    deleted_unit_cell = _words("deleted_unit_cell")
    deleted_article_cell = _words("deleted_article_cell", _("附則・別表などにも使います。"))
    moved_away_cell = _words("moved_away_cell", _("{place} と書くと、移った先（第4条など）に替わります。"))

    added_unit = _words("added_unit")
    added_article = _words("added_article", _("附則・別表などにも使います。"))
    deleted_unit = _words("deleted_unit")
    deleted_article = _words("deleted_article", _("附則・別表などにも使います。"))
    changed = _words("changed")
    words_added = _words("words_added", _("空にすると、言葉が変わった行の備考と同じになります。"))
    words_deleted = _words("words_deleted", _("空にすると、言葉が変わった行の備考と同じになります。"))
    renumbered = _words("renumbered")
    moved = _words("moved", _MOVED_HELP)
    moved_away = _words("moved_away")

    underline = _flag("underline")
    mark_numbers = _flag("mark_numbers")
    double_labels = _flag(
        "double_labels", _("「変わった言葉に下線を引く」と一緒に使います。番号だけが変わったものにも引きます。")
    )
    legend = _words("legend", _("表に添える言葉。下線の意味を書きます。空にすると、何も刷りません。"))
    closing = _words("closing", _("表の下に、右寄せで刷ります。空にすると、何も刷りません。"))
    paper = _choice("paper", _("PDF・Word・Excel の用紙。"))

    style: HouseStyle

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_words_of_base()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not set(self.errors) & set(STYLE_FIELDS):
            try:
                self.style = style_from_values(self._values(cleaned), name=cleaned.get("name", ""))
            except StyleError as error:
                for problem in error.problems:
                    self.add_error(self._field_of(problem, cleaned), ValidationError(labelled_sentence(problem)))
        return cleaned

    def _values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        columns = cleaned["columns"].split(",")
        sides = {"columns": columns, "headings": [cleaned[HEADINGS[side]] for side in columns]}
        return {key: cleaned[key] for key in ("base", *KEYS) if key in cleaned and key != "name"} | sides

    def _field_of(self, problem: StyleProblem, cleaned: dict[str, Any]) -> str | None:
        """The field in which a problem can be mended; of the two headings the one that cannot stand."""
        if problem.key == "headings":
            return next((name for name in HEADINGS.values() if not _can_be_heading(cleaned[name])), HEADINGS["old"])
        return problem.key if problem.key in self.fields else None

    def _name_words_of_base(self) -> None:
        """Say at each field that begins with another value than its base has what that one is."""
        base = BUILT_IN.get(str(self.initial.get("base", "")))
        for name, value in initial_values(base).items() if base else ():
            if name in self.initial and self.initial[name] != value and base:
                field = self.fields[name]
                field.help_text = format_html("{} {}", field.help_text, _said_by_base(base, name))


STYLE_FIELDS = tuple(name for _label, names in FIELDSETS for name in names)


def initial_values(style: HouseStyle) -> dict[str, Any]:
    """Return what the fields of a form hold for a style."""
    values = style_values(style)
    headings = zip(style.columns, style.headings, strict=True)
    shown = {"columns": ",".join(style.columns)} | {HEADINGS[side]: heading for side, heading in headings}
    return {name: shown[name] if name in shown else values[name] for name in STYLE_FIELDS}


def labelled_errors(form: forms.Form) -> Iterator[tuple[str, str]]:
    """Yield what stands in the way of a form: the field's label, and the sentence."""
    for name, errors in form.errors.items():
        label = str(form.fields[name].label) if name in form.fields else ""
        yield from ((label, str(error)) for error in errors)


def _can_be_heading(heading: str) -> bool:
    try:
        return bool(words("headings", heading).strip())
    except Refused:
        return False


def _said_by_base(base: HouseStyle, name: str) -> Any:
    side = next((side for side, field in HEADINGS.items() if field == name), "")
    said = base.headings[base.columns.index(side)] if side else value_words(base, name)
    is_words = bool(side) or type(getattr(base, name)) is str
    value = format_html('<span lang="ja">{}</span>', said) if said and is_words else said or gettext("（空）")
    return format_html(gettext("もとの様式（{base}）では: {value}"), base=BUILT_IN_TITLES[base.name], value=value)
