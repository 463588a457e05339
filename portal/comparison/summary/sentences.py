"""The sentences of a summary: 第24条　第2項を追加、第3項を変更; 第5条（解約）を追加; 旧第6条・第7条を削除."""

from __future__ import annotations

from dataclasses import replace

from portal.comparison.addresses.bilingual import Bilingual
from portal.comparison.addresses.places import Places
from portal.comparison.addresses.units import heading_words
from portal.comparison.summary.article_phrases import Inside, Pair, moves_alone, places_elsewhere
from portal.comparison.summary.clause_changes import SAME, ClauseChange
from portal.comparison.summary.clause_lists import clause_list
from portal.comparison.summary.phrases import Sentence, phrase
from portal.comparison.summary.runs import Run, What, clauses_of
from portal.comparison.table import At, Part
from portal.text.messages import gettext_noop
from portal.text.metadata import read_title
from portal.text.normalise import fold
from portal.text.tree import Clause, Document, Kind


def sentence_of(run: Run, pair: Pair) -> Sentence:
    """Return what a run has to tell, and of which clause it begins to tell it."""
    change = run.changes[0]
    changed = next((row for row in change.rows if row.kind not in SAME), None)
    old = _shown(changed.old_at if changed else None, change.old, pair.old_places)
    new = _shown(changed.new_at if changed else None, change.new, pair.new_places)
    return replace(_words_of(run, pair), old=old, new=new)


def _shown(at: At | None, article: int | None, places: Places) -> int | None:
    """The clause in which the first change is shown: a （略） below the article's heading, else the article."""
    return at.clause if at and places.article_of(at.clause) == article else article


def _words_of(run: Run, pair: Pair) -> Sentence:
    change = run.changes[0]
    old, new = clauses_of(change, pair)
    if run.what is What.TITLE and new:
        title = read_title(new.text).name
        return _plain(gettext_noop("題名を「{title}」に変更"), title=Bilingual(title, title))
    if run.what in (What.ADDED, What.DELETED) and (clause := new or old) and clause.is_heading:
        return _heading_sentence(clause, is_added=run.what is What.ADDED)
    if run.what is What.CHANGED:
        return _changed(change, run.inside, pair)
    if run.what is What.MADE:
        return _made(change, run.inside, pair)
    if run.what is What.DISSOLVED:
        return _dissolved(change, run.inside, pair)
    if run.what is What.MOVED:
        return _moved(change, pair)
    return _of_run(run, pair)


def _plain(message: str, **values: Bilingual) -> Sentence:
    return Sentence((phrase(message, **values),))


def _heading_sentence(clause: Clause, *, is_added: bool) -> Sentence:
    """A chapter line that came or went says nothing of the articles below it."""
    line = " ".join(clause.heading.split())
    message = gettext_noop("{heading}「{line}」を追加") if is_added else gettext_noop("{heading}「{line}」を削除")
    return _plain(message, heading=heading_words(clause), line=Bilingual(line, line))


def _of_run(run: Run, pair: Pair) -> Sentence:
    news = [change.new for change in run.changes if change.new is not None]
    olds = [change.old for change in run.changes if change.old is not None]
    if run.what is What.DELETED:
        return _plain(gettext_noop("旧{articles}を削除"), articles=_with_caption(pair.old, pair.old_places, olds))
    articles = clause_list(pair.new_places, news)
    if run.what is What.RENUMBERED:
        old = clause_list(pair.old_places, olds)
        return _plain(gettext_noop("{new}　旧{old}（番号のみの変更）"), new=articles, old=old)
    if run.what is What.RESPELLED:
        return _plain(gettext_noop("{articles}　表記のみの変更"), articles=articles)
    if run.what is What.EMPTIED:
        kept = clause_list(pair.old_places, olds) if len(olds) > 1 else articles
        return _plain(gettext_noop("{articles}を削除（条番号は欠番）"), articles=kept)
    return _plain(gettext_noop("{articles}を追加"), articles=_with_caption(pair.new, pair.new_places, news))


