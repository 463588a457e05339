"""House terms as a setting of a terms: what can be stored, and what becomes of it."""

import pytest
from django.core.exceptions import ValidationError

from portal.text.checks.house_terms import HouseTerm
from tests.factories import make_terms


@pytest.mark.django_db
class TestHouseTerms:
    def test_they_are_empty_unless_set(self):
        assert make_terms().spellings == ()

    def test_they_are_read_line_by_line(self):
        terms = make_terms(house_terms="及び/および\r\nお問合せ／お問い合わせ\r\n")
        assert terms.spellings == (HouseTerm("及び", "および"), HouseTerm("お問合せ", "お問い合わせ"))
        terms.full_clean()

    def test_lines_that_are_no_pair_are_refused_with_the_line(self):
        terms = make_terms(house_terms="及び/および\n又は")
        with pytest.raises(ValidationError, match="「又は」は「良い表記/避ける表記」の形ではありません"):
            terms.full_clean()

    def test_what_was_stored_unread_asks_for_nothing(self):
        assert make_terms(house_terms="及び").spellings == ()
