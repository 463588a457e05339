"""What references mean: from the parts of a mention, step by step, to clauses and units of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from portal.text.references import steps, units
from portal.text.references.index import MAIN_SCOPE, Index
from portal.text.references.laws import Names
from portal.text.references.mentions import RANK, Joint, Mention, is_placeholder, place_of_like_sign
from portal.text.references.model import FaultKind, Level, Part, Relative
from portal.text.references.owners import Owners
from portal.text.references.steps import At, Here
from portal.text.references.words import (
    BEFORE_SIGN,
    COUNTED,
    ENDS,
    LONGEST_BEFORE_SIGN,
    SAYS,
    SAYS_WHERE,
    SIGNS,
    STANDS_ALONE,
)

_LABELLED = (Level.ITEM, Level.SUBITEM)
_DOT = re.compile("[.．]")


@dataclass(slots=True)
class Resolved:
    """A mention, how far it came with each level and before each part, how far in all, and the part that failed."""

    mention: Mention
    chain: dict[Level, At]
    befores: list[At]
    last: At
    failed: int = 0


class Resolver:
    """Resolves mentions clause by clause in reading order, remembering what was named last (同条, 同項, 同法)."""

    def __init__(self, index: Index, names: Names) -> None:
        self.index = index
        self.owners = Owners(index, names)
        self.enter(0, "")

    def enter(self, clause: int, text: str) -> None:
        """Begin a clause whose written text is `text`; what others named is forgotten."""
        scope = self.index.scopes[clause] if self.index.scopes else MAIN_SCOPE
        self.here = Here(self.index, clause, text, scope)
        self.owners.enter(text, scope)
        self.named: dict[Level, At] = {}
        self.each: At | None = None
        self.done: dict[int, Resolved] = {}

    def resolve(self, mention: Mention) -> Resolved | None:
        """Return what a mention means, None when its words are no reference here."""
        start, above = self._start(mention)
        if start is None:
            return None
        resolved = self._walk(mention, start, above)
        if mention.bare and not resolved.last.law and resolved.last.fault is not None:
            return None
        self.done[mention.start] = resolved
        if not mention.quoted:
            self._remember(resolved)
        is_blank = mention.has_placeholder and (resolved.last.law or resolved.last.fault is not None)
        return None if is_blank else resolved

    def _remember(self, resolved: Resolved) -> None:
        parts = resolved.mention.parts
        if parts[-1].relative in (Relative.EACH, Relative.FOLLOWING_EACH):
            self.each = resolved.last
        for part in parts:
            at = self.named[part.level] = resolved.chain[part.level]
            if at.level is not None:
                self.named[Level.PARAGRAPH] = at
        if resolved.last.law:
            self.owners.remember(resolved.last.law, resolved.mention.end)

    # --- where a reference begins ---

    def _start(self, mention: Mention) -> tuple[At | None, dict[Level, At]]:
        """Where the parts of a mention are sought, None when it is no reference; and the levels it leaves unsaid."""
        before = self.done.get(mention.before.start) if mention.before is not None else None
        if before is not None:
            found = self._beside_sign(mention, before)
            if found is not None:
                return found
            above = _unsaid(mention, before)
            if above:
                return _follow(above[max(above, key=RANK.__getitem__)]), above
            if before.last.law and mention.parts[0].relative is None and mention.parts[0].level in before.chain:
                # 民法第九十五条及び第九十六条: a list goes on in the law in which it began.
                return At(law=before.last.law), {}
        goes_on = before is not None and mention.parts[0].level in before.chain
        return self._alone(mention, goes_on=goes_on), {}

    def _beside_sign(self, mention: Mention, before: Resolved) -> tuple[At, dict[Level, At]] | None:
        """Where a label alone is sought that goes on from one like it: （２） beside （１） in ハ（１）及び（２）."""
        first = mention.parts[0]
        if first.level not in _LABELLED:
            return None
        if mention.joint is Joint.INSIDE:
            return self._below_sign(mention, before)
        place = place_of_like_sign(self._words(first), before.mention, self.here.text)
        if place is None:
            return None
        level = before.mention.parts[place].level
        mention.parts[0] = replace(first, level=level)
        mention.bare = mention.bare and mention.joint is not Joint.RANGE
        return _follow(before.befores[place]), _above(before, level)

    def _below_sign(self, mention: Mention, before: Resolved) -> tuple[At, dict[Level, At]] | None:
        """Where a label alone is sought that is named as part of a 号 or 細分: （１） of イの（１）."""
        if not mention.bare or before.mention.parts[-1].level not in _LABELLED:
            return None
        mention.parts[0] = replace(mention.parts[0], level=Level.SUBITEM)
        return _follow(before.last), _above(before, Level.SUBITEM)

    def _words(self, part: Part) -> str:
        return self.here.text[part.start : part.end]

    def _alone(self, mention: Mention, *, goes_on: bool) -> At | None:
        """Where a mention is sought that leaves nothing to another to say, None when it is no reference.

        `goes_on` says that it is a member of a list of its level: what lacks 第 needs no more.
        """
        first = mention.parts[0]
        if mention.within is not None:
            return self._within(replace(mention.within, parts=[*mention.within.parts], law=mention.law))
        inside = first.relative is not None or RANK[first.level] > RANK[Level.ARTICLE]
        if inside and mention.quoted:
            # Words in 「」 say what stands elsewhere: their 前条 is not this article's.
            return None
        if mention.bare and first.level in _LABELLED and first.number:
            if self._is_of_another(mention) or not self._stands_alone(mention):
                return None
            first = mention.parts[0]
            inside = RANK[first.level] > RANK[Level.ARTICLE]
        law = None if inside else self._law(mention)
        if law:
            return At(law=law)
        if mention.plain and law is None and not goes_on:
            if not self._says(mention, inside=inside):
                return None
            mention.bare = True
        return At(self.here.clause) if inside else self._in_document(first, named=law is not None)

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether a label alone needs no list to be a reference: （１）に定める, イの者."""
        if mention.parts[0].level is Level.ARTICLE:
            return True
        if self.here.text[mention.start] in ("（", "(", *SIGNS):
            return STANDS_ALONE.match(self.here.text, mention.end) is not None
        return ENDS.match(self.here.text, mention.end) is None

    def _is_of_another(self, mention: Mention) -> bool:
        """Whether （２） hangs on a word, 別紙（２）. The number of １．（２） or １の（２） becomes its first part."""
        text = self.here.text
        before = BEFORE_SIGN.search(text, max(0, mention.start - LONGEST_BEFORE_SIGN), mention.start)
        if before is None or text[mention.start] not in "（(":
            return False
        if before["number"] is None:
            return not text.endswith(SAYS_WHERE, 0, mention.start)
        level = Level.ARTICLE if self.here.is_wordless else Level.PARAGRAPH
        start, end = before.span("number")
        mention.parts.insert(0, Part(level, start, end, (int(text[start:end]),)))
        mention.start = start
        return False

    def _within(self, outer: Mention) -> At | None:
        """What is named behind: Section 2 of paragraph (a) of Section 2."""
        start = self._alone(outer, goes_on=False)
        return None if start is None else _follow(self._walk(outer, start, {}).last)

    def _law(self, mention: Mention) -> str | None:
        place = self.done.get(mention.place.start) if mention.place is not None else None
        return self.owners.law_of(mention, place.last.law if place is not None else "")

    def _says(self, mention: Mention, *, inside: bool) -> bool:
        """Whether words without 第 are a reference, and not how many there are: ３条２項, ３条に定める."""
        if len(mention.parts) == 1 and (inside or not SAYS.match(self.here.text, mention.end)):
            return False
        return not self.here.text.endswith(COUNTED, 0, mention.start)

    def _in_document(self, first: Part, *, named: bool) -> At:
        """Where 第N条 is sought: behind this document's own name, この規約第３条, a 附則 or 別紙 means the 本則."""
        elsewhere = named and self.here.scope != MAIN_SCOPE and first.level is Level.ARTICLE
        if elsewhere and (MAIN_SCOPE, first.number) in self.index.articles:
            return At(scope=MAIN_SCOPE, named=True)
        return At(self.here.clause)

    # --- from part to part ---

    def _walk(self, mention: Mention, start: At, above: dict[Level, At]) -> Resolved:
        at, chain, befores, failed = start, dict(above), [], 0
        for place, part in enumerate(mention.parts):
            befores.append(at)
            if at.fault is None and not at.law:
                behind = mention.parts[place + 1] if place + 1 < len(mention.parts) else None
                at, failed = self._step(at, mention, part, behind), place
                if at.level is not None:
                    mention.parts[place] = replace(part, level=at.level)
                    chain[at.level] = at
            chain[part.level] = at
        return Resolved(mention, chain, befores, at, failed)

    def _step(self, at: At, mention: Mention, part: Part, behind: Part | None) -> At:
        here, level = self.here, part.level
        if part.relative is Relative.SAME:
            return self._same(at, part)
        if is_placeholder(part):
            return steps.unnumbered(here, at, part)
        if part.relative is Relative.EACH and self.each is not None and here.text.startswith("当該", part.start):
            return self.each
        if level is Level.ARTICLE:
            return self._decimals(steps.article(here, at, part), mention, part)
        if level is Level.PARAGRAPH:
            return self._decimals(units.paragraph(here, at, part, behind), mention, part)
        if level is Level.ITEM:
            return units.item(here, at, part)
        if level is Level.SUBITEM:
            return units.subitem(here, at, part)
        if level is Level.SUPPLEMENT:
            return steps.supplement(here, at, part, behind)
        if level is Level.APPENDIX:
            return steps.appendix(here, at, part, mention.appendix)
        if level is Level.MAIN:
            return At(scope=MAIN_SCOPE, named=True)
        return steps.heading(here, at, part)

    def _decimals(self, found: At, mention: Mention, part: Part) -> At:
        """What 3.2 means where no article or 項 bears this number: the 項 3.2 of article 3."""
        if found.fault is None or len(part.number) < 2 or not _DOT.search(self._words(part)):
            return found
        inside = units.decimals(self.here, part)
        if inside is None:
            return found
        # What is quoted behind it is no caption of the article.
        mention.caption, mention.caption_start = "", -1
        return inside

    def _same(self, at: At, part: Part) -> At:
        found = self.named.get(part.level)
        if found is None:
            return at.failed(FaultKind.NO_ANTECEDENT)
        return _follow(found)


