"""Turn HTML into a PDF in a process of its own: `python -m portal.publishing.pdf_worker`.

Reads a request as JSON from standard input, limits itself, and writes the PDF to standard output;
or ends with status 1 and a JSON object with "error" and "detail" as standard error's last line.
Imports neither Django nor settings, so that nothing secret is in a process that lays out foreign text.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from typing import Any

from portal.publishing.glyphs import first_missing, missing_files, show_variants

PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
"""How the address of a picture begins that the page holds."""

LONGEST_TOLD = 200
"""Characters of an error; the address of a picture holds all of it."""

NOTDEF = ".notdef glyph"
"""How WeasyPrint's warning about a missing glyph begins (draw/text.py)."""


class WorkerError(Exception):
    """What the caller is told: a word for the kind of error, what it was, and in which text if in one."""

    def __init__(self, error: str, detail: str, text: int = -1) -> None:
        super().__init__(detail)
        self.error, self.detail, self.text = error, detail, text


class Warnings(logging.Handler):
    """Keeps every warning as an error: a PDF is sealed for ever, nothing may be left out of it quietly."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[WorkerError] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        message = record.getMessage()
        if NOTDEF in record.msg and isinstance(record.args, tuple):
            self.errors.append(WorkerError("missing_glyph", str(record.args[0])))
        else:
            self.errors.append(WorkerError("unavailable" if "HarfBuzz-Subset" in message else "failed", message))


def main() -> int:
    """Serve one request."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end in the PDF
    try:
        request = json.load(sys.stdin)
        limit(request["limits"])
        pdf = render(request["html"], request["identifier"], request["texts"])
    except WorkerError as error:
        return _fail(error)
    except MemoryError:
        return _fail(WorkerError("failed", "out of memory"))
    except Exception as error:  # whatever WeasyPrint meets, the caller gets one line and no traceback
        return _fail(WorkerError("failed", f"{type(error).__name__}: {error}"))
    with output:
        output.write(pdf)
    return 0


def limit(limits: dict[str, int]) -> None:
    """Bound this process: names are resource's without RLIMIT_, values seconds or bytes."""
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def render(html: str, identifier: str, texts: list[str]) -> bytes:
    """Lay out a page and return a tagged PDF (PDF/UA-1).

    `identifier` becomes the file's fixed id, so that equal input gives equal bytes. `texts` is what
    the page says, for the glyph check; an error names the index of the text at fault.
    """
    weasyprint = _weasyprint()
    check_glyphs(texts)
    warnings = _listen()
    page = weasyprint.HTML(string=show_variants(html), url_fetcher=_fetcher())
    try:
        pdf: bytes = page.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode("ascii"), finisher=_let_links_speak
        )
    except weasyprint.urls.FatalURLFetchingError as error:  # a BaseException, so that nothing swallows it
        raise WorkerError("failed", str(error)) from error
    for found in warnings.errors:
        raise _placed(found, texts)
    return pdf


def _let_links_speak(document: Any, _pdf: Any) -> None:
    """Let a link say its own words, where WeasyPrint gives the name of its target (PDF/UA-1, 7.18.5)."""
    from pydyf import String

    for page in document.pages:
        for _type, _target, _rectangle, box in page.links:
            if box.link_annotation is not None:
                words = "".join(getattr(child, "text", "") for child in box.descendants())
                box.link_annotation["Contents"] = String(words)


def check_glyphs(texts: list[str]) -> None:
    """Raise a WorkerError for the first character that no font prints, or for fonts that are not there."""
    if missing := missing_files():
        raise WorkerError("unavailable", ", ".join(path.name for path in missing))
    for index, text in enumerate(texts):
        if character := first_missing(text):
            raise WorkerError("missing_glyph", character, index)


def _placed(error: WorkerError, texts: list[str]) -> WorkerError:
    if error.error != "missing_glyph":
        return error
    index = next((index for index, text in enumerate(texts) if error.detail in text), -1)
    return WorkerError(error.error, error.detail, index)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: cffi found no shared library
        raise WorkerError("unavailable", str(error).splitlines()[0]) from error
    return weasyprint


def _listen() -> Warnings:
    logger = logging.getLogger("weasyprint")
    logger.handlers = [warnings := Warnings()]
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    return warnings


def _fetcher() -> Any:
    """A fetcher that refuses every address but a picture that the page itself holds.

    Its error ends the rendering, where another would only be logged.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class RefusingFetcher(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith(PICTURES):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"refused to fetch {url}")

    return RefusingFetcher()


def _fail(error: WorkerError) -> int:
    sys.stdout.flush()  # WeasyPrint prints advice where a library is missing; the answer has to come after it
    answer = {"error": error.error, "detail": error.detail[:LONGEST_TOLD], "text": error.text}
    print(json.dumps(answer), file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
