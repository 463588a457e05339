"""Sentences that the portal itself writes into records: in the language of the house, whoever's screen it was."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise


def house_language() -> translation.override:
    """Return the context in which records are worded: LANGUAGE_CODE, not the language of the moment."""
    return translation.override(settings.LANGUAGE_CODE)


def in_house_language(words: Promise, /, **values: object) -> str:
    """Return a lazily translated sentence in the language of the house, its {placeholders} filled with `values`."""
    with house_language():
        return str(words).format(**values)
