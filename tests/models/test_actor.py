"""What people are called in records and mail."""

import pytest
from django.contrib.auth import get_user_model

from portal.models.actor import account_name


@pytest.mark.parametrize(
    ("family", "given", "shown"),
    [
        ("月見", "花子", "月見 花子"),
        ("つきみ", "ハナコ", "つきみ ハナコ"),
        ("月見", "", "月見"),
        ("", "花子", "花子"),
        ("Tsukimi", "Hanako", "Hanako Tsukimi"),
        ("", "", "hanako"),
    ],
)
def test_names_stand_in_the_order_of_their_language(family, given, shown):
    assert account_name(get_user_model()(username="hanako", last_name=family, first_name=given)) == shown
