"""Lists of rows, asked for with filters in their address."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

DIGITS = 18
"""Digits of a number that a column of any database takes; one with more raises when the rows are read."""


class RowList(ChangeList):
    """A list that answers a number too large for any row as Django answers a lookup that makes no sense."""

    def get_filters(self, request: HttpRequest) -> Any:
        values = (part.strip() for texts in self.filter_params.values() for text in texts for part in text.split(","))
        if any(value.lstrip("+-").isdecimal() and len(value) > DIGITS for value in values):
            raise IncorrectLookupParameters
        return super().get_filters(request)
