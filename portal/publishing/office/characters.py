"""Characters that the XML of an Office file can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2, Char) leaves out, but for CR, which its readers turn into LF."""


def readable(words: str) -> str:
    """Return words of the same length with U+FFFD for each character that XML forbids, and LF for CR.

    Normalised text has no such character; names, remarks and house styles are typed and may.
    """
    return _FORBIDDEN.sub("\ufffd", words.replace("\r", "\n"))
