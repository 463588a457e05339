"""The forms of bundles: an approval of all its drafts, and words changed in many terms."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.workflow.forms import DecisionForm
from portal.models.bundle import Bundle
from portal.publishing.bundling.members import Member
from portal.publishing.workflow.approving import groups_to_approve_for

_MANIFEST = re.compile(r"\A[0-9a-f]{64}\Z")


class BundleApprovalForm(DecisionForm):
    """An approval of every draft: of which manifest each, and for which group where there is a choice."""

    def __init__(self, *args: Any, members: tuple[Member, ...], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            pk, review = member.edition.pk, member.review
            self.fields[f"manifest-{pk}"] = forms.RegexField(
                _MANIFEST, widget=forms.HiddenInput, initial=review.manifest_sha256, required=False
            )
            groups = groups_to_approve_for(review, user)
            if len(groups) > 1:
                label = gettext("{edition}: どのグループとして承認しますか").format(edition=member.edition)
                choices = [(name, name) for name in groups]
                self.fields[f"group-{pk}"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    @property
    def manifests(self) -> dict[int, str]:
        """The manifest hashes that were on the screen, by edition."""
        return {one.edition.pk: self.cleaned_data[f"manifest-{one.edition.pk}"] for one in self.members}

    @property
    def groups(self) -> dict[int, str]:
        """The groups chosen, by edition, where there was a choice."""
        named = {one.edition.pk: f"group-{one.edition.pk}" for one in self.members}
        return {pk: self.cleaned_data[name] for pk, name in named.items() if name in self.fields}


class BulkMakingForm(forms.Form):
    """Name and reason of the bundle that is made."""

    name = forms.CharField(
        label=_("一括改定の名称"), max_length=Bundle._meta.get_field("name").max_length, help_text=_("例: 会社名の変更")
    )
    reason = forms.CharField(
        label=_("改定の理由"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("社内の記録です。公表されません。"),
    )
