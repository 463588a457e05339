"""Read a PDF in a process of its own: `python -m portal.importing.pdf.worker`.

Standard input holds one line of JSON with the limits, then the file. Standard output gets the pages as JSON; where the
file cannot be read, the process ends with status 1 and a JSON object with "error" as standard error's last line.
Imports neither Django nor settings, so that nothing secret is in a process that reads foreign files.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

MOST_SIGNS = 5_000_000
"""Signs of a file; the longest statutes have a tenth of that."""
MOST_CONTENT = 8 << 20
"""Bytes of drawing instructions of one page, unpacked. A page full of small print has a thirtieth of that."""
_DATA_LOSS = "Data-loss"
"""How pdfminer's warning about a stream that breaks off begins (pdftypes.py)."""


class Refused(Exception):
    """Why the file is not read: a word for the kind of error, and its figures."""

    def __init__(self, error: str, **figures: Any) -> None:
        super().__init__(error)
        self.answer = {"error": error, **figures}


class Losses(logging.Handler):
    """Counts the streams of which pdfminer could read but the beginning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record."""
        self.count += record.getMessage().startswith(_DATA_LOSS)


def main() -> int:
    """Serve one request."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)  # what a library prints must not end in the answer
    try:
        request = json.loads(sys.stdin.buffer.readline())
        limit(request["limits"])
        answer = read(sys.stdin.buffer.read(), most_pages=request["pages"])
    except Refused as refused:
        return _fail(refused.answer)
    except (MemoryError, RecursionError):
        return _fail({"error": "too_much"})
    except Exception as error:  # whatever pdfminer meets in a broken file, the caller gets one line
        return _fail({"error": "broken", "detail": f"{type(error).__name__}: {error}"[:300]})
    with output:
        json.dump(answer, output)
    return 0


def limit(limits: dict[str, int]) -> None:
    """Bound this process: names are resource's without RLIMIT_, values seconds or bytes."""
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, *, most_pages: int) -> dict[str, Any]:
    """Return {"pages": [values of each page], "losses": streams that break off}. Raises Refused."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    losses = _listen()
    try:
        pdf = pdfplumber.open(BytesIO(data))
    except PdfminerException as error:
        raise _refusal(error) from error
    _refuse_many_pages(pdf, most_pages)
    pages, signs = [], 0
    for values in _page_values(pdf):
        signs += values["counts"].get("signs", 0)
        if signs > MOST_SIGNS:
            raise Refused("too_much")
        pages.append(values)
    return {"pages": pages, "losses": losses.count}


def _page_values(pdf: Any) -> Iterator[dict[str, Any]]:
    from portal.importing.pdf.pages import page_values

    for page in pdf.pages:
        _refuse_long_content(page)
        yield page_values(page)
        page.close()


def _listen() -> Losses:
    losses = Losses()
    for name in ("pdfminer", "pdfplumber"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [losses], False
    return losses


def _refusal(error: Exception) -> Refused:
    """What pdfminer's error means: a password, or a broken file."""
    from pdfminer.pdfdocument import PDFEncryptionError

    causes = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return Refused("encrypted")
    if any(isinstance(cause, MemoryError | RecursionError) for cause in causes):
        return Refused("too_much")
    return Refused("broken", detail=f"{type(causes[1] if len(causes) > 3 else error).__name__}: {error}"[:300])


def _refuse_many_pages(pdf: Any, most: int) -> None:
    """Count pages before any is read; the catalogue's own count may lie."""
    from pdfminer.pdfpage import PDFPage

    count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), most + 1))
    if count > most:
        raise Refused("pages")
    if count == 0:
        raise Refused("broken", detail="no pages")


def _refuse_long_content(page: Any) -> None:
    """Refuse a page whose instructions are more than any print needs, before they are followed."""
    from portal.importing.pdf.content_size import content_size

    if content_size(page, most=MOST_CONTENT) > MOST_CONTENT:
        raise Refused("content", page=page.page_number)


def _fail(answer: dict[str, Any]) -> int:
    sys.stdout.flush()
    print(json.dumps(answer), file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
