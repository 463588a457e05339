"""What blocks an announcement: facts, base, dates and notice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from portal.publishing.drafting.attaching import attach
from portal.publishing.examination import earliest_effective_date, examine_facts, examine_standing, examine_wording
from portal.text.checks.house_terms import read_house_terms
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind, Severity
from tests.attached import PDF, picture
from tests.factories import TEXT, announce, make_edition, make_issuer, make_service, make_terms

ANNOUNCED = datetime(2024, 8, 17, 3, 0, tzinfo=UTC)
"""Noon of 2024-08-17 in Tokyo."""


def codes(edition, *, announced_at=ANNOUNCED, is_migrated=False):
    return [finding.code for finding in examine_standing(edition, announced_at=announced_at, is_migrated=is_migrated)]


@pytest.mark.parametrize(
    ("notice_days", "announced_on", "earliest"),
    [
        (14, date(2024, 8, 17), date(2024, 9, 1)),  # DESIGN §5: 14 days before 9/1 means announced by 8/17
        (14, date(2024, 8, 18), date(2024, 9, 2)),
        (1, date(2024, 8, 30), date(2024, 9, 1)),
        (30, date(2024, 1, 31), date(2024, 3, 2)),
        (0, date(2024, 9, 1), date(2024, 9, 1)),
    ],
)
def test_notice_counts_neither_the_day_of_announcement_nor_the_effective_day(notice_days, announced_on, earliest):
    assert earliest_effective_date(announced_on, notice_days) == earliest


@pytest.mark.django_db
class TestNotice:
    def test_fourteen_days_before_the_first_of_september_end_on_the_seventeenth_of_august(self):
        edition = make_edition(terms=make_terms(notice_days=14), effective_date=date(2024, 9, 1))
        last_moment = datetime(2024, 8, 17, 14, 59, 59, 999999, tzinfo=UTC)
        assert codes(edition, announced_at=last_moment) == []
        assert codes(edition, announced_at=last_moment + timedelta(microseconds=1)) == ["short_notice"]

    def test_the_day_of_announcement_is_that_of_the_terms_time_zone(self):
        terms = make_terms(notice_days=14, time_zone="America/Los_Angeles")
        edition = make_edition(terms=terms, effective_date=date(2024, 9, 1))
        assert codes(edition, announced_at=datetime(2024, 8, 18, 6, 59, tzinfo=UTC)) == []

    def test_the_message_says_what_is_short_and_both_ways_out(self):
        edition = make_edition(terms=make_terms(notice_days=14), effective_date=date(2024, 8, 31))
        [finding] = examine_standing(edition, announced_at=ANNOUNCED, is_migrated=False)
        for words in ("丸14日", "13日しか", "2024年9月1日以後", "2024年8月16日まで"):
            assert words in finding.message

    def test_an_old_edition_entered_today_needs_no_notice(self):
        edition = make_edition(terms=make_terms(notice_days=14), effective_date=date(2024, 8, 18))
        assert codes(edition, is_migrated=True) == []

    def test_an_effective_date_before_the_announcement_is_refused(self):
        edition = make_edition(effective_date=date(2024, 8, 16))
        assert codes(edition) == ["effective_before_announcement"]
        assert codes(edition, is_migrated=True) == []

    def test_a_past_announcement_of_what_is_still_ahead_needs_its_notice_from_the_stated_day(self):
        today = timezone.localdate()
        edition = make_edition(terms=make_terms(notice_days=14), effective_date=today + timedelta(days=1))
        stated = datetime.combine(today - timedelta(days=1), datetime.min.time(), tzinfo=UTC)
        assert codes(edition, announced_at=stated, is_migrated=True) == ["short_notice"]
        assert codes(edition, announced_at=stated - timedelta(days=20), is_migrated=True) == []

    def test_without_notice_the_day_of_announcement_will_do(self):
        assert codes(make_edition(effective_date=date(2024, 8, 17))) == []


@pytest.mark.django_db
class TestFacts:
    def test_effective_date_and_summary_are_needed(self):
        edition = make_edition(effective_date=None, summary=" \n", basis="")
        assert codes(edition) == ["no_effective_date", "no_summary"]

    def test_a_change_needs_a_basis_and_a_first_edition_does_not(self):
        first = make_edition(basis="")
        assert codes(first) == []
        announce(first)
        assert codes(make_edition(terms=first.terms, basis="　")) == ["no_basis"]


@pytest.mark.django_db
class TestBase:
    def test_the_base_must_be_the_announced_edition_before(self):
        first = make_edition()
        announce(first)
        assert codes(make_edition(terms=first.terms, number=2, base=None)) == ["base_outdated"]
        assert codes(make_edition(terms=first.terms, number=3, base=first)) == []

    def test_a_base_that_is_still_a_draft_is_refused(self):
        first = make_edition()
        second = make_edition(terms=first.terms)
        [finding] = examine_standing(second, announced_at=ANNOUNCED, is_migrated=False)
        assert finding.code == "base_unannounced"
        assert "先に第1版を公表" in finding.message

    def test_a_withdrawn_edition_is_no_base(self):
        first = make_edition()
        announce(first)
        second = make_edition(terms=first.terms)
        announce(second, withdrawn_at=ANNOUNCED)
        assert codes(make_edition(terms=first.terms, number=3, base=first)) == []
        assert codes(make_edition(terms=first.terms, number=4, base=second)) == ["base_outdated"]

    def test_an_edition_behind_an_announced_one_is_entered_as_history_only(self):
        later = make_edition(number=5)
        announce(later)
        earlier = make_edition(terms=later.terms, number=4, base=None)
        assert codes(earlier) == ["later_edition_announced"]
        assert codes(earlier, is_migrated=True) == []


@pytest.mark.django_db
class TestOrder:
    @pytest.mark.parametrize("is_migrated", [False, True])
    def test_an_edition_may_not_be_public_before_the_one_it_revises(self, is_migrated):
        first = make_edition(effective_date=date(2098, 9, 1))
        embargo = datetime(2098, 7, 31, 15, 0, tzinfo=UTC)
        announce(first, embargo)
        second = make_edition(terms=first.terms, effective_date=date(2098, 9, 1))
        findings = examine_standing(second, announced_at=ANNOUNCED, is_migrated=is_migrated)
        assert [finding.code for finding in findings] == ["predecessor_not_public"]
        assert "第1版は2098年8月1日0:00まで公表されません" in findings[0].message
        assert codes(second, announced_at=embargo) == []

    def test_the_effective_date_may_equal_that_of_the_base_and_not_precede_it(self):
        first = make_edition(effective_date=date(2024, 9, 1))
        announce(first)
        second = make_edition(terms=first.terms, effective_date=date(2024, 9, 1))
        assert codes(second) == []
        second.effective_date = date(2024, 8, 31)
        assert codes(second) == ["effective_date_out_of_order"]

    def test_history_entered_later_may_not_apply_after_what_followed_it(self):
        later = make_edition(number=5, effective_date=date(2024, 9, 1))
        announce(later)
        earlier = make_edition(terms=later.terms, number=4, base=None, effective_date=date(2024, 9, 2))
        assert codes(earlier, is_migrated=True) == ["effective_date_out_of_order"]


@pytest.mark.django_db
class TestAgreement:
    def test_facts_that_agree_with_the_text_give_no_finding(self):
        edition = make_edition()
        assert examine_facts(edition, edition.document()) == ()

    def test_a_date_of_the_supplements_that_is_not_the_effective_date_is_a_warning(self):
        edition = make_edition()
        edition.effective_date = date(2024, 10, 1)
        [finding] = examine_facts(edition, edition.document())
        assert (finding.code, finding.severity) == ("dates_differ", Severity.WARNING)
        assert "施行日は2024年10月1日ですが、附則は2024年9月1日から施行すると書いています。" in finding.message

    def test_a_date_of_the_title_line_that_is_not_the_effective_date_is_a_warning(self):
        text = TEXT.replace("利用規約\n", "利用規約 2024年8月1日 第1版\n", 1)
        edition = make_edition(text=text)
        [finding] = examine_facts(edition, edition.document())
        assert finding.code == "dates_differ"
        assert "題名の行の日付は2024年8月1日です。" in finding.message

    def test_without_an_effective_date_there_is_nothing_to_differ_from(self):
        edition = make_edition(effective_date=None)
        assert examine_facts(edition, edition.document()) == ()

    @pytest.mark.parametrize("name", ["cloud", "月見クラウド"])
    def test_an_issuer_called_as_the_service_and_without_address_is_a_warning(self, name):
        service = make_service(slug="cloud", name="月見クラウド", issuer=make_issuer(name=name, address=""))
        edition = make_edition(terms=make_terms(service=service))
        [finding] = examine_facts(edition, edition.document())
        assert (finding.code, finding.severity) == ("placeholder_issuer", Severity.WARNING)
        service.issuer.address = "東京都月見区1-2-3"
        assert examine_facts(edition, edition.document()) == ()

    def test_an_issuer_called_as_another_of_its_services_is_a_warning_too(self):
        issuer = make_issuer(name="cloud", address="")
        make_service(slug="cloud", name="月見クラウド", issuer=issuer)
        edition = make_edition(terms=make_terms(service=make_service(slug="school", name="月見学校", issuer=issuer)))
        assert [finding.code for finding in examine_facts(edition, edition.document())] == ["placeholder_issuer"]


class TestWording:
    def test_sound_terms_give_no_finding(self):
        assert examine_wording(parse(TEXT).document) == ()

    @pytest.mark.parametrize("text", ["", "\n\n", "月見クラウド利用規約", "規約\n\n第1条（目的）"])
    def test_terms_without_a_provision_are_refused(self, text):
        assert [finding.code for finding in examine_wording(parse(text).document)] == ["no_text"]

    def test_two_articles_of_one_number_are_refused_with_their_line(self):
        findings = examine_wording(parse(TEXT.replace("第2条", "第1条")).document)
        [blocking] = [finding for finding in findings if finding.blocks]
        assert (blocking.code, blocking.line) == ("ambiguous_anchor", 6)
        assert str(blocking).startswith("6行目")

    def test_the_house_s_spelling_is_asked_for_with_the_words_that_would_put_it_right(self):
        house_terms = read_house_terms("使用法/使い方")
        [finding] = examine_wording(parse(TEXT).document, house_terms=house_terms)
        assert (finding.code, finding.line, finding.proposal) == ("house_term", 4, "「使い方」→「使用法」")

    def test_a_sign_that_nobody_sees_is_named_where_it_is_to_go(self):
        [finding] = examine_wording(parse(TEXT.replace("使い方", "使い\u200b方")).document)
        assert (finding.code, finding.proposal) == ("unseen_character", "「U+200B」を削る")

    def test_a_heading_hidden_in_a_text_is_found(self):
        hidden = Clause(
            Kind.ARTICLE, label="第1条", number=(1,), form="L　", text="定めます。\n第2条（別の条）\n別の文"
        )
        findings = examine_wording(Document((hidden,)))
        assert ("reads_otherwise", Severity.WARNING) in [(finding.code, finding.severity) for finding in findings]


@pytest.mark.django_db
def test_a_picture_that_the_text_calls_and_no_file_has_is_told():
    edition = make_edition()
    edition.replace_document(
        parse("規約\n\n第1条（画面）\n![図](attachment:a.png) ![<script>](attachment:b.png)\n").document
    )
    attach(edition, content=picture(), filename="a.png", by=None)
    attach(edition, content=PDF, filename="b.pdf", name="b.png", by=None)
    found = [finding for finding in examine_facts(edition, edition.document()) if "picture" in finding.code]
    assert [(finding.code, finding.severity) for finding in found] == [("picture_not_attached", Severity.WARNING)]
    assert "「b.png」" in found[0].message


LABELS = [("第1版", []), ("第2版", ["labels_differ"]), ("第二版", ["labels_differ"])]


@pytest.mark.parametrize(("stated", "found"), LABELS)
def test_a_label_in_the_title_that_numbers_another_edition_is_told(db, stated, found):
    text = TEXT.replace("月見クラウド利用規約", f"月見クラウド利用規約　2024年9月1日　{stated}", 1)
    edition = make_edition(text=text)
    assert [one.code for one in examine_facts(edition, edition.document()) if one.code == "labels_differ"] == found
