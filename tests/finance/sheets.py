"""Statements as a person would write them down, for tests of their arithmetic.

    rows                  budget   forecast   variance = forecast - budget
    pay                   100      110        10
    overheads             50       -          .
    total: pay overheads  150      110        (40)

Columns stand two spaces apart; a column or a row says what it is computed from. A point is a blank, "-" a dash. Labels and
headings are the keys with a capital.
"""

import re
from collections.abc import Mapping

from finance.arithmetic import Check, ColumnShape, RowShape, Sheet
from finance.figures.amounts import read_cell
from finance.figures.formulas import Share, read_formula
from finance.figures.units import PerCent, Unit

POUNDS = Unit("£000")


def sheet(
    text: str, units: Mapping[str, Unit | PerCent] | None = None, without_totals: frozenset[str] = frozenset()
) -> Sheet:
    """Read such a statement. Columns are in £000 and percentages have two decimals, unless `units` says otherwise."""
    head, *lines = (re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines())
    columns = tuple(_column(words, units or {}, without_totals) for words in head[1:])
    rows, cells, dashes = [], {}, set()
    for title, *written in lines:
        key, _, parts = title.partition(":")
        rows.append(RowShape(key, key.capitalize(), tuple(parts.split())))
        for column, cell in zip(columns, written, strict=True):
            entered = read_cell("" if cell == "." else cell, column.unit.decimals, unit=column.unit.name)
            if entered.is_dash:
                dashes.add((key, column.key))
            elif entered.amount is not None:
                cells[key, column.key] = entered.amount
    return Sheet(columns, tuple(rows), cells, frozenset(dashes))


def _column(words: str, units: Mapping[str, Unit | PerCent], without_totals: frozenset[str]) -> ColumnShape:
    key, _, text = (part.strip() for part in words.partition("="))
    formula = read_formula(text) if text else None
    unit = units.get(key, PerCent(2) if isinstance(formula, Share) else POUNDS)
    return ColumnShape(key, key.capitalize(), unit, formula, has_totals=key not in without_totals)


def found(checks: list[Check]) -> list[tuple[str, str, str, int, int]]:
    """Where each check stands, its rule, its difference and its bound."""
    return [(check.row, check.column, check.rule, check.difference, check.bound) for check in checks]
