"""Rows of every kind for the matrix, with words in them that only some may read (words.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.comparison.rows.overrides import row_addresses
from portal.models import Bundle, Consent, Edition, Service, Terms
from portal.models.history import explain
from portal.publishing import candidate
from portal.publishing.bundling.deciding import announce_bundle, approve_bundle, submit_bundle
from portal.publishing.bundling.members import add_to_bundle
from portal.publishing.drafting.attaching import attach
from portal.publishing.drafting.changing import changing
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.edition_tables import edition_table
from portal.publishing.reviewing.authors import reader
from portal.publishing.reviewing.comments import add_comment, resolve
from portal.publishing.reviewing.links import make_link
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.submitting import submit_edition
from tests.attached import PDF, picture
from tests.factories import announce, make_comparison_style, make_edition, make_issuer, make_service, make_terms

STATES = ("draft", "in_review", "approved", "embargoed", "public")
"""The states of the editions, in the order in which an edition goes through them."""

ANNOUNCED = ("embargoed", "public")
GROUPS = ("起案者", "承認者", "公表担当", "閲覧者")
PASSWORD = "tsukimi-no-aikotoba-7"
ROLES = ("anonymous", "customer", "staff", *GROUPS, "superuser")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows by model and name: one of each kind is `it`, and `spare` one that nothing needs yet."""

    editions: dict[str, Edition]
    bundles: dict[str, Any]
    others: dict[str, dict[str, Any]]
    users: dict[str, Any]

    def of(self, model: str) -> dict[str, Any]:
        """Return the rows of a model by name."""
        if model in ("edition", "bundle"):
            return self.editions if model == "edition" else self.bundles
        if model == "clause":
            return {name: edition.clauses.get(label="第1条") for name, edition in self.editions.items()}
        assert model in self.others, f"make rows of {model} in tests/admin/matrix/rows.py"
        return self.others[model]


def make_rows() -> Rows:
    """Make all rows: editions in every state, bundles of such, and what they need."""
    users = make_users()
    with without_pdfs():
        service = make_service(slug="matrix")
        editions = {state: _edition(service, state, users) for state in STATES}
        editions["bare"] = make_edition(terms=_terms(service, "bare"))
        bundles = {state: _bundle(service, state, users) for state in STATES[:4]}
    bundles["spare"] = Bundle.objects.create(name="ひそかな一括改定")
    return Rows(editions, bundles, _others(editions, users), users)


@contextmanager
def without_pdfs() -> Iterator[None]:
    """Let PDFs say what they would have been made of, without rendering."""
    with ExitStack() as stack:
        for name in ("render_edition_pdf", "render_comparison_pdf"):
            stack.enter_context(mock.patch.object(candidate, name, lambda *face: f"%PDF {face}".encode()))
        yield


def make_users() -> dict[str, Any]:
    """Return somebody in each role but the anonymous."""
    users = get_user_model().objects
    made = {
        "customer": users.create_user("customer", password=PASSWORD),
        "staff": users.create_user("staff", password=PASSWORD, is_staff=True),
        "superuser": users.create_superuser("root", password=PASSWORD),
    }
    for name in GROUPS:
        made[name] = users.create_user(name, password=PASSWORD, is_staff=True)
        made[name].groups.add(Group.objects.get(name=name))
    return made


def _terms(service: Service, slug: str) -> Terms:
    return make_terms(service=service, slug=f"matrix-{slug.replace('_', '-')}", notice_days=0)


def _draft(terms: Terms, users: dict[str, Any], **facts: Any) -> Edition:
    """A second edition, written by 起案者."""
    first = make_edition(terms=terms)
    announce(first)
    ahead = timezone.localdate() + timedelta(days=60)
    draft = make_edition(
        terms=terms,
        document=first.document(),
        effective_date=ahead,
        title="ひそかな題名",
        reason="ひそかな改定理由",
        **facts,
    )
    with changing(draft, by=users["起案者"]) as held:
        clause = held.clauses.get(label="第1条")
        clause.text = "ひそかな条文を定めます。"
        explain(clause, by=users["起案者"], reason="ひそかな変更理由")
        clause.save()
    return draft


