"""The portal's settings for tests: files in a temporary folder, cheap passwords, static files as they stand."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-tests-and-never-for-a-served-portal-0123456789")
os.environ.setdefault("DJANGO_HTTPS", "false")
os.environ.setdefault("DJANGO_LOG_LEVEL", "WARNING")

# Made and removed by tests/conftest.py; a process each, for tests run side by side.
FILES = Path(tempfile.gettempdir()) / f"portal-test-{os.getpid()}"
os.environ.update(MEDIA_ROOT=str(FILES / "media"), SEALED_ROOT=str(FILES / "sealed"), STATIC_ROOT=str(FILES / "static"))

from portal.settings import *  # noqa: E402, F403
from portal.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest storage wants `collectstatic` first; tests read the sources.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
