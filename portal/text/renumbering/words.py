"""New words for references to what bears another number now, each in its own style."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.text.numbering.labels import BLANKS, FIRST
from portal.text.numbering.number_series import Entry
from portal.text.numbering.number_writing import DigitWidths, UnwritableNumber, write_label
from portal.text.references.mentions import is_placeholder
from portal.text.references.model import Level, Part, Reference, Relative
from portal.text.references.steps import BLANK
from portal.text.renumbering.doubts import Trouble
from portal.text.renumbering.frames import GONE
from portal.text.renumbering.labels import Numbering
from portal.text.renumbering.meaning import Meaning
from portal.text.renumbering.reading import Step
from portal.text.renumbering.rows import HIDDEN, WHOLE, Thing
from portal.text.tree import Document, Edit, Kind, Number

SIGNS = {
    Level.PART: "編",
    Level.CHAPTER: "章",
    Level.SECTION: "節",
    Level.SUBSECTION: "款",
    Level.DIVISION: "目",
    Level.ARTICLE: "条",
    Level.PARAGRAPH: "項",
    Level.ITEM: "号",
}
_UNMOVED = (Relative.THIS, Relative.SAME, Relative.EACH, Relative.FOLLOWING_EACH)
_OF_ONE = (None, Relative.PREVIOUS, Relative.SECOND_PREVIOUS, Relative.NEXT)
_ENGLISH = re.compile("article|section|clause|part|chapter|paragraph", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]")
_PLURAL = re.compile("(?<=[a-z])s(?= )|(?<=[A-Z])S(?= )")
_NUMBER = re.compile("^(?P<before>第?[（(]?).+?(?P<behind>[）)]?)$")
_CATCHES_ALL = re.compile(r"(?:に[^、。\n]{1,12}?)?の?(?:ほか|他|外)")
"""What says of 前２号 that they are all there are: 前２号のほか, 前２号に掲げるもののほか."""
_UNIT = re.compile("[編章節款目条項号第]|[A-Za-z]{3}")
_FEWEST_OF_A_RANGE = 3


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The edits of a reference, and why it is not sure to mean what it meant."""

    edits: tuple[Edit, ...] = ()
    trouble: Trouble | None = None