def _edition(service: Service, state: str, users: dict[str, Any]) -> Edition:
    edition = _draft(_terms(service, state), users)
    _talk_about(edition, state, users["起案者"])
    _bring_to(state, edition, users)
    return Edition.objects.select_related("terms").get(pk=edition.pk)


def _talk_about(edition: Edition, state: str, drafter: Any) -> None:
    """Files, remarks, a link with a consent, and a comment: open in the draft, resolved in the others."""
    assert edition.base is not None
    for content, name in ((PDF, "annex"), (picture(), "figure")):
        attach(edition, content=content, filename=f"{name}.bin", name=name, title="ひそかな添付", by=drafter)
    table = edition_table(edition.base, edition, style=edition.terms.style)
    address = next(address for address in row_addresses(table) if address)
    set_row_remark(edition, address, remark="ひそかな備考", note="", by=drafter)
    until = edition.terms.day_of(timezone.now()) + timedelta(days=3)
    link = make_link(edition, addressee="ひそかな宛先", until=until, may_comment=True, may_consent=True, by=drafter)
    Consent.objects.create(
        link=link, edition=edition, name="ひそかな同意者", mail="a@example.jp", at=timezone.now(), subject_hash="0" * 64
    )
    thread = add_comment(edition, author=reader(link, "ひそかな読み手"), text="ひそかな意見")
    if state != "draft":
        resolve(thread, by=drafter)


def _bring_to(state: str, edition: Edition, users: dict[str, Any]) -> None:
    """Let an edition go through what comes before a state, and into it."""
    steps = STATES.index(state)
    if steps >= 1:
        submit_edition(edition, by=users["起案者"], acknowledge=True, reason="ひそかな決定理由")
    if steps >= 2:
        manifest = review_of(edition).manifest_sha256
        approve_edition(edition, by=users["承認者"], manifest_sha256=manifest)
    if steps >= 3:
        ahead = timezone.now() + timedelta(days=3)
        at = ahead if state == "embargoed" else None
        announce_approved(edition, by=users["公表担当"], announced_at=at, acknowledge=True)


def _bundle(service: Service, state: str, users: dict[str, Any]) -> Bundle:
    """A bundle of one draft, brought to a state as its pages do."""
    bundle = Bundle.objects.create(name="ひそかな一括改定")
    draft = _draft(_terms(service, f"bundle-{state}"), users)
    add_to_bundle(bundle, draft, by=users["起案者"])
    steps = STATES.index(state)
    if steps >= 1:
        submit_bundle(bundle, by=users["起案者"], acknowledge=True)
    if steps >= 2:
        approve_bundle(bundle, by=users["承認者"], manifests={draft.pk: review_of(draft).manifest_sha256})
    if steps >= 3:
        ahead = timezone.now() + timedelta(days=3)
        announce_bundle(bundle, by=users["公表担当"], announced_at=ahead, acknowledge=True)
    return bundle


def _others(editions: dict[str, Edition], users: dict[str, Any]) -> dict[str, dict[str, Any]]:
    terms = editions["draft"].terms
    spare = get_user_model().objects.create_user("spare")
    return {
        "terms": {"it": terms, "spare": make_terms(service=terms.service)},
        "service": {"it": terms.service, "spare": make_service(issuer=terms.service.issuer)},
        "issuer": {"it": terms.service.issuer, "spare": make_issuer()},
        "comparisonstyle": {"it": make_comparison_style(), "spare": make_comparison_style()},
        "decision": {name: editions[name].decisions.order_by("sequence").first() for name in STATES[1:]},
        "publication": {name: editions[name].publication for name in ANNOUNCED},
        "sealedfile": {name: editions[name].sealed_files.order_by("pk").first() for name in STATES[1:]},
        "user": {"it": users["閲覧者"], "spare": spare},
        "group": {"it": Group.objects.get(name="閲覧者"), "spare": Group.objects.create(name="spare")},
    }
