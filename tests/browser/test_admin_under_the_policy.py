"""Django's admin does its work under the content security policy: no script or style of it is refused."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse


@pytest.fixture
def refused(page):
    """The messages in which the browser says what the policy refused, filled as pages load."""
    messages = []
    page.on("console", lambda message: "Content Security Policy" in message.text and messages.append(message.text))
    return messages


@pytest.fixture
def admin_page(page, live_server):
    """A page logged in as a superuser, through the login form."""
    get_user_model().objects.create_superuser("admin", password="a-password-for-this-test")
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("#id_username", "admin")
    page.fill("#id_password", "a-password-for-this-test")
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


@pytest.mark.parametrize("name", ["admin:index", "admin:auth_user_changelist", "admin:auth_user_add"])
def test_admin_page_runs_without_a_refusal(admin_page, live_server, refused, name):
    response = admin_page.goto(live_server.url + reverse(name))
    assert response.status == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert refused == []


def test_scripts_of_the_admin_work(admin_page, live_server, refused):
    """The group form's two lists are made by script: one permission goes over by double click and is saved."""
    group = Group.objects.create(name="試験係")
    admin_page.goto(live_server.url + reverse("admin:auth_group_change", args=[group.pk]))
    admin_page.dblclick("#id_permissions_from option >> nth=0")
    admin_page.click("[name=_save]")
    admin_page.wait_for_selector(".messagelist .success")
    assert group.permissions.count() == 1
    assert refused == []


def test_what_the_policy_refuses_would_be_seen(admin_page, refused):
    """The tests above would notice: an inline script put into the page is refused and reported."""
    admin_page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    assert refused != []
