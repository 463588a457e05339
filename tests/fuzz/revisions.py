"""What legal staff do to a draft. What stays the same thing keeps its identity; what is new has a new one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.fuzz import drafts
from tests.fuzz.drafts import Draft, Part, Role

Change = Callable[[Draft, random.Random], object]
"""Changes the draft; does nothing where it has nothing to change."""

_TERM = re.compile("[一-龠々]{2,4}|[ァ-ヶー]{3,}")
NEW_TERMS = ("社員", "加盟店", "パートナー", "約款", "契約者")
ADDITIONS = (
    "ただし、当社が認めた場合を除きます。",
    "この場合、当社は事前に通知します。",
    "なお、手数料を申し受けます。",
)
INSERTIONS = ("、当社の定める方法により", "（家族を含みます。）", "速やかに", "書面又は電子メールで", "原則として")


def _places(draft: Draft, *roles: Role) -> list[int]:
    return [place for place, part in enumerate(draft) if part.role in roles]


def _articles(draft: Draft) -> list[Part]:
    return [part for part in draft if part.role is Role.ARTICLE]


def _article_with(draft: Draft, source: random.Random, *, most_parts: int = 99, least_parts: int = 1) -> Part | None:
    found = [part for part in _articles(draft) if least_parts <= len(part.parts) <= most_parts]
    return source.choice(found) if found else None


def _paragraph_with_items(draft: Draft, source: random.Random, least: int = 1) -> Part | None:
    found = [part for article in _articles(draft) for part in article.parts if len(part.parts) >= least]
    return source.choice(found) if found else None


def _worded(draft: Draft, source: random.Random) -> Part | None:
    found = [
        part
        for clause in draft
        for part in clause.walk()
        if part.role in (Role.PARAGRAPH, Role.ITEM) and len(part.words) > 8
    ]
    return source.choice(found) if found else None


def _new_place(draft: Draft, source: random.Random) -> int:
    """Somewhere before an article or behind the last: never behind the 別表."""
    places = _places(draft, Role.ARTICLE)
    return source.choice([*places, places[-1] + 1]) if places else 0


# --- articles ---


def insert_article(draft: Draft, source: random.Random) -> None:
    """Put a new article in."""
    draft.insert(_new_place(draft, source), drafts.article(source))


def delete_article(draft: Draft, source: random.Random) -> None:
    """Take an article out."""
    places = _places(draft, Role.ARTICLE)
    if len(places) > 1:
        del draft[source.choice(places)]


def move_article(draft: Draft, source: random.Random) -> None:
    """Put an article elsewhere, be it in another chapter or in the 附則."""
    places = _places(draft, Role.ARTICLE)
    if len(places) > 2:
        moved = draft.pop(source.choice(places))
        draft.insert(_new_place(draft, source), moved)


def move_block(draft: Draft, source: random.Random) -> None:
    """Put two or three articles that follow each other elsewhere."""
    places = _places(draft, Role.ARTICLE)
    if len(places) < 6:
        return
    start, size = source.choice(places), source.randrange(2, 4)
    block = draft[start : start + size]
    if all(part.role is Role.ARTICLE for part in block):
        del draft[start : start + size]
        place = _new_place(draft, source)
        draft[place:place] = block


def split_article(draft: Draft, source: random.Random) -> None:
    """Make two articles of one, the second under a new caption."""
    article = _article_with(draft, source, least_parts=2)
    if article:
        cut = source.randrange(1, len(article.parts))
        second = Part(Role.ARTICLE, source.choice(drafts.CAPTIONS), article.parts[cut:])
        article.parts = article.parts[:cut]
        draft.insert(_place_of(draft, article) + 1, second)


def merge_articles(draft: Draft, source: random.Random) -> None:
    """Make one article of two that follow each other; the second loses its heading."""
    places = [place for place in _places(draft, Role.ARTICLE) if draft[place + 1 : place + 2]]
    places = [place for place in places if draft[place + 1].role is Role.ARTICLE]
    if places:
        place = source.choice(places)
        draft[place].parts += draft.pop(place + 1).parts


def rename_article(draft: Draft, source: random.Random) -> None:
    """Give an article another caption."""
    article = _article_with(draft, source)
    if article:
        article.words = source.choice(drafts.CAPTIONS) + source.choice(("", "の特例", "等"))


def _place_of(draft: Draft, wanted: Part) -> int:
    return next(place for place, part in enumerate(draft) if part is wanted)


# --- 項 and 号 ---


def insert_paragraph(draft: Draft, source: random.Random) -> None:
    """Put a new 項 into an article."""
    article = _article_with(draft, source)
    if article:
        article.parts.insert(source.randrange(len(article.parts) + 1), drafts.paragraph(source))


def delete_paragraph(draft: Draft, source: random.Random) -> None:
    """Take a 項 out of an article that has another."""
    article = _article_with(draft, source, least_parts=2)
    if article:
        article.parts.pop(source.randrange(len(article.parts)))


def move_paragraph(draft: Draft, source: random.Random) -> None:
    """Put a 項 into another article, or elsewhere in its own."""
    article, other = _article_with(draft, source, least_parts=2), _article_with(draft, source)
    if article and other:
        moved = article.parts.pop(source.randrange(len(article.parts)))
        other.parts.insert(source.randrange(len(other.parts) + 1), moved)


def insert_item(draft: Draft, source: random.Random) -> None:
    """Put a new 号 into a list."""
    listing = _paragraph_with_items(draft, source)
    if listing:
        listing.parts.insert(source.randrange(len(listing.parts) + 1), drafts.item(source))


def delete_item(draft: Draft, source: random.Random) -> None:
    """Take a 号 out of a list."""
    listing = _paragraph_with_items(draft, source, least=2)
    if listing:
        listing.parts.pop(source.randrange(len(listing.parts)))


def move_item(draft: Draft, source: random.Random) -> None:
    """Put a 号 into another list, or elsewhere in its own."""
    listing, other = _paragraph_with_items(draft, source, least=2), _paragraph_with_items(draft, source)
    if listing and other:
        moved = listing.parts.pop(source.randrange(len(listing.parts)))
        other.parts.insert(source.randrange(len(other.parts) + 1), moved)


def items_to_paragraphs(draft: Draft, source: random.Random) -> None:
    """Make the 号 of a 項 項 behind it."""
    article = _article_with(draft, source)
    listed = [part for part in article.parts if part.parts] if article else []
    if article and listed:
        paragraph = source.choice(listed)
        place = _place_of(article.parts, paragraph) + 1
        article.parts[place:place] = paragraph.parts
        for part in paragraph.parts:
            part.role = Role.PARAGRAPH
        paragraph.parts = []


def paragraph_to_item(draft: Draft, source: random.Random) -> None:
    """Make a 項 the last 号 of the 項 before it."""
    article = _article_with(draft, source, least_parts=2)
    if article:
        place = source.randrange(1, len(article.parts))
        if not article.parts[place].parts:
            article.parts[place].role = Role.ITEM
            article.parts[place - 1].parts.append(article.parts.pop(place))


# --- words ---


def reword(draft: Draft, source: random.Random) -> None:
    """Put some words into a 項 or 号, take some out, or both: less than a third of it."""
    part = _worded(draft, source)
    if part:
        for _ in range(source.randrange(1, 3)):
            part.words = source.choice((_with_insertion, _without_some, _with_other_number))(part.words, source)


def _with_insertion(words: str, source: random.Random) -> str:
    if source.random() < 0.3:
        return words + source.choice(ADDITIONS)
    at = words.find("、") + 1
    return words[:at] + source.choice(INSERTIONS).lstrip("、") + words[at:] if at else words


def _without_some(words: str, source: random.Random) -> str:
    size = source.randrange(1, 1 + max(1, len(words) // 6))
    at = source.randrange(1, max(2, len(words) - size))
    return words[:at] + words[at + size :]


def _with_other_number(words: str, source: random.Random) -> str:
    return re.sub("[0-9０-９]+", lambda _: str(source.randrange(1, 99)).translate(drafts.FULL_WIDTH), words, count=1)


def replace_term(draft: Draft, source: random.Random) -> None:
    """Put one term for another, throughout."""
    parts = [part for clause in draft for part in clause.walk()]
    terms = [term for part in parts for term in _TERM.findall(part.words)]
    if terms:
        old, new = source.choice(terms), source.choice(NEW_TERMS)
        for part in parts:
            part.words = part.words.replace(old, new)


def widen(draft: Draft, _source: random.Random) -> None:
    """Write figures and brackets in full width, throughout."""
    for clause in draft:
        for part in clause.walk():
            part.words = part.words.translate(drafts.FULL_WIDTH)


# --- chapters, 附則, 別表 ---


def insert_chapter(draft: Draft, source: random.Random) -> None:
    """Put in a chapter line."""
    places = [place for place in _places(draft, Role.ARTICLE) if not _is_supplementary(draft, place)]
    if places:
        draft.insert(source.choice(places), drafts.chapter(source))


def _is_supplementary(draft: Draft, place: int) -> bool:
    return any(part.role is Role.SUPPLEMENT for part in draft[:place])


def delete_chapter(draft: Draft, source: random.Random) -> None:
    """Take out a chapter line."""
    places = _places(draft, Role.CHAPTER)
    if places:
        del draft[source.choice(places)]


def rename_chapter(draft: Draft, source: random.Random) -> None:
    """Give a chapter another name."""
    places = _places(draft, Role.CHAPTER)
    if places:
        draft[source.choice(places)].words += source.choice(("等", "の特例"))


def add_supplement(draft: Draft, source: random.Random) -> None:
    """Put a new 附則 behind all others."""
    tables = _places(draft, Role.APPENDIX)
    draft.insert(tables[0] if tables else len(draft), drafts.supplement(source))


def add_appendix(draft: Draft, source: random.Random) -> None:
    """Put in a new 別表."""
    tables = _places(draft, Role.APPENDIX)
    draft.insert(source.choice([*tables, len(draft)]), drafts.appendix(source))


def delete_appendix(draft: Draft, source: random.Random) -> None:
    """Take out a 別表."""
    places = _places(draft, Role.APPENDIX)
    if places:
        del draft[source.choice(places)]


def change_table(draft: Draft, source: random.Random) -> None:
    """Change a cell of a table, put a row in or take one out."""
    tables = [part for clause in draft for part in clause.walk() if part.role is Role.TABLE]
    if tables:
        table = source.choice(tables)
        rows = table.words.split("\n")
        source.choice((_change_cell, _insert_row, _delete_row))(rows, source)
        table.words = "\n".join(rows)


def _change_cell(rows: list[str], source: random.Random) -> None:
    place = source.randrange(len(rows))
    cells = rows[place].split("|")
    cells[source.randrange(1, max(2, len(cells) - 1))] = f" {source.randrange(1, 30)}００円 "
    rows[place] = "|".join(cells)


def _insert_row(rows: list[str], source: random.Random) -> None:
    rows.insert(source.randrange(len(rows) + 1), source.choice(rows).replace("円", "円（税込）"))


def _delete_row(rows: list[str], source: random.Random) -> None:
    if len(rows) > 1:
        rows.pop(source.randrange(len(rows)))


CHANGES: tuple[Change, ...] = (
    *(insert_article, delete_article, move_article, move_block, split_article, merge_articles, rename_article),
    *(insert_paragraph, delete_paragraph, move_paragraph, insert_item, delete_item, move_item),
    *(items_to_paragraphs, paragraph_to_item, reword, replace_term, widen),
    *(insert_chapter, delete_chapter, rename_chapter, add_supplement, add_appendix, delete_appendix, change_table),
)

MOVES: tuple[Change, ...] = (move_article, move_block, move_paragraph, move_item, insert_chapter, delete_chapter)
"""Changes that put something out of its order; a chapter line taken out and put in again has moved, too."""
