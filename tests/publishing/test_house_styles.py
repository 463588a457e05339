"""House styles of our own and what is sealed: the style of the moment, for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from portal.comparison.house_style import GOVERNMENT, THREE_COLUMN
from portal.comparison.styles.files import style_to_json
from portal.models import ComparisonStyle, Edition, SealedFile, SealedRole
from portal.publishing.announce import announce_edition
from portal.publishing.findings import AnnouncementRefused
from tests.factories import TEXT, announce, make_comparison_style, make_edition, make_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]


@pytest.fixture
def draft() -> Edition:
    """Edition 2 of terms in a style of our own."""
    make_comparison_style(replace(THREE_COLUMN, headings=("改定案", "現行")), name="aozora")
    terms = make_terms(house_style="aozora")
    announce(make_edition(terms=terms))
    day = timezone.localdate() + timedelta(days=30)
    return make_edition(terms=terms, text=TEXT.replace("使い方", "用い方"), effective_date=day)


def comparison() -> tuple[str, bytes]:
    file = SealedFile.objects.get(role=SealedRole.COMPARISON_PDF)
    with storages["sealed"].open(file.storage_name) as stored:
        return file.sha256, stored.read()


def test_the_sealed_table_is_in_the_style_of_our_own_and_stays_when_that_is_edited(draft: Edition) -> None:
    announce_edition(draft, by=None, acknowledge=True)
    sealed = comparison()
    assert "改定案" in sealed[1].decode()
    ComparisonStyle.objects.update(definition=style_to_json(replace(GOVERNMENT, name="aozora"), whole=True))
    draft.terms.refresh_from_db()
    assert draft.terms.style.headings == ("改正後", "改正前")
    assert comparison() == sealed


def test_nothing_is_sealed_where_the_style_cannot_be_used(draft: Edition) -> None:
    ComparisonStyle.objects.update(definition="{")
    with pytest.raises(AnnouncementRefused) as refused:
        announce_edition(draft, by=None, acknowledge=True)
    assert [finding.code for finding in refused.value.findings if finding.blocks] == ["style_unusable"]
    assert not SealedFile.objects.exists()
