"""Find the words of references in a text: where they stand and of which parts they are made, not what they mean.

One compiled pattern walks over the text and stops only where a reference, a bracket, or the end of
a sentence or line may stand; from the first part on, the further parts are read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from portal.text.headings.japanese import PLACEHOLDERS
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, parse_branches
from portal.text.references import words
from portal.text.references.brackets import Frames
from portal.text.references.mentions import RANK, Joint, Mention, appendix_name, sign_number, sign_styles
from portal.text.references.model import Level, Part, Relative
from portal.text.tree import Number


def scan(text: str, start: int = 0) -> Iterator[Mention]:
    """Yield the mentions in `text` from `start` on, in reading order; offsets count in `text`. Never raises."""
    frames = Frames()
    at = start
    while (match := words.HEAD.search(text, at)) is not None:
        at = match.end()
        if match.lastgroup == "sign":
            frames.sign(match.group(), match.start(), text)
        elif (mention := _read(match, text)) is not None:
            frames.join(mention, text)
            yield mention
            while (more := _another_appendix(mention, text)) is not None:
                mention = frames.add(more)
                yield mention
            at = max(at, mention.end)


# --- the first part ---


def _read(head: re.Match[str], text: str) -> Mention | None:
    """The mention that begins with `head`, None where the words number a law, a case or a remark."""
    mention = _HEADS[head.lastgroup or ""](head, text)
    if mention is None:
        return None
    part = mention.parts[0]
    if part.level is Level.ITEM and text.endswith(words.OTHERS_NUMBERED, 0, part.start):
        return None
    _read_steps(mention, text)
    if text[mention.end : mention.end + 1] in words.TAIL_STARTS:
        tail = words.TAIL.match(text, mention.end)
        mention.end = tail.end() if tail is not None else mention.end
    return mention


def _of(part: Part | None) -> Mention | None:
    return None if part is None else Mention(part.start, part.end, [part])


def _numbered(head: re.Match[str], _text: str) -> Mention | None:
    return _of(_numbered_part(head, head.start()))


def _relative(head: re.Match[str], text: str) -> Mention | None:
    mention = _of(_relative_part(head))
    if mention is not None and head["relative"] == "各":
        mention.bare = text.endswith(words.INFORMAL, 0, mention.start)
    return mention


def _plain(head: re.Match[str], _text: str) -> Mention | None:
    mention = _of(_plain_part(head, head.start()))
    if mention is not None:
        mention.bare = _is_dotted(head["plain"])
        mention.plain = not mention.bare
    return mention


def _decimals(head: re.Match[str], _text: str) -> Mention | None:
    """2.2 where it is said what 2.2 says."""
    mention = _of(_part(Level.ARTICLE, *head.span(), _number(head["decimals"], None)))
    if mention is not None:
        mention.bare = True
    return mention


def _sign(head: re.Match[str], _text: str) -> Mention | None:
    level = Level.SUBITEM if head["letter"] is not None else Level.ITEM
    mention = _of(_part(level, *head.span(), sign_number(head.group())))
    if mention is not None:
        mention.bare = True
    return mention


def _main(head: re.Match[str], _text: str) -> Mention:
    return Mention(*head.span(), [Part(Level.MAIN, *head.span())])


_OF_SUPPLEMENT = {"こ": Relative.THIS, "本": Relative.THIS, "同": Relative.SAME}


def _supplement(head: re.Match[str], _text: str) -> Mention:
    relative = _OF_SUPPLEMENT.get(head.group()[0])
    return Mention(*head.span(), [Part(Level.SUPPLEMENT, *head.span(), (), relative)])


def _form(head: re.Match[str], _text: str) -> Mention:
    """第一号様式, which is one where there is such a form."""
    return Mention(
        *head.span(),
        [Part(Level.APPENDIX, *head.span(), _number(head["form_number"], head["form_branches"]))],
        appendix="様式",
        bare=True,
    )


def _appendix(head: re.Match[str], _text: str) -> Mention:
    letter = head["appendix_letter"]
    written = head["appendix_number"]
    number = sign_number(letter) if letter else _number(written, head["appendix_branches"]) if written else ()
    return Mention(
        *head.span(),
        [Part(Level.APPENDIX, *head.span(), number)],
        appendix=appendix_name(head["appendix"], letter or ""),
    )


def _another_appendix(before: Mention, text: str) -> Mention | None:
    """２ of 別表１及び２."""
    if before.parts[-1].level is not Level.APPENDIX or not before.parts[-1].number or before.bare:
        return None
    match = words.MORE_APPENDICES.match(text, before.end)
    if match is None or (match["form"] and before.appendix != "様式"):
        return None
    number = _number(match["number"], match["branches"])
    start, end = match.span("written")
    joint = Joint.RANGE if match["range"] is not None else Joint.LIST
    parts = [Part(Level.APPENDIX, start, end, number)]
    return Mention(start, end, parts, joint=joint, before=before, appendix=before.appendix) if number else None


_HEADS: dict[str, Callable[[re.Match[str], str], Mention | None]] = {
    "n_branches": _numbered,
    "n_shared": _numbered,
    "relative_unit": _relative,
    "plain_branches": _plain,
    "plain_shared": _plain,
    "decimals": _decimals,
    "letter": _sign,
    "bare": _sign,
    "main": _main,
    "supplement": _supplement,
    "form_branches": _form,
    "appendix": _appendix,
    "appendix_branches": _appendix,
    "appendix_letter": _appendix,
}
"""What reads a mention, by the group with which its first words end."""


def _part(level: Level, start: int, end: int, number: Number) -> Part | None:
    return Part(level, start, end, number) if number else None


def _numbered_part(match: re.Match[str], start: int) -> Part | None:
    level = words.LEVELS[(match["n_unit"] or match["n_shared"])]
    if match["n"][0] in PLACEHOLDERS:
        return Part(level, start, match.end())
    return _part(level, start, match.end(), _number(match["n"], match["n_branches"]))


def _plain_part(match: re.Match[str], start: int) -> Part | None:
    level = words.LEVELS[(match["plain_unit"] or match["plain_shared"])]
    return _part(level, start, match.end(), _number(match["plain"], match["plain_branches"]))


_IN_CLAUSES = (Level.PARAGRAPH, Level.ITEM)


def _relative_part(match: re.Match[str]) -> Part | None:
    word = match["relative"]
    level = words.LEVELS[match["relative_unit"]]
    relative = words.RELATIVES.get(word)
    if relative is None:
        relative = Relative.PREVIOUS if word.startswith("前") else Relative.FOLLOWING_EACH
    if relative in (Relative.EACH, Relative.FOLLOWING_EACH) and level not in _IN_CLAUSES:
        return None
    count = numerals.parse_number(match["count"]) if match["count"] else 1
    return Part(level, *match.span(), (), relative, count) if count else None


@lru_cache(maxsize=4096)
def _number(written: str, branches: str | None) -> Number:
    """The value of 十八, ２．２, （２） or ② and of の二, () for no number. Remembered: a statute writes few, often."""
    value = None if branches else numerals.parse_number(written)
    if value is not None:
        return (value,)
    if written[0] in words.SIGNS or written[0] in "（(":
        return (*sign_number(written), *parse_branches("0" + _closed_up(branches or ""))[1:])
    return parse_branches(_closed_up(written + (branches or "")))


def _closed_up(words_: str) -> str:
    return re.sub(rf"[{BLANKS}]", "", words_)


def _is_dotted(written: str) -> bool:
    return "." in written or "．" in written


# --- the parts behind the first ---

_ALL_BELOW = (Relative.EACH, Relative.PREVIOUS_EACH, Relative.FOLLOWING_EACH)


def _read_steps(mention: Mention, text: str) -> None:
    """Read the parts behind the first one, each deeper than the one before, and a quoted caption."""
    while True:
        last = mention.parts[-1]
        if last.level is Level.ARTICLE and not mention.caption:
            _read_caption(mention, text)
        if last.level in (Level.ITEM, Level.SUBITEM):
            if last.relative not in _ALL_BELOW:
                _read_subitems(mention, text)
            return
        part = _step(mention, text)
        if part is None or RANK[part.level] <= RANK[last.level]:
            return
        mention.parts.append(part)
        mention.end = part.end


def _step(mention: Mention, text: str) -> Part | None:
    if text[mention.end : mention.end + 1] not in words.GOES_DEEPER:
        return None
    match = words.STEP.match(text, mention.end)
    if match is None:
        return _item_sign(mention, text)
    start = match.end() - len(match.group().lstrip(BLANKS))
    if match["n"] is not None:
        return _numbered_part(match, start)
    if match["plain"] is not None:
        return _plain_part(match, start)
    relative = Relative.EACH if match["relative"] == "各" else Relative.SAME
    return Part(words.LEVELS[match["relative_unit"]], start, match.end(), (), relative)


def _item_sign(mention: Mention, text: str) -> Part | None:
    """（２） of 第１項（２）."""
    if mention.parts[-1].level not in (Level.ARTICLE, Level.PARAGRAPH):
        return None
    match = words.SIGN.match(text, mention.end)
    return None if match is None else _part(Level.ITEM, *match.span(), sign_number(match.group()))


def _read_subitems(mention: Mention, text: str) -> None:
    """Read イ(1)(i) behind a 号. Of ①② the second is no 細分 of the first, but another member of a list."""
    while (match := words.SIGN.match(text, mention.end)) is not None:
        before = text[mention.parts[-1].start : mention.end]
        part = _part(Level.SUBITEM, *match.span(), sign_number(match.group()))
        if part is None or sign_styles(match.group()) & sign_styles(before):
            return
        mention.parts.append(part)
        mention.end = part.end


def _read_caption(mention: Mention, text: str) -> None:
    if text[mention.end : mention.end + 1] not in words.CAPTION_STARTS:
        return
    match = words.CAPTION.match(text, mention.end)
    if match is None or match.lastgroup is None:
        return
    caption = match[match.lastgroup]
    if words.NO_CAPTION.search(caption) or words.SIGN.fullmatch(match.group().strip(BLANKS)):
        return
    mention.caption, mention.caption_start, mention.end = caption, match.start(match.lastgroup), match.end()
