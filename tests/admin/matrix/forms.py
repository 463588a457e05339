"""What a person at each page would send: its form as a browser fills it in, with something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html

from portal.admin.importing.readings import Carried
from portal.admin.row_remark_form import address_text
from portal.comparison.rows.overrides import row_addresses
from portal.models import Edition
from portal.models.saved_states import newest_state, savings
from portal.publishing.bundling.bulk import bulk_places
from portal.publishing.drafting.replacing import Replacement
from portal.publishing.edition_tables import edition_table
from portal.publishing.entering import base_for
from tests.admin.matrix.asking import Sent, let_go
from tests.admin.matrix.rows import PASSWORD
from tests.attached import PDF
from tests.factories import TEXT

Values = dict[str, Any]
NEW_PASSWORD = "mangetsu-no-aikotoba-8"


def form_of(client: Client, page: str, url: str, row: Any, user: Any) -> Sent:
    """Return what `user` would send at a page to write something; `client` is of somebody who may read it."""
    if page in SCRIPTS:
        return Sent(SCRIPTS[page](row, user), is_json=True)
    filled_in = _filled_in(client, url + SHOWN_WITH.get(page, ""))
    return Sent(filled_in | CHANGED.get(page, _as_it_is)(row))


def _filled_in(client: Client, url: str) -> Values:
    """Return the values of the page's main form: the one with most fields that is not for logging out."""
    response = client.get(url)
    let_go(response)
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return {}
    forms = [form for form in html.fromstring(response.content.decode()).forms if form.get("id") != "logout-form"]
    values: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: len(form.fields))[-1:]:
        for name, value in form.form_values():
            values[name].append(value)
    return dict(values)


def _as_it_is(row: Any) -> Values:
    return {}


def _day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def _remark(edition: Edition) -> Values:
    """Another remark on the first row that can have one, which has one already."""
    assert edition.base is not None
    table = edition_table(edition.base, edition, style=edition.terms.style)
    address = next(address for address in row_addresses(table) if address)
    before = '["ひそかな備考", ""]'
    return {"row": address_text(address), "before": before, "choice": "ours", "remark": "言葉の整理", "note": ""}


def _moved(edition: Edition) -> Values:
    key = edition.clauses.get(label="第1条").key
    return {"do": f"down:{key}", "state": str(newest_state(edition))}


def _replaced(edition: Edition) -> Values:
    return {"words": "ひそか", "by": "おおやけ", "place": ["0"], "state": str(newest_state(edition))}


def _imported(edition: Edition) -> Values:
    return {
        "step": "save",
        "text": TEXT.replace("使い方", "用い方"),
        "seen": str(newest_state(edition)),
        "carried": Carried().to_json(),
    }


def _imported_new(terms: Any) -> Values:
    facts = {"reason": "改定", "number": "9", "edition_label": "", "title": "", "effective_date": _day(90)}
    base = base_for(terms, 9)
    return facts | {"step": "save", "text": TEXT, "carried": Carried().to_json(), "seen": str(base.pk if base else 0)}


def _restored(edition: Edition) -> Values:
    return {"state": str(savings(edition)[-1].state), "history_change_reason": "元に戻す"}


def _bulk(row: Any) -> Values:
    asked = {"words": "目的", "by": "狙い"}
    chosen = [place for place in bulk_places(Replacement(**asked)) if place.terms.slug == "matrix-public"]
    terms = [f"{place.terms.pk}:{place.shown}" for place in chosen[:1]]
    return asked | {"terms": terms, "name": "一括", "reason": "整理"}


def _taken_out(bundle: Any) -> Values:
    return {"remove": str(bundle.editions.get().pk)}


def _uploaded(row: Any) -> Values:
    return {"file": SimpleUploadedFile("more.pdf", PDF), "name": "more", "title": "もう一つ"}


def _values(**values: Any) -> Callable[[Any], Values]:
    return lambda row: values


_REASON = _values(reason="決めたとおり")
_NOW = _values(when="now", acknowledge="on", reason="")
_SUBMITTED = _values(acknowledge="on", reason="")
_DELETED = _values(post="yes")

