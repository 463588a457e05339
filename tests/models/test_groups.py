"""The groups that a migration makes, with exact permissions."""

import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db


def permissions(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def acts(name):
    return {codename for codename in permissions(name) if not codename.startswith("view_")}


def test_each_group_may_do_its_own_part_and_no_more():
    drafted = ("edition", "clause", "attachment", "rowremark", "bundle")
    comment = {"add_comment", "change_comment"}
    assert acts("起案者") == comment | {
        *(f"{action}_{model}" for action in ("add", "change", "delete") for model in drafted),
        *("submit_edition", "restore_edition", "add_reviewlink", "change_reviewlink"),
    }
    assert acts("承認者") == comment | {"approve_edition"}
    assert acts("公表担当") == comment | {"announce_edition", "redate_edition", "withdraw_edition"}
    assert acts("閲覧者") == set()


def test_every_group_reads_drafts_and_history():
    reader = permissions("閲覧者")
    assert {"view_comparisonstyle", "view_historicalcomparisonstyle"} <= reader
    assert {"view_edition", "view_clause", "view_historicaledition", "view_historicalclause"} <= reader
    for name in ("起案者", "承認者", "公表担当"):
        assert reader <= permissions(name)
