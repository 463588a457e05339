"""The brackets, sentences and lines in which references stand, and so which of them hang together in a list."""

from __future__ import annotations

from dataclasses import dataclass, field

from portal.text.references import words
from portal.text.references.mentions import RANK, Joint, Mention

_OPENING, _CLOSING = "（(「『", "）)」』"
_QUOTES = ("「", "『")
DEEPEST = 40
"""Brackets in brackets; what is deeper is noise, and would be looked through at each closing one."""


@dataclass(slots=True)
class _Frame:
    """An open bracket, or the sentence: the last mention in it and where what joins the next one begins."""

    opened: int
    sign: str
    quoted: bool = False
    last: Mention | None = None
    last_end: int = -1
    place: Mention | None = None


@dataclass(slots=True)
class Frames:
    """The open brackets of a line, outermost first."""

    stack: list[_Frame] = field(default_factory=lambda: [_Frame(-1, "")])

    def sign(self, sign: str, at: int, text: str) -> None:
        """Enter a bracket, leave it, or end a sentence or line."""
        if sign in _OPENING and len(self.stack) < DEEPEST:
            frame = self.stack[-1]
            if at - len(words.UNTIL) == frame.last_end and text.startswith(words.UNTIL, frame.last_end):
                frame.last_end = at
            self.stack.append(
                _Frame(at, sign, frame.quoted or sign in _QUOTES, place=self._quoted_place(sign, at, text))
            )
        elif sign in _CLOSING:
            self._close(_OPENING[_CLOSING.index(sign)], at)
        elif sign == "\n":
            self.stack = [_Frame(-1, "")]
        else:
            self.stack[-1].last = self.stack[-1].place = None

    def _quoted_place(self, sign: str, at: int, text: str) -> Mention | None:
        """The reference whose words 「 repeats, remembered for the quotations that follow in the sentence."""
        frame = self.stack[-1]
        if sign == "「" and text.startswith("中", at - 1):
            frame.place = frame.last
        return frame.place

    def _close(self, opening: str, at: int) -> None:
        """Leave the innermost bracket of this sort; what stood in it does not part a list."""
        depth = len(self.stack) - 1
        while depth > 0 and self.stack[depth].sign != opening:
            depth -= 1
        if depth == 0:
            return
        opened = self.stack[depth].opened
        del self.stack[depth:]
        if self.stack[-1].last_end == opened:
            self.stack[-1].last_end = at + 1

    def join(self, mention: Mention, text: str) -> None:
        """Say of a mention what it hangs on, and remember it for the next."""
        frame = self.stack[-1]
        if frame.last is None and self._is_aside(mention, text):
            mention.before, mention.joint = self.stack[-2].last, Joint.INSIDE
        elif frame.last is not None and mention.start - frame.last_end <= words.LONGEST_JOINER:
            joint = _joint(frame.last_end, mention, frame.last, text)
            if joint is not None:
                mention.before, mention.joint = frame.last, joint
        self.add(mention)

    def add(self, mention: Mention) -> Mention:
        """Remember a mention for the next."""
        frame = self.stack[-1]
        mention.quoted = frame.quoted
        mention.place = frame.place if frame.quoted else None
        frame.last, frame.last_end = mention, mention.end
        return mention

    def _is_aside(self, mention: Mention, text: str) -> bool:
        """Whether the words begin a bracket that takes something out of the reference before it: （第二項を除く。）."""
        if len(self.stack) < 2 or self.stack[-1].opened + 1 != mention.start:
            return False
        return self.stack[-2].last_end == self.stack[-1].opened and bool(words.ASIDE.match(text, mention.end))


def _joint(end: int, mention: Mention, before: Mention, text: str) -> Joint | None:
    """How a mention hangs on the one before, whose words and brackets end at `end`; None where other words part them.

    ①② are a list, as are 第１号第２号.
    """
    if end == mention.start and (mention.bare or mention.parts[0].level is before.parts[-1].level):
        return Joint.LIST
    joiner = words.JOINER.fullmatch(text, end, mention.start)
    if joiner is None:
        return None
    if joiner["range"] is not None:
        return Joint.RANGE
    goes_in = joiner["same"] is not None and RANK[mention.parts[0].level] > RANK[before.parts[-1].level]
    return Joint.INSIDE if goes_in or joiner["inside"] is not None else Joint.LIST
