"""What stands in the way of a decision about an edition, and the refusals that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from unicodedata import category

from django.utils.translation import gettext

from portal.publishing.sentences import sentence
from portal.text.checks import NEEDS_DECISION
from portal.text.tree import Edit, Problem, Severity

MOST_CHANGES = 4
"""Different changes of words told of one finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to do (`message`, in the language of the moment) and where (`place`, "" for the whole).

    `line` counts from 1 in the edition's written text; 0 where no line is meant. `proposal` says which words would
    put it right, "" where only a person can tell; `needs_decision` that a person must agree to it.
    """

    code: str
    message: str
    severity: Severity = Severity.BLOCKS
    line: int = 0
    proposal: str = ""
    needs_decision: bool = False

    @property
    def place(self) -> str:
        """The line in words, "" where the whole edition is meant."""
        return gettext("{line}行目").format(line=self.line) if self.line else ""

    @property
    def blocks(self) -> bool:
        """Whether the edition cannot be announced while this stands."""
        return self.severity is Severity.BLOCKS

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    @classmethod
    def from_problem(cls, problem: Problem) -> Finding:
        """Return a problem of the text core as a finding."""
        proposal = proposal_of(problem.mend)
        needs_decision = problem.code in NEEDS_DECISION
        return cls(problem.code, sentence(problem), problem.severity, problem.line, proposal, needs_decision)


def proposal_of(mend: tuple[Edit, ...]) -> str:
    """Return edits in words, 「および」→「及び」 once for however many places; "" for none."""
    changes = Counter((edit.before, edit.after) for edit in mend)
    told = [_change(before, after, count) for (before, after), count in changes.items()]
    if len(told) > MOST_CHANGES:
        others = sum(list(changes.values())[MOST_CHANGES:])
        told = [*told[:MOST_CHANGES], gettext("ほか{count}か所").format(count=others)]
    return gettext("、").join(told)


def _change(before: str, after: str, count: int) -> str:
    change = gettext("「{before}」→「{after}」") if after else gettext("「{before}」を削る")
    told = change.format(before=_seen(before), after=_seen(after))
    return told if count == 1 else gettext("{change}（{count}か所）").format(change=told, count=count)


def _seen(words: str) -> str:
    """Words with a name in place of each character that nobody sees: U+200B."""
    return "".join(f"U+{ord(sign):04X}" if category(sign) in ("Cc", "Cf") else sign for sign in words)


class DecisionRefused(Exception):
    """A decision about an edition that is not taken; `findings` say why, all of them."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


class NotPermitted(DecisionRefused):
    """A decision that this person may not take."""


class AnnouncementRefused(DecisionRefused):
    """An edition that is not announced."""


class AlreadyAnnounced(AnnouncementRefused):
    """An edition that was announced before."""

    def __init__(self, label: str) -> None:
        message = gettext(
            "{label}はすでに公表されています。公表した版は変えられません。直すときは新しい版を作ってください。"
        )
        super().__init__(Finding("already_announced", message.format(label=label)))
