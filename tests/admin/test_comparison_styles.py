"""House styles in the admin: made from another one, corrected at the field, seen before saving, kept while used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from portal.admin.style_preview import preview_html
from portal.admin.style_values_form import STYLE_FIELDS, StyleValuesForm, initial_values
from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN, Cut, Paper
from portal.comparison.styles.files import KEYS
from portal.models import ComparisonStyle, Terms
from portal.models.style_labels import CELLS, COLUMNS, LABELS, LOOKS, REMARKS, ROWS, style_words
from tests.admin.pages import address, form_values, send
from tests.factories import make_comparison_style, make_service, make_terms

ADD = "/admin/portal/comparisonstyle/add/"
PREVIEW = "/admin/portal/comparisonstyle/preview/"
EVIL = "<script>alert(1)</script>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(login) -> Client:
    return login("superuser")


@pytest.fixture
def aozora() -> ComparisonStyle:
    return make_comparison_style(replace(GOVERNMENT, headings=("改定案", "現行")), name="aozora", title="青空の官庁式")


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def errors_of(response) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {name: list(errors) for name, errors in response.context["adminform"].form.errors.items()}


# --- a field for every value ---


def test_every_value_of_a_style_has_a_field_and_a_label() -> None:
    values = set(KEYS) - {"name"}
    assert set(STYLE_FIELDS) - {"heading_new", "heading_old"} == values - {"headings"}
    assert {*COLUMNS, *ROWS, *CELLS, *REMARKS, *LOOKS} == values
    assert set(LABELS) == set(KEYS)


@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
def test_a_style_comes_back_from_its_form(style) -> None:
    form = StyleValuesForm({"base": style.name} | initial_values(style))
    assert form.is_valid(), form.errors
    assert form.style == style


# --- made from another one ---


def test_the_way_to_a_new_style_begins_with_the_choice_of_its_base(client: Client, aozora: ComparisonStyle) -> None:
    make_terms(house_style="aozora", name="会員規約", service=make_service(name="青空"))
    page = shown(client, ADD)
    for name in (*BUILT_IN, "aozora"):
        assert f'href="?base={name}"' in page
    assert "選んでいる約款・規約: 「会員規約」（青空）" in page
    assert 'name="_save"' not in page
    assert 'href="?base=aozora"' in shown(client, f"{ADD}?base=four-column")


@pytest.mark.parametrize("base", [*BUILT_IN, "aozora"])
def test_a_new_style_begins_with_the_values_of_its_base(client: Client, aozora: ComparisonStyle, base: str) -> None:
    style = BUILT_IN.get(base) or aozora.style
    response = send(client, f"{ADD}?base={base}", name="umi", title="海の様式", history_change_reason="試し")
    assert response.status_code == 302
    made = ComparisonStyle.objects.get(name="umi")
    made.full_clean()
    assert made.style == replace(style, name="umi")
    assert made.history.get().history_change_reason == "試し"
    assert f'"base": "{base if base in BUILT_IN else "government"}"' in made.definition


def test_the_form_says_what_the_base_has_where_the_style_differs(client: Client, aozora: ComparisonStyle) -> None:
    page = shown(client, address("change", aozora))
    assert 'もとの様式（官庁式（改正後・改正前、傍線））では: <span lang="ja">改正後</span>' in page
    assert page.count("もとの様式（") == 2
    assert f"{ADD}?base=aozora" in page


# --- changed ---


def test_values_are_changed_field_by_field(client: Client, aozora: ComparisonStyle) -> None:
    changes = {"columns": "old,new", "cut": "paragraph", "paper": "portrait", "remarks": "on", "changed": "改正"}
    assert send(client, address("change", aozora), **changes).status_code == 302
    aozora.refresh_from_db()
    assert aozora.style == replace(
        GOVERNMENT,
        name="aozora",
        columns=("old", "new"),
        headings=("現行", "改定案"),
        cut=Cut.PARAGRAPH,
        paper=Paper.PORTRAIT,
        remarks=True,
        changed="改正",
    )


def test_saving_an_untouched_form_changes_nothing(client: Client, aozora: ComparisonStyle) -> None:
    before = (aozora.definition, aozora.history.count())
    values = form_values(client, address("change", aozora))
    values = {name: value for name, value in values.items() if value != "False"}
    assert client.post(address("change", aozora), values).status_code == 302
    aozora.refresh_from_db()
    assert (aozora.definition, aozora.history.count()) == before


def test_blanks_at_the_edges_of_words_are_kept(client: Client, aozora: ComparisonStyle) -> None:
    assert send(client, address("change", aozora), closing="　以上　").status_code == 302
    aozora.refresh_from_db()
    assert aozora.style.closing == "　以上　"


def test_history_tells_changes_in_words(client: Client, aozora: ComparisonStyle) -> None:
    send(client, address("change", aozora), unchanged_articles="run", history_change_reason="略を示す")
    page = shown(client, address("history", aozora))
    assert "変わらない条: " in page
    assert "続く条をまとめて" in page
    assert "unchanged_articles" not in page
    assert "略を示す" in page


# --- refused ---


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"changed": "変" * 61}, "changed", "「言葉が変わった行の備考」は60字までにしてください（今は61字）。"),
        ({"closing": "以\u202e上"}, "closing", "「表の下の言葉」に、改行や目に見えない文字（U+202E）は使えません"),
        ({"closing": "以\r\n上"}, "closing", "（U+000D）"),
        ({"heading_new": "現行"}, "heading_old", "「列の見出し」が二つとも「現行」です"),
        ({"heading_new": "　"}, "heading_new", "「列の見出し」が空白だけです"),
        ({"heading_new": ""}, "heading_new", "必須"),
        ({"heading_new": "見" * 61}, "heading_new", "「列の見出し」は60字まで"),
        ({"moved": "{heading}"}, "moved", "{place} に変わりました"),
        (
            {"changed": "{place}"},
            "changed",
            "{place} を使えるのは 移ってきた行の備考、移った条・項・号のもとの場所の、新の欄",
        ),
        ({"elided": ""}, "elided", "略さないようにしてください（「変わった条の中の、変わらない項・号」）"),
        ({"cut": "article"}, "cut", "正しく選択してください"),
        ({"name": "Sora"}, "name", "半角の小文字"),
        ({"name": "government"}, "name", "組込みの様式の名前"),
        ({"title": ""}, "title", "必須"),
    ],
)
def test_a_refusal_stands_at_its_field_and_all_that_was_typed_stays(
    client: Client, aozora: ComparisonStyle, typed: dict[str, str], field: str, says: str
) -> None:
    response = send(client, address("change", aozora), **{"renumbered": "繰下げ", "note": "覚え"} | typed)
    errors = errors_of(response)
    assert list(errors) == [field]
    assert says in errors[field][0]
    form = response.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
    assert (form["renumbered"].value(), form["note"].value()) == ("繰下げ", "覚え")
    stored = ComparisonStyle.objects.get()
    assert (stored.definition, stored.name, stored.note) == (aozora.definition, "aozora", "")


def test_all_refusals_are_told_at_once(client: Client, aozora: ComparisonStyle) -> None:
    values = form_values(client, address("change", aozora)) | {"name": "x y", "heading_old": "改定案", "moved": "{x}"}
    del values["underline"]
    errors = errors_of(client.post(address("change", aozora), values))
    assert set(errors) == {"name", "heading_old", "moved", "double_labels", "legend"}


def test_a_second_style_of_one_name_is_refused(client: Client, aozora: ComparisonStyle) -> None:
    response = send(client, f"{ADD}?base=two-column", name="aozora", title="二つ目")
    assert errors_of(response) == {"name": ["この名前の様式はすでにあります。別の名前にしてください。"]}
    assert ComparisonStyle.objects.count() == 1


def test_another_name_is_refused_while_terms_have_chosen_the_style(client: Client, aozora: ComparisonStyle) -> None:
    make_terms(house_style="aozora", name="会員規約", service=make_service(name="青空"))
    errors = errors_of(send(client, address("change", aozora), name="sora"))
    assert errors["name"] == ["「会員規約」（青空）がこの様式を選んでいるため、名前は「aozora」のままにしてください。"]
    assert send(client, address("change", aozora), title="青空").status_code == 302


def test_a_style_that_somebody_saved_meanwhile_is_not_overwritten(client: Client, aozora: ComparisonStyle) -> None:
    values = form_values(client, address("change", aozora))
    aozora.title = "先に変えた"
    aozora.save()
    response = client.post(address("change", aozora), values | {"title": "後から変えた"})
    assert "保存しました。まだ保存していません" in response.content.decode()
    assert ComparisonStyle.objects.get().title == "先に変えた"


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(aozora: ComparisonStyle) -> None:
    response = Client().post(address("change", aozora), {"title": "題", "legend": "凡例の<b>言葉</b>"})
    assert response.status_code == 403
    assert "凡例の&lt;b&gt;言葉&lt;/b&gt;" in response.content.decode()


# --- seen ---


def test_the_example_holds_every_kind_of_change() -> None:
    html = preview_html(THREE_COLUMN)
    kinds = ("title", "elided", "changed", "renumbered", "added-unit", "deleted-unit", "added-article", "moved")
    assert [kind for kind in kinds if f"row-{kind}" not in html] == []


def test_below_the_form_stands_the_example_as_saved(client: Client, aozora: ComparisonStyle) -> None:
    assert ">改定案</th>" in shown(client, address("change", aozora))
    refused = send(client, address("change", aozora), heading_new="改めた案", moved="{x}").content.decode()
    assert ">改定案</th>" in refused
    renamed = send(client, address("change", aozora), heading_new="改めた案", title="").content.decode()
    assert ">改定案</th>" in renamed
    assert ">改めた案</th>" not in renamed


def test_a_new_style_shows_the_example_in_its_base(client: Client) -> None:
    assert ">改正前</th>" in shown(client, f"{ADD}?base=government")


def test_a_base_that_went_while_the_form_was_open_is_not_taken_for_a_stored_style(
    client: Client, aozora: ComparisonStyle
) -> None:
    values = form_values(client, f"{ADD}?base=aozora") | {"name": "x y", "title": "海の様式"}
    aozora.delete()
    page = client.post(f"{ADD}?base=aozora", values).content.decode()
    assert "保存されている様式の内容が使えません" not in page
    assert 'value="海の様式"' in page


def test_the_preview_shows_what_is_typed_and_saves_nothing(client: Client, aozora: ComparisonStyle) -> None:
    values = form_values(client, address("change", aozora)) | {"heading_new": "改めた案", "name": ""}
    page = client.post(PREVIEW, values).content.decode()
    assert ">改めた案</th>" in page
    assert "まだ保存していません" in page
    assert ComparisonStyle.objects.get().definition == aozora.definition


def test_the_preview_of_values_that_cannot_be_used_says_why(client: Client) -> None:
    values = initial_values(THREE_COLUMN) | {"base": "three-column", "changed": EVIL * 3, "heading_new": ""}
    page = client.post(PREVIEW, values).content.decode()
    assert "<strong>言葉が変わった行の備考</strong>" not in page, "a missing heading hides what the rules would say"
    assert "<strong>新の列の見出し</strong>" in page
    page = client.post(PREVIEW, values | {"heading_new": "新"}).content.decode()
    assert "<strong>言葉が変わった行の備考</strong>" in page
    assert 'class="comparison' not in page


def test_the_preview_is_for_those_who_may_save(login, client: Client) -> None:
    assert client.get(PREVIEW).status_code == 405
    for group in ("起案者", "閲覧者"):
        assert login(group).post(PREVIEW, initial_values(THREE_COLUMN)).status_code == 403
    assert Client().post(PREVIEW, {}).status_code == 302


def test_readers_see_the_values_in_words_and_the_example(login, aozora: ComparisonStyle) -> None:
    page = shown(login("閲覧者"), address("change", aozora))
    for label, value in style_words(aozora.style):
        assert label in page
        assert value in page
    assert ">改定案</th>" in page
    assert "formaction" not in page
    assert "?base=" not in page


def test_every_word_is_escaped(client: Client) -> None:
    words = dict.fromkeys((*CELLS, "changed", "moved", "legend", "closing", "elided"), EVIL)
    style = make_comparison_style(replace(THREE_COLUMN, headings=(EVIL, EVIL + "1"), **words), title=EVIL, note=EVIL)
    make_terms(house_style=style.name, name=EVIL, service=make_service(name=EVIL))
    send(client, address("change", style), changed=EVIL + "2")
    urls = [address(page, style) for page in ("change", "delete", "history")]
    urls += [address("changelist", ComparisonStyle), ADD, f"{ADD}?base={style.name}", f'{ADD}?base="{EVIL}']
    urls += [address("changelist", Terms), address("change", Terms.objects.get())]
    for url in urls:
        page = shown(client, url)
        assert "<script>alert" not in page, url
        assert "&lt;script&gt;alert" in page, url
    page = client.post(PREVIEW, form_values(client, address("change", style))).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# --- kept while used ---


def test_the_list_shows_which_terms_have_chosen_a_style(client: Client, django_assert_max_num_queries) -> None:
    for number in range(4):
        style = make_comparison_style(name=f"style-no-{number}", title=f"様式{number}")
        make_terms(house_style=style.name, name=f"規約{number}", service=make_service(name="青空"))
    shown(client, address("changelist", ComparisonStyle))
    with django_assert_max_num_queries(6):
        page = shown(client, address("changelist", ComparisonStyle))
    for number in range(4):
        assert f"「規約{number}」（青空）" in page


def test_the_delete_page_of_a_used_style_says_why_not(client: Client, aozora: ComparisonStyle) -> None:
    make_terms(house_style="aozora", name="会員規約", service=make_service(name="青空"))
    page = shown(client, address("delete", aozora))
    assert "次の約款・規約が選んでいるため削除できません" in page
    assert "「会員規約」（青空）" in page
    assert 'type="submit" value="はい' not in page
    assert client.post(address("delete", aozora), {"post": "yes"}).status_code == 200
    assert ComparisonStyle.objects.exists()
    Terms.objects.update(house_style="three-column")
    assert client.post(address("delete", aozora), {"post": "yes"}).status_code == 302
    assert not ComparisonStyle.objects.exists()
    assert ComparisonStyle.history.filter(history_type="-").exists()


# --- chosen ---


def test_terms_choose_among_built_in_styles_and_our_own(client: Client, aozora: ComparisonStyle) -> None:
    terms = make_terms()
    page = shown(client, address("change", terms))
    assert '<optgroup label="組込みの様式">' in page
    assert '<option value="aozora">青空の官庁式</option>' in page
    assert send(client, address("change", terms), house_style="aozora").status_code == 302
    terms.refresh_from_db()
    assert terms.style == aozora.style
    assert "青空の官庁式" in shown(client, address("changelist", Terms))
    assert "三欄（新・旧・備考）" in shown(client, address("history", terms))
    assert "青空の官庁式" in shown(client, address("history", terms))


def test_a_style_that_was_deleted_while_the_form_was_open_is_refused(client: Client, aozora: ComparisonStyle) -> None:
    terms = make_terms()
    values = form_values(client, address("change", terms)) | {"house_style": "aozora", "name": "新しい名"}
    aozora.delete()
    response = client.post(address("change", terms), values)
    assert list(errors_of(response)) == ["house_style"]
    assert 'value="新しい名"' in response.content.decode()
    terms.refresh_from_db()
    assert terms.house_style == "three-column"


def test_a_lost_style_is_named_and_not_quietly_replaced(client: Client) -> None:
    terms = make_terms(house_style="aozora")
    assert '<option value="aozora" selected>aozora（今はありません）</option>' in shown(
        client, address("change", terms)
    )
    errors = errors_of(send(client, address("change", terms), name="新しい名"))
    assert errors == {
        "house_style": ["様式「aozora」はありません。削除されたか、名前が変わりました。選び直してください。"]
    }
    assert "aozora" in shown(client, address("changelist", Terms))


def test_a_style_that_cannot_be_read_says_so_and_is_mended_by_saving(client: Client, aozora: ComparisonStyle) -> None:
    ComparisonStyle.objects.update(definition='{"cut": "<script>"}')
    page = shown(client, address("change", aozora))
    assert "保存されている様式の内容が使えません" in page
    assert "「行の切り方」は unit, paragraph のどれかにしてください（今の値: &quot;&lt;script&gt;&quot;）" in page
    for url in (address("history", aozora), address("changelist", ComparisonStyle), address("delete", aozora), ADD):
        shown(client, url)
    assert send(client, address("change", aozora)).status_code == 302
    aozora.refresh_from_db()
    assert aozora.style == replace(THREE_COLUMN, name="aozora")


def test_the_front_page_leads_to_the_styles(client: Client) -> None:
    assert reverse("admin:portal_comparisonstyle_changelist") in shown(client, reverse("admin:index"))