def _follow(at: At) -> At:
    """What another reference means, for one that leans on it."""
    if at.fault not in (None, FaultKind.LEFT_OUT):
        return at.failed(FaultKind.FOLLOWS_FAULT)
    return replace(at, others=(), level=None) if at.others or at.level is not None else at


def _above(before: Resolved, level: Level) -> dict[Level, At]:
    """What a mention named above a level."""
    at_clauses = level is Level.PARAGRAPH
    return {
        above: at
        for above, at in before.chain.items()
        if RANK[above] < RANK[level] and not (at_clauses and at.level is not None)
    }


def _unsaid(mention: Mention, before: Resolved) -> dict[Level, At]:
    """The levels above its first part that a member of a list leaves to the member before it to say."""
    first = mention.parts[0]
    if first.relative not in (None, Relative.EACH):
        return {}
    if mention.joint is Joint.INSIDE:
        last = before.mention.parts[-1]
        # 第二号から第四号まで（第三号を除く。） is of the 号 beside; 第五条（第九条を除く。） of none.
        beside = last.relative is not None or before.mention.joint is Joint.RANGE
        if RANK[first.level] < RANK[last.level] or (first.level is last.level and not beside):
            return {}
    elif first.level not in before.chain:
        return {}
    return _above(before, first.level)
