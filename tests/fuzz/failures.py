"""What a fuzz run needs to know of a failure: within which time, by which name, and how small it can be made."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_MAKE_SMALL = 20


class TooSlow(Exception):
    """Something takes out of proportion long."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise `TooSlow` in what takes longer."""

    def give_up(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def problem_of(attempt: Callable[[], object], *, seconds: int) -> str:
    """Make an attempt; return the name of its failure, or ""."""
    try:
        with time_limit(seconds):
            attempt()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # pytest.fail's exception is none of Exception's
        return name_of(error)
    return ""


def name_of(error: BaseException) -> str:
    """The exception and the innermost line of ours: the same for what fails alike."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
    own = next((frame for frame in reversed(frames) if not _is_foreign(frame.filename)), frames[-1] if frames else None)
    place = f"{Path(own.filename).relative_to(ROOT)}:{own.lineno} in {own.name}" if own else "?"
    return f"{type(error).__name__} at {place}"


def _is_foreign(filename: str) -> bool:
    return "/.venv/" in filename or "/tests/fuzz/" in filename


def without_needless(parts: list[str], fails: Callable[[list[str]], bool]) -> list[str]:
    """Return the parts without those that it fails without, as far as the time allows."""
    size, deadline = max(1, len(parts) // 2), time.monotonic() + SECONDS_TO_MAKE_SMALL
    while size and time.monotonic() < deadline:
        at = 0
        while at < len(parts) and time.monotonic() < deadline:
            rest = parts[:at] + parts[at + size :]
            if fails(rest):
                parts = rest
            else:
                at += size
        size //= 2
    return parts
