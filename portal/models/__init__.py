"""The portal's tables: who offers what, its editions in time, and what was decided about them."""

from portal.models.actor import Actor
from portal.models.clause import Clause
from portal.models.comparison_style import ComparisonStyle
from portal.models.decision import Decision, DecisionKind
from portal.models.edition import Edition
from portal.models.frozen import Frozen
from portal.models.issuer import Issuer
from portal.models.publication import Publication
from portal.models.sealed_file import SealedFile, SealedRole
from portal.models.service import Service
from portal.models.terms import Terms

__all__ = [
    "Actor",
    "Clause",
    "ComparisonStyle",
    "Decision",
    "DecisionKind",
    "Edition",
    "Frozen",
    "Issuer",
    "Publication",
    "SealedFile",
    "SealedRole",
    "Service",
    "Terms",
]
