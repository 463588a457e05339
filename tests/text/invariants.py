"""What holds for every text whatever it is; the property tests and the fuzzer go through the same list."""

import re
from dataclasses import replace
from itertools import pairwise

from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.checks.mends import mend
from portal.text.cleaning import clean
from portal.text.edits import apply_edits
from portal.text.headings.contexts import in_context
from portal.text.html import contents_html, document_html
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.renumbering import Renumbering, renumber
from portal.text.tree import Body, Clause, Document, Place, Problem
from portal.text.writer import clause_starts, write
from tests.case_files import assert_same_text
from tests.text.nothing_lost import assert_nothing_lost


def assert_sound(text: str) -> None:
    """Fail when any promise of the text core is broken for `text`."""
    document = assert_round_trip(text)
    assert_clauses_stand_in_the_text(document)
    assert_bodies_hold_every_line(document)
    assert_anchors_are_unique(document)
    assert_problems_point_into_the_text(text)
    assert_references_stand_where_they_say(document)
    assert_renumbering_keeps_its_word(document)
    assert_mending_comes_to_an_end(document)
    assert_links_lead_somewhere(document)
    assert_nothing_lost(text, clean(text))


def assert_round_trip(text: str) -> Document:
    """Fail when the text does not come back, or when parsing it again gives another document; return the document."""
    document = parse(text).document
    assert_same_text(normalise(text), write(document), what="the text does not come back")
    assert parse(write(document)).document == document
    return document


def assert_clauses_stand_in_the_text(document: Document) -> None:
    """Fail when a clause's start points at something else, or its form holds what is no form."""
    written = write(document)
    for start, clause in zip(clause_starts(document), document, strict=True):
        assert written.startswith(clause.written, start)
        assert clause.label or "L" not in clause.form
        assert clause.text[:1] != "\n"


def assert_bodies_hold_every_line(document: Document) -> None:
    """Fail when a line of a clause is not in its body, is there twice or out of order."""
    for clause in document:
        assert_body_holds_every_line(clause.text)


def assert_body_holds_every_line(text: str) -> None:
    """Fail when a line of `text` (normalised) is not in its body, is there twice or out of order."""
    body = parse_body(text)
    assert_same_text("\n".join(filled_lines(text)), "\n".join(body_lines(body, text)), what=text)
    starts = [unit.start for unit in body.walk()]
    assert starts == sorted(starts)


def filled_lines(text: str) -> list[str]:
    """The lines of a text without blanks at their edges, blank lines left out."""
    return [line.strip(BLANKS) for line in text.split("\n") if line.strip(BLANKS)]


def body_lines(body: Body, text: str) -> list[str]:
    """The lines of a body put together again from labels, separators and offsets."""
    lines = []
    for unit in body.walk():
        own = [text[line.start : line.end] for line in unit.lines]
        assert own == [line.text for line in unit.lines]
        assert text.startswith(unit.label, unit.start)
        if unit.label:
            same_line = bool(unit.lines) and "\n" not in text[unit.start : unit.lines[0].start]
            own[:1] = [unit.label + unit.separator + own[0]] if same_line else [unit.label, *own[:1]]
        lines += own
    return lines


def assert_anchors_are_unique(document: Document) -> None:
    """Fail when two clauses, or two units of a clause, have one anchor."""
    names = anchors(document)
    assert len(names) == len(document.clauses)
    assert len(set(names)) == len(names), sorted(names)
    for name, clause in zip(names, document, strict=True):
        of_units = list(unit_anchors(name, parse_body(clause.text)).values())
        assert len(set(of_units)) == len(of_units)


def assert_problems_point_into_the_text(text: str) -> None:
    """Fail when a problem names a line or place that is not there, or a mend that cannot be made."""
    parsed = parse(text)
    last = normalise(text).count("\n") + 1
    for problem in (*parsed.problems, *check(parsed.document)):
        assert 1 <= problem.line <= last or (problem.line == 0 and problem.place is None), problem
        assert str(problem)
        if problem.place is not None:
            assert_place_is_there(problem.place, parsed.document)
        assert_mend_can_be_made(problem, parsed.document)