class Rewriter:
    """Writes references anew, in the style of each, or of those around it where 前条 becomes a number.

    `joins` tells what 前各号 mean because it stands among them, having been put in there.
    """

    def __init__(
        self, document: Document, references: Iterable[Reference], numbering: Numbering, joins: Callable[[Thing], bool]
    ) -> None:
        self.document = document
        self.numbering = numbering
        self.joins = joins
        written = [
            (part, _words(reference, part))
            for reference in references
            for part in reference.parts
            if part.number and part.level in SIGNS
        ]
        self.samples: dict[Level, tuple[str, Number]] = {}
        for part, words in written:
            if _names_its_level(words, part.level):
                self.samples.setdefault(part.level, (_PLURAL.sub("", words), part.number))
        self.widths = DigitWidths.of(words for _, words in written)
        self.branched = {(_whole(thing), new.number[0]) for thing, new in numbering.new.items() if len(new.number) > 1}
        self.ordered = sorted(numbering.new)
        texts = [clause.text for clause in document]
        both = [(sum(text.count(word) for text in texts), word) for word in ("及び", "および")]
        self.conjunction = max(both)[1]

    def rewrite(self, meaning: Meaning) -> Rewritten:
        """Return what becomes of a reference."""
        if meaning.unsure:
            return Rewritten(trouble=Trouble.UNSURE)
        edits: list[Edit] = []
        for place, part in enumerate(meaning.reference.parts):
            before = _words(meaning.reference, part)
            words, trouble = self._part(meaning, place, before)
            if words is not None and words != before:
                edits.append(Edit(meaning.reference.clause, part.start, before, words))
            if trouble is not None:
                return Rewritten(tuple(edits), trouble)
        return Rewritten(tuple(edits))

    def blanked(self, meaning: Meaning, place: int) -> Iterator[Edit]:
        """What becomes of a part whose number something else bears now: 第●条.

        前条 may be new, where that is not sure; a sign alone, （２）, is no reference where nothing bears it.
        """
        part = meaning.reference.parts[place]
        before = _words(meaning.reference, part)
        if (meaning.is_sure or part.relative is None) and (place or _UNIT.search(before)):
            yield Edit(meaning.reference.clause, part.start, before, _blank(part, before))

    def _part(self, meaning: Meaning, place: int, before: str) -> tuple[str | None, Trouble | None]:
        """The new words of a part, None where they stay: 前条 behind a gap, which may be an old one, as well."""
        part, step, labelled = meaning.reference.parts[place], meaning.steps[place], meaning.labelled[place]
        if part.relative in _UNMOVED or part.level in (Level.SUPPLEMENT, Level.MAIN, Level.APPENDIX):
            return None, None
        if part.relative is Relative.PREVIOUS_EACH or part.count > 1:
            return self._several(meaning, part, before)
        if step is None:
            return self._without_meaning(meaning, place, before)
        if step.thing == GONE:
            return None, Trouble.GONE
        if is_placeholder(part):
            return self._named(part.level, step.thing, before), None
        if part.relative is None:
            return self._numbered(part, step, before), None
        stays = labelled is not None and labelled.thing == step.thing
        return None if stays else self._named(part.level, step.thing, before), None

    def _without_meaning(self, meaning: Meaning, place: int, before: str) -> tuple[str | None, Trouble | None]:
        """What had no meaning may well mean what was put in, but nothing that only moved to its number.

        Behind words that are rewritten it comes to mean nothing.
        """
        labelled = meaning.labelled[place]
        before_it = zip(meaning.steps[:place], meaning.labelled[:place], strict=True)
        if labelled is None or any(not one or not other or one.thing != other.thing for one, other in before_it):
            return None, None
        words = None if self.joins(labelled.thing) else _blank(meaning.reference.parts[place], before)
        return words, Trouble.COMES_TO_POINT

    def _numbered(self, part: Part, step: Step, before: str) -> str | None:
        new = self.numbering.new.get(step.thing)
        if new is None:
            return None
        old = self.numbering.old[step.thing]
        if old.last and old.number < part.number <= old.last:
            return self._written(before, _shifted(part.number, old, new), part.number)
        number = new.number
        if len(part.number) < len(step.number):  # 第2項 names the 項 labelled 2.2: its last number is what is written
            number = number[-len(part.number) :]
        return self._written(before, number, step.number) or self._written(before, number, part.number)

    def _written(self, sample: str, number: Number, of: Number) -> str | None:
        if number == of:
            return sample
        try:
            return self.widths.adjusted(write_label(sample, number, of=of))
        except UnwritableNumber:
            return None

    def _named(self, level: Level, thing: Thing, before: str) -> str | None:
        """第３条 for what was 前条."""
        new = self.numbering.new.get(thing)
        sample, of = self._sample(level, before)
        return self._written(sample, new.number if new is not None else FIRST, of)

    def _sample(self, level: Level, before: str) -> tuple[str, Number]:
        """How the document writes a reference of this level: as it does, as it does on another level, as its labels."""
        english = _LATIN.search(before) is not None
        word = _ENGLISH.search(before)
        known = {other: sample for other, sample in self.samples.items() if bool(_LATIN.search(sample[0])) == english}
        if level in known:
            return known[level]
        if english:
            return f"{word.group() if word else level.value.capitalize()} 1", FIRST
        other, (words, number) = next(iter(known.items()), (Level.ARTICLE, self._article_label()))
        return re.sub(f"[{BLANKS}]", "", words).replace(SIGNS[other], SIGNS[level]), number

    def _article_label(self) -> tuple[str, Number]:
        labels = ((clause.label, clause.number) for clause in self.document if clause.kind is Kind.ARTICLE)
        return next((found for found in labels if found[0].startswith("第") and len(found[1]) == 1), ("第1条", FIRST))

    def _several(self, meaning: Meaning, part: Part, before: str) -> tuple[str | None, Trouble | None]:
        """前二項 and 前各号: what was put in before 前各号 belongs to it, but 前二項 are two that somebody chose."""
        meant = [thing for thing in meaning.things if thing != GONE]
        here = meaning.labelled_things
        if not meant:
            gone = Trouble.GONE if meaning.things else Trouble.COMES_TO_POINT
            return None, gone if here or meaning.things else None
        if part.relative is Relative.PREVIOUS_EACH:
            same = {thing for thing in meant if not self.joins(thing)} == {
                thing for thing in here if not self.joins(thing)
            }
            return None if same else self._list(part.level, meant, before), None
        trouble = Trouble.GONE if len(meant) < len(meaning.things) else None
        if trouble is not None and not meaning.is_sure:
            return None, trouble
        if set(meant) == set(here):
            return None, trouble
        parted = Trouble.PARTED if self._is_parted(meaning.reference, meant, here) else None
        return self._list(part.level, meant, before), trouble or parted

    def _is_parted(self, reference: Reference, meant: Sequence[Thing], here: Iterable[Thing]) -> bool:
        """Whether something new stands between what 前二号 meant, or behind it where 前二号のほか may mean it too."""
        first, last = min(meant), max(meant)
        between = self.ordered[bisect_left(self.ordered, first) : bisect_left(self.ordered, last)]
        if any(self._is_like(thing, first) and self.joins(thing) and thing not in meant for thing in between):
            return True
        text = self.document.clauses[reference.clause].written
        return _CATCHES_ALL.match(text, reference.end) is not None and any(map(self.joins, here))

    def _is_like(self, thing: Thing, other: Thing) -> bool:
        """Whether two things are of one kind and depth."""
        clauses = self.document.clauses
        is_clause = thing.line == other.line == WHOLE and clauses[thing.clause].kind is clauses[other.clause].kind
        return is_clause or (thing.line >= 0 and (thing.clause, thing.depth) == (other.clause, other.depth))

    def _list(self, level: Level, things: Sequence[Thing], before: str) -> str | None:
        numbers = {thing: self.numbering.new.get(thing, Entry(FIRST)).number for thing in things}
        ordered = sorted(things, key=numbers.__getitem__)
        written = [self._named(level, thing, before) for thing in ordered]
        names = [name for name in written if name is not None]
        if len(names) < len(ordered):
            return None
        if len(names) >= _FEWEST_OF_A_RANGE and self._is_range(ordered[0], [numbers[thing] for thing in ordered]):
            return f"{names[0]}から{names[-1]}まで"
        return "、".join(names[:-1]) + (self.conjunction if names[:-1] else "") + names[-1]

    def _is_range(self, first: Thing, numbers: Sequence[Number]) -> bool:
        """Whether numbers, the first of which `first` bears, follow one another with no 枝番 between them."""
        if any(len(number) > 1 for number in (numbers[0], numbers[-1])):
            return False
        start, end = numbers[0][0], numbers[-1][0]
        return end - start == len(numbers) - 1 and not any(
            (_whole(first), number) in self.branched for number in range(start, end)
        )


