"""Read Word files (.docx) as terms: the words as Word prints them, list numbers among them.

The XML is read directly: python-docx sees neither list numbers nor tracked changes.

- `archive`, `xml_parts`, `names`, `package`: from bytes to XML trees, with everything hostile refused
- `alternates`, `tracked`: the trees made into the document that is read (all changes accepted or rejected)
- `styles`, `numbering`, `number_formats`, `labels`, `symbols`: what is printed and not written
- `inline`, `fields`, `equations`, `mathematics`, `drawings`: the words of a paragraph
- `story`, `tables`: paragraphs and tables in order
- `comparison_table`: a 新旧対照表 as two editions
- `marks`, `comments`, `told`, `reading`: places, comments, notes, and all of it together
"""

from portal.importing.docx.reading import read_docx

__all__ = ["read_docx"]
