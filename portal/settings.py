"""Settings, all from the environment; docs/operations.md says what each variable means.

The defaults are those of production: no debugging, HTTPS, no secret key and no host unless given.
`bin/serve` and `manage.py` give what a checkout on a developer's machine needs.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG = env.bool("DJANGO_DEBUG", default=False)
SECRET_KEY = env.str("DJANGO_SECRET_KEY")
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "portal",
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.AcceptLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Databases: SQLite beside the checkout unless DATABASE_URL says PostgreSQL.


def _database(url: dict[str, Any], *, pool_size: int) -> dict[str, Any]:
    """Return the DATABASES entry for a parsed DATABASE_URL with the options its engine needs."""
    if url["ENGINE"].endswith("sqlite3"):
        options: dict[str, Any] = {
            # A read that turns into a write cannot wait for its lock: take the lock at the start.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Without recursive_triggers a REPLACE deletes rows past the triggers that freeze them.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA recursive_triggers=ON",
        }
    else:
        options = {"pool": {"min_size": 1, "max_size": pool_size}} if pool_size else {}
    return url | {"OPTIONS": url.get("OPTIONS", {}) | options}


DATABASES = {
    "default": _database(
        env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL_SIZE", default=8),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: what is uploaded, what is sealed with an edition (kept for ever, by content hash), and static files.

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(DATA_DIR / "media"))
SEALED_ROOT = env.path("SEALED_ROOT", default=str(Path(MEDIA_ROOT) / "sealed"))
STATIC_ROOT = env.path("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_storage.StaticStorage"},
    "sealed": {
        "BACKEND": "portal.publishing.sealed_storage.SealedStorage",
        "OPTIONS": {"location": str(SEALED_ROOT), "base_url": None},
    },
}

# What anyone may have compared by asking for a page or a file: characters of both editions together.

COMPARISON_CHARACTERS = env.int("COMPARISON_CHARACTERS", default=1_000_000)

# Files that staff import: bytes of a file, bytes of what a Word file unpacks to, pages of a PDF, seconds of reading.

IMPORT_FILE_BYTES = env.int("IMPORT_FILE_BYTES", default=20 * 2**20)
IMPORT_UNPACKED_BYTES = env.int("IMPORT_UNPACKED_BYTES", default=200 * 2**20)
IMPORT_PDF_PAGES = env.int("IMPORT_PDF_PAGES", default=500)
IMPORT_SECONDS = env.int("IMPORT_SECONDS", default=60)

# Files that belong to an edition: bytes of one. What a form may hold beside its files: bytes of the texts in it.
# A larger file is passed over while it arrives, so that the form can say so and what was typed beside it stays.

ATTACHMENT_BYTES = env.int("ATTACHMENT_BYTES", default=10 * 2**20)
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("FORM_BYTES", default=32 * 2**20)
FILE_UPLOAD_HANDLERS = [
    "portal.admin.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Links to drafts for readers without an account: days for which one is valid unless somebody says otherwise.

REVIEW_LINK_DAYS = env.int("REVIEW_LINK_DAYS", default=14)

# Mail to staff who are asked to act, and where its links lead: the portal's address, https://terms.example.com.

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds that a decision waits for a mail server
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
SITE_URL = env.str("SITE_URL", default="")

# Language and time: legal days turn over in Japan whatever the server's clock zone.

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("英語"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Security.

HTTPS = env.bool("DJANGO_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("DJANGO_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if env.bool("DJANGO_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading speaks for the whole domain of the company, which is not the portal's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

CSRF_FAILURE_VIEW = "portal.admin_site.csrf_failure"

# One policy for the public pages and the admin: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],  # the admin's autocomplete fields
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Logs go to stderr; whoever runs the process keeps them.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("DJANGO_LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
