"""House styles of our own: what may be stored, how terms choose one, and what becomes of one that is lost."""

import logging
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN
from portal.comparison.styles.files import StyleError, style_to_json
from portal.models import ComparisonStyle, Terms
from portal.models.comparison_style import find_style, style_titles
from portal.publishing.announce import findings_of
from tests.factories import make_comparison_style, make_edition, make_service, make_terms

pytestmark = pytest.mark.django_db


def complaints(row: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


# --- what may be stored ---


def test_a_style_is_its_values_under_the_name_of_its_row() -> None:
    style = make_comparison_style(replace(GOVERNMENT, headings=("改定案", "現行")), name="aozora")
    style.full_clean()
    assert style.style == replace(GOVERNMENT, name="aozora", headings=("改定案", "現行"))


def test_a_style_keeps_its_values_though_a_release_changes_the_built_in_ones(monkeypatch) -> None:
    row = make_comparison_style(replace(GOVERNMENT, headings=("改定案", "現行")))
    before = row.style
    monkeypatch.setitem(BUILT_IN, "government", replace(GOVERNMENT, legend="改めました。", context=False))
    assert row.style == before


def test_the_name_of_a_style_is_its_own() -> None:
    make_comparison_style(name="aozora")
    twin = ComparisonStyle(name="aozora", title="二つ目", definition=style_to_json(THREE_COLUMN))
    assert complaints(twin) == {"name": ["この名前の様式はすでにあります。別の名前にしてください。"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("name", ["two-column", "government"])
def test_the_name_of_a_built_in_style_is_refused(name: str) -> None:
    style = ComparisonStyle(name=name, title="うち", definition=style_to_json(THREE_COLUMN))
    assert complaints(style) == {"name": [f"「{name}」は組込みの様式の名前です。別の名前にしてください。"]}


@pytest.mark.parametrize("name", ["青空", "Aozora", "a b", "a" * 41, "", "-a"])
def test_a_name_of_another_form_is_refused(name: str) -> None:
    style = ComparisonStyle(name=name, title="うち", definition=style_to_json(THREE_COLUMN))
    assert list(complaints(style)) == ["name"]


def test_everything_that_is_wrong_with_the_values_is_told() -> None:
    style = ComparisonStyle(name="aozora", title="青空", definition='{"cut": "x", "colour": 1}')
    assert [words.split("」")[0] for words in complaints(style)["definition"]] == ["「cut", "様式の項目「colour"]
    with translation.override("en"):
        assert "must be one of unit, paragraph" in complaints(style)["definition"][0]


# --- chosen by terms ---


def test_terms_choose_a_built_in_style_or_one_of_our_own() -> None:
    make_comparison_style(replace(THREE_COLUMN, changed="改"), name="aozora")
    for name in ("government", "aozora"):
        terms = make_terms(house_style=name)
        terms.full_clean()
        assert terms.style.name == name
    assert terms.style.changed == "改"


def test_terms_cannot_choose_a_style_that_there_is_not() -> None:
    terms = Terms(service=make_service(), name="月見", slug="moon", house_style="four-column")
    assert complaints(terms)["house_style"] == [
        "様式「four-column」はありません。削除されたか、名前が変わりました。選び直してください。"
    ]


def test_built_in_styles_ask_no_database(django_assert_num_queries) -> None:
    terms, own = make_terms(house_style="word-level"), make_terms(house_style=make_comparison_style().name)
    with django_assert_num_queries(0):
        assert terms.style.name == "word-level"
    with django_assert_num_queries(1):
        assert own.style.name == own.house_style


def test_all_styles_are_called_by_their_titles() -> None:
    make_comparison_style(name="aozora", title="青空の三欄")
    titles = style_titles()
    assert titles["aozora"] == "青空の三欄"
    assert titles["government"].startswith("官庁式")


# --- renamed, deleted ---


def test_a_style_that_terms_have_chosen_keeps_its_name() -> None:
    style = make_comparison_style(name="aozora")
    make_terms(house_style="aozora", name="会員規約", service=make_service(name="青空"))
    style.name = "sora"
    assert complaints(style) == {
        "name": ["「会員規約」（青空）がこの様式を選んでいるため、名前は「aozora」のままにしてください。"]
    }
    Terms.objects.update(house_style="two-column")
    style.full_clean()


@pytest.mark.parametrize(
    "delete", [lambda style: style.delete(), lambda style: ComparisonStyle.objects.all().delete()], ids=["row", "rows"]
)
def test_a_style_that_terms_have_chosen_is_not_deleted(delete) -> None:
    style = make_comparison_style(name="aozora", title="青空の三欄")
    terms = make_terms(house_style="aozora", name="会員規約", service=make_service(name="青空"))
    with pytest.raises(ProtectedError, match="様式「青空の三欄」は「会員規約」（青空）が選んでいるため") as refused:
        delete(style)
    assert refused.value.protected_objects == {terms}
    assert ComparisonStyle.objects.exists()
    Terms.objects.update(house_style="two-column")
    delete(style)
    assert not ComparisonStyle.objects.exists()


def test_a_style_renamed_but_not_saved_is_still_in_use() -> None:
    style = make_comparison_style(name="aozora")
    make_terms(house_style="aozora")
    style.name = "sora"
    with pytest.raises(ProtectedError):
        style.delete()


# --- lost: by SQL, past all of the above ---

TAMPERED = ["", "{", "[]", '{"cut": "x"}', '{"changed": "\\u202e"}', '{"headings": ["<script>"]}']


@pytest.mark.parametrize("definition", TAMPERED)
def test_readers_get_the_usual_style_where_the_stored_one_cannot_be_used(definition: str, caplog) -> None:
    terms = make_terms(house_style=make_comparison_style(name="aozora").name)
    ComparisonStyle.objects.update(definition=definition)
    with caplog.at_level(logging.ERROR):
        assert terms.style == THREE_COLUMN
    assert "house style aozora cannot be used" in caplog.text
    with pytest.raises(StyleError):
        find_style("aozora")


def test_readers_get_the_usual_style_where_the_chosen_one_is_gone() -> None:
    terms = make_terms(house_style="aozora")
    assert terms.style == THREE_COLUMN
    assert list(complaints(terms)) == ["house_style"]


@pytest.mark.parametrize("definition", ["{", None])
def test_nothing_is_announced_in_a_style_that_nobody_chose(definition: str | None) -> None:
    terms = make_terms(house_style="aozora")
    edition = make_edition(terms=terms)
    if definition is not None:
        make_comparison_style(name="aozora")
        ComparisonStyle.objects.update(definition=definition)
    (finding,) = [one for one in findings_of(edition) if one.code == "style_unusable"]
    assert finding.blocks
    assert finding.message.startswith("新旧対照表の様式「aozora」が使えません（")
    Terms.objects.update(house_style="government")
    assert [one for one in findings_of(edition) if one.code == "style_unusable"] == []


# --- history ---


def test_what_was_saved_stands_in_the_history() -> None:
    style = make_comparison_style(title="青空")
    style.title = "青空の三欄"
    style.save()
    assert [record.title for record in style.history.all()] == ["青空の三欄", "青空"]