CHANGED: dict[str, Callable[[Any], Values]] = {
    "password_change": _values(old_password=PASSWORD, new_password1=NEW_PASSWORD, new_password2=NEW_PASSWORD),
    "portal_issuer_add": _values(name="別の会社", address="東京都", representative="月見太郎"),
    "portal_issuer_change": _values(name="別の会社"),
    "portal_service_add": lambda service: {"issuer": service.issuer_id, "name": "別のサービス", "slug": "another"},
    "portal_service_change": _values(name="別の名前"),
    "portal_comparisonstyle_add": _values(name="another", title="別の様式"),
    "portal_comparisonstyle_change": _values(title="別の様式"),
    "portal_terms_add": lambda terms: {"service": terms.service_id, "name": "別の規約", "slug": "another"},
    "portal_terms_change": _values(name="別の名前"),
    "portal_edition_start": _values(reason="改定", number="9", effective_date=_day(90)),
    "portal_edition_import_new": _imported_new,
    "portal_edition_change": _values(summary="別の概要"),
    "portal_edition_links": _values(addressee="別の宛先", until=_day(2)),
    "portal_edition_comments": _values(clause="", text="別の意見"),
    "portal_edition_answer_comment": _values(text="答え"),
    "portal_edition_editor": _values(text=TEXT.replace("使い方", "用い方")),
    "portal_edition_import": _imported,
    "portal_edition_attachments": _uploaded,
    "portal_edition_attachment": _values(title="別の題名"),
    "portal_edition_attachment_move": _values(to="down"),
    "portal_edition_remarks": _remark,
    "portal_edition_arrange": _moved,
    "portal_edition_replace": _replaced,
    "portal_edition_submit": _SUBMITTED,
    "portal_edition_send_back": _REASON,
    "portal_edition_announce": _NOW,
    "portal_edition_redate": _values(when="at", day=_day(5), hour="10:00", reason="遅らせる"),
    "portal_edition_cancel": _REASON,
    "portal_edition_withdraw": _REASON,
    "portal_edition_restored": _restored,
    "portal_clause_add": _values(kind="article", label="第9条", caption="別", text="別の条文です。"),
    "portal_clause_change": _values(text="別の条文です。"),
    "portal_bundle_bulk": _bulk,
    "portal_bundle_add": _values(name="別の一括改定", reason=""),
    "portal_bundle_change": _values(name="別の一括改定"),
    "portal_bundle_members": _taken_out,
    "portal_bundle_submit": _SUBMITTED,
    "portal_bundle_send_back": _REASON,
    "portal_bundle_announce": _NOW,
    "portal_bundle_redate": _values(when="at", day=_day(5), hour="10:00", reason="遅らせる"),
    "portal_bundle_cancel": _REASON,
    "auth_user_add": _values(username="another", usable_password="false"),
    "auth_user_change": _values(first_name="月子"),
    "auth_user_password_change": _values(
        password1=NEW_PASSWORD, password2=NEW_PASSWORD, usable_password="true", **{"set-password": "1"}
    ),
    "auth_group_add": _values(name="別のグループ"),
    "auth_group_change": _values(name="別の名前"),
    **{
        f"{model}_delete": _DELETED
        for model in (
            *("portal_issuer", "portal_service", "portal_comparisonstyle", "portal_terms", "portal_edition"),
            *("portal_clause", "portal_bundle", "portal_decision", "portal_publication", "portal_sealedfile"),
            *("auth_user", "auth_group"),
        )
    },
}
"""What is changed in the form of each page, for the row that it is about."""

SHOWN_WITH = {"portal_comparisonstyle_add": "?base=three-column"}
"""What the address needs so that the form is shown."""

_CLAUSE = {"kind": "article", "label": "第9条", "caption": "別", "text": "別の条文です。", "history_change_reason": ""}

SCRIPTS: dict[str, Callable[[Any, Any], Values]] = {
    "portal_edition_editor_panel": lambda edition, user: {"text": TEXT, "parts": ["outline", "problems"]},
    "portal_edition_editor_edits": lambda edition, user: {"text": TEXT, "what": "renumber"},
    "portal_edition_editor_jump": lambda edition, user: {"text": TEXT, "words": "第2条"},
    "portal_edition_editor_copy": lambda edition, user: {
        **{"text": TEXT, "history_change_reason": ""},
        **{"seen": 0, "user": user and user.pk},
    },
    **{
        f"portal_clause_{page}": lambda row, user: {**_CLAUSE, "seen": 0, "user": user and user.pk}
        for page in ("copy", "difference", "add_copy", "add_difference")
    },
}
"""What the scripts of pages send as JSON, for a row and the user who sends it."""
