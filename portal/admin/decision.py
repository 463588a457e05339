"""Decisions (決定): the chain of each terms, read and verified, never written here."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.read_only import ReadOnlyAdmin
from portal.models import Actor, Decision
from portal.publishing.decisions import broken_links

SHORT = 8
"""Characters of a hash in a list: enough to see which link follows which."""


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Who decided what on which edition, and how each decision is linked to the one before."""

    list_display = ["sequence", "kind", "edition", "own_hash", "link", "at", "who"]
    list_filter = [("terms", admin.RelatedOnlyFieldListFilter), "kind"]
    search_fields = ["terms__name", "reason", "hash"]
    ordering = ["terms", "-sequence"]
    fields = [
        *("terms", "edition", "sequence", "kind", "at", "who", "reason", "pretty_details"),
        *("subject_hash", "previous_hash", "hash", "chain"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        actor = Actor.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]
        return super().get_queryset(request).select_related("edition__terms").annotate(who=Subquery(actor))

    @admin.display(description=_("決定者"))
    def who(self, decision: Decision) -> str:
        if decision.actor_id is None:
            return gettext("（記名なし）")
        return getattr(decision, "who", None) or gettext("利用者番号{pk}").format(pk=decision.actor_id)

    @admin.display(description=_("ハッシュ値"))
    def own_hash(self, decision: Decision) -> SafeString:
        return format_html("<code>{}</code>", decision.hash[:SHORT])

    @admin.display(description=_("前の決定"))
    def link(self, decision: Decision) -> SafeString:
        if not decision.previous_hash:
            return format_html("{}", gettext("（最初の決定）"))
        return format_html("<code>{}</code>", decision.previous_hash[:SHORT])

    @admin.display(description=_("詳細"))
    def pretty_details(self, decision: Decision) -> SafeString:
        text = json.dumps(decision.details, ensure_ascii=False, indent=2, sort_keys=True)
        return format_html('<pre class="details">{}</pre>', text)

    @admin.display(description=_("決定の連鎖の検証"))
    def chain(self, decision: Decision) -> str:
        broken = broken_links(decision.terms_id)
        if not broken:
            return gettext("この約款の決定は、最初から最後まで正しくつながっています。")
        numbers = gettext("、").join(str(link.sequence) for link in broken)
        message = gettext("連番{numbers}の決定がつながりません。記録が書き換えられた疑いがあります。")
        return message.format(numbers=numbers)
