"""The order in which ECMA-376 part 1 wants elements to stand. Word calls a file damaged that has another."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_ORDERS = {
    "document": "body",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p tbl",
    "p": "pPr r fldSimple hyperlink",
    "r": "rPr t tab",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom defaultTabStop characterSpacingControl compat themeFontLang "
    "clrSchemeMapping decimalSymbol listSeparator",
}
_ORDER = {parent: children.split() for parent, children in _ORDERS.items()}
_MIXED = {"p", "r", "tc"}
"""Where children may alternate behind the properties, which come first."""
_REPEATING = {"tbl", "tr", "styles"}
_FREE = {"body", "fldSimple", "hyperlink", "tabs", "tblGrid", "fonts", "ftr", "compat", "rPrDefault", "pPrDefault"}
"""Parents whose children are of one kind, or in any order."""


def faults(part: etree._Element) -> Iterator[str]:
    """Tell each element of a part of WordprocessingML that has children in another order, or such as are not known."""
    for parent in part.iter(etree.Element):
        name, children = _name(parent), [_name(child) for child in parent]
        if name in _FREE or not children or "wordprocessingml" not in parent.tag:
            continue
        order = _ORDER.get(name, [])
        places = [order.index(child) if child in order else -1 for child in children]
        if name in _MIXED:
            places = [min(place, 1) for place in places]
        repeats = name not in _MIXED | _REPEATING and len(set(places)) < len(places)
        if -1 in places or places != sorted(places) or repeats:
            yield f"{name}: {children}"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
