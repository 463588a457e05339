"""The demo: what its texts show, and that loading it is safe."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.comparison.compare import compare
from portal.comparison.house_style import BUILT_IN
from portal.comparison.table import ComparisonTable, RowKind
from portal.demo.loading import load_demo
from portal.demo.manifest import Demo, DemoEdition, DemoTerms, first_of_month_after, read_demo
from portal.models import Clause, Decision, Edition, Issuer, Publication, SealedFile, Service, Terms
from portal.publishing.examination import earliest_effective_date
from portal.publishing.glyphs import first_missing, missing_files
from portal.publishing.pdf import PdfUnavailable
from portal.text.checks import check
from portal.text.dates import read_date
from portal.text.parser import parse
from portal.text.tree import Kind, Severity
from tests.factories import make_issuer, make_service
from tests.machine import require

TODAY = date(2026, 11, 20)
DEMO = read_demo(TODAY)
TERMS = {terms.slug: terms for service in DEMO.services for terms in service.terms}
EDITIONS = {f"{terms.slug}-{edition.number}": edition for terms in TERMS.values() for edition in terms.editions}
LONG = TERMS["storage-terms"]


@cache
def tables() -> dict[str, ComparisonTable]:
    """The comparisons of all neighbouring editions, by terms and number of the new one."""
    return {
        f"{terms.slug}-{new.number}": compare(
            parse(old.text).document, parse(new.text).document, style=BUILT_IN[terms.house_style]
        )
        for terms in TERMS.values()
        for old, new in zip(terms.editions, terms.editions[1:], strict=False)
    }


def articles(edition: DemoEdition) -> list[tuple[int, ...]]:
    return [clause.number for clause in parse(edition.text).document if clause.kind is Kind.ARTICLE]


# --- what the texts show ---


def test_there_are_three_services_and_at_least_eight_editions() -> None:
    assert len(DEMO.services) == 3
    assert len(EDITIONS) >= 8


def test_one_terms_has_a_single_edition() -> None:
    assert [terms.slug for terms in TERMS.values() if len(terms.editions) == 1] == ["cleaning"]


@pytest.mark.parametrize("edition", LONG.editions, ids=lambda edition: str(edition.number))
def test_the_long_terms_have_at_least_forty_articles_in_chapters_and_sections(edition: DemoEdition) -> None:
    kinds = [clause.kind for clause in parse(edition.text).document]
    assert kinds.count(Kind.ARTICLE) >= 40
    assert kinds.count(Kind.CHAPTER) >= 8
    assert kinds.count(Kind.SECTION) >= 4


@pytest.mark.parametrize("slug", EDITIONS)
def test_every_text_reads_without_a_problem(slug: str) -> None:
    parsed = parse(EDITIONS[slug].text)
    problems = [*parsed.problems, *check(parsed.document)]
    assert [f"{each.line}: {each}" for each in problems if each.severity is not Severity.HINT] == []


@pytest.mark.parametrize("slug", EDITIONS)
def test_articles_are_numbered_without_gaps(slug: str) -> None:
    whole = [number[0] for number in articles(EDITIONS[slug]) if len(number) == 1]
    assert whole == list(range(1, len(whole) + 1))


@pytest.mark.parametrize("slug", EDITIONS)
def test_the_last_supplementary_provision_names_the_effective_date(slug: str) -> None:
    provisions = [c for c in parse(EDITIONS[slug].text).document if c.kind is Kind.SUPPLEMENTARY_PROVISION]
    assert read_date(provisions[-1].text) == EDITIONS[slug].effective


@pytest.mark.parametrize("terms", TERMS.values(), ids=lambda terms: terms.slug)
def test_every_announcement_left_the_notice_that_the_terms_promise(terms: DemoTerms) -> None:
    for edition in terms.editions:
        announced = edition.announced or TODAY
        assert edition.effective >= earliest_effective_date(announced, terms.notice_days), edition.number


def test_no_placeholder_is_left() -> None:
    left = [slug for slug, edition in EDITIONS.items() if "{" in edition.text + edition.summary + edition.basis]
    assert left == []


def test_every_character_has_a_glyph() -> None:
    require(not missing_files(), "the PDF fonts")
    issuer = DEMO.issuer.name + DEMO.issuer.address + DEMO.issuer.representative
    assert {slug: first_missing(edition.text) for slug, edition in EDITIONS.items()} == dict.fromkeys(EDITIONS, "")
    assert first_missing(issuer) == ""
    assert "髙﨑" in issuer


def test_every_kind_of_row_occurs() -> None:
    found = {row.kind for table in tables().values() for row in table.rows}
    assert set(RowKind) - found == set()


@pytest.mark.parametrize(
    ("slug", "added", "gone"),
    [
        pytest.param("storage-terms-2", {(18, 2)}, set(), id="a branch article"),
        pytest.param("storage-terms-3", {(53,)}, {(18, 2)}, id="all articles renumbered"),
        pytest.param("storage-terms-4", {(29, 2)}, {(53,)}, id="one article split, two merged"),
        pytest.param("sla-3", set(), {(11, 2)}, id="a branch article takes the place of a merged one"),
        pytest.param("membership-2", set(), {(24,)}, id="one article deleted"),
        pytest.param("membership-3", {(16, 2)}, set(), id="a branch article in kanji"),
        pytest.param("privacy-2", {(6, 2)}, set(), id="a branch article in two columns"),
    ],
)
def test_articles_come_and_go(slug: str, added: set[tuple[int, ...]], gone: set[tuple[int, ...]]) -> None:
    terms, number = slug.rsplit("-", 1)
    old, new = (set(articles(EDITIONS[f"{terms}-{each}"])) for each in (int(number) - 1, number))
    assert (new - old, old - new) == (added, gone)


def test_a_deleted_article_leaves_its_number_behind_until_the_next_renumbering() -> None:
    assert "\n第31条 削除\n" in LONG.editions[1].text
    assert " 削除\n" not in LONG.editions[2].text


def test_rows_of_an_appendix_table_change() -> None:
    changed = [row.new for row in tables()["storage-terms-4"].rows if row.kind is RowKind.CHANGED]
    cells = [cell for cell in changed if "小箱" in cell.text and "円" in cell.text]
    assert [marked(cell.text, cell.marks)[:2] for cell in cells] == [["363", "539"]]


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


# --- the edition still to come ---


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), date(2027, 2, 1)),
        (date(2026, 11, 17), date(2027, 1, 1)),
        (date(2026, 11, 18), date(2027, 2, 1)),
        (date(2027, 1, 1), date(2027, 3, 1)),
    ],
)
def test_the_coming_date_is_the_first_of_a_month_at_least_45_days_ahead(today: date, expected: date) -> None:
    assert first_of_month_after(today, days=45) == expected
    assert read_demo(today).services[0].terms[0].editions[-1].effective == expected


def test_the_coming_edition_writes_its_date_out() -> None:
    coming = LONG.editions[-1]
    assert coming.text.startswith("つきのはこ利用約款 2027年2月1日 第4版\n")
    assert coming.summary.startswith("2027年2月1日から、")


# --- loading ---


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs without rendering: twenty of them take most of a minute, and tests of their own."""
    for name in ("render_edition_pdf", "render_comparison_pdf"):
        monkeypatch.setattr(f"portal.publishing.candidate.{name}", lambda face, *_: b"%PDF-1.7 " + str(face).encode())
    monkeypatch.setattr("portal.demo.loading.render_edition_pdf", lambda face, body: b"%PDF-1.7")


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the PDF libraries."""

    def refuse(face: object, body: object) -> bytes:
        raise PdfUnavailable("apt-get install libpangoft2-1.0-0")

    monkeypatch.setattr("portal.demo.loading.render_edition_pdf", refuse)


def coming_demo() -> Demo:
    """The demo as loaded today, so that the coming edition is announced ahead of its date."""
    return read_demo(timezone.localdate())


def rows() -> dict[str, int]:
    models = (Issuer, Service, Terms, Edition, Clause, Decision, Publication, SealedFile, Edition.history.model)
    return {model.__name__: model.objects.count() for model in models}


def ignore(line: str) -> None:
    """Tell nobody."""


@pytest.mark.usefixtures("db", "quick_pdf")
class TestLoading:
    def test_everything_is_announced_and_what_is_past_is_a_stated_fact(self) -> None:
        told: list[str] = []
        load_demo(coming_demo(), tell=told.append)
        assert len(told) == len(EDITIONS)
        assert Edition.objects.public().count() == len(EDITIONS)
        assert Publication.objects.filter(is_migrated=False).get().edition == coming()

    def test_the_coming_edition_is_not_in_force_before_its_date(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        start = coming().publication.effective_at
        of_terms = Edition.objects.filter(terms__slug="storage-terms")
        assert of_terms.upcoming().get() == coming()
        assert of_terms.in_force().get().number == coming().number - 1
        assert of_terms.in_force(start - timedelta(seconds=1)).get().number == coming().number - 1
        assert of_terms.in_force(start).get() == coming()

    def test_each_terms_has_one_edition_in_force(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        assert Edition.objects.in_force().count() == len(TERMS)

    def test_loading_twice_changes_nothing(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        before, told = rows(), []
        load_demo(coming_demo(), tell=told.append)
        assert rows() == before
        assert told == ["デモの約款はすでに読み込まれています。"]

    def test_loading_again_months_later_leaves_the_announced_date_alone(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        before = coming().effective_date
        load_demo(read_demo(timezone.localdate() + timedelta(days=200)), tell=ignore)
        assert coming().effective_date == before

    def test_an_interrupted_load_goes_on_where_it_stopped(self) -> None:
        def interrupt(line: str) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load_demo(coming_demo(), tell=interrupt)
        assert Edition.objects.frozen().count() == 1
        load_demo(coming_demo(), tell=ignore)
        assert Edition.objects.public().count() == len(EDITIONS)

    def test_names_that_staff_changed_stay(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        Service.objects.filter(slug="nagi-data").update(name="ナギ観測データ")
        load_demo(coming_demo(), tell=ignore)
        assert Service.objects.get(slug="nagi-data").name == "ナギ観測データ"

    def test_clauses_keep_their_keys_through_the_editions(self) -> None:
        load_demo(coming_demo(), tell=ignore)
        places = {1: "12", 2: "12", 3: "13", 4: "13"}
        assert len({clause_key("storage-terms", edition, number) for edition, number in places.items()}) == 1

    def test_a_service_of_somebody_else_is_refused_and_nothing_is_written(self) -> None:
        make_service(slug="nagi-data", name="ナギ保険")
        before = rows()
        with pytest.raises(CommandError, match="「nagi-data」は、デモではないサービス「ナギ保険」"):
            call_command("load_demo", stdout=StringIO())
        assert rows() == before

    def test_if_empty_loads_into_an_empty_database(self) -> None:
        call_command("load_demo", "--if-empty", stdout=StringIO())
        assert Edition.objects.public().count() == len(EDITIONS)

    def test_if_empty_leaves_a_database_alone_that_somebody_works_with(self) -> None:
        make_issuer()
        before = rows()
        call_command("load_demo", "--if-empty", stdout=StringIO())
        assert rows() == before


@pytest.mark.usefixtures("db", "no_pdf")
class TestWithoutPdf:
    def test_nothing_is_loaded_and_the_message_says_what_to_install(self) -> None:
        before = rows()
        with pytest.raises(CommandError, match="apt-get install libpangoft2"):
            call_command("load_demo", stdout=StringIO())
        assert rows() == before

    def test_if_empty_says_so_and_ends_well_so_that_the_site_is_served(self) -> None:
        told = StringIO()
        call_command("load_demo", "--if-empty", stdout=StringIO(), stderr=told)
        assert "apt-get install libpangoft2-1.0-0" in told.getvalue()
        assert not Service.objects.exists()


def coming() -> Edition:
    return Edition.objects.get(terms__slug="storage-terms", number=LONG.editions[-1].number)


def clause_key(terms: str, edition: int, number: str) -> str:
    return Clause.objects.get(
        edition__terms__slug=terms, edition__number=edition, kind="article", number=number, supplementary_key=""
    ).key
