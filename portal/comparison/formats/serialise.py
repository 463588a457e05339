"""A comparison table as plain values for JSON, and read back; docs/comparison-json.md tells what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any

from portal.comparison.addresses.places import Places
from portal.comparison.house_style import Cut, Elision, HouseStyle, Paper
from portal.comparison.styles.files import style_values
from portal.comparison.summary.making import Summary, summarise
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind, Span
from portal.text.messages import gettext_noop
from portal.text.tree import Document

SCHEMA = 1
"""The number of the form below. Another form gets another number and a reader of its own; this one stays."""

_NO_EDITION = Document()


class UnreadableTable(ValueError):
    """Values that are no comparison table of a known schema; `message` and `values` are a sentence that says why."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = tuple((name, str(value)) for name, value in values.items())
        super().__init__(message.format(**values))


def table_values(table: ComparisonTable) -> dict[str, Any]:
    """Return a table as values that `json.dumps` takes; offsets count code points."""
    old, new = Places(table.old), Places(table.new)
    return {
        "schema": SCHEMA,
        "style": table.style.name,
        "house_style": style_values(table.style),
        "rows": [_row_values(row, old, new) for row in table.rows],
        "left_out": [_row_values(row, old, new) for row in table.left_out],
        "summary": summary_values(summarise(table)),
    }


def summary_values(summary: Summary) -> dict[str, Any]:
    """Return counts by name, and the sentences in Japanese."""
    return {"counts": asdict(summary.counts), "sentences": [str(sentence) for sentence in summary.sentences]}


def _row_values(row: Row, old: Places, new: Places) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "new": row.new.text,
        "old": row.old.text,
        "remark": row.remark,
        "new_marks": _spans(row.new.marks),
        "old_marks": _spans(row.old.marks),
        "new_double": _spans(row.new.double),
        "old_double": _spans(row.old.double),
        "new_spans": _spans(row.new.spans),
        "old_spans": _spans(row.old.spans),
        "new_at": _place_values(row.new_at, new),
        "old_at": _place_values(row.old_at, old),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _place_values(at: At | None, places: Places) -> dict[str, Any] | None:
    if at is None:
        return None
    named = places.named(at)
    return {
        "clause": at.clause,
        "part": at.part.value,
        "path": [list(number) for number in at.path],
        "words": named.japanese,
        "english": named.english,
        "anchor": places.anchor(at),
    }


# --- reading back ---


def table_from_values(
    values: Mapping[str, Any], *, old: Document = _NO_EDITION, new: Document = _NO_EDITION
) -> ComparisonTable:
    """Return the table that `table_values` wrote, so that it can be drawn again without comparing again.

    The values do not hold the editions: hand them in where places are to be named or linked to. Unknown keys are
    passed over. Raises UnreadableTable for another schema and for values that are no table.
    """
    if not isinstance(values, Mapping) or values.get("schema") != SCHEMA:
        schema = values.get("schema") if isinstance(values, Mapping) else None
        message = gettext_noop("対照表のJSONの形式（schema: {schema}）が読めません。読めるのは {known} です。")
        raise UnreadableTable(message, schema=schema, known=SCHEMA)
    try:
        rows, left_out = (tuple(map(_row, values[key])) for key in ("rows", "left_out"))
        return ComparisonTable(_style(values["house_style"]), rows, left_out, old, new)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = gettext_noop("対照表のJSONに、足りない項目か、読めない値があります（{why}）。")
        raise UnreadableTable(message, why=repr(error)) from error


_ENUMS: dict[str, type[StrEnum]] = {
    "cut": Cut,
    "unchanged_articles": Elision,
    "unchanged_units": Elision,
    "paper": Paper,
}


def _style(values: Mapping[str, Any]) -> HouseStyle:
    """A style as it was, whatever rules newer ones must keep; keys that came later have their defaults."""
    known = {field.name for field in fields(HouseStyle)} & values.keys()
    return HouseStyle(**{key: _style_value(key, values[key]) for key in known})


def _style_value(key: str, value: Any) -> Any:
    if key in _ENUMS:
        return _ENUMS[key](value)
    return tuple(value) if isinstance(value, list) else value


def _row(values: Mapping[str, Any]) -> Row:
    return Row(
        kind=RowKind(values["kind"]),
        old=_cell(values, "old"),
        new=_cell(values, "new"),
        remark=_text(values["remark"]),
        old_at=_at(values["old_at"]),
        new_at=_at(values["new_at"]),
    )


def _cell(values: Mapping[str, Any], side: str) -> Cell:
    text = _text(values[side])
    marks, spans, double = (_read_spans(values[f"{side}_{name}"]) for name in ("marks", "spans", "double"))
    return Cell(text, marks, spans, double)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a string: {value!r}")
    return value


def _read_spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in values)


def _at(values: Mapping[str, Any] | None) -> At | None:
    if values is None:
        return None
    path = tuple(tuple(map(int, number)) for number in values["path"])
    return At(int(values["clause"]), Part(values["part"]), path)
