"""A portal in the middle of its work: editions in every state, with all that drafting leaves on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from portal.comparison.house_style import GOVERNMENT
from portal.comparison.rows.overrides import row_addresses
from portal.models import Bundle, ComparisonStyle, Edition, ReviewLink, Terms
from portal.publishing.bundling.deciding import approve_bundle, submit_bundle
from portal.publishing.bundling.members import add_to_bundle, bundle_review
from portal.publishing.drafting.attaching import attach
from portal.publishing.drafting.changing import changing
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.drafting.working_copies import keep_copy
from portal.publishing.edition_tables import edition_table
from portal.publishing.reviewing.authors import reader, staff
from portal.publishing.reviewing.comments import add_comment, answer, resolve
from portal.publishing.reviewing.consents import give_consent, subject_hash
from portal.publishing.reviewing.links import make_link, revoke_link
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.sending_back import send_back_edition
from portal.publishing.workflow.submitting import submit_edition
from tests.attached import PDF, picture
from tests.factories import announce, make_comparison_style, make_edition, make_issuer, make_service, make_terms

WORDS = "この規約は、月見クラウドの使い方を定めます。"
NEW_WORDS = "この規約は、月見クラウドの用い方と、第55条の料金を定めます。"
TABLE = (
    "\n| 言葉 | 意味 | 備考として書く長い見出し |\n| --- | --- | --- |\n| 観測 | 月を見ること | 雲のある夜を除きます |"
)


@dataclass(frozen=True, slots=True)
class World:
    """What the pages are about. `states` has an edition of each state by name."""

    states: dict[str, Edition]
    bundles: dict[str, Bundle]
    empty: Terms
    style: ComparisonStyle
    link: ReviewLink
    ended: ReviewLink

    @property
    def draft(self) -> Edition:
        """The draft that everything happens to."""
        return self.states["draft"]


@dataclass(frozen=True, slots=True)
class People:
    """Who works here; `reader` is the one whose browser it is."""

    drafter: Any
    approver: Any
    reader: Any


def make_world() -> tuple[World, AbstractBaseUser]:
    """Make a portal where something is on every page, and return it with the user who looks at the pages."""
    people = _people()
    issuer = make_issuer()
    service = make_service(issuer=issuer, slug="moon", name="月見クラウド", description="月を見るサービスです。")
    style = make_comparison_style(GOVERNMENT, name="aozora", title="青空の様式")
    states = {
        "draft": _busy_draft(_terms(service, "利用規約"), people),
        "in_review": _in_review(_terms(service, "個人情報取扱規約", house_style=style.name), people),
        "approved": _approved(_terms(service, "会員サービス個別規約"), people),
        "ahead": _ahead(_terms(service, "料金規約"), people),
        "sent_back": _sent_back(_terms(service, "掲示板規約"), people),
        "withdrawn": _withdrawn(_terms(service, "星見規約")),
    }
    states["in_force"] = states["draft"].base
    bundles = {state: _bundle(service, state, people) for state in ("draft", "approved")}
    until = timezone.localdate() + timedelta(days=3)
    link, ended = (
        make_link(states["draft"], addressee=name, until=until, may_comment=True, may_consent=True, by=people.drafter)
        for name in ("顧問弁護士", "事業部")
    )
    _commented(states["draft"], link, people)
    revoke_link(ended, by=people.drafter)
    return World(states, bundles, _terms(service, "まだ何もない規約"), style, link, ended), people.reader


def change(edition: Edition, text: str, by: Any) -> None:
    """Give 第1条 another text, as somebody's saving."""
    with changing(edition, by=by) as held:
        clause = held.clauses.get(label="第1条")
        clause.text, clause._history_user, clause._change_reason = text, by, "言い回し"
        clause.save()


def _people() -> People:
    make = get_user_model()._default_manager.create_superuser
    names = (("kian", "花子"), ("shonin", "太郎"), ("kohyo", "次郎"))
    return People(*(make(name, password=None, first_name=first, last_name="月見") for name, first in names))