def assert_place_is_there(place: Place, document: Document) -> None:
    """Fail when the offsets lie outside their clause, or the path names no unit of it."""
    clause = document.clauses[place.clause]
    assert 0 <= place.start <= place.end <= len(clause.written), (place, clause)
    assert_path_is_there(place.path, clause)


def assert_path_is_there(path: tuple[tuple[int, ...], ...], clause: Clause) -> None:
    """Fail when no unit of the clause has the numbers of `path`."""
    open_units = [parse_body(clause.text).paragraphs]
    for number in path:
        open_units = [unit.children for units in open_units for unit in units if unit.number == number]
        assert open_units, (path, clause)


def assert_mend_can_be_made(problem: Problem, document: Document) -> None:
    """Fail when the edits of a mend change nothing or stand where their words are not."""
    if problem.mend:
        assert write(apply_edits(document, problem.mend)) != write(document), problem


def assert_references_stand_where_they_say(document: Document) -> None:
    """Fail when a reference's words, parts or targets are not where it says, or references are out of order."""
    references = read_references(document)
    for reference in references:
        clause = document.clauses[reference.clause]
        assert clause.written[reference.start : reference.end] == reference.words, reference
        assert all(0 <= part.start <= part.end <= len(clause.written) for part in reference.parts), reference
        assert -1 <= reference.through < len(references)
        assert not (reference.law and reference.targets)
        for target in reference.targets:
            assert_path_is_there(target.path, document.clauses[target.clause])
    places = [(reference.clause, reference.start) for reference in references]
    assert all(before <= after for before, after in pairwise(places)), places


def assert_renumbering_keeps_its_word(document: Document) -> None:
    """Fail when renumbering, also after an article moved, went or came, does something else than it says."""
    keyed = replace(document, clauses=tuple(clause._replace(key=f"k{n}") for n, clause in enumerate(document)))
    assert_edits_make_the_document(keyed, renumber(keyed))
    changed, branch = revised(keyed)
    assert_edits_make_the_document(changed, renumber(changed, before=keyed, branch=branch))


def revised(document: Document) -> tuple[Document, bool]:
    """The document with its middle clause taken out, put behind the next or doubled as a new one, and whether by 枝番.

    Its size decides which: to try all for every text would take too long.
    """
    clauses, size = document.clauses, len(document.clauses)
    head, middle, tail = clauses[: size // 2], clauses[size // 2 : size // 2 + 1], clauses[size // 2 + 1 :]
    new = tuple(clause._replace(key="") for clause in middle)
    ways = ((*head, *tail), (*head, *tail[:1], *middle, *tail[1:]), (*head, *new, *middle, *tail))
    return in_context(replace(document, clauses=ways[size % 3])), size % 2 == 1


def assert_edits_make_the_document(document: Document, result: Renumbering) -> None:
    """Fail when a renumbering's edits do not make its document, or clauses or doubts are not where they were."""
    assert apply_edits(document, result.edits) == result.document
    assert [clause.key for clause in result.document] == [clause.key for clause in document]
    for doubt in result.doubts:
        assert str(doubt)
        if doubt.place is not None:
            assert_place_is_there(doubt.place, document)


def assert_mending_comes_to_an_end(document: Document) -> None:
    """Fail when mending what was mended mends again, or lines came or went."""
    mended = mend(document).document
    assert write(mended).count("\n") == write(document).count("\n")
    assert not mend(mended).rounds


def assert_links_lead_somewhere(document: Document) -> None:
    """Fail when the page of a document has two things of one name, or a link to none."""
    page = f"{contents_html(document)}{document_html(document)}"
    names = re.findall(' id="([^"]*)"', page)
    assert len(set(names)) == len(names), names
    assert set(re.findall('href="#([^"]*)"', page)) <= set(names)
