"""Zip files whose bytes follow from their members alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The time that files say they were made at, the first that zip can say: sealed bytes hold no other."""


def zipped(members: Mapping[str, str]) -> bytes:
    """Pack texts as UTF-8 under their names, in the order given."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, words in members.items():
            member = ZipInfo(name, FIXED_TIME.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, words.encode())
    return packed.getvalue()
