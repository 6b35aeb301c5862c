"""A statement as JSON that describes itself: its unit and columns, its rows cell by cell, its notes and what does not add up."""

import json
from typing import Any

from reports.document import Cell, StatementColumn, StatementRow
from reports.exports.statements import Source, reference_of, value_of
from reports.exports.table import Number

FORMAT = "pcp-statement/1"
ABOUT = (
    "Each amount is a number in the unit of its column; the text beside it is what is printed, with negative figures in "
    "brackets. A cell's kind tells a figure from a dash and from a blank, which are not 0. Where an entered figure differs "
    "from what the rules of the table give, that is under should_be, and verdict says whether rounding explains it."
)


def write_json(source: Source) -> bytes:
    """The bytes of the file."""
    document, statement = source.document, source.statement
    content = {
        "format": FORMAT,
        "about": ABOUT,
        "report": {
            "office": document.words.office,
            "title": document.title,
            "quarter": document.quarter.slug,
            "is_draft": document.published_at is None,
            "published_at": document.published_at.isoformat() if document.published_at else None,
        },
        "licence": {"name": document.licence.name, "address": document.licence.address},
        "statement": {
            "key": statement.key,
            "kind": statement.kind,
            "title": statement.title,
            "subtitle": statement.subtitle,
            "unit": statement.unit,
            "as_at": statement.as_at.isoformat() if statement.as_at else None,
            "sign_convention": statement.sign_convention,
        },
        "columns": [_column(source, column) for column in statement.columns],
        "rows": [_row(source, row) for row in statement.rows],
        "notes": [{"reference": note.reference, "section": note.section, "text": note.text} for note in source.notes],
        "footnotes": [{"mark": mark, "text": text} for mark, text in statement.footnotes],
        "findings": [
            {
                "row": finding.row,
                "column": finding.column,
                "rule": finding.words,
                "printed": finding.printed,
                "expected": finding.expected,
                "difference": finding.difference,
                "reason": finding.reason,
            }
            for finding in statement.findings
        ],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def _column(source: Source, column: StatementColumn) -> dict[str, Any]:
    day = source.day(column)
    return {
        "key": column.key,
        "heading": column.heading,
        "kind": column.kind,
        "unit": source.unit(column),
        "decimals": column.decimals,
        "as_at": day.isoformat() if day else None,
        "measure": column.measure,
        "positive_is": column.sense,
        "formula": column.formula,
    }


def _row(source: Source, row: StatementRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "kind": row.kind,
        "sums": list(row.sums),
        "note": reference_of(row),
        "footnote_mark": row.footnote_mark,
        "cells": [_cell(cell, column) for cell, column in zip(row.cells, source.statement.columns, strict=False)],
    }


def _cell(cell: Cell, column: StatementColumn) -> dict[str, Any]:
    value = value_of(cell, column)
    amount = (float(value.value) if value.decimals else int(value.value)) if isinstance(value, Number) else None
    return {
        "column": column.key,
        "kind": cell.kind,
        "text": cell.text,
        "amount": amount,
        "is_entered": cell.is_entered,
        "should_be": cell.computed,
        "verdict": cell.verdict,
    }
