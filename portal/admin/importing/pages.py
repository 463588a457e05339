"""The steps of importing, each a POST to the same address: read, choose, check, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.frozen import FreezingAdmin
from portal.admin.importing.forms import (
    BOTH,
    FILLED,
    OLD,
    SIDES,
    ChoiceForm,
    DraftForm,
    NewDraftForm,
    SourceForm,
    TextForm,
)
from portal.admin.importing.new_facts import facts_of_text
from portal.admin.importing.preview import Target, make_preview
from portal.admin.importing.readings import Reading, Readings, reading_of, readings_of
from portal.admin.starting.page import add_errors, terms_context, terms_or_404
from portal.importing.imported import TrackedChoice, UnreadableFile
from portal.importing.reading import read_pasted
from portal.models import Edition
from portal.models.frozen import Frozen
from portal.models.saved_states import newest_state
from portal.publishing.drafting.filling import filled
from portal.publishing.drafting.importing import ChangedMeanwhile, Facts, enter_imported, import_as_draft
from portal.publishing.drafting.starting import next_number
from portal.publishing.entering import base_for
from portal.publishing.house_language import in_house_language
from portal.text.writer import write

CLAUSES = ("add_clause", "change_clause", "delete_clause")
Answer = HttpResponseBase


def into_draft(model_admin: FreezingAdmin, request: HttpRequest, object_id: int) -> Answer:
    """Import a text into a draft that is there."""
    edition = edition_or_404(model_admin, request, object_id, *CLAUSES)
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    context = page_context(model_admin, request, edition, _("取り込み"))
    try:
        return _Import(request, Target(edition.terms, edition, edition.base), context).answer()
    except Frozen:
        return model_admin.refusal(request, edition)


def into_new_draft(model_admin: FreezingAdmin, request: HttpRequest, terms_id: int) -> Answer:
    """Import a text into a new draft of some terms."""
    terms = terms_or_404(model_admin, request, terms_id, *CLAUSES)
    target = Target(terms, None, base_for(terms, next_number(terms)))
    return _Import(request, target, terms_context(model_admin, request, terms, _("取り込んで改定を始める"))).answer()


class _Import:
    """One step of an import, as a request asks for it."""

    def __init__(self, request: HttpRequest, target: Target, context: dict[str, Any]) -> None:
        self.request, self.target, self.context = request, target, context

    def answer(self) -> Answer:
        """Return the page of the step, or lead on to the draft once it is saved."""
        steps: dict[str, Callable[[], Answer]] = {
            "read": self.read,
            "choose": self.choose,
            "check": self.check,
            "save": self.save,
        }
        step = self.request.POST.get("step", "read") if self.request.method == "POST" else ""
        return steps[step]() if step in steps else self.source_page(SourceForm(request=self.request))

    def read(self) -> Answer:
        form = SourceForm(self.request.POST, self.request.FILES, request=self.request)
        if not form.is_valid():
            return self.source_page(form)
        try:
            readings = _readings(form)
        except UnreadableFile as error:
            form.add_error("file" if form.cleaned_data.get("file") else "pasted", str(error))
            return self.source_page(form)
        if readings.has_choice:
            return self.choice_page(self.choice_form(readings), readings)
        return self.text_page(self.text_form(readings.accepted))

    def choose(self) -> Answer:
        form = self.choice_form(None, self.request.POST)
        if not form.is_valid():
            return self.garbled_page(form)
        reading = form.cleaned_data["readings"].reading(form.cleaned_data.get("tracked", ""))
        return self.text_page(self.text_form(reading, form.cleaned_data.get("side", "")))

    def check(self) -> Answer:
        form = self.form_class(self.request.POST)
        form.is_valid()
        return self.garbled_page(form) if "carried" in form.errors else self.text_page(form)

    def save(self) -> Answer:
        form = self.form_class(self.request.POST)
        if not form.is_valid():
            return self.garbled_page(form) if "carried" in form.errors else self.text_page(form)
        try:
            saved = self.entered(form)
        except ChangedMeanwhile as error:
            form.add_error(None, _("{error}下の比較を確かめて、よければもう一度保存してください。").format(error=error))
            return self.text_page(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.text_page(form)
        messages.success(self.request, _saved_words(saved))
        return redirect("admin:portal_edition_change", saved.pk)

    def entered(self, form: TextForm) -> Edition:
        """Do what the form says. Raises ChangedMeanwhile, ValidationError, Frozen."""
        values, carried, by = form.cleaned_data, form.cleaned_data["carried"], self.request.user
        if self.target.edition is not None:
            reason = values["history_change_reason"] or _reason(carried.name)
            return enter_imported(
                self.target.edition,
                values["text"],
                by=by,
                seen=values["seen"] or 0,
                reason=reason,
                comments=carried.comments,
            )
        if (values["seen"] or 0) != self.seen:
            raise ChangedMeanwhile(_("確かめているあいだに、もとになる版が変わりました。まだ保存していません。"))
        facts = Facts(
            values["reason"], values["number"], values["edition_label"], values["title"], values["effective_date"]
        )
        before = values["old_text"] if values["takes_both"] and self.can_take_both else None
        return import_as_draft(
            self.target.terms, values["text"], facts=facts, by=by, before=before, comments=carried.comments
        )

    # --- forms and pages ---

    @property
    def form_class(self) -> type[TextForm]:
        return DraftForm if self.target.edition else NewDraftForm

    def choice_form(self, shown: Readings | None, data: Any = None) -> ChoiceForm:
        if shown is None:
            return ChoiceForm(data, sides=tuple(SIDES))
        sides = self.sides(shown.accepted)
        initial = {"readings": shown.to_json(), "tracked": TrackedChoice.ACCEPT, "side": sides[0]}
        return ChoiceForm(data, initial=initial, shown=shown, sides=sides)

    def sides(self, reading: Reading) -> list[str]:
        """Return what of a table can be taken, what is proposed first."""
        can_take = {FILLED: self.filled(reading) is not None, BOTH: self.can_take_both}
        return [side for side in SIDES if can_take.get(side, True)]

    def filled(self, reading: Reading) -> str | None:
        """Return the new side of a table with what it leaves out; None where nothing is left out or it is not known."""
        if reading.old is None or self.target.base is None:
            return None
        whole = filled(reading.text, reading.old, write(self.target.base.document()))
        return None if whole is None or whole.split() == reading.text.split() else whole

    @property
    def seen(self) -> int:
        """What a preview shows the text against: the state of the draft, or the edition that a new one revises."""
        if self.target.edition is not None:
            return newest_state(self.target.edition)
        return self.target.base.pk if self.target.base else 0

    @property
    def can_take_both(self) -> bool:
        """Whether the old side of a table can become an edition: where there is none that it could be."""
        return self.target.edition is None and self.target.base is None

    def text_form(self, reading: Reading, side: str = "") -> TextForm:
        text, old = (reading.old or "", "") if side == OLD else (reading.text, reading.old or "")
        text = (self.filled(reading) if side == FILLED else None) or text
        takes_both = side == BOTH and self.can_take_both
        initial: dict[str, Any] = {
            "carried": reading.carried.to_json(),
            "text": text,
            "old_text": old,
            "takes_both": takes_both,
            "seen": self.seen,
        }
        if self.target.edition is None:
            initial |= facts_of_text(self.target, text, follows_another=takes_both)
        return self.form_class(initial=initial)

    def source_page(self, form: forms.Form) -> Answer:
        return self.page("import", {"form": form})

    def garbled_page(self, form: forms.Form) -> Answer:
        fresh = SourceForm(initial={"pasted": self.request.POST.get("text", "")}, request=self.request)
        garbled = [error for errors in form.errors.values() for error in errors]
        return self.page("import", {"form": fresh, "garbled": garbled})

    def choice_page(self, form: ChoiceForm, readings: Readings) -> Answer:
        return self.page("import_choose", {"form": form, "readings": readings})

    def text_page(self, form: TextForm) -> Answer:
        value = partial(_value, form)
        text, old_text = value("text"), value("old_text")
        preview = make_preview(self.target, text, old_text=old_text)
        if form.is_bound:
            # What is shown now is the draft, or the base, as it is now.
            sent = self.request.POST.copy()
            sent["seen"] = str(self.seen)
            form.data = sent
        carried = form.fields["carried"].clean(value("carried"))
        return self.page(
            "import_preview",
            {
                "form": form,
                "preview": preview,
                "carried": carried,
                "target": self.target,
                "takes_both": form["takes_both"].value() in (True, "True", "on"),
            },
        )

    def page(self, template: str, more: dict[str, Any]) -> Answer:
        context = self.context | {"back": self.back} | more
        return TemplateResponse(self.request, f"admin/portal/edition/{template}.html", context)

    @property
    def back(self) -> str:
        """The address of the page that the import was begun from."""
        if self.target.edition is not None:
            return reverse("admin:portal_edition_change", args=[self.target.edition.pk])
        return reverse("admin:portal_terms_change", args=[self.target.terms.pk])


def _readings(form: SourceForm) -> Readings:
    file = form.cleaned_data.get("file")
    if file:
        return readings_of(file.read(), name=file.name or "")
    return Readings(reading_of(read_pasted(form.cleaned_data["pasted"]), name=""))


def _value(form: TextForm, name: str) -> str:
    """The words in a field as they are now, typed or proposed."""
    value = form[name].value()
    return str(value or "").replace("\r\n", "\n").replace("\0", "")


def _reason(name: str) -> str:
    return in_house_language(gettext_lazy("「{name}」から取り込みました。"), name=name) if name else ""


def _saved_words(edition: Edition) -> str:
    states = reverse("admin:portal_edition_states", args=[edition.pk])
    words = _("{label}に取り込みました。取り込む前の内容には、「保存の記録」から戻せます。").format(label=edition)
    return format_html('{} <a href="{}">{}</a>', words, states, _("保存の記録を見る"))
