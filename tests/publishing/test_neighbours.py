"""References between a company's own terms: what a draft breaks in the others, and what it names that they lack."""

from dataclasses import replace

import pytest

from portal.models import Bundle
from portal.publishing.neighbours import neighbour_findings
from portal.text.parser import parse
from tests.factories import announce, make_edition, make_issuer, make_service, make_terms

pytestmark = pytest.mark.django_db

GENERAL = """\
月見クラウド利用約款

第1条（目的）
この約款は、使い方を定めます。

第2条（料金）
料金は、別に示します。
２　料金は、前払です。

第3条（解約）
解約は、届け出ます。
"""

SPECIAL = """\
月見クラウド個別規約

第1条（料金）
料金は、月見クラウド利用約款第2条（料金）第2項によります。

第2条（解約）
解約は、利用約款第3条によります。
"""


@pytest.fixture
def service():
    return make_service(issuer=make_issuer())


@pytest.fixture
def general(service):
    edition = make_edition(terms=make_terms(service=service, name="月見クラウド利用約款"), text=GENERAL, title="")
    announce(edition)
    return edition


@pytest.fixture
def special(service):
    edition = make_edition(terms=make_terms(service=service, name="月見クラウド個別規約"), text=SPECIAL, title="")
    announce(edition)
    return edition


def revised(edition, text, **fields):
    """A draft of the next edition; clauses keep the keys of those with the same caption."""
    keys = {clause.caption: clause.key for clause in edition.document()}
    document = parse(text).document
    clauses = tuple(clause._replace(key=keys.get(clause.caption, "")) for clause in document)
    return make_edition(terms=edition.terms, document=replace(document, clauses=clauses), **fields)


def told(edition):
    return [(finding.code, finding.message) for finding in neighbour_findings(edition, edition.document())]


RENUMBERED = GENERAL.replace("第3条（解約）", "第4条（解約）").replace("第2条（料金）", "第3条（料金）")


def test_a_draft_that_leaves_numbers_alone_is_told_nothing(general, special):
    draft = revised(general, GENERAL.replace("届け出ます", "届け出てください"))
    assert told(draft) == []


def test_renumbering_is_told_for_every_reference_of_the_others(general, special):
    draft = revised(general, RENUMBERED)
    first, second = [message for code, message in told(draft)]
    assert "「月見クラウド個別規約」（第1版）の第1条" in first
    assert "第2条（料金）第2項は、この版では第3条になります" in first
    assert "第2条が引用するこの約款の第3条は、この版では第4条になります" in second


def test_what_is_taken_away_is_told(general, special):
    draft = revised(
        general, GENERAL.replace("第3条（解約）\n解約は、届け出ます。\n", "").replace("２　料金は、前払です。\n", "")
    )
    first, second = [message for _, message in told(draft)]
    assert "その項や号がなくなります" in first
    assert "この版ではなくなります" in second


def test_a_reference_to_what_other_terms_lack_is_told_with_its_line(general, special):
    draft = revised(special, SPECIAL.replace("利用約款第3条", "利用約款第9条"))
    findings = neighbour_findings(draft, draft.document())
    assert [(finding.code, finding.line) for finding in findings] == [("missing_in_others", 7)]
    assert "「月見クラウド利用約款」第9条は、「月見クラウド利用約款」（第1版）にありません" in findings[0].message


def test_in_a_bundle_the_draft_beside_it_is_asked(general, special):
    bundle = Bundle.objects.create(name="料金改定")
    draft = revised(general, RENUMBERED, bundle=bundle)
    together = SPECIAL.replace("第3条によります", "第4条によります").replace("第2条（料金）第2項", "第3条（料金）第2項")
    beside = revised(special, together, bundle=bundle)
    assert told(draft) == []
    assert told(beside) == []


def test_in_a_bundle_what_the_other_draft_did_not_follow_is_told(general, special):
    bundle = Bundle.objects.create(name="料金改定")
    draft = revised(general, RENUMBERED, bundle=bundle)
    beside = revised(special, SPECIAL.replace("第3条によります", "第4条によります"), bundle=bundle)
    assert [code for code, _ in told(draft)] == ["referred_to_by_others"]
    assert "第1条が引用する" in told(draft)[0][1]
    assert beside.bundle == bundle


def test_terms_of_another_company_are_nobodys_business(general):
    stranger = make_terms(service=make_service(issuer=make_issuer(name="別の会社")), name="別の規約")
    announce(make_edition(terms=stranger, text=SPECIAL, title=""))
    assert told(revised(general, RENUMBERED)) == []


def test_a_short_name_that_two_terms_share_means_neither(general, special, service):
    announce(make_edition(terms=make_terms(service=service, name="月見モバイル利用約款"), text=GENERAL, title=""))
    assert [message for _, message in told(revised(general, RENUMBERED)) if "第2条が引用する" in message] == []


def test_many_other_terms_take_no_more_queries(general, special, service, django_assert_max_num_queries):
    for number in range(12):
        announce(make_edition(terms=make_terms(service=service, name=f"別規約{number}"), text=GENERAL, title=""))
    draft = revised(general, RENUMBERED)
    with django_assert_max_num_queries(12):
        findings = neighbour_findings(draft, draft.document())
    assert findings
