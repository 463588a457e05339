"""What rows may not say: slugs, numbers, bases, forms, time zones."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from portal.models import Actor, Clause, Edition, Service, Terms
from portal.models.canonical import canonical_json, instant_text
from tests.factories import make_edition, make_issuer, make_service, make_terms

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["Cloud", "cloud_terms", "-cloud", "cloud-", "a--b", "約款", "a b", "cloud\n", ""])
def test_a_slug_of_another_form_is_refused(slug):
    with pytest.raises(ValidationError) as refused:
        Service(issuer=make_issuer(), name="月見", slug=slug).full_clean()
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize("slug", ["editions", "compare", "admin", "search", "api"])
def test_words_of_the_portals_own_addresses_are_refused_as_slugs(slug):
    with pytest.raises(ValidationError, match="ポータルのページ"):
        Terms(service=make_service(), name="月見", slug=slug).full_clean()


def test_a_slug_of_terms_is_unique_within_its_service_only():
    terms = make_terms(slug="cloud")
    make_terms(slug="cloud")
    with pytest.raises(IntegrityError):
        make_terms(service=terms.service, slug="cloud")


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(ValidationError, match="Asia/Tokio"):
        Terms(service=make_service(), name="月見", slug="cloud", time_zone="Asia/Tokio").full_clean()


def test_a_day_starts_in_the_terms_time_zone():
    terms = make_terms()
    assert terms.start_of(date(2024, 9, 1)) == datetime(2024, 8, 31, 15, tzinfo=UTC)
    assert terms.day_of(datetime(2024, 8, 31, 15, tzinfo=UTC)) == date(2024, 9, 1)


def test_a_number_is_unique_per_terms():
    edition = make_edition(number=4)
    with pytest.raises(IntegrityError):
        Edition.objects.create(terms=edition.terms, number=4)


def test_a_base_is_an_earlier_edition_of_the_same_terms():
    edition = make_edition(number=4)
    for base in (make_edition(number=1), make_edition(terms=edition.terms, number=5)):
        with pytest.raises(ValidationError, match="改定のもと"):
            Edition(terms=edition.terms, number=4, base=base).clean()


def test_the_label_is_as_printed_or_made_from_the_number():
    assert Edition(number=20).label == "第20版"
    assert Edition(number=13, edition_label="第十三版").label == "第十三版"


@pytest.mark.parametrize("form", ["L。", "<b>L", "LL", "L1", "Lは"])
def test_a_form_that_holds_more_than_places_brackets_and_blanks_is_refused(form):
    with pytest.raises(ValidationError) as refused:
        Clause(edition=make_edition(), rank=9, form=form).full_clean()
    assert "form" in refused.value.message_dict


def test_the_history_of_an_edit_names_the_user_by_id_and_survives_the_account():
    user = get_user_model().objects.create_user("hanako")
    issuer = make_issuer()
    issuer._history_user = user
    issuer.name = "月見ホールディングス株式会社"
    issuer.save()
    record = issuer.history.latest()
    assert record.history_user == user
    user_id = user.pk
    user.delete()
    record.refresh_from_db()
    assert record.history_user_id == user_id
    assert record.history_user is None


def test_an_actor_is_recorded_by_id_with_a_name_that_can_be_erased():
    user = get_user_model().objects.create_user("hanako", last_name="月見", first_name="花子")
    assert Actor.objects.record(user) == user.pk
    assert Actor.objects.get(pk=user.pk).name == "月見 花子"
    assert Actor.objects.record(None) is None


def test_canonical_json_has_one_spelling():
    assert canonical_json({"b": [1, None, True], "a": "約款\n"}) == '{"a":"約款\\n","b":[1,null,true]}'.encode()
    assert instant_text(datetime(2024, 9, 1, 0, 0, 0, 1, tzinfo=UTC)) == "2024-09-01T00:00:00.000001Z"
    with pytest.raises(TypeError):
        canonical_json({"a": 1.5})
