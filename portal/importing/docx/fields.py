"""Fields: a result that is printed, an instruction that is not."""

from __future__ import annotations

from dataclasses import dataclass, field

from portal.importing.docx.equations import printed_equation
from portal.importing.docx.names import w
from portal.importing.docx.styles import is_on, value, whole
from portal.importing.docx.xml_parts import Element

LONGEST_INSTRUCTION = 2000
"""Characters that are read of an instruction; Word writes some hundred at most."""
_LIST_KINDS = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"})
_FIELD_CHARACTER = w("fldChar")
_KIND = w("fldCharType")


@dataclass(slots=True)
class _Field:
    words: list[str] = field(default_factory=list)
    form: Element | None = None
    in_instruction: bool = True
    is_contents: bool = False
    is_page: bool = False

    @property
    def instruction(self) -> str:
        return "".join(self.words)[:LONGEST_INSTRUCTION]


class Fields:
    """The fields that are open at a place of a story, for they begin in one paragraph and end in another."""

    def __init__(self, root: Element | None = None) -> None:
        """Begin a story. Where fields do not pair, nothing is taken for an instruction but what says it is one."""
        kinds = [] if root is None else [element.get(_KIND) for element in root.iter(_FIELD_CHARACTER)]
        self._pairs = kinds.count("begin") == kinds.count("end")
        self._open: list[_Field] = []
        self._instructions = self._contents = self._pages = 0
        self.met_contents = False
        self.without_result = 0

    @property
    def shows(self) -> bool:
        """Whether words here are printed, and are no page number of a table of contents."""
        return not self._pairs or not (self._instructions or (self._pages and self._contents))

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return bool(self._contents)

    def instruct(self, words: str) -> None:
        """Take words of an instruction."""
        if self._open and self._open[-1].in_instruction:
            self._open[-1].words.append(words)

    def character(self, element: Element) -> str:
        """Take a w:fldChar; return what is printed there, for a field that is shown and has no result of its own."""
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append(_Field(form=element.find(w("ffData"))))
            self._instructions += 1
        elif kind == "separate" and self._open and self._open[-1].in_instruction:
            self._begin_result(self._open[-1])
        elif kind == "end" and self._open:
            return self._end(self._open.pop())
        return ""

    def _begin_result(self, opened: _Field) -> None:
        opened.in_instruction = False
        kind = _kind_of(opened.instruction)
        opened.is_contents, opened.is_page = kind == "TOC", kind == "PAGEREF"
        self._instructions -= 1
        self._contents += opened.is_contents
        self._pages += opened.is_page
        self.met_contents = self.met_contents or opened.is_contents

    def _end(self, closed: _Field) -> str:
        if not closed.in_instruction:
            self._contents -= closed.is_contents
            self._pages -= closed.is_page
            return ""
        self._instructions -= 1
        kind = _kind_of(closed.instruction)
        self.without_result += kind in _LIST_KINDS
        if kind == "EQ":
            return printed_equation(closed.instruction)
        return "" if closed.form is None else _printed_form(closed.form)


def _kind_of(instruction: str) -> str:
    return next(iter(instruction.split()), "").upper()


def _printed_form(form: Element) -> str:
    """Return the sign of an old check box, or the entry chosen in an old list."""
    box, choices = form.find(w("checkBox")), form.find(w("ddList"))
    if box is not None:
        ticked = is_on(box.find(w("checked")))
        return "☑" if (is_on(box.find(w("default"))) if ticked is None else ticked) else "☐"
    if choices is not None:
        entries = [value(entry) or "" for entry in choices.iterchildren(w("listEntry"))]
        chosen = whole(choices.find(w("result"))) or whole(choices.find(w("default"))) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
