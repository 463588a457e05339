"""Which drafts are in a bundle, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, gettext_lazy

from portal.models import Bundle, Decision, Edition
from portal.models.history import explain
from portal.publishing.drafting.changing import changing
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.house_language import in_house_language
from portal.publishing.workflow.review import Review, ReviewState, fold, review_of


@dataclass(frozen=True, slots=True)
class Member:
    """An edition of a bundle and its review."""

    edition: Edition
    review: Review


@dataclass(frozen=True, slots=True)
class BundleReview:
    """How far a bundle has come: as far as the member that is behind all others."""

    members: tuple[Member, ...]

    @property
    def state(self) -> ReviewState:
        """The state of the member that is farthest behind; a draft where there is none."""
        order = list(ReviewState)
        return min((member.review.state for member in self.members), key=order.index, default=ReviewState.DRAFT)

    @property
    def is_open(self) -> bool:
        """Whether any member is under review."""
        return any(member.review.is_open for member in self.members)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, in the order of their services and terms."""
        return tuple(member.edition for member in self.members)


def with_reviews(bundles: QuerySet[Bundle]) -> QuerySet[Bundle]:
    """Read with bundles what `state_of_bundle` needs, so that a list asks three times."""
    return bundles.prefetch_related(Prefetch("editions__decisions", Decision.objects.order_by("sequence")))


def state_of_bundle(bundle: Bundle) -> ReviewState:
    """Return how far a bundle has come that was read by `with_reviews`."""
    editions = bundle.editions.all()
    return BundleReview(tuple(Member(edition, fold(edition.decisions.all())) for edition in editions)).state


def bundle_review(bundle: Bundle) -> BundleReview:
    """Return the members of a bundle with their reviews."""
    editions = bundle.editions.select_related("terms__service__issuer", "base", "publication")
    ordered = editions.order_by("terms__service__position", "terms__service__name", "terms__position", "number")
    return BundleReview(tuple(Member(edition, review_of(edition)) for edition in ordered))


def add_to_bundle(bundle: Bundle, edition: Edition, *, by: Any) -> None:
    """Put a draft into a bundle; atomic, with history. Raises Frozen, DecisionRefused for one that cannot go in."""
    with changing(edition, by=by) as held:
        _refuse_open(held)
        _refuse_decided(hold_bundle(bundle))
        if held.bundle_id not in (None, bundle.pk):
            message = gettext("{edition}は、別の一括改定「{bundle}」に入っています。先にそこから外してください。")
            raise DecisionRefused(Finding("in_bundle", message.format(edition=held, bundle=held.bundle)))
        if bundle.editions.filter(terms=held.terms_id).exclude(pk=held.pk).exists():
            message = gettext("「{terms}」の版がすでに入っています。一括改定に入れられるのは、約款ごとに一つです。")
            raise DecisionRefused(Finding("terms_in_bundle", message.format(terms=held.terms)))
        _set(held, bundle, by, in_house_language(gettext_lazy("一括改定「{bundle}」に入れました。"), bundle=bundle))


def hold_bundle(bundle: Bundle) -> Bundle:
    """Hold a bundle until the transaction ends, after its terms and editions: nothing is put in meanwhile."""
    return Bundle.objects.select_for_update().get(pk=bundle.pk)


def remove_from_bundle(edition: Edition, *, by: Any) -> None:
    """Take a draft out of its bundle; atomic, with history. Raises Frozen, DecisionRefused while it is under review."""
    with changing(edition, by=by) as held:
        _refuse_open(held)
        told = in_house_language(gettext_lazy("一括改定「{bundle}」から外しました。"), bundle=held.bundle)
        _set(held, None, by, told)


def _set(edition: Edition, bundle: Bundle | None, by: Any, reason: str) -> None:
    if edition.bundle_id == (bundle.pk if bundle else None):
        return
    edition.bundle = bundle
    explain(edition, by=by, reason=reason)
    edition.save()


def _refuse_open(edition: Edition) -> None:
    if review_of(edition).is_open:
        message = gettext("{edition}は照会中です。照会を取り下げるか差し戻してから、一括改定を変えてください。")
        raise DecisionRefused(Finding("under_review", message.format(edition=edition)))


def _refuse_decided(bundle: Bundle) -> None:
    """Raise DecisionRefused for a bundle that is on its way: what is put in now would be left behind."""
    review = bundle_review(bundle)
    if review.is_open:
        message = gettext("一括改定「{bundle}」は照会中です。差し戻してから、版を入れてください。")
        raise DecisionRefused(Finding("bundle_under_review", message.format(bundle=bundle)))
    if any(member.review.state == ReviewState.ANNOUNCED for member in review.members):
        message = gettext("一括改定「{bundle}」は公表済みです。別の一括改定を作って、そこに入れてください。")
        raise DecisionRefused(Finding("bundle_announced", message.format(bundle=bundle)))
