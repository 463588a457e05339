"""Which headings the name of an article needs: none where numbers run through, the 編 where they begin anew in each."""

from __future__ import annotations

from portal.text.tree import HEADINGS, MAIN, Document, Kind, Number

_Above = tuple[tuple[Kind, Number, str], ...]


def telling_levels(document: Document) -> tuple[Kind, ...]:
    """Return as few levels of headings as tell most articles of the 本則 from those of the same number."""
    articles = _main_articles(document)
    present = [kind for kind in HEADINGS if any(line[0] is kind for above, _ in articles for line in above)]
    choices = [tuple(present[:count]) for count in range(len(present) + 1)]
    return max(choices, key=lambda levels: (_told_apart(articles, levels), -len(levels)))


def _told_apart(articles: list[tuple[_Above, Number]], levels: tuple[Kind, ...]) -> int:
    """How many names the articles have among them, with the headings of these levels."""
    return len({(tuple(line for line in above if line[0] in levels), number) for above, number in articles})


def _main_articles(document: Document) -> list[tuple[_Above, Number]]:
    """The numbered articles that stand in no 附則, 別表 or 特約, each with the headings above it."""
    found: list[tuple[_Above, Number]] = []
    above: _Above = ()
    is_main = True
    for clause in document:
        if clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX):
            is_main = False
        elif clause.is_heading:
            is_main = clause.context == MAIN
            outer = HEADINGS[: HEADINGS.index(clause.kind)]
            line = (clause.kind, clause.number, clause.label)
            above = (*(one for one in above if one[0] in outer), line)
        elif is_main and clause.kind is Kind.ARTICLE and clause.number:
            found.append((above, clause.number))
    return found