def _terms(service: Any, name: str, **fields: Any) -> Terms:
    return make_terms(service=service, name=f"月見クラウド{name}", **fields)


def _changed(terms: Terms, people: People, text: str = WORDS.replace("使い方", "用い方"), **fields: Any) -> Edition:
    """An announced edition and a draft after it with another 第1条."""
    announced = make_edition(terms=terms)
    announce(announced)
    fields = {"effective_date": timezone.localdate() + timedelta(days=60)} | fields
    draft = make_edition(terms=terms, document=announced.document(), **fields)
    change(draft, text, people.drafter)
    return draft


def _busy_draft(terms: Terms, people: People) -> Edition:
    draft = _changed(terms, people, NEW_WORDS + TABLE, summary="")
    for content, name in ((PDF, "別紙1　料金と割引の一覧表（長い名前のファイル）.pdf"), (picture(), "図1.png")):
        attach(draft, content=content, filename=name, by=people.drafter)
    table = edition_table(draft.base, draft, style=terms.style)
    address = next(one for row, one in zip(table.rows, row_addresses(table), strict=True) if one and row.remark)
    set_row_remark(draft, address, remark="字句の整理", note="意味は変わりません。", by=people.drafter)
    keep_copy(draft, {"text": "書きかけの文章です。"}, by=people.reader, seen=0)
    typed = {"kind": "article", "label": "第2条", "caption": "定義", "text": "書きかけの本文です。"}
    keep_copy(draft, typed, by=people.reader, seen=0, place=draft.clauses.get(label="第2条").key)
    return draft


def _commented(draft: Edition, link: ReviewLink, people: People) -> None:
    for key in ("", draft.clauses.get(label="第1条").key):
        thread = add_comment(
            draft, author=reader(link, "月見先生"), text="目的が狭いです。\n広げてください。", clause_key=key
        )
        answer(thread, author=staff(people.drafter), text="広げました。")
    resolve(add_comment(draft, author=staff(people.approver), text="済んだ話です。"), by=people.drafter)
    code = link.mail_codes.create(mail="advisor@example.jp", name="月見先生", code_hash="x", used_at=timezone.now())
    give_consent(code, shown=subject_hash(draft))


def _in_review(terms: Terms, people: People) -> Edition:
    draft = _changed(terms, people)
    submit_edition(draft, by=people.drafter, acknowledge=True, reason="月末までにお願いします。")
    return draft


def _approved(terms: Terms, people: People) -> Edition:
    draft = _in_review(terms, people)
    approve_edition(draft, by=people.approver, manifest_sha256=review_of(draft).manifest_sha256)
    return draft


def _ahead(terms: Terms, people: People) -> Edition:
    edition = _approved(terms, people)
    announce_approved(edition, by=people.reader, announced_at=timezone.now() + timedelta(days=3))
    return edition


def _sent_back(terms: Terms, people: People) -> Edition:
    draft = _in_review(terms, people)
    send_back_edition(draft, by=people.approver, reason="第1条の言い回しが曖昧です。")
    return draft


def _withdrawn(terms: Terms) -> Edition:
    edition = make_edition(terms=terms)
    announce(edition, withdrawn_at=timezone.now())
    return edition


def _bundle(service: Any, state: str, people: People) -> Bundle:
    bundle = Bundle.objects.create(name=f"料金改定（{state}）", reason="料金を改めます。")
    for name in ("利用規約別冊", "品質保証規約"):
        add_to_bundle(bundle, _changed(_terms(service, f"{name}{state}"), people), by=people.drafter)
    if state == "approved":
        submit_bundle(bundle, by=people.drafter, acknowledge=True)
        manifests = {one.edition.pk: one.review.manifest_sha256 for one in bundle_review(bundle).members}
        approve_bundle(bundle, by=people.approver, manifests=manifests)
    return bundle
