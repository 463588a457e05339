"""What changed inside one article, in phrases: 見出しを「料金」に変更, 第2項を追加, 第1項・第3項を変更."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from portal.comparison.addresses.bilingual import Bilingual
from portal.comparison.addresses.places import Places
from portal.comparison.addresses.units import heading_words
from portal.comparison.summary.clause_changes import ClauseChange, UnitChange, Verb, is_of_another_level, unit_changes
from portal.comparison.summary.phrases import Phrase, phrase
from portal.comparison.summary.unit_lists import in_words, is_simple, unit_list
from portal.comparison.table import At, Part
from portal.text.messages import gettext_noop
from portal.text.normalise import fold
from portal.text.tree import Clause, Document

_MANY, _MANY_CHANGED = 5, 3
"""Units touched, and changed in words, from which an article that keeps none as it was is changed throughout."""
_ELSEWHERE = 3
"""Other articles that are named where units came from, or went to, more."""
_OF_SUBSTANCE = (Verb.ADDED, Verb.DELETED, Verb.CHANGED)
_OF_SPELLING = (Verb.RESPELLED, Verb.RELABELLED)
_PARAGRAPH, _ITEM = Bilingual("項", "paragraph"), Bilingual("号", "item")
_THROUGHOUT = gettext_noop("全体にわたり変更")
_OTHERS = gettext_noop("ほかの部分を変更")
_MOVED = gettext_noop("旧{old}を{new}に移動")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two editions with the words for their places."""

    old: Document
    new: Document
    old_places: Places
    new_places: Places


@dataclass(frozen=True, slots=True)
class Inside:
    """What changed inside an article: phrases, or only its spelling, or nothing; and the units it happened to.

    `is_whole` says of an article that came or went whether all of its units moved from or to other articles,
    `is_main_text` that nothing but the words of its only 項 changed: then the article did.
    """

    phrases: tuple[Phrase, ...] = ()
    only_spelling: bool = False
    units: tuple[UnitChange, ...] = ()
    is_whole: bool = False
    is_main_text: bool = False


def inside(change: ClauseChange, pair: Pair) -> Inside:
    """Return what changed in a clause that stands in both editions, or that units moved into or out of."""
    old = pair.old.clauses[change.old] if change.old is not None else None
    new = pair.new.clauses[change.new] if change.new is not None else None
    units = tuple(unit_changes(change, old, new))
    caption = _caption(old, new) if old and new else None
    told = [unit for unit in units if unit.verb not in _OF_SPELLING]
    if caption is None and not told:
        return Inside(only_spelling=bool(units) or bool(old and new and _is_respelled(old, new)))
    told = list(_without_continuations([unit for unit in units if unit.verb is not Verb.RELABELLED], pair))
    phrases = [caption] if caption else []
    is_main_text = caption is None and all(_is_in_main_text(unit, pair) for unit in told)
    return Inside((*phrases, *_unit_phrases(told, change, pair)), units=units, is_main_text=is_main_text)


def _is_in_main_text(unit: UnitChange, pair: Pair) -> bool:
    sides = ((pair.old_places, unit.old), (pair.new_places, unit.new))
    return unit.verb in _OF_SUBSTANCE and all(at is None or places.is_main_text(at) for places, at in sides)


def _without_continuations(units: Sequence[UnitChange], pair: Pair) -> Iterator[UnitChange]:
    """Leave out the lines of a 項 behind its first where that changed as well: all of it is 第2項を変更."""
    changed = [unit for unit in units if unit.verb is Verb.CHANGED and unit.new and unit.new.part is not Part.BLOCK]
    olds = {unit.old._replace(part=Part.BLOCK) for unit in changed if unit.old}
    news = {unit.new._replace(part=Part.BLOCK) for unit in changed if unit.new}
    sides = ((pair.old_places, olds), (pair.new_places, news))
    for unit in units:
        ats = [(at, *side) for at, side in zip((unit.old, unit.new), sides, strict=True) if at]
        if unit.verb not in _OF_SUBSTANCE or not all(
            at in changed_ones and places.is_continuation(at) for at, places, changed_ones in ats
        ):
            yield unit


