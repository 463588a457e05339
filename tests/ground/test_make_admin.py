"""`manage.py make_admin`: a first superuser whose password is shown once."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def make_admin() -> str:
    """Run the command; return what it wrote to stdout and stderr."""
    output = StringIO()
    call_command("make_admin", stdout=output, stderr=output)
    return output.getvalue()


def test_the_password_that_is_shown_is_the_one_that_opens_the_admin():
    password = re.search(r"パスワード: (\S+)", make_admin()).group(1)
    assert authenticate(username="admin", password=password).is_superuser


def test_each_portal_gets_a_password_of_its_own():
    first = make_admin()
    get_user_model().objects.all().delete()
    assert make_admin() != first


def test_a_second_run_changes_and_says_nothing():
    make_admin()
    assert make_admin() == ""


def test_nothing_is_made_where_a_superuser_of_another_name_exists():
    get_user_model().objects.create_superuser("kanri")
    assert make_admin() == ""
    assert not get_user_model().objects.filter(username="admin").exists()


def test_a_plain_user_of_that_name_is_not_raised_to_superuser():
    get_user_model().objects.create_user("admin")
    assert "createsuperuser" in make_admin()
    assert not get_user_model().objects.get(username="admin").is_superuser
