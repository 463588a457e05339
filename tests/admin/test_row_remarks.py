"""Remarks and notes written on the comparison table itself."""

import re
from html import unescape

import pytest
from django.urls import reverse

from portal.admin import row_remarks
from portal.admin.row_remark_form import RowRemarkForm, address_text, read_address
from portal.comparison.house_style import TWO_COLUMN
from portal.comparison.rows.overrides import row_addresses
from portal.models import RowRemark
from portal.publishing.drafting.remarks import set_row_remark
from portal.publishing.edition_tables import edition_table
from portal.publishing.workflow.holding import hold
from portal.text.parser import parse
from tests.factories import TEXT, announce, stating

NEW_TEXT = TEXT.replace("使い方を定めます", "用い方を定めます").replace("申込みをした人", "申込みをし、当社が認めた人")
FIRST, USER = "用い方を定めます", "当社が認めた人"


@pytest.fixture
def changed(draft):
    """The draft with a changed 第1条 and a changed 号 of 第2条."""
    rewrite(draft, NEW_TEXT)
    return draft


def rewrite(edition, text):
    new = parse(stating(text, edition.effective_date)).document
    keys = [clause.key for clause in edition.document()]
    clauses = tuple(clause._replace(key=key) for clause, key in zip(new, keys, strict=True))
    edition.replace_document(type(new)(clauses, new.tail))


def url(edition):
    return reverse("admin:portal_edition_remarks", args=[edition.pk])


def row_of(edition, words):
    """The address of the row whose new cell has these words."""
    table = edition_table(edition.base, edition, style=edition.terms.style)
    pairs = zip(table.rows, row_addresses(table), strict=True)
    return next(address_text(address) for row, address in pairs if words in row.new.text and address)


def remark_of(edition, words):
    """What the table says of that row."""
    table = edition_table(edition.base, edition, style=edition.terms.style)
    return next(row.remark for row in table.rows if words in row.new.text)


def send(client, edition, row, **values):
    assert 'class="row-remark-form"' in client.get(url(edition), {"row": row}).content.decode()
    asked = {"row": row, "before": shown_before(edition, row), "choice": "ours", "remark": "", "note": ""}
    return client.post(url(edition), asked | values)


def parsed(page):
    """What the form of a row in a page would send."""
    form = page[page.index('<form method="post" action="#remark-') :]
    fields = dict(re.findall(r'<input type="(?:hidden|text)" name="(\w+)" value="([^"]*)"', form))
    chosen = re.search(r'name="choice" value="(\w+)"[^>]* checked', form)
    return {name: unescape(value) for name, value in fields.items()} | {"choice": chosen[1], "note": ""}


def shown_before(edition, row):
    return RowRemarkForm(edition=edition, address=read_address(row)).initial["before"]


