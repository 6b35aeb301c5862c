"""The finance part of a quarter as it is read: its tables with their arithmetic, its notes, its ties, and the reasons given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from finance.arithmetic import ColumnShape, RowShape, Sheet
from finance.figures.addresses import Address
from finance.figures.formulas import Share, read_formula
from finance.figures.units import PerCent, Unit
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Reason, Row, Statement, Tie


@dataclass(frozen=True)
class Table:
    """A statement with its rows and columns (but those retired), the cells that somebody filled, and what they add up to.

    `heads` are the standing figures by row key and column key; a cell that was emptied again has one too.
    """

    statement: Statement
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heads: Mapping[tuple[str, str], Figure]

    @cached_property
    def shape(self) -> tuple[tuple[ColumnShape, ...], tuple[RowShape, ...]]:
        columns = tuple(_column_shape(column) for column in self.columns if column.holds_figures)
        known = {row.pk: row.key for row in self.rows}
        rows = tuple(
            RowShape(row.key, row.label, tuple(known[part.pk] for part in row.sums.all() if part.pk in known))
            for row in self.rows
            if row.holds_figures
        )
        return columns, rows

    @cached_property
    def sheet(self) -> Sheet:
        """The statement's figures with the rules that hold between them."""
        columns, rows = self.shape
        return Sheet(columns, rows, self.amounts, self.dashes)

    @cached_property
    def amounts(self) -> dict[tuple[str, str], int]:
        return {cell: figure.amount for cell, figure in self.heads.items() if figure.amount is not None}

    @cached_property
    def dashes(self) -> frozenset[tuple[str, str]]:
        return frozenset(cell for cell, figure in self.heads.items() if figure.is_dash)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no figure, be it that it never did or that all were emptied again."""
        return not self.amounts and not self.dashes

    @cached_property
    def crooked(self) -> str:
        """Why its sums cannot be added up (Crooked, or a formula or unit that is none), as a sentence; "" where they can."""
        try:
            _ = self.sheet.figures
        except ValueError as fault:
            return str(fault)
        return ""

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], int]:
        """Every figure as shown: what was entered or, where nothing was, what the rules give. Only what was entered where the
        sums are crooked."""
        return self.amounts if self.crooked else self.sheet.figures

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def row(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    def written(self, amount: int, column: str) -> str:
        """An amount of a column as it is written in the table."""
        return unit_of(self.column[column]).write(amount)

    def has(self, address: Address) -> bool:
        row, column = self.row.get(address.row), self.column.get(address.column)
        return row is not None and column is not None and row.holds_figures and column.holds_figures


def unit_of(column: Column) -> Unit | PerCent:
    """The unit in which a column of figures is written."""
    if column.kind == Column.Kind.PERCENTAGE:
        return PerCent(column.own_decimals)
    return Unit.read(column.own_unit, column.own_decimals)


def formula_words(table: Table, column: str) -> str:
    """How a column's figures are made, in the words of its table: "Full year Forecast − Revised Budget"; "" if entered."""
    formula = table.column[column].formula
    if not formula:
        return ""
    read = read_formula(formula)

    def heading(key: str) -> str:
        return table.column[key].heading if key in table.column else key

    if isinstance(read, Share):
        return _("%(part)s in per cent of %(whole)s") % {"part": heading(read.part), "whole": heading(read.whole)}
    (sign, first), *others = read.terms
    words = [heading(first) if sign > 0 else f"− {heading(first)}"]
    return " ".join([*words, *(f"{'+' if sign > 0 else '−'} {heading(key)}" for sign, key in others)])


def _column_shape(column: Column) -> ColumnShape:
    return ColumnShape(
        key=column.key,
        heading=column.heading,
        unit=unit_of(column),
        formula=read_formula(column.formula) if column.formula else None,
        has_totals=column.has_totals,
    )


@dataclass(frozen=True)
class Book:
    """A quarter's finance part.

    `texts` are the standing words by note, `reasons` those by check, one taken back among them. `last` are the tables of the
    last finance report held before it, by key, where a tie asks for them; `is_last_of_the_year` says whether that report is of
    the same financial year.
    """

    report: FinanceReport
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]
    texts: Mapping[int, NoteText]
    ties: tuple[Tie, ...]
    reasons: Mapping[str, Reason]
    last: Mapping[str, Table] = field(default_factory=dict)
    last_label: str = ""
    is_last_of_the_year: bool = False

    @cached_property
    def table(self) -> dict[str, Table]:
        return {table.statement.key: table for table in self.tables}

    def text_of(self, note: Note) -> str:
        held = self.texts.get(note.pk)
        return held.text if held else ""
