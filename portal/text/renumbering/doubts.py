"""What nobody can be sure of after renumbering, as findings with places."""

from __future__ import annotations

from enum import StrEnum

from portal.text.messages import gettext_noop
from portal.text.references.bodies import Body
from portal.text.tree import Document, Place, Problem, Severity


class Trouble(StrEnum):
    """Why somebody must look; the code of the finding is renumber_ and this."""

    GONE = "gone"
    UNSURE = "unsure"
    COMES_TO_POINT = "comes_to_point"
    NOT_KEPT = "not_kept"
    UNWRITABLE = "unwritable"
    READS_OTHERWISE = "reads_otherwise"
    BESIDE_HIDDEN = "beside_hidden"
    NOT_LISTED = "not_listed"
    PARTED = "parted"


MESSAGES = {
    Trouble.GONE: gettext_noop("「{words}」が指していたものが、なくなっています。指すものを書き直してください。"),
    Trouble.UNSURE: gettext_noop("「{words}」がどれを指すか、番号からは分かりません。確かめてください。"),
    Trouble.COMES_TO_POINT: gettext_noop(
        "「{words}」には指すものがありませんでした。番号を付け直すとあるものを指すので、確かめてください。"
    ),
    Trouble.NOT_KEPT: gettext_noop("「{words}」の指すものが、番号を付け直すと変わります。書き直してください。"),
    Trouble.UNWRITABLE: gettext_noop(
        "「{words}」の新しい番号を、この書き方では表せません。書き方を変えるか、手で付けてください。"
    ),
    Trouble.READS_OTHERWISE: gettext_noop(
        "「{words}」は、番号を付け直すと区切りが変わって読まれます。番号を手で付けてください。"
    ),
    Trouble.BESIDE_HIDDEN: gettext_noop(
        "「{words}」の枝番は、（略）の中の条と重なるかもしれません。全文で確かめてください。"
    ),
    Trouble.PARTED: gettext_noop(
        "「{words}」と続いていたところに、ほかのものが入りました。それも指すのであれば、書き直してください。"
    ),
    Trouble.NOT_LISTED: gettext_noop("「{words}」が目次にありません。目次に加えてください。"),
}


class Doubts:
    """Makes findings on a document; lines and places count in it as it is before the edits."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.bodies: dict[int, Body] = {}
        self.first_lines: list[int] = []
        line = 1
        for clause in document:
            line += clause.gap
            self.first_lines.append(line)
            line += clause.written.count("\n") + 1

    def doubt(self, trouble: Trouble, clause: int, start: int, words: str) -> Problem:
        """Return a finding on words at an offset of a clause; on the offset alone where they are missing there."""
        there = self.document.clauses[clause]
        line = self.first_lines[clause] + there.written.count("\n", 0, start)
        end = start + len(words) if there.written.startswith(words, start) else start
        if clause not in self.bodies:
            self.bodies[clause] = Body(clause, there)
        place = Place(clause, start, end, self.bodies[clause].path_at(start))
        return Problem(line, f"renumber_{trouble}", Severity.WARNING, MESSAGES[trouble], (("words", words),), place)
