"""What the scanners find: the words of one reference, before anybody looks what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.references.model import Level, Part
from portal.text.tree import Number

RANK = {level: rank for rank, level in enumerate(Level)}
"""How deep a level is."""


class Joint(Enum):
    """How a mention hangs on the one before it."""

    NONE = auto()
    LIST = auto()
    RANGE = auto()
    INSIDE = auto()
    """第三条の第二項, 第三条（…）第二項, 第三条中第二項; in a bracket behind it, 第三条（第二項を除く。）."""


@dataclass(slots=True)
class Mention:
    """The words of one reference.

    `before` is the member of a list or range before this one; `place` the reference whose words a
    quotation repeats (第三条中「…」), None outside such quotations; `within` is what is named
    behind (paragraph (a) of Section 2). `law` is the law or document that the scanner saw named
    ("" for this one, None where it did not look). `appendix` is what a 別表 is called beside its number.
    `bare` words are a mere sign, イ or （２）, and a reference only where such a unit stands; `plain` ones
    lack 第: 65条 counts only behind a law's name, in a list (第１項及び２項) or where it is said what it says.
    """

    start: int
    end: int
    parts: list[Part]
    caption: str = ""
    caption_start: int = -1
    joint: Joint = Joint.NONE
    before: Mention | None = None
    quoted: bool = False
    place: Mention | None = None
    within: Mention | None = None
    law: str | None = None
    appendix: str = ""
    bare: bool = False
    plain: bool = False

    @property
    def has_placeholder(self) -> bool:
        """Whether a number is still to be given: 第○条, 第２条第●号."""
        return any(is_placeholder(part) for part in self.parts)


_NUMBERLESS = (Level.SUPPLEMENT, Level.MAIN, Level.APPENDIX)


def is_placeholder(part: Part) -> bool:
    """Whether a part has a sign in the place of its number: 第○条."""
    return not part.number and part.relative is None and part.level not in _NUMBERLESS


# --- 別表 ---

_FORMS = ("別記様式", "様式")


def appendix_name(words: str, letter: str = "") -> str:
    """What a 別表 is called beside its number: 様式 (of 別記様式 as well), 別紙 A, sched B.

    `words` begin with the word for it; `letter` stands in the place of a number.
    """
    if words[0].isascii():
        name = words[:_ENGLISH].lower()
    else:
        name = "様式" if words.startswith(_FORMS) else words[: len("別表")]
    return f"{name} {numerals.half_width(letter)}" if letter else name


_ENGLISH = len("annex")
"""Letters that tell apart schedules, exhibits, appendices and annexes, one or many."""


# --- signs ---

_EDGES = "（）()号" + BLANKS
_SHORT_ROMANS = "ivx"
_RUNS = (
    numerals.CIRCLED,
    numerals.BLACK_CIRCLED,
    numerals.DOUBLE_CIRCLED,
    numerals.PARENTHESISED,
    numerals.PARENTHESISED_KANJI,
    numerals.CIRCLED_KANJI,
    numerals.CIRCLED_LATIN,
)


def sign_number(sign: str) -> Number:
    """The value of what stands in brackets or a circle, or alone: 2, ②, （ロ）, iv, d; () for anything else."""
    bare = numerals.half_width(sign.strip(_EDGES))
    for run in _RUNS:
        if bare and bare in run:
            return (run.index(bare) + 1,)
    if len(bare) == 1 and bare not in _SHORT_ROMANS and bare.isascii() and bare.isalpha():
        return (ord(bare.lower()) - ord("a") + 1,)
    value = numerals.parse_number(bare) or numerals.parse_roman(bare)
    value = value or numerals.parse_iroha(bare) or numerals.parse_aiueo(bare)
    return (value,) if value else ()


def sign_styles(words: str) -> frozenset[str]:
    """The ways of numbering to which a label alone may belong; none for 第１号, which is no label.

    Two signs of one list have one in common: （イ） and （ロ）, (h) and (i), but not (h) and (ii).
    """
    bare = numerals.half_width(words.strip(_EDGES))
    run = next((run for run in _RUNS if bare[:1] and bare in run), None)
    if run is not None:
        kinds = [run[0]]
    elif bare.isascii() and bare.isalpha():
        is_roman = numerals.parse_roman(bare.lower()) is not None and set(bare.lower()) <= set(_SHORT_ROMANS)
        kinds = ["i"] * is_roman + ["a"] * (len(bare) == 1)
        kinds = [kind.upper() if bare.isupper() else kind for kind in kinds]
    elif numerals.parse_number(bare) is not None:
        kinds = ["1"]
    else:
        kinds = ["イ"] if numerals.parse_iroha(bare) or numerals.parse_aiueo(bare) else []
    bracket = "(" if words[0] in "（(" else ""
    return frozenset(bracket + kind for kind in kinds)


_ROMAN, _LETTER = "(i", "(a"
_LABELLED = (Level.ITEM, Level.SUBITEM)


def place_of_like_sign(sign: str, before: Mention, text: str) -> int | None:
    """Return which part of a reference a label alone goes on from: （１） of ハ（１）及び（２）, (a) of (a)(i) and (b).

    None where no 号 or 細分 of it is numbered in that way.
    """
    styles, found, has_letter = sign_styles(sign), None, False
    for place, part in enumerate(before.parts):
        if part.level not in _LABELLED:
            continue
        known = sign_styles(text[part.start : part.end])
        if has_letter and _ROMAN in known:
            # Behind (a) an (i) is a Roman number.
            known = frozenset({_ROMAN})
        has_letter = has_letter or _LETTER in known
        found = place if styles & known else found
    return found
