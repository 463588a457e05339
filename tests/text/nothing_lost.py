"""What `clean` may take away: page numbers and repeated records, and only when its notes say so."""

from collections import Counter

from portal.text.clean import Cleaned
from portal.text.normalise import fold, normalise
from tests.case_files import assert_same_text

PAGE_NUMBER_CHARACTERS = set("0123456789-–—/.pPページ頁")


def assert_nothing_lost(text: str, cleaned: Cleaned) -> None:
    """Fail when the cleaned text lacks a character that no note speaks of, has one more, or another order."""
    before, after = fold(normalise(text)), fold(normalise(cleaned.text))
    notes = {note.code: dict(note.values) for note in cleaned.notes}
    if not notes.keys() & {"page_numbers", "records_moved"}:
        assert_same_text(before, after, what="clean changed the text")
        return
    allowed = set(fold(notes.get("records_moved", {}).get("records", "")))
    if "page_numbers" in notes:
        allowed |= PAGE_NUMBER_CHARACTERS
    missing, more = Counter(before) - Counter(after), Counter(after) - Counter(before)
    assert not more, f"clean made up {more}"
    assert missing.keys() <= allowed, f"clean lost {missing}; notes: {[str(note) for note in cleaned.notes]}"
