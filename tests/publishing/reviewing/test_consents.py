"""Consent by link: a mail address confirmed by a code, bound to what was shown, and no approval."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from portal.models import Consent, Decision, Frozen, MailCode
from portal.publishing.reviewing import mail_codes
from portal.publishing.reviewing.consents import (
    CONFIRMED_MINUTES,
    DraftChanged,
    consent_lines,
    give_consent,
    subject_hash,
)
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce
from portal.publishing.reviewing.links import make_link, revoke_link
from portal.publishing.reviewing.mail_codes import (
    ATTEMPTS,
    EVENLY,
    KEPT,
    MINUTES,
    PER_HOUR,
    MailNotSent,
    confirm_code,
    send_code,
)
from portal.publishing.workflow.review import ReviewState, review_of
from tests.factories import announce
from tests.publishing.reviewing.conftest import AT, UNTIL

MAIL = "advisor@example.com"


def code_in_mail():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def confirmed(link, address=MAIL):
    row = send_code(link, name="顧問", mail=address)
    assert confirm_code(row, code_in_mail())
    return row


def test_a_code_is_mailed_and_only_its_hash_is_kept(link):
    row = send_code(link, name=" 顧問 ", mail=f" {MAIL} ")
    code = code_in_mail()
    assert mail.outbox[-1].to == [MAIL]
    assert "顧問 様" in mail.outbox[-1].body
    assert code not in row.code_hash
    assert confirm_code(row, f" {code} ")
    assert MailCode.objects.get().used_at == AT


def test_the_mail_says_nothing_of_the_draft(link, draft):
    send_code(link, name="顧問", mail=MAIL)
    assert draft.clauses.get(label="第1条").text not in mail.outbox[-1].body
    assert "http" not in mail.outbox[-1].body


def test_a_code_is_used_once(link):
    row = confirmed(link)
    assert not confirm_code(row, code_in_mail())


def test_a_code_is_good_for_so_many_minutes(link, clock):
    row = send_code(link, name="顧問", mail=MAIL)
    clock.shift(timedelta(minutes=MINUTES))
    assert not confirm_code(row, code_in_mail())


def test_after_so_many_wrong_codes_the_right_one_is_wrong_too(link):
    row = send_code(link, name="顧問", mail=MAIL)
    code = code_in_mail()
    for _ in range(ATTEMPTS):
        assert not confirm_code(row, wrong(code))
    assert not confirm_code(row, code)


def test_the_last_attempt_still_counts(link):
    row = send_code(link, name="顧問", mail=MAIL)
    code = code_in_mail()
    for _ in range(ATTEMPTS - 1):
        assert not confirm_code(row, wrong(code))
    assert confirm_code(row, code)


def test_a_link_sends_no_more_than_so_many_mails_an_hour(link, clock):
    for number in range(PER_HOUR):
        send_code(link, name="顧問", mail=f"{number}@example.com")
    with pytest.raises(TooMuchAtOnce):
        send_code(link, name="顧問", mail=MAIL)
    assert len(mail.outbox) == PER_HOUR
    clock.shift(timedelta(hours=1))
    assert send_code(link, name="顧問", mail=MAIL)


def test_an_address_gets_no_more_than_so_many_mails_an_hour_whichever_link_and_nobody_is_told(draft, drafter):
    links = [
        make_link(draft, addressee=str(n), until=UNTIL, may_comment=False, may_consent=True, by=drafter) for n in "12"
    ]
    for _ in range(PER_HOUR):
        send_code(links[0], name="顧問", mail=MAIL)
    unsent = [send_code(links[1], name="顧問", mail=MAIL.upper()) for _ in range(PER_HOUR)]
    assert len(mail.outbox) == PER_HOUR
    assert not confirm_code(unsent[0], code_in_mail())
    with pytest.raises(TooMuchAtOnce):
        send_code(links[1], name="顧問", mail=MAIL)


def test_codes_that_were_not_mailed_do_not_keep_an_address_from_its_next(draft, drafter, clock):
    links = [
        make_link(draft, addressee=str(n), until=UNTIL, may_comment=False, may_consent=True, by=drafter) for n in "12"
    ]
    for _ in range(PER_HOUR):
        send_code(links[0], name="顧問", mail=MAIL)
    clock.shift(timedelta(minutes=30))
    for _ in range(PER_HOUR - 1):
        send_code(links[1], name="だれか", mail=MAIL)
    clock.shift(timedelta(minutes=30))
    send_code(links[1], name="顧問", mail=MAIL)
    assert len(mail.outbox) == PER_HOUR + 1


@pytest.mark.parametrize("mails", [0, PER_HOUR])
@pytest.mark.parametrize(("seconds", "waited"), [(0.0, 0.0), (0.3, EVENLY - 0.3), (EVENLY + 0.5, EVENLY - 0.5)])
def test_how_long_asking_takes_does_not_tell_whether_a_mail_was_sent(
    link, draft, drafter, monkeypatch, mails, seconds, waited
):
    other = make_link(draft, addressee="別", until=UNTIL, may_comment=False, may_consent=True, by=drafter)
    for _ in range(mails):
        send_code(other, name="顧問", mail=MAIL)
    clock, slept = iter([10.0, 10.0 + seconds]), []
    monkeypatch.setattr(mail_codes, "monotonic", lambda: next(clock))
    monkeypatch.setattr(mail_codes, "sleep", slept.append)
    send_code(link, name="顧問", mail=MAIL)
    assert slept == [pytest.approx(waited)]


def test_names_and_addresses_are_forgotten_when_nothing_needs_them_any_more(link, draft, drafter, clock):
    confirmed(link)
    clock.shift(KEPT - timedelta(seconds=1))
    new = send_code(link, name="次の人", mail="next@example.com")
    assert MailCode.objects.count() == 2
    clock.shift(timedelta(seconds=1))
    make_link(draft, addressee="別", until=UNTIL, may_comment=True, may_consent=True, by=drafter)
    assert list(MailCode.objects.all()) == [new]
    revoke_link(link, by=drafter)
    assert not MailCode.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c", "a@example.com\nBcc: all@example.com"])
def test_what_is_no_address_gets_no_mail(link, address):
    with pytest.raises(ValidationError):
        send_code(link, name="顧問", mail=address)
    assert mail.outbox == []


def test_a_name_breaks_no_header(link, draft):
    draft.terms.name = "規約\r\nBcc: all@example.com"
    draft.terms.save()
    link.edition.terms.refresh_from_db()
    send_code(link, name="顧問\r\nBcc: all@example.com\n\n当選しました", mail=MAIL)
    assert mail.outbox[-1].recipients() == [MAIL]
    assert mail.outbox[-1].body.startswith("顧問 Bcc: all@example.com 当選しました 様\n")


def test_a_mail_that_is_not_sent_is_told_and_counts_for_nothing(link, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPException

    monkeypatch.setattr("portal.publishing.reviewing.mail_codes.send_mail", refuse)
    with pytest.raises(MailNotSent):
        send_code(link, name="顧問", mail=MAIL)
    assert not MailCode.objects.exists()


# --- the consent ---


def test_a_consent_is_bound_to_what_was_shown(link, draft):
    consent = give_consent(confirmed(link), shown=subject_hash(draft))
    assert (consent.name, consent.mail, consent.at, consent.edition) == ("顧問", MAIL, AT, draft)
    assert consent.subject_hash == subject_hash(draft)
    assert [line.is_current for line in consent_lines(draft)] == [True]


def test_the_same_consent_again_is_the_one_that_is_there(link, draft):
    row, shown = confirmed(link), subject_hash(draft)
    assert give_consent(row, shown=shown) == give_consent(row, shown=shown)
    assert Consent.objects.count() == 1


def test_a_draft_that_changed_meanwhile_is_not_consented_to(link, draft):
    shown = subject_hash(draft)
    row = confirmed(link)
    article = draft.clauses.get(label="第1条")
    article.text += "改めました。"
    article.save()
    with pytest.raises(DraftChanged):
        give_consent(row, shown=shown)
    assert not Consent.objects.exists()


def test_a_consent_stays_with_the_earlier_state_when_the_draft_changes(link, draft):
    give_consent(confirmed(link), shown=subject_hash(draft))
    draft.summary = "別の概要"
    draft.save()
    line = consent_lines(draft)[0]
    assert not line.is_current
    assert line.consent.subject_hash.startswith(line.short_hash)


@pytest.mark.parametrize("end", ["revoke", "forbid", "unconfirmed", "late"])
def test_a_consent_needs_a_link_that_asks_and_a_confirmed_address(link, draft, drafter, clock, end):
    row = send_code(link, name="顧問", mail=MAIL)
    if end != "unconfirmed":
        confirm_code(row, code_in_mail())
    if end == "revoke":
        revoke_link(link, by=drafter)
    if end == "forbid":
        type(link).objects.update(may_consent=False)
    if end == "late":
        clock.shift(timedelta(minutes=CONFIRMED_MINUTES))
    with pytest.raises(ReviewRefused):
        give_consent(row, shown=subject_hash(draft))
    assert not Consent.objects.exists()


def test_an_announced_edition_takes_no_consent(link, draft):
    row, shown = confirmed(link), subject_hash(draft)
    announce(draft)
    with pytest.raises(Frozen):
        give_consent(row, shown=shown)


def test_a_consent_is_no_approval(link, draft):
    before = Decision.objects.count()
    give_consent(confirmed(link), shown=subject_hash(draft))
    assert Decision.objects.count() == before
    assert (review_of(draft).state, review_of(draft).approvals) == (ReviewState.DRAFT, ())