def _caption(old: Clause, new: Clause) -> Phrase | None:
    heading, caption = heading_words(new), Bilingual(new.caption, new.caption)
    if fold(old.caption) == fold(new.caption):
        return None
    if not new.caption:
        return phrase(gettext_noop("{heading}を削除"), heading=heading)
    if not old.caption:
        return phrase(gettext_noop("{heading}「{caption}」を追加"), heading=heading, caption=caption)
    return phrase(gettext_noop("{heading}を「{caption}」に変更"), heading=heading, caption=caption)


def _is_respelled(old: Clause, new: Clause) -> bool:
    """Whether a heading of the same number is written in another way: 第１条, 【目的】."""
    same_number = old.number == new.number and old.label != new.label
    return same_number or old.caption != new.caption or "".join(old.form.split()) != "".join(new.form.split())


def _unit_phrases(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Iterator[Phrase]:
    of_substance = (unit for unit in units if unit.verb in _OF_SUBSTANCE)
    touched = Counter(unit.verb for unit in of_substance if not is_of_another_level(unit.old, unit.new))
    is_many = touched.total() >= _MANY and touched[Verb.CHANGED] >= _MANY_CHANGED
    is_throughout = is_many and not change.keeps_units
    if is_throughout:
        yield Phrase(_THROUGHOUT)
    for (verb, how), group in _grouped(units, lambda unit: _grouping(unit, change)):
        if not (is_throughout and verb is Verb.CHANGED and not how):
            yield _PHRASES[verb](group, change, pair)


def moves_alone(found: Inside, change: ClauseChange, pair: Pair) -> tuple[Phrase, ...]:
    """Return what moved into or out of a 別表, and that more changed if so; () if nothing moved or has no name."""
    moved = [unit for unit in found.units if unit.verb in (Verb.MOVED, Verb.MOVED_AWAY)]
    sides = [(pair.old_places, unit.old) for unit in moved] + [(pair.new_places, unit.new) for unit in moved]
    if not all(at and places.cited(at).japanese for places, at in sides):
        return ()
    others = any(unit.verb in _OF_SUBSTANCE for unit in found.units)
    return (*_unit_phrases(moved, change, pair), *([Phrase(_OTHERS)] if moved and others else []))


def _grouped(
    units: Sequence[UnitChange], key: Callable[[UnitChange], tuple[Verb, Hashable]]
) -> Iterator[tuple[tuple[Verb, Hashable], list[UnitChange]]]:
    groups: dict[tuple[Verb, Hashable], list[UnitChange]] = {}
    for unit in units:
        groups.setdefault(key(unit), []).append(unit)
    yield from groups.items()


def _grouping(unit: UnitChange, change: ClauseChange) -> tuple[Verb, Hashable]:
    """Units of one phrase: the same happened to them, from or to the same article, up or down."""
    if unit.verb is Verb.MOVED:
        return unit.verb, unit.old.clause if unit.old else None
    if unit.verb is Verb.MOVED_AWAY:
        return unit.verb, unit.new.clause if unit.new else None
    if unit.verb is Verb.SHIFTED and unit.new:
        return unit.verb, (_is_down(unit), len(unit.new.path))
    return unit.verb, unit.verb is Verb.CHANGED and is_of_another_level(unit.old, unit.new)


def _is_down(unit: UnitChange) -> bool:
    """Whether a unit's number grew, as after an insertion."""
    return bool(unit.old and unit.new and unit.old.path[-1] < unit.new.path[-1])


def _news(units: Sequence[UnitChange]) -> list[At]:
    return [unit.new for unit in units if unit.new]


def _olds(units: Sequence[UnitChange]) -> list[At]:
    return [unit.old for unit in units if unit.old]


def _simple(message: str) -> Callable[[Sequence[UnitChange], ClauseChange, Pair], Phrase]:
    def said(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Phrase:
        return phrase(message, units=unit_list(pair.new_places, _news(units)))

    return said


def _changed(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Phrase:
    """第2項を変更; 旧第1号・第2号を第1項・第2項に変更 where 号 became 項."""
    news, olds = unit_list(pair.new_places, _news(units)), unit_list(pair.old_places, _olds(units))
    if is_of_another_level(units[0].old, units[0].new):
        return phrase(gettext_noop("旧{old}を{new}に変更"), old=olds, new=news)
    return phrase(gettext_noop("{units}を変更"), units=news)


def _deleted(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Phrase:
    return phrase(gettext_noop("旧{units}を削除"), units=unit_list(pair.old_places, _olds(units)))


def _shifted(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Phrase:
    """旧第2項から第4項までを第3項から第5項までに繰下げ; 項番号を繰下げ where the numbers do not run on."""
    olds, news = ([at._replace(part=Part.ITEM) for at in side] for side in (_olds(units), _news(units)))
    is_down = _is_down(units[0])
    if not (is_simple(olds) and is_simple(news)):
        level = _PARAGRAPH if len(news[0].path) == 1 else _ITEM
        message = gettext_noop("{level}番号を繰下げ") if is_down else gettext_noop("{level}番号を繰上げ")
        return phrase(message, level=level)
    message = gettext_noop("旧{old}を{new}に繰下げ") if is_down else gettext_noop("旧{old}を{new}に繰上げ")
    return phrase(message, old=unit_list(pair.old_places, olds), new=unit_list(pair.new_places, news))


def _moved(units: Sequence[UnitChange], change: ClauseChange, pair: Pair) -> Phrase:
    """From another article with its name, within the article without."""
    olds, news = _olds(units), _news(units)
    old, new = unit_list(pair.old_places, olds), unit_list(pair.new_places, news)
    if olds[0].clause != change.old:
        old = _with_clause(pair.old_places, olds[0], old)
    if news[0].clause != change.new:
        new = _with_clause(pair.new_places, news[0], new)
    return phrase(_MOVED, old=old, new=new)


def _with_clause(places: Places, at: At, units: Bilingual) -> Bilingual:
    clause = places.named_clause(at)
    if at.part is Part.BLOCK and not places.cited(at).japanese:
        return Bilingual(f"{clause.japanese}の一部", f"part of {clause.english}")
    if at.part is Part.HEADING or not places.cited(at).japanese:
        return clause
    return places.in_clause(at, units)


def places_elsewhere(places: Places, ats: Sequence[At]) -> Bilingual:
    """Return units of other articles by article and unit: 第18条第2項・第3項、第20条; of many the first."""
    by_clause: dict[int, list[At]] = {}
    for at in ats:
        by_clause.setdefault(at.clause, []).append(at)
    named = [_with_clause(places, group[0], unit_list(places, group)) for group in by_clause.values()]
    more = len(named) - _ELSEWHERE
    if more > 0:
        named = [*named[:_ELSEWHERE], Bilingual(f"ほか{more}か条", f"{more} more articles")]
    japanese = "、".join(name.japanese for name in named).replace("、ほか", "ほか")
    return Bilingual(japanese, in_words(name.english for name in named))


_PHRASES: dict[Verb, Callable[[Sequence[UnitChange], ClauseChange, Pair], Phrase]] = {
    Verb.ADDED: _simple(gettext_noop("{units}を追加")),
    Verb.CHANGED: _changed,
    Verb.RESPELLED: _simple(gettext_noop("{units}の表記を変更")),
    Verb.DELETED: _deleted,
    Verb.SHIFTED: _shifted,
    Verb.MOVED: _moved,
    Verb.MOVED_AWAY: _moved,
}
