"""The front page: what each person has to do, and what it costs to say so."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.admin.workflow.dashboard import dashboard
from portal.models.triggers import drop_triggers
from tests.admin.pages import address
from tests.admin.workflow.conftest import AHEAD, user, write
from tests.factories import announce, make_edition


def section(name, who, at=None):
    found = {section.name: section for section in dashboard(user(who), at)}
    return [(item.edition, item.note) for item in found[name].items] if name in found else None


def editions(name, who, at=None):
    found = section(name, who, at)
    return None if found is None else [edition for edition, _ in found]


def test_a_drafter_sees_their_own_drafts_the_newest_first(draft):
    second = make_edition(effective_date=AHEAD)
    write(second, "ふたつ目です。")
    other = make_edition(effective_date=AHEAD)
    write(other, "人の物です。", by="superuser")
    assert editions("own_drafts", "起案者") == [second, draft]
    assert editions("other_drafts", "起案者") == [other]


def test_an_approver_sees_what_waits_for_them_and_who_submitted_does_not(submitted):
    assert editions("to_approve", "承認者") == [submitted]
    assert editions("to_approve", "起案者") is None
    write(submitted, "書き直しました。", by="superuser")
    assert editions("to_approve", "承認者") == []


def test_a_superuser_who_wrote_last_is_not_asked_to_approve(clients, draft):
    write(draft, "管理者が直しました。", by="superuser")
    clients["起案者"].post(address("submit", draft), {"acknowledge": "on"})
    assert editions("to_approve", "superuser") == []
    assert editions("to_approve", "承認者") == [draft]


def test_an_announcer_sees_what_was_approved(approved):
    assert editions("to_announce", "公表担当") == [approved]
    assert editions("to_announce", "承認者") is None


def test_a_drafter_sees_what_came_back_and_why(clients, submitted):
    clients["承認者"].post(address("send_back", submitted), {"reason": "第1条が曖昧です。"})
    assert section("sent_back", "起案者") == [(submitted, "第1条が曖昧です。")]
    assert section("sent_back", "superuser") == []


def test_what_is_coming_stands_with_its_hour_and_its_day(embargoed):
    [(edition, note)] = section("coming", "閲覧者")
    assert (edition, "に公表" in note) == (embargoed, True)
    later = timezone.now() + timedelta(days=4)
    [(edition, note)] = section("coming", "閲覧者", later)
    assert (edition, "から施行" in note) == (embargoed, True)
    assert editions("in_force", "閲覧者", later) == [embargoed.base]


def test_a_long_list_is_cut_and_says_so(clients, draft):
    for _ in range(11):
        make_edition(effective_date=AHEAD)
    [others] = [section for section in dashboard(user("起案者")) if section.name == "other_drafts"]
    assert (len(others.items), others.is_cut) == (10, True)
    assert "10件以上" in clients["起案者"].get(reverse("admin:index")).content.decode()


class TestWarnings:
    def test_a_deadline_that_is_near_or_past(self, approved):
        zone = approved.terms.zone
        for days, words in ((2, "公表の期限は"), (-1, "過ぎました")):
            day = AHEAD - timedelta(days=days)
            with time_machine.travel(approved.terms.start_of(day).astimezone(zone) + timedelta(hours=1)):
                assert words in section("warnings", "公表担当")[0][1]
        assert section("warnings", "公表担当") == []

    def test_a_review_of_more_than_a_week(self, submitted):
        later = timezone.now() + timedelta(days=8)
        assert section("warnings", "起案者", later) == [(submitted, "照会から8日たちました。")]

    def test_a_base_that_is_no_longer_the_one_before(self, draft):
        rival = make_edition(terms=draft.terms, number=3, effective_date=AHEAD, base=draft.base)
        fourth = make_edition(terms=draft.terms, number=4, effective_date=AHEAD, base=draft.base)
        announce(rival)
        [(edition, note)] = section("warnings", "起案者")
        assert (edition, "改定のもと" in note) == (fourth, True)

    @pytest.mark.usefixtures("draft")
    def test_missing_triggers(self):
        drop_triggers(connection)
        [(edition, note)] = section("warnings", "閲覧者")
        assert (edition, "トリガー" in note) == (None, True)


def test_the_page_escapes_and_says_what_to_do_where_there_is_nothing(clients, submitted):
    clients["承認者"].post(address("send_back", submitted), {"reason": "<script>x</script>"})
    page = clients["起案者"].get(reverse("admin:index")).content.decode()
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    assert "承認を待つもの" not in page
    assert "予定はありません。" in page


def test_the_number_of_queries_does_not_grow(clients, approved):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            clients["superuser"].get(reverse("admin:index"))
        return len(queries)

    before = count()
    for _ in range(6):
        first = make_edition()
        announce(first)
        draft = make_edition(terms=first.terms, effective_date=AHEAD)
        write(draft, "増やしました。")
        clients["起案者"].post(address("submit", draft), {"acknowledge": "on"})
    assert count() == before
    assert before <= 30
