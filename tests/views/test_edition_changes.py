"""The list of editions tells what each changed in the one before it."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.models import Terms
from portal.models.timeline import timeline
from portal.views import edition_changes as views
from portal.views.edition_changes import EditionChanges, edition_changes
from tests.factories import announce, make_edition
from tests.views.examples import SECRET, make_moon, text

LIST = "/moon/terms-of-use/editions/"
SECOND = "第1条の言葉です。"


def page(client: Client, **headers: str) -> str:
    return " ".join(client.get(LIST, headers=headers).content.decode().split())


def test_each_edition_says_what_it_changed_in_the_one_before(client: Client, moon: Terms) -> None:
    shown = page(client)
    assert shown.count('<details class="changes-told">') == 2
    assert shown.count("条など：変更2") == 2
    assert shown.count("<li>第1条 第1項を変更</li>") == 2


def test_the_sentences_are_told_in_the_reader_s_language(client: Client, moon: Terms) -> None:
    shown = page(client, accept_language="en")
    assert "Articles: 2 changed" in shown
    assert "<li>Article 1: paragraph 1 changed</li>" in shown


def test_nothing_is_told_of_what_is_not_announced(client: Client, moon: Terms) -> None:
    assert SECRET not in page(client)
    assert page(client).count("changes-told") == 2


def test_an_edition_that_changed_nothing_has_no_list(client: Client, db: None) -> None:
    terms = make_moon()
    for number in (1, 2):
        announce(
            make_edition(terms=terms, number=number, text=text("同じ言葉です。")), datetime(2023, 1, 1, tzinfo=UTC)
        )
    assert "changes-told" not in page(client)


def test_markup_in_the_terms_stays_text(client: Client, db: None) -> None:
    terms = make_moon()
    for number, caption in ((1, "目的"), (2, "<script>")):
        written = f"規約\n第1条（{caption}）\n本を借ります。\n"
        announce(make_edition(terms=terms, number=number, text=written), datetime(2023, 1, 1, tzinfo=UTC))
    shown = page(client)
    assert "見出しを「&lt;script&gt;」に変更" in shown
    assert "<script>」" not in shown


def fill(terms: Terms, *numbers: int) -> None:
    for number in numbers:
        edition = make_edition(
            terms=terms, number=number, text=text(f"{number}番目です。"), effective_date=date(2023, number, 1)
        )
        announce(edition, datetime(2022, 12, 1, tzinfo=UTC))


def changes_of(terms: Terms, *, ignore_width: bool = False) -> tuple[dict[int, EditionChanges], int]:
    """The changes by edition number, and the queries that they took."""
    standings = timeline(terms.editions.select_related("publication"), datetime(2024, 1, 1, tzinfo=UTC))
    with CaptureQueriesContext(connection) as captured:
        found = edition_changes(standings, ignore_width=ignore_width)
    return {standing.edition.number: found.get(standing.edition.pk) for standing in standings}, len(captured)


def test_all_editions_are_read_in_one_query_and_only_those_that_are_not_kept(db: None) -> None:
    terms = make_moon()
    fill(terms, 1, 2, 3)
    cache.clear()
    changes, queries = changes_of(terms)
    assert queries == 1
    assert changes[1] is None
    assert changes[2] == changes[3] == EditionChanges(("条など：変更2",), ("第1条　第1項を変更", "第2条　第1項を変更"))
    assert changes_of(terms) == (changes, 0)
    fill(terms, 4, 5, 6)
    more, queries = changes_of(terms)
    assert (set(more), queries) == ({1, 2, 3, 4, 5, 6}, 1)
    assert more[4] == more[6] == changes[3]


def test_a_withdrawn_edition_between_two_is_passed_over(db: None) -> None:
    terms = make_moon()
    announced, withdrawn = datetime(2022, 12, 1, tzinfo=UTC), datetime(2022, 12, 15, tzinfo=UTC)
    for number, words in ((1, "甲"), (2, "乙"), (3, "甲")):
        edition = make_edition(terms=terms, number=number, text=text(words), effective_date=date(2023, number, 1))
        announce(edition, announced, withdrawn_at=withdrawn if number == 2 else None)
    cache.clear()
    assert changes_of(terms)[0] == {1: None, 2: None, 3: EditionChanges()}


def test_texts_too_long_to_be_compared_have_no_changes(db: None, settings: object) -> None:
    terms = make_moon()
    fill(terms, 1, 2)
    cache.clear()
    settings.COMPARISON_CHARACTERS = 10
    assert changes_of(terms)[0] == {1: None, 2: None}
    assert changes_of(terms) == ({1: None, 2: None}, 0)


def test_width_counts_as_the_house_style_says(db: None) -> None:
    terms = make_moon()
    for number, article in ((1, "第1条"), (2, "第１条")):
        announce(make_edition(terms=terms, number=number, text=f"規約\n{article}（目的）\n本を借ります。\n"))
    assert changes_of(terms)[0][2] == EditionChanges(("条など：表記のみの変更1",), ("第1条　表記のみの変更",))
    assert changes_of(terms, ignore_width=True)[0][2] == EditionChanges()


def test_no_comparison_is_made_twice(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = make_moon()
    fill(terms, 1, 2, 3)
    cache.clear()
    made: list[int] = []
    summary_of = views.summary_of
    monkeypatch.setattr(views, "summary_of", lambda *pair, **choice: made.append(1) or summary_of(*pair, **choice))
    changes_of(terms)
    changes_of(terms)
    assert len(made) == 2
