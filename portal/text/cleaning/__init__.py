"""Text that was extracted from a PDF and such, made into lines again: wraps joined, page furniture removed.

Applied before `normalise` and `parse`. Wraps are joined only in text that looks hard-wrapped, page furniture is
taken out of such text and of text with form feeds; all other text passes unchanged. `cleaned` has the passes:
`page_lines`, `furniture`, `parted_labels`, `wraps` with `hyphens`.
"""

from portal.text.cleaning.cleaned import Cleaned, Note, clean, clean_printed

__all__ = ["Cleaned", "Note", "clean", "clean_printed"]
