"""Which words changed: marks that read like a person's underlining, not like a minimal edit script."""

from portal.comparison.wording.labels import mark_label, same_but_numbers
from portal.comparison.wording.marking import mark
from portal.comparison.wording.spans import Marks, whole

__all__ = ["Marks", "mark", "mark_label", "same_but_numbers", "whole"]
