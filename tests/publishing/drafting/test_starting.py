"""Starting a revision: what is proposed, what is copied, and what is refused."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from portal.models import Attachment, Edition, Terms
from portal.publishing.drafting.starting import next_label, open_drafts, proposed_day, proposed_revision, start_revision
from portal.text.writer import write
from tests.factories import announce, make_edition, make_terms

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def terms(db: None) -> Terms:
    return make_terms(notice_days=30)


@pytest.fixture
def first(terms: Terms) -> Edition:
    edition = make_edition(terms=terms, edition_label="第十三版", number=13, title="月見クラウド利用規約 新装版")
    Attachment.objects.create(
        edition=edition, name="price.pdf", title="料金表", filename="料金.pdf", content_type="application/pdf", size=3
    )
    announce(edition)
    return edition


def test_a_revision_copies_text_keys_and_attachments_of_the_latest_announced_edition(
    terms: Terms, first: Edition, django_user_model: type
) -> None:
    drafter = django_user_model.objects.create_user("hanako")
    draft = start_revision(terms, by=drafter, reason="料金を改めるため")
    assert write(draft.document()) == write(first.document())
    assert [c.key for c in draft.document()] == [c.key for c in first.document()]
    assert [file.values() for file in draft.attachments.all()] == [file.values() for file in first.attachments.all()]
    assert (draft.number, draft.edition_label, draft.title) == (14, "第十四版", "月見クラウド利用規約 新装版")
    assert (draft.base, draft.reason, draft.tail) == (first, "料金を改めるため", first.tail)
    record = draft.history.get()
    assert (record.history_user_id, record.history_change_reason) == (drafter.pk, "料金を改めるため")
    assert {r.history_user_id for r in draft.attachments.get().history.all()} == {drafter.pk}


def test_what_was_said_is_taken_and_not_what_was_proposed(terms: Terms, first: Edition) -> None:
    day = date(2027, 4, 15)
    draft = start_revision(
        terms, by=None, reason="急ぎ", number=20, title="別の題", label="第弐拾版", effective_date=day
    )
    assert (draft.number, draft.title, draft.edition_label, draft.effective_date) == (20, "別の題", "第弐拾版", day)


def test_an_older_edition_is_copied_but_compared_with_the_latest(terms: Terms, first: Edition) -> None:
    latest = make_edition(
        terms=terms, text="月見規約\n\n第1条（目的）\n新しい言葉。\n", effective_date=date(2025, 1, 1)
    )
    announce(latest)
    draft = start_revision(terms, base=first, by=None, reason="前の言い方に戻す")
    assert write(draft.document()) == write(first.document())
    assert draft.base == latest


def test_a_copy_of_a_draft_is_compared_with_that_draft(terms: Terms, first: Edition) -> None:
    waiting = make_edition(terms=terms)
    draft = start_revision(terms, base=waiting, by=None, reason="その次の改定")
    assert (draft.base, draft.number) == (waiting, waiting.number + 1)


def test_terms_without_an_edition_get_an_empty_draft(terms: Terms) -> None:
    draft = start_revision(terms, by=None, reason="新しいサービスのため")
    assert (draft.number, draft.base, draft.title, draft.document().clauses) == (1, None, terms.name, ())


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_asked_for(terms: Terms, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        start_revision(terms, by=None, reason=reason)
    assert list(refused.value.error_dict) == ["reason"]
    assert not terms.editions.exists()


def test_a_number_that_is_taken_is_refused_with_the_free_one(terms: Terms, first: Edition) -> None:
    with pytest.raises(ValidationError) as refused:
        start_revision(terms, by=None, reason="改定", number=13)
    assert refused.value.message_dict == {
        "number": ["この約款には番号13の版がすでにあります。空いている次の番号は14です。"]
    }


def test_words_too_long_for_their_column_are_refused_by_field(terms: Terms) -> None:
    with pytest.raises(ValidationError) as refused:
        start_revision(terms, by=None, reason="改定", title="長" * 301, label="版" * 101)
    assert set(refused.value.error_dict) == {"title", "edition_label"}


def test_an_unannounced_edition_is_told_as_open(terms: Terms, first: Edition) -> None:
    assert list(open_drafts(terms)) == []
    draft = start_revision(terms, by=None, reason="改定")
    assert list(open_drafts(terms)) == [draft]


@pytest.mark.parametrize(
    ("label", "number", "expected"),
    [
        ("第十三版", 14, "第十四版"),
        ("第１３版", 14, "第１４版"),
        ("第 13 版", 14, "第 14 版"),
        ("第二版", 14, "第三版"),
        ("第十三版", 16, "第十六版"),
        ("", 14, ""),
        ("Ver. 2.1", 14, ""),
        ("改訂版", 14, ""),
    ],
)
def test_a_label_goes_on_in_its_own_spelling(label: str, number: int, expected: str) -> None:
    assert next_label(Edition(number=13, edition_label=label), number) == expected


def test_the_day_is_the_first_of_a_month_after_the_notice(terms: Terms) -> None:
    day = proposed_day(terms, at=AT)
    assert (day.announced_on, day.earliest, day.day) == (date(2026, 11, 20), date(2026, 12, 21), date(2027, 1, 1))
    assert day.after is None


def test_without_notice_the_next_first_of_a_month_will_do(db: None) -> None:
    terms = make_terms(notice_days=0)
    assert proposed_day(terms, at=AT).day == date(2026, 12, 1)
    assert proposed_day(terms, at=datetime(2026, 11, 30, 16, 0, tzinfo=UTC)).day == date(2026, 12, 1)


def test_the_day_is_not_before_that_of_an_edition_that_is_announced_for_later(terms: Terms) -> None:
    announce(make_edition(terms=terms, effective_date=date(2027, 3, 5)), AT)
    day = proposed_day(terms, at=AT)
    assert (day.after, day.day) == (date(2027, 3, 5), date(2027, 4, 1))


def test_a_withdrawn_edition_is_not_what_a_revision_begins_with(terms: Terms, first: Edition) -> None:
    announce(make_edition(terms=terms, effective_date=date(2025, 1, 1)), withdrawn_at=AT)
    proposed = proposed_revision(terms, at=AT)
    assert (proposed.source, proposed.base, proposed.number) == (first, first, 15)