def test_a_remark_and_a_note_are_written_on_the_row_and_printed(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    response = send(client, changed, row, remark="字句の整理", note="意味は変わりません。\r\n念のため。")
    assert response.status_code == 302
    assert remark_of(changed, FIRST) == "字句の整理\n意味は変わりません。\n念のため。"
    assert RowRemark.history.get().history_user.username == "起案者"
    page = client.get(url(changed)).content.decode()
    assert "字句の整理" in page
    assert "手入れ済" in page


def test_a_row_can_be_left_without_a_remark_and_given_its_own_again(login, changed):
    client, row = login("起案者"), row_of(changed, USER)
    assert send(client, changed, row, choice="none").status_code == 302
    assert remark_of(changed, USER) == ""
    assert send(client, changed, row, choice="as_is").status_code == 302
    assert remark_of(changed, USER) == "(変更)"
    assert not RowRemark.objects.exists()


def test_saving_the_same_again_writes_no_history(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    for _ in range(2):
        assert send(client, changed, row, remark="字句の整理").status_code == 302
    assert RowRemark.history.count() == 1


def test_a_remark_follows_its_item_when_another_is_put_before_it(login, changed):
    client, row = login("起案者"), row_of(changed, USER)
    assert send(client, changed, row, remark="定義の明確化").status_code == 302
    clause = changed.clauses.get(label="第2条")
    values = {"kind": clause.kind, "label": clause.label, "caption": clause.caption}
    text = clause.text.replace("(1) 利用者", "(1) 約款　この規約\n(2) 利用者").replace("(2) 当社", "(3) 当社")
    change = reverse("admin:portal_clause_change", args=[clause.pk])
    assert client.post(change, values | {"text": text, "history_change_reason": ""}).status_code == 302
    assert remark_of(changed, USER) == "定義の明確化"


def test_words_are_asked_for_where_ours_are_chosen_and_what_was_typed_stays(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    response = send(client, changed, row, remark="", note="残る注記")
    assert response.status_code == 200
    page = response.content.decode()
    assert "備考の言葉を書いてください" in page
    assert "残る注記" in page
    assert not RowRemark.objects.exists()


def test_what_somebody_wrote_meanwhile_is_not_overwritten_unawares(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    before = shown_before(changed, row)
    assert send(client, changed, row, remark="先の言葉").status_code == 302
    late = {"row": row, "before": before, "choice": "ours", "remark": "後の言葉", "note": ""}
    refused = client.post(url(changed), late)
    page = refused.content.decode()
    assert "先の言葉" in page
    assert "後の言葉" in page
    assert RowRemark.objects.get().remark == "先の言葉"
    shown = parsed(page)
    assert shown["remark"] == "後の言葉"
    assert client.post(url(changed), shown).status_code == 302
    assert RowRemark.objects.get().remark == "後の言葉"


def test_what_somebody_writes_at_the_same_moment_is_not_overwritten_unawares(login, changed, monkeypatch):
    """Who waited for the other's saving sees what it wrote."""
    row = row_of(changed, USER)

    def hold_after_another(edition):
        set_row_remark(edition, read_address(row), remark="同時の言葉", note="", by=None)
        return hold(edition)

    monkeypatch.setattr(row_remarks, "hold", hold_after_another)
    page = send(login("起案者"), changed, row, remark="後の言葉").content.decode()
    assert "同時の言葉" in page
    assert "もう一度保存すると" in page
    assert changed.row_remarks.get().remark == "同時の言葉"


def test_a_remark_whose_change_is_gone_is_told_and_can_be_taken_away(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    assert send(client, changed, row, remark="字句の整理").status_code == 302
    rewrite(changed, TEXT)
    page = client.get(url(changed)).content.decode()
    assert "違いはまだありません" in page
    assert "行が見つからない備考" in page
    assert "字句の整理" in page
    assert send(client, changed, row, choice="as_is").status_code == 302
    assert "行が見つからない備考" not in client.get(url(changed)).content.decode()


@pytest.mark.parametrize("row", ["", "new", "new:ffff::clause", "old:x:1/:nothing", "new:k:１/:item:more"])
def test_a_row_that_is_not_there_is_refused_in_words(login, changed, row):
    client = login("起案者")
    assert client.get(url(changed), {"row": row}).status_code == 200
    response = client.post(url(changed), {"row": row, "before": "", "choice": "ours", "remark": "x", "note": ""})
    assert response.status_code == 200
    assert "もう表にありません" in response.content.decode() or not row
    assert 'value="x"' in response.content.decode()
    assert not RowRemark.objects.exists()


def test_a_row_named_with_what_no_database_takes_is_none(login, changed):
    """PostgreSQL raises where U+0000 is looked for."""
    assert read_address("new:k\0::clause") is None
    assert login("起案者").get(url(changed), {"row": "new:k\0::clause"}).status_code == 200


def test_only_those_who_draft_write_and_others_read(login, changed):
    row = row_of(changed, FIRST)
    for group in ("承認者", "公表担当", "閲覧者"):
        client = login(group)
        page = client.get(url(changed), {"row": row}).content.decode()
        assert "row-remark-form" not in page
        assert "備考を書く" not in page
        assert client.post(url(changed), {"row": row, "choice": "none"}).status_code == 403
    assert not RowRemark.objects.exists()


def test_the_remarks_of_an_announced_edition_stay_and_what_was_typed_is_shown(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    announce(changed)
    response = client.post(url(changed), {"row": row, "choice": "ours", "remark": "遅れた言葉", "note": ""})
    assert response.status_code == 403
    assert "遅れた言葉" in response.content.decode()
    assert "備考を書く" not in client.get(url(changed)).content.decode()


def test_a_style_without_remarks_says_that_none_is_printed(login, changed):
    changed.terms.house_style = TWO_COLUMN.name
    changed.terms.save()
    page = login("起案者").get(url(changed)).content.decode()
    assert "備考の欄がありません" in page
    assert "備考を書く" not in page


def test_markup_in_a_remark_is_shown_as_text(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    script = "<script>alert(1)</script>"
    assert send(client, changed, row, remark=script, note=script).status_code == 302
    for address in (url(changed), f"{url(changed)}?row={row}"):
        assert script not in client.get(address).content.decode()
    assert client.get(url(changed), {"row": script}).status_code == 200


def test_an_edition_without_a_base_has_no_table(login, announced):
    assert "対照表はありません" in login("起案者").get(url(announced)).content.decode()


@pytest.mark.parametrize("choice", ["as_is", "none"])
def test_words_that_nothing_would_come_of_are_asked_about_and_kept(login, changed, choice):
    client, row = login("起案者"), row_of(changed, FIRST)
    response = send(client, changed, row, choice=choice, remark="字句の整理")
    assert response.status_code == 200
    page = response.content.decode()
    assert "「次の言葉にする」を選び" in page
    assert 'value="字句の整理"' in page
    assert not RowRemark.objects.exists()


def test_words_that_stood_there_may_stay_in_their_field_when_they_are_taken_back(login, changed):
    client, row = login("起案者"), row_of(changed, FIRST)
    assert send(client, changed, row, remark="字句の整理").status_code == 302
    assert send(client, changed, row, choice="as_is", remark="字句の整理").status_code == 302
    assert not RowRemark.objects.exists()
