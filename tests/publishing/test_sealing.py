"""The sealed JSON: what it holds, and that its bytes stay."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from portal.models import Attachment, Clause, RowRemark
from portal.models.canonical import canonical_json, sha256
from portal.models.row_remark import path_text
from portal.publishing.sealing import sealed_json, sealed_values
from portal.text.writer import write
from tests.factories import TEXT, make_edition, make_issuer, make_service, make_terms

pytestmark = pytest.mark.django_db

EXPECTED = {schema: Path(__file__).with_name(f"sealed_schema_{schema}.json") for schema in (1, 2)}


@pytest.fixture
def edition():
    """An edition of which every value is fixed, the clauses' keys too."""
    service = make_service(issuer=make_issuer(contact="窓口"), slug="cloud")
    terms = make_terms(service=service, slug="cloud-terms")
    edition = make_edition(terms=terms, number=3, edition_label="第三版")
    where = {"clause_key": f"{2:032x}", "path": path_text(((), (1,)))}
    RowRemark.objects.create(edition=edition, part="item", remark="文言の整理", note="内容は変わりません。", **where)
    file = {"filename": "別紙1.pdf", "content_type": "application/pdf", "size": 3, "sha256": "0" * 64}
    Attachment.objects.create(edition=edition, key="f" * 32, name="別紙1.pdf", title="別紙1　料金表", **file)
    provision = {row.kind: f"{place:032x}" for place, row in enumerate(edition.clauses.order_by("rank"), start=1)}
    for place, row in enumerate(edition.clauses.order_by("rank"), start=1):
        inside = provision["supplementary_provision"] if row.supplementary_key else ""
        Clause.objects.filter(pk=row.pk).update(key=f"{place:032x}", supplementary_key=inside)
    return edition


@pytest.mark.parametrize("schema", EXPECTED)
def test_the_bytes_of_a_schema_are_those_of_the_file_beside_this_test(edition, schema):
    assert sealed_json(edition, schema=schema).decode() == EXPECTED[schema].read_text(encoding="utf-8").rstrip("\n")


def test_the_latest_schema_is_sealed(edition):
    assert sealed_values(edition)["schema"] == max(EXPECTED)


def test_the_bytes_are_the_same_in_every_language(edition):
    in_japanese = sealed_json(edition)
    with translation.override("en"):
        assert sealed_json(edition) == in_japanese


def test_the_text_hash_is_that_of_the_written_text(edition):
    assert sealed_values(edition)["edition"]["text_sha256"] == sha256(TEXT.encode())


def test_the_json_is_canonical_and_holds_every_clause(edition):
    values = json.loads(sealed_json(edition))
    assert canonical_json(values) == sealed_json(edition)
    assert [clause["key"] for clause in values["clauses"]] == [clause.key for clause in edition.document()]
    assert write(edition.document()) == TEXT


@pytest.mark.parametrize("field", ["title", "summary", "basis", "basis_kind", "edition_label"])
def test_every_fact_changes_the_bytes(edition, field):
    before = sealed_json(edition)
    setattr(edition, field, "別の言葉")
    assert sealed_json(edition) != before
