"""The parts of a Word file, found by their relations as Word finds them."""

from __future__ import annotations

import posixpath

from django.utils.translation import gettext as _

from portal.importing.docx.archive import Archive, broken, not_word, too_large
from portal.importing.docx.names import w
from portal.importing.docx.xml_parts import Element, TooMuchXml, UnreadableXml, parse_xml

_USUAL_MAIN_PART = "word/document.xml"


class Package:
    """A Word file opened: `main` is the root of its document."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open; raises UnreadableFile where this is no Word file or cannot be read."""
        self.name = name
        self._archive = Archive(data, name)
        self._main_part = self._target_of_main()
        main = self._xml(self._main_part)
        if main is None or main.tag != w("document"):
            raise not_word(name, self._what_it_is())
        self.main = main
        self._relations = self._relations_of(self._main_part)

    def related(self, kind: str) -> list[Element]:
        """Return the roots of the parts that the document names as `kind` ("styles", "header"), in their order."""
        targets = [target for its_kind, target in self._relations if its_kind == kind]
        return [root for root in map(self._xml, dict.fromkeys(targets)) if root is not None]

    def only(self, kind: str) -> Element | None:
        """Return the root of the one part of a kind, None where there is none."""
        return next(iter(self.related(kind)), None)

    def _target_of_main(self) -> str:
        found = [target for kind, target in self._relations_of("") if kind == "officeDocument"]
        return found[0] if found else _USUAL_MAIN_PART

    def _relations_of(self, part: str) -> list[tuple[str, str]]:
        """Return (last word of the type, name of the target) of a part's relations inside the file."""
        folder, file = posixpath.split(part)
        root = self._xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [
            (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in (() if root is None else root)
            if relation.get("TargetMode") != "External"
        ]

    def _xml(self, part: str) -> Element | None:
        data = self._archive.read(part)
        if data is None:
            return None
        try:
            return parse_xml(data)
        except TooMuchXml as error:
            raise too_large(self.name) from error
        except UnreadableXml as error:
            raise broken(self.name) from error

    def _what_it_is(self) -> str:
        folders = {entry.partition("/")[0] for entry in self._archive.names}
        if "xl" in folders:
            return _("Excelのファイルです")
        if "ppt" in folders:
            return _("PowerPointのファイルです")
        if "mimetype" in folders:
            return _("OpenDocumentなどのファイルです")
        return _("別の形式のファイルです")
