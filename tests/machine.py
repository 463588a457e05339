"""Parts of the machine that a test needs and that may be missing outside CI."""

import os

import pytest


def require(found: object, what: str) -> None:
    """Skip the test where `found` is false; with CI=true fail it, for nothing may be missing there.

    `require(shutil.which("pdftotext"), "pdftotext (poppler-utils)")`
    """
    if found:
        return
    reason = f"{what} is missing; run bin/setup test"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
