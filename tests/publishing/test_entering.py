"""Entering editions from text: keys carried over, nothing done twice, nothing announced touched."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth import get_user_model

from portal.models import Clause, Edition, Issuer, Service, Terms
from portal.publishing.entering import EditionEntry, EntryRefused, Outcome, enter_edition
from portal.publishing.terms_entry import TermsEntry, terms_for
from portal.text.writer import write
from tests.factories import TEXT, announce, make_edition, make_issuer, make_service, make_terms

pytestmark = pytest.mark.django_db


def keys(edition):
    return {row.label or row.kind: row.key for row in edition.clauses.all()}


def test_a_new_edition_takes_what_the_text_states():
    text = "月見規約　2024年9月1日　第3版\n\n第1条（目的）\n定めます。\n"
    entered = enter_edition(make_terms(), EditionEntry(number=3, text=text))
    edition = Edition.objects.get()
    assert entered.outcome is Outcome.MADE
    assert (edition.title, edition.edition_label, edition.number) == ("月見規約", "第3版", 3)
    assert write(edition.document()) == text


def test_clauses_keep_the_keys_of_the_announced_edition_before():
    first = make_edition()
    announce(first)
    text = TEXT.replace("第2条", "第3条").replace("第1条（目的）", "第1条（前置き）\n前置きです。\n\n第2条（目的）")
    second = enter_edition(first.terms, EditionEntry(number=2, text=text)).edition
    old, new = keys(first), keys(second)
    assert second.base == first
    assert (new["第2条"], new["第3条"], new["附則"]) == (old["第1条"], old["第2条"], old["附則"])
    assert new["第1条"] not in old.values()


def test_the_same_entry_again_changes_nothing():
    first = make_edition()
    announce(first)
    entry = EditionEntry(
        number=2, text=TEXT + "\n第3条 増えました。\n", summary="増やしました。", effective_date=date(2024, 10, 1)
    )
    edition = enter_edition(first.terms, entry).edition
    before = (list(edition.clauses.values()), Edition.history.count(), Clause.history.count())
    again = enter_edition(first.terms, entry)
    assert (again.outcome, again.changes) == (Outcome.UNCHANGED, ())
    assert (list(edition.clauses.values()), Edition.history.count(), Clause.history.count()) == before


def test_another_text_replaces_the_draft_and_keeps_its_keys():
    terms = make_terms()
    edition = enter_edition(terms, EditionEntry(number=1, text=TEXT, summary="初版")).edition
    before = keys(edition)
    entered = enter_edition(terms, EditionEntry(number=1, text=TEXT.replace("使い方", "用い方")))
    assert entered.outcome is Outcome.CHANGED
    assert entered.changes == ("第1版の下書きを改めました。", "本文を入れ替えました。")
    edition.refresh_from_db()
    assert "用い方" in write(edition.document())
    assert (keys(edition), edition.summary) == (before, "初版")


def test_changed_facts_are_told_one_by_one():
    terms = make_terms()
    enter_edition(terms, EditionEntry(number=1, text=TEXT, effective_date=date(2024, 9, 1)))
    entered = enter_edition(terms, EditionEntry(number=1, text=TEXT, effective_date=date(2024, 10, 1)))
    assert entered.changes[1:] == ("施行日: 2024年9月1日→2024年10月1日",)
    entry = EditionEntry(number=1, text=TEXT, summary="初版です。")
    assert enter_edition(terms, entry).changes[1:] == ("改定の概要: （空）→「初版です。」",)
    assert enter_edition(terms, replace(entry, summary="")).changes[1:] == ("改定の概要: 「初版です。」→（空）",)


def test_an_announced_edition_refuses_another_text_and_other_facts():
    edition = make_edition()
    announce(edition)
    same = enter_edition(edition.terms, EditionEntry(number=1, text=TEXT, summary=edition.summary))
    assert same.outcome is Outcome.UNCHANGED
    for entry in (EditionEntry(number=1, text=TEXT + "追加"), EditionEntry(number=1, text=TEXT, summary="別の概要")):
        with pytest.raises(EntryRefused, match="公表済み"):
            enter_edition(edition.terms, entry)
    assert write(edition.document()) == TEXT


def test_a_draft_entered_before_its_base_was_announced_is_based_on_it_when_entered_again():
    terms = make_terms()
    for number in (1, 2, 3):
        enter_edition(terms, EditionEntry(number=number, text=TEXT, effective_date=date(2024, 9, 1)))
    announce(terms.editions.get(number=1))
    entered = enter_edition(terms, EditionEntry(number=3, text=TEXT))
    assert entered.edition.base.number == 1
    assert "改定のもとは第1版です。" in entered.changes


def test_history_names_who_entered():
    user = get_user_model().objects.create_user("hanako")
    edition = enter_edition(make_terms(), EditionEntry(number=1, text=TEXT), by=user).edition
    assert edition.history.get().history_user == user
    assert {record.history_user_id for record in Clause.history.all()} == {user.pk}


def test_what_no_row_can_hold_is_refused_and_nothing_is_made():
    with pytest.raises(EntryRefused):
        enter_edition(make_terms(), EditionEntry(number=0, text=TEXT))
    with pytest.raises(EntryRefused):
        enter_edition(make_terms(), EditionEntry(number=1, text=TEXT, title="長" * 400))
    assert not Edition.objects.exists()


def test_missing_terms_service_and_issuer_are_made_and_told():
    entry = TermsEntry("cloud", "cloud-terms", issuer_name="月見株式会社", service_name="月見クラウド")
    terms, notes = terms_for(entry, title="月見規約")
    assert (terms.name, terms.service.name, terms.service.issuer.name) == ("月見規約", "月見クラウド", "月見株式会社")
    assert notes == (
        "事業者「月見株式会社」を作りました。",
        "サービス「月見クラウド」を作りました。",
        "約款・規約「月見規約」を作りました。",
        "予告日数は 0（予告なし）です。予告が要る約款なら、公表する前に管理画面の約款の画面で入れてください。",
    )
    assert terms_for(entry, title="月見規約") == (terms, ())


def test_the_only_issuer_is_taken_where_none_is_named():
    issuer = make_issuer()
    terms, _ = terms_for(TermsEntry("cloud", "cloud-terms"))
    assert (terms.service.issuer, terms.name) == (issuer, "cloud-terms")


def test_taking_the_only_issuer_is_told_and_a_made_up_one_is_not_taken_for_other_services():
    first, notes = terms_for(TermsEntry("cloud", "cloud-terms"))
    assert first.service.issuer.is_placeholder
    second, _ = terms_for(TermsEntry("school", "school-terms"))
    assert second.service.issuer != first.service.issuer
    named = make_issuer(name="月見株式会社")
    third, notes = terms_for(TermsEntry("depot", "depot-terms"))
    assert third.service.issuer == named
    assert any("登録済みの「月見株式会社」" in note for note in notes)


def test_an_issuer_made_up_is_told_to_be_named_before_announcing():
    _, notes = terms_for(TermsEntry("cloud", "cloud-terms"))
    assert any("事業者の名称は仮のもの" in note for note in notes)


def test_another_issuer_than_that_of_the_service_is_refused():
    service = make_service()
    with pytest.raises(EntryRefused, match="別の会社"):
        terms_for(TermsEntry(service.slug, "cloud-terms", issuer_name="別の会社"))


def test_a_name_that_differs_from_the_one_there_is_told_to_stay():
    terms = make_terms()
    _, notes = terms_for(TermsEntry(terms.service.slug, terms.slug, terms_name="別の名"))
    assert len(notes) == 1
    assert "のまま" in notes[0]


def test_new_terms_have_the_notice_period_that_is_asked_for_and_no_note_on_it():
    entry = TermsEntry("cloud", "cloud-terms", issuer_name="月見株式会社", notice_days=14)
    terms, notes = terms_for(entry)
    assert terms.notice_days == 14
    assert not [note for note in notes if "予告" in note]
    assert terms_for(entry) == (terms, ())


def test_another_notice_period_than_that_of_the_terms_is_refused():
    terms = make_terms(name="月見規約", notice_days=14)
    with pytest.raises(EntryRefused, match="「月見規約」の予告日数は 14 です"):
        terms_for(TermsEntry(terms.service.slug, terms.slug, notice_days=7))
    terms.refresh_from_db()
    assert terms.notice_days == 14


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (TermsEntry("Tsuki_mi", "cloud-terms"), "スラッグ「Tsuki_mi」 (--service): 半角の小文字"),
        (TermsEntry("cloud", "Cloud_terms"), "スラッグ「Cloud_terms」 (--terms): 半角の小文字"),
        (TermsEntry("cloud", "terms", notice_days=-1), "予告日数「-1」 (--notice-days): "),
        (TermsEntry("cloud", "terms", issuer_name="月見株式会社", service_name="長" * 300), "サービス名「長"),
    ],
)
def test_a_refused_value_is_named_with_its_field_and_option(entry, place):
    with pytest.raises(EntryRefused) as refused:
        terms_for(entry)
    assert str(refused.value).startswith(place)


def test_a_slug_that_cannot_stand_in_an_address_is_refused_and_nothing_is_made():
    with pytest.raises(EntryRefused, match="ポータルのページ"):
        terms_for(TermsEntry("cloud", "editions"))
    for model in (Issuer, Service, Terms):
        assert not model.objects.exists()
