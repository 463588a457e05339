"""Start the worker that reads a PDF, end it in time, and say in words why a file could not be read."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.importing.imported import UnreadableFile

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
PASSED_ON = ("PATH", "LD_LIBRARY_PATH")
"""What a worker gets of this process's environment: enough to start, and no secret."""
MEMORY = 1536 << 20
"""Bytes of address space. Reading 500 pages takes a fifth of it."""


def read_pages(data: bytes, *, name: str) -> dict[str, Any]:
    """Return the worker's answer for a PDF; `name` is the file's, for messages. Raises UnreadableFile."""
    seconds = settings.IMPORT_SECONDS
    limits = {"CPU": seconds, "AS": MEMORY, "FSIZE": 0}
    request = json.dumps({"limits": limits, "pages": settings.IMPORT_PDF_PAGES}).encode()
    with TemporaryDirectory(prefix="portal-import-") as scratch:
        process = _start(scratch)
        try:
            answer, told = process.communicate(request + b"\n" + data, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(_too_slow(name)) from error
        finally:
            _end(process)
    if process.returncode == 0:
        pages: dict[str, Any] = json.loads(answer)
        return pages
    raise UnreadableFile(_why(name, process.returncode, told))


def _start(scratch: str) -> subprocess.Popen[bytes]:
    """Start a worker as the first of a group of its own; `scratch` is the only place it may write to."""
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "portal.importing.pdf.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment | {"HOME": scratch, "TMPDIR": scratch, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a worker that still runs, with all that it may have started; close its pipes, also if it ended by itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _why(name: str, status: int, told: bytes) -> str:
    """Say why a worker gave no pages."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_slow(name)
    answer = _answer(told)
    logger.info("A PDF was not read: %s", answer)
    named = {"file": name, "limit": settings.IMPORT_PDF_PAGES, "page": answer.get("page", 0)}
    match answer.get("error"):
        case "encrypted":
            words = _(
                "%(file)s はパスワードで保護されていて開けません。"
                "パスワードを外して保存し直したPDFか、元のWordファイルを使ってください。"
            )
        case "pages":
            words = _(
                "%(file)s はページ数が多すぎます。読めるのは%(limit)dページまでです。"
                "約款ごとのファイルに分けてください。"
            )
        case "content":
            words = _(
                "%(file)s の%(page)dページは内容が大きすぎて読めません。"
                "元のWordファイルか、テキストを貼り付けて取り込んでください。"
            )
        case "broken":
            words = _(
                "%(file)s はPDFとして読めません。壊れているか、途中で切れています。"
                "元の場所からもう一度入手してください。"
            )
        case _:
            words = _(
                "%(file)s は大きすぎるか複雑すぎて読めません。"
                "元のWordファイルか、テキストを貼り付けて取り込んでください。"
            )
    return words % named


def _too_slow(name: str) -> str:
    words = _(
        "%(file)s は%(seconds)d秒で読み終わらなかったため、中止しました。"
        "約款ごとのファイルに分けるか、元のWordファイルを使ってください。"
    )
    return words % {"file": name, "seconds": settings.IMPORT_SECONDS}


def _answer(told: bytes) -> dict[str, Any]:
    """The JSON object on standard error's last line, {} where a signal ended the worker first."""
    last = (told.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    try:
        answer = json.loads(last)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
