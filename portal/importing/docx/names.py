"""Names of the elements and attributes that are read, with their namespaces."""

from __future__ import annotations

_SCHEMAS = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"

WORD = f"{_SCHEMAS}/wordprocessingml/2006/main"
RELATIONS = f"{_SCHEMAS}/officeDocument/2006/relationships"
NAMESPACES_OF_STRICT = {
    f"{_STRICT}/wordprocessingml/main": WORD,
    f"{_STRICT}/drawingml/main": f"{_SCHEMAS}/drawingml/2006/main",
    f"{_STRICT}/officeDocument/math": f"{_SCHEMAS}/officeDocument/2006/math",
    f"{_STRICT}/officeDocument/relationships": RELATIONS,
}
"""ISO 29500 strict files say the same with other names."""

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = f"{{{_SCHEMAS}/officeDocument/2006/math}}"
DRAWING = f"{{{_SCHEMAS}/drawingml/2006/main}}"
CHART = f"{{{_SCHEMAS}/drawingml/2006/chart}}"
DIAGRAM = f"{{{_SCHEMAS}/drawingml/2006/diagram}}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


VAL = w("val")
P, R, T, TBL, TR, TC = (w(name) for name in ("p", "r", "t", "tbl", "tr", "tc"))
P_PR, R_PR, NUM_PR = w("pPr"), w("rPr"), w("numPr")
SDT, SDT_CONTENT, TXBX_CONTENT = w("sdt"), w("sdtContent"), w("txbxContent")
