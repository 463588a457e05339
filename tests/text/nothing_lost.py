"""What `clean` may take away: page furniture, moved records and hyphens, and only what its notes say."""

import unicodedata
from collections import Counter

from portal.text.cleaning import Cleaned
from portal.text.normalise import normalise
from tests.case_files import assert_same_text

PAGE_NUMBER_CHARACTERS = set(unicodedata.normalize("NFKD", "0123456789-‐–—−/.ofpageOFPAGEページ頁第"))
THINNED_OUT = {"page_numbers", "running_lines", "records_moved", "words_joined"}


def assert_nothing_lost(text: str, cleaned: Cleaned) -> None:
    """Fail when the cleaned text lacks a character that no note speaks of, has one more, or another order."""
    before, after = _taken_apart(text), _taken_apart(cleaned.text)
    notes = {note.code: dict(note.values) for note in cleaned.notes}
    if not notes.keys() & THINNED_OUT:
        assert_same_text(before, after, what="clean changed the text")
        return
    missing, more = Counter(before) - Counter(after), Counter(after) - Counter(before)
    assert not more, f"clean made up {more}"
    assert missing.keys() <= _named(notes), f"clean lost {missing}; notes: {[str(note) for note in cleaned.notes]}"
    assert "records_moved" in notes or _is_thinned_out(before, after), "clean changed the order of what it left"


def _is_thinned_out(before: str, after: str) -> bool:
    rest = iter(before)
    return all(character in rest for character in after)


def _taken_apart(text: str) -> str:
    """The characters without blanks, each kana apart from its voicing mark: the two may stand on two lines."""
    return "".join(unicodedata.normalize("NFKD", normalise(text)).split())


def _named(notes: dict[str, dict[str, str]]) -> set[str]:
    """The characters that the notes speak of."""
    named = set(_taken_apart(notes.get("records_moved", {}).get("records", "")))
    named |= set(_taken_apart(notes.get("running_lines", {}).get("lines", "")))
    if "page_numbers" in notes:
        named |= PAGE_NUMBER_CHARACTERS
    return named | (set("-\u2010\u00ad") if "words_joined" in notes else set())
