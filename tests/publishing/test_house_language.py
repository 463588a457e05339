"""What the portal writes into records is in the language of the house, whatever the screen was in."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext_lazy

from portal.models import Bundle, Clause, Edition
from portal.models.saved_states import newest_state
from portal.publishing.bundling.members import add_to_bundle, remove_from_bundle
from portal.publishing.drafting.arranging import delete
from portal.publishing.drafting.importing import enter_imported
from portal.publishing.drafting.replacing import Replacement, replace_words
from portal.publishing.drafting.restoring import restore_state, undo
from portal.publishing.drafting.starting import start_revision
from portal.publishing.house_language import in_house_language
from portal.publishing.workflow.reopening import reopen_if_changed
from portal.publishing.workflow.submitting import submit_edition
from portal.text.writer import write
from tests.factories import announce, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return get_user_model().objects.create_superuser("起案者")


@pytest.fixture
def draft(by):
    first = make_edition()
    announce(first)
    return start_revision(first.terms, by=by, reason="見直し")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def reasons():
    return set(Clause.history.exclude(history_change_reason=None).values_list("history_change_reason", flat=True))


def test_a_sentence_is_filled_in_and_the_language_of_the_moment_stays():
    told = in_house_language(gettext_lazy("{label}の条文から始めました。"), label="{第2版}")
    assert (told, translation.get_language()) == ("{第2版}の条文から始めました。", "en")


def test_starting(draft):
    assert "第1版の条文から始めました。" in reasons()


def test_importing(draft, by):
    enter_imported(draft, write(draft.document()) + "\n第9条（追加）\n加えます。\n", by=by, seen=newest_state(draft))
    assert "取り込みました。" in reasons()


def test_arranging_and_taking_it_back(draft, by):
    made = delete(draft, draft.clauses.get(label="第1条").key, by=by)
    assert "条文を削除しました。" in reasons()
    undo(draft, to=made.before, since=made.after, by=by)
    assert "直前の操作を取り消しました。" in reasons()


def test_restoring_names_the_day_as_the_house_does(draft, by):
    state = newest_state(draft)
    delete(draft, draft.clauses.get(label="第1条").key, by=by)
    restore_state(draft, state, by=by, reason="戻します")
    assert any("年" in reason and reason.endswith("に戻しました。理由: 戻します") for reason in reasons())


def test_replacing(draft, by):
    replace_words(draft, Replacement("月見", "日和"), chosen=range(99), seen=newest_state(draft), by=by, reason="商号")
    assert "「月見」を「日和」に置き換えました。理由: 商号" in reasons()


def test_bundles(draft, by):
    bundle = Bundle.objects.create(name="春の改定")
    add_to_bundle(bundle, draft, by=by)
    remove_from_bundle(Edition.objects.get(pk=draft.pk), by=by)
    told = draft.history.values_list("history_change_reason", flat=True)
    assert {"一括改定「春の改定」に入れました。", "一括改定「春の改定」から外しました。"} <= set(told)


def test_an_automatic_sending_back(draft, by, quick_pdfs):
    Edition.objects.filter(pk=draft.pk).update(summary="改めます。", basis="理由", basis_kind="benefit")
    submit_edition(draft, by=by, acknowledge=True)
    Edition.objects.filter(pk=draft.pk).update(summary="もっと改めます。")
    decision = reopen_if_changed(Edition.objects.get(pk=draft.pk), by=by)
    assert decision.reason == "照会のあとで内容が変更されたため、下書きに戻しました。"
