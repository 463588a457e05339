"""What somebody else saved while a form was open: taken over where only they changed a field, shown where both did."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.admin.changes import FieldChange, value_change


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Fields that only others changed, now in the form as they are (before → now), and fields that both changed.

    Of these `both` has what is saved now and, opposite it, what was typed, which stays in the form.
    """

    taken: tuple[FieldChange, ...] = ()
    both: tuple[FieldChange, ...] = ()


def take_over(form: Any, before: Any) -> Meanwhile:
    """Bring a bound form up to what is saved now; `before` is the history record that it was opened with.

    Call it while the form is being cleaned: the instance still holds what is saved.
    """
    taken, both, sent = [], [], copy(form.data)
    for field in _fields(form):
        was, now, typed = _kept(field, before), _saved(field, form), _typed(field, form)
        if was == now or typed == now:
            continue
        if typed == was:
            _put(sent, form, field)
            taken.append(_change(field, was, now))
        else:
            both.append(_change(field, now, typed))
    form.data = sent
    return Meanwhile(tuple(taken), tuple(both))


def _fields(form: Any) -> Iterator[models.Field]:
    """The columns and relations to many that the form shows."""
    opts = form.instance._meta
    yield from (field for field in (*opts.concrete_fields, *opts.many_to_many) if field.name in form.fields)


def _kept(field: models.Field, record: Any) -> Any:
    if isinstance(field, models.ManyToManyField):
        named = getattr(record, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
        return tuple(sorted(named))
    return getattr(record, field.attname)


def _saved(field: models.Field, form: Any) -> Any:
    if isinstance(field, models.ManyToManyField):
        return tuple(sorted(getattr(form.instance, field.name).values_list("pk", flat=True)))
    return getattr(form.instance, field.attname)


def _typed(field: models.Field, form: Any) -> Any:
    """What was typed, as a column holds it; the words themselves where they are no such value."""
    if field.name not in form.cleaned_data:
        return form[field.name].data
    value = form.cleaned_data[field.name]
    if isinstance(field, models.ManyToManyField):
        return tuple(sorted(one.pk for one in value))
    return value.pk if isinstance(value, models.Model) else value


def _put(sent: Any, form: Any, field: models.Field) -> None:
    """Let the form show what is saved now."""
    shown: forms.Field = form.fields[field.name]
    widget: Any = getattr(shown.widget, "widget", shown.widget)
    value = widget.format_value(shown.prepare_value(form.initial.get(field.name)))
    key = form.add_prefix(field.name)
    if isinstance(value, list):
        sent.setlist(key, [str(one) for one in value])
    else:
        sent[key] = "" if value is None else value


def _change(field: models.Field, old: Any, new: Any) -> FieldChange:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return value_change(str(field.verbose_name), _words(field, old), _words(field, new), is_text=is_text)


def _words(field: models.Field, value: Any) -> str:
    if value is None or value in ("", ()):
        return ""
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        keys = value if isinstance(value, tuple) else (value,)
        return gettext("、").join(map(str, field.related_model._default_manager.filter(pk__in=keys)))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)
