"""What the charts read from a statement: columns by what they measure, rows that hold figures, sizes that can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.figures.amounts import written
from finance.figures.units import Unit
from reports.document import Cell, Statement, StatementColumn, StatementRow

# A chart of more rows shows the largest of them, and the others as one.
MOST_ROWS = 24
FIGURES = ("amount", "computed")


@dataclass(frozen=True, slots=True)
class Measured:
    """A column of figures, its place in the rows, its unit, and what its last printed digit is worth in pence."""

    place: int
    column: StatementColumn
    unit: str
    step: int

    @property
    def heading(self) -> str:
        return self.column.heading

    def cell(self, row: StatementRow) -> Cell:
        """The cell of a row. A row without cells, as a heading is, has blanks."""
        return row.cells[self.place] if self.place < len(row.cells) else Cell("blank", "", None)

    def size(self, row: StatementRow) -> int:
        """The figure of a row in pence; nothing where there is none."""
        return (self.cell(row).amount or 0) * self.step

    def written(self, size: int) -> str:
        """A size as this column prints it; whole numbers of its last digit alone."""
        return written(size // self.step, self.column.decimals)


def measured(statement: Statement, *measures: str) -> list[Measured]:
    """The columns of figures that measure one of these, in the order of the table.

    Raises finance.figures.units.UnreadableUnit for a unit that no statement can be kept in.
    """
    found = []
    for place, column in enumerate(statement.columns):
        if column.measure in measures and column.kind in FIGURES:
            unit = column.unit or statement.unit
            found.append(Measured(place, column, unit, Unit.read(unit, column.decimals).step))
    return found


def first(statement: Statement, *measures: str) -> Measured | None:
    """The first column of the first of these measures that the table has."""
    for measure in measures:
        if found := measured(statement, measure):
            return found[0]
    return None


def finest(columns: Iterable[Measured]) -> Measured:
    """The column that prints the smallest amounts: it can write every sum of all of them."""
    return min(columns, key=lambda column: column.step)


def shared_unit(columns: Iterable[Measured]) -> str:
    """The unit of all the columns, or "" where they have several."""
    units = {column.unit for column in columns}
    return units.pop() if len(units) == 1 else ""


def said(column: Measured, row: StatementRow, unit: str) -> str:
    """A figure as printed, with its unit where the chart's columns do not share this one."""
    text = column.cell(row).text
    if not text:
        return _("no figure")
    return text if unit else f"{text} ({column.unit})"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a chart shows: lines, those that it has room for only as one, and totals."""

    lines: tuple[StatementRow, ...]
    others: tuple[StatementRow, ...]
    totals: tuple[StatementRow, ...]


def rows_for(
    statement: Statement, columns: Sequence[Measured], lines: Sequence[StatementRow] = (), most: int = MOST_ROWS
) -> Rows | None:
    """The rows with something in one of the columns, be it a dash; None where none of the lines has a figure.

    `lines` are those to show, else every line. Of more than `most` the largest stand.
    """
    shown = _filled(lines or _of_kind(statement, "line"), columns)
    if not any(column.cell(row).amount is not None for row in shown for column in columns):
        return None
    kept = shown if len(shown) <= most else _largest(shown, columns, most - 1)
    keys = {row.key for row in kept}
    others = tuple(row for row in shown if row.key not in keys)
    return Rows(tuple(kept), others, tuple(_filled(_of_kind(statement, "total"), columns)))


def weight(row: StatementRow, columns: Sequence[Measured]) -> int:
    """How much a row matters among others: its largest figure, whatever the sign."""
    return max(abs(column.size(row)) for column in columns)


def _of_kind(statement: Statement, kind: str) -> list[StatementRow]:
    return [row for row in statement.rows if row.kind == kind]


def _filled(rows: Iterable[StatementRow], columns: Sequence[Measured]) -> list[StatementRow]:
    return [row for row in rows if any(column.cell(row).text for column in columns)]


def _largest(rows: Sequence[StatementRow], columns: Sequence[Measured], most: int) -> list[StatementRow]:
    """As many rows as there is room for, the largest of them, in the order of the table."""
    kept = {row.key for row in sorted(rows, key=lambda row: weight(row, columns), reverse=True)[:most]}
    return [row for row in rows if row.key in kept]


def total_of(rows: Iterable[StatementRow], column: Measured, unit: str) -> tuple[int, str]:
    """What rows come to together in a column, in pence and as that column prints it."""
    size = sum(column.size(row) for row in rows)
    text = column.written(size)
    return size, text if unit else f"{text} ({column.unit})"


def together(count: int) -> str:
    """What stands for the rows that a chart has no room for."""
    return _("The other %(count)s rows together") % {"count": count}


def leaves(statement: Statement, row: StatementRow) -> list[StatementRow]:
    """The lines that a row adds up in the end, in the order of the table; none where it does not say."""
    rows = {one.key: one for one in statement.rows}
    found: set[str] = set()
    waiting, seen = list(row.sums), {row.key}
    while waiting:
        key = waiting.pop()
        if key in seen or key not in rows:
            continue
        seen.add(key)
        if rows[key].sums:
            waiting += rows[key].sums
        else:
            found.add(key)
    return [one for one in statement.rows if one.key in found]
