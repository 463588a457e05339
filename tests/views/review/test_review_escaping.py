"""Scripts in every field, behind a link."""

import re
from datetime import date

import pytest

from portal.models import Comment, Consent
from portal.publishing.reviewing.authors import reader as by_reader
from portal.publishing.reviewing.authors import staff
from portal.publishing.reviewing.comments import add_comment, answer
from portal.publishing.reviewing.links import make_link
from tests.factories import announce, make_edition, make_issuer, make_service, make_terms
from tests.views.examples import AT
from tests.views.review.conftest import address, send
from tests.views.test_escaping import SCRIPT, TEXT


@pytest.fixture
def hostile_link(drafter):
    drafter.first_name = SCRIPT
    drafter.save()
    service = make_service(issuer=make_issuer(name=SCRIPT), name=SCRIPT)
    terms = make_terms(service=service, name=SCRIPT)
    base = make_edition(terms=terms, text=TEXT.format(SCRIPT, 1), effective_date=date(2023, 4, 1), edition_label=SCRIPT)
    announce(base)
    draft = make_edition(
        terms=terms, text=TEXT.format(SCRIPT, 2), edition_label=SCRIPT, title=SCRIPT, summary=SCRIPT, basis=SCRIPT
    )
    link = make_link(draft, addressee=SCRIPT, until=terms.day_of(AT), may_comment=True, may_consent=True, by=drafter)
    for key in ("", draft.clauses.get(label="第1条").key):
        thread = add_comment(draft, author=by_reader(link, SCRIPT), text=SCRIPT, clause_key=key)
        answer(thread, author=staff(drafter), text=SCRIPT)
    Comment.objects.create(edition=draft, link=link, clause_key="gone", author_name=SCRIPT, text=SCRIPT, quoted=SCRIPT)
    return link


def pages(client, link):
    yield client.get(address(link)).content.decode()
    yield client.get(address(link, "comparison/")).content.decode()
    typed = {"name": SCRIPT, "text": SCRIPT, "clause": SCRIPT}
    yield send(client, address(link), address(link, "comments/"), **typed).content.decode()
    wrong = {"name": SCRIPT, "mail": SCRIPT, "shown": SCRIPT}
    yield send(client, address(link), address(link, "consent/code/"), **wrong).content.decode()
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', client.get(address(link)).content.decode()).group(1)
    send(client, address(link), address(link, "consent/code/"), name=SCRIPT, mail="a@example.com", shown=shown)
    yield client.get(address(link, "consent/")).content.decode()
    yield send(client, address(link), address(link, "consent/confirm/"), code=SCRIPT[:14]).content.decode()
    yield client.post(address(link, "comments/"), {"name": SCRIPT, "text": SCRIPT}).content.decode()


def test_every_page_shows_scripts_as_text_and_has_nothing_inline(reader, hostile_link):
    for page in pages(reader, hostile_link):
        assert "&lt;script&gt;" in page
        assert "<script" not in page
        tags = re.findall(r"<[a-z][^>]*>", page)
        assert [tag for tag in tags if re.search(r"""<style|\s(style|on[a-z]+)=|javascript:""", tag)] == []
    assert not Consent.objects.exists()
