"""Whose article a reference means, as the words around it and before it in its clause say."""

from __future__ import annotations

from portal.text.references.index import MAIN_SCOPE, Index
from portal.text.references.laws import Names, is_own_amended, last_law_named, law_before
from portal.text.references.mentions import Mention
from portal.text.references.model import Level
from portal.text.references.words import ASIDE

LONGEST_SAME_LAW = len("同条例")
_KINDS_OF_LAW = ("法律", "法", "規則", "令", "条例", "規約", "約款", "規程", "契約", "条約")
_THIS_LAW = ("この法律", "この政令", "この省令", "この条例", "この規則")


class Owners:
    """Says in which law or document an article stands, remembering those that a clause has named (同法)."""

    def __init__(self, index: Index, names: Names) -> None:
        self.index = index
        self.names = names
        self.enter("", MAIN_SCOPE)

    def enter(self, text: str, scope: int) -> None:
        """Begin a clause whose written text is `text`; what others named is forgotten."""
        self.text = text
        self.scope = scope
        self.last_of_kind: dict[str, str] = {}
        self.last_end = 0

    def remember(self, law: str, end: int) -> None:
        """Take down the law of a reference that ends at `end`."""
        kind = next((kind for kind in _KINDS_OF_LAW if law.endswith(kind)), "")
        self.last_of_kind[kind.removesuffix("律")] = self.last_of_kind[""] = law
        self.last_end = end

    def law_of(self, mention: Mention, repeated: str) -> str | None:
        """Return the law or document of an article named by its number, "" or None for this document.

        None says that no name stands before it, as 65条 would need. `repeated` is the law of the article whose words
        a quotation repeats (民法第九十五条中「第九十四条」).
        """
        if mention.law is not None:
            return mention.law
        end = self._end_of_name(mention)
        named = law_before(self.text, end, self.names)
        if named is not None and named.startswith("同") and len(named) <= LONGEST_SAME_LAW:
            return self._same_law(named, mention.start)
        if named and self._in_newest_supplement() and is_own_amended(named, self.names):
            return ""
        amending = self.index.amended_by.get(self.scope, "")
        if not named and amending and mention.parts[0].level is not Level.SUPPLEMENT:
            of_amending = named is None or self.text.endswith(_THIS_LAW, 0, end)
            return amending if of_amending else self.names.title or amending
        return named if named is not None else repeated or None

    def _end_of_name(self, mention: Mention) -> int:
        """Where a name would end: before the words, or the bracket they begin in 民法（第三編を除く。）第五条."""
        before = mention.start - 1
        begins_bracket = self.text[before : mention.start] in ("（", "(")
        return before if begins_bracket and ASIDE.match(self.text, mention.end) else mention.start

    def _in_newest_supplement(self) -> bool:
        """Whether the words stand in the last 附則 of terms: the text as amended, of which it speaks, is this one."""
        return not self.index.is_law and self.scope in self.index.supplements[-1:]

    def _same_law(self, words: str, start: int) -> str:
        """同法, 同令, 同規則: the last law of that kind that was named, else the last of any."""
        kind = words.removeprefix("同").removesuffix("律")
        named = last_law_named(self.text, self.last_end, start, kind, self.names)
        return named or self.last_of_kind.get(kind) or self.last_of_kind.get("") or words
