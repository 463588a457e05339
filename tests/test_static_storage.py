"""Static files as a deployment collects them: modules import each other by the hashed names."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from portal.settings import STORAGES

IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\./[^"']+)["']""")
HASHED = re.compile(r"\./[\w-]+\.[0-9a-f]{12}\.js")


def test_every_module_is_imported_by_the_name_that_says_what_it_holds(tmp_path: Path) -> None:
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=str(tmp_path)):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    modules = [name for name in paths if name.startswith("js/editor/")]
    imported = {name: IMPORT.findall((tmp_path / paths[name]).read_text()) for name in modules}
    assert "js/editor/autosave.js" in imported
    assert imported["js/editor/editor.js"]
    for name, found in imported.items():
        assert [one for one in found if not HASHED.fullmatch(one)] == [], name
        assert all((tmp_path / "js/editor" / one).is_file() for one in found), name
