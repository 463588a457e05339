"""Run the PDF worker: a process with limits, our fonts only, no network, and the same surroundings every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from portal.publishing.glyphs import FONTS_CONF

ROOT = Path(__file__).resolve().parents[2]
INSTALL = (
    "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-morisawa-bizud-mincho"
    " fonts-morisawa-bizud-gothic fonts-ipamj-mincho fonts-dejavu-core"
)
PASSED_ON = ("PATH", "LD_LIBRARY_PATH")
"""What a worker gets of this process's environment: enough to start, and no secret."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one rendering: seconds of CPU and of wall clock, bytes of memory and of any file written."""

    cpu: int = 120
    wall: int = 240
    memory: int = 2 << 30
    file: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a PDF and its place in words, such as 第3条（定義）."""

    place: str
    text: str


class PdfError(Exception):
    """A PDF could not be made; the message is for the person who wanted it."""


class PdfUnavailable(PdfError):
    """This machine lacks what PDFs need; the message says what to install."""


class PdfFailed(PdfError):
    """Rendering broke off."""


class MissingGlyph(PdfError):
    """A character that none of our fonts can print, and where it stands."""

    def __init__(self, character: str, place: str) -> None:
        self.character = character
        self.place = place
        super().__init__(
            _("「%(character)s」（%(code)s）はPDFのフォントにない文字です。%(place)sを直してください。")
            % {"character": character, "code": code_points(character), "place": place}
        )


def code_points(character: str) -> str:
    """Name a character by its code points: U+845B U+E0100."""
    return " ".join(f"U+{ord(each):04X}" for each in character)


def html_to_pdf(html: str, passages: Sequence[Passage], *, limits: Limits | None = None) -> bytes:
    """Render a page that needs no other file. Equal pages give equal bytes.

    `passages` is every text on it, to say where a character without a glyph stands.
    Raises PdfUnavailable, MissingGlyph or PdfFailed.
    """
    limits = limits or Limits()
    request = {
        "html": html,
        "identifier": sha256(html.encode()).hexdigest()[:32],
        "texts": [passage.text for passage in passages],
        "limits": {"CPU": limits.cpu, "AS": limits.memory, "FSIZE": limits.file},
    }
    with TemporaryDirectory(prefix="portal-pdf-") as scratch:
        done = _run(json.dumps(request).encode(), scratch, limits.wall)
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    raise _error(done, passages)


def worker_environment(scratch: str) -> dict[str, str]:
    """The environment of a worker; `scratch` is a directory for its caches."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
        "FONTCONFIG_FILE": str(FONTS_CONF),
        "HOME": scratch,
        "TMPDIR": scratch,
        "XDG_CACHE_HOME": scratch,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
    }


def _run(request: bytes, scratch: str, seconds: int) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [sys.executable, "-m", "portal.publishing.pdf_worker"],
            input=request,
            capture_output=True,
            cwd=ROOT,
            env=worker_environment(scratch),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailed(
            _("PDFの作成が%(seconds)s秒で終わらなかったため、中止しました。") % {"seconds": seconds}
        ) from error


def _error(done: subprocess.CompletedProcess[bytes], passages: Sequence[Passage]) -> PdfError:
    answer = _answer(done.stderr)
    detail = str(answer.get("detail", ""))
    match answer.get("error"):
        case "missing_glyph":
            index = int(answer.get("text", -1))
            return MissingGlyph(detail, passages[index].place if 0 <= index < len(passages) else _("この文書"))
        case "unavailable":
            return PdfUnavailable(
                _(
                    "PDFの作成に必要なソフトウェアがありません（%(detail)s）。次のコマンドで導入してください：%(install)s"
                )
                % {"detail": detail, "install": INSTALL}
            )
        case "failed":
            return PdfFailed(_("PDFを作成できませんでした：%(detail)s") % {"detail": detail})
    return PdfFailed(
        _("PDFの作成が途中で終わりました（終了コード%(code)s）。文書が大きすぎるおそれがあります。")
        % {"code": done.returncode}
    )


def _answer(stderr: bytes) -> dict[str, Any]:
    """The JSON object on standard error's last line, {} where a signal ended the worker first."""
    last = (stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    try:
        answer = json.loads(last)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
