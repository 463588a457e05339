"""The portal's tables: who offers what, its editions in time, and what was decided about them."""

from portal.models.actor import Actor
from portal.models.attachment import Attachment
from portal.models.bundle import Bundle
from portal.models.clause import Clause
from portal.models.comment import Comment
from portal.models.comparison_style import ComparisonStyle
from portal.models.decision import Decision, DecisionKind
from portal.models.edition import Basis, Edition
from portal.models.frozen import Frozen
from portal.models.issuer import Issuer
from portal.models.publication import Publication
from portal.models.review_link import Consent, MailCode, ReviewLink
from portal.models.row_remark import RowRemark
from portal.models.sealed_file import SealedFile, SealedRole
from portal.models.service import Service
from portal.models.terms import Terms
from portal.models.working_copy import WorkingCopy

__all__ = [
    "Actor",
    "Attachment",
    "Basis",
    "Bundle",
    "Clause",
    "Comment",
    "ComparisonStyle",
    "Consent",
    "Decision",
    "DecisionKind",
    "Edition",
    "Frozen",
    "Issuer",
    "MailCode",
    "Publication",
    "ReviewLink",
    "RowRemark",
    "SealedFile",
    "SealedRole",
    "Service",
    "Terms",
    "WorkingCopy",
]
