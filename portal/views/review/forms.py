"""What a link's reader types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms

from portal.publishing.reviewing.comments import LONGEST_NAME
from portal.publishing.reviewing.mail_codes import DIGITS


class CommentForm(forms.Form):
    """A comment on a clause ("" for the whole), or an answer in a thread."""

    clause = forms.CharField(required=False, max_length=32)
    thread = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    name = forms.CharField(max_length=LONGEST_NAME)
    text = forms.CharField()  # its verb counts, with one character for a line end as the browser does


class AddressForm(forms.Form):
    """Who wants to consent, and to which words (their hash)."""

    name = forms.CharField(max_length=LONGEST_NAME)
    mail = forms.EmailField(max_length=254)
    shown = forms.CharField(max_length=64)


class CodeForm(forms.Form):
    """The code that came by mail."""

    code = forms.CharField(max_length=DIGITS + 4)


@dataclass(frozen=True, slots=True)
class CommentBox:
    """A form for a comment as a page shows it: where it belongs, what was typed, what is wrong with it."""

    clause: str = ""
    thread: int | None = None
    name: str = ""
    text: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What tells the form's fields from those of the others on the page."""
        return f"answer-{self.thread}" if self.thread else f"on-{self.clause or 'all'}"
