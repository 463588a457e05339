"""The words of a paragraph, in order, with marks for what belongs to a place and is no word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from portal.importing.docx.drawings import read_drawing
from portal.importing.docx.fields import Fields
from portal.importing.docx.marks import mark
from portal.importing.docx.mathematics import written_formula
from portal.importing.docx.names import MATH, P_PR, PRESERVE, R_PR, SDT_CONTENT, VAL, WORD_2010, R, T, w
from portal.importing.docx.styles import Styles, is_on, value
from portal.importing.docx.symbols import symbol
from portal.importing.docx.xml_parts import Element

_SILENT = frozenset(
    {P_PR, R_PR, *map(w, ("sdtPr", "sdtEndPr", "delText", "delInstrText", "fldData", "rubyPr", "smartTagPr"))}
)
_PLAIN = str.maketrans({"\u00ad": None, "\n": " ", "\r": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"})
_UNKNOWN_SYMBOL = "〓"
"""What printers put where they had no type for a character."""


@dataclass(slots=True)
class Anchored:
    """What hangs on the words read so far and is printed after them."""

    boxes: list[Element | str] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    """(its mark in the text, "footnote" or "endnote", its id)."""


class Words:
    """Reads paragraphs of all stories; knows how far notes and comments have been numbered."""

    def __init__(self, styles: Styles) -> None:
        """Begin; `styles` tell what is hidden."""
        self.fields = Fields()
        self.anchored = Anchored()
        self.comment_ids: dict[str, int] = {}
        self._styles = styles
        self._notes = 0
        self._hidden_by_style = False
        self._readers: dict[str, Callable[[Element, list[str]], None]] = {
            R: self._run,
            T: self._text,
            w("tab"): lambda element, out: self._put("\t", out),
            w("ptab"): lambda element, out: self._put("\t", out),
            w("br"): lambda element, out: self._put("\n", out),
            w("cr"): lambda element, out: self._put("\n", out),
            w("noBreakHyphen"): lambda element, out: self._put("-", out),
            w("sym"): self._symbol,
            w("fldChar"): lambda element, out: self._put(self.fields.character(element), out),
            w("instrText"): lambda element, out: self.fields.instruct(element.text or ""),
            w("ruby"): self._ruby,
            w("sdt"): self._content_control,
            w("footnoteReference"): self._note,
            w("endnoteReference"): self._note,
            **{w(name): self._drawing for name in ("drawing", "pict", "object")},
            **{w(name): self._comment for name in ("commentRangeStart", "commentRangeEnd", "commentReference")},
            f"{MATH}oMath": self._formula,
        }

    def of(self, paragraph: Element, style_id: str) -> str:
        """Return a paragraph's words with marks, "\\t" for tabs and "\\n" for line breaks."""
        self._hidden_by_style = self._styles.hides(style_id)
        out: list[str] = []
        self._read(paragraph, out)
        return "".join(out)

    def comment_mark(self, element: Element) -> str:
        """Return the mark of a w:commentRangeStart, w:commentRangeEnd or w:commentReference."""
        number = self.comment_ids.setdefault(element.get(w("id"), ""), len(self.comment_ids))
        return mark(f"{element.tag.rpartition('}')[2]} {number}")

    def _read(self, element: Element, out: list[str]) -> None:
        for child in element:
            reader = self._readers.get(child.tag)
            if reader is not None:
                reader(child, out)
            elif child.tag not in _SILENT:
                self._read(child, out)

    def _put(self, words: str, out: list[str]) -> None:
        if words and self.fields.shows:
            out.append(words)

    def _run(self, run: Element, out: list[str]) -> None:
        if not self._is_hidden(run.find(R_PR)):
            self._read(run, out)
            return
        outside, self.anchored = self.anchored, Anchored()
        notes = self._notes
        hidden = self._inside(run)
        self.anchored, self._notes = outside, notes
        if hidden.strip():
            out.append(mark("hidden"))

    def _is_hidden(self, properties: Element | None) -> bool:
        if properties is not None:
            own = is_on(properties.find(w("vanish")))
            if own is not None:
                return own
            style = value(properties.find(w("rStyle")))
            if style and self._styles.hides(style):
                return True
        return self._hidden_by_style

    def _text(self, element: Element, out: list[str]) -> None:
        words = (element.text or "").translate(_PLAIN)
        self._put(words if element.get(PRESERVE) == "preserve" else words.strip(" \t"), out)

    def _symbol(self, element: Element, out: list[str]) -> None:
        code = element.get(w("char"), "")
        is_code = len(code) <= 6 and all(digit in "0123456789abcdefABCDEF" for digit in code)
        sign = symbol(int(code, 16), element.get(w("font"), "")) if code and is_code else None
        self._put(sign or mark("symbol") + _UNKNOWN_SYMBOL, out)

    def _ruby(self, element: Element, out: list[str]) -> None:
        base, reading = (self._inside(element.find(w(name))) for name in ("rubyBase", "rt"))
        self._put(f"{mark('ruby')}{base}（{reading}）" if reading else base, out)

    def _inside(self, element: Element | None) -> str:
        out: list[str] = []
        if element is not None:
            self._read(element, out)
        return "".join(out)

    def _content_control(self, element: Element, out: list[str]) -> None:
        box = element.find(f"{w('sdtPr')}/{WORD_2010}checkbox")
        if box is not None:
            ticked = box.find(f"{WORD_2010}checked")
            is_ticked = ticked is not None and ticked.get(f"{WORD_2010}val", ticked.get(VAL, "1")) in (
                "1",
                "true",
                "on",
            )
            self._put("☑" if is_ticked else "☐", out)
            return
        content = element.find(SDT_CONTENT)
        if content is not None:
            self._read(content, out)

    def _note(self, element: Element, out: list[str]) -> None:
        kind = element.tag.rpartition("}")[2].removesuffix("Reference")
        if not self.fields.shows:
            return
        written = ""
        if not is_on_attribute(element.get(w("customMarkFollows"))):
            self._notes += 1
            written = f"（注{self._notes}）"
        self.anchored.notes.append((written, kind, element.get(w("id"), "")))
        out.append(mark("note") + written)

    def _drawing(self, element: Element, out: list[str]) -> None:
        if not self.fields.shows:
            return
        drawn = read_drawing(element)
        self.anchored.boxes += [*drawn.boxes, *drawn.lines]
        if drawn.boxes or drawn.lines:
            out.append(mark("box"))
        if drawn.has_picture:
            out.append(mark("image"))

    def _comment(self, element: Element, out: list[str]) -> None:
        out.append(self.comment_mark(element))

    def _formula(self, element: Element, out: list[str]) -> None:
        self._put(mark("formula") + written_formula(element), out)


def is_on_attribute(written: str | None) -> bool:
    """Whether an attribute that is on or off is on."""
    return written is not None and written not in ("0", "false", "off")
