"""The same words replaced in many terms: a draft of each, in one bundle, or nothing at all."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from portal.models import Bundle, Edition
from portal.publishing.bundling.bulk import NotMade, bulk_places, bulk_table, make_bulk
from portal.publishing.bundling.members import add_to_bundle
from portal.publishing.drafting.replacing import Replacement
from portal.text.writer import write
from tests.factories import TEXT, announce, make_edition, make_terms

pytestmark = pytest.mark.django_db

RENAMED = Replacement("月見株式会社", "日和株式会社")


@pytest.fixture
def by():
    return get_user_model().objects.create_user("起案者", is_staff=True)


@pytest.fixture
def two():
    """Two terms that name the company, each with an announced edition, and one that does not."""
    for text in (TEXT, TEXT, TEXT.replace("月見株式会社", "別の会社")):
        announce(make_edition(terms=make_terms(), text=text))
    return [place.terms for place in bulk_places(RENAMED)]


def make(terms, by, **values):
    asked = {"name": "会社名の変更", "reason": "商号変更"} | values
    places = {place.terms: place.shown for place in bulk_places(RENAMED)}
    return make_bulk(RENAMED, chosen={one.pk: places[one] for one in terms}, by=by, **asked)


def test_only_terms_with_the_words_are_found(two):
    places = bulk_places(RENAMED)
    assert [(place.count, place.draft) for place in places] == [(1, None), (1, None)]


def test_the_table_shows_what_would_change_and_nothing_is_made(two):
    table = bulk_table(bulk_places(RENAMED)[0], RENAMED)
    assert any("日和株式会社" in row.new.text for row in table.rows)
    assert Edition.objects.drafts().count() == 0


def test_a_draft_of_each_is_made_in_one_bundle(two, by):
    bundle = make(two, by)
    drafts = list(bundle.editions.all())
    assert [draft.terms for draft in drafts] == two
    for draft in drafts:
        assert write(draft.document()) == write(draft.base.document()).replace("月見株式会社", "日和株式会社")
        assert draft.reason == "商号変更"
        assert [clause.key for clause in draft.document()] == [clause.key for clause in draft.base.document()]


def test_only_the_terms_asked_for_are_looked_at(two):
    second = bulk_places(RENAMED)[1]
    assert bulk_places(RENAMED, among=[second.terms.pk]) == (second,)
    assert bulk_places(RENAMED, among=[]) == ()


def test_an_open_draft_is_changed_in_place(two, by):
    draft = make_edition(terms=two[0])
    bundle = make(two, by)
    assert draft in bundle.editions.all()
    assert Edition.objects.filter(terms=two[0]).count() == 2
    assert "日和株式会社" in write(draft.document())


def test_the_title_of_an_edition_is_changed_too(by):
    announce(
        make_edition(
            terms=make_terms(),
            text=TEXT.replace("月見クラウド利用規約", "月見株式会社の規約"),
            title="月見株式会社の規約",
        )
    )
    bundle = make([bulk_places(RENAMED)[0].terms], by)
    assert bundle.editions.get().title == "日和株式会社の規約"


def test_a_draft_in_another_bundle_stops_all(two, by):
    add_to_bundle(Bundle.objects.create(name="別"), make_edition(terms=two[0]), by=by)
    assert bulk_places(RENAMED)[0].hindrance
    with pytest.raises(NotMade, match="一括改定「別」"):
        make(two, by)
    assert Edition.objects.filter(terms=two[1]).count() == 1


def test_nothing_chosen_or_no_reason_makes_nothing(two, by):
    with pytest.raises(NotMade):
        make([], by)
    with pytest.raises(ValidationError):
        make(two, by, reason=" ")
    assert not Bundle.objects.exists()
    assert Edition.objects.drafts().count() == 0


def test_a_text_that_changed_since_it_was_shown_is_not_replaced_unseen(two, by):
    draft = make_edition(terms=two[0])
    shown = {place.terms.pk: place.shown for place in bulk_places(RENAMED)}
    clause = draft.clauses.get(label="第1条")
    clause.text = "月見株式会社のことです。"
    clause.save()
    with pytest.raises(NotMade, match="画面を開いたあとで本文が変わりました"):
        make_bulk(RENAMED, chosen=shown, name="会社名の変更", reason="商号変更", by=by)
    assert not Bundle.objects.exists()
