"""Headings in Japanese: 第6条（…）, 第一章　総則, 附　則, 目次, （略）, 【第1条】; `appendix` has 別表."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.text.bracketed import BRACKETED, CLOSING_BRACKETS, DASHES, LONGEST_CAPTION, SEPARATOR, caption_behind
from portal.text.headings import appendix, english
from portal.text.headings.captions import is_left_out, is_no_caption
from portal.text.headings.heads import Form, Head
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, parse_branches
from portal.text.tree import Kind, Number

LONGEST_JOINED_CAPTION = 16
PLACEHOLDERS = "○●◯□■＿_XxＸｘ＊*？?"
"""What stands for a number that is still to be given: 第○条, 第X条, 第＿条."""

# Blanks and digits are never given back (*+, ++): a long row of them would be tried over and over again.
_GAP = rf"[{BLANKS}]*+"
_D = f"[{numerals.DIGITS}]"
_K = f"[{numerals.KANJI}]"
_N = rf"(?:{_D}++|{_K}++)"
_BRANCHES = rf"(?P<branches>(?:(?:{_GAP}[のノ]{_GAP}{_N}|[-－‐–]{_D}++)(?!{_GAP}[項号条]))*+)"
_JOINING = "のをにはがとでも及又並若、，。"
"""What joins a reference to the rest of its sentence, even behind a blank: 第 5 条 及び第 6 条."""
_JOINING_WORDS = "および|または|ならびに|もしくは"
_GOES_ON = (
    rf"[{_JOINING}・か第以乃中～〜]|ないし|{_JOINING_WORDS}|[{DASHES}][第{numerals.DIGITS}]"
    "|本文[のにはが、]|各[号項]|前段|後段|但し?書"
)
_GOES_ON_BEHIND_BLANK = rf"及び|又は|並びに|若しくは|{_JOINING_WORDS}|[、，。]"
_LISTED_NAME = rf"[、・](?=[^、・。（）第本前次同別附{numerals.DIGITS}{BLANKS}\n][^、。第\n]{{0,15}}(?![^\n]))"
"""第６条、雑則 and 第６条・雑則: a sign where others have a blank."""
_BEHIND_LABEL = (
    rf"(?P<blank>{_GAP})(?:(?P<caption>{BRACKETED.pattern})(?P<between>{_GAP})"
    rf"|(?P<colon>(?:{SEPARATOR}|{_LISTED_NAME}){_GAP}))?"
    rf"(?P<goes_on>(?<![{BLANKS}：:．.、{DASHES}])(?:{_GOES_ON})"
    rf"|(?<=[{BLANKS}])(?<![{re.escape(CLOSING_BRACKETS)}][{BLANKS}])(?:{_GOES_ON_BEHIND_BLANK}))?"
)
ARTICLE = (
    rf"(?P<label>第{_GAP}(?:(?P<n>{_N})|[{re.escape(PLACEHOLDERS)}]{{1,3}}|(?<=[{BLANKS}])){_GAP}条(?![例件文]){_BRANCHES})"
    rf"{_BEHIND_LABEL}"
)
"""The pattern of 第N条 with its caption; what `read_article` reads."""
_ARTICLE = re.compile(ARTICLE)
_BARE_ARTICLE = re.compile(rf"(?P<label>(?P<n>{_N}){_GAP}条{_BRANCHES}){_BEHIND_LABEL}")
_HEADING = re.compile(rf"第{_GAP}(?P<n>{_N}){_GAP}(?P<unit>[編部章節款目]){_BRANCHES}")
_BARE_HEADING = re.compile(rf"(?P<n>{_N}){_GAP}(?P<unit>[編章節]){_BRANCHES}(?=[{BLANKS}])")
_FIRST_OF_RANGE = re.compile(rf"第{_GAP}{_N}{_GAP}[条編章節款目]{_BRANCHES}")
_REST_OF_RANGE = re.compile(
    rf"(?:{_GAP}(?:から|及び|および|並びに|乃至|ないし|[・、，～〜{DASHES}])"
    rf"{_GAP}第?{_GAP}(?P<n>{_N}){_GAP}[条編章節款目]{_BRANCHES})+"
    rf"(?:{_GAP}まで)?(?={_GAP}(?P<words>[^\n]{{1,16}})\Z)"
)
_SUPPLEMENTARY = re.compile(
    rf"(?:改正|改定|改訂|制定|変更|追加)?{_GAP}[附付]{_GAP}則(?:(?P<n>{_D}++)(?!{_GAP}[条項号年月]))?"
)
_CONTENTS = re.compile(rf"(?:目{_GAP}次|もくじ)[：:]?")
_ELIDED = re.compile(rf"[（(〔\[［]{_GAP}(?:以下|中|前|後)?{_GAP}省?略{_GAP}[）)〕\]］]")
_PAIRS = {
    "（": "）",
    "(": ")",
    "【": "】",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "＜": "＞",
    "<": ">",
    "〈": "〉",
    "《": "》",
}
_UNITS = {
    "条": Kind.ARTICLE,
    "編": Kind.PART,
    "部": Kind.PART,
    "章": Kind.CHAPTER,
    "節": Kind.SECTION,
    "款": Kind.SUBSECTION,
    "目": Kind.DIVISION,
}
_GOES_ON_FROM_LABEL = re.compile(_GOES_ON)
_GOES_ON_BEHIND = re.compile(_GOES_ON_BEHIND_BLANK)
_UNNUMBERED: tuple[Number, ...] = ((), (0,))
_ARTICLE_KIND = Kind.ARTICLE  # looked up once: an enumeration's members are found slowly
_SENTENCE = re.compile("[、。，]|(?:する|した|ます|です|こと|もの)$")


def last_number(label: str, number: Number) -> Number:
    """Return the number a label ends on: (63,) for 第五十五条から第六十三条まで or 章, else `number` itself."""
    if label.isascii():
        return english.last_number(label, number)
    first = _FIRST_OF_RANGE.match(label)
    rest = _REST_OF_RANGE.match(label[first.end() :] + "削除") if first else None
    return _number(rest["n"], rest["branches"]) if rest else number


def read_numbered(line: str, indent: str) -> Head | None:
    """Read 第6条（目的）, 第一章　総則, 第○条."""
    match = _HEADING.match(line)
    if match is not None:
        return _heading(match, line, indent)
    match = _ARTICLE.match(line)
    return read_article(match, len(line), indent) if match else None


def _read_bare(line: str, indent: str) -> Head | None:
    """1条（目的）, without 第: only its number can tell that it is a heading. Or 1章　総則."""
    match = _BARE_ARTICLE.match(line)
    if match is None:
        return _read_bare_heading(line, indent)
    head = read_article(match, len(line), indent)
    return head._replace(certain=False) if head and (head.caption or head.form[-1] in BLANKS) else None


def read_article(match: re.Match[str], end: int, indent: str) -> Head | None:
    """Read what the pattern `ARTICLE` found; the line ends at the offset `end` of the text it was found in.

    第○条, an article whose number is still to be given, needs a caption or a blank behind it.
    """
    label, written, branches, blank, caption, between, colon, goes_on = match.groups()
    if goes_on is not None:
        return None if caption else _range(match, end, indent)
    number = _number(written, branches) if written else ()
    rest = match.string[match.end() : end]
    if caption is not None:
        form, certain = f"{indent}L{blank}{caption[0]}C{caption[-1]}{between}", not rest or between != ""
        caption = caption[1:-1]
        if is_no_caption(caption):
            form, caption, rest = f"{indent}L{blank}", "", match.string[match.start("caption") : end]
    else:
        form, caption = f"{indent}L{blank}{colon or ''}", ""
        certain = not rest or (blank != "" and not colon and rest[0] not in _JOINING)
        if colon and colon[0] in "、・" and _SENTENCE.search(rest):
            return None
    if number in _UNNUMBERED:
        return Head(_ARTICLE_KIND, label, (), caption, form, rest) if certain else None
    return Head(_ARTICLE_KIND, label, number, caption, form, rest, certain)


def _range(match: re.Match[str], end: int, indent: str) -> Head | None:
    """第五十五条から第六十三条まで　削除: one clause for all of them."""
    rest_of_label = _REST_OF_RANGE.match(match.string, match.end("label"), end)
    if match["n"] is None or rest_of_label is None or not is_left_out(rest_of_label["words"]):
        return None
    label = match["label"] + rest_of_label.group()
    words = match.string[rest_of_label.end() : end]
    rest = words.lstrip(BLANKS)
    form = f"{indent}L{words[: len(words) - len(rest)]}"
    return Head(_ARTICLE_KIND, label, _number(match["n"], match["branches"]), "", form, rest)


def _heading(match: re.Match[str], line: str, indent: str) -> Head | None:
    """第三章　会員, 第三章会員; 第三章及び第四章　削除 is one heading for both."""
    label, rest = match.group(), line[match.end() :]
    others = _REST_OF_RANGE.match(rest)
    if others is not None and is_left_out(others["words"]):
        label, rest = label + others.group(), rest[others.end() :]
    caption, form = caption_behind(rest)
    if caption is None and match["unit"] != "部" and _is_joined_caption(rest):
        caption, form = rest, "C"
    if caption is None:
        return None
    number = _number(match["n"], match["branches"])
    return Head(_UNITS[match["unit"]], label, number, caption, f"{indent}L{form}")


def _read_bare_heading(line: str, indent: str) -> Head | None:
    """1章　総則, without 第: a blank and a short name must stand behind it."""
    match = _BARE_HEADING.match(line)
    name = line[match.end() :].lstrip(BLANKS) if match else ""
    if match is None or _SENTENCE.search(name) or _GOES_ON_FROM_LABEL.match(name):
        return None
    return _heading(match, line, indent)


def _is_joined_caption(rest: str) -> bool:
    """Whether 総則 stands right behind 第１章: a short name, not the rest of a sentence."""
    return len(rest) <= LONGEST_JOINED_CAPTION and not _SENTENCE.search(rest) and not _GOES_ON_FROM_LABEL.match(rest)


def _read_supplementary(line: str, indent: str) -> Head | None:
    match = _SUPPLEMENTARY.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    number = _number(match["n"], "") if match["n"] else ()
    caption, form = caption_behind(rest)
    if caption is not None:
        return Head(Kind.SUPPLEMENTARY_PROVISION, match.group(), number, caption, f"{indent}L{form}")
    text = rest.lstrip(BLANKS)
    if text == rest or _GOES_ON_BEHIND.match(text):
        return None
    form = f"{indent}L{rest[: -len(text)]}"
    return Head(Kind.SUPPLEMENTARY_PROVISION, match.group(), number, form=form, rest=text)


def _read_contents(line: str, indent: str) -> Head | None:
    if _CONTENTS.fullmatch(line) is None:
        return None
    return Head(Kind.TABLE_OF_CONTENTS, line, form=f"{indent}L")


def _read_elided(line: str, indent: str) -> Head | None:
    if _ELIDED.fullmatch(line) is None:
        return None
    return Head(Kind.ELIDED, line, form=f"{indent}L")


def _read_bracketed(line: str, indent: str) -> Head | None:
    """【附則】, ［第１条］（目的）, 【第1章　総則】, 【別紙】料金: a head whose label stands in brackets."""
    close = line.find(_PAIRS[line[0]])
    inner = line[1:close].lstrip(BLANKS)
    head = next((head for read in _BRACKETABLE if (head := read(inner, "")) is not None), None)
    if close < 0 or head is None or (line[0] in "（(" and head.kind in _UNITS.values()):
        return None
    opened = f"{indent}{line[: len(line[:close]) - len(inner)]}"
    return _captioned_inside(head, opened, line, close) or _captioned_behind(head, opened, line, close)


def _captioned_inside(head: Head, opened: str, line: str, close: int) -> Head | None:
    """【第1条（目的）】 or 【第1条　目的】; a rest like 関係 in （第1条関係） is no caption."""
    if not head.caption and not head.rest:
        return None
    if head.rest and (head.caption or not head.certain):
        return None
    behind = line[close + 1 :]
    rest = behind.lstrip(BLANKS)
    caption = head.caption or head.rest
    form = head.form if head.caption else head.form + "C"
    form = f"{opened}{form}{line[close]}{behind[: len(behind) - len(rest)]}"
    return Head(head.kind, head.label, head.number, caption, form, rest, certain=True) if not rest else None


def _captioned_behind(head: Head, opened: str, line: str, close: int) -> Head | None:
    """［第１条］（目的）, ［第１条］目的 or 【附則】."""
    if head.caption or head.rest:
        return None
    behind = line[close + 1 :]
    caption, form = caption_behind(behind)
    if caption is None and len(behind) <= LONGEST_CAPTION and not _SENTENCE.search(behind):
        caption, form = behind, "C"
    if caption is None or _GOES_ON_FROM_LABEL.match(behind):
        return None
    return Head(head.kind, head.label, head.number, caption, f"{opened}{head.form}{line[close]}{form}")


@lru_cache(maxsize=4096)
def _number(written: str, branches: str | None) -> Number:
    """The value of 十八 with の二; the same numbers are written again in every 附則 and edition."""
    written += branches or ""
    return parse_branches(re.sub(rf"[{BLANKS}]", "", re.sub("[-－‐–]", "の", written)))


_BRACKETABLE = (read_numbered, _read_supplementary, appendix.read_appendix, _read_contents)

FORMS = (
    Form(
        rf"第[{numerals.DIGITS}{numerals.KANJI}{re.escape(PLACEHOLDERS)}{BLANKS}]++[条編部章節款目]",
        "第",
        read_numbered,
    ),
    Form(rf"{_N}{_GAP}[条編章節]", numerals.DIGITS + numerals.KANJI, _read_bare),
    Form(rf"(?:[改制変追][正定訂更加])?{_GAP}[附付]{_GAP}則", "附付改制変追", _read_supplementary),
    *appendix.FORMS,
    Form(rf"(?:目{_GAP}次|もくじ)[：:]?$", "目も", _read_contents),
    Form(rf"[（(〔\[［]{_GAP}[以中前後]?下?{_GAP}省?略", "（(〔[［", _read_elided),
    Form(
        rf"[{re.escape(''.join(_PAIRS))}]{_GAP}(?:第|[附付]{_GAP}則|別|様式|参考様式|目{_GAP}次)",
        "".join(_PAIRS),
        _read_bracketed,
    ),
)
"""Every form of heading in Japanese but for those of `appendix`."""