def first_gone(meaning: Meaning) -> int | None:
    """Return the first part of a reference that names one thing, which is gone."""
    for place, (part, step) in enumerate(zip(meaning.reference.parts, meaning.steps, strict=True)):
        if step is not None and step.thing == GONE and part.count == 1 and part.relative in _OF_ONE:
            return place
    return None


def _whole(thing: Thing) -> int:
    """The clause in which a unit stands, WHOLE for a clause."""
    return WHOLE if thing.line in (WHOLE, HIDDEN) else thing.clause


def _names_its_level(words: str, level: Level) -> bool:
    """Whether words are whole without others: 第２項 and Section 2, but not the 第１ of 第１、２項, ②, 2.1 or (a)."""
    return _ENGLISH.match(words) is not None or (words[0] == "第" and SIGNS[level] in words)


def _words(reference: Reference, part: Part) -> str:
    return reference.words[part.start - reference.start : part.end - reference.start]


def _shifted(number: Number, old: Entry, new: Entry) -> Number:
    """The number of what stands in a deleted range that has moved: 57 in 55 to 63 when that becomes 56 to 64."""
    place = len(number) - 1 if len(number) == len(old.number) == len(new.number) else 0
    return (*new.number[:place], number[place] - old.number[place] + new.number[place], *number[place + 1 :])


def _blank(part: Part, before: str) -> str:
    """第●条 for a number that nobody can give; （●） for （２）, 第● for the 第１ of 第１、２項."""
    word = _ENGLISH.search(before)
    if word is not None:
        return f"{word.group()} {BLANK}"
    if part.level in SIGNS and SIGNS[part.level] in before:
        ordinal = "" if part.number and not before.startswith("第") else "第"
        return f"{ordinal}{BLANK}{SIGNS[part.level]}"
    return _NUMBER.sub(rf"\g<before>{BLANK}\g<behind>", before)
