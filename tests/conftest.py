"""What every test may ask for: the corpus, a browser, storage of its own, and a flush that gets past the triggers."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.machine import require

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
BROWSER_FIXTURES = {"chromium", "page"}

# The same examples on every run: a property test that fails does so for everybody.
# `--hypothesis-profile=deep` looks further, at other examples each time.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.register_profile("deep", deadline=None, max_examples=3000)
hypothesis_settings.load_profile("portal")


def pytest_configure() -> None:
    """Make the folder of static files, which whitenoise wants to see."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_unconfigure() -> None:
    """Remove what this process wrote."""
    shutil.rmtree(settings.FILES, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database or a browser, so that bin/test can choose what to run on PostgreSQL."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        test_class = getattr(item, "cls", None)
        in_django_case = isinstance(test_class, type) and issubclass(test_class, TransactionTestCase)
        if in_django_case or item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if fixtures & BROWSER_FIXTURES:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents beside the checkout; skips where it is absent (it is not part of the project)."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is absent: no folder ../shared/corpus beside the checkout")
    return CORPUS


@pytest.fixture(autouse=True)
def language_of_the_settings() -> None:
    """Begin in Japanese: a request leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def sealed_files_of_its_own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give each test that uses the database an empty storage "sealed"."""
    if not request.node.get_closest_marker("database"):
        yield
        return
    location = tmp_path_factory.mktemp("sealed")
    sealed = storages.backends["sealed"] | {"OPTIONS": {"location": str(location), "base_url": None}}
    with override_settings(STORAGES=storages.backends | {"sealed": sealed}, SEALED_ROOT=str(location)):
        yield


@pytest.fixture
def quick_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PDFs say what they would have been made of, without rendering."""
    from portal.publishing import candidate

    monkeypatch.setattr(candidate, "render_edition_pdf", lambda face, *words: f"%PDF {face} {words}".encode())
    monkeypatch.setattr(candidate, "render_comparison_pdf", lambda face, table: f"%PDF {face} {table}".encode())


# --- a flush that gets past the triggers ---


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the flush after a transactional test work, and leave behind what the migrations put there.

    The triggers that keep announced editions refuse a flush as they refuse everything else; the flush
    also takes away the groups that a migration made.
    """
    original = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        migrated = connection.creation.serialize_db_to_string()

    def flush_and_restore(test_case: TransactionTestCase) -> None:
        from portal.models.triggers import create_triggers, drop_triggers

        drop_triggers(connection)
        # What post_migrate would make again comes back with the rest of the migrated rows.
        connection._test_serialized_contents = migrated
        test_case.serialized_rollback = True
        original(test_case)
        connection.creation.deserialize_db_from_string(migrated)
        create_triggers(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_and_restore)
        yield


# --- a browser ---


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright (a `playwright.sync_api.Browser`)."""
    executable = shutil.which("chromium")
    require(executable, "chromium")
    from playwright.sync_api import sync_playwright

    # playwright's loop runs in this thread; Django would refuse the database to every test after it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Chromium's sandbox refuses root, which is what tests in a container are.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page in Japanese, Tokyo time, 1280 by 800 pixels (a `playwright.sync_api.Page`)."""
    context = chromium.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()
