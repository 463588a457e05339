"""What stands in the way of announcing an edition, and the refusal that says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from portal.publishing.sentences import sentence
from portal.text.tree import Problem, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to do (`message`, in the language of the moment) and where (`place`, "" for the whole).

    `line` counts from 1 in the edition's written text; 0 where no line is meant.
    """

    code: str
    message: str
    severity: Severity = Severity.BLOCKS
    line: int = 0

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
        return cls(problem.code, sentence(problem), problem.severity, problem.line)


class AnnouncementRefused(Exception):
    """An edition that is not announced; `findings` say why, all of them."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


class AlreadyAnnounced(AnnouncementRefused):
    """An edition that was announced before."""

    def __init__(self, label: str) -> None:
        message = gettext(
            "{label}はすでに公表されています。公表した版は変えられません。直すときは新しい版を作ってください。"
        )
        super().__init__(Finding("already_announced", message.format(label=label)))