def _with_caption(document: Document, places: Places, clauses: list[int]) -> Bilingual:
    """One article with what it is about: 第5条（解約）."""
    named, clause = clause_list(places, clauses), document.clauses[clauses[0]]
    if len(clauses) > 1 or clause.kind is not Kind.ARTICLE or not clause.caption or not clause.label:
        return named
    return Bilingual(f"{named.japanese}（{clause.caption}）", f"{named.english} ({clause.caption})")


def _changed(change: ClauseChange, found: Inside, pair: Pair) -> Sentence:
    place = _place(change, pair)
    clause = pair.new_places.clause(At(change.new or 0, Part.CLAUSE))
    is_told_by_units = clause.kind in (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION) or clause.is_heading
    if is_told_by_units and not found.is_main_text:
        return Sentence(found.phrases, place)
    moves = moves_alone(found, change, pair)
    return Sentence(moves, place) if moves else _plain(gettext_noop("{article}を変更"), article=place)


def _place(change: ClauseChange, pair: Pair) -> Bilingual:
    """第25条（旧第24条）: by the new number, with the old one where it is another."""
    old = pair.old_places.named_clause(At(change.old or 0, Part.CLAUSE))
    new = pair.new_places.named_clause(At(change.new or 0, Part.CLAUSE))
    if pair.old.clauses[change.old or 0].number == pair.new.clauses[change.new or 0].number:
        return _with_known_caption(change, pair) if new.japanese.isdecimal() else new
    return Bilingual(f"{new}（旧{old}）", f"{new.english} (former {old.english})")


def _with_known_caption(change: ClauseChange, pair: Pair) -> Bilingual:
    """1（取得する情報）, for a bare number is hard to tell for one; not where the caption itself is another."""
    old, new = clauses_of(change, pair)
    named = clause_list(pair.new_places, [change.new or 0])
    is_known = old is not None and new is not None and fold(old.caption) == fold(new.caption)
    return _with_caption(pair.new, pair.new_places, [change.new or 0]) if is_known else named


def _made(change: ClauseChange, found: Inside, pair: Pair) -> Sentence:
    article = _with_caption(pair.new, pair.new_places, [change.new or 0])
    units = places_elsewhere(pair.old_places, [unit.old for unit in found.units if unit.old])
    if found.is_whole:
        return _plain(gettext_noop("{article}を追加（旧{units}から移動）"), article=article, units=units)
    return _plain(gettext_noop("{article}を追加（一部は旧{units}から移動）"), article=article, units=units)


def _dissolved(change: ClauseChange, found: Inside, pair: Pair) -> Sentence:
    article = _with_caption(pair.old, pair.old_places, [change.old or 0])
    units = places_elsewhere(pair.new_places, [unit.new for unit in found.units if unit.new])
    if found.is_whole:
        return _plain(gettext_noop("旧{article}を削除（{units}に移動）"), article=article, units=units)
    return _plain(gettext_noop("旧{article}を削除（一部は{units}に移動）"), article=article, units=units)


def _moved(change: ClauseChange, pair: Pair) -> Sentence:
    old_at, new_at = At(change.old or 0, Part.CLAUSE), At(change.new or 0, Part.CLAUSE)
    old, new = pair.old_places.named_clause(old_at), pair.new_places.named_clause(new_at)
    if old == new:
        before, after = pair.old_places.address(old_at).under, pair.new_places.address(new_at).under
        if before != after and before.japanese and after.japanese:
            return _plain(gettext_noop("{article}を{before}から{after}に移動"), article=new, before=before, after=after)
        return _plain(gettext_noop("{article}の位置を変更"), article=new)
    if _says_the_same(change, pair):
        return _plain(gettext_noop("旧{old}を{new}に移動"), old=old, new=new)
    return _plain(gettext_noop("旧{old}を{new}に移動して変更"), old=old, new=new)


def _says_the_same(change: ClauseChange, pair: Pair) -> bool:
    old, new = clauses_of(change, pair)
    return old is not None and new is not None and fold(old.caption + old.text) == fold(new.caption + new.text)
