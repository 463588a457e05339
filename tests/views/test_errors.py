import pytest
from django.test import Client, RequestFactory, override_settings
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error

MANIFEST = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


@pytest.mark.django_db
def test_an_unknown_address_answers_in_the_portals_style_and_is_not_kept(client: Client) -> None:
    response = client.get("/no-such-service/")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()
    assert '<link rel="stylesheet"' in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_body_of_404_does_not_repeat_the_address(client: Client) -> None:
    assert client.get("/secret-a/").content == client.get("/secret-b/c/editions/1/").content


def test_500_needs_no_database_and_no_manifest_of_static_files() -> None:
    with override_settings(STORAGES=MANIFEST, STATIC_ROOT="/nonexistent", DEBUG=False):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    page = response.content.decode()
    assert "エラーが発生しました" in page
    assert 'href="/static/css/base.css"' in page


@pytest.mark.parametrize(
    ("view", "words"),
    [(bad_request, "要求を処理できません"), (permission_denied, "この操作はできません")],
)
def test_refusals_have_the_portals_style(view: object, words: str) -> None:
    response = view(RequestFactory().get("/"), Exception("secret"))
    assert words in response.content.decode()
    assert "secret" not in response.content.decode()


def test_an_outdated_form_is_refused_in_the_portals_style() -> None:
    response = csrf_failure(RequestFactory().get("/"))
    assert "この操作はできません" in response.content.decode()
