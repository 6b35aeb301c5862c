"""The structure of a table as its page shows it: each row and column in words, and what was just moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.actions.columns import order_of_columns
from finance.actions.rows import order_of
from finance.books import Table, formula_words, unit_of
from finance.figures.units import Unit
from finance.models import Column, Note, Row, Statement
from finance.rules import listed


@dataclass(slots=True)
class Moved:
    """What came of moving a row or column, by its key: a sentence, or why not. `button` is the one that the keyboard is on."""

    button: str = ""
    key: str = ""
    told: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row with what it adds up, in words, and the reference of its note."""

    row: Row
    sums: tuple[str, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        return self.row.label or _("a space")

    @property
    def told_sums(self) -> str:
        return listed(self.sums)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column with its formula and the unit of its figures in words."""

    column: Column
    formula: str = ""
    unit: str = ""


@dataclass(frozen=True)
class StructurePage:
    """A table's structure. `rows_seen` and `columns_seen` differ where their order does; those retired stand apart."""

    table: Table
    rows: tuple[RowLine, ...]
    columns: tuple[ColumnLine, ...]
    retired_rows: Sequence[Row]
    retired_columns: Sequence[Column]
    rows_seen: str
    columns_seen: str
    moved: Moved

    @property
    def statement(self) -> Statement:
        return self.table.statement

    @property
    def unit(self) -> str:
        return Unit.read(self.statement.unit, self.statement.decimals).words


def structure_page(table: Table, moved: Moved) -> StructurePage:
    """Put the page together. Three queries."""
    statement = table.statement
    notes = dict(Note.objects.filter(report=statement.report).values_list("pk", "reference"))
    rows = tuple(
        RowLine(row, tuple(part.label for part in _in_order(table, row)), notes.get(row.note_id or 0, ""))
        for row in table.rows
    )
    columns = tuple(ColumnLine(column, formula_words(table, column.key), _unit(column)) for column in table.columns)
    return StructurePage(
        table=table,
        rows=rows,
        columns=columns,
        # Not from the statement, whose rows and columns are fetched without them.
        retired_rows=list(Row.objects.filter(statement=statement, is_retired=True)),
        retired_columns=list(Column.objects.filter(statement=statement, is_retired=True)),
        rows_seen=order_of(table.rows),
        columns_seen=order_of_columns(table.columns),
        moved=moved,
    )


def _in_order(table: Table, row: Row) -> list[Row]:
    """The rows that a row adds up, as they stand in the table."""
    parts = {part.pk for part in row.sums.all()}
    return [other for other in table.rows if other.pk in parts] if parts else []


def _unit(column: Column) -> str:
    return unit_of(column).words if column.holds_figures else ""
