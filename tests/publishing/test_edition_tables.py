"""What staff say of a row stands wherever the table of the edition and its base is shown, and in no other."""

import pytest
from django.urls import reverse

from portal.models import RowRemark
from portal.publishing.edition_tables import edition_table
from portal.text.parser import parse
from portal.text.tree import Document
from tests.factories import TEXT, announce, make_edition, make_terms, stating

pytestmark = pytest.mark.django_db

NEW = TEXT.replace("使い方", "用い方")


@pytest.fixture
def editions():
    """Editions 1 to 3, announced; 第1条 of each is another, and staff wrote on that row in edition 2."""
    terms = make_terms()
    first = make_edition(terms=terms)
    second = make_edition(terms=terms, document=with_keys(first, NEW))
    key = second.clauses.get(label="第1条").key
    RowRemark.objects.create(
        edition=second, clause_key=key, part="lead", path="/", remark="字句の整理", note="同じ意味"
    )
    third = make_edition(terms=terms, document=with_keys(second, NEW.replace("定めます", "定める")))
    for edition in (first, second, third):
        announce(edition)
    return first, second, third


def with_keys(edition, text):
    new = parse(stating(text, edition.effective_date)).document
    keys = [clause.key for clause in edition.document()]
    return Document(tuple(c._replace(key=k) for c, k in zip(new, keys, strict=True)), new.tail)


def remarks(old, new):
    return [row.remark for row in edition_table(old, new, style=new.terms.style).rows]


def test_the_table_with_the_base_has_staffs_words(editions):
    first, second, _ = editions
    assert "字句の整理\n同じ意味" in remarks(first, second)


def test_no_other_comparison_has_them(editions):
    first, second, third = editions
    for old, new in ((second, first), (first, third), (second, third)):
        assert not any("字句の整理" in remark for remark in remarks(old, new))


@pytest.mark.parametrize("suffix", ["", "docx", "xlsx", "json", "txt"])
def test_page_and_files_of_the_pair_have_them(client, editions, suffix):
    first, second, _ = editions
    slugs = (second.terms.service.slug, second.terms.slug, first.number, second.number)
    name = f"comparison_{suffix}" if suffix else "comparison"
    response = client.get(reverse(f"portal:{name}", args=slugs))
    assert response.status_code == 200
    if suffix in ("", "json", "txt"):
        assert "字句の整理" in response.content.decode()
