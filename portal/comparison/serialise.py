"""A comparison table as plain values for JSON: the contract of `compare_terms --json`."""

from __future__ import annotations

from portal.comparison.table import ComparisonTable, Row


def table_values(table: ComparisonTable) -> dict[str, object]:
    """Return style name and rows as values that `json.dumps` takes; marks are offsets into the printed cells."""
    return {"style": table.style.name, "rows": [row_values(row) for row in table.rows]}


def row_values(row: Row) -> dict[str, object]:
    """Return one row: kind, both cells as printed, remark and marks."""
    return {
        "kind": row.kind.value,
        "new": row.new.text,
        "old": row.old.text,
        "remark": row.remark,
        "new_marks": [list(span) for span in row.new.marks],
        "old_marks": [list(span) for span in row.old.marks],
    }
