"""Settings as a production host, a bare environment and a machine without PDF libraries would meet them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = (ROOT / "portal" / "settings.py").read_text()
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "DJANGO_SECRET_KEY": "a-key-of-the-length-that-django-asks-for-in-production-0123456789",
    "DJANGO_ALLOWED_HOSTS": "terms.example.com",
}
SHOW = "import json; from django.conf import settings as s; print(json.dumps({expression}, default=str))"


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


def show(expression: str, **environment: str) -> str:
    """Return the JSON of an expression over `s`, the settings, as a fresh process sees them."""
    result = run_python(SHOW.format(expression=expression), **PRODUCTION | environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_production_needs_a_secret_key_of_its_own():
    environment = PRODUCTION.copy()
    del environment["DJANGO_SECRET_KEY"]
    result = run_python(SHOW.format(expression="s.DEBUG"), **environment)
    assert "Set the DJANGO_SECRET_KEY environment variable" in result.stderr


def test_production_answers_no_host_that_was_not_named():
    assert show("s.ALLOWED_HOSTS", DJANGO_ALLOWED_HOSTS="") == "[]"


def test_defaults_are_those_of_production():
    expression = (
        "[s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS]"
    )
    assert show(expression) == "[false, true, true, true, 31536000]"


def test_plain_http_sends_no_hsts():
    assert show("[s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS]", DJANGO_HTTPS="false") == "[false, 0]"


def test_forwarded_protocol_is_trusted_only_where_a_proxy_is_declared():
    assert show("s.SECURE_PROXY_SSL_HEADER") == "null"
    assert show("s.SECURE_PROXY_SSL_HEADER", DJANGO_BEHIND_PROXY="true") == '["HTTP_X_FORWARDED_PROTO", "https"]'


def test_postgresql_comes_by_url_with_a_pool_of_the_size_that_was_set():
    expression = "[s.DATABASES['default'][k] for k in ('ENGINE', 'NAME', 'HOST', 'OPTIONS')]"
    shown = show(expression, DATABASE_URL="postgres://u:p@db.example.com/terms", DATABASE_POOL_SIZE="5")
    assert shown == (
        '["django.db.backends.postgresql", "terms", "db.example.com", {"pool": {"min_size": 1, "max_size": 5}}]'
    )


def test_postgresql_without_a_pool():
    shown = show(
        "s.DATABASES['default']['OPTIONS']", DATABASE_URL="postgres://db.example.com/terms", DATABASE_POOL_SIZE="0"
    )
    assert shown == "{}"


def test_sqlite_takes_its_lock_at_the_start_and_lets_triggers_see_a_replace():
    options = show("s.DATABASES['default']['OPTIONS']")
    assert '"transaction_mode": "IMMEDIATE"' in options
    assert "journal_mode=WAL" in options
    assert "recursive_triggers=ON" in options


def test_sealed_files_stay_out_of_what_has_an_address():
    assert show("[s.STORAGES['sealed']['OPTIONS'], str(s.SEALED_ROOT)]", SEALED_ROOT="/srv/sealed") == (
        '[{"location": "/srv/sealed", "base_url": null}, "/srv/sealed"]'
    )


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "'none'"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_every_page_carries_the_security_headers(client, path):
    response = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_check_deploy_finds_nothing_on_production_settings():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(command, cwd=ROOT, env=PRODUCTION, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_site_starts_without_weasyprint():
    result = run_python(
        """
import sys
sys.modules["weasyprint"] = None
import django; django.setup()
from django.core.management import call_command
from portal.wsgi import application
call_command("check")
assert not [name for name in sys.modules if name.startswith("weasyprint.")]
""",
        **PRODUCTION,
    )
    assert result.returncode == 0, result.stderr


def test_no_setting_is_read_past_the_environment_reader():
    assert re.findall(r"os\.(?:environ|getenv)", SETTINGS) == []
