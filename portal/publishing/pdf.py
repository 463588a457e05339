"""The PDFs that are sealed with an edition: the edition itself, and its comparison table.

Always in Japanese, whatever language the person at work reads, and without the announcement time:
the bytes follow from the arguments alone.

- `faces`: what they say around the text; `pdf_page`: what both have in common;
- `edition_pdf`, `comparison_pdf`: the two; `pdf_images`: pictures in them;
  `pdf_process`, `pdf_worker`: the process that lays them out.
"""

from portal.publishing.comparison_pdf import render_comparison_pdf
from portal.publishing.edition_pdf import edition_page, render_edition_pdf
from portal.publishing.faces import ComparisonFace, EditionFace, japanese_date
from portal.publishing.pdf_images import ImageFile
from portal.publishing.pdf_process import MissingGlyph, PdfError, PdfFailed, PdfUnavailable

__all__ = [
    "ComparisonFace",
    "EditionFace",
    "ImageFile",
    "MissingGlyph",
    "PdfError",
    "PdfFailed",
    "PdfUnavailable",
    "edition_page",
    "japanese_date",
    "render_comparison_pdf",
    "render_edition_pdf",
]
