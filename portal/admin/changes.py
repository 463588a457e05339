"""What changed between two history records, field by field, as HTML that is read without colours too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.comparison.formats.strokes import merged
from portal.comparison.table import Span
from portal.comparison.wording import mark, whole
from portal.models.comparison_style import style_titles
from portal.models.style_labels import definition_words
from portal.text.html import markup

HIDDEN = frozenset({"id", "key"})
"""Columns that say nothing to a reader: they never change."""

CALLED: dict[str, Callable[[], dict[str, str]]] = {"house_style": style_titles}
"""Columns that hold the name of something, and what returns how it is called, by name."""

IN_WORDS: dict[str, Callable[[str], str]] = {"definition": definition_words}
"""Columns that hold what programs read, and what puts it in words."""

RelatedNames = dict[tuple[str, Any], str]
"""What a foreign key's value, or one of CALLED, is called, by field name and value."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: its name, a word for what happened, and both values as safe HTML with the changed words marked."""

    name: str
    word: str
    old: SafeString
    new: SafeString


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of a record as it was then."""

    name: str
    value: str


def field_changes(old: Any, new: Any, names: RelatedNames) -> tuple[FieldChange, ...]:
    """Return what differs between two history records of one object; `names` are those of `related_names`."""
    return tuple(_change(field, old, new, names) for field in _fields(new) if _value(field, old) != _value(field, new))


def field_values(record: Any, names: RelatedNames) -> tuple[FieldValue, ...]:
    """Return all that a history record holds, in the order of the form."""
    return tuple(FieldValue(_name(field), _shown(field, record, names)) for field in _fields(record))


def related_names(records: Iterable[Any]) -> RelatedNames:
    """Return what history records point at, by key or by name, one query a field; what is gone has no name."""
    records = list(records)
    names: RelatedNames = {}
    for field in _fields(records[0]) if records else ():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            keys = {key for record in records for key in _keys(field, record)}
            found = field.related_model._default_manager.select_related().in_bulk(keys)
            names |= {(field.name, key): str(row) for key, row in found.items()}
        elif field.name in CALLED:
            names |= {(field.name, name): called for name, called in CALLED[field.name]().items()}
    return names


def value_change(name: str, before: str, after: str, *, is_text: bool = True) -> FieldChange:
    """Return how a value differs from another: word by word in a text, else as a whole. Both are escaped here."""
    old_marks, new_marks = mark(before, after) if is_text else (whole(before), whole(after))
    word = _("変更") if before and after else _("追加") if after else _("削除")
    return FieldChange(name, word, _cell(before, old_marks), _cell(after, new_marks))


def marked(text: str, marks: tuple[Span, ...]) -> SafeString:
    """Return text as HTML with its marked spans as <u class="mark">."""
    parts, end = [], 0
    for first, last in merged(marks):
        parts += [markup.text(text[end:first]), markup.element("u", markup.text(text[first:last]), class_="mark")]
        end = last
    return mark_safe(markup.join((*parts, markup.text(text[end:]))))


def _fields(record: Any) -> Iterator[models.Field]:
    fields = (*record.tracked_fields, *record._history_m2m_fields)
    return (field for field in fields if field.name not in HIDDEN)


def _name(field: models.Field) -> str:
    return str(field.verbose_name)


def _value(field: models.Field, record: Any) -> Any:
    """A column's value; of a relation to many, the keys of what the record named."""
    if isinstance(field, models.ManyToManyField):
        named = getattr(record, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
        return tuple(sorted(named))
    return getattr(record, field.attname)


def _keys(field: models.Field, record: Any) -> tuple[Any, ...]:
    value = _value(field, record)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _change(field: models.Field, old: Any, new: Any, names: RelatedNames) -> FieldChange:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in CALLED
    return value_change(_name(field), _shown(field, old, names), _shown(field, new, names), is_text=is_text)


def _cell(text: str, marks: tuple[Span, ...]) -> SafeString:
    return marked(text, marks) if text else conditional_escape(_("（空）"))


def _shown(field: models.Field, record: Any, names: RelatedNames) -> str:
    value = _value(field, record)
    if value is None or value in ("", ()):
        return ""
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return _("、").join(_related(field, key, names) for key in _keys(field, record))
    if field.name in CALLED:
        return names.get((field.name, value), value)
    if field.name in IN_WORDS:
        return IN_WORDS[field.name](value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(field, value)


def _related(field: models.Field, key: Any, names: RelatedNames) -> str:
    return names.get((field.name, key)) or _("番号{pk}（今はありません）").format(pk=key)


def _plain(field: models.Field, value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    # A field of one line may hold line ends (the form of a heading): a reader should see them.
    return str(value).replace("\n", "⏎") if isinstance(field, models.CharField) else str(value)
