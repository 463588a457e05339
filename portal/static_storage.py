"""Static files with the hash of what they hold in their names, so that browsers may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Modules import each other by hashed names too: after a deployment no page mixes old modules with new ones."""

    support_js_module_import_aggregation = True
